"""One part of a plan, improved by compiled loops: lay best chains, then ruin and recreate."""

import time
from dataclasses import dataclass

import numpy as np

from accord.plan.kernels.chain import Scratch, make_scratch
from accord.plan.kernels.data import POOL_PAIR, POOL_PAIR_END, ROOM, Data, State, Taste, make_data, make_state
from accord.plan.kernels.search import Memory, fill, make_memory, search
from accord.plan.kernels.tours import lay_out
from accord.plan.prices import Guidance, Weights
from accord.plan.problem import Plan, PlanProblem

CHUNK = 500
"""Moves between looks at the clock."""
RELATED = 4
"""Most pools taken from one line in a move."""


@dataclass(slots=True, kw_only=True)
class Bench:
    """A problem on the bench of one thread: its arrays and the plan under change."""

    problem: PlanProblem
    data: Data
    taste: Taste
    state: State
    memory: Memory
    scratch: Scratch
    unit: float
    """Mean weight of demand, the scale of temperatures."""
    moves: int = 0
    halt: bool = False
    """Set from outside to end `anneal` soon."""


def set_up(
    problem: PlanProblem,
    weights: Weights,
    plan: Plan,
    *,
    seed: int,
    guidance: Guidance | None = None,
    taste: Taste | None = None,
) -> Bench:
    """Arrays of a problem with a plan laid out."""
    taste = taste or Taste(np.zeros(problem.n_pairs), np.zeros(0, np.int32), np.zeros(0))
    data = make_data(problem, weights, hedged=len(taste.hedge_nation) > 0)
    state = make_state(problem, data, taste)
    lay_out(data, state, taste, plan.pair, plan.start, plan.length, plan.count)
    scratch = make_scratch(data)
    if guidance is not None:
        scratch = scratch._replace(
            limit_price=guidance.limit_price, slot_price=guidance.slot_price, guide=guidance.presence
        )
    wanted = problem.demand.sum()
    return Bench(
        problem=problem,
        data=data,
        taste=taste,
        state=state,
        memory=make_memory(data, state, seed),
        scratch=scratch,
        unit=problem.weighted_demand(weights) / wanted if wanted > 0 else 1.0,
    )


def best_plan(bench: Bench) -> Plan:
    """The best plan that the bench remembers."""
    n = bench.memory.best_n
    rows = np.repeat(bench.data.pool[:, ROOM] - (np.cumsum(n) - n), n) + np.arange(n.sum())
    tour = bench.memory.best_tour[rows]
    return Plan(pair=tour[:, 0], start=tour[:, 1], length=tour[:, 2], count=np.ones(len(tour), np.int32)).sorted()


def fill_up(bench: Bench) -> None:
    """Lay best chains of every pool while one more unit gains; thriftily first, if there are prices."""
    order = np.flatnonzero(bench.data.pool[:, POOL_PAIR_END] > bench.data.pool[:, POOL_PAIR]).astype(np.int32)
    guided = len(bench.scratch.guide) > 0
    for thrift, trust in ((0.9, 1.0), (0.0, 0.0)) if guided else ((0.0, 0.0),):
        fill(bench.data, bench.state, bench.taste, bench.memory, bench.scratch, thrift, trust, order)


def anneal(bench: Bench, *, hot: float, cold: float, moves: int | None = None, until: float | None = None) -> None:
    """Ruin and recreate while the temperature falls from ``hot`` to ``cold`` mean weights.

    Ends after ``moves`` moves, or at the clock time ``until`` (as of `time.perf_counter`), whichever comes first.
    """
    begin, done = time.perf_counter(), 0
    if not bench.problem.n_pairs:
        return
    while not bench.halt and (moves is None or done < moves) and (until is None or time.perf_counter() < until):
        share = done / moves if moves else (time.perf_counter() - begin) / max(1e-9, (until or begin) - begin)
        heat = bench.unit * hot * (cold / hot) ** min(1.0, share)
        size = min(CHUNK, moves - done) if moves else CHUNK
        search(bench.data, bench.state, bench.taste, bench.memory, bench.scratch, size, heat, heat, RELATED)
        done += size
    bench.moves += done
