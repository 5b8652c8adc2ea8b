"""The page of words: every closed set that a table or a result uses."""

import inspect

from source import attributes, first_paragraph
from text import NOTE, code, table

from accord.model import sizing, words

INTRO = f"""{NOTE}
# Words

Closed sets of words. A word that is not in its set is a fault that names the nearest.
"""


def page() -> str:
    """The whole page."""
    sets = [cls for _, cls in inspect.getmembers(words, inspect.isclass) if cls.__module__ == words.__name__]
    return "\n".join([INTRO, *map(_set, [*sets, sizing.Stance])])


def _set(cls: type) -> str:
    members = [one for one in attributes(cls) if one.name.isupper() or len(one.name) == 1]
    rows = [[code(one.default), one.description] for one in members]
    return f"## {cls.__name__}\n\n{first_paragraph(cls.__doc__ or '')}\n\n{table(['word', 'meaning'], rows)}"
