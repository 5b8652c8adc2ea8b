"""Rows are found again by their ids, and with them tours and prices."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from tests.plan.plans import compiled_of, couples, lawful_plan, tours
from tests.plan.small import plan_of, seeds, tiny_problem, tiny_problems
from tests.plan.workspaces import commitment, limit, offer, requirement

from accord.plan.carry import carry_guidance, carry_plan, cross, reopen
from accord.plan.exact import solve_exact
from accord.plan.outlook import carry_outlook, open_outlook
from accord.plan.problem import Plan
from accord.plan.solution import WEIGHTS, Stop

A_ROUND = Stop(seconds=None, rounds=1)


def rows(plan: Plan) -> list[tuple[int, ...]]:
    return list(zip(*(column.tolist() for column in (plan.pair, plan.start, plan.length, plan.count)), strict=True))


def test_tours_follow_their_offer_and_line_to_other_numbers():
    old = compiled_of(offer("b"), offer("c"), requirement("L2"), requirement("L3"))
    new = compiled_of(offer("a"), offer("b"), requirement("L1"), requirement("L2"))
    plan = tours(old, ("b", "L2", 0, 2, 1), ("b", "L3", 2, 2, 1), ("c", "L2", 4, 2, 1))
    carried = carry_plan(plan, cross(old.problem, new.problem))
    assert [(couples(new)[k], *rest) for k, *rest in rows(carried)] == [(("b", "L2"), 0, 2, 1)]


@given(tiny_problems(), seeds())
def test_to_the_same_problem_everything_carries_over(problem, seed):
    plan = lawful_plan(problem, seed)
    crossing = cross(problem, problem)
    assert rows(carry_plan(plan, crossing)) == rows(plan.sorted())
    assert crossing.line.tolist() == list(range(problem.n_lines))


def test_a_new_line_is_priced_at_its_weight_and_an_old_one_at_its_price():
    old = compiled_of(offer("a"), requirement("L1", priority="essential"))
    new = compiled_of(offer("a"), requirement("L0", priority="desirable"), requirement("L1", priority="essential"))
    guidance = open_outlook(old.problem, WEIGHTS).guidance()
    guidance = replace(guidance, slot_price=np.full((1, 12), 3.0))
    carried = carry_guidance(guidance, cross(old.problem, new.problem), new.problem, WEIGHTS)
    assert carried.slot_price[:, 0].tolist() == [2.0, 3.0]


def test_prices_of_what_is_no_longer_scarce_do_not_spoil_the_bound():
    """A battalion away in the first of two months, and half of it too much in the second: 4 + 2. Then all is free."""
    line = requirement("L1", until="2026-04-30")
    held = commitment("C", offer="a", units=1, until="2026-03-31")
    tight = compiled_of(offer("a"), line, held, limit("cap", "people", 50))
    free = compiled_of(offer("a"), line, limit("cap", "people", 50, start="2030-01-01"))
    outlook = open_outlook(tight.problem, WEIGHTS)
    outlook.climb(tight.problem, Plan.empty(), A_ROUND)
    assert outlook.least() > 5.5
    moved = carry_outlook(outlook, cross(tight.problem, free.problem), free.problem)
    moved.climb(free.problem, Plan.empty(), A_ROUND)
    assert moved.least() == 0.0


@given(tiny_problems(), tiny_problems())
def test_prices_of_any_problem_only_bound_another_one(one, other):
    """Whatever prices a climb begins from, it never says more than the exact solver."""
    if one.n_periods != other.n_periods:
        return
    outlook = open_outlook(one, WEIGHTS)
    outlook.climb(one, Plan.empty(), A_ROUND)
    guidance = carry_guidance(outlook.guidance(), cross(one, other), other, WEIGHTS)
    market = reopen(other, WEIGHTS, guidance)
    moved = replace(open_outlook(other, WEIGHTS), search=market, judge=market)
    moved.climb(other, Plan.empty(), A_ROUND)
    best = solve_exact(other, weights=WEIGHTS, stop=Stop(seconds=None))
    assert moved.least() <= float(best.shortfall @ np.asarray(WEIGHTS)) + 1e-6


def test_a_plan_without_tours_carries_over():
    problem = tiny_problem([[1, 1]], [(0, 0)])
    assert rows(carry_plan(plan_of(), cross(problem, problem))) == []
