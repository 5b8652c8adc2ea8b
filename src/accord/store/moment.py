"""Moments in columns: ISO 8601 with any zone, converted to UTC; a time without a zone is a fault, not a guess."""

import re

import polars as pl

from accord.store.fault import quoted

UTC = pl.Datetime("us", "UTC")
_DAY = r"\d{4}-\d{2}-\d{2}"
_CLOCK = r"\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?"
_ZONE = r"Z|[+-]\d{2}(?::?\d{2})?"
EXAMPLE = "2026-03-31T14:30:00+02:00"


def parsed(text: pl.Expr) -> pl.Expr:
    """Moments in UTC; null where the text is none.

    >>> cells = ["2026-03-31T14:30:00+02:00", "2026-03-31 12:30Z", "2026-03-31T12:30:00", "2026-02-30T00:00Z"]
    >>> pl.DataFrame({"t": cells}).select(parsed(pl.col("t")).dt.to_string("%d %H:%M")).to_series().to_list()
    ['31 12:30', '31 12:30', None, None]
    """
    parts = text.str.extract_groups(rf"^(?<day>{_DAY})[T ](?<clock>{_CLOCK})(?<zone>{_ZONE})$")
    day, clock, zone = (parts.struct.field(name) for name in ("day", "clock", "zone"))
    whole = pl.when(clock.str.len_bytes() == 5).then(clock + ":00").otherwise(clock)
    offset = pl.when(zone == "Z").then(pl.lit("+0000")).otherwise(zone.str.replace(":", "", literal=True))
    offset = pl.when(offset.str.len_bytes() == 3).then(offset + "00").otherwise(offset)
    minutes = offset.str.slice(1, 2).cast(pl.Int32) * 60 + offset.str.slice(3, 2).cast(pl.Int32)
    sign = pl.when(offset.str.starts_with("-")).then(-1).otherwise(1)
    local = (day + "T" + whole).str.to_datetime("%Y-%m-%dT%H:%M:%S%.f", time_unit="us", strict=False)
    known = pl.when((minutes <= 14 * 60) & (offset.str.slice(3, 2) < "60")).then(local)
    return (known - pl.duration(minutes=sign * minutes)).dt.replace_time_zone("UTC").dt.cast_time_unit("us")


def what_is_wrong(cell: object) -> str:
    """Message for text that is no moment.

    >>> what_is_wrong("2026-03-31T12:30:00")
    "has no zone: write it as 2026-03-31T12:30:00Z or with an offset such as +02:00, not '2026-03-31T12:30:00'"
    >>> what_is_wrong("2026-02-30T00:00:00Z"), what_is_wrong("yesterday")[:32]
    ("no such moment in the calendar: '2026-02-30T00:00:00Z'", 'must be a moment such as 2026-03')
    """
    text = str(cell)
    if re.fullmatch(rf"{_DAY}[T ]{_CLOCK}", text):
        return f"has no zone: write it as {text}Z or with an offset such as +02:00, not {text!r}"
    if re.fullmatch(rf"{_DAY}[T ]{_CLOCK}(?:{_ZONE})", text):
        return f"no such moment in the calendar: {text!r}"
    return f"must be a moment such as {EXAMPLE}, not {quoted(text)}"
