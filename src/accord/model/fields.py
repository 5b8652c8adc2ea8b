"""Types of a single cell: how a person writes it, what is accepted, how it is written back.

Every type here accepts either the Python value or the text of a CSV cell, and refuses what looks right but is not
(digits of other scripts, ``1_000``, ``NaN``, ``1e999``, ``2026-2-3``). `cell` is the inverse: value to text.
"""

import datetime as dt
import math
import re
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, NewType, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field

from accord.model.words import Scope

Id = NewType("Id", str)
"""Any row's id: the user's own word."""
NationCode = NewType("NationCode", str)
"""ISO 3166-1 alpha-3, user-assigned codes (AAA, QMA-QZZ, XAA-XZZ, ZZZ) included."""

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d{1,15}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_OFFSET = re.compile(r"D([+-]\d{1,5})?", re.ASCII)
_ID = re.compile(r"[^\s;,\"'|=+@-][^\s;,\"'|]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LARGEST = 1e15
_TRUTHS = {"yes": True, "true": True, "no": False, "false": False}


def _whole(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError(f"must be a whole number such as 12, not {cell(value)}")
    if not isinstance(value, str):
        return value
    if not _WHOLE.fullmatch(value):
        raise ValueError(f"must be a whole number such as 12, not {value!r}")
    return int(value)


def _number(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError(f"must be a number such as 12 or 0.5, not {cell(value)}")
    if isinstance(value, str) and not _NUMBER.fullmatch(value):
        raise ValueError(f"must be a number such as 12 or 0.5, not {value!r}")
    try:
        number = float(value) if isinstance(value, str | int) else value
    except OverflowError:
        number = math.inf
    if isinstance(number, float) and not math.isfinite(number):
        raise ValueError(f"must be a finite number, not {str(value)[:40]!r}")
    if isinstance(number, float) and abs(number) > _LARGEST:
        raise ValueError(f"must be at most {_LARGEST:g} in size, not {value!r}")
    return number


def _truth(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value.lower() not in _TRUTHS:
        raise ValueError(f"must be yes or no, not {value!r}")
    return _TRUTHS[value.lower()]


def _day(value: object) -> object:
    if isinstance(value, dt.datetime):
        raise ValueError(f"must be a date without a time of day, not {value.isoformat()!r}")
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError(f"must be a date such as 2026-03-31, not {str(value)!r}")
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"no such day in the calendar: {value!r}") from None


def _when(value: object) -> object:
    if isinstance(value, str) and _OFFSET.fullmatch(value):
        return int(value[1:] or 0)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, dt.date) or (isinstance(value, str) and _DAY.fullmatch(value)):
        return _day(value)
    raise ValueError(f"must be a date such as 2026-03-31 or days from day zero such as D+30, not {str(value)!r}")


def _chance(value: object) -> object:
    number = value if isinstance(value, bool) or not isinstance(value, str) else _number(value)
    if isinstance(number, bool) or (isinstance(number, int | float) and 0 <= number <= 1):
        return number if isinstance(number, bool) else float(number)
    raise ValueError(f"must be true, false or a probability from 0 to 1, not {str(value)!r}")


def one_word(value: object) -> object:
    """Refuse text that cannot be an id; the rest passes."""
    if isinstance(value, str) and not _ID.fullmatch(value):
        raise ValueError(f"must be one word without spaces, quotes or any of ,;| and not begin with = + - @: {value!r}")
    return value


def _word(value: str) -> str:
    if not value or ";" in value or value != value.strip() or _CONTROL.search(value):
        raise ValueError(f"must be a word without ';' and outer spaces, not {value!r}")
    return value


def _like(pattern: str, words: str) -> Callable[[str], str]:
    """Check that text matches the whole pattern; `words` says what it must be."""
    compiled = re.compile(pattern, re.ASCII)

    def check(value: str) -> str:
        if not compiled.fullmatch(value):
            raise ValueError(f"must be {words}, not {value!r}")
        return value

    return check


def clean(value: object) -> object:
    """Refuse control characters, which no person types and no spreadsheet keeps; anything else passes."""
    if isinstance(value, str) and (found := _CONTROL.search(value)):
        raise ValueError(f"must not hold the control character {found.group()!r}")
    return value


def _words(value: object) -> object:
    if not isinstance(value, str):
        return value
    return tuple(word.strip() for word in value.split(";") if word.strip())


Whole = Annotated[int, BeforeValidator(_whole)]
Number = Annotated[float, BeforeValidator(_number)]
Truth = Annotated[bool, BeforeValidator(_truth)]
Day = Annotated[dt.date, BeforeValidator(_day)]
When = Annotated[dt.date | int, BeforeValidator(_when)]
"""A calendar day, or whole days from day zero (written ``D+30``)."""
RowId = Annotated[Id, BeforeValidator(one_word), Field(min_length=1, max_length=80)]
Text = Annotated[str, Field(min_length=1)]
"""Text that must not be blank."""
Nation = Annotated[NationCode, AfterValidator(_like(r"[A-Z]{3}", "a code of three capital letters such as XAA"))]
Word = Annotated[Id, AfterValidator(_word)]
Words = Annotated[tuple[Word, ...], BeforeValidator(_words)]
"""Several ids in one cell, separated by ``;``."""
Nations = Annotated[tuple[Nation, ...], BeforeValidator(_words)]
Scopes = Annotated[tuple[Scope, ...], BeforeValidator(_words)]
Share = Annotated[float, BeforeValidator(_number), Field(ge=0.0, le=1.0)]
Chance = Annotated[bool | float, BeforeValidator(_chance)]
"""True, false or a probability."""
Amount = Annotated[float, BeforeValidator(_number), Field(ge=0.0)]
Count = Annotated[int, BeforeValidator(_whole), Field(ge=0)]
Units = Annotated[int, BeforeValidator(_whole), Field(ge=0, le=100_000)]
"""Identical units; the bound catches a figure of people in the column of units."""
Positive = Annotated[float, BeforeValidator(_number), Field(gt=0.0)]
Currency = Annotated[str, AfterValidator(_like(r"[A-Z]{3}", "an ISO 4217 code such as EUR"))]
Symbol = Annotated[str, AfterValidator(_like(r"(\d{20})?", "an APP-6 code of 20 digits"))]
Url = Annotated[
    str, AfterValidator(_like(r"(https?://[^\s<>\"]+)?", "an address that begins with https:// or http://"))
]
Framework = Annotated[str, AfterValidator(_like(r"(any|[A-Z]{3})?", "'any' or the code of a nation"))]
Figure = Annotated[str, AfterValidator(_like(r"low|likely|high", "low, likely or high"))]


def cell(value: object) -> str:
    """Text of a value as a CSV cell; the inverse of the types above.

    >>> cell((Id("a"), Id("b"))), cell(True), cell(None), cell(2.0), cell(dt.date(2026, 3, 1))
    ('a;b', 'yes', '', '2', '2026-03-01')
    """
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case StrEnum():
            return value.value
        case float():
            return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case dt.date():
            return value.isoformat()
        case tuple():
            return ";".join(cell(part) for part in value)
        case _:
            return str(value)


def when_cell(value: dt.date | int | None) -> str:
    """Text of a `When`: ``D+30`` for an offset, an ISO date for a day.

    >>> when_cell(30), when_cell(-5), when_cell(dt.date(2026, 3, 1)), when_cell(None)
    ('D+30', 'D-5', '2026-03-01', '')
    """
    return f"D{value:+d}" if isinstance(value, int) else cell(value)


def row_text(record: BaseModel) -> dict[str, str]:
    """Cells of a record, column by column; reading them again gives the record.

    >>> from accord.model.records import Substitute
    >>> row_text(Substitute(id="s1", capability="MECH", substitute="MOT", quality=0.5))["quality"]
    '0.5'
    """
    fields = type(record).model_fields
    return {name: _field_cell(fields[name].annotation, value) for name, value in record}


def _field_cell(annotation: object, value: object) -> str:
    is_when = {dt.date, int} <= leaf_types(annotation)
    return when_cell(value) if is_when and isinstance(value, int) else cell(value)


def leaf_types(annotation: object) -> set[object]:
    """The types that an annotation is made of, unions, tuples and what `Annotated` adds taken apart.

    >>> leaf_types(int | None) == {int, type(None)}
    True
    """
    parts = get_args(annotation)
    return {leaf for part in parts for leaf in leaf_types(part)} if parts else {annotation}
