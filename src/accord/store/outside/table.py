"""A file of another project to cells: its columns by name, rows as text, and where each row stands in the file."""

import csv
import datetime as dt
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from accord.model.problem import BadWorkspace, Problem
from accord.store.cells import frame_of, rows_of
from accord.store.fault import nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an adapter is given beside the file's cells."""

    received: dt.datetime
    """Moment of the import: when it became known here."""
    source: str
    """Row of sources.csv to name; blank: the adapter's own."""
    places: Mapping[str, str] = field(default_factory=dict)
    """Folded name or id of a place -> its id."""
    map: Mapping[str, Any] = field(default_factory=dict)
    """The file of --map."""
    labels: pl.DataFrame | None = None
    """A second file that the first is joined with (VIINA)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapter:
    """How to read the files of one project."""

    source: str
    """Row of sources.csv that its reports name where the user says nothing else."""
    title: str
    """What the project's files are called."""
    columns: tuple[str, ...]
    """Columns without which a file is not one of them."""
    reports: Callable[[pl.DataFrame, Asked], pl.DataFrame]
    """Cells, with `line`, to columns of `accord.model.report.Report`, with `line`; rows of no use are left out."""


def read_outside(path: Path, columns: tuple[str, ...], title: str) -> tuple[pl.DataFrame, int]:
    """Cells of a file, and how many bytes were not UTF-8 and have been replaced.

    Raises
    ------
    BadWorkspace
        If a needed column is missing, a row is ragged, or a quote is open.
    """
    faults: list[Problem] = []
    data = path.read_bytes()
    text = data.decode("utf-8-sig", errors="replace")
    replaced = text.count("\N{REPLACEMENT CHARACTER}") - data.count("\N{REPLACEMENT CHARACTER}".encode())
    rows = rows_of(csv.reader(io.StringIO(text, newline=""), strict=True), path.name, faults)
    header = next(rows, None)
    names = [] if header is None else [name.strip() for name in header.cells]
    for column in columns:
        if column not in names:
            message = f"is not {title}: it has no column {column!r}{nearest(column, names)}"
            faults.append(Problem(file=path.name, line=1, message=message))
    if faults or header is None:
        raise BadWorkspace(faults or [Problem(file=path.name, message="is empty")])
    once = ["" if name in names[:place] else name for place, name in enumerate(names)]
    frame = frame_of(rows, once, path.name, faults)
    if faults:
        raise BadWorkspace(faults)
    return frame, replaced


def number(name: str) -> pl.Expr:
    """A column of text as numbers; null where it is none."""
    return pl.col(name).cast(pl.Float64, strict=False)


def day(name: str) -> pl.Expr:
    """A column of days, ``2026-03-31``, ``20260331`` or ``31 March 2026``, as their first moment in UTC."""
    text = pl.col(name).str.slice(0, 19)
    forms = ("%Y-%m-%d", "%Y%m%d", "%d %B %Y", "%Y-%m-%d %H:%M:%S")
    found = pl.coalesce(text.str.to_datetime(form, strict=False, time_unit="us") for form in forms)
    return found.dt.truncate("1d").dt.replace_time_zone("UTC")


def by_word(name: str, words: Mapping[str, Any], dtype: pl.DataType | type[pl.DataType]) -> pl.Expr:
    """A column by a table of its words; null where a word is not in it."""
    return pl.col(name).replace_strict(list(words), list(words.values()), default=None, return_dtype=dtype)


LAST_SECOND = pl.duration(hours=23, minutes=59, seconds=59)
