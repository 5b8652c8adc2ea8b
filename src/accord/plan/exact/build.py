"""The planning problem as a mixed-integer program, whole or around fixed tours.

Unknowns
--------
``x_j``, whole: units that take tour j = (pair k, start s, length l). ``u_rt``: shortfall of slot (r, t).
``idle_pt``: units of pool p neither on tour nor resting. ``y_rnt``, 0 or 1: nation n is present on line r.
``w_kt``, 0 or 1: pair k is present.

Rules
-----
- cover: sum of value_jt x_j over tours present in (r, t), plus u_rt, is at least demand_rt; value = quality x share
  after handover. Where a gate g of the line is not open: demand_rt times provider presences, plus u_rt, is at least
  demand_rt, so that a slot without its provider is wholly short.
- no unit serves twice: idle_pt <= idle_p,t-1 + returns_pt - starts_pt + units_pt - units_p,t-1, as an inequality (idle
  units may be forgotten; it has two entries a tour, and the same bound as counting busy units in each period).
- limits: sum of amount_kc x_j over tours present in t is at most the largest sum that whole units can reach under the
  cap.
- mixing: presences of nation n on (r, t) are at most M y_rnt; sum of y over nations is at most the line's number.
- pairing: presences of pair k in t are at most M w_kt; w_kt + w_k't is at most 1 for conflicting pairs.

Without loss
------------
No slot needs more units of one tour than fill the widest slot that it serves (one, if it only opens a gate), so x_j has
that upper bound; a tour that can serve nothing has no column. A slot whose tours serve nothing else needs no more units
than fill it. Fixed tours only change the right-hand sides.
"""

from dataclasses import dataclass

import numpy as np

from accord.plan.exact.cover import Fill, cover_requirements
from accord.plan.exact.free import FreeTours, free_tours
from accord.plan.exact.goal import Goal
from accord.plan.exact.ground import Ground, Prepared
from accord.plan.exact.tours import Indices, Tours, busy_until, expand_ranges, sums
from accord.plan.problem import Floats, Plan
from accord.solver.program import Program, step
from accord.solver.sheet import Sheet

_EPS = 1e-7


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Built:
    """A program and how to read it."""

    program: Program
    tours: Tours
    """Tour of each of the first columns."""
    most: Floats
    """Upper bound of each of the first columns, units."""
    certain: Floats
    """(3,) shortfall, by class, of slots that no free tour can change."""
    constant: float
    """Objective of what is certain; add it to the program's cost and bound."""
    grid: float
    """All objectives are multiples of it (less the constant); 0: unknown."""
    slots: tuple[Indices, Indices, Indices]
    """Row, line and period of each cover rule."""
    limits: tuple[Indices, Indices, Indices]
    """Row, limit and period of each limit rule."""
    fills: tuple[Fill, ...]

    def column_values(self, tours: Tours, count: Indices, n_periods: int) -> Floats:
        """Value of every column for these tours; units that no bound allows are left out (they serve nothing)."""
        x = np.zeros(self.program.n_columns)
        keys, order = self.tours.keys(n_periods), np.argsort(self.tours.keys(n_periods))
        wanted = tours.keys(n_periods)
        at = np.minimum(np.searchsorted(keys, wanted, sorter=order), max(0, len(keys) - 1))
        if len(keys):
            known = keys[order[at]] == wanted
            np.add.at(x, order[at[known]], count[known])
            x[: len(keys)] = np.minimum(x[: len(keys)], self.most)
        return self.tight(x)

    def tight(self, x: Floats) -> Floats:
        """The same tours in whole units, all other columns as small as these call for."""
        x = x.copy()
        x[: len(self.tours)] = np.rint(x[: len(self.tours)])
        for fill in self.fills:
            fill(x)
        return x

    def plan(self, x: Floats) -> Plan:
        """The tours that x chooses."""
        count = np.rint(x[: len(self.tours)]).astype(np.int32)
        on = np.flatnonzero(count > 0)
        chosen = self.tours.take(on)
        columns = (column.astype(np.int32) for column in (chosen.pair, chosen.start, chosen.length))
        pair, start, length = columns
        return Plan(pair=pair, start=start, length=length, count=count[on])


def build(prepared: Prepared, tours: Tours, fixed: Ground, goal: Goal) -> Built:
    """The program over these tours, given what fixed tours give and leave."""
    free = free_tours(prepared, tours, fixed)
    sheet = Sheet()
    price = goal.cost * prepared.problem.pair_cost[free.tours.pair] * free.tours.length
    sheet.add_columns(len(free.tours), cost=price, upper=free.most, integer=True)
    cover = cover_requirements(sheet, prepared, free, goal)
    fills = [
        cover.fill,
        *_no_unit_serves_twice(sheet, prepared, free, fixed),
        *_few_nations(sheet, prepared, free, fixed),
        *_keep_conflicting_apart(sheet, prepared, free, fixed),
    ]
    limits = _respect_limits(sheet, free, fixed)
    return Built(
        program=sheet.program(),
        tours=free.tours,
        most=free.most,
        certain=cover.certain,
        constant=float(cover.certain @ goal.weights),
        grid=_grid(goal, cover.grid, price),
        slots=cover.slots,
        limits=limits,
        fills=tuple(fills),
    )


def _grid(goal: Goal, shortfall_grid: float, price: Floats) -> float:
    weights = [weight for weight in goal.weights if weight]
    if not weights:
        return step(price)
    return step(weights) * shortfall_grid if not goal.cost else 0.0


def _no_unit_serves_twice(sheet: Sheet, prepared: Prepared, free: FreeTours, fixed: Ground) -> list[Fill]:
    problem, tours = prepared.problem, free.tours
    pool = problem.pair_pool[tours.pair]
    crowded = np.bincount(pool, weights=free.most, minlength=problem.n_pools) > fixed.room.min(axis=1, initial=np.inf)
    shared = np.flatnonzero(crowded)
    column = np.flatnonzero(crowded[pool])
    if not len(column):
        return []
    until = busy_until(problem, tours)[column]
    begin, end = int(tours.start[column].min()), int(until.max())
    room = fixed.room[shared, begin:end]
    idle = sheet.add_columns(room.size, upper=np.maximum(0.0, room).ravel()).reshape(room.shape)
    row = sheet.add_rows(room.size, upper=np.diff(room, axis=1, prepend=0.0).ravel()).reshape(room.shape)
    number = np.searchsorted(shared, pool[column])
    sheet.add_entries(row.ravel(), idle.ravel(), 1.0)
    sheet.add_entries(row[:, 1:].ravel(), idle[:, :-1].ravel(), -1.0)
    sheet.add_entries(row[number, tours.start[column] - begin], column, 1.0)
    back = until < end
    sheet.add_entries(row[number[back], until[back] - begin], column[back], -1.0)

    def fill(x: Floats) -> None:
        out = sums((number, tours.start[column] - begin), x[column], room.shape)
        out -= sums((number[back], until[back] - begin), x[column[back]], room.shape)
        x[idle.ravel()] = (room - np.cumsum(out, axis=1)).ravel()

    return [fill]


def _respect_limits(sheet: Sheet, free: FreeTours, fixed: Ground) -> tuple[Indices, Indices, Indices]:
    n_periods = fixed.left.shape[1]
    cells = free.use_limit * np.int64(n_periods) + free.use_period
    most = np.bincount(cells, weights=free.use_amount * free.most[free.use_tour], minlength=fixed.left.size)
    left = fixed.left.ravel()
    tight = np.flatnonzero(most > left + _EPS)
    row = sheet.add_rows(len(tight), upper=left[tight])
    number = np.full(fixed.left.size, -1, dtype=np.int64)
    number[tight] = np.arange(len(tight))
    at = number[cells]
    known = at >= 0
    sheet.add_entries(row[at[known]], free.use_tour[known], free.use_amount[known])
    return row, tight // n_periods, tight % n_periods


def _few_nations(sheet: Sheet, prepared: Prepared, free: FreeTours, fixed: Ground) -> list[Fill]:
    problem, shape = prepared.problem, prepared.problem.demand.shape
    n = problem.n_nations
    slot = problem.pair_line[free.pair] * np.int64(shape[1]) + free.period
    key = slot * n + problem.pair_nation[free.pair]
    there = np.unique(free.nation_there)
    chosen = np.flatnonzero((problem.max_nations[problem.pair_line[free.pair]] > 0) & ~np.isin(key, there))
    guests, guest = np.unique(key[chosen], return_inverse=True)
    places = (
        problem.max_nations[guests // n // shape[1]]
        - np.bincount(there // n, minlength=problem.demand.size)[guests // n]
    )
    crowd = np.bincount(guests // n, minlength=problem.demand.size)[guests // n]
    ruled = crowd > places
    if not ruled.any():
        return []
    chosen, guest = chosen[ruled[guest]], guest[ruled[guest]]
    renumber = np.cumsum(ruled) - 1
    return [_count_presence(sheet, prepared, free, fixed, chosen, renumber[guest], guests[ruled] // n, places[ruled])]


def _count_presence(
    sheet: Sheet,
    prepared: Prepared,
    free: FreeTours,
    fixed: Ground,
    chosen: Indices,
    guest: Indices,
    group: Indices,
    places: Indices,
) -> Fill:
    """At most ``places`` guests are present in each group; a guest is present if any of its presences is.

    Each pool of a guest has its own row: tighter than one row for all its pools.
    """
    tour, n_pools = free.tour[chosen], prepared.problem.n_pools
    pool = prepared.problem.pair_pool[free.pair[chosen]].astype(np.int64)
    cells, first, cell = np.unique(guest * n_pools + pool, return_index=True, return_inverse=True)
    room = fixed.room[pool[first], free.period[chosen][first]]
    most = np.minimum(room, np.bincount(cell, weights=free.most[tour], minlength=len(cells)))
    present = sheet.add_columns(len(group), upper=1.0, integer=True)
    row = sheet.add_rows(len(cells), upper=0.0)
    sheet.add_entries(row[cell], tour, 1.0)
    sheet.add_entries(row, present[cells // n_pools], -most)
    _, head, member = np.unique(group, return_index=True, return_inverse=True)
    count = sheet.add_rows(len(head), upper=places[head].astype(float))
    sheet.add_entries(count[member], present, 1.0)

    def fill(x: Floats) -> None:
        x[present] = np.bincount(guest, weights=x[tour], minlength=len(group)) > 0.5

    return fill


def _keep_conflicting_apart(sheet: Sheet, prepared: Prepared, free: FreeTours, fixed: Ground) -> list[Fill]:
    problem, n_periods = prepared.problem, prepared.problem.n_periods
    if not len(problem.conflict_pair):
        return []
    key = free.pair * n_periods + free.period
    known = np.unique(key)
    row, at = expand_ranges(problem.conflict_start, known // n_periods)
    other = problem.conflict_pair[at].astype(np.int64) * n_periods + known[row] % n_periods
    both = np.isin(other, known)
    couples = np.unique(np.sort(np.stack([known[row[both]], other[both]]), axis=0), axis=1)
    if not couples.shape[1]:
        return []
    sides = np.unique(couples)
    chosen = np.flatnonzero(np.isin(key, sides))
    side, tour = np.searchsorted(sides, key[chosen]), free.tour[chosen]
    present = sheet.add_columns(len(sides), upper=1.0, integer=True)
    presence = sheet.add_rows(len(sides), upper=0.0)
    sheet.add_entries(presence[side], tour, 1.0)
    most = np.bincount(side, weights=free.most[tour], minlength=len(sides))
    room = fixed.room[problem.pair_pool[sides // n_periods], sides % n_periods]
    sheet.add_entries(presence, present, -np.minimum(most, room))
    apart = sheet.add_rows(couples.shape[1], upper=1.0)
    for end in couples:
        sheet.add_entries(apart, present[np.searchsorted(sides, end)], 1.0)

    def fill(x: Floats) -> None:
        x[present] = np.bincount(side, weights=x[tour], minlength=len(sides)) > 0.5

    return [fill]
