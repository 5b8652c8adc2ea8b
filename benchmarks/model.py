"""Planning as a mixed-integer model, for the general solvers.

Variables: x[tour] whole units that go on a tour, u[line, period] shortfall; minimise the weighted sum of u.

``rested`` (for MIP solvers) keeps units by balance rows: z[pool, t] units rested and at hand,
z[t-1] + new + returning - starting - z[t] >= 0. As inequalities (units may be wasted) they have the bound of the
equalities and solve faster. Two non-zeros a tour.

``windows`` (for constraint programming) groups the tours of an offer that start and last alike into w = sum of x, and
says for each pool and period that the w on tour or resting fit into its units; people are counted on w as well.

Mixing: y[nation, line, t] is 1 if units of the nation may be present, and at most ``max_nations`` may.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from accord.plan.problem import Bools, Floats, PlanProblem
from benchmarks.tours import Indices, Tours, all_tours, expand


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Model:
    """Minimise ``cost @ x`` with ``row_lower <= A x <= row_upper``, ``0 <= x <= upper``; A by compressed rows."""

    tours: Tours
    """The first columns are x, one a tour."""
    cost: Floats
    upper: Floats
    whole: Bools
    """Which columns are whole numbers."""
    row_lower: Floats
    row_upper: Floats
    row_start: Indices
    column: npt.NDArray[np.int32]
    value: Floats

    @property
    def n_rows(self) -> int:
        """Rows of A."""
        return len(self.row_lower)

    @property
    def n_columns(self) -> int:
        """Columns of A."""
        return len(self.cost)


def rested(problem: PlanProblem, weights: Sequence[float]) -> Model:
    """Tours with balances of rested units; see the module."""
    draft = _start(problem, weights)
    draft.rows(*_cover(draft))
    draft.rows(*_balance(draft))
    draft.rows(*_limits(draft))
    _mixing(draft)
    return draft.model()


def windows(problem: PlanProblem, weights: Sequence[float]) -> Model:
    """Starts of each offer, split over lines; see the module.

    Raises
    ------
    ValueError
        If the pairs of an offer use the limits differently, so that starts cannot stand for them.
    """
    draft = _start(problem, weights)
    draft.rows(*_cover(draft))
    starts = _group(draft)
    draft.rows(*_split(draft, starts))
    draft.rows(*_fit_pool(draft, starts))
    draft.rows(*_limits_of_starts(draft, starts))
    _mixing(draft)
    return draft.model()


_Rows = tuple[npt.NDArray[Any], npt.NDArray[Any], npt.NDArray[Any], npt.NDArray[Any], npt.NDArray[Any]]
"""Row, column and value of each non-zero; lower and upper side of each row."""


class _Draft:
    """A model that grows by columns and by blocks of rows."""

    def __init__(self, problem: PlanProblem, tours: Tours) -> None:
        self.problem, self.tours = problem, tours
        self.presence = tours.present()
        self._columns: list[tuple[Floats, Floats, Bools]] = []
        self._blocks: list[_Rows] = []
        self.n_columns = 0

    def columns(self, cost: Floats, upper: Floats, *, whole: bool) -> Indices:
        """Indices of new columns."""
        self._columns.append((cost, upper, np.full(len(cost), whole)))
        self.n_columns += len(cost)
        return np.arange(self.n_columns - len(cost), self.n_columns)

    def rows(self, *block: npt.NDArray[Any]) -> None:
        row, column, value, lower, upper = block
        self._blocks.append((row, column, value, lower, upper))

    def model(self) -> Model:
        cost, upper, whole = (np.concatenate(part) for part in zip(*self._columns, strict=True))
        parts = [_by_row(*block[:3], len(block[3])) for block in self._blocks]
        counts, column, value = (np.concatenate(part) for part in zip(*parts, strict=True))
        return Model(
            tours=self.tours,
            cost=cost,
            upper=upper,
            whole=whole,
            row_lower=np.concatenate([block[3] for block in self._blocks]).astype(np.float64),
            row_upper=np.concatenate([block[4] for block in self._blocks]).astype(np.float64),
            row_start=np.concatenate([[0], np.cumsum(counts)]),
            column=column.astype(np.int32),
            value=value.astype(np.float64),
        )


def _by_row(
    row: npt.NDArray[Any], column: npt.NDArray[Any], value: npt.NDArray[Any], n_rows: int
) -> tuple[npt.NDArray[Any], npt.NDArray[Any], npt.NDArray[Any]]:
    order = np.argsort(row, kind="stable")
    return np.bincount(row, minlength=n_rows), column[order], value[order]


def _start(problem: PlanProblem, weights: Sequence[float]) -> _Draft:
    _refuse_unsupported(problem)
    draft = _Draft(problem, all_tours(problem))
    units = problem.units.max(axis=1, initial=0)[problem.pair_pool[draft.tours.pair]]
    draft.columns(np.zeros(len(units)), units.astype(np.float64), whole=True)
    price = np.repeat(np.asarray(weights, dtype=float)[problem.priority], problem.n_periods)
    draft.columns(price, problem.demand.ravel().copy(), whole=False)
    return draft


def _refuse_unsupported(problem: PlanProblem) -> None:
    if len(problem.gate_line) or len(problem.conflict_pair) or problem.handover.any():
        raise ValueError("gates, conflicts and handover are not in the peers' models")


def _slot(draft: _Draft) -> Indices:
    """Line and period of each presence as one number."""
    tour, period = draft.presence
    return np.asarray(draft.problem.pair_line[draft.tours.pair[tour]].astype(np.int64) * _T(draft) + period)


def _T(draft: _Draft) -> int:  # noqa: N802
    return draft.problem.n_periods


def _cover(draft: _Draft) -> _Rows:
    """Present units and the shortfall reach the demand."""
    tour, _ = draft.presence
    n = draft.problem.demand.size
    return (
        np.concatenate([_slot(draft), np.arange(n)]),
        np.concatenate([tour, len(draft.tours.pair) + np.arange(n)]),
        np.concatenate([draft.problem.pair_quality[draft.tours.pair[tour]], np.ones(n)]),
        draft.problem.demand.ravel(),
        np.full(n, np.inf),
    )


def _balance(draft: _Draft) -> _Rows:
    """No unit starts a tour that is not rested."""
    units, T = draft.problem.units, _T(draft)
    at_hand = draft.columns(np.zeros(units.size), units.ravel().astype(np.float64), whole=False)
    tours, n = draft.tours, len(draft.tours.pair)
    pool = draft.problem.pair_pool[tours.pair].astype(np.int64) * T
    home = np.flatnonzero(tours.back < T)
    slot = np.arange(units.size)
    kept = slot[slot % T > 0]
    fresh = np.diff(units, axis=1, prepend=0).ravel()
    return (
        np.concatenate([pool + tours.start, pool[home] + tours.back[home], slot, kept]),
        np.concatenate([np.arange(n), home, at_hand, at_hand[kept - 1]]),
        np.concatenate([-np.ones(n), np.ones(len(home)), -np.ones(len(slot)), np.ones(len(kept))]),
        -fresh.astype(np.float64),
        np.full(units.size, np.inf),
    )


def _limits(draft: _Draft) -> _Rows:
    """Present units use no more of a limit than its cap."""
    problem = draft.problem
    tour, period = draft.presence
    pair = draft.tours.pair[tour]
    first = problem.use_start[pair]
    which, use = expand(first, problem.use_start[pair + 1] - first)
    row = problem.use_limit[use].astype(np.int64) * _T(draft) + period[which]
    return row, tour[which], problem.use_amount[use], *_caps(problem)


def _caps(problem: PlanProblem) -> tuple[Floats, Floats]:
    cap = problem.limit_cap.ravel()
    return np.full(len(cap), -np.inf), cap


def _mixing(draft: _Draft) -> None:
    """At most ``max_nations`` flags on a line in a period, and no presence without its flag.

    One row for all pools behind a flag: a row for each has the better bound, and in 15 s no plan of M-mix from HiGHS
    and a worse one from CP-SAT. A slot that no more nations can reach than may be there needs no rule.
    """
    tour, flags, flag = _flags(draft)
    if not len(flags):
        return
    y = draft.columns(np.zeros(len(flags)), np.ones(len(flags)), whole=True)
    draft.rows(*_flag_needed(draft, tour, flag, y))
    slots, slot = np.unique(flags // draft.problem.n_nations, return_inverse=True)
    allowed = draft.problem.max_nations[slots // _T(draft)].astype(np.float64)
    draft.rows(slot, y, np.ones(len(y)), np.full(len(slots), -np.inf), allowed)


def _flags(draft: _Draft) -> tuple[Indices, Indices, Indices]:
    """Tour of each presence under a rule; line, period and nation of each flag as one number; flag of each presence."""
    problem = draft.problem
    tour, _ = draft.presence
    slot = _slot(draft)
    key = slot * problem.n_nations + problem.pair_nation[draft.tours.pair[tour]]
    crowd = np.bincount(np.unique(key) // problem.n_nations, minlength=problem.demand.size)
    allowed = np.repeat(problem.max_nations, _T(draft))
    ruled = np.flatnonzero(((allowed > 0) & (crowd > allowed))[slot])
    flags, flag = np.unique(key[ruled], return_inverse=True)
    return tour[ruled], flags, flag


def _flag_needed(draft: _Draft, tour: Indices, flag: Indices, y: Indices) -> _Rows:
    """Present units of a nation are at most all units of the pools that could be there, and none without the flag."""
    n_pools = draft.problem.n_pools
    behind = np.unique(flag * n_pools + draft.problem.pair_pool[draft.tours.pair[tour]])
    units = draft.problem.units.max(axis=1)[behind % n_pools]
    most = np.bincount(behind // n_pools, units, minlength=len(y))
    return (
        np.concatenate([flag, np.arange(len(y))]),
        np.concatenate([tour, y]),
        np.concatenate([np.ones(len(tour)), -most]),
        np.full(len(y), -np.inf),
        np.zeros(len(y)),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Starts:
    """w: tours of one offer that start and last alike; ``of[tour]`` is the group, ``like`` a tour of each."""

    of: Indices
    like: Indices
    column: Indices


def _group(draft: _Draft) -> _Starts:
    tours, problem = draft.tours, draft.problem
    longest = problem.rest.shape[1]
    key = problem.pair_offer[tours.pair].astype(np.int64) * _T(draft) * longest
    key += tours.start.astype(np.int64) * longest + tours.length
    _, like, of = np.unique(key, return_index=True, return_inverse=True)
    units = problem.units.max(axis=1)[problem.pair_pool[tours.pair[like]]].astype(np.float64)
    return _Starts(of=of.ravel(), like=like, column=draft.columns(np.zeros(len(like)), units, whole=True))


def _split(draft: _Draft, starts: _Starts) -> _Rows:
    """A start goes to one line."""
    n, m = len(starts.of), len(starts.like)
    return (
        np.concatenate([starts.of, np.arange(m)]),
        np.concatenate([np.arange(n), starts.column]),
        np.concatenate([np.ones(n), -np.ones(m)]),
        np.zeros(m),
        np.zeros(m),
    )


def _fit_pool(draft: _Draft, starts: _Starts) -> _Rows:
    """No more units on tour or resting than there are."""
    tours, problem = draft.tours, draft.problem
    begin = tours.start[starts.like]
    busy = np.minimum(tours.back[starts.like], _T(draft)) - begin
    which, period = expand(begin, busy)
    row = problem.pair_pool[tours.pair[starts.like]].astype(np.int64)[which] * _T(draft) + period
    units = problem.units.ravel().astype(np.float64)
    return row, starts.column[which], np.ones(len(which)), np.full(len(units), -np.inf), units


def _limits_of_starts(draft: _Draft, starts: _Starts) -> _Rows:
    _refuse_uneven_use(draft.problem)
    grouped = replace(
        draft.tours,
        pair=draft.tours.pair[starts.like],
        start=draft.tours.start[starts.like],
        length=draft.tours.length[starts.like],
        back=draft.tours.back[starts.like],
    )
    reduced = _Draft(draft.problem, grouped)
    row, start, value, lower, upper = _limits(reduced)
    return row, starts.column[start], value, lower, upper


def _refuse_uneven_use(problem: PlanProblem) -> None:
    first = np.unique(problem.pair_offer, return_index=True, return_inverse=True)
    like = first[1][first[2].ravel()]
    size = np.diff(problem.use_start)
    which, use = expand(problem.use_start[:-1], size)
    same = np.array_equal(size, size[like])
    if same:
        twin = problem.use_start[like[which]] + use - problem.use_start[which]
        same = np.array_equal(problem.use_limit[use], problem.use_limit[twin])
        same &= np.array_equal(problem.use_amount[use], problem.use_amount[twin])
    if not same:
        raise ValueError("pairs of one offer use the limits differently")
