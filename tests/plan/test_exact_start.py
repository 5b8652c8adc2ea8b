"""A run that is cut short gives back nothing worse than it was given."""

from pathlib import Path

import pytest

from accord.plan.compile import compile_problem
from accord.plan.exact import solve_exact
from accord.plan.solution import Stop
from accord.store.read import read_workspace

STARTER = Path(__file__).resolve().parents[2] / "src" / "accord" / "store" / "starter"


@pytest.fixture(scope="module")
def problem():
    workspace = read_workspace(STARTER)
    return compile_problem(workspace, workspace.scenarios["base"]).problem


@pytest.fixture(scope="module")
def best(problem):
    return solve_exact(problem, stop=Stop(seconds=None, rounds=2000))


@pytest.mark.parametrize(
    "stop", [Stop(seconds=0.02), Stop(seconds=0.1), Stop(seconds=0.3), Stop(seconds=None, rounds=1)]
)
@pytest.mark.parametrize("weights", [None, (8.0, 4.0, 2.0)])
def test_a_run_cut_short_is_no_worse_than_its_start(problem, best, stop, weights):
    found = solve_exact(problem, weights=weights, stop=stop, start=best.plan)
    if weights:
        assert found.shortfall @ weights <= best.shortfall @ weights + 1e-6
    else:
        assert tuple(found.shortfall.round(6)) <= tuple(best.shortfall.round(6))
