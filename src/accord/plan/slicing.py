"""Where a plan is short, solve a slice of it exactly: neighbouring pools and lines free, all else fixed.

A slice grows from a short line over the pools that can serve it and the lines that those pools can serve, as long as the
tours worth considering (reduced cost at the prices below a threshold, and the plan's own) stay within a number of columns.
That number follows what the solver can prove in its time. Price-guided large neighbourhood search: Ahuja et al. 2002.
"""

import time
from dataclasses import dataclass

import numpy as np

from accord.plan.exact import Effort, Goal, Prepared, Tours, all_tours, prepare, solve_slice
from accord.plan.kernels.data import Data, make_data
from accord.plan.prices import Guidance, Tariff, Weights, make_tariff
from accord.plan.problem import Bools, Floats, Ints, Plan, PlanProblem
from accord.plan.verify import cover

START_COLUMNS = 2000
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
    columns: float = START_COLUMNS
    solved: int = 0


def make_slicer(problem: PlanProblem, weights: Weights, guidance: Guidance, *, seed: int) -> Slicer:
    """Tables for slices of a problem."""
    data = make_data(problem, weights)
    return Slicer(
        problem=problem,
        weights=weights,
        data=data,
        tariff=make_tariff(data, guidance),
        prepared=prepare(problem),
        rng=np.random.default_rng(seed),
    )


def improve(slicer: Slicer, plan: Plan, *, each: float, until: float | None = None, slices: int | None = None) -> Plan:
    """Solve slices until the clock time ``until``, or a number of slices of a fixed number of nodes each."""
    done = 0
    while (until is None or time.perf_counter() < until - 0.05) and (slices is None or done < slices):
        seconds = None if until is None else min(each, max(0.05, until - time.perf_counter()))
        free = _choose(slicer, plan)
        if free is None:
            return plan
        effort = Effort(seconds=seconds, nodes=200 if until is None else None)
        found = solve_slice(slicer.prepared, plan, free, goal=Goal(weights=slicer.weights), effort=effort)
        plan = found.plan
        _learn(slicer, proven=found.proven, share=found.seconds / seconds if seconds else 0.5)
        done += 1
        slicer.solved += 1
    return plan


def _learn(slicer: Slicer, *, proven: bool, share: float) -> None:
    factor = 1.25 if proven and share < 0.4 else (1.0 if proven else 0.8)
    slicer.columns = min(MOST_COLUMNS, max(LEAST_COLUMNS, slicer.columns * factor))


def _choose(slicer: Slicer, plan: Plan) -> Tours | None:
    """Free tours around a random short slot; None if nothing is short."""
    problem = slicer.problem
    short = (
        np.maximum(0.0, problem.demand - cover(problem, plan)) * np.asarray(slicer.weights)[problem.priority][:, None]
    )
    by_line = short.sum(axis=1)
    reachable = np.bincount(problem.pair_line, minlength=problem.n_lines) > 0
    by_line[~reachable] = 0.0
    if by_line.sum() <= 0:
        return None
    seed = int(slicer.rng.choice(problem.n_lines, p=by_line / by_line.sum()))
    return _grow(slicer, plan, seed)


def _grow(slicer: Slicer, plan: Plan, seed: int) -> Tours:
    """Tours of pools and lines around a line, as many as the slice may have."""
    problem, data = slicer.problem, slicer.data
    own = np.zeros(problem.n_pairs, bool)
    own[plan.pair] = True
    taken = np.zeros(problem.n_pools, bool)
    queued = np.zeros(problem.n_lines, bool)
    queued[seed] = True
    queue, found, n = [seed], [], 0
    while queue and n < slicer.columns:
        line = queue.pop(0)
        pools = np.unique(problem.pair_pool[data.line_pair[data.line[line, 3] : data.line[line, 4]]])
        pools = slicer.rng.permutation(pools[~taken[pools]])
        for pool in pools:
            if n >= slicer.columns:
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
    keep = (loss < _threshold(slicer)) | np.isin(tours.keys(n), own.keys(n))
    return tours.take(keep)


def _threshold(slicer: Slicer) -> float:
    """Reduced cost below which a tour is considered: half the mean weight of demand, a few tours' slack."""
    wanted = slicer.problem.demand.sum()
    return 0.6 * slicer.problem.weighted_demand(slicer.weights) / max(wanted, 1e-9)
