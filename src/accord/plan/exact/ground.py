"""What does not change within a program: tables derived from the problem once, and what fixed tours take and give."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from accord.plan.exact.tours import Indices, Tours, busy_until, expand, expand_ranges, presences, sums
from accord.plan.problem import Bools, Floats, Ints, PlanProblem
from accord.solver.program import step

_MOST_REACH = 200_000
"""Largest cap, in multiples of the step of its amounts, for which reachable sums are listed."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Prepared:
    """A problem with the tables that every program on it needs; made once by `prepare`."""

    problem: PlanProblem
    cap: Floats
    """(C, T) caps rounded down to the largest sum that whole units can reach."""
    gate_start: Ints
    """(K+1,) pair k provides for the gates ``gate[gate_start[k]:gate_start[k+1]]``."""
    gate: Indices


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ground:
    """What fixed tours give and leave. Everything zero or full where nothing is fixed."""

    cover: Floats
    """(R, T) cover before gates."""
    room: Floats
    """(P, T) units of each pool that are neither on a fixed tour nor resting from one."""
    left: Floats
    """(C, T) what is left of each limit."""
    gate_open: Bools
    """(G, T) whether a fixed tour opens the gate."""
    pair: Indices
    """pairs present by fixed tours, with `period`: each couple once."""
    period: Indices


def prepare(problem: PlanProblem) -> Prepared:
    """Tables of a problem: reachable caps and the gates of each pair.

    >>> from accord.plan.tiny import tiny_problem
    >>> prepare(tiny_problem([[9.0]], [(0, 0)], limits=[(100.0, {0: 30.0})])).cap.tolist()
    [[90.0]]
    """
    provider = problem.gate_pair.astype(np.int64)
    gate = np.repeat(np.arange(len(problem.gate_line)), np.diff(problem.gate_start))
    order = np.argsort(provider, kind="stable")
    starts = np.searchsorted(provider[order], np.arange(problem.n_pairs + 1)).astype(np.int32)
    return Prepared(problem=problem, cap=_reachable_caps(problem), gate_start=starts, gate=gate[order])


def ground(prepared: Prepared, tours: Tours, count: npt.NDArray[np.integer]) -> Ground:
    """What these tours, ``count`` units each, give and leave."""
    problem = prepared.problem
    present = presences(problem, tours)
    units, pair = count[present.tour], tours.pair[present.tour]
    tour, period = expand(tours.start, busy_until(problem, tours) - tours.start)
    busy = sums((problem.pair_pool[tours.pair[tour]], period), count[tour], problem.units.shape)
    row, use = expand_ranges(problem.use_start, pair)
    used = sums(
        (problem.use_limit[use], present.period[row]), problem.use_amount[use] * units[row], problem.limit_cap.shape
    )
    there = np.unique(pair * problem.n_periods + present.period)
    at, on = there // problem.n_periods, there % problem.n_periods
    return Ground(
        cover=sums((problem.pair_line[pair], present.period), present.value * units, problem.demand.shape),
        room=problem.units - busy,
        left=prepared.cap - used,
        gate_open=gates_open(prepared, at, on),
        pair=at,
        period=on,
    )


def gates_open(prepared: Prepared, pair: Indices, period: Indices) -> Bools:
    """(G, T) gates that these presences open."""
    row, at = expand_ranges(prepared.gate_start, pair)
    shape = (len(prepared.problem.gate_line), prepared.problem.n_periods)
    opened = np.zeros(shape, dtype=bool)
    opened[prepared.gate[at], period[row]] = True
    return opened


def _reachable_caps(problem: PlanProblem) -> Floats:
    caps = problem.limit_cap.copy()
    order = np.argsort(problem.use_limit, kind="stable")
    edges = np.searchsorted(problem.use_limit[order], np.arange(problem.n_limits + 1))
    for limit in range(problem.n_limits):
        amounts = np.unique(problem.use_amount[order[edges[limit] : edges[limit + 1]]])
        grid, finite = step(amounts), np.isfinite(caps[limit])
        if grid > 0 and finite.any():
            most = np.floor(caps[limit, finite] / grid + 1e-6).astype(int).tolist()
            reached = _reachable(np.rint(amounts / grid).astype(int).tolist(), most)
            caps[limit, finite] = np.minimum(caps[limit, finite], grid * np.asarray(reached, dtype=float))
    return caps


def _reachable(amounts: list[int], caps: list[int]) -> list[int]:
    """Largest sum of whole multiples of the amounts that is at most each cap; bit s of `reach`: s is such a sum.

    >>> _reachable([6, 9], [14, 5, 16])
    [12, 0, 15]
    """
    most = max(caps)
    if most > _MOST_REACH or most <= 0:
        return caps
    reach, mask = 1, (1 << (most + 1)) - 1
    for amount in amounts:
        shift = amount
        while shift <= most:
            reach |= (reach << shift) & mask
            shift *= 2
    return [(reach & ((1 << (cap + 1)) - 1)).bit_length() - 1 for cap in caps]
