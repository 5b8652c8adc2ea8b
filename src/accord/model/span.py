"""Days counted from day zero, months counted on the calendar, and the first days of planning periods."""

import datetime as dt
from calendar import monthrange
from typing import assert_never, overload

from accord.model.words import Step
from accord.model.workspace import Settings

DAYS_A_MONTH = 365.2425 / 12
_FIRST_HALF_DAYS = 15


@overload
def first_day(when: None, settings: Settings) -> None: ...
@overload
def first_day(when: dt.date | int, settings: Settings) -> dt.date: ...
def first_day(when: dt.date | int | None, settings: Settings) -> dt.date | None:
    """The calendar day of a date or of D+n; the calendar's first or last day if D+n lies beyond it.

    >>> first_day(30, Settings(title="t", day_zero="2026-01-01"))
    datetime.date(2026, 1, 31)
    """
    if not isinstance(when, int):
        return when
    ordinal = settings.day_zero.toordinal() + when
    return dt.date.fromordinal(min(max(ordinal, 1), dt.date.max.toordinal()))


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or that month's last day if it is too short.

    Raises
    ------
    ValueError
        If it lies outside the years 1 to 9999.

    >>> str(add_months(dt.date(2027, 10, 31), 4)), str(add_months(dt.date(2026, 1, 15), -1))
    ('2028-02-29', '2025-12-15')
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise ValueError(f"year {year} is out of range")
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def period_start(start: dt.date, step: Step, period: int) -> dt.date:
    """First day of a period, counted from the horizon's first day.

    >>> start = dt.date(2026, 1, 31)
    >>> [str(period_start(start, step, 1)) for step in Step]
    ['2026-02-28', '2026-02-15', '2026-02-07']
    """
    match step:
        case Step.MONTH:
            return add_months(start, period)
        case Step.HALF_MONTH:
            return add_months(start, period // 2) + dt.timedelta(days=_FIRST_HALF_DAYS * (period % 2))
        case Step.WEEK:
            return start + dt.timedelta(weeks=period)
        case _:
            assert_never(step)


def last_day_of_tour(start: dt.date, months: float) -> dt.date:
    """Last day of a tour that begins on `start`; a part of a month becomes days.

    Raises
    ------
    ValueError, OverflowError
        If it lies after the year 9999.

    >>> str(last_day_of_tour(dt.date(2026, 1, 1), 4)), str(last_day_of_tour(dt.date(2026, 1, 1), 1.5))
    ('2026-04-30', '2026-02-15')
    """
    whole = int(months)
    return add_months(start, whole) + dt.timedelta(days=round((months - whole) * DAYS_A_MONTH) - 1)
