"""Moments of terms, by hand."""

import datetime as dt

import pytest

from accord.model.deal import Deal, Party, Term
from accord.model.timetable import in_order, timetable


def deal(*terms, timezone="Europe/Kyiv"):
    parties = [Party(id="XAA", name="A")]
    return Deal(title="x", signed="2027-03-20", timezone=timezone, parties=parties, terms=terms)


def term(key, **more):
    return Term(id=key, title=key, **({"kind": "prohibition"} | more))


def utc(*parts):
    return dt.datetime(*parts, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("written", "start"),
    [
        ("2027-03-28", utc(2027, 3, 27, 22)),  # winter time in Kyiv
        ("2027-03-29", utc(2027, 3, 28, 21)),  # summer time from 28 March
        ("2027-04-01T00:01:00", utc(2027, 3, 31, 21, 1)),
        ("2027-04-01T00:01:00+00:00", utc(2027, 4, 1, 0, 1)),
    ],
)
def test_moments_are_of_the_deals_zone_of_time(written, start):
    assert timetable(deal(term("a", start=written)))["a"].start == start


def test_a_day_counts_to_its_end_and_a_moment_is_the_end():
    table = timetable(deal(term("a", until="2027-04-30"), term("b", until="2027-04-30T12:00"), timezone="UTC"))
    assert (table["a"].until, table["b"].until) == (utc(2027, 5, 1), utc(2027, 4, 30, 12))


def test_a_term_without_a_start_begins_with_the_signing():
    assert timetable(deal(term("a"), timezone="UTC"))["a"].start == utc(2027, 3, 20)


def test_days_after_a_trigger_count_to_the_end_of_the_last():
    first = term("first", kind="obligation", after="signing", deadline_days=2)
    second = term("second", kind="obligation", after="first", after_event="done", deadline_days=14)
    last = term("last", after="second", after_event="done", start_days=3)
    table = timetable(deal(last, second, first, timezone="UTC"))
    assert table["first"].due == utc(2027, 3, 23)  # the end of the 22nd
    assert table["second"].due == utc(2027, 4, 6)  # the end of 5 April, 14 days after the 22nd
    assert table["last"].start == utc(2027, 4, 9)


def test_what_was_fulfilled_sets_the_next_stage_going():
    first = term("first", kind="obligation", deadline_days=30, fulfilled="2027-03-25T15:00")
    second = term("second", kind="obligation", after="first", after_event="done", deadline_days=1)
    assert timetable(deal(first, second, timezone="UTC"))["second"].due == utc(2027, 3, 27)


def test_preconditions_that_have_not_held_keep_a_term_waiting():
    waiting = term("a", duration_days=10, deadline_days=2, kind="obligation")
    assert timetable(deal(waiting), {"a": None})["a"].start is None
    later = timetable(deal(waiting, timezone="UTC"), {"a": utc(2027, 5, 1, 6)})["a"]
    assert (later.start, later.until, later.due) == (utc(2027, 5, 1, 6), utc(2027, 5, 11, 6), utc(2027, 5, 4))


def test_terms_stand_behind_those_they_wait_for():
    chain = [term("c", after="b"), term("b", after="a"), term("a")]
    assert in_order(deal(*chain)) == ["a", "b", "c"]
