import datetime as dt
import json

import pytest
from pydantic import TypeAdapter
from tests.monitor.days import claim, claims, findings, incident, incidents, members, reports
from tests.monitor.watches import FIRST, TWO, box, day, frame, ground, watch

from accord.model.daily import Daily
from accord.model.deal import Deal
from accord.model.watched import Standing
from accord.model.workspace import Settings, Workspace
from accord.monitor.daily import daily, report_areas
from accord.store.results import json_text

DEAL = Deal.model_validate(
    {
        "title": "The deal", "signed": "2027-04-02", "parties": [{"id": "XAA", "name": "Arland"}],
        "terms": [{"id": "fire", "title": "No fire", "kind": "prohibition", "events": ["shelling"]},
                  {"id": "guns", "title": "No guns", "kind": "prohibition", "events": ["weapon"]}],
    }
)  # fmt: skip
FULL = [watch("n", until=24 * 40, chance=0.8), watch("s", "south", until=24 * 40, chance=0.8)]


def space(places=TWO, deal=DEAL):
    return Workspace(settings=Settings(title="Test", day_zero=FIRST), places=places, deal=deal)


def figures(rows=(), *, at=5, days=1, watches=FULL, judged=(), stated=(), told=(), joined=(), deal=DEAL, places=TWO):
    return daily(
        reports(*told), incidents(*rows), findings(*judged), frame(*watches), claims(*stated), space(places, deal),
        day=day(at), days=days, members=members(*joined),
    )  # fmt: skip


def area(found, name):
    return next(one for one in found.areas if one.area == name)


def test_a_period_is_compared_with_one_of_the_same_length():
    rows = [incident(f"i{n}", n) for n in range(6)]
    one, three = figures(rows), figures(rows, days=3)
    assert (one.incidents, one.before) == (1, 1)
    assert (three.incidents, three.before, three.days) == (3, 3, 3)


def test_totals_of_different_units_are_never_added():
    rows = [
        incident("a", 5, count_low=200.0, count_high=240.0),
        incident("b", 5, kind="strike", unit="strike", count_low=2.0, count_high=2.0),
    ]
    assert [(one.unit, one.low, one.high) for one in figures(rows).tallies] == [
        ("round", 200.0, 240.0),
        ("strike", 2.0, 2.0),
    ]


def test_what_was_notified_is_counted_apart():
    rows = [incident("a", 5), incident("b", 5)]
    found = figures(rows, told=[("r1", 5, ["notified"]), ("r2", 5, [])], joined=[("a", "r1"), ("b", "r2")])
    assert [(one.incidents, one.notified) for one in found.tallies] == [(2, 1)]


def test_what_only_parties_tell_of_is_no_incident():
    found = figures([incident("a", 5, told=False), incident("b", 5)])
    assert (found.incidents, area(found, "north").claimed) == (1, 1)
    assert [one.claimed for one in found.notices] == [True, False]


def test_lost_equipment_stands_beside_the_counts():
    broken = watch("b", start=24 * 5, until=24 * 5 + 6, chance=0.0, hindrance="broken", means="camera")
    (one,) = figures(watches=[*FULL, broken]).hampered
    assert (one.area, one.hindrance, one.hours, one.hours_before) == ("north", "broken", 6.0, 0.0)


def test_a_figure_since_a_day_says_since_when():
    rows = [incident("a", 0), incident("b", 2), incident("c", 5), incident("d", 6)]
    since = figures(rows, judged=[("b", "fire", "breach"), ("a", "fire", "breach")]).since
    assert (since.since, since.incidents, since.breaches) == (dt.date(2027, 4, 2), 2, 1)
    assert figures(rows, deal=None).since is None


def test_an_area_is_quiet_only_where_most_would_be_reported():
    found = figures(watches=[FULL[0]])
    assert area(found, "north").standing is Standing.QUIET
    assert area(found, "south").standing is Standing.UNOBSERVED
    assert area(found, "south").watched.share is None


def test_without_a_log_nothing_is_said_of_coverage():
    found = figures([incident("a", 5)], watches=[])
    assert (found.watched, found.ledger, area(found, "north").standing) == (None, None, None)
    assert area(found, "north").coverage is None


def test_what_lies_in_no_area_has_a_row_of_its_own():
    found = figures([incident("a", 5, area="", longitude=9.0)])
    assert (area(found, "").incidents, area(found, "north").incidents, found.incidents) == (1, 0, 1)


def test_findings_are_counted_by_term_with_what_they_are_ascribed_to():
    rows = [incident("a", 5), incident("b", 5), incident("w", 5, kind="weapon", unit="item"), incident("o", 4)]
    judged = [
        ("a", "fire", "breach"),
        ("b", "fire", "permitted"),
        ("w", "guns", "likely_breach"),
        ("o", "fire", "breach"),
    ]
    found = figures(rows, judged=judged)
    assert [(one.term, one.breach, one.likely, one.permitted, one.before) for one in found.terms] == [
        ("fire", 1, 0, 1, 1),
        ("guns", 0, 1, 0, 0),
    ]
    assert found.terms[0].attribution == pytest.approx({"XAA": 0.7, "not_attributable": 0.3})
    assert [one.incident for one in found.weapons] == ["w"]
    assert found.weapons[0].terms == ("guns",)


def test_only_claims_that_touch_the_period_are_shown():
    stated = [claim("early", 0, 1, 9), claim("now", 4, 5, 9), claim("late", 7, 8, 9)]
    assert [one.id for one in figures(stated=stated).claims] == ["now"]


def test_the_record_goes_day_by_day_to_the_last_day():
    found = figures([incident("a", 5), incident("b", 3)])
    assert [(one.day, one.fire) for one in found.record[-3:]] == [(day(3), 1), (day(4), 0), (day(5), 1)]
    assert found.record[0].share is None
    assert found.record[-1].share == pytest.approx(0.8)


def test_signs_are_held_against_the_record_once_it_is_long_enough():
    assert figures(at=5).ledger is None
    assert figures(at=39).ledger.now_days == 14


def test_row_order_means_nothing():
    rows = [incident(f"i{n}", n % 6, "south" if n % 3 else "north") for n in range(20)]
    assert figures(rows) == figures(rows[::-1])


def test_nothing_says_where_an_incident_was_but_its_area():
    text = json_text(figures([incident("a", 5, longitude=0.123456, latitude=0.654321)]))
    assert "0.123456" not in text
    assert "0.654321" not in text


def test_a_result_is_read_back_as_it_was_saved():
    made = figures([incident("a", 5)], at=39, stated=[claim("c", 39, 39, 4)], judged=[("a", "fire", "breach")])
    text = json_text(made)
    assert json_text(TypeAdapter(Daily).validate_json(text)) == text
    assert json.loads(text)["day"] == day(39).isoformat()


def test_areas_of_a_report_are_sectors_if_they_hold_what_is_watched():
    inner = ground(*TWO.values(), box("camera", 0, 0.6, 0.2, 0.8, kind="cell"))
    assert report_areas(inner, frame(watch("a", "camera"))) == ("north", "south")


def test_areas_of_a_report_are_the_outermost_watched_ones_if_sectors_do_not_hold_them():
    places = ground(*TWO.values(), box("far", 5, 5, 9, 9, kind="cell"), box("spot", 6, 6, 7, 7, kind="cell"))
    assert report_areas(places, frame(watch("a", "far"), watch("b", "spot"))) == ("far",)
    assert report_areas(places, frame()) == ("north", "south")
    assert report_areas({}, frame()) == ()


def test_fire_that_was_notified_is_no_violence_beside_signs():
    rows = [incident(f"i{n}", 30 + n / 2) for n in range(10)]
    told, joined = [(f"r{n}", 30, ["notified"]) for n in range(4)], [(f"i{n}", f"r{n}") for n in range(4)]
    found = figures(rows, at=39, told=told, joined=joined).ledger
    assert next(one for one in found.areas if one.area == "north").violence.now == 6


def test_hours_that_two_rows_name_count_once():
    rows = [
        watch(f"b{n}", start=24 * 5 + 2 * n, until=24 * 5 + 6, chance=0.0, hindrance="broken", kinds=kind)
        for n, kind in enumerate(("shots", "weapon"))
    ]
    assert [one.hours for one in figures(watches=[*FULL, *rows]).hampered] == [6.0]
