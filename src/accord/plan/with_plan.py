"""A solution with another plan of the same problem, and only those of its bounds that still hold."""

from dataclasses import replace

import numpy as np

from accord.plan.floors import Floors
from accord.plan.problem import Plan, PlanProblem
from accord.plan.solution import Solution
from accord.plan.verify import shortfall

_EPS = 1e-6


def with_plan(
    problem: PlanProblem, solution: Solution, plan: Plan, *, strict: bool, floors: Floors | None = None
) -> Solution:
    """The solution with a plan of the same problem in its place.

    The bound on the weighted whole holds for every plan. In strict order the bound of a class says how little it can be
    short if the classes above lose nothing; for a plan in which one of them does, the class has the bound of the
    ``floors``, and none (nan) without them.

    >>> from accord.plan.solve import solve
    >>> from accord.plan.tiny import tiny_problem
    >>> problem = tiny_problem([[1], [1]], [(0, 0), (0, 1)], priority=[0, 1])
    >>> other = with_plan(problem, solve(problem), Plan.empty(), strict=True)
    >>> other.proven, other.shortfall.tolist(), other.least.tolist()
    (False, [1.0, 1.0, 0.0], [0.0, nan, nan])
    """
    short = shortfall(problem, plan)
    weights = np.asarray(solution.weights, dtype=float)
    same = bool(np.all(np.abs(short - solution.shortfall) <= _EPS))
    least, least_weighted = solution.least.copy(), solution.least_weighted
    if solution.proven and strict:
        least = solution.shortfall.copy()
    elif solution.proven:
        least_weighted = float(solution.shortfall @ weights)
    if strict:
        lost = np.cumsum(short > solution.shortfall + _EPS) > 0
        least[1:][lost[:-1]] = np.nan
    if floors:
        least, least_weighted = np.fmax(least, floors.under(short)), max(least_weighted, floors.whole)
    return replace(
        solution,
        plan=plan.sorted(),
        shortfall=short,
        least=np.minimum(least, short),
        least_weighted=min(least_weighted, float(short @ weights)),
        proven=solution.proven and same,
    )
