"""Days to periods and back: the horizon's boundaries, ``D+n`` with the scenario's delay, months to whole periods.

A *window* of days takes the periods of which it holds at least half: at this grain a unit that is ready on 10 March is
there in March, one that is ready on 20 March is not. What must never be exceeded, not even for a day (a limit), takes
every period that it touches instead.
"""

import datetime as dt
import math
from bisect import bisect_right
from calendar import monthrange
from dataclasses import dataclass
from typing import assert_never

from accord.model.problem import AccordError
from accord.model.words import Step
from accord.model.workspace import Scenario, Settings

_DAYS_PER_MONTH = 365.2425 / 12
_FIRST_HALF_DAYS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The periods of one scenario, 0 the first of the horizon.

    >>> settings = Settings(title="x", day_zero="2026-01-31", periods=3)
    >>> calendar = make_calendar(settings, Scenario())
    >>> [str(day) for day in calendar.bounds]
    ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']
    >>> [calendar.period(dt.date(2026, month, 28)) for month in (1, 2, 3, 5)]
    [-1, 1, 1, 3]
    """

    step: Step
    bounds: tuple[dt.date, ...]
    """First day of each period, and of the period after the last."""
    day_zero: dt.date
    """Day from which ``D+n`` counts, delay included."""
    activation: dt.date
    """Day from which notice to move counts, delay included."""

    @property
    def periods(self) -> int:
        """Length of the horizon, periods."""
        return len(self.bounds) - 1

    @property
    def days_per_period(self) -> float:
        """Days in an average period."""
        return _DAYS_PER_MONTH / self.step.per_month

    def first_day(self, period: int) -> dt.date:
        """First day of a period of the horizon, or of the one after it."""
        return self.bounds[period]

    def last_day(self, period: int) -> dt.date:
        """Last day of a period of the horizon."""
        return self.bounds[period + 1] - dt.timedelta(days=1)

    def period(self, day: dt.date) -> int:
        """Period that holds a day; -1 before the horizon, `periods` after it."""
        return bisect_right(self.bounds, day) - 1

    def date(self, when: dt.date | int) -> dt.date:
        """Day of a `When`: days from day zero slip with the delay, dates do not.

        Days outside the years 1 to 9999 become the first or last day of the calendar.
        """
        if isinstance(when, dt.date):
            return when
        try:
            return self.day_zero + dt.timedelta(days=when)
        except OverflowError:
            return dt.date.max if when > 0 else dt.date.min

    def date_or_none(self, when: dt.date | int | None) -> dt.date | None:
        """The same for an end that may be open."""
        return None if when is None else self.date(when)

    def window(self, start: dt.date | None, until: dt.date | None) -> tuple[int, int]:
        """First and last period of which the days ``start..until`` hold at least half; first > last if there is none.

        An end that is None, or outside the horizon, is cut at the horizon.
        """
        first = 0 if start is None else self._first_half_free(start)
        last = self.periods - 1 if until is None else self._last_half_free(until)
        return first, self._not_a_sliver(start, until, first, last)

    def window_of_line(self, start: dt.date | None, until: dt.date | None) -> tuple[int, int]:
        """The same for a wish: one too short for half of any period still takes the period that holds most of it."""
        first, last = self.window(start, until)
        if first <= last:
            return first, last
        low, high = self.touched(start, until)
        if low > high:
            return first, last
        longest = max(range(low, high + 1), key=lambda t: self._days_held(t, start, until))
        return longest, longest

    def touched(self, start: dt.date | None, until: dt.date | None) -> tuple[int, int]:
        """First and last period of the horizon with at least one of the days ``start..until``; first > last if none."""
        first = 0 if start is None else max(0, self.period(start))
        last = self.periods - 1 if until is None else min(self.periods - 1, self.period(until))
        return (first, last) if start is None or until is None or start <= until else (first, first - 1)

    def beyond(self, until: dt.date | None) -> bool:
        """Whether something that lasts to that day outlasts the horizon."""
        return until is None or until >= self.bounds[-1]

    def _first_half_free(self, start: dt.date) -> int:
        t = self.period(start)
        if t < 0 or t >= self.periods:
            return max(0, t)
        lost = (start - self.bounds[t]).days
        return t if 2 * lost <= self._length(t) else t + 1

    def _last_half_free(self, until: dt.date) -> int:
        t = self.period(until)
        if t < 0 or t >= self.periods:
            return min(t, self.periods - 1)
        kept = (until - self.bounds[t]).days + 1
        return t if 2 * kept >= self._length(t) else t - 1

    def _not_a_sliver(self, start: dt.date | None, until: dt.date | None, first: int, last: int) -> int:
        """Both ends may round outward in one period and still hold less than half of it."""
        if first != last or start is None or until is None:
            return last
        return last if 2 * self._days_held(first, start, until) >= self._length(first) else first - 1

    def _days_held(self, period: int, start: dt.date | None, until: dt.date | None) -> int:
        begin = self.bounds[period] if start is None else max(start, self.bounds[period])
        end = self.last_day(period) if until is None else min(until, self.last_day(period))
        return (end - begin).days + 1

    def _length(self, period: int) -> int:
        return (self.bounds[period + 1] - self.bounds[period]).days

    def whole(self, months: float) -> int:
        """Whole periods of a length in months, half up and at least 1.

        >>> half = make_calendar(Settings(title="x", day_zero="2026-01-01", step="half-month", periods=2), Scenario())
        >>> half.whole(6), half.whole(0.7), half.whole(0.75), half.whole(0.1)
        (12, 1, 2, 1)
        """
        return max(1, half_up(months * self.step.per_month))


def make_calendar(settings: Settings, scenario: Scenario) -> Calendar:
    """Calendar of a scenario: day zero, start and activation slip by its delay.

    Raises
    ------
    AccordError
        If the horizon reaches past the year 9999.

    >>> settings = Settings(title="x", day_zero="2026-03-01", start="2026-02-01", step="week", periods=2)
    >>> calendar = make_calendar(settings, Scenario(delay_months=1))
    >>> str(calendar.day_zero), str(calendar.activation), [str(day) for day in calendar.bounds]
    ('2026-04-01', '2026-04-01', ['2026-03-01', '2026-03-08', '2026-03-15'])
    """
    try:
        return _slipped(settings, scenario.delay_months)
    except (ValueError, OverflowError):
        raise AccordError("the horizon reaches past the year 9999") from None


def _slipped(settings: Settings, delay: int) -> Calendar:
    start = add_months(settings.start or settings.day_zero, delay)
    return Calendar(
        step=settings.step,
        bounds=tuple(_bound(start, settings.step, t) for t in range(settings.periods + 1)),
        day_zero=add_months(settings.day_zero, delay),
        activation=add_months(settings.activation or settings.day_zero, delay),
    )


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or that month's last day if it is too short.

    >>> str(add_months(dt.date(2027, 10, 31), 4)), str(add_months(dt.date(2026, 1, 15), -1))
    ('2028-02-29', '2025-12-15')
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def half_up(value: float) -> int:
    """Nearest whole number, halves upward (Python's `round` takes them to even).

    >>> half_up(2.5), half_up(3.5), half_up(2.4999)
    (3, 4, 2)
    """
    return math.floor(value + 0.5)


def _bound(start: dt.date, step: Step, period: int) -> dt.date:
    match step:
        case Step.MONTH:
            return add_months(start, period)
        case Step.HALF_MONTH:
            half = dt.timedelta(days=_FIRST_HALF_DAYS * (period % 2))
            return add_months(start, period // 2) + half
        case Step.WEEK:
            return start + dt.timedelta(weeks=period)
        case _:
            assert_never(step)
