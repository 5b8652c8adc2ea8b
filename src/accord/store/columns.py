"""Cells to typed columns, by the record that describes a row: expressions find what is wrong, the record says it.

A million rows never become a million objects: numbers, moments and ids are checked as columns, other types by their
distinct values. Only the rows at fault are given to the record, whose messages are those of every other table.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, Any

import polars as pl
from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from accord.model.fields import leaf_types, one_word
from accord.model.problem import Problem
from accord.model.records import Record
from accord.store.alike import FILE, LINE, MOST_ALIKE, more
from accord.store.fault import row_faults
from accord.store.moment import UTC, parsed, what_is_wrong

MOMENTS = frozenset({"received", "start", "until", "decided", "announced"})
"""Columns of text in a record that hold a moment."""
SOUND = "sound"
"""Column that says whether no cell of a row is at fault."""
_NUMBER = r"^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$"
_WHOLE = r"^[+-]?\d{1,15}$"
_ID = r"""^[^\s;,"'|=+@-][^\s;,"'|]*$"""
_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
_LARGEST = 1e15
_LONGEST_ID = 80


@dataclass(frozen=True, slots=True)
class Column:
    """How a field of a record becomes a column."""

    name: str
    dtype: pl.DataType
    field: FieldInfo
    is_id: bool
    is_open: bool
    """Whether any text will do."""


def typed(cells: pl.DataFrame, name: str, kind: type[Record], faults: list[Problem]) -> pl.DataFrame:
    """Columns of a record, with `file`, `line` and `sound`; cells at fault are told and left blank.

    A row at fault stays, not `sound`: others may name it, and what it names is still looked up.

    Parameters
    ----------
    cells
        Columns of the record as text or typed, and `line`; a missing one takes its default.
    name
        The file, for messages.
    """
    known = [column for column in columns_of(kind) if column.name in cells.columns]
    made = {column.name: _made(cells[column.name], column) for column in known}
    bad = {
        column.name: _at_fault(cells[column.name], made[column.name], column)
        for column in known
        if column.field.is_required() or cells[column.name].null_count() < cells.height
    }
    faults += _problems(cells, bad, name, kind)
    sound = pl.Series(SOUND, [True]).new_from_index(0, cells.height)
    for at_fault in bad.values():
        sound &= ~at_fault
    frame = cells.select(LINE).with_columns(*made.values(), pl.lit(name).alias(FILE), sound.alias(SOUND))
    return with_defaults(frame, kind)


def with_defaults(frame: pl.DataFrame, kind: type[Record]) -> pl.DataFrame:
    """All columns of a record in its order, blanks filled with its defaults; then `file` and `line`, if they are there.

    >>> from accord.model.report import Report
    >>> with_defaults(pl.DataFrame({"id": ["a"]}), Report).select("unit", "count_low", "marks").row(0)
    ('incident', 1.0, [])
    """
    columns = [_with_default(frame, column) for column in columns_of(kind)]
    return frame.select(*columns, *(name for name in (FILE, LINE, SOUND) if name in frame.columns))


def _with_default(frame: pl.DataFrame, column: Column) -> pl.Expr:
    here = pl.col(column.name) if column.name in frame.columns else pl.lit(None, dtype=column.dtype)
    default = column.field.get_default()
    if default is None or column.field.is_required() or column.name in MOMENTS:
        return here.cast(column.dtype).alias(column.name)
    value = pl.lit([], dtype=column.dtype) if default == () else pl.lit(default, dtype=column.dtype)
    return here.cast(column.dtype).fill_null(value).alias(column.name)


@cache
def columns_of(kind: type[Record]) -> tuple[Column, ...]:
    """How each field of a record becomes a column, in its order.

    >>> from accord.model.report import Report
    >>> {column.name: str(column.dtype) for column in columns_of(Report)}["start"]
    "Datetime(time_unit='us', time_zone='UTC')"
    """
    return tuple(_column(name, field) for name, field in kind.model_fields.items())


def _column(name: str, field: FieldInfo) -> Column:
    leaves = leaf_types(field.annotation) | set(field.metadata)
    enum = next((leaf for leaf in leaves if isinstance(leaf, type) and issubclass(leaf, StrEnum)), None)
    is_id = any(getattr(leaf, "func", None) is one_word for leaf in leaves)
    is_open = field.annotation is str and not is_id and all(not hasattr(part, "func") for part in field.metadata)
    dtype: pl.DataType
    if name in MOMENTS:
        dtype = UTC
    elif enum is not None and "tuple" not in str(field.annotation):
        dtype = pl.Enum([word.value for word in enum])
    elif Ellipsis in leaves:
        dtype = pl.List(pl.String)
    else:
        plain: dict[type, pl.DataType] = {float: pl.Float64(), int: pl.Int64(), dt.date: pl.Date()}
        dtype = next((plain[leaf] for leaf in plain if leaf in leaves), pl.String())
    return Column(name, dtype, field, is_id, is_open)


def _made(cells: pl.Series, column: Column) -> pl.Series:
    """Values of a column; null where the cell is blank or cannot be one."""
    if isinstance(cells.dtype, pl.Categorical | pl.Enum):
        cells = cells.cast(pl.String)
    if cells.dtype == column.dtype:
        return cells
    return _from_text(cells, column) if cells.dtype == pl.String else _from_typed(cells, column)


def _from_typed(cells: pl.Series, column: Column) -> pl.Series:
    """Values of a Parquet column of another type, where nothing is lost or guessed."""
    dtype, given = column.dtype, cells.dtype
    if dtype == UTC and isinstance(given, pl.Datetime) and given.time_zone is not None:
        return cells.dt.convert_time_zone("UTC").cast(UTC)
    is_whole = dtype != pl.Int64 or not given.is_float() or bool((cells.drop_nulls() % 1 == 0).all())
    if given == pl.Null or (given.is_numeric() and dtype.is_numeric() and is_whole):
        return cells.cast(dtype, strict=False)
    return pl.Series(cells.name, [None], dtype=dtype).new_from_index(0, len(cells))


def _from_text(cells: pl.Series, column: Column) -> pl.Series:
    here, dtype = pl.col(cells.name), column.dtype
    if dtype == UTC:
        made = parsed(here)
    elif isinstance(dtype, pl.List):
        word = pl.element().str.strip_chars()
        made = here.str.split(";").list.eval(word.filter(word != ""))
    elif dtype.is_numeric():
        pattern = _WHOLE if dtype == pl.Int64 else _NUMBER
        made = pl.when(here.str.contains(pattern)).then(here).cast(dtype, strict=False)
    elif dtype == pl.Date:
        made = here.str.to_date("%Y-%m-%d", strict=False)
    else:
        made = here.cast(dtype, strict=False)
    return cells.to_frame().select(made.alias(cells.name)).to_series()


def _at_fault(cells: pl.Series, made: pl.Series, column: Column) -> pl.Series:
    """Whether each cell is wrong."""
    wrong = cells.is_not_null() & made.is_null()
    if column.field.is_required():
        wrong |= cells.is_null()
    if column.dtype == UTC:
        return wrong
    here = pl.col(made.name)
    if column.dtype.is_numeric():
        odd = _outside(here, column)
    elif column.is_id:
        odd = ~here.str.contains(_ID) | (here.str.len_chars() > _LONGEST_ID) | here.str.contains(_CONTROL)
    elif column.is_open:
        odd = here.str.contains(_CONTROL)
    else:
        return wrong | _refused(cells, column)
    return wrong | made.to_frame().select(odd.fill_null(False)).to_series()


def _outside(here: pl.Expr, column: Column) -> pl.Expr:
    """Numbers beyond the bounds that the record gives."""
    outside = ~here.is_finite() | (here.abs() > _LARGEST) if column.dtype == pl.Float64 else here.is_null()
    for part in _constraints(leaf_types(column.field.annotation) | set(column.field.metadata)):
        for name, beyond in _BEYOND.items():
            if (bound := getattr(part, name, None)) is not None:
                outside |= beyond(here, bound)
    return outside


_BEYOND: Mapping[str, Callable[[pl.Expr, float], pl.Expr]] = {
    "ge": lambda x, bound: x < bound,
    "gt": lambda x, bound: x <= bound,
    "le": lambda x, bound: x > bound,
    "lt": lambda x, bound: x >= bound,
}


def _constraints(parts: set[object]) -> Iterator[object]:
    for part in parts:
        yield from part.metadata if isinstance(part, FieldInfo) else (part,)


def _refused(cells: pl.Series, column: Column) -> pl.Series:
    """Whether the record's own type refuses a value; each distinct one is asked once."""
    if isinstance(cells.dtype, pl.List):
        return pl.Series([False]).new_from_index(0, len(cells))
    asked: TypeAdapter[object] = TypeAdapter(Annotated[column.field.annotation, column.field])  # type: ignore[arg-type]
    values = cells.cast(pl.String) if isinstance(cells.dtype, pl.Categorical | pl.Enum) else cells
    bad = [value for value in values.drop_nulls().unique().to_list() if not _accepts(asked, value)]
    return values.is_in(bad).fill_null(False) if bad else pl.Series([False]).new_from_index(0, len(values))


def _accepts(asked: TypeAdapter[object], value: object) -> bool:
    try:
        asked.validate_python(value)
    except ValidationError:
        return False
    return True


def _problems(cells: pl.DataFrame, bad: dict[str, pl.Series], name: str, kind: type[Record]) -> Iterator[Problem]:
    for field, at_fault in bad.items():
        found = cells.filter(at_fault)
        shown = min(found.height, MOST_ALIKE)
        for place, row in enumerate(found.head(shown).iter_rows(named=True), start=1):
            text = _message(row, field, kind) + more(place, shown, found.height)
            yield Problem(file=name, line=row[LINE], field=field, message=text)


def _message(row: dict[str, Any], field: str, kind: type[Record]) -> str:
    if row[field] is None:
        return "is required"
    if field in MOMENTS:
        return what_is_wrong(row[field].isoformat() if isinstance(row[field], dt.datetime) else row[field])
    raw = {key: value for key, value in row.items() if value is not None and key != LINE}
    try:
        kind.model_validate(raw)
    except ValidationError as error:
        for location, message in row_faults(error, raw):
            if location[0] == field:
                return message
    return f"cannot be read: {str(row[field])[:40]!r}"
