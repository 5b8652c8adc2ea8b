"""The solver on problems whose best plan is known, and what must hold of any result."""

from dataclasses import replace

import numpy as np
import pytest
from tests.plan.small import random_problem

from accord.plan import solve as module
from accord.plan.exact import solve_exact
from accord.plan.parts import components, halves, join, plan_of_part, restrict, share_limits, use_of_limits
from accord.plan.polish import anneal, best_plan, fill_up, set_up
from accord.plan.prices import climb_on, make_tariff, open_market
from accord.plan.problem import Plan, PlanProblem
from accord.plan.solution import Progress, Stop
from accord.plan.solve import solve
from accord.plan.tiny import tiny_problem
from accord.plan.verify import broken_rules, shortfall

WEIGHTS = (8.0, 4.0, 2.0)
ROUND = Stop(seconds=None, rounds=1)


@pytest.fixture
def only_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """No branch and bound, however small the problem; little work a round."""
    monkeypatch.setattr(module, "EXACT_TOURS", -1)
    monkeypatch.setattr(module, "MOVES", 400)
    monkeypatch.setattr(module, "STEPS", 200)


def problems(n: int) -> list[PlanProblem]:
    return [random_problem(seed) for seed in range(n)]


def weighted(problem: PlanProblem, plan: Plan) -> float:
    return float(shortfall(problem, plan) @ np.asarray(WEIGHTS))


@pytest.mark.usefixtures("only_search")
def test_search_lies_between_the_bound_and_nothing_and_often_meets_the_best() -> None:
    met = 0
    for problem in problems(40):
        best = weighted(problem, solve_exact(problem, weights=WEIGHTS, stop=Stop(seconds=None)).plan)
        found = solve(problem, weights=WEIGHTS, stop=ROUND)
        reached = weighted(problem, found.plan)
        assert not broken_rules(problem, found.plan)
        assert found.least_weighted <= best + 1e-6, "a bound above the best plan is no bound"
        assert best <= reached + 1e-6 <= problem.weighted_demand(WEIGHTS) + 2e-6
        met += reached <= best + 1e-6
    assert met >= 30


def test_prices_never_promise_less_than_the_best_plan_falls_short() -> None:
    for problem in problems(40):
        best = weighted(problem, solve_exact(problem, weights=WEIGHTS, stop=Stop(seconds=None)).plan)
        market = open_market(problem, WEIGHTS)
        for _ in range(20):
            climb_on(market, 10, target=best)
            assert market.least <= best + 1e-6


def test_counts_of_the_search_are_those_of_the_judge() -> None:
    for seed, problem in enumerate(problems(60)):
        bench = set_up(problem, WEIGHTS, Plan.empty(), seed=seed)
        fill_up(bench)
        anneal(bench, hot=2.0, cold=0.5, moves=50)
        plan = best_plan(bench)
        assert bench.memory.best_value[0] == pytest.approx(weighted(problem, plan), abs=1e-6)
        assert not broken_rules(problem, plan)


def test_a_tour_of_reduced_cost_zero_leads_to_a_best_path() -> None:
    problem = tiny_problem([[1, 1, 1, 1]], [(0, 0)], tour_min=2, tour_max=2, rest=1)
    market = open_market(problem, (1.0, 1.0, 1.0))
    tariff = make_tariff(market.data, market.guidance())
    # At full prices a tour of two periods earns 2: [0, 2), [1, 3) or [2, 4), by its rest only one of them.
    loss = tariff.losses(np.zeros(3, np.int32), np.array([0, 1, 2], np.int32), np.full(3, 2, np.int32))
    assert loss.tolist() == [0.0, 0.0, 0.0]


def test_strict_order_gives_nothing_essential_for_any_amount_of_the_desirable() -> None:
    # One unit, one period: one essential unit-period against the same tour on a desirable line that wants 5.
    problem = tiny_problem([[1], [5]], [(0, 0), (0, 1)], priority=[0, 2])
    found = solve(problem, stop=ROUND)
    assert found.shortfall.tolist() == [0.0, 0.0, 5.0]
    assert found.proven


@pytest.mark.usefixtures("only_search")
def test_the_same_seed_and_rounds_give_the_same_plan() -> None:
    problem = problems(8)[7]
    plans = [solve(problem, weights=WEIGHTS, stop=ROUND, seed=3).plan for _ in range(2)]
    for field in ("pair", "start", "length", "count"):
        assert np.array_equal(getattr(plans[0], field), getattr(plans[1], field))


@pytest.mark.usefixtures("only_search")
def test_a_listener_that_says_stop_gets_the_best_plan_so_far() -> None:
    problem = problems(3)[2]

    def stop_soon(told: Progress) -> bool:
        return told.stage == "first plan"

    found = solve(problem, weights=WEIGHTS, stop=Stop(seconds=30.0), on_progress=stop_soon)
    assert found.interrupted
    assert found.seconds < 10.0
    assert not broken_rules(problem, found.plan)


def test_a_start_is_never_made_worse() -> None:
    for problem in problems(10):
        best = solve_exact(problem, weights=WEIGHTS, stop=Stop(seconds=None)).plan
        found = solve(problem, weights=WEIGHTS, stop=ROUND, start=best)
        assert weighted(problem, found.plan) <= weighted(problem, best) + 1e-6


def test_a_plan_with_a_broken_rule_never_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EXACT_TOURS", -1)
    monkeypatch.setattr(module, "broken_rules", lambda problem, plan: ("a unit serves twice",))
    with pytest.raises(module.BrokenPlan, match="serves twice"):
        solve(tiny_problem([[1]], [(0, 0)]), stop=ROUND)


def two_islands() -> PlanProblem:
    return tiny_problem(
        [[1, 1], [1, 1], [2, 2]], [(0, 0), (1, 1), (1, 2)], units=[1, 2], limits=[(3.0, {0: 1.0, 1: 1.0, 2: 1.0})]
    )


def test_components_are_found_and_their_plans_joined_again() -> None:
    problem = two_islands()
    assert components(problem).tolist() == [0, 1, 1]
    plan = solve(problem, weights=WEIGHTS, stop=ROUND).plan
    mask = components(problem) == 0
    parts = [restrict(problem, keep, problem.limit_cap) for keep in (mask, ~mask)]
    again = join(parts, [plan_of_part(part, plan) for part in parts])
    assert np.array_equal(again.pair, plan.sorted().pair)
    assert np.array_equal(again.count, plan.sorted().count)


def test_halves_together_never_exceed_a_limit() -> None:
    problem = two_islands()
    plan = solve(problem, weights=WEIGHTS, stop=ROUND).plan
    first, second = share_limits(problem, plan, components(problem) == 0, seed=1)
    assert np.all(first + second <= problem.limit_cap + 1e-9)
    assert np.all(first + second >= use_of_limits(problem, plan) - 1e-9)


def test_one_component_has_no_halves() -> None:
    assert halves(tiny_problem([[1], [1]], [(0, 0), (0, 1)])) is None


def test_units_that_vary_over_time_are_never_overdrawn_and_still_bounded() -> None:
    problem = replace(tiny_problem([[2, 2, 2, 2]], [(0, 0)], units=[2]), units=np.array([[2, 1, 2, 0]], np.int32))
    found = solve(problem, weights=WEIGHTS, stop=ROUND)
    # 2 + 1 + 2 + 0 of 8 unit-periods can be covered.
    assert found.coverage == pytest.approx(5 / 8)
    assert found.proven


def test_prices_carried_to_a_problem_where_nothing_is_scarce_prove_nothing_false() -> None:
    scarce = replace(
        tiny_problem([[2, 2, 2, 2]], [(0, 0)], units=[2], limits=[(1.0, {0: 1.0})]),
        units=np.array([[2, 1, 2, 1]], np.int32),
    )
    market = open_market(scarce, WEIGHTS)
    climb_on(market, 200, target=1.0)
    plenty = replace(scarce, units=np.full((1, 4), 2, np.int32), limit_cap=np.full((1, 4), np.inf))
    warm = open_market(plenty, WEIGHTS, start=market)
    climb_on(warm, 50, target=1.0)
    assert weighted(plenty, solve(plenty, weights=WEIGHTS, stop=ROUND).plan) == 0.0
    assert warm.least <= 1e-9
