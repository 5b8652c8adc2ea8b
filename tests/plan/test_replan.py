"""A plan made again from another one: never worse than what holds of it, never beyond its bound."""

from dataclasses import replace

import numpy as np
import pytest
from benchmarks.generate import Shape, draw
from hypothesis import given
from tests.plan.plans import lawful_plan
from tests.plan.small import plan_of, random_plan, seeds, tiny_problem, tiny_problems

from accord.plan.exact import solve_exact
from accord.plan.outlook import open_outlook
from accord.plan.problem import Plan
from accord.plan.replan import merit, replan
from accord.plan.solution import WEIGHTS, Stop
from accord.plan.verify import broken_rules, shortfall

A_ROUND = Stop(seconds=None, rounds=1)


@pytest.fixture
def large(monkeypatch):
    """Searched, not solved exactly."""
    monkeypatch.setattr("accord.plan.replan.EXACT_TOURS", 0)
    return draw(Shape(nations=4, offers=30, lines=15, periods=24), seed=3, mix=True)


@pytest.mark.parametrize("weights", [WEIGHTS, None])
def test_a_large_plan_gets_no_worse_and_keeps_the_rules(large, weights):
    start = lawful_plan(large, 1, attempts=40)
    solution = replan(large, start, weights=weights, stop=A_ROUND)
    assert merit(large, solution.plan, weights) < merit(large, start, weights)
    assert broken_rules(large, solution.plan) == ()
    assert solution.coverage <= solution.limit
    assert solution.shortfall.tolist() == shortfall(large, solution.plan).tolist()


def test_with_rounds_the_same_plan_comes_back(large):
    start = lawful_plan(large, 1, attempts=40)
    one, other = (replan(large, start, weights=WEIGHTS, stop=A_ROUND, seed=7) for _ in range(2))
    assert one.plan.start.tolist() == other.plan.start.tolist()
    assert (one.coverage, one.limit) == (other.coverage, other.limit)


def test_warm_prices_bound_at_once(large):
    outlook = open_outlook(large, WEIGHTS)
    outlook.climb(large, Plan.empty(), Stop(seconds=None, rounds=3))
    climbed = outlook.least()
    assert climbed > 0
    solution = replan(large, Plan.empty(), weights=WEIGHTS, stop=A_ROUND, outlook=outlook, bound=False)
    assert solution.least_weighted == pytest.approx(climbed)


@given(tiny_problems(), seeds())
def test_a_small_problem_is_solved_exactly_whatever_it_starts_from(problem, seed):
    found = replan(problem, random_plan(problem, seed), weights=WEIGHTS, stop=Stop(seconds=None))
    best = solve_exact(problem, weights=WEIGHTS, stop=Stop(seconds=None))
    assert found.proven
    assert merit(problem, found.plan, WEIGHTS) == merit(problem, best.plan, WEIGHTS)


def test_in_strict_order_no_important_slot_is_worth_an_essential_one():
    """One unit for one month: 1 essential unit-month short of 1, or 9 important ones of 9."""
    problem = tiny_problem([[1], [9]], [(0, 0), (0, 1)], priority=[0, 1], quality=[1.0, 9.0])
    start = plan_of((1, 0, 1, 1))
    assert replan(problem, start, stop=A_ROUND).shortfall.tolist() == [0, 9, 0]
    assert replan(problem, start, weights=WEIGHTS, stop=A_ROUND).shortfall.tolist() == [1, 0, 0]


def test_where_nothing_is_short_nothing_moves(large):
    easy = replace(large, demand=np.zeros_like(large.demand))
    solution = replan(easy, Plan.empty(), weights=WEIGHTS, stop=A_ROUND)
    assert len(solution.plan.pair) == 0
    assert solution.proven
