"""No plan goes below the floors that its own higher classes leave; a plan in another's place keeps true bounds."""

import numpy as np
import pytest
from hypothesis import given
from tests.plan.plans import lawful_plan
from tests.plan.small import plan_of, random_problem, seeds, tiny_problem

from accord.plan.floors import climb_floors
from accord.plan.problem import Plan
from accord.plan.solution import WEIGHTS, Stop
from accord.plan.solve import solve
from accord.plan.verify import shortfall
from accord.plan.with_plan import with_plan

A_ROUND = Stop(seconds=None, rounds=1)


@given(seeds())
def test_every_plan_stays_above_its_own_floors(seed):
    problem = random_problem(seed)
    floors = climb_floors(problem, shortfall(problem, Plan.empty()), WEIGHTS)
    for number in range(3):
        short = shortfall(problem, lawful_plan(problem, seed + number))
        assert np.all(short >= floors.under(short) - 1e-6)
        assert short @ WEIGHTS >= floors.whole - 1e-6


@pytest.mark.parametrize("seed", range(8))
def test_whatever_plan_takes_the_place_its_bounds_stay_below_it(seed):
    problem = random_problem(seed)
    solution = solve(problem, stop=A_ROUND)
    floors = climb_floors(problem, solution.shortfall, WEIGHTS)
    for number in range(3):
        other = with_plan(problem, solution, lawful_plan(problem, seed + number), strict=True, floors=floors)
        assert np.all(other.least <= other.shortfall + 1e-9)
        assert other.least_weighted <= other.shortfall @ np.asarray(other.weights) + 1e-9
        assert not other.proven or other.shortfall == pytest.approx(solution.shortfall)


def test_a_plan_that_covers_the_same_is_proven_too():
    problem = tiny_problem([[1, 1]], [(0, 0), (1, 0)], units=[1, 1])
    solution = solve(problem, stop=A_ROUND)
    assert solution.proven
    for tour in ((0, 0, 2, 1), (1, 0, 2, 1)):
        assert with_plan(problem, solution, plan_of(tour), strict=True).proven


def test_one_unit_for_two_lines_gives_up_the_lower_one_and_has_a_bound_for_it():
    """The unit serves one line. Left idle, the essential line is short by 1 and no bound on the other one is left."""
    problem = tiny_problem([[1], [1]], [(0, 0), (0, 1)], priority=[0, 1])
    solution = solve(problem, stop=A_ROUND)
    floors = climb_floors(problem, solution.shortfall, WEIGHTS)
    idle = with_plan(problem, solution, Plan.empty(), strict=True, floors=floors)
    swapped = with_plan(problem, solution, plan_of((1, 0, 1, 1)), strict=True, floors=floors)
    assert (solution.least.tolist(), idle.least.tolist()) == ([0.0, 1.0, 0.0], [0.0, 0.0, 0.0])
    assert (swapped.shortfall.tolist(), swapped.least.tolist()) == ([1.0, 0.0, 0.0], [0.0, 0.0, 0.0])
