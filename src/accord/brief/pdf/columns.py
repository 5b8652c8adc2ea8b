"""Widths of the columns of a table, found before it is set: exact, quick, and never wider than the page."""

from collections.abc import Callable, Sequence

from accord.brief.document import Line, Table, text_of

Measure = Callable[[str], float]

_WIDEST_WORD = 110.0
"""A word wider than this (points at the table's type size) is broken rather than given more room."""
_LONGEST_LINE = 400
"""Characters beyond which a cell wraps in any case."""
_MOST = 0.9
"""Share of the cells of a weighted column that should stand in one line, if there is room."""
_HELD = 0.45
"""Share of the page that weighted columns keep together, if they need it."""
_SPREAD = 1.7
"""How far columns may be spread beyond their content to fill the page."""


def column_widths(
    table: Table, *, width: float, gap: float, measure: Measure, extra: Callable[[Line], float]
) -> tuple[list[float], list[bool]]:
    """Widths in points, `gap` included, that sum to at most `width`; and which hold a word that must be broken.

    Columns without weight are as wide as their widest line. Weighted ones share what is left by their weight, but
    none takes more than it needs before the others have what they need. Where all is too narrow, the widest lines
    give way first.

    Parameters
    ----------
    measure
        Width of a text in points, in the table's type.
    extra
        Width that a line needs beyond its text: bars and signs.
    """
    room = width - gap * len(table.columns)
    found = [_natural(table, at, measure, extra) for at in range(len(table.columns))]
    weights = [max(column.weight, 0.0) for column in table.columns]
    given = _given([line for line, _ in found], [min(word, _WIDEST_WORD) for _, word in found], weights, room)
    return [gap + each for each in given], [each < word for each, (_, word) in zip(given, found, strict=True)]


def _natural(table: Table, at: int, measure: Measure, extra: Callable[[Line], float]) -> tuple[float, float]:
    """Width of the lines of a column (of most of them if it is weighted) and of its widest word."""
    heading = table.columns[at].heading[:_LONGEST_LINE]
    cells = [
        (text_of(row.cells[at])[:_LONGEST_LINE], extra(row.cells[at])) for row in table.rows if at < len(row.cells)
    ]
    lines = sorted(measure(text) + more for text, more in cells)
    share = _MOST if table.columns[at].weight > 0 else 1.0
    line = max(lines[int(share * (len(lines) - 1))] if lines else 0.0, measure(heading))
    tokens = {token for text in {heading, *(text for text, _ in cells)} for token in text.split(" ")}
    most = max(map(len, tokens), default=0)
    word = max((measure(token) for token in tokens if 2 * len(token) >= most), default=0.0)
    return line, word + max((more for _, more in cells), default=0.0)


def _given(lines: Sequence[float], floors: Sequence[float], weights: Sequence[float], room: float) -> list[float]:
    """Widths of contents: floors where these are too much already, else wants, and what is left is shared."""
    if sum(floors) >= room:
        return [floor * room / max(sum(floors), 1.0) for floor in floors]
    needs = [max(line, floor) for line, floor in zip(lines, floors, strict=True)]
    wants = [floor if weight else need for need, floor, weight in zip(needs, floors, weights, strict=True)]
    wide = [(need, floor) for need, floor, weight in zip(needs, floors, weights, strict=True) if weight]
    held = max(0.0, min(_HELD * room, sum(need for need, _ in wide)) - sum(floor for _, floor in wide))
    given = _fit(wants, floors, room - held)
    if not wide:
        scale = min(room / max(sum(given), 1.0), _SPREAD)
        return [each * scale for each in given]
    rest = room - sum(each for each, weight in zip(given, weights, strict=True) if not weight)
    shared = iter(_poured(wide, [weight for weight in weights if weight], rest))
    return [next(shared) if weight else each for each, weight in zip(given, weights, strict=True)]


def _fit(wants: Sequence[float], floors: Sequence[float], room: float) -> list[float]:
    """Wants cut down to a common ceiling, but not below their floors, until they fit."""
    if sum(wants) <= room:
        return list(wants)
    low, high = 0.0, max(wants)
    for _ in range(30):
        middle = (low + high) / 2
        if sum(max(min(want, middle), floor) for want, floor in zip(wants, floors, strict=True)) > room:
            high = middle
        else:
            low = middle
    return [max(min(want, low), floor) for want, floor in zip(wants, floors, strict=True)]


def _poured(columns: Sequence[tuple[float, float]], weights: Sequence[float], room: float) -> list[float]:
    """Room shared by weight between a floor and a need each; what nobody needs is shared by weight too."""

    def at(level: float) -> list[float]:
        return [max(min(level * weight, need), floor) for (need, floor), weight in zip(columns, weights, strict=True)]

    low, high = 0.0, max(need / weight for (need, _), weight in zip(columns, weights, strict=True))
    if sum(at(high)) > room:
        for _ in range(30):
            middle = (low + high) / 2
            low, high = (low, middle) if sum(at(middle)) > room else (middle, high)
        return at(low)
    spare = room - sum(at(high))
    return [each + spare * weight / sum(weights) for each, weight in zip(at(high), weights, strict=True)]
