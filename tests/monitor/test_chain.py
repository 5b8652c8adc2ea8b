"""The chain: counts add up, reviewers' decisions stand, a claim is no incident, silence unobserved is not quiet."""

import datetime as dt

import polars as pl
import pytest
from tests.store.workspaces import DATA, good_copy, overlay

from accord import read_workspace
from accord.model.report import Report
from accord.model.review import Review
from accord.monitor.areas import inside_of
from accord.monitor.chain import day_table, monitor
from accord.monitor.dissent import dissent
from accord.monitor.gather import named
from accord.monitor.reviewed import CONFIRMED, reviewed
from accord.store.columns import with_defaults
from accord.store.events import read_events
from accord.store.reports import filled

AT = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def reports(*rows):
    usual = {"source": "s-note", "kind": "shots", "longitude": 20.5, "latitude": 60.2, "error_km": 0.5}
    usual |= {"received": AT + dt.timedelta(days=90), "start": AT}
    frame = pl.DataFrame([usual | row for row in rows], strict=False)
    return filled(with_defaults(frame, Report))


def reviews(*rows):
    usual = {"reviewer": "R", "reason": "x"}
    given = [usual | {"id": f"d-{n}", "decided": AT + dt.timedelta(hours=n)} | row for n, row in enumerate(rows)]
    schema = {"id": pl.String, "reports": pl.List(pl.String)}
    return with_defaults(pl.DataFrame(given) if given else pl.DataFrame(schema=schema), Review)


def fused(groups):
    """Incidents with these members, as a fusion would give them."""
    rows = [(group, report) for group, held in groups.items() for report in held]
    table = named(pl.DataFrame(rows, schema=["group", "report"], orient="row"))
    members = table.select(
        "incident", "report", source=pl.lit("s-note"), probability=pl.lit(0.8), copy_of=pl.lit(None, dtype=pl.String)
    )
    incidents = table.group_by("incident").agg(reports=pl.len().cast(pl.UInt32)).select(
        pl.col("incident").alias("id"), kind=pl.lit("shots"), start=pl.lit(AT), until=pl.lit(AT),
        longitude=pl.lit(20.5), latitude=pl.lit(60.2), error_km=pl.lit(0.5), unit=pl.lit("incident"),
        count_low=pl.lit(1.0), count_high=pl.lit(1.0), probability=pl.lit(0.6), reports="reports",
    ).sort("id")  # fmt: skip
    return incidents, members


def partition(members):
    return {frozenset(part) for part in members.group_by("incident").agg("report")["report"].to_list()}


@pytest.fixture
def workspace(tmp_path):
    home = good_copy(tmp_path / "workspace")
    overlay(DATA / "good_events", home)
    return home


def run(home, **asked):
    workspace = read_workspace(home)
    events = read_events(home, workspace=workspace)
    return monitor(
        events.reports,
        events.watches,
        events.reviews,
        events.claims,
        workspace,
        notifications=events.notifications,
        **{"day": dt.date(2026, 3, 1)} | asked,
    )


def test_every_report_is_a_member_of_one_incident(workspace):
    made = run(workspace)
    assert sorted(made.members["report"]) == ["l-1", "l-2", "p-1", "p-2", "p-3"]
    assert set(made.members["incident"]) == set(made.incidents["id"])


def test_counts_of_areas_add_up_to_the_day(workspace):
    daily = run(workspace, days=2, day=dt.date(2026, 3, 2)).daily
    assert sum(area.incidents for area in daily.areas) == daily.incidents == 3


def test_row_order_means_nothing(workspace):
    source = workspace / "reports" / "patrols.csv"
    before = run(workspace)
    head, *rows = source.read_text().splitlines()
    source.write_text("\n".join([head, *reversed(rows)]) + "\n")
    after = run(workspace)
    assert before.daily == after.daily
    assert before.incidents.equals(after.incidents)


def test_what_only_parties_tell_of_is_not_counted(workspace):
    (workspace / "reviews.csv").unlink()
    (workspace / "reports" / "patrols.csv").unlink()
    letters = workspace / "reports" / "letters.csv"
    letters.write_text("\n".join(letters.read_text().splitlines()[:2]) + "\n")
    daily = run(workspace).daily
    assert daily.incidents == 0
    assert [(area.area, area.claimed) for area in daily.areas if area.claimed] == [("SOUTH", 1)]


def test_claims_stand_beside_incidents_and_are_not_added(workspace):
    with_claims = run(workspace).daily
    (workspace / "claims.csv").unlink()
    without = run(workspace).daily
    assert with_claims.incidents == without.incidents
    assert [(claim.party, claim.count, claim.incidents) for claim in with_claims.claims] == [("XAA", 12.0, 2)]


def announce(home, **changes):
    row = {"id": "n-1", "party": "XAA", "place": "SOUTH", "start": "2026-03-01T00:00:00Z"}
    row |= {"until": "2026-03-01T23:59:00Z", "kinds": "shots;shelling;explosion", "announced": "2026-02-20T00:00:00Z"}
    row |= changes
    (home / "notifications.csv").write_text(",".join(row) + "\n" + ",".join(row.values()) + "\n")


def notified(daily):
    return sum(tally.notified for tally in daily.tallies)


def test_what_was_announced_is_counted_apart_and_not_taken_away(workspace):
    before = run(workspace)
    announce(workspace)
    after = run(workspace)
    fire = sum(tally.incidents for tally in after.daily.tallies)
    assert (notified(before.daily), before.announced) == (0, ())
    assert 0 < notified(after.daily) <= min(fire, len(after.announced))
    assert (after.daily.incidents, fire) == (before.daily.incidents, sum(one.incidents for one in before.daily.tallies))


@pytest.mark.parametrize(
    "changes", [{"kinds": "flight"}, {"start": "2026-03-01T23:00:00Z"}, {"until": "2026-03-01T00:01:00Z"}]
)
def test_what_was_announced_of_another_kind_or_hour_excuses_nothing(workspace, changes):
    announce(workspace, **changes)
    assert run(workspace).announced == ()


def test_an_evening_does_not_know_what_was_announced_later(workspace):
    announce(workspace, start="2026-03-03T08:00:00Z", until="2026-03-03T18:00:00Z", announced="2026-03-02T12:00:00Z")
    known = read_workspace(workspace)
    heights = [
        read_events(workspace, workspace=known, as_of=dt.date(2026, 3, day)).notifications.height for day in (1, 2)
    ]
    assert heights == [0, 1]


def test_an_area_that_nobody_watched_is_not_observed(workspace):
    daily = run(workspace, day=dt.date(2026, 3, 20)).daily
    (south,) = [area for area in daily.areas if area.area == "SOUTH"]
    assert (south.incidents, south.coverage, south.is_observed) == (0, 0.0, False)


def test_without_a_coverage_log_nothing_is_said_of_coverage(workspace):
    (workspace / "coverage.csv").unlink()
    assert {area.coverage for area in run(workspace).daily.areas} == {None}


def test_no_reports_make_no_incidents(workspace):
    for name in ("reviews.csv", "reports/patrols.csv", "reports/letters.csv"):
        (workspace / name).unlink()
    made = run(workspace)
    assert (made.incidents.height, made.members.height, made.daily.incidents) == (0, 0, 0)


def test_without_reviews_nothing_changes():
    incidents, members = fused({"a": ["x", "y"], "b": ["z"]})
    found, same = reviewed(incidents, members, reports({"id": "x"}, {"id": "y"}, {"id": "z"}), reviews())
    assert same.equals(members)
    assert found.drop("reviewer", "attributed").equals(incidents)


@pytest.mark.parametrize(
    ("decisions", "expected"),
    [
        ([("split", ["x"])], [{"x"}, {"y"}, {"z"}]),
        ([("merge", ["x", "z"])], [{"x", "y", "z"}]),
        ([("merge", ["x", "z"]), ("split", ["y"])], [{"x", "z"}, {"y"}]),
        ([("split", ["x"]), ("merge", ["x", "y"])], [{"x", "y"}, {"z"}]),
        ([("confirm", ["x", "y"])], [{"x", "y"}, {"z"}]),
        ([("confirm", ["x", "z"])], [{"x", "z"}, {"y"}]),
        ([("merge", ["x", "gone"])], [{"x", "y"}, {"z"}]),
    ],
)
def test_decisions_move_reports_the_later_after_the_earlier(decisions, expected):
    incidents, members = fused({"a": ["x", "y"], "b": ["z"]})
    rows = reviews(*({"action": action, "reports": held} for action, held in decisions))
    found, moved = reviewed(incidents, members, reports({"id": "x"}, {"id": "y"}, {"id": "z"}), rows)
    assert partition(moved) == {frozenset(part) for part in expected}
    assert set(moved["incident"]) == set(found["id"])


def test_the_same_members_have_the_same_id_whoever_joined_them():
    incidents, members = fused({"a": ["x", "y"], "b": ["z"]})
    whole, _ = fused({"a": ["x", "y", "z"]})
    rows = reviews({"action": "merge", "reports": ["x", "z"]})
    found, _ = reviewed(incidents, members, reports({"id": "x"}, {"id": "y"}, {"id": "z"}), rows)
    assert found["id"].to_list() == whole["id"].to_list()


def test_a_confirmed_incident_is_sure_and_signed():
    incidents, members = fused({"a": ["x", "y"], "b": ["z"]})
    rows = reviews({"action": "confirm", "reports": ["z"]})
    found, _ = reviewed(incidents, members, reports({"id": "x"}, {"id": "y"}, {"id": "z"}), rows)
    assert sorted(found.select("probability", "reviewer").rows()) == [(0.6, ""), (CONFIRMED, "R")]


def test_the_last_attribution_counts():
    incidents, members = fused({"a": ["x"]})
    named_twice = [{"action": "attribute", "reports": ["x"], "value": value} for value in ("XAA", "XBB")]
    found, _ = reviewed(incidents, members, reports({"id": "x"}), reviews(*named_twice))
    assert found["attributed"].to_list() == ["XBB"]


def test_overlapping_counts_do_not_contradict():
    rows = reports({"id": "a", "count_low": 2, "count_high": 5}, {"id": "b", "count_low": 4, "count_high": 9})
    assert list(dissent(rows, reviews())) == []
    rows = reports({"id": "a", "count_low": 2, "count_high": 3}, {"id": "b", "count_low": 4, "count_high": 9})
    assert list(dissent(rows, reviews())) == ["count, incident: a says 2 to 3; b says 4 to 9"]


def test_days_begin_at_midnight_utc():
    first = dt.date(2026, 3, 1)
    edge = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
    frame = pl.DataFrame({"area": ["a", "a", "b"], "start": [edge - dt.timedelta(microseconds=1), edge, edge]})
    assert day_table(frame, ("a", "c"), first, 2).tolist() == [[1, 1], [0, 0]]


def test_an_area_holds_itself(workspace):
    places = {str(key): place for key, place in read_workspace(workspace).places.items()}
    assert inside_of(places) == {"SOUTH": ("SOUTH",)}
