"""Accord's own runs: one plan, a plan mended after a change, and a plan for each nation that might leave."""

from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np

from accord.plan.problem import Plan, PlanProblem
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
class Replanned:
    """A plan before and after one offer changed."""

    problem: PlanProblem
    """The changed problem."""
    before: Solution
    after: Solution
    seconds: float
    """From the changed problem in memory to the new plan."""


def replan(problem: PlanProblem, *, seconds: float, again: float) -> Replanned:
    """Plan for ``seconds``, lose the busiest offer's units, and plan again from there for ``again`` seconds."""
    before = accord_solve(problem, weights=WEIGHTS, stop=Stop(seconds=seconds))
    changed = without_busiest_offer(problem, before.plan)
    began = perf_counter()
    after = accord_solve(changed, weights=WEIGHTS, stop=Stop(seconds=again), start=before.plan)
    return Replanned(problem=changed, before=before, after=after, seconds=perf_counter() - began)


def without_busiest_offer(problem: PlanProblem, plan: Plan) -> PlanProblem:
    """The problem in which the pool with the most unit-periods in the plan has no units."""
    pool = problem.pair_pool[plan.pair]
    busy = np.bincount(pool, weights=plan.count * plan.length, minlength=problem.n_pools)
    units = problem.units.copy()
    units[int(busy.argmax())] = 0
    return replace(problem, units=units)
