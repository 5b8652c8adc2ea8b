"""The rule that requirements are covered or short, with its gates, and the shortfall that may not grow."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from accord.plan.exact.free import FreeTours
from accord.plan.exact.goal import Goal, Hold
from accord.plan.exact.ground import Prepared
from accord.plan.exact.tours import Indices, expand_ranges
from accord.plan.problem import Bools, Floats, Ints
from accord.solver.program import step
from accord.solver.sheet import Sheet

_EPS = 1e-7
Fill = Callable[[Floats], None]
"""Sets the columns of a rule to the least that the numbers of units in x call for."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cover:
    """What covering adds to a program."""

    certain: Floats
    """(3,) shortfall, by class, of slots that no free tour can change."""
    grid: float
    """Shortfalls of slots are multiples of it; 0: unknown."""
    slots: tuple[Indices, Indices, Indices]
    """Row, line and period of each cover rule."""
    fill: Fill


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Slots:
    """Slots whose shortfall free tours can change, and the presences that serve them."""

    line: Indices
    period: Indices
    demand: Floats
    missing: Floats
    number: Indices
    """(R x T,) index of the slot, -1: none."""
    served: Indices
    """(serving presences,) slot, with `tour` and `value` of one unit."""
    tour: Indices
    value: Floats


def cover_requirements(sheet: Sheet, prepared: Prepared, free: FreeTours, goal: Goal) -> Cover:
    """Cover plus shortfall is at least what is missing; a slot whose gate is not open is wholly short."""
    slots = _slots(prepared, free)
    priority = prepared.problem.priority[slots.line]
    loose = _may_be_short(goal.holds, priority, free.certain)
    # Wider than any shortfall: a bound that could be tight would take a part of the slot's price.
    widest = np.where(loose, 2.0 * slots.demand, 0.0)
    short = sheet.add_columns(len(widest), cost=np.asarray(goal.weights, dtype=float)[priority], upper=widest)
    enough = _enough(prepared, free, slots)
    row = sheet.add_rows(len(slots.line), lower=slots.missing, upper=enough)
    sheet.add_entries(row, short, 1.0)
    sheet.add_entries(row[slots.served], slots.tour, slots.value)
    gate_slot, opens, opener = _open_gates(sheet, prepared, free, slots, short)
    _hold_shortfall(sheet, goal.holds, short, priority, free.certain)

    def fill(x: Floats) -> None:
        _trim(x, slots, enough)
        lack = slots.missing - np.bincount(slots.served, weights=slots.value * x[slots.tour], minlength=len(short))
        shut = np.bincount(opens, weights=x[opener], minlength=len(gate_slot)) < 0.5
        np.maximum.at(lack, gate_slot[shut], slots.demand[gate_slot[shut]])
        x[short] = np.maximum(0.0, lack)

    values = (slots.missing, slots.demand, slots.value)
    grid = step(np.concatenate([np.unique(part) for part in values]))
    return Cover(certain=free.certain, grid=grid, slots=(row, slots.line, slots.period), fill=fill)


def _slots(prepared: Prepared, free: FreeTours) -> _Slots:
    problem, n_periods = prepared.problem, np.int64(prepared.problem.n_periods)
    slot = np.flatnonzero(free.slot_open)
    number = np.full(problem.demand.size, -1, dtype=np.int64)
    number[slot] = np.arange(len(slot))
    cell = number[problem.pair_line[free.pair] * n_periods + free.period]
    serves = (cell >= 0) & (free.value > 0)
    return _Slots(
        line=slot // n_periods,
        period=slot % n_periods,
        demand=problem.demand.ravel()[slot],
        missing=free.missing.ravel()[slot],
        number=number,
        served=cell[serves],
        tour=free.tour[serves],
        value=free.value[serves],
    )


def _enough(prepared: Prepared, free: FreeTours, slots: _Slots) -> Floats:
    """(slots,) cover beyond which nothing is gained: only where all that serves the slot serves nothing else."""
    useful = slots.missing[slots.served] > 0
    n_served = np.bincount(slots.tour[useful], minlength=len(free.tours))
    n_served += np.diff(prepared.gate_start)[free.tours.pair]
    n = len(slots.line)
    least, most = np.full(n, np.inf), np.zeros(n)
    np.minimum.at(least, slots.served, slots.value)
    np.maximum.at(most, slots.served, slots.value)
    shared = np.zeros(n, dtype=bool)
    shared[slots.served[n_served[slots.tour] > 1]] = True
    alike = ~shared & (least == most) & (slots.missing > 0)
    unit = np.where(alike, least, 1.0)
    return np.where(alike, np.maximum(slots.missing, np.ceil(slots.missing / unit - 1e-9) * unit), np.inf)


def _trim(x: Floats, slots: _Slots, enough: Floats) -> None:
    """Take out units that serve a full slot and nothing else."""
    cover = np.bincount(slots.served, weights=slots.value * x[slots.tour], minlength=len(enough))
    for slot in np.flatnonzero(cover > enough + _EPS):
        here = np.flatnonzero((slots.served == slot) & (x[slots.tour] > 0))
        spare = round((cover[slot] - enough[slot]) / slots.value[here[0]])
        for tour in slots.tour[here]:
            taken = min(spare, x[tour])
            x[tour] -= taken
            spare -= taken


def _open_gates(
    sheet: Sheet, prepared: Prepared, free: FreeTours, slots: _Slots, short: Indices
) -> tuple[Indices, Indices, Indices]:
    """Slot of each gate that free tours must open; gate and tour of each presence that opens one."""
    gate, period = np.nonzero(free.gate_needed)
    gate_slot = slots.number[prepared.problem.gate_line[gate] * np.int64(prepared.problem.n_periods) + period]
    number = np.full(free.gate_needed.shape, -1, dtype=np.int64)
    number[gate, period] = np.arange(len(gate))
    presence, at = expand_ranges(prepared.gate_start, free.pair)
    opens = number[prepared.gate[at], free.period[presence]]
    known = opens >= 0
    opens, opener = opens[known], free.tour[presence[known]]
    row = sheet.add_rows(len(gate), lower=slots.demand[gate_slot])
    sheet.add_entries(row, short[gate_slot], 1.0)
    sheet.add_entries(row[opens], opener, slots.demand[gate_slot[opens]])
    return gate_slot, opens, opener


def _may_be_short(holds: tuple[Hold, ...], priority: Ints, certain: Floats) -> Bools:
    """Whether a hold leaves any shortfall to slots of each class."""
    loose = np.ones(len(priority), dtype=bool)
    for hold in holds:
        if hold.most - float(certain @ hold.weights) <= _EPS:
            loose &= np.asarray(hold.weights)[priority] <= 0
    return loose


def _hold_shortfall(sheet: Sheet, holds: tuple[Hold, ...], short: Indices, priority: Ints, certain: Floats) -> None:
    for hold in holds:
        left = hold.most - float(certain @ hold.weights)
        if left > _EPS:
            weights = np.asarray(hold.weights)[priority]
            held = np.flatnonzero(weights)
            row = sheet.add_rows(1, upper=left + _EPS)
            sheet.add_entries(np.repeat(row, len(held)), short[held], weights[held])
