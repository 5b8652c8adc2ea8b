from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.plan.plans import compiled_of, couples, problem_of
from tests.plan.workspaces import (
    capability,
    caveat,
    commitment,
    condition,
    limit,
    offer,
    pool,
    requirement,
    scenario,
    substitute,
    workspace,
)

from accord.model.workspace import Workspace
from accord.plan.compile import compile_problem
from accord.plan.problem import Plan, PlanProblem
from accord.plan.verify import broken_rules


def test_a_small_workspace_by_hand():
    found = compiled_of(
        capability("INF", people=700, cost_low=1, cost_likely=2, cost_high=4),
        offer("a", units=3, tour_min_months=2, tour_max_months=3, rest_ratio=1.5),
        requirement("L", units=1.5, start="D+31", until="D+91", priority="essential", overlap_days=10, max_nations=2),
        step="half-month",
        periods=8,
    )
    p = found.problem
    # Periods begin on 1 and 16 March, 1 and 16 April, 1 and 16 May, ...; D+31 = 1 April, D+91 = 31 May.
    assert p.demand.tolist() == [[0, 0, 1.5, 1.5, 1.5, 1.5, 0, 0]]
    assert (p.priority.tolist(), p.max_nations.tolist(), p.line_first.tolist()) == ([0], [2], [2])
    assert p.handover.tolist() == [pytest.approx(10 / 15.2184375)]
    assert p.units.tolist() == [[3] * 8]
    assert (p.pair_first.tolist(), p.pair_last.tolist(), p.pair_open.tolist()) == ([2], [5], [False])
    assert (p.tour_min.tolist(), p.tour_max.tolist()) == ([4], [6])
    assert p.rest.tolist() == [[0, 2, 3, 5, 6, 8, 9]]  # 1.5, 3, 4.5, 6, 7.5, 9 half up
    assert (p.pair_cost.tolist(), found.pair_costs.tolist()) == ([1.0], [[0.5, 1.0, 2.0]])
    assert (p.pair_people.tolist(), found.pair_capability(0)) == ([700.0], "INF")
    assert (p.pool_ids, p.offer_ids, p.line_ids, p.nation_ids) == (("a",), ("a",), ("L",), ("XAA",))


def test_an_empty_workspace_compiles():
    p = problem_of()
    assert (p.n_pairs, p.n_lines, p.n_pools, p.n_limits, p.n_periods) == (0, 0, 0, 0, 12)
    assert broken_rules(p, Plan.empty()) == ()


def test_only_live_offers_and_chosen_lines_enter():
    found = compiled_of(
        condition("un"),
        offer("a", conditions=["un"]),
        offer("b", nation="XAB"),
        requirement("L1", tags=["core"]),
        requirement("L2", tags=["core"]),
        requirement("L3"),
        change={"requirement_tags": ["core"], "without_requirements": ["L2"]},
    )
    assert couples(found) == [("b", "L1")]
    assert not found.verdicts["a"].live


def test_rest_in_months_replaces_the_ratio():
    p = problem_of(offer("a", rest_ratio=None, rest_months=2.5, tour_max_months=2), requirement("L"))
    assert p.rest.tolist() == [[0, 3, 3]]


def test_pairs_are_sorted_by_pool():
    found = compiled_of(
        pool("z", 1), offer("a", pool="z"), offer("b"), offer("c", pool="z"), requirement("L2"), requirement("L1")
    )
    assert couples(found) == [("b", "L1"), ("b", "L2"), ("a", "L1"), ("a", "L2"), ("c", "L1"), ("c", "L2")]
    assert np.all(np.diff(found.problem.pair_pool) >= 0)


def test_uses_point_at_the_pairs_that_a_limit_selects():
    found = compiled_of(
        offer("a"),
        offer("b", nation="XAB"),
        requirement("L1"),
        requirement("L2"),
        limit("c1", "people", 100, nations=["XAB"]),
        limit("c2", "units", 5),
    )
    p = found.problem
    used = {
        (couples(found)[k], p.limit_ids[c]): amount
        for k in range(p.n_pairs)
        for c, amount in zip(
            p.use_limit[p.use_start[k] : p.use_start[k + 1]].tolist(),
            p.use_amount[p.use_start[k] : p.use_start[k + 1]].tolist(),
            strict=True,
        )
    }
    assert used == {
        (("a", "L1"), "c2"): 1.0,
        (("a", "L2"), "c2"): 1.0,
        (("b", "L1"), "c1"): 100.0,
        (("b", "L1"), "c2"): 1.0,
        (("b", "L2"), "c1"): 100.0,
        (("b", "L2"), "c2"): 1.0,
    }
    assert found.limit_rows == ("limits/c1", "limits/c2")


def test_a_delay_moves_offsets_and_leaves_dates():
    rows = (offer("a", until="2026-08-31"), requirement("L", start="D+31"))
    now, later = problem_of(*rows), problem_of(*rows, change={"delay_months": 3})
    assert (now.pair_first.tolist(), now.pair_last.tolist()) == ([1], [5])
    # Three months on, the horizon starts in June, the line in July; the offer still ends with August.
    assert (later.pair_first.tolist(), later.pair_last.tolist()) == ([1], [2])


def rows_of(ws: Workspace) -> list[Any]:
    tables = (
        ws.conditions,
        ws.caveats,
        ws.pools,
        ws.offers,
        ws.commitments,
        ws.requirements,
        ws.limits,
        ws.substitutes,
    )
    return [row for table in tables for row in table.values()]


@st.composite
def workspaces(draw: st.DrawFn) -> Workspace:
    nations, kinds = st.sampled_from(["XAA", "XAB", "XAC"]), st.sampled_from(["INF", "MOT"])
    offers = [
        offer(
            f"o{i}",
            nation=draw(nations),
            capability=draw(kinds),
            units=draw(st.integers(0, 3)),
            pool=draw(st.sampled_from([None, "p"])),
            caveats=draw(st.sampled_from([(), ("apart",), ("rear",)])),
            rest_ratio=draw(st.sampled_from([0, 1, 2.5])),
            notice_days=draw(st.integers(0, 100)),
            conditions=draw(st.sampled_from([(), (), ("un",)])),
        )
        for i in range(draw(st.integers(1, 5)))
    ]
    lines = [
        requirement(
            f"L{i}",
            capability=draw(kinds),
            area=draw(st.sampled_from(["north", "south"])),
            framework=draw(st.sampled_from(["", "any", "XAA"])),
        )
        for i in range(draw(st.integers(1, 4)))
    ]
    held = [commitment("c", offer="o0", units=draw(st.integers(0, 2)), until="2026-06-30")]
    held.append(commitment("d", offer="o0", units=draw(st.integers(0, 1)), start="2026-05-01"))
    caveats = [condition("un"), caveat("apart", "pairing", not_with=["XAB"]), caveat("rear", "area", areas=["south"])]
    return workspace(
        *offers,
        *lines,
        *held,
        *caveats,
        pool("p", draw(st.integers(0, 4))),
        limit("c", "people", 300),
        substitute("INF", "MOT", 0.5),
        periods=6,
    )


@settings(max_examples=40, deadline=None)
@given(ws=workspaces(), seed=st.randoms(use_true_random=False))
def test_row_order_means_nothing(ws: Workspace, seed: Any):
    rows = rows_of(ws)
    seed.shuffle(rows)
    again = compile_problem(workspace(*rows, periods=6), scenario()).problem
    once = compile_problem(ws, scenario()).problem
    for name in PlanProblem.__slots__:
        assert np.array_equal(getattr(once, name), getattr(again, name)), name


@settings(max_examples=40, deadline=None)
@given(ws=workspaces())
def test_arrays_keep_what_they_promise(ws: Workspace):
    p = compile_problem(ws, scenario()).problem
    assert np.all(np.diff(p.pair_pool) >= 0)
    assert np.all((p.pair_first >= 0) & (p.pair_last < p.n_periods) & (p.pair_first <= p.pair_last))
    assert np.all((p.tour_min >= 1) & (p.tour_min <= p.tour_max) & (p.tour_max < p.rest.shape[1]))
    assert np.all((p.pair_quality > 0) & (p.pair_quality <= 1))
    assert np.all(p.units >= 0)
    assert np.all(p.use_amount > 0)
    assert len(p.use_start) == len(p.conflict_start) == p.n_pairs + 1
    assert p.use_start[-1] == len(p.use_limit)
    assert p.conflict_start[-1] == len(p.conflict_pair)
    assert p.gate_start[-1] == len(p.gate_pair)
    for name in PlanProblem.__slots__:
        value = getattr(p, name)
        if isinstance(value, np.ndarray):
            assert value.dtype in (np.float64, np.int32, np.bool_), name
