"""Types of a single cell: how a person writes it, what is accepted, how it is written back.

Every type here accepts either the Python value or the text of a CSV cell, and refuses what looks right but is not
(digits of other scripts, ``1_000``, ``NaN``, ``1e999``, ``2026-2-3``). `cell` is the inverse: value to text.
"""

import datetime as dt
import math
import re
from enum import StrEnum
from typing import Annotated, NewType

from pydantic import BeforeValidator, Field

Id = NewType("Id", str)
"""Any row's id: the user's own word."""
NationCode = NewType("NationCode", str)
"""ISO 3166-1 alpha-3, user-assigned codes (AAA, QMA-QZZ, XAA-XZZ, ZZZ) included."""

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d+", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_OFFSET = re.compile(r"D([+-]\d{1,5})?", re.ASCII)
_ID = re.compile(r"[^\s;,\"'|]+")
_TRUTHS = {"yes": True, "true": True, "no": False, "false": False}


def _whole(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not _WHOLE.fullmatch(value):
        raise ValueError(f"must be a whole number such as 12, not {value!r}")
    return int(value)


def _number(value: object) -> object:
    if isinstance(value, str):
        if not _NUMBER.fullmatch(value):
            raise ValueError(f"must be a number such as 12 or 0.5, not {value!r}")
        value = float(value)
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("must be a finite number")
    return value


def _truth(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value.lower() not in _TRUTHS:
        raise ValueError(f"must be yes or no, not {value!r}")
    return _TRUTHS[value.lower()]


def _day(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not _DAY.fullmatch(value):
        raise ValueError(f"must be a date such as 2026-03-31, not {value!r}")
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"no such day in the calendar: {value!r}") from None


def _when(value: object) -> object:
    if isinstance(value, str) and _OFFSET.fullmatch(value):
        return int(value[1:] or 0)
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise ValueError(f"must be a date such as 2026-03-31 or days from day zero such as D+30, not {value!r}")
    return _day(value)


def _id(value: object) -> object:
    if isinstance(value, str) and not _ID.fullmatch(value):
        raise ValueError(f"must be one word without spaces, quotes, ',', ';' or '|', not {value!r}")
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
RowId = Annotated[Id, BeforeValidator(_id), Field(min_length=1, max_length=80)]
Nation = Annotated[NationCode, Field(pattern=r"^[A-Z]{3}$")]
Words = Annotated[tuple[Id, ...], BeforeValidator(_words)]
"""Several ids in one cell, separated by ``;``."""
Nations = Annotated[tuple[Nation, ...], BeforeValidator(_words)]
Share = Annotated[float, BeforeValidator(_number), Field(ge=0.0, le=1.0)]
Amount = Annotated[float, BeforeValidator(_number), Field(ge=0.0)]
Count = Annotated[int, BeforeValidator(_whole), Field(ge=0)]
Positive = Annotated[float, BeforeValidator(_number), Field(gt=0.0)]


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
