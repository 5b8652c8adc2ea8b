"""What of one problem carries over to a changed one: the same offers on the same lines, the same limits and pools."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from accord.plan.prices import Guidance, Market, Weights, open_market
from accord.plan.problem import Floats, Ints, Plan, PlanProblem

_WARM_STEP = 0.3
"""Step scale of a climb that begins near the top."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Crossing:
    """Where each row of a new problem stands in the old one; -1: nowhere."""

    pair: Ints
    line: Ints
    limit: Ints
    pool: Ints


def cross(old: PlanProblem, new: PlanProblem) -> Crossing:
    """Find rows again by their ids; where a problem has none, by their place.

    >>> from dataclasses import replace
    >>> from accord.plan.tiny import tiny_problem
    >>> old = replace(tiny_problem([[1], [1]], [(0, 0), (0, 1)]), line_ids=("a", "b"))
    >>> new = replace(tiny_problem([[1], [1]], [(0, 0), (0, 1)]), line_ids=("b", "c"))
    >>> cross(old, new).pair.tolist(), cross(old, new).line.tolist()
    ([1, -1], [1, -1])
    """
    return Crossing(
        pair=_places(_pairs(old), _pairs(new)),
        line=_places(_names(old.line_ids, old.n_lines), _names(new.line_ids, new.n_lines)),
        limit=_places(_names(old.limit_ids, old.n_limits), _names(new.limit_ids, new.n_limits)),
        pool=_places(_names(old.pool_ids, old.n_pools), _names(new.pool_ids, new.n_pools)),
    )


def carry_plan(plan: Plan, crossing: Crossing) -> Plan:
    """The tours of the old problem's plan whose pair the new problem has too, whether its rules allow them or not."""
    place = np.full(max([-1, *crossing.pair.tolist(), *plan.pair.tolist()]) + 1, -1, dtype=np.int32)
    found = np.flatnonzero(crossing.pair >= 0)
    place[crossing.pair[found]] = found
    pair = place[plan.pair]
    kept = pair >= 0
    return Plan(pair=pair[kept], start=plan.start[kept], length=plan.length[kept], count=plan.count[kept]).sorted()


def carry_guidance(guidance: Guidance, crossing: Crossing, problem: PlanProblem, weights: Weights) -> Guidance:
    """Prices of the same slots, limits and pools; a new line is worth its weight, a new limit costs nothing.

    A price where nothing is scarce (no cap, or the same units at all times) is dropped, so that prices still bound.
    """
    weight = np.asarray(weights, dtype=float)[problem.priority]
    fresh = np.repeat(weight[:, None], problem.n_periods, axis=1)
    finite = np.isfinite(problem.limit_cap)
    varies = problem.units != problem.units.max(axis=1, keepdims=True, initial=0)
    none = np.zeros((problem.n_pairs, problem.n_periods))
    return Guidance(
        slot_price=np.minimum(_gathered(guidance.slot_price, crossing.line, fresh), fresh),
        limit_price=np.where(finite, _gathered(guidance.limit_price, crossing.limit, 0.0 * finite), 0.0),
        busy_price=np.where(
            varies.any(axis=1, keepdims=True), _gathered(guidance.busy_price, crossing.pool, 0.0 * varies), 0.0
        ),
        presence=_gathered(guidance.presence, crossing.pair, none),
    )


def reopen(problem: PlanProblem, weights: Weights, guidance: Guidance) -> Market:
    """A climb that begins from prices carried over to this problem."""
    market = open_market(problem, weights)
    prices = market.prices
    for price, best, start in (
        (prices.slot, prices.best_slot, guidance.slot_price),
        (prices.limit, prices.best_limit, guidance.limit_price),
        (prices.busy, prices.best_busy, guidance.busy_price),
    ):
        price[:] = best[:] = start
    prices.bound[1] = _WARM_STEP
    return market


def _gathered(rows: Floats, place: Ints, otherwise: Floats) -> Floats:
    """Rows at their new places; as ``otherwise`` where a row is new or the horizon has changed."""
    out = np.array(otherwise, dtype=float)
    if rows.shape[1:] == out.shape[1:]:
        out[place >= 0] = rows[place[place >= 0]]
    return out


def _names(ids: Sequence[str], n: int) -> Sequence[Hashable]:
    return ids if len(ids) == n else range(n)


def _pairs(problem: PlanProblem) -> list[Hashable]:
    offers = _names(problem.offer_ids, len(problem.rest))
    lines = _names(problem.line_ids, problem.n_lines)
    return [(offers[o], lines[r]) for o, r in zip(problem.pair_offer.tolist(), problem.pair_line.tolist(), strict=True)]


def _places(old: Sequence[Hashable], new: Sequence[Hashable]) -> Ints:
    place = {key: row for row, key in enumerate(old)}
    return np.array([place.get(key, -1) for key in new], dtype=np.int32)
