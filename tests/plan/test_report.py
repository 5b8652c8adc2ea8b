import datetime as dt
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.plan.plans import compiled_of, lawful_plan, solution_of, tours
from tests.plan.test_compile import workspaces
from tests.plan.workspaces import capability, offer, place, requirement, scenario, substitute

from accord.model.option import Option
from accord.model.workspace import Workspace
from accord.plan.compile import Compiled, compile_problem
from accord.plan.exact.solve import solve_exact
from accord.plan.problem import Plan
from accord.plan.report import bound, make_bounds, to_option
from accord.plan.solution import Stop


def option_of(compiled: Compiled, plan: Plan, **changes: Any) -> Option:
    solution = solution_of(compiled.problem, plan, **changes)
    return to_option(compiled, solution, id="x", title="X", scenario="base", objective="a test", seed=3)


def theatre() -> Compiled:
    return compiled_of(
        capability("MOT", people=50, cost_low=1, cost_likely=2, cost_high=3),
        offer("a", capability="MOT", units=2, start="2026-03-10", until="2026-06-20"),
        offer("b", nation="XAB"),
        requirement("L1", units=2, priority="essential"),
        requirement("L2", component="air", area="south", start="D+31"),
        place("south"),
        substitute("INF", "MOT", 0.5),
        periods=4,
    )


def test_a_tour_carries_dates_people_and_costs():
    compiled = theatre()
    option = option_of(compiled, tours(compiled, ("a", "L1", 1, 2, 2)))
    (tour,) = option.tours
    assert (tour.offer, tour.nation, tour.requirement, tour.capability) == ("a", "XAA", "L1", "MOT")
    assert (tour.units, tour.first_period, tour.periods, tour.quality) == (2, 1, 2, 0.5)
    assert (tour.start, tour.until) == (dt.date(2026, 4, 1), dt.date(2026, 5, 31))
    # Two units of 50 people; two units for two months at 1, 2, 3 a month.
    assert (tour.people, tour.cost_low, tour.cost_likely, tour.cost_high) == (100, 4, 8, 12)


def test_a_tours_days_stay_within_the_offers_days():
    compiled = theatre()
    option = option_of(compiled, tours(compiled, ("a", "L1", 0, 2, 1), ("a", "L1", 2, 2, 1)))
    assert [(str(tour.start), str(tour.until)) for tour in option.tours] == [
        ("2026-03-10", "2026-04-30"),
        ("2026-05-01", "2026-06-20"),
    ]


def test_coverage_stands_beside_its_demand():
    compiled = theatre()
    option = option_of(compiled, tours(compiled, ("a", "L1", 0, 3, 2), ("b", "L2", 1, 2, 1)))
    # L1 wants 2 for four months and gets 2 x 0.5 for three; L2 wants 1 for three months and gets it for two.
    assert {c.key: (c.demand, c.covered) for c in option.by_priority} == {
        "essential": (8, 3),
        "important": (3, 2),
        "desirable": (0, 0),
    }
    assert {c.key: (c.demand, c.covered) for c in option.by_component} == {"land": (8, 3), "air": (3, 2)}
    assert {c.key: (c.demand, c.covered) for c in option.by_area} == {"north": (8, 3), "south": (3, 2)}
    assert {c.key: (c.demand, c.covered) for c in option.by_line} == {"L1": (8, 3), "L2": (3, 2)}
    assert [(c.key, c.demand, c.covered) for c in option.by_period] == [
        ("2026-03-01", 2, 1),
        ("2026-04-01", 3, 2),
        ("2026-05-01", 3, 2),
        ("2026-06-01", 3, 0),
    ]
    # Weights 8 and 4: 1 - (8 x 5 + 4 x 1) / (8 x 8 + 4 x 3).
    assert option.coverage == pytest.approx(1 - 44 / 76)


def test_surplus_covers_nothing():
    compiled = compiled_of(offer("a", units=3), requirement("L"), periods=1)
    (line,) = option_of(compiled, tours(compiled, ("a", "L", 0, 1, 3))).by_line
    assert (line.demand, line.covered, line.share) == (1, 1, 1)


@pytest.mark.parametrize(
    ("short", "least", "demand", "proven", "status", "limit"),
    [
        (2.0, 1.0, 10.0, False, "gap 10.00 pp", 0.9),
        (2.0, 1.99, 10.0, False, "gap 0.10 pp", 0.801),
        (2.0, 2.0, 10.0, False, "proven", 0.8),
        (2.0, 1.0, 10.0, True, "proven", 0.8),  # the solver rounded its bound up to the next possible value
        (2.0, 0.0, 10.0, False, "gap 20.00 pp", 1.0),
        (2.0, float("nan"), 10.0, False, "no bound", 1.0),
        (0.0, float("nan"), 10.0, False, "proven", 1.0),  # nothing is short
        (0.0, 0.0, 0.0, False, "proven", 1.0),
        (2.0, 3.0, 10.0, False, "proven", 0.8),  # a bound above the plan is rounding, not a better world
    ],
)
def test_the_words_of_a_bound(short: float, least: float, demand: float, proven: bool, status: str, limit: float):
    found = bound("all", short, least, demand, proven=proven)
    assert (found.status, found.limit) == (status, pytest.approx(limit))


def test_proven_in_strict_order_is_proven_by_class_and_weighted_as_a_whole():
    compiled = theatre()
    solution = solution_of(compiled.problem, Plan.empty(), proven=True)
    strict = make_bounds(compiled, solution, strict=True)
    weighted = make_bounds(compiled, solution, strict=False)
    assert [(b.key, b.status) for b in strict] == [
        ("all", "gap 100.00 pp"),
        ("essential", "proven"),
        ("important", "proven"),
        ("desirable", "proven"),
    ]
    assert [b.status for b in weighted] == ["proven", "gap 100.00 pp", "gap 100.00 pp", "proven"]


def test_a_broken_rule_is_told():
    compiled = theatre()
    assert option_of(compiled, tours(compiled, ("b", "L2", 0, 1, 1))).broken_rules
    assert option_of(compiled, tours(compiled, ("b", "L2", 1, 1, 1))).broken_rules == ()


def test_an_option_says_where_it_comes_from():
    option = option_of(theatre(), Plan.empty(), interrupted=True)
    assert (option.id, option.title, option.scenario, option.objective) == ("x", "X", "base", "a test")
    assert (option.seed, option.iterations, option.interrupted) == (3, 7, True)
    assert {verdict.offer: verdict.live for verdict in option.verdicts} == {"a": True, "b": True}
    assert option.gaps


def test_the_order_of_tours_in_the_plan_means_nothing():
    compiled = theatre()
    rows = [("a", "L1", 0, 2, 1), ("b", "L2", 1, 2, 1), ("a", "L1", 2, 1, 1), ("a", "L1", 0, 2, 1)]
    forward, backward = (option_of(compiled, tours(compiled, *some)) for some in (rows, rows[::-1]))
    assert forward == backward
    assert len(forward.tours) == 3


@settings(max_examples=40, deadline=None)
@given(ws=workspaces(), seed=st.integers(0, 2**16))
def test_shares_of_lines_and_periods_agree_with_the_whole(ws: Workspace, seed: int):
    compiled = compile_problem(ws, scenario())
    option = option_of(compiled, lawful_plan(compiled.problem, seed))
    for table in (option.by_priority, option.by_component, option.by_area, option.by_period):
        assert sum(c.covered for c in table) == pytest.approx(sum(c.covered for c in option.by_line))
        assert sum(c.demand for c in table) == pytest.approx(compiled.problem.demand.sum())
    missing = sum(c.demand - c.covered for c in option.by_line)
    assert missing == pytest.approx(sum(gap.short * gap.periods for gap in option.gaps))
    assert option.measures["cost_likely_money"] == pytest.approx(sum(tour.cost_likely for tour in option.tours))


def test_a_solved_workspace_reaches_its_bound_and_leaves_no_spare_unit():
    compiled = theatre()
    solution = solve_exact(compiled.problem, stop=Stop(seconds=10.0))
    option = to_option(compiled, solution, id="x", title="X", scenario="base", objective="most coverage")
    assert option.broken_rules == ()
    assert {b.key: b.status for b in option.bounds}["essential"] == "proven"
    # Essential first: b (quality 1, always free) and both a (half each, March to June) serve L1 in full.
    assert (option.by_priority[0].demand, option.by_priority[0].covered) == (8, 8)
    assert not any(reason.code == "spare" for gap in option.gaps for reason in gap.reasons)
    assert np.isclose(option.coverage, solution.coverage)
