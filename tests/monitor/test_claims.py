import polars as pl
import pytest
from tests.monitor.days import claim, claims, incident, incidents
from tests.monitor.watches import day

from accord.model.watched import Watched
from accord.monitor.claims import claim_table, stated
from accord.monitor.stretch import Stretch

WATCHED = Watched(share=0.4, low=0.3, high=0.5, hours=10.0, of_hours=24.0)


def table(rows, stated):
    frame = incidents(*rows).with_columns(is_notified=pl.lit(False))
    return claim_table(claims(*stated), frame, watched=lambda start, until: WATCHED)


def test_a_claim_stands_beside_the_incidents_of_its_own_hours():
    rows = [incident("a", 0), incident("b", 1), incident("c", 5)]
    (one,) = table(rows, [claim("c1", 0, 1, 400)])
    assert (one.count, one.incidents, one.watched) == (400, 2, WATCHED)


def test_units_are_kept_apart():
    rows = [
        incident("a", 0, unit="round", count_low=30.0, count_high=40.0),
        incident("b", 0, unit="strike", kind="strike", count_low=2.0, count_high=2.0),
        incident("c", 0, unit="round", count_low=5.0, count_high=5.0),
    ]
    (one,) = table(rows, [claim("c1", 0, 0, 900, unit="round")])
    assert [(part.unit, part.low, part.high, part.incidents) for part in one.tallies] == [
        ("round", 35.0, 45.0, 2),
        ("strike", 2.0, 2.0, 1),
    ]


def test_no_claim_changes_what_stands_beside_another():
    rows = [incident("a", 0)]
    alone = table(rows, [claim("c1", 0, 1, 400)])
    both = table(rows, [claim("c1", 0, 1, 400), claim("c2", 0, 1, 5000)])
    assert both[0] == alone[0]
    assert [one.count for one in both] == [400, 5000]


@pytest.mark.parametrize("stated", [[], [claim("c1", 0, 1, 0)]])
def test_a_claim_of_nothing_and_no_claim_are_different(stated):
    assert [one.count for one in table([], stated)] == [0.0] * len(stated)


def test_a_claim_is_shown_once_its_days_have_passed_and_for_a_week():
    period = Stretch(first=day(6), last=day(6))
    old, over, now, ahead = (claim(f"c{a}", a, b, 1) for a, b in ((0, 1), (2, 3), (4, 6), (5, 8)))
    assert stated(claims(old, over, now, ahead), period)["id"].to_list() == ["c4"]
    assert stated(claims(old, over, ahead), period)["id"].to_list() == ["c2"]
    assert stated(claims(old), Stretch(first=day(20), last=day(20))).height == 0
