from dataclasses import replace

import highspy
import numpy as np
import pytest
from benchmarks.found import WEIGHTS
from benchmarks.generate import Shape, draw
from benchmarks.model import rested, windows
from benchmarks.peers import highs
from benchmarks.tours import all_tours

from accord.plan.exact import solve_exact
from accord.plan.solution import Stop
from accord.plan.tiny import tiny_problem
from accord.plan.verify import broken_rules, shortfall

SMALL = Shape(nations=4, offers=14, lines=8, periods=14)
SEEDS = range(1, 6)


@pytest.fixture(autouse=True)
def threads_anew():
    """HiGHS keeps the number of threads of its first run in a process, and refuses another."""
    highspy.Highs.resetGlobalScheduler(True)
    yield
    highspy.Highs.resetGlobalScheduler(True)


def least(model):
    solver = highs._load(model, threads=1, seed=0)
    highs._run(solver, 20.0)
    return solver.getInfo().objective_function_value


@pytest.mark.parametrize("mix", [False, True])
@pytest.mark.parametrize("seed", SEEDS)
def test_both_formulations_have_the_optimum_of_the_exact_solver(seed, mix):
    problem = draw(SMALL, seed=seed, mix=mix)
    solution = solve_exact(problem, weights=WEIGHTS, stop=Stop(seconds=None))
    assert solution.proven
    best = float(solution.shortfall @ WEIGHTS)
    assert least(rested(problem, WEIGHTS)) == pytest.approx(best, abs=1e-6)
    assert least(windows(problem, WEIGHTS)) == pytest.approx(best, abs=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_highs_peer_returns_a_sound_plan_that_reaches_its_own_bound(seed):
    problem = draw(SMALL, seed=seed, mix=True)
    found = highs.solve(problem, seconds=20.0, threads=1)
    assert found.plan is not None
    assert not broken_rules(problem, found.plan)
    assert shortfall(problem, found.plan) @ WEIGHTS == pytest.approx(found.least, abs=1e-6)
    assert [value for _, value in found.trace] == sorted((value for _, value in found.trace), reverse=True)


def test_units_that_come_later_start_later():
    problem = tiny_problem([[1, 1, 1, 1]], [(0, 0)], units=[[0, 0, 1, 1]], tour_max=2)
    assert least(rested(problem, WEIGHTS)) == 16.0
    assert least(windows(problem, WEIGHTS)) == 16.0


def test_a_tour_cut_short_is_a_column_only_where_the_mission_outlasts_the_horizon():
    closed = tiny_problem([[1, 1, 1]], [(0, 0)], tour_min=2, tour_max=2)
    opened = replace(closed, pair_open=np.array([True]))
    assert list(zip(all_tours(closed).start, all_tours(closed).length, strict=True)) == [(0, 2), (1, 2)]
    assert set(zip(all_tours(opened).start, all_tours(opened).length, strict=True)) == {(0, 2), (1, 2), (2, 1)}


def test_what_the_models_leave_out_is_refused():
    with pytest.raises(ValueError, match="handover"):
        rested(tiny_problem([[1, 1]], [(0, 0)], handover=0.5), WEIGHTS)
    with pytest.raises(ValueError, match="gates"):
        windows(tiny_problem([[1, 1], [1, 1]], [(0, 0), (1, 1)], gates=[(0, [1])]), WEIGHTS)


def test_starts_stand_for_tours_only_if_they_use_the_limits_alike():
    uneven = tiny_problem([[1], [1]], [(0, 0), (0, 1)], limits=[(5.0, {0: 1.0, 1: 2.0})])
    with pytest.raises(ValueError, match="differently"):
        windows(uneven, WEIGHTS)
    windows(replace(uneven, use_amount=np.ones(2)), WEIGHTS)
