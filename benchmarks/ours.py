"""Accord's own runs."""

from time import perf_counter

import numpy as np

from accord.plan.problem import Ints, Plan, PlanProblem
from accord.plan.solution import Progress, Stop
from accord.plan.solve import solve as accord_solve
from benchmarks.found import WEIGHTS, Found


def solve(problem: PlanProblem, *, seconds: float) -> Found:
    """Best plan and bound within ``seconds``."""
    began = perf_counter()
    total = problem.weighted_demand(WEIGHTS)
    trace: list[tuple[float, float]] = []

    def note(progress: Progress) -> bool:
        short = (1.0 - progress.coverage) * total
        if not trace or short < trace[-1][1]:
            trace.append((perf_counter() - began, short))
        return True

    solution = accord_solve(problem, weights=WEIGHTS, stop=Stop(seconds=seconds), on_progress=note)
    took = perf_counter() - began
    return Found(plan=solution.plan, least=solution.least_weighted, seconds=took, trace=trace)


def busiest_pool(problem: PlanProblem, plan: Plan) -> Ints:
    """(1,) the pool with the most unit-periods in a plan."""
    busy = np.bincount(problem.pair_pool[plan.pair], weights=plan.count * plan.length, minlength=problem.n_pools)
    return np.array([busy.argmax()], dtype=np.int32)
