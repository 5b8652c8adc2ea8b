"""A file of events to columns of cells as they stand in it: CSV as text, Parquet as it is typed; and where each row is.

CSV goes through the standard library in batches, so that quotes, blank lines and ragged rows mean the same as in every
other table, and lines are those of an editor.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from accord.model.problem import Problem
from accord.model.records import Record
from accord.store.alike import LINE, MOST_ALIKE, more
from accord.store.table import SPACE, Line, header_columns, miscounted, other_separator, quoting
from accord.store.text import read_text

BATCH = 50_000
_PARQUET = b"PAR1"


def read_cells(path: Path, name: str, kind: type[Record], faults: list[Problem]) -> pl.DataFrame | None:
    """Columns of a file that the record knows, and `line`; None if the file cannot be read.

    Parameters
    ----------
    path, name
        The file, and how messages call it.
    kind
        Record that a row describes; its required columns must be there.
    faults
        What is wrong with the file, its header or the number of cells in its rows is added here.
    """
    found = len(faults)
    cells = _parquet(path, name, kind, faults) if path.suffix == ".parquet" else _csv(path, name, kind, faults)
    if cells is not None and not cells.height and len(faults) == found:
        faults.append(Problem(file=name, message="has no rows"))
    return cells


def _parquet(path: Path, name: str, kind: type[Record], faults: list[Problem]) -> pl.DataFrame | None:
    with path.open("rb") as file:
        begin = file.read(4)
        file.seek(0, 2)
        file.seek(max(0, file.tell() - 4))
        end = file.read(4)
    if begin != _PARQUET:
        faults.append(Problem(file=name, message="is not Parquet: it does not begin with PAR1"))
        return None
    if end != _PARQUET:
        faults.append(Problem(file=name, message="is cut off: a Parquet file ends with PAR1"))
        return None
    try:
        frame = pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError) as error:
        first = str(error).splitlines()[0]
        faults.append(Problem(file=name, message=f"cannot be read as Parquet: {first}"))
        return None
    known = [column for column in header_columns(Line(0, list(frame.columns)), kind, name, faults) if column]
    return frame.select(known).with_columns(pl.int_range(1, pl.len() + 1, dtype=pl.UInt32).alias(LINE))


def _csv(path: Path, name: str, kind: type[Record], faults: list[Problem]) -> pl.DataFrame | None:
    if _begins_as_parquet(path):
        faults.append(Problem(file=name, message="is Parquet, not CSV: give it a name that ends in .parquet"))
        return None
    if read_text(path, name, faults) is None:
        return None
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = rows_of(csv.reader(file, strict=True), name, faults)
        header = next(rows, None)
        if header is None:
            faults.append(Problem(file=name, message="is empty: it needs at least the line with the column names"))
            return None
        if separator := other_separator(header):
            message = f"columns are separated by {separator!r}: save the file with commas"
            faults.append(Problem(file=name, line=header.number, message=message))
            return None
        columns = header_columns(header, kind, name, faults)
        return frame_of(rows, columns, name, faults)


def _begins_as_parquet(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == _PARQUET


def rows_of(reader: Iterator[list[str]], name: str, faults: list[Problem]) -> Iterator[Line]:
    """Rows that are not blank, until a quote is open."""
    begin = 1
    try:
        for cells in reader:
            if any(cells):
                yield Line(begin, cells)
            begin = reader.line_num + 1  # type: ignore[attr-defined]
    except csv.Error as error:
        faults.append(Problem(file=name, line=begin, message=quoting(error)))


def frame_of(rows: Iterator[Line], columns: list[str], name: str, faults: list[Problem]) -> pl.DataFrame:
    """Rows as columns of text, blank cells null, and `line`; ragged rows are told and left out."""
    width, batches, ragged = len(columns), [], []
    lines: list[int] = []
    cells: list[list[str]] = []
    for row in rows:
        if len(row.cells) != width:
            if message := miscounted(row, columns):
                ragged.append(Problem(file=name, line=row.number, message=message))
                continue
            row.cells[width:] = []
        lines.append(row.number)
        cells.append(row.cells)
        if len(cells) == BATCH:
            batches.append(_batch(lines, cells, columns))
            lines, cells = [], []
    batches.append(_batch(lines, cells, columns))
    shown = ragged[:MOST_ALIKE]
    for place, problem in enumerate(shown, start=1):
        text = problem.message + more(place, len(shown), len(ragged))
        faults.append(Problem(file=name, line=problem.line, message=text))
    return pl.concat(batches)


def _batch(lines: list[int], cells: list[list[str]], columns: list[str]) -> pl.DataFrame:
    found = [*zip(*cells, strict=True)] if cells else [()] * len(columns)
    known = {
        name: pl.Series(name, values, dtype=pl.String) for name, values in zip(columns, found, strict=True) if name
    }
    text = pl.col(pl.String).str.strip_chars(SPACE)
    frame = pl.DataFrame({LINE: pl.Series(LINE, lines, dtype=pl.UInt32), **known})
    return frame.with_columns(pl.when(text != "").then(text).name.keep())
