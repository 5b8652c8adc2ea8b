"""Faults of many rows, said once: the first of each kind with file and line, and how many more there are."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import polars as pl

from accord.model.problem import Problem

MOST_ALIKE = 10
"""Rows with the same fault that are named; a file of a million rows may have as many faults."""
FILE, LINE = "file", "line"
"""Columns that say where a row stands: the file, relative to the workspace, and its line (in Parquet its row)."""

Words = Callable[[Mapping[str, Any]], str]
"""Message for a row."""


def alike(rows: pl.DataFrame, at_fault: pl.Expr | pl.Series, field: str, message: str | Words) -> Iterator[Problem]:
    """A problem for each of the first rows at fault; the last of them counts the rest.

    Parameters
    ----------
    rows
        With the columns `file` and `line`.
    at_fault
        Boolean; null counts as false.
    field
        Column that is wrong.
    message
        What is wrong, or a function of the row that says it.

    >>> rows = pl.DataFrame({"file": "a.csv", "line": range(2, 14), "x": -1})
    >>> *_, last = alike(rows, pl.col("x") < 0, "x", "must be at least 0")
    >>> print(last)
    a.csv:11: x: must be at least 0 (and 2 more like this)
    """
    found = rows.filter(at_fault)
    shown = min(found.height, MOST_ALIKE)
    for place, row in enumerate(found.head(shown).iter_rows(named=True), start=1):
        text = message if isinstance(message, str) else message(row)
        yield Problem(file=row[FILE], line=row[LINE], field=field, message=text + more(place, shown, found.height))


def more(place: int, shown: int, all: int) -> str:
    """End of the message of the last row shown, if there are others.

    >>> more(10, 10, 1213), more(9, 10, 1213), more(2, 2, 2)
    (' (and 1,203 more like this)', '', '')
    """
    return f" (and {all - shown:,} more like this)" if place == shown and all > shown else ""
