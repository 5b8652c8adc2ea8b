import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plan.plans import compiled_of, solution_of, tours
from tests.plan.workspaces import capability, nation, offer, requirement

from accord.model.option import Option
from accord.plan.compile import Compiled
from accord.plan.measures import burden, gini, measures, unit_months_different
from accord.plan.report import to_option


def two_nations(**columns: str) -> Compiled:
    return compiled_of(
        capability("INF", people=100, cost_low=1, cost_likely=2, cost_high=4),
        capability("HQ", people=20),
        nation("XAA", gdp_eur=300, population=10),
        nation("XAB", gdp_eur=100, active_personnel=5),
        nation("XAC", gdp_eur=100),
        offer("a", nation="XAA", units=2, rest_ratio=1),
        offer("b", nation="XAB", capability="HQ", people=50, cost_low=5, cost_likely=6, cost_high=7),
        requirement("L", units=2),
        requirement("M", capability="HQ"),
        periods=4,
        **columns,
    )


def option_of(compiled: Compiled, *rows: tuple[str, str, int, int, int]) -> Option:
    solution = solution_of(compiled.problem, tours(compiled, *rows))
    return to_option(compiled, solution, id="x", title="X", scenario="base", objective="a test")


def test_criteria_by_hand():
    compiled = two_nations()
    found = measures(compiled, tours(compiled, ("a", "L", 0, 2, 2), ("b", "M", 1, 1, 1)))
    # On lines: 200, 250, 0, 0 people. Resting: the two battalions in periods 2 and 3.
    assert found["deployed_mean_people"] == 112.5
    assert found["deployed_peak_people"] == 250
    assert found["rotation_pool_mean_people"] == (200 + 250 + 200 + 200) / 4
    assert found["rotation_pool_peak_people"] == 250
    # Four battalion-months at 1, 2, 4 and one month of the headquarters at 5, 6, 7.
    assert [found[f"cost_{figure}_money"] for figure in ("low", "likely", "high")] == [9, 14, 23]
    assert (found["on_line_unit_months"], found["on_line_people_months"]) == (5, 450)
    assert (found["contributing_nations"], found["relieved_units"]) == (2, 0)


def test_half_months_count_half():
    compiled = two_nations(step="half-month")
    found = measures(compiled, tours(compiled, ("a", "L", 0, 2, 2)))
    assert (found["on_line_unit_months"], found["on_line_people_months"], found["cost_likely_money"]) == (2, 200, 4)


def test_spread_looks_at_nations_with_a_live_offer_and_a_known_figure():
    compiled = two_nations()
    found = measures(compiled, tours(compiled, ("a", "L", 0, 2, 2), ("b", "M", 1, 1, 1)))
    # People-months 400 and 50 on a domestic product of 300 and 100; XAC offers nothing and stays out.
    # XAB first (ratio 0.5): widths 1/4, 3/4; shares of burden 0, 1/9, 1; 1 - (1/4 * 1/9 + 3/4 * 10/9) = 5/36.
    assert found["burden_gini_gdp_share"] == pytest.approx(5 / 36)
    # One nation each with a known population and known personnel: nothing to compare, so even.
    assert found["burden_gini_population_share"] == found["burden_gini_personnel_share"] == 0


def test_a_spread_without_figures_or_burden_is_left_out():
    compiled = compiled_of(offer("a"), requirement("L"), periods=2)
    assert not any(name.startswith("burden") for name in measures(compiled, tours(compiled, ("a", "L", 0, 1, 1))))
    assert not any(name.startswith("burden") for name in measures(two_nations(), tours(two_nations())))


def test_burden_is_by_nation_and_leaves_out_who_carries_none():
    compiled = two_nations()
    (row,) = burden(compiled, tours(compiled, ("a", "L", 0, 2, 2)))
    assert (row.nation, row.unit_months, row.people_months) == ("XAA", 4, 400)


def test_a_relief_is_a_departure_met_by_an_arrival():
    compiled = compiled_of(offer("a", units=4), requirement("L", units=2), periods=6)
    rows = [("a", "L", 0, 2, 2), ("a", "L", 2, 2, 1), ("a", "L", 5, 1, 1)]
    # At the start of period 2 two leave and one arrives; in period 5 one arrives where nobody has just left.
    assert measures(compiled, tours(compiled, *rows))["relieved_units"] == 1


def test_an_empty_plan_measures_nothing():
    assert set(measures(two_nations(), tours(two_nations())).values()) == {0.0}


burdens = st.lists(st.tuples(st.integers(0, 50), st.integers(1, 50)), min_size=1, max_size=8).filter(
    lambda rows: sum(load for load, _ in rows) > 0
)


@given(rows=burdens, factor=st.integers(1, 9))
def test_gini_lies_between_0_and_1_and_knows_no_scale(rows: list[tuple[int, int]], factor: int):
    load, means = zip(*rows, strict=True)
    assert 0 <= gini(load, means) < 1
    assert gini(load, means) == pytest.approx(gini([factor * one for one in load], means), abs=1e-12)
    assert gini(means, means) == pytest.approx(0, abs=1e-12)


@given(rows=burdens, data=st.data())
def test_gini_does_not_depend_on_the_order_of_nations(rows: list[tuple[int, int]], data: st.DataObject):
    again = data.draw(st.permutations(rows))
    assert gini(*zip(*rows, strict=True)) == pytest.approx(gini(*zip(*again, strict=True)), abs=1e-12)


def test_unit_months_different_counts_a_move_once():
    compiled = compiled_of(offer("a", units=3), offer("b"), requirement("L", units=3), requirement("M"), periods=6)
    base = option_of(compiled, ("a", "L", 0, 3, 2), ("b", "L", 0, 2, 1))
    assert unit_months_different(base, base) == 0
    moved = option_of(compiled, ("a", "L", 0, 3, 2), ("b", "M", 0, 2, 1))
    assert unit_months_different(base, moved) == unit_months_different(moved, base) == 2
    shorter = option_of(compiled, ("a", "L", 0, 3, 1))
    assert unit_months_different(base, shorter) == unit_months_different(shorter, base) == 3 + 2
    later = option_of(compiled, ("a", "L", 1, 3, 2), ("b", "L", 0, 2, 1))
    assert unit_months_different(base, later) == 2
    assert unit_months_different(base, moved, periods_per_month=2) == 1
