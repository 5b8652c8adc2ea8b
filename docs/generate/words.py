"""The page of words: every closed set that a table or a result uses."""

import inspect
from enum import StrEnum
from types import ModuleType

from source import attributes, first_paragraph
from text import NOTE, code, table

from accord.model import deal, duty, incident, report, review, sizing, watch, words

INTRO = f"""{NOTE}
# Words

Closed sets of words. A word that is not in its set is a fault that names the nearest.
"""


def page() -> str:
    """The whole page."""
    sets = [
        *_sets(words),
        sizing.Stance,
        *(cls for module in (report, watch, review, incident, deal, duty) for cls in _sets(module)),
    ]
    return "\n".join([INTRO, *map(_set, sets)])


def _sets(module: ModuleType) -> list[type]:
    """The closed sets of words of a module."""
    found = [cls for _, cls in inspect.getmembers(module, inspect.isclass) if cls.__module__ == module.__name__]
    return [cls for cls in found if issubclass(cls, StrEnum)]


def _set(cls: type) -> str:
    members = [one for one in attributes(cls) if one.name.isupper() or len(one.name) == 1]
    rows = [[code(one.default), one.description] for one in members]
    return f"## {cls.__name__}\n\n{first_paragraph(cls.__doc__ or '')}\n\n{table(['word', 'meaning'], rows)}"
