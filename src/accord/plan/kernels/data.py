"""Arrays that the compiled loops read (`Data`) and change (`State`)."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from accord.plan.problem import Bools, Floats, Ints, PlanProblem

# Columns of `Data.pair`.
POOL, LINE, NATION, OFFER, FIRST, LAST, OPEN_END, TOUR_MIN, TOUR_MAX = range(9)
USE, USE_END, GATE, GATE_END, CONFLICT, CONFLICT_END, CONFLICT_ROW, PLAIN = range(9, 17)
# Columns of `Data.line`.
ARRIVAL, MOST_NATIONS, MIX_ROW, LINE_PAIR, LINE_PAIR_END = range(5)
# Columns of `Data.pool`.
POOL_PAIR, POOL_PAIR_END, ROOM, ROOM_END, SHORTEST = range(5)
# Columns of `State.tour`.
PAIR, START, LENGTH = range(3)


class Data(NamedTuple):
    """What a search never changes. Few wide arrays, because compiled calls pay for every array they pass on."""

    demand: Floats
    """(R, T)."""
    weight: Floats
    """(R,) value of one covered unit-period."""
    handover: Floats
    """(R,)."""
    line: Ints
    """(R, 5) first period, most nations, row in `State.nation_count` or -1, its pairs in `line_pair`."""
    line_pair: Ints
    pair: Ints
    """(K, 17) pool, line, nation, offer, window, open end, tour lengths, ranges in `use_limit`, `pair_gate` and
    `conflict_pair`, row in `State.pair_count` or -1, and whether neither gates nor conflicts touch it."""
    quality: Floats
    """(K,)."""
    pool: Ints
    """(P, 5) range of its pairs, range of its tours in `State.tour`, fewest periods that a tour keeps a unit busy."""
    units: Ints
    """(P, T)."""
    rest: Ints
    """(O, L+1)."""
    limit_cap: Floats
    """(C, T)."""
    use_limit: Ints
    use_amount: Floats
    pair_gate: Ints
    gate_line: Ints
    conflict_pair: Ints
    nation_start: Ints
    nation_pool: Ints
    """pools with pairs of each nation, by ``nation_start``."""


class State(NamedTuple):
    """A plan under change, one row a tour of one unit, with all that its rules need counted."""

    need: Floats
    """(R, T) demand less cover before gates; negative where more than enough is there."""
    present: Ints
    """(K, T) units of each pair present."""
    line_short: Floats
    """(R,) units short before gates, over all periods."""
    shut: Ints
    """(R, T) closed gates."""
    used: Floats
    """(C, T)."""
    busy: Ints
    """(P, T) units on tour or resting."""
    tour: Ints
    """(room, 3) pair, start, length; those of pool p stand from ``pool[p, ROOM]`` on."""
    n_tours: Ints
    """(P,)."""
    nation_count: Ints
    """(mixing lines, N+1, T) units present; the last row counts nations."""
    gate_count: Ints
    """(G, T) provider units present."""
    pair_count: Ints
    """(conflicting pairs, T) units present."""
    hedge_cover: Floats
    """(H, R, T) cover by each hedged nation."""
    value: Floats
    """(2,) weighted shortfall; objective (shortfall, hedges and prices)."""


class Taste(NamedTuple):
    """What a plan should be like beyond coverage."""

    price: Floats
    """(K,) price of one present unit in one period."""
    hedge_nation: Ints
    """(H,) nations whose withdrawal is hedged."""
    hedge_weight: Floats
    """(H,) weight of the shortfall that remains without that nation."""


def no_taste(problem: PlanProblem) -> Taste:
    """Coverage alone counts."""
    return Taste(np.zeros(problem.n_pairs), np.zeros(0, np.int32), np.zeros(0))


def _rows(n: int, keys: Ints) -> tuple[Ints, Ints]:
    """Start and order of the members of each of n groups."""
    order = np.argsort(keys, kind="stable").astype(np.int32)
    start = np.zeros(n + 1, np.int32)
    np.cumsum(np.bincount(keys, minlength=n), out=start[1:])
    return start, order


def _numbered(mask: Bools) -> Ints:
    row = np.full(len(mask), -1, np.int32)
    row[mask] = np.arange(mask.sum(), dtype=np.int32)
    return row


def _room(problem: PlanProblem) -> Ints:
    """Most tours that the units of each pool can make."""
    shortest = problem.tour_min + problem.rest[problem.pair_offer, problem.tour_min]
    least = np.full(problem.n_pools, problem.n_periods, np.int64)
    np.minimum.at(least, problem.pair_pool, shortest)
    each = -(-problem.n_periods // np.maximum(least, 1)) + 1
    room = np.zeros(problem.n_pools + 1, np.int32)
    np.cumsum(problem.units.max(axis=1, initial=0) * each, out=room[1:])
    return room


def _pair_table(problem: PlanProblem, pair_gate_start: Ints, hedged: bool) -> Ints:
    """`Data.pair`."""
    conflict = problem.conflict_start
    touched = np.isin(problem.pair_line, problem.gate_line) | (np.diff(pair_gate_start) > 0) | (np.diff(conflict) > 0)
    columns = [
        problem.pair_pool,
        problem.pair_line,
        problem.pair_nation,
        problem.pair_offer,
        problem.pair_first,
        problem.pair_last,
        problem.pair_open,
        problem.tour_min,
        problem.tour_max,
        problem.use_start[:-1],
        problem.use_start[1:],
        pair_gate_start[:-1],
        pair_gate_start[1:],
        conflict[:-1],
        conflict[1:],
        _numbered(np.diff(conflict) > 0),
        ~touched & (not hedged),
    ]
    return _table(columns)


def _table(columns: Sequence[npt.ArrayLike]) -> Ints:
    return np.ascontiguousarray(np.stack([np.asarray(column, np.int32) for column in columns], axis=1))


def _shortest(problem: PlanProblem) -> Ints:
    """(P,) fewest periods that a tour keeps a unit of each pool; 1 where a tour may be cut at the horizon."""
    least = np.full(problem.n_pools, problem.n_periods, np.int32)
    np.minimum.at(least, problem.pair_pool, np.where(problem.pair_open, 1, problem.tour_min).astype(np.int32))
    return least


def make_data(problem: PlanProblem, weights: tuple[float, float, float], *, hedged: bool = False) -> Data:
    """Arrays of a problem in the order that the loops read them; ``hedged`` if the taste names hedges."""
    line_start, line_pair = _rows(problem.n_lines, problem.pair_line)
    gate_of = np.repeat(np.arange(len(problem.gate_line), dtype=np.int32), np.diff(problem.gate_start))
    pair_gate_start, order = _rows(problem.n_pairs, problem.gate_pair)
    pool_start = np.searchsorted(problem.pair_pool, np.arange(problem.n_pools + 1)).astype(np.int32)
    pools = np.flatnonzero(np.diff(pool_start)).astype(np.int32)
    nation_start, order_of_pools = _rows(problem.n_nations, problem.pair_nation[pool_start[pools]])
    room = _room(problem)
    mix_row = _numbered(problem.max_nations > 0)
    line = [problem.line_first, problem.max_nations, mix_row, line_start[:-1], line_start[1:]]
    return Data(
        demand=np.ascontiguousarray(problem.demand, float),
        weight=np.asarray(weights, float)[problem.priority],
        handover=problem.handover.astype(float),
        line=_table(line),
        line_pair=line_pair,
        pair=_pair_table(problem, pair_gate_start, hedged),
        quality=problem.pair_quality.astype(float),
        pool=_table([pool_start[:-1], pool_start[1:], room[:-1], room[1:], _shortest(problem)]),
        units=np.ascontiguousarray(problem.units, np.int32),
        rest=np.ascontiguousarray(problem.rest, np.int32),
        limit_cap=np.ascontiguousarray(problem.limit_cap, float),
        use_limit=problem.use_limit.astype(np.int32),
        use_amount=problem.use_amount.astype(float),
        pair_gate=gate_of[order],
        gate_line=problem.gate_line.astype(np.int32),
        conflict_pair=problem.conflict_pair.astype(np.int32),
        nation_start=nation_start,
        nation_pool=pools[order_of_pools],
    )


def make_state(problem: PlanProblem, data: Data, taste: Taste) -> State:
    """The empty plan."""
    R, T = problem.demand.shape
    shut = np.zeros((R, T), np.int32)
    np.add.at(shut, problem.gate_line, 1)
    room = int(data.pool[-1, ROOM_END]) if problem.n_pools else 0
    empty = float((data.weight[:, None] * data.demand).sum())
    return State(
        need=data.demand.copy(),
        present=np.zeros((problem.n_pairs, T), np.int32),
        line_short=data.demand.sum(axis=1),
        shut=shut,
        used=np.zeros((problem.n_limits, T)),
        busy=np.zeros((problem.n_pools, T), np.int32),
        tour=np.zeros((room, 3), np.int32),
        n_tours=np.zeros(problem.n_pools, np.int32),
        nation_count=np.zeros((int((data.line[:, MIX_ROW] >= 0).sum()), problem.n_nations + 1, T), np.int32),
        gate_count=np.zeros((len(problem.gate_line), T), np.int32),
        pair_count=np.zeros((int((data.pair[:, CONFLICT_ROW] >= 0).sum()), T), np.int32),
        hedge_cover=np.zeros((len(taste.hedge_nation), R, T)),
        value=np.array([empty, empty * (1.0 + taste.hedge_weight.sum())]),
    )
