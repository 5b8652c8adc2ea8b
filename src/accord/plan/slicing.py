"""Where a plan is short, solve a slice of it exactly: neighbouring pools and lines free, all else fixed.

A slice grows from a short line over the pools that can serve it and the lines that those pools can serve, as long as
the tours worth considering (reduced cost at the prices below a threshold, and the plan's own) stay within a number of
columns. Each component begins whole if it is small enough; the number follows what the solver can prove in its time,
and a component that was proven whole is left alone. Price-guided large neighbourhood search: Ahuja et al. 2002.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from accord.plan.exact import Effort, Goal, Prepared, Tours, all_tours, prepare, solve_slice
from accord.plan.kernels.data import Data, make_data
from accord.plan.parts import components
from accord.plan.prices import Guidance, Tariff, Weights, make_tariff
from accord.plan.problem import Bools, Floats, Ints, Plan, PlanProblem
from accord.plan.verify import cover

WHOLE_COLUMNS, START_COLUMNS = 4500, 1200
"""Most tours worth considering of a component that is tried whole; tours of a slice of a larger one, at first."""
LEAST_COLUMNS, MOST_COLUMNS = 300, 12_000


@dataclass(slots=True, kw_only=True)
class Slicer:
    """Slices of one problem, one after another."""

    problem: PlanProblem
    weights: Weights
    data: Data
    tariff: Tariff
    prepared: Prepared
    rng: np.random.Generator
    component: Ints
    """(R,) component of each line; -1: no pair serves it."""
    columns: Floats
    """(components,) tours of the next slice."""
    size: Floats
    """(components,) tours worth considering."""
    done: Bools
    """(components,) whether the component was proven whole."""
    solved: int = 0


def make_slicer(problem: PlanProblem, weights: Weights, guidance: Guidance, *, seed: int) -> Slicer:
    """Tables for slices of a problem."""
    data = make_data(problem, weights)
    tariff = make_tariff(data, guidance)
    component = np.full(problem.n_lines, -1, np.int32)
    of_pair = components(problem)
    component[problem.pair_line] = of_pair
    tours = all_tours(problem)
    worth = tariff.losses(tours.pair, tours.start, tours.length) < _threshold(problem, weights)
    size = np.bincount(of_pair[tours.pair[worth]], minlength=int(of_pair.max(initial=-1)) + 1).astype(float)
    return Slicer(
        problem=problem,
        weights=weights,
        data=data,
        tariff=tariff,
        prepared=prepare(problem),
        rng=np.random.default_rng(seed),
        component=component,
        columns=np.where(size <= WHOLE_COLUMNS, MOST_COLUMNS, START_COLUMNS).astype(float),
        size=size,
        done=np.zeros(len(size), bool),
    )


def improve(
    slicer: Slicer,
    plan: Plan,
    *,
    each: float,
    until: float | None = None,
    slices: int | None = None,
    go_on: Callable[[], bool] = lambda: True,
) -> Plan:
    """Solve slices until the clock time ``until``, or a number of slices of a fixed number of nodes each.

    ``each`` is the most seconds for one slice; ``go_on`` is asked before each.
    """
    done = 0
    while go_on() and (until is None or time.perf_counter() < until - 0.05) and (slices is None or done < slices):
        seconds = None if until is None else min(each, max(0.05, until - time.perf_counter()))
        seed = _short_line(slicer, plan)
        if seed < 0:
            return plan
        effort = Effort(seconds=seconds, nodes=200 if until is None else None)
        goal = Goal(weights=slicer.weights)
        found = solve_slice(slicer.prepared, plan, _grow(slicer, plan, seed), goal=goal, effort=effort)
        plan = found.plan
        _learn(
            slicer, int(slicer.component[seed]), proven=found.proven, share=found.seconds / seconds if seconds else 0.5
        )
        done += 1
        slicer.solved += 1
    return plan


def _learn(slicer: Slicer, component: int, *, proven: bool, share: float) -> None:
    """The next slice of the component is larger if this one was easy, smaller if it was not proven."""
    columns = min(slicer.columns[component], slicer.size[component] + 1.0)
    slicer.done[component] |= proven and columns > slicer.size[component]
    factor = 1.25 if proven and share < 0.4 else (1.0 if proven else 0.6)
    slicer.columns[component] = min(MOST_COLUMNS, max(LEAST_COLUMNS, columns * factor))


def _short_line(slicer: Slicer, plan: Plan) -> int:
    """A random short line, by weight, of a component that is not done; -1 if there is none."""
    problem = slicer.problem
    short = np.maximum(0.0, problem.demand - cover(problem, plan)).sum(axis=1)
    short *= np.asarray(slicer.weights)[problem.priority]
    short[slicer.component < 0] = 0.0
    short[slicer.done[np.maximum(slicer.component, 0)]] = 0.0
    if short.sum() <= 0:
        return -1
    return int(slicer.rng.choice(problem.n_lines, p=short / short.sum()))


def _grow(slicer: Slicer, plan: Plan, seed: int) -> Tours:
    """Tours of pools and lines around a line, as many as the slice may have."""
    problem, data = slicer.problem, slicer.data
    own = np.zeros(problem.n_pairs, bool)
    own[plan.pair] = True
    taken = np.zeros(problem.n_pools, bool)
    queued = np.zeros(problem.n_lines, bool)
    queued[seed] = True
    most = slicer.columns[slicer.component[seed]]
    queue, found, n = [seed], [], 0
    while queue and n < most:
        line = queue.pop(0)
        pools = np.unique(problem.pair_pool[data.line_pair[data.line[line, 3] : data.line[line, 4]]])
        pools = slicer.rng.permutation(pools[~taken[pools]])
        for pool in pools:
            if n >= most:
                break
            taken[pool] = True
            tours = _worth(slicer, plan, int(pool))
            found.append(tours)
            n += len(tours)
            lines = np.unique(problem.pair_line[data.pool[pool, 0] : data.pool[pool, 1]])
            lines = slicer.rng.permutation(lines[~queued[lines]])
            queued[lines] = True
            queue.extend(lines.tolist())
    parts = found or [all_tours(problem, pairs=[])]
    return Tours(
        pair=np.concatenate([part.pair for part in parts]),
        start=np.concatenate([part.start for part in parts]),
        length=np.concatenate([part.length for part in parts]),
    )


def _worth(slicer: Slicer, plan: Plan, pool: int) -> Tours:
    """Tours of a pool whose reduced cost is small, and its tours in the plan."""
    problem = slicer.problem
    low, high = slicer.data.pool[pool, 0], slicer.data.pool[pool, 1]
    tours = all_tours(problem, pairs=np.arange(low, high))
    loss = slicer.tariff.losses(tours.pair, tours.start, tours.length)
    rows = slice(*np.searchsorted(plan.pair, [low, high]))
    own = Tours.of(Plan(pair=plan.pair[rows], start=plan.start[rows], length=plan.length[rows], count=plan.count[rows]))
    n = problem.n_periods
    keep = (loss < _threshold(problem, slicer.weights)) | np.isin(tours.keys(n), own.keys(n))
    return tours.take(keep)


def _threshold(problem: PlanProblem, weights: Weights) -> float:
    """Reduced cost below which a tour is worth considering, in proportion to the mean weight of demand."""
    return 0.6 * problem.weighted_demand(weights) / max(float(problem.demand.sum()), 1e-9)
