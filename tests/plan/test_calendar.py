import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.model.problem import AccordError
from accord.model.words import Step
from accord.model.workspace import Scenario, Settings
from accord.plan.calendar import Calendar, add_months, half_up, make_calendar

days = st.dates(min_value=dt.date(2020, 1, 1), max_value=dt.date(2035, 12, 31))


def calendar_of(day_zero: str | dt.date = "2026-03-01", *, delay_months: int = 0, **settings: object) -> Calendar:
    return make_calendar(
        Settings.model_validate({"title": "x", "day_zero": day_zero, "periods": 12, **settings}),
        Scenario(delay_months=delay_months),
    )


def test_months_from_the_31st_end_on_the_last_day_of_short_months():
    bounds = calendar_of("2027-12-31", periods=4).bounds
    assert [str(day) for day in bounds] == ["2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]


def test_half_months_start_on_the_anchor_and_15_days_later():
    bounds = calendar_of("2026-02-01", step="half-month", periods=4).bounds
    assert [str(day) for day in bounds] == ["2026-02-01", "2026-02-16", "2026-03-01", "2026-03-16", "2026-04-01"]


def test_weeks_have_seven_days():
    bounds = calendar_of(step="week", periods=3).bounds
    assert {(b - a).days for a, b in pairwise(bounds)} == {7}


@given(start=days, step=st.sampled_from(Step), periods=st.integers(1, 60))
def test_every_day_of_the_horizon_lies_in_exactly_one_period(start: dt.date, step: Step, periods: int):
    calendar = calendar_of(start, step=step, periods=periods)
    assert list(calendar.bounds) == sorted(set(calendar.bounds))
    for t in range(periods):
        assert calendar.period(calendar.first_day(t)) == calendar.period(calendar.last_day(t)) == t
    assert calendar.period(calendar.bounds[0] - dt.timedelta(days=1)) == -1
    assert calendar.period(calendar.bounds[-1]) == periods


def test_delay_moves_day_zero_start_and_activation_but_no_date():
    calendar = calendar_of("2026-03-31", start="2026-02-28", activation="2026-01-15", delay_months=3)
    assert (str(calendar.day_zero), str(calendar.activation)) == ("2026-06-30", "2026-04-15")
    assert str(calendar.bounds[0]) == "2026-05-28"
    assert str(calendar.date(10)) == "2026-07-10"
    assert calendar.date(dt.date(2026, 3, 31)) == dt.date(2026, 3, 31)


def test_start_and_activation_default_to_day_zero():
    calendar = calendar_of("2026-03-01")
    assert calendar.bounds[0] == calendar.day_zero == calendar.activation == calendar.date(0)


def test_offsets_past_the_calendar_end_at_its_ends():
    calendar = calendar_of("9990-01-01")
    assert calendar.date(99999) == dt.date.max
    assert calendar_of("0030-01-01").date(-99999) == dt.date.min


def test_a_horizon_past_the_year_9999_is_refused():
    with pytest.raises(AccordError, match="year 9999"):
        calendar_of("9999-06-01")


@pytest.mark.parametrize(
    ("start", "until", "window"),
    [
        # March has 31 days: from the 16th 16 remain, from the 17th 15.
        ("2026-03-16", None, (0, 11)),
        ("2026-03-17", None, (1, 11)),
        # until 15 April 15 of 30 are held, until the 14th only 14.
        (None, "2026-04-15", (0, 1)),
        (None, "2026-04-14", (0, 0)),
        ("2020-01-01", "2040-01-01", (0, 11)),
        ("2026-04-01", "2026-04-30", (1, 1)),
    ],
)
def test_a_window_takes_periods_of_which_it_holds_half(start: str | None, until: str | None, window: tuple[int, int]):
    calendar = calendar_of()
    assert calendar.window(start and dt.date.fromisoformat(start), until and dt.date.fromisoformat(until)) == window


@pytest.mark.parametrize(
    ("start", "until"),
    [
        ("2026-03-12", "2026-03-20"),  # both ends round outward, nine days of 31
        ("2026-06-01", "2026-04-30"),
        ("2020-01-01", "2020-12-31"),
        ("2040-01-01", "2040-12-31"),
    ],
)
def test_a_window_without_half_a_period_is_empty(start: str, until: str):
    first, last = calendar_of().window(dt.date.fromisoformat(start), dt.date.fromisoformat(until))
    assert first > last


@given(start=days, length=st.integers(0, 400), step=st.sampled_from(Step))
def test_windows_agree_with_counting_days(start: dt.date, length: int, step: Step):
    calendar = calendar_of("2027-01-31", step=step, periods=20)
    until = start + dt.timedelta(days=length)
    first, last = calendar.window(start, until)
    for t in range(calendar.periods):
        size = (calendar.bounds[t + 1] - calendar.bounds[t]).days
        held = sum(start <= calendar.bounds[t] + dt.timedelta(days=d) <= until for d in range(size))
        assert (first <= t <= last) == (2 * held >= size)
        low, high = calendar.touched(start, until)
        assert (low <= t <= high) == (held > 0)


def test_a_line_too_short_for_half_a_period_takes_the_one_that_holds_most_of_it():
    calendar = calendar_of()
    assert calendar.window_of_line(dt.date(2026, 3, 25), dt.date(2026, 4, 10)) == (1, 1)
    assert calendar.window_of_line(dt.date(2026, 3, 25), dt.date(2026, 4, 2)) == (0, 0)
    first, last = calendar.window_of_line(dt.date(2020, 1, 1), dt.date(2020, 1, 5))
    assert first > last


def test_only_what_reaches_the_day_after_the_horizon_outlasts_it():
    calendar = calendar_of(periods=1)
    assert calendar.beyond(None)
    assert calendar.beyond(dt.date(2026, 4, 1))
    assert not calendar.beyond(dt.date(2026, 3, 31))


@pytest.mark.parametrize(("months", "month", "half", "week"), [(0.2, 1, 1, 1), (1.5, 2, 3, 7), (6, 6, 12, 26)])
def test_months_become_whole_periods_half_up(months: float, month: int, half: int, week: int):
    found = [calendar_of(step=step).whole(months) for step in ("month", "half-month", "week")]
    assert found == [month, half, week]


@given(day=days, months=st.integers(-100, 100))
def test_adding_months_keeps_the_day_or_the_months_end(day: dt.date, months: int):
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + dt.timedelta(days=1)).day == 1)


def test_halves_round_upward():
    assert [half_up(value) for value in (0.5, 1.5, 2.5, -0.5)] == [1, 2, 3, 0]
