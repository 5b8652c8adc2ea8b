"""Days counted from day zero and months counted on the calendar."""

import calendar
import datetime as dt
from typing import overload

from accord.model.workspace import Settings

DAYS_A_MONTH = 365.2425 / 12


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


def add_months(day: dt.date, months: float) -> dt.date:
    """The day some months later; a day that the month does not have becomes its last, a part of a month becomes days.

    >>> add_months(dt.date(2026, 1, 31), 1), add_months(dt.date(2026, 1, 1), 1.5)
    (datetime.date(2026, 2, 28), datetime.date(2026, 2, 16))
    """
    whole = int(months)
    year, month = divmod(day.year * 12 + day.month - 1 + whole, 12)
    if year > dt.MAXYEAR:
        return dt.date.max
    start = dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    days = min(round((months - whole) * DAYS_A_MONTH), (dt.date.max - start).days)
    return start + dt.timedelta(days=days)


def last_day_of_tour(start: dt.date, months: float) -> dt.date:
    """Last day of a tour that begins on `start`.

    >>> last_day_of_tour(dt.date(2026, 1, 1), 4)
    datetime.date(2026, 4, 30)
    """
    return add_months(start, months) - dt.timedelta(days=1)
