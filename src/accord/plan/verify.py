"""The judge: which rules a plan breaks, and what it covers, straight from the semantics in `accord.plan.problem`.

Shares no code with any solver. A *presence* is one tour in one of its periods; cover, limits, mixing and pairing are
sums over presences. A malformed tour (bad index, count below 1 or not whole, outside the horizon) is named and then
left out of every other count. Periods are numbered from 0, the first of the horizon.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from accord.plan.problem import Bools, Floats, Plan, PlanProblem

_Indices = npt.NDArray[np.int64]
_TOLERANCE = 1e-6
"""Relative to the limit's cap: rounding of sums is no breach."""
_DUST = 1e-9
"""Shortfall below this is rounding, unit-periods."""


def broken_rules(problem: PlanProblem, plan: Plan) -> tuple[str, ...]:
    """Sentences on every rule that the plan breaks; empty if it keeps all.

    Sentences name pools, offers, lines, nations and limits by their ids (by their index where the problem has none).

    >>> from accord.plan.tiny import tiny_problem
    >>> problem = tiny_problem([[1, 1, 1]], [(0, 0)])
    >>> broken_rules(problem, Plan.empty())
    ()
    >>> two = np.array([2], dtype=np.int32)
    >>> broken_rules(problem, Plan(pair=two * 0, start=two * 0, length=two, count=two))
    ('no unit serves twice: pool 0 has 2 units on tour or resting but only 1 in periods 0 to 1, worst in 0',)
    """
    tours = _well_formed(problem, plan)
    present = _presences(tours)
    return (
        *_malformed(problem, plan),
        *_outside_window(problem, tours),
        *_unit_serves_twice(problem, tours),
        *_over_limit(problem, tours, present),
        *_too_many_nations(problem, tours, present),
        *_conflicting_pairs(problem, tours, present),
    )


def cover(problem: PlanProblem, plan: Plan) -> Floats:
    """(R, T) cover that counts in each slot, required units: after handover, zero where a gate is shut.

    >>> from accord.plan.tiny import tiny_problem
    >>> problem = tiny_problem([[1, 1, 1]], [(0, 0)], handover=0.25)
    >>> one = np.ones(1, dtype=np.int32)
    >>> cover(problem, Plan(pair=one * 0, start=one, length=one * 2, count=one)).tolist()
    [[0.0, 0.75, 1.0]]
    """
    tours = _well_formed(problem, plan)
    present = _presences(tours)
    line = problem.pair_line[tours.pair[present.tour]]
    units = tours.count * problem.pair_quality[tours.pair]
    counted = units[present.tour] * _share_after_handover(problem, tours, present)
    sums = _sum_by(line, present.period, counted, shape=problem.demand.shape)
    return np.where(_gates_open(problem, tours, present), sums, 0.0)


def shortfall(problem: PlanProblem, plan: Plan) -> Floats:
    """(3,) shortfall of essential, important and desirable lines, unit-periods.

    >>> from accord.plan.tiny import tiny_problem
    >>> shortfall(tiny_problem([[1, 1], [2, 0]], [(0, 0)], priority=[0, 2]), Plan.empty()).tolist()
    [2.0, 0.0, 2.0]
    """
    short = problem.demand - cover(problem, plan)
    short[short < _DUST] = 0.0
    return _by_class(problem, short)


def demand_by_class(problem: PlanProblem) -> Floats:
    """(3,) demand of essential, important and desirable lines, unit-periods.

    >>> from accord.plan.tiny import tiny_problem
    >>> demand_by_class(tiny_problem([[1, 1], [2, 0]], [(0, 0)], priority=[0, 2])).tolist()
    [2.0, 0.0, 2.0]
    """
    return _by_class(problem, problem.demand)


def cost(problem: PlanProblem, plan: Plan) -> float:
    """Likely cost of all presences of the plan, the problem's currency.

    >>> from accord.plan.tiny import tiny_problem
    >>> one = np.ones(1, dtype=np.int32)
    >>> cost(tiny_problem([[1, 1, 1]], [(0, 0)], cost=5), Plan(pair=one * 0, start=one, length=one * 2, count=one))
    10.0
    """
    tours = _well_formed(problem, plan)
    return float((problem.pair_cost[tours.pair] * tours.length * tours.count).sum())


@dataclass(frozen=True, slots=True, eq=False)
class _Tours:
    pair: _Indices
    start: _Indices
    length: _Indices
    count: _Indices


@dataclass(frozen=True, slots=True, eq=False)
class _Presences:
    tour: _Indices
    period: _Indices


def _sound(problem: PlanProblem, plan: Plan) -> Bools:
    pair, start, length, count = (np.asarray(column, dtype=float) for column in _columns(plan))
    whole = np.ones(len(pair), dtype=bool)
    for column in (pair, start, length, count):
        whole &= np.isfinite(column) & (column == np.floor(column))
    in_range = (pair >= 0) & (pair < problem.n_pairs) & (start >= 0) & (start + length <= problem.n_periods)
    sound: Bools = whole & in_range & (length >= 1) & (count >= 1)
    return sound


def _columns(plan: Plan) -> tuple[npt.NDArray[np.generic], ...]:
    columns = plan.pair, plan.start, plan.length, plan.count
    return columns if len({len(column) for column in columns}) == 1 else tuple(column[:0] for column in columns)


def _well_formed(problem: PlanProblem, plan: Plan) -> _Tours:
    sound = _sound(problem, plan)
    return _Tours(*(np.asarray(column)[sound].astype(np.int64) for column in _columns(plan)))


def _presences(tours: _Tours) -> _Presences:
    return _Presences(*_expand(tours.start, tours.length))


def _expand(first: _Indices, length: _Indices) -> tuple[_Indices, _Indices]:
    """Row index and value of ``first[i], first[i] + 1, ...``, ``length[i]`` values for each row i."""
    row = np.repeat(np.arange(len(first)), length)
    ahead = np.cumsum(length) - length
    return row, np.arange(len(row)) - ahead[row] + first[row]


def _expand_rows(starts: npt.NDArray[np.int32], rows: _Indices) -> tuple[_Indices, _Indices]:
    """The same for the ranges ``starts[row]..starts[row + 1] - 1``."""
    first = starts[rows].astype(np.int64)
    return _expand(first, starts[rows + 1].astype(np.int64) - first)


def _sum_by(row: npt.NDArray[np.integer], column: _Indices, weights: Floats, *, shape: tuple[int, ...]) -> Floats:
    flat = row.astype(np.int64) * shape[1] + column
    sums = np.bincount(flat, weights=weights, minlength=shape[0] * shape[1])
    return sums.astype(float).reshape(shape)


def _by_class(problem: PlanProblem, slots: Floats) -> Floats:
    return np.bincount(problem.priority, weights=slots.sum(axis=1), minlength=3).astype(float)


def _share_after_handover(problem: PlanProblem, tours: _Tours, present: _Presences) -> Floats:
    line = problem.pair_line[tours.pair]
    relieves = tours.start != problem.line_first[line]
    missed = np.where(relieves, problem.handover[line], 0.0)
    served = present.period - tours.start[present.tour] + 1.0 - missed[present.tour]
    return np.clip(served, 0.0, 1.0)


def _gates_open(problem: PlanProblem, tours: _Tours, present: _Presences) -> Bools:
    shape = problem.demand.shape
    shut = np.zeros(shape, dtype=bool)
    there = _presence_of_pairs(problem, tours, present)
    for gate, line in enumerate(problem.gate_line):
        providers = problem.gate_pair[problem.gate_start[gate] : problem.gate_start[gate + 1]]
        shut[line] |= ~there.any_of(providers)
    return ~shut


@dataclass(frozen=True, slots=True, eq=False)
class _PairPresence:
    """Who is there: ``there[row[k]]`` are the periods in which pair k is present; row -1: never."""

    row: _Indices
    there: Bools

    def any_of(self, pairs: npt.NDArray[np.integer]) -> Bools:
        rows = self.row[pairs]
        return np.asarray(self.there[rows[rows >= 0]].any(axis=0))


def _presence_of_pairs(problem: PlanProblem, tours: _Tours, present: _Presences) -> _PairPresence:
    used, back = np.unique(tours.pair, return_inverse=True)
    row = np.full(problem.n_pairs, -1, dtype=np.int64)
    row[used] = np.arange(len(used))
    there = np.zeros((len(used), problem.n_periods), dtype=bool)
    there[back[present.tour], present.period] = True
    return _PairPresence(row, there)


def _malformed(problem: PlanProblem, plan: Plan) -> Iterator[str]:
    sizes = [len(column) for column in (plan.pair, plan.start, plan.length, plan.count)]
    if len(set(sizes)) > 1:
        yield "malformed plan: columns of {}, {}, {} and {} tours".format(*sizes)
    for i in np.flatnonzero(~_sound(problem, plan)):
        pair, start, length, count = (column[i] for column in _columns(plan))
        yield (
            f"malformed tour {i}: pair {pair} of {problem.n_pairs}, start {start}, length {length}, count {count} "
            f"in a horizon of {problem.n_periods} periods"
        )


def _outside_window(problem: PlanProblem, tours: _Tours) -> Iterator[str]:
    pair, end = tours.pair, tours.start + tours.length
    cut_short = problem.pair_open[pair] & (end == problem.n_periods)
    early = tours.start < problem.pair_first[pair]
    late = end - 1 > problem.pair_last[pair]
    short = (tours.length < problem.tour_min[pair]) & ~cut_short
    long = tours.length > problem.tour_max[pair]
    for i in np.flatnonzero(early | late):
        window = f"{problem.pair_first[pair[i]]} to {problem.pair_last[pair[i]]}"
        yield f"window: {_tour_name(problem, tours, int(i))} is outside periods {window}"
    for i in np.flatnonzero(short | long):
        allowed = f"{problem.tour_min[pair[i]]} to {problem.tour_max[pair[i]]}"
        yield f"length of tour: {_tour_name(problem, tours, int(i))} does not last {allowed} periods"


def _unit_serves_twice(problem: PlanProblem, tours: _Tours) -> Iterator[str]:
    longest = problem.rest.shape[1] - 1
    rest = problem.rest[problem.pair_offer[tours.pair], np.minimum(tours.length, longest)]
    until = np.minimum(tours.start + tours.length + rest, problem.n_periods)
    tour, period = _expand(tours.start, until - tours.start)
    pool = problem.pair_pool[tours.pair[tour]]
    busy = _sum_by(pool, period, tours.count[tour].astype(float), shape=problem.units.shape)
    for p, first, last in _runs(busy > problem.units):
        worst = first + int(np.argmax((busy - problem.units)[p, first : last + 1]))
        yield (
            f"no unit serves twice: pool {_name(problem.pool_ids, p)} has {busy[p, worst]:g} units on tour or "
            f"resting but only {problem.units[p, worst]} in {_periods(first, last, worst)}"
        )


def _over_limit(problem: PlanProblem, tours: _Tours, present: _Presences) -> Iterator[str]:
    pair = tours.pair[present.tour]
    presence, use = _expand_rows(problem.use_start, pair)
    amount = problem.use_amount[use] * tours.count[present.tour[presence]]
    used = _sum_by(problem.use_limit[use], present.period[presence], amount, shape=problem.limit_cap.shape)
    slack = _TOLERANCE * np.maximum(1.0, np.where(np.isfinite(problem.limit_cap), problem.limit_cap, 1.0))
    for limit, first, last in _runs(used > problem.limit_cap + slack):
        worst = first + int(np.argmax((used - problem.limit_cap)[limit, first : last + 1]))
        yield (
            f"limit {_name(problem.limit_ids, limit)}: {used[limit, worst]:.10g} used but only "
            f"{problem.limit_cap[limit, worst]:.10g} allowed in {_periods(first, last, worst)}"
        )


def _too_many_nations(problem: PlanProblem, tours: _Tours, present: _Presences) -> Iterator[str]:
    line, nation = problem.pair_line[tours.pair], problem.pair_nation[tours.pair]
    ruled = problem.max_nations[line[present.tour]] > 0
    tour, period = present.tour[ruled], present.period[ruled]
    seen = np.unique(np.stack([line[tour], period, nation[tour]]), axis=1)
    many = _sum_by(seen[0], seen[1], np.ones(seen.shape[1]), shape=problem.demand.shape)
    for row, first, last in _runs(many > problem.max_nations[:, None]):
        here = (seen[0] == row) & (seen[1] == first)
        names = ", ".join(_name(problem.nation_ids, int(n)) for n in seen[2, here])
        yield (
            f"mixing: line {_name(problem.line_ids, row)} allows {problem.max_nations[row]} nations but has {names} "
            f"in {_periods(first, last)}"
        )


def _conflicting_pairs(problem: PlanProblem, tours: _Tours, present: _Presences) -> Iterator[str]:
    there = _presence_of_pairs(problem, tours, present)
    used = np.unique(tours.pair)
    row, at = _expand_rows(problem.conflict_start, used)
    one, other = used[row], problem.conflict_pair[at].astype(np.int64)
    # A conflict may be written at either pair or at both: name each couple once.
    low, high = np.minimum(one, other), np.maximum(one, other)
    couples = np.unique(np.stack([low, high])[:, there.row[other] >= 0], axis=1)
    both = there.there[there.row[couples[0]]] & there.there[there.row[couples[1]]]
    for couple, begin, end in _runs(both):
        a, b = (_pair_name(problem, int(k)) for k in couples[:, couple])
        yield f"pairing: {a} and {b} may not be present together but are in {_periods(begin, end)}"


def _runs(mask: Bools) -> Iterator[tuple[int, int, int]]:
    """Row, first and last column of every run of True within a row."""
    padded = np.zeros((mask.shape[0], mask.shape[1] + 2), dtype=np.int8)
    padded[:, 1:-1] = mask
    steps = np.diff(padded, axis=1)
    rows, firsts = np.nonzero(steps == 1)
    lasts = np.nonzero(steps == -1)[1] - 1
    yield from zip(rows.tolist(), firsts.tolist(), lasts.tolist(), strict=True)


def _periods(first: int, last: int, worst: int | None = None) -> str:
    if first == last:
        return f"period {first}"
    return f"periods {first} to {last}" + (f", worst in {worst}" if worst is not None else "")


def _name(ids: Sequence[str], index: int) -> str:
    return str(ids[index]) if index < len(ids) else str(index)


def _pair_name(problem: PlanProblem, pair: int) -> str:
    offer = _name(problem.offer_ids, int(problem.pair_offer[pair]))
    return f"offer {offer} on line {_name(problem.line_ids, int(problem.pair_line[pair]))}"


def _tour_name(problem: PlanProblem, tours: _Tours, i: int) -> str:
    start, length = int(tours.start[i]), int(tours.length[i])
    return f"tour of {_pair_name(problem, int(tours.pair[i]))} in {_periods(start, start + length - 1)}"
