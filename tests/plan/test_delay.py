"""Day zero slips: what ends on a day is lost, what needs time comes in reach."""

import pytest
from tests.plan.plans import compiled_of, tours
from tests.plan.workspaces import offer, requirement

from accord.plan.basis import make_basis
from accord.plan.delay import delay, delays, readiness
from accord.plan.problem import Plan
from accord.plan.solution import WEIGHTS, Stop
from accord.plan.withdraw import weighted_coverage

A_ROUND = Stop(seconds=None, rounds=1)


def basis_of(*rows, plan=(), change=None, **columns):
    compiled = compiled_of(*rows, change=change, **columns)
    return make_basis(compiled, tours(compiled, *plan), weights=WEIGHTS, stop=A_ROUND)


SIX_MONTHS = (offer("a", until="2026-08-31"), requirement("L1"))


def test_every_month_of_delay_costs_a_month_of_an_offer_that_ends_on_a_day():
    """The battalion is there until August, six of the twelve months; the likely cost of a month is 2."""
    basis = basis_of(*SIX_MONTHS, plan=[("a", "L1", 0, 3, 1), ("a", "L1", 3, 3, 1)])
    found = list(delays(basis, months=range(8), each=A_ROUND))
    assert [point.months for point in found] == list(range(8))
    assert [12 * point.coverage for point in found] == pytest.approx([6, 5, 4, 3, 2, 1, 0, 0])
    assert [12 * point.limit for point in found] == pytest.approx([6, 5, 4, 3, 2, 1, 0, 0])
    assert [point.cost_likely for point in found] == [12, 10, 8, 6, 4, 2, 0, 0]
    assert [3 * point.ready_share for point in found] == pytest.approx([3, 3, 3, 3, 2, 1, 0, 0])
    assert {point.essential for point in found} == {None}


def test_no_delay_is_the_plan():
    basis = basis_of(*SIX_MONTHS, plan=[("a", "L1", 0, 3, 1), ("a", "L1", 3, 3, 1)])
    assert delay(basis, 0, stop=A_ROUND).coverage == weighted_coverage(basis.problem, basis.plan)


def test_a_unit_that_comes_on_a_fixed_day_is_there_earlier_after_day_zero():
    """From July on: four of twelve months are lost without delay, three with a month of it, and so on."""
    basis = basis_of(offer("a", start="2026-07-01"), requirement("L1"))
    assert [12 * point.coverage for point in delays(basis, months=(0, 1, 4), each=A_ROUND)] == pytest.approx([8, 9, 12])


def test_notice_that_runs_from_day_zero_does_not_care_for_delay():
    basis = basis_of(offer("a", notice_days=61), requirement("L1", priority="essential"))
    points = list(delays(basis, months=(0, 5), each=A_ROUND))
    assert [12 * point.coverage for point in points] == pytest.approx([10, 10])
    assert [12 * point.essential for point in points] == pytest.approx([10, 10])
    assert [3 * point.ready_share for point in points] == pytest.approx([1, 1])


def test_the_delay_of_the_scenario_comes_on_top():
    basis = basis_of(*SIX_MONTHS, change={"delay_months": 2})
    assert 12 * delay(basis, 3, stop=A_ROUND).coverage == pytest.approx(1)


def test_readiness_counts_from_day_zero_not_from_the_horizon():
    """The horizon begins two months before day zero, in half months: 4 + 6 periods, nobody there in the last two."""
    compiled = compiled_of(
        offer("a", tour_max_months=9), requirement("L1"), start="2026-01-01", step="half-month", periods=24
    )
    plan = tours(compiled, ("a", "L1", 4, 4, 1))
    assert readiness(compiled, plan) == pytest.approx(4 / 6)


def test_where_nothing_is_wanted_everything_is_ready():
    compiled = compiled_of(offer("a"), requirement("L1", start="D+200"))
    assert readiness(compiled, Plan.empty()) == 1.0
