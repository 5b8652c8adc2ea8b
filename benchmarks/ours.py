"""Accord's own runs: a plan, and a plan mended after a loss."""

from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np

from accord.plan.problem import Ints, Plan, PlanProblem
from accord.plan.solution import Progress, Solution, Stop
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """A plan before and after some pools lost all their units."""

    problem: PlanProblem
    """The problem without them."""
    left: Plan
    """The old plan without their tours."""
    after: Solution
    seconds: float
    """From the changed problem in memory to the new plan."""


def mend(problem: PlanProblem, plan: Plan, lost: Ints, *, seconds: float) -> Loss:
    """Plan again without the units of the pools ``lost``, from what is left of a plan."""
    changed, left = without_pools(problem, lost), without_tours(problem, plan, lost)
    began = perf_counter()
    after = accord_solve(changed, weights=WEIGHTS, stop=Stop(seconds=seconds), start=left)
    return Loss(problem=changed, left=left, after=after, seconds=perf_counter() - began)


def busiest_pool(problem: PlanProblem, plan: Plan) -> Ints:
    """(1,) the pool with the most unit-periods in a plan."""
    busy = np.bincount(problem.pair_pool[plan.pair], weights=plan.count * plan.length, minlength=problem.n_pools)
    return np.array([busy.argmax()], dtype=np.int32)


def pools_of(problem: PlanProblem, nation: int) -> Ints:
    """Pools from which the nation's pairs draw."""
    return np.unique(problem.pair_pool[problem.pair_nation == nation])


def without_pools(problem: PlanProblem, lost: Ints) -> PlanProblem:
    """The problem in which the pools have no units."""
    units = problem.units.copy()
    units[lost] = 0
    return replace(problem, units=units)


def without_tours(problem: PlanProblem, plan: Plan, lost: Ints) -> Plan:
    """The plan without the tours of the pools."""
    kept = ~np.isin(problem.pair_pool[plan.pair], lost)
    return Plan(pair=plan.pair[kept], start=plan.start[kept], length=plan.length[kept], count=plan.count[kept])
