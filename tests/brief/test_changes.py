"""What changed between two days explains every total that did."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.strategies import workspaces

from accord.brief.changes import ChangeKind, Changes, changes
from accord.brief.totals import state_of
from accord.model.records import Capability, Condition, NationRow, Offer, Requirement
from accord.model.workspace import Scenario, Settings, Workspace
from accord.plan.choose import choose_scenario
from accord.store.read import read_workspace

EXERCISE = Path(__file__).parents[2] / "examples" / "exercise"
quick = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def explained(found: Changes) -> None:
    for total in found.totals:
        assert sum(change.effects[total.key] for change in found.explain(total.key)) == pytest.approx(total.difference)


@st.composite
def earlier(draw, workspace: Workspace) -> Workspace:
    """The same workspace with fewer offers and lines, some of them smaller."""
    tables = {}
    for table in ("offers", "requirements", "conditions", "limits"):
        rows = {}
        for key, row in getattr(workspace, table).items():
            fate = draw(st.sampled_from(["same", "absent", "other"]))
            if fate == "other" and table in ("offers", "requirements"):
                row = row.model_copy(update={"units": 1})
            if fate != "absent" or table == "conditions":
                rows[key] = row
        tables[table] = rows
    return replace(workspace, **tables)


@given(now=workspaces(), data=st.data())
@quick
def test_changes_add_up_to_the_difference_of_every_total(now, data):
    explained(changes(data.draw(earlier(now)), now))


@given(now=workspaces(), data=st.data())
@quick
def test_backward_is_forward_with_the_other_sign(now, data):
    before = data.draw(earlier(now))
    there, back = changes(before, now), changes(now, before)
    assert {change.row: change.effects for change in there.changes} == {
        change.row: {key: -size for key, size in change.effects.items()} for change in back.changes
    }


@given(workspace=workspaces())
@quick
def test_nothing_changes_between_a_day_and_itself(workspace):
    found = changes(workspace, workspace)
    assert found.changes == ()
    assert all(total.difference == 0 for total in found.totals)


@given(workspace=workspaces())
@quick
def test_components_add_up_to_the_whole(workspace):
    sums = state_of(workspace, choose_scenario(workspace)[1]).sums()
    for key in ("units", "live", "lines", "required"):
        parts = [size for part, size in sums.items() if part.startswith(f"{key}/")]
        assert sum(parts) == pytest.approx(sums.get(key, 0.0))


# The exercise


@pytest.fixture(scope="module")
def found() -> Changes:
    return changes(read_workspace(EXERCISE, as_of=dt.date(2026, 9, 25)), read_workspace(EXERCISE))


def test_the_exercise_between_two_conferences_is_explained(found):
    explained(found)
    assert found.total("offers").difference > 50


def test_an_offer_that_grew_and_one_that_was_taken_back(found):
    by_row = {change.row: change for change in found.changes}
    grew, gone = by_row["offers/XAV-01"], by_row["offers/XHE-01"]
    assert (grew.kind, grew.of("units").before, grew.of("units").after) == (ChangeKind.UP, "3", "4")
    assert (gone.kind, gone.of("status").after, gone.of("units").after) == (ChangeKind.WITHDRAWN, "withdrawn", "0")
    assert gone.effects["offers"] == -1
    assert gone.reasons
    assert [change.name for change in grew.fields][:2] == ["units_low", "units"]


def test_the_weightiest_change_stands_first_and_nations_follow(found):
    sizes = [abs(change.consequence) for change in found.changes]
    assert sizes == sorted(sizes, reverse=True)
    assert next(iter(found.by_nation())) == found.changes[0].nation
    assert sum(map(len, found.by_nation().values())) == len(found.changes)


# Small cases


def small(*offers: Offer, **tables: object) -> Workspace:
    return Workspace(
        settings=Settings(title="x", day_zero="2027-04-01"),
        nations={code: NationRow(id=code, name=code) for code in ("XAV", "XBR")},
        capabilities={"INF": Capability(id="INF", label="Infantry", component="land", people=100)},
        offers={offer.id: offer for offer in offers},
        **tables,
    )


def offer(id: str = "a", nation: str = "XAV", **columns: object) -> Offer:
    return Offer(id=id, nation=nation, capability="INF", units=2, **columns)


def kinds(before: Workspace, now: Workspace) -> dict[str, str]:
    return {change.row: change.kind.value for change in changes(before, now).changes}


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        ({}, {"units": 3}, "more"),
        ({}, {"units": 1}, "fewer"),
        ({}, {"status": "confirmed"}, "up"),
        ({}, {"status": "stated"}, "down"),
        ({}, {"status": "refused", "units": 0}, "refused"),
        ({}, {"status": "withdrawn", "units": 0}, "withdrawn"),
        ({"status": "refused", "units": 0}, {}, "up"),
        ({}, {"notice_days": 30}, "changed"),
        ({}, {"caveats": ("north",)}, "changed"),
        ({}, {"evidence": "Said again."}, "restated"),
    ],
)
def test_what_happened_to_an_offer_has_a_word(before, now, kind):
    first, second = (Offer.model_validate(offer().model_dump() | columns) for columns in (before, now))
    assert kinds(small(first), small(second))["offers/a"] == kind


def test_a_day_of_record_and_a_release_alone_are_no_change():
    again = offer(recorded="2026-11-01", release="XAV")
    assert kinds(small(offer()), small(again)) == {}


def test_an_offer_that_waited_follows_the_nation_that_it_waited_for():
    waits = {"w": Condition(id="w", kind="joins", nations="XBR")}
    patient = offer(conditions="w")
    found = changes(small(patient, conditions=waits), small(patient, offer("b", "XBR"), conditions=waits))
    follower = next(change for change in found.changes if change.row == "offers/a")
    assert follower.kind is ChangeKind.FOLLOWS
    assert follower.effects == {"live": 2.0, "live/land": 2.0}
    assert follower.consequence == 200
    assert [str(reason) for reason in follower.reasons][-1] == "condition w holds: XBR with a live offer"
    assert {change.row: change.kind.value for change in found.changes}["nations/XBR"] == "joins"


def test_a_line_that_wants_more_counts_in_people():
    line = Requirement(id="L", component="land", capability="INF", area="n", scope="home", units=2)
    before = small(requirements={"L": line})
    now = small(requirements={"L": line.model_copy(update={"units": 5.0})})
    change = changes(before, now).changes[0]
    assert (change.row, change.kind, change.consequence, change.effects["required"]) == (
        "requirements/L",
        ChangeKind.CHANGED,
        300,
        3,
    )


def test_the_scenario_of_the_later_day_decides_what_is_live():
    waits = {"peace": Condition(id="peace")}
    scenario = {"settled": Scenario(conditions={"peace": True})}
    before, now = small(conditions=waits), small(offer(conditions="peace"), conditions=waits, scenarios=scenario)
    assert changes(before, now).total("live").after == 0
    assert changes(before, now, scenario="settled").total("live").after == 2
