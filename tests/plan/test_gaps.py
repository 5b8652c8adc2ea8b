"""One gap a reason, with figures that can be checked on paper. Months from 1 March 2026."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.plan.plans import compiled_of, lawful_plan, tours
from tests.plan.test_compile import workspaces
from tests.plan.workspaces import (
    caveat,
    commitment,
    condition,
    limit,
    offer,
    pool,
    requirement,
    scenario,
    substitute,
)

from accord.model.option import Gap
from accord.model.reason import Reason
from accord.model.workspace import Workspace
from accord.plan.compile import Compiled, compile_problem
from accord.plan.gaps import explain
from accord.plan.ledger import keep_books
from accord.plan.verify import broken_rules

Row = tuple[str, str, int, int, int]


def gaps(compiled: Compiled, *rows: Row) -> tuple[Gap, ...]:
    plan = tours(compiled, *rows)
    assert broken_rules(compiled.problem, plan) == ()
    return explain(compiled, plan)


def gap_of(compiled: Compiled, *rows: Row, line: str = "L") -> Gap:
    """The first gap of a line."""
    return next(gap for gap in gaps(compiled, *rows) if gap.requirement == line)


def reason(gap: Gap, code: str) -> Reason:
    (found,) = [one for one in gap.reasons if one.code == code]
    return found


def codes(gap: Gap) -> list[str]:
    return [one.code for one in gap.reasons]


def test_stretches_of_equal_shortfall_are_one_gap():
    compiled = compiled_of(offer("a", units=2), requirement("L", units=2), periods=5)
    found = gaps(compiled, ("a", "L", 1, 2, 1), ("a", "L", 3, 1, 2))
    assert [(gap.first_period, gap.periods, gap.short) for gap in found] == [(0, 1, 2), (1, 2, 1), (4, 1, 2)]
    assert [(str(gap.start), str(gap.until)) for gap in found][1] == ("2026-04-01", "2026-05-31")


def test_essential_lines_come_first():
    lines = [
        requirement("L1", priority="desirable"),
        requirement("L2", priority="essential"),
        requirement("L3", priority="important"),
    ]
    assert [gap.requirement for gap in gaps(compiled_of(*lines, periods=1))] == ["L2", "L3", "L1"]


def test_a_covered_line_has_no_gap():
    assert gaps(compiled_of(offer("a"), requirement("L"), periods=2), ("a", "L", 0, 2, 1)) == ()


def test_nobody_offers_the_capability_or_a_substitute():
    compiled = compiled_of(
        substitute("INF", "MOT"),
        offer("a", capability="TANK"),
        offer("r", status="refused"),
        requirement("L"),
        periods=1,
    )
    found = reason(gap_of(compiled), "not_offered")
    assert (found.text, found.weight) == ("nobody offers INF, nor MOT, which may stand in", 1.0)
    assert found.rows == ("requirements/L",)


def test_a_refusal_is_told_as_such():
    compiled = compiled_of(offer("r", status="refused"), requirement("L"), periods=1)
    found = reason(gap_of(compiled), "status")
    assert found.text == "status refused carries no units: 0 units of 1 offer out"
    assert found.rows == ("offers/r",)


def test_offers_without_a_figure_are_named():
    compiled = compiled_of(offer("a", units=0), requirement("L"), periods=1)
    assert reason(gap_of(compiled), "no_figure").rows == ("offers/a",)


def test_too_few_units_are_offered():
    compiled = compiled_of(
        substitute("INF", "MOT", 0.5),
        offer("a"),
        offer("b", capability="MOT", units=3),
        requirement("L", units=4),
        periods=1,
    )
    gap = gap_of(compiled, ("a", "L", 0, 1, 1), ("b", "L", 0, 1, 3))
    # 1 + 3 x 0.5 = 2.5 of 4.
    assert reason(gap, "too_few").text == "all offers that may serve here come to 2.5 required units, 4 are wanted"
    assert (gap.short, reason(gap, "too_few").weight) == (1.5, 1.5)


def test_a_caveat_tells_what_lifting_it_would_free():
    compiled = compiled_of(
        caveat("rear", "area", areas=["south"]),
        offer("a", units=3, caveats=["rear"]),
        offer("b", units=2, caveats=["rear"], scopes=["home"]),
        requirement("L"),
        periods=1,
    )
    gap = gap_of(compiled)
    assert reason(gap, "caveat").text == (
        "caveat rear allows only south: 5 units of 2 offers excluded, 3 units freed if lifted"
    )
    assert reason(gap, "caveat").rows == ("caveats/rear", "offers/a", "offers/b")
    assert (
        reason(gap, "scope").text == "not offered for in_country: 2 units of 1 offer excluded, 0 units freed if lifted"
    )


def test_a_false_condition_tells_how_many_units_are_out():
    compiled = compiled_of(
        condition("un"),
        condition("parliament", default=True),
        offer("a", units=3, conditions=["un"]),
        offer("b", nation="XAB", units=2, conditions=["un", "parliament"]),
        requirement("L"),
        periods=1,
        change={"nation_conditions": {"XAB": {"parliament": False}}},
    )
    gap = gap_of(compiled)
    found = {one.rows[0]: (one.text, one.weight) for one in gap.reasons if one.code == "condition"}
    assert found == {
        "conditions/un": ("condition un is false: 5 units of 2 offers out, 3 units live if only this changed", 5.0),
        "conditions/parliament": (
            "condition parliament is false for XAB: 2 units of 1 offer out, 0 units live if only this changed",
            2.0,
        ),
    }


def test_one_condition_is_one_reason_however_it_fails():
    compiled = compiled_of(
        condition("un"),
        offer("a", conditions=["un"]),
        offer("b", nation="XAB", conditions=["un"]),
        requirement("L"),
        periods=1,
        change={"nation_conditions": {"XAB": {"un": 0.2}}},
    )
    assert reason(gap_of(compiled), "condition").text.startswith("condition un does not hold: 2 units of 2 offers out")


def test_an_offer_that_could_not_serve_anyway_is_not_blamed_on_its_condition():
    compiled = compiled_of(condition("un"), offer("a", conditions=["un"], scopes=["home"]), requirement("L"), periods=1)
    (found,) = gap_of(compiled).reasons
    assert (found.code, found.text) == ("neither", "1 unit of 1 offer out, and barred from this line besides")


def test_notice_and_windows():
    compiled = compiled_of(
        offer("a", units=2, notice_days=61), offer("b", until="2026-04-30"), requirement("L", units=3), periods=4
    )
    # a is ready on 1 May, b leaves on 30 April; b serves in March and April, a in May and June.
    early, late = gaps(compiled, ("b", "L", 0, 2, 1), ("a", "L", 2, 2, 2))
    found = reason(early, "notice")
    assert found.text == "2 units of 1 offer not ready yet, such as a: notice of 61 days: ready on 2026-05-01"
    assert (found.weight, found.rows) == (2.0, ("offers/a",))
    assert reason(late, "window").text == "1 unit of 1 offer outside their days, such as b: offered until 2026-04-30"


def test_a_stretch_weighs_notice_by_the_periods_that_it_costs():
    compiled = compiled_of(offer("a", notice_days=31, rest_ratio=0), requirement("L"), periods=4)
    # Not ready in one of four months.
    assert reason(gap_of(compiled), "notice").weight == 0.25


def test_a_shortest_tour_that_does_not_fit():
    compiled = compiled_of(offer("a", tour_min_months=3, until="2026-04-30"), requirement("L"), periods=4)
    found = reason(gap_of(compiled), "tour")
    assert found.text.startswith("1 unit of 1 offer with a shortest tour that does not fit, such as a: its shortest")


def test_units_that_rest():
    compiled = compiled_of(offer("a", units=2, rest_ratio=2), requirement("L"), periods=3)
    gap = gap_of(compiled, ("a", "L", 0, 1, 1))
    # One of two units rests in months 1 and 2; the other is idle and could come.
    assert reason(gap, "resting").text == "1 unit of 1 offer resting after a tour"
    assert (gap.first_period, gap.periods) == (1, 2)
    assert reason(gap, "spare").weight == 1.0


def test_an_idle_unit_without_time_for_a_tour_and_its_rest():
    compiled = compiled_of(
        offer("a", tour_min_months=2, tour_max_months=2, rest_ratio=1), requirement("L", until="2026-06-30"), periods=8
    )
    # The tour in months 2 and 3 leaves months 0 and 1 free, but not the two of rest after them.
    gap = gap_of(compiled, ("a", "L", 2, 2, 1))
    assert (gap.first_period, gap.periods, codes(gap)) == (0, 2, ["rotation"])


def test_a_limit_tells_what_is_free_and_what_one_unit_needs():
    compiled = compiled_of(
        limit("ceiling", "people", 250, nations=["XAA"]), offer("a", units=4), requirement("L", units=4), periods=2
    )
    gap = gap_of(compiled, ("a", "L", 0, 2, 2))
    found = reason(gap, "limit")
    assert found.text == "limit ceiling reached: 50 of 250 free, one unit needs 100: 2 units idle"
    assert (found.weight, found.rows) == (2.0, ("limits/ceiling", "offers/a"))


def test_a_limit_that_is_full_later_in_the_tour_counts_too():
    compiled = compiled_of(
        limit("c", "units", 0, start="2026-04-01"), offer("a", tour_min_months=2), requirement("L", until="2026-08-31")
    )
    assert reason(gap_of(compiled), "limit").text == "limit c reached: 0 of 0 free, one unit needs 1: 1 unit idle"


def test_an_offers_own_share_of_a_pool_is_a_limit_of_that_offer():
    compiled = compiled_of(
        pool("p", 3),
        offer("a", pool="p"),
        offer("b", pool="p", units=2, scopes=["home"]),
        requirement("L", units=2),
        periods=1,
    )
    found = reason(gap_of(compiled, ("a", "L", 0, 1, 1)), "limit")
    assert found.text == "limit units of a reached: 0 of 1 free, one unit needs 1: 2 units idle"
    assert found.rows == ("offers/a",)


def test_mixing_names_those_who_are_there():
    compiled = compiled_of(offer("a"), offer("b", nation="XAB"), requirement("L", units=2, max_nations=1), periods=1)
    found = reason(gap_of(compiled, ("a", "L", 0, 1, 1)), "mixing")
    assert found.text == "at most 1 nation at once, XAA there: 1 unit idle"


def test_pairing():
    compiled = compiled_of(
        caveat("apart", "pairing", not_with=["XAA"]),
        offer("a"),
        offer("b", nation="XAB", caveats=["apart"]),
        requirement("L", units=2),
        periods=1,
    )
    assert reason(gap_of(compiled, ("a", "L", 0, 1, 1)), "pairing").rows == ("offers/b",)


def test_what_stands_there_does_not_count_while_the_gate_is_shut():
    compiled = compiled_of(
        offer("a"), requirement("L", depends_on=["ROLE2"], reach_km=50), requirement("M", capability="ROLE2"), periods=2
    )
    gap = gap_of(compiled, ("a", "L", 0, 1, 1))
    # In period 0 the unit stands there, in period 1 it is idle: half a unit each over the stretch.
    assert gap.periods == 2
    assert reason(gap, "gate").text == (
        "no ROLE2 within 50 km in 2 of 2 periods, no live offer could change that, "
        "0.5 required units there do not count, 0.5 units could come in vain"
    )
    assert "spare" not in codes(gap)


def test_a_manned_line_behind_a_shut_gate_has_no_other_reason():
    compiled = compiled_of(offer("a"), offer("b", scopes=["home"]), requirement("L", framework="any"), periods=1)
    gap = gap_of(compiled, ("a", "L", 0, 1, 1))
    assert [one.text for one in gap.reasons] == [
        "no framework nation in 1 of 1 period, no live offer could change that, 1 required units there do not count"
    ]


def test_relief_in_place():
    compiled = compiled_of(offer("a", units=2, rest_ratio=1), requirement("L", overlap_days=15), periods=3)
    gap = gap_of(compiled, ("a", "L", 0, 2, 1), ("a", "L", 2, 1, 1))
    # 15 days of 30.44 are lost in period 2.
    assert (gap.first_period, codes(gap)) == (2, ["handover"])
    assert gap.short == pytest.approx(15 / 30.436875)
    assert reason(gap, "handover").text == "0.49 required units lost to relief in place (15 days of overlap)"


def test_units_on_other_lines_are_told_by_priority():
    compiled = compiled_of(
        offer("a", units=5),
        requirement("L", units=2),
        requirement("M1", units=2, priority="essential"),
        requirement("M2", units=2),
        requirement("M3", priority="desirable"),
        periods=1,
    )
    gap = gap_of(compiled, ("a", "M1", 0, 1, 2), ("a", "M2", 0, 1, 2), ("a", "M3", 0, 1, 1))
    assert reason(gap, "busy").text == "4 units serving lines of higher or equal priority: M1 (2), M2 (2)"
    assert reason(gap, "busy").rows == ("requirements/M1", "requirements/M2")
    assert reason(gap, "busy_lower").text == "1 unit serving lines of lower priority: M3 (1)"


def test_units_held_by_commitments():
    compiled = compiled_of(
        offer("a", units=3),
        commitment("duty", offer="a", units=2, until="2026-03-31"),
        requirement("L", units=3),
        periods=2,
    )
    gap = gap_of(compiled, ("a", "L", 0, 1, 1), ("a", "L", 1, 1, 3))
    assert reason(gap, "committed").text == "2 units held by commitments: duty"
    assert reason(gap, "committed").rows == ("commitments/duty",)


def test_weightier_reasons_come_first():
    compiled = compiled_of(
        condition("un"),
        offer("a", conditions=["un"], units=2),
        offer("b", units=3, scopes=["home"]),
        requirement("L", units=9),
        periods=1,
    )
    assert codes(gap_of(compiled)) == ["scope", "condition"]


@settings(max_examples=80, deadline=None)
@given(ws=workspaces(), seed=st.integers(0, 2**16))
def test_gaps_are_exactly_the_shortfall(ws: Workspace, seed: int):
    compiled = compile_problem(ws, scenario())
    plan = lawful_plan(compiled.problem, seed)
    short = keep_books(compiled.problem, plan).short
    for gap in explain(compiled, plan):
        r = compiled.problem.line_ids.index(gap.requirement)
        stretch = short[r, gap.first_period : gap.first_period + gap.periods]
        assert stretch == pytest.approx(gap.short)
        short[r, gap.first_period : gap.first_period + gap.periods] -= stretch
    assert not short.any()


@settings(max_examples=80, deadline=None)
@given(ws=workspaces(), seed=st.integers(0, 2**16))
def test_every_gap_is_explained_and_no_weight_is_below_nothing(ws: Workspace, seed: int):
    compiled = compile_problem(ws, scenario())
    for gap in explain(compiled, lawful_plan(compiled.problem, seed)):
        assert gap.reasons
        assert all(one.weight >= 0 and one.text and one.rows for one in gap.reasons)
        assert [one.weight for one in gap.reasons] == sorted((one.weight for one in gap.reasons), reverse=True)


def test_the_rows_of_reasons_exist():
    compiled = compiled_of(
        caveat("rear", "area", areas=["south"]),
        condition("un"),
        offer("a", caveats=["rear"]),
        offer("b", conditions=["un"]),
        offer("c", units=1),
        limit("c", "units", 0),
        requirement("L", units=5),
        periods=2,
    )
    tables: dict[str, Any] = {
        name: getattr(compiled.workspace, name)
        for name in ("offers", "caveats", "conditions", "limits", "requirements", "commitments", "nations")
    }
    for one in gap_of(compiled).reasons:
        for row in one.rows:
            table, id = row.split("/")
            assert id in tables[table]
