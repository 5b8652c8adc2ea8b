"""Widths of the columns of a table, found before it is set: exact, quick, and never wider than the page."""

from collections.abc import Callable, Sequence

from accord.brief.document import Line, Table, text_of

Measure = Callable[[str], float]

_WIDEST_WORD = 110.0
"""A word wider than this (points at the table's type size) is broken rather than given more room."""
_LONGEST_LINE = 400
"""Characters beyond which a cell wraps in any case."""
_SPREAD = 1.7
"""How far columns may be spread beyond their content to fill the page."""


def column_widths(
    table: Table, *, width: float, gap: float, measure: Measure, extra: Callable[[Line], float]
) -> tuple[list[float], list[bool]]:
    """Widths in points, `gap` included, that sum to at most `width`; and which hold a word that must be broken.

    Columns without weight are as wide as their widest line, weighted ones share what is left and at least hold their
    widest word. Where all is too narrow, the widest lines give way first.

    Parameters
    ----------
    measure
        Width of a text in points, in the table's type.
    extra
        Width that a line needs beyond its text: bars and signs.
    """
    lines, words = _natural(table, measure, extra)
    room = width - gap * len(table.columns)
    floors = [min(word, _WIDEST_WORD) for word in words]
    given = _given(lines, floors, [column.weight for column in table.columns], room)
    return [gap + each for each in given], [each < word for each, word in zip(given, words, strict=True)]


def _given(lines: Sequence[float], floors: Sequence[float], weights: Sequence[float], room: float) -> list[float]:
    """Widths of contents: floors where these are too much already, else wants, and what is left is shared."""
    if sum(floors) >= room:
        return [floor * room / max(sum(floors), 1.0) for floor in floors]
    wants = [floor if weight else max(line, floor) for line, floor, weight in zip(lines, floors, weights, strict=True)]
    held = 0.45 * room if any(weights) else 0.0  # weighted columns keep about half of the page together
    held = max(
        0.0,
        min(held, sum(line for line, weight in zip(lines, weights, strict=True) if weight))
        - sum(want for want, weight in zip(wants, weights, strict=True) if weight),
    )
    return _share(_fit(wants, floors, room - held), weights, room)


def _natural(table: Table, measure: Measure, extra: Callable[[Line], float]) -> tuple[list[float], list[float]]:
    """The widest line and the widest word of each column."""
    lines, words = [], []
    for at, column in enumerate(table.columns):
        cells = {
            text_of(row.cells[at])[:_LONGEST_LINE]: extra(row.cells[at]) for row in table.rows if at < len(row.cells)
        }
        cells.setdefault(column.heading[:_LONGEST_LINE], 0.0)
        lines.append(max(measure(text) + more for text, more in cells.items()))
        tokens = {token for text in cells for token in text.split(" ") if token}
        most = max((len(token) for token in tokens), default=0)
        words.append(
            max((measure(token) for token in tokens if 2 * len(token) >= most), default=0.0) + max(cells.values())
        )
    return lines, words


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


def _share(given: list[float], weights: Sequence[float], room: float) -> list[float]:
    """What is left of the room: to weighted columns by weight, else to all in proportion."""
    left = room - sum(given)
    if left <= 0:
        scale = room / sum(given) if sum(given) > room else 1.0
        return [each * scale for each in given]
    if any(weights):
        target = sum(each for each, weight in zip(given, weights, strict=True) if weight) + left
        total = sum(weights)
        open_ = [
            max(target * weight / total - each, 0.0) if weight else 0.0
            for each, weight in zip(given, weights, strict=True)
        ]
        return [each + left * more / max(sum(open_), 1e-9) for each, more in zip(given, open_, strict=True)]
    scale = min(room / max(sum(given), 1e-9), _SPREAD)
    return [each * scale for each in given]
