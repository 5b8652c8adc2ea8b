"""One CSV table to rows: each fault with its physical line, all faults of the file at once."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from accord.model.problem import Problem
from accord.model.records import Record
from accord.store.draft import Row
from accord.store.fault import nearest, row_faults
from accord.store.text import read_text

SPACE = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Line:
    """The cells of one record and the physical line on which it begins."""

    number: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that passed, and the ids of all rows, passed or not (None: the ids could not be read)."""

    rows: tuple[Row, ...]
    ids: frozenset[str] | None


def read_table(path: Path, table: str, kind: type[Record], faults: list[Problem], *, required: bool) -> Table:
    """Read one table; what is wrong is added to `faults`.

    Parameters
    ----------
    path
        The CSV file: UTF-8, commas, one header line.
    table, kind
        Name of the table and the record that a row becomes.
    required
        Whether a table without rows is a fault.
    """
    text = read_text(path, path.name, faults)
    lines = None if text is None else _lines(text, path.name, faults)
    if lines is None:
        return Table((), None)
    if not lines:
        faults.append(Problem(file=path.name, message="is empty: it needs at least the line with the column names"))
        return Table((), None)
    if separator := other_separator(lines[0]):
        message = f"columns are separated by {separator!r}: save the file with commas"
        faults.append(Problem(file=path.name, line=lines[0].number, message=message))
        return Table((), None)
    columns = header_columns(lines[0], kind, path.name, faults)
    if required and len(lines) == 1:
        faults.append(Problem(file=path.name, message="has no rows: at least one is needed"))
        return Table((), None)
    return _table(lines[1:], columns, table, kind, path.name, faults)


def _lines(text: str, file: str, faults: list[Problem]) -> list[Line] | None:
    """Lines that are not blank; None if a quote is open, because then nobody knows where cells end."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines, begin = [], 1
    try:
        for cells in reader:
            stripped = [cell.strip(SPACE) for cell in cells]
            if any(stripped):
                lines.append(Line(begin, stripped))
            begin = reader.line_num + 1
    except csv.Error as error:
        faults.append(Problem(file=file, line=begin, message=quoting(error)))
        return None
    return lines


def quoting(error: csv.Error) -> str:
    """What is wrong with quotes, in words."""
    if "end of data" in str(error):
        return "a quote that opens in this row is never closed"
    if "expected after" in str(error):
        return "a closing quote is followed by text; inside quotes, write a quote twice"
    return f"cannot be read as CSV: {error}"


def other_separator(header: Line) -> str | None:
    """Mark that separates columns where it is not the comma."""
    return next((mark for mark in ";\t|" if len(header.cells) == 1 and mark in header.cells[0]), None)


def header_columns(header: Line, kind: type[Record], file: str, faults: list[Problem]) -> list[str]:
    """Names of the columns, blank where a column is to be skipped because it is at fault."""
    names = header.cells
    while names and not names[-1]:
        names = names[:-1]
    problems = list(_header_faults(names, kind))
    faults += [Problem(file=file, line=header.number, field=name, message=message) for name, message in problems]
    known = [name if name in kind.model_fields else "" for name in names]
    return ["" if name in known[:place] else name for place, name in enumerate(known)]


def _header_faults(names: list[str], kind: type[Record]) -> Iterator[tuple[str, str]]:
    for place, name in enumerate(names):
        if not name:
            yield "", f"column {place + 1} has no name"
        elif name in names[:place]:
            yield name, "this column appears twice"
        elif name not in kind.model_fields:
            yield name, f"unknown column{nearest(name, kind.model_fields)}"
    for name, field in kind.model_fields.items():
        if field.is_required() and name not in names:
            yield name, "this required column is missing"


def _table(
    lines: list[Line], columns: list[str], table: str, kind: type[Record], file: str, faults: list[Problem]
) -> Table:
    rows: list[Row] = []
    ids: set[str] = set()
    for line in lines:
        raw = {name: cell for name, cell in zip(columns, line.cells, strict=False) if name and cell}
        ids |= {raw[kind.key]} if kind.key in raw else set()
        if message := miscounted(line, columns):
            faults.append(Problem(file=file, line=line.number, message=message))
            continue
        try:
            rows.append(Row(table=table, record=kind.model_validate(raw), file=file, line=line.number))
        except ValidationError as error:
            faults += _problems(error, raw, columns, file, line.number)
    return Table(tuple(rows), frozenset(ids) if kind.key in columns else None)


def miscounted(line: Line, columns: list[str]) -> str:
    """What is wrong with the number of cells; blank ones at the end do no harm."""
    spare = any(line.cells[len(columns) :])
    if not spare and len(line.cells) >= len(columns):
        return ""
    return f"too {'many' if spare else 'few'} cells: {len(line.cells)}, but the header has {len(columns)}"


def _problems(
    error: ValidationError, raw: dict[str, str], columns: list[str], file: str, line: int
) -> Iterator[Problem]:
    for location, message in row_faults(error, raw):
        name = str(location[0])
        if name in columns:  # a missing column is said once, in the header's line
            yield Problem(file=file, line=line, field=name, message=message)
