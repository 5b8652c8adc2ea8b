"""How wide a text is in Inter, without drawing it: the sum of its characters' advance widths, kerning left out."""

import json
from functools import cache

from accord.brief.static_files import static_text

_SEMIBOLD = 600
_PER_SIZE = 1000


@cache
def _tables() -> dict[str, dict[str, float]]:
    tables: dict[str, dict[str, float]] = json.loads(static_text("widths.json"))
    return tables


def text_width(text: str, size: float, *, weight: int = 400) -> float:
    """Width of a text in one line, in points.

    Parameters
    ----------
    text
        The text; a character that the table does not hold counts as wide as the sign for a missing one.
    size
        Type size, points.
    weight
        400 or 600; from 600 on the semibold's widths are taken.

    Examples
    --------
    >>> round(text_width("Київ", 10), 2), round(text_width("Київ", 10, weight=600), 2), text_width("", 10)
    (20.7, 21.5, 0.0)
    """
    table = _tables()["600" if weight >= _SEMIBOLD else "400"]
    other = table[""]
    return sum(table.get(character, other) for character in text) * size / _PER_SIZE
