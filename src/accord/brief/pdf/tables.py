"""A table as the templates read it: columns with widths, rows as lists of cells."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any, Protocol

from accord.brief.document import Line, Role, Table
from accord.brief.pdf import page
from accord.brief.pdf.columns import column_widths
from accord.brief.pdf.wrap import printable
from accord.brief.widths import text_width

UNTAGGED = 1000
"""Rows beyond which a table is printed without tags: they would take most of the time and of the file."""
_ONES = re.compile("[1-9]")
"""Digits in tables are all as wide as a nought."""
_TALL = 14
"""Lines of a cell beyond which its row may be split over pages."""


class LineWriter(Protocol):
    """Writes a line."""

    def __call__(self, line: Line, /, *, whole: bool = True) -> Any:
        """The line for the templates; `whole`: there is room for what should stay in one line."""


def table_data(
    table: Table, *, width: float, size: float, line: LineWriter, anchor: Callable[[str], str]
) -> dict[str, Any]:
    """A table for the templates; `line` and `anchor` write lines and set anchors."""
    inset = page.PAIRED_ROW if table.paired else page.DENSE_ROW if size == page.SIZE[Role.ANNEX] else page.ROW
    size *= page.TABLE_SCALE
    width = (width - page.GUTTER) / 2 if table.paired else width
    widths, tight = column_widths(
        table, width=width, gap=page.CELL_GAP, measure=_measure(size), extra=lambda words: _extra(words, size)
    )
    count = len(table.columns)
    tagged = len(table.rows) <= UNTAGGED
    rows = []
    for row in table.rows:
        cells = [
            line(words if tagged else _without_links(words), whole=not narrow)
            for words, narrow in zip(row.cells, tight, strict=False)
        ]
        cells += [""] * (count - len(cells))
        rows.append([anchor(row.id), row.strong, _tall(row.cells, widths, size), cells])
    return {
        "kind": "table",
        "id": anchor(table.id),
        "title": printable(table.title),
        "columns": [round(each, 2) for each in widths],
        "tight": tight,
        "inset": inset,
        "paired": table.paired and bool(table.rows),
        "align": [column.align.value for column in table.columns],
        "head": [printable(column.heading) for column in table.columns],
        "rows": rows,
        "tagged": tagged,
        "note": line(table.note),
        "missing": printable(table.missing),
    }


def _without_links(words: Line) -> Line:
    """What stands outside the tags of a PDF/UA file must not hold links; rows keep their anchors."""
    return tuple(replace(word, target="", url="") for word in words)


def _measure(size: float) -> Callable[[str], float]:
    """Width of a text, a little more than exact so that what fits is not wrapped."""
    return cache(
        lambda text: 1.02 * text_width(_ONES.sub("0", printable(text).replace("\u200b", "")), size, weight=600) + 0.5
    )


def _extra(words: Line, size: float) -> float:
    return size * sum((page.BAR + 0.4 if word.bar is not None else 0.0) + (1.1 if word.mark else 0.0) for word in words)


def _tall(cells: tuple[Line, ...], widths: list[float], size: float) -> bool:
    """Whether a row may be taller than half a page; half a type size is about the width of a letter."""
    return any(
        sum(len(word.text) for word in cell) * size / 2 > _TALL * max(width - page.CELL_GAP, 1.0)
        for cell, width in zip(cells, widths, strict=False)
    )
