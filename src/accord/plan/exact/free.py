"""Free tours: those of the given ones that fixed tours leave room for and that can serve something."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from accord.plan.exact.ground import Ground, Prepared, gates_open
from accord.plan.exact.tours import Indices, Presences, Tours, busy_until, expand, expand_ranges, presences
from accord.plan.problem import Bools, Floats

_EPS = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FreeTours:
    """Tours with an upper bound on their units; their presences; their use of limits; the slots they can change."""

    tours: Tours
    most: Floats
    """(tours,) most units that can take the tour and be of use, at least 1."""
    tour: Indices
    """(presences,) tour, with `pair`, `period` and `value` of one unit."""
    pair: Indices
    period: Indices
    value: Floats
    use_tour: Indices
    """(uses,) tour, with `use_limit`, `use_period` and `use_amount` of one unit."""
    use_limit: npt.NDArray[np.integer]
    use_period: Indices
    use_amount: Floats
    missing: Floats
    """(R, T) demand that fixed tours leave uncovered, before gates."""
    gate_needed: Bools
    """(G, T) gates that only free tours can open, on slots with demand."""
    slot_open: Bools
    """(R, T) slots whose shortfall free tours can change."""
    certain: Floats
    """(3,) shortfall of all other slots, by class."""
    nation_there: Indices
    """Keys (line, period, nation) of nations present by fixed tours on lines with a mixing rule."""


def free_tours(prepared: Prepared, tours: Tours, fixed: Ground) -> FreeTours:
    """The tours that are left, with all that the rules need to know of them."""
    problem = prepared.problem
    present = presences(problem, tours)
    gate_free = gates_open(prepared, tours.pair[present.tour], present.period)
    missing, needed = _missing(prepared, fixed, gate_free)
    there = _nations_there(prepared, fixed)
    most = np.minimum(_room(prepared, tours, fixed), _useful(prepared, tours, present, missing))
    most = np.minimum(most, _within_limits(prepared, tours, present, fixed))
    most[_barred(prepared, tours, present, fixed, there)] = 0
    kept = most > 0
    if not kept.all():
        tours, most = tours.take(kept), most[kept]
        present = presences(problem, tours)
    pair = tours.pair[present.tour]
    row, use = expand_ranges(problem.use_start, pair)
    slot_open, certain = _open_slots(prepared, fixed, pair, present, missing, needed)
    return FreeTours(
        tours=tours,
        most=most,
        tour=present.tour,
        pair=pair,
        period=present.period,
        value=present.value,
        use_tour=present.tour[row],
        use_limit=problem.use_limit[use],
        use_period=present.period[row],
        use_amount=problem.use_amount[use],
        missing=np.where(slot_open, missing, 0.0),
        gate_needed=needed & slot_open[problem.gate_line],
        slot_open=slot_open,
        certain=certain,
        nation_there=there,
    )


def _missing(prepared: Prepared, fixed: Ground, gate_free: Bools) -> tuple[Floats, Bools]:
    """Demand left to cover, none where a gate stays shut; and the gates that free tours must open."""
    problem = prepared.problem
    missing = np.maximum(0.0, problem.demand - fixed.cover)
    missing[missing < _EPS] = 0.0
    shut = ~fixed.gate_open & ~gate_free
    for_ever = np.zeros(problem.demand.shape, dtype=bool)
    np.logical_or.at(for_ever, problem.gate_line, shut)
    missing[for_ever] = 0.0
    wanted = (problem.demand > 0) & ~for_ever
    return missing, ~fixed.gate_open & gate_free & wanted[problem.gate_line]


def _room(prepared: Prepared, tours: Tours, fixed: Ground) -> Floats:
    """Units that the pool has left in every period of the tour and its rest."""
    until = busy_until(prepared.problem, tours)
    tour, period = expand(tours.start, until - tours.start)
    if not len(tour):
        return np.zeros(0)
    room = fixed.room[prepared.problem.pair_pool[tours.pair[tour]], period]
    first = np.cumsum(until - tours.start) - (until - tours.start)
    return np.asarray(np.minimum.reduceat(room, first), dtype=float)


def _useful(prepared: Prepared, tours: Tours, present: Presences, missing: Floats) -> Floats:
    """Units beyond which one more fills no slot, whatever the others do; one for a pair that opens gates."""
    pair = tours.pair[present.tour]
    lack = missing[prepared.problem.pair_line[pair], present.period]
    units = np.zeros(len(pair))
    np.divide(lack, present.value, out=units, where=present.value > 0)
    most = np.zeros(len(tours))
    np.maximum.at(most, present.tour, np.ceil(units - _EPS))
    opens_gates = np.diff(prepared.gate_start)[tours.pair] > 0
    most[opens_gates] = np.maximum(1.0, most[opens_gates])
    return most


def _within_limits(prepared: Prepared, tours: Tours, present: Presences, fixed: Ground) -> Floats:
    problem = prepared.problem
    row, use = expand_ranges(problem.use_start, tours.pair[present.tour])
    left = fixed.left[problem.use_limit[use], present.period[row]]
    most = np.full(len(tours), np.inf)
    np.minimum.at(most, present.tour[row], np.floor(left / problem.use_amount[use] + _EPS))
    most[most < 0] = 0.0
    return most


def _nations_there(prepared: Prepared, fixed: Ground) -> Indices:
    problem = prepared.problem
    line = problem.pair_line[fixed.pair]
    ruled = problem.max_nations[line] > 0
    slot = line[ruled] * np.int64(problem.n_periods) + fixed.period[ruled]
    return np.unique(slot * problem.n_nations + problem.pair_nation[fixed.pair[ruled]])


def _barred(prepared: Prepared, tours: Tours, present: Presences, fixed: Ground, there: Indices) -> Indices:
    """Tours that would be one nation too many, or meet a conflicting pair, among the fixed tours."""
    problem, n_periods = prepared.problem, prepared.problem.n_periods
    pair = tours.pair[present.tour]
    line = problem.pair_line[pair]
    slot = line * np.int64(n_periods) + present.period
    full = np.bincount(there // problem.n_nations, minlength=problem.demand.size) if len(there) else None
    barred = np.zeros(len(pair), dtype=bool)
    if full is not None:
        guest = ~np.isin(slot * problem.n_nations + problem.pair_nation[pair], there)
        barred |= guest & (problem.max_nations[line] > 0) & (full[slot] >= problem.max_nations[line])
    if len(problem.conflict_pair):
        row, at = expand_ranges(problem.conflict_start, fixed.pair)
        enemies = problem.conflict_pair[at].astype(np.int64) * n_periods + fixed.period[row]
        barred |= np.isin(pair * n_periods + present.period, enemies)
    return present.tour[barred]


def _open_slots(
    prepared: Prepared, fixed: Ground, pair: Indices, present: Presences, missing: Floats, needed: Bools
) -> tuple[Bools, Floats]:
    """Slots whose shortfall free tours can change, and the shortfall of all others by class."""
    problem = prepared.problem
    touched = np.zeros(problem.demand.shape, dtype=bool)
    serves = present.value > 0
    touched[problem.pair_line[pair[serves]], present.period[serves]] = True
    touched &= missing > 0
    np.logical_or.at(touched, problem.gate_line, needed)
    shut = np.zeros(problem.demand.shape, dtype=bool)
    np.logical_or.at(shut, problem.gate_line, ~fixed.gate_open)
    short = np.where(shut, problem.demand, np.maximum(0.0, problem.demand - fixed.cover))
    short[touched] = 0.0
    certain = np.bincount(problem.priority, weights=short.sum(axis=1), minlength=3)
    return touched, certain.astype(float)
