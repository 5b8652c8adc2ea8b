"""Results come back as they were saved, in the same bytes, with the hash of every input."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.store.workspaces import good_copy

from accord import AccordError, NotFound, read_results, write_results
from accord.model.option import Ask, Bound, Coverage, DelayPoint, Gap, Option, Tour, Verdict
from accord.model.reason import Reason
from accord.store.results import json_text, plain
from accord.store.run import changed_inputs, describe_run, read_runs

DAY = dt.date(2026, 3, 1)
TOUR = Tour(
    offer="a-inf", nation="XAA", requirement="R1", capability="INF-CO", units=2, first_period=0, periods=4, start=DAY,
    until=dt.date(2026, 6, 30), quality=1.0, people=280.0, cost_low=1e6, cost_likely=2e6, cost_high=3e6,
)  # fmt: skip
GAP = Gap(
    requirement="R2", priority="important", capability="MECH-CO", area="SOUTH", start=DAY, until=DAY, first_period=0,
    periods=1, short=1.5, reasons=(Reason(code="resting", text="2 units rest", weight=2.0, rows=("offers/b-mech",)),),
)  # fmt: skip
SHARE = (Coverage(key="essential", demand=3.0, covered=2.0),)
OPTION = Option(
    id="most", title="Most coverage", scenario="ceasefire", objective="coverage", tours=(TOUR,), coverage=2 / 3,
    bounds=(Bound(key="all", coverage=2 / 3, limit=0.7, status="gap 3.33 pp"),), broken_rules=(), by_priority=SHARE,
    by_component=SHARE, by_area=SHARE, by_period=SHARE, by_line=SHARE, gaps=(GAP,), measures={"b": -0.0, "a": 1 / 3},
    verdicts=(Verdict(offer="c-inf", nation="XCC", live=False, units=0, reasons=()),), seed=7,
)  # fmt: skip


@pytest.fixture
def workspace(tmp_path):
    return good_copy(tmp_path / "workspace")


def run(workspace, command="plan", **arguments):
    return describe_run(workspace, command=command, arguments=arguments, seed=7, as_of=DAY)


def test_an_option_comes_back_as_it_was_saved(workspace):
    write_results(workspace, run(workspace), [OPTION])
    (option,) = read_results(workspace, Option)
    rounded = replace(OPTION.bounds[0], coverage=0.666666667)
    measures = {"a": 0.333333333, "b": 0.0}
    assert option == replace(OPTION, coverage=0.666666667, bounds=(rounded,), measures=measures)


def test_the_same_result_has_the_same_bytes(workspace):
    (first, runs) = write_results(workspace, run(workspace, scenario="late"), [OPTION])
    before = first.read_bytes(), runs.read_bytes()
    again = replace(OPTION, measures={"a": 1 / 3, "b": 0.0})
    write_results(workspace, run(workspace, scenario="late"), [again])
    assert (first.read_bytes(), runs.read_bytes()) == before


@given(number=st.floats(allow_nan=False, allow_infinity=False))
def test_saving_twice_changes_nothing(number):
    point = DelayPoint(months=0, coverage=number, limit=number, cost_likely=number, ready_share=number)
    once = plain(point)
    assert plain(DelayPoint(**once)) == once
    assert json.loads(json_text(point)) == once


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_is_not_finite_is_not_saved(workspace, number):
    with pytest.raises(ValueError, match="finite"):
        write_results(workspace, run(workspace), [replace(OPTION, coverage=number)])
    assert not (workspace / "out").exists()


def test_what_is_no_result_is_not_saved(workspace):
    with pytest.raises(TypeError, match="Reason is not a kind of result"):
        write_results(workspace, run(workspace), [Reason(code="x", text="y")])


def test_results_that_are_not_there_or_not_ours(workspace):
    with pytest.raises(NotFound, match=r"asks\.json"):
        read_results(workspace, Ask)
    (workspace / "out").mkdir()
    (workspace / "out" / "asks.json").write_text('[{"nation": "XAA"}]')
    with pytest.raises(AccordError, match="make it again"):
        read_results(workspace, Ask)


def test_a_run_tells_which_inputs_changed_since(workspace):
    before = run(workspace)
    assert changed_inputs(workspace, before) == ()
    (workspace / "limits.csv").unlink()
    (workspace / "offers.csv").write_text("other")
    (workspace / "scenarios" / "new.toml").write_text("")
    (workspace / "README.md").write_text("not an input")
    assert changed_inputs(workspace, before) == ("limits.csv", "offers.csv", "scenarios/new.toml")


def test_each_command_keeps_its_last_run(workspace):
    write_results(workspace, run(workspace, "plan", scenario="late"), [OPTION])
    write_results(workspace, run(workspace, "delay"), [])
    write_results(workspace, run(workspace, "plan", scenario="ceasefire"), [OPTION])
    runs = read_runs(workspace)
    assert sorted(runs) == ["delay", "plan"]
    assert runs["plan"] == run(workspace, "plan", scenario="ceasefire")
    assert "out/options.json" not in runs["plan"].inputs
    assert len(runs["plan"].inputs["accord.toml"]) == 64
