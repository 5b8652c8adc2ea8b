"""The relaxation of the whole problem: a bound on every plan, and what one more unit of each thing is worth."""

from dataclasses import dataclass

import numpy as np

from accord.plan.exact.build import build
from accord.plan.exact.goal import Goal
from accord.plan.exact.ground import Ground, Prepared, ground
from accord.plan.exact.tours import Tours, all_tours
from accord.plan.problem import Floats, Plan
from accord.solver.highs import Effort, relax
from accord.solver.program import round_up


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Prices:
    """What the relaxation proves and what it prices."""

    least: float
    """Weighted shortfall that no plan can go below, certified by the prices themselves."""
    slot: Floats
    """(R, T) price of one more unit of cover, weighted unit-periods; 0 where a gate stays shut."""
    limit: Floats
    """(C, T) price of one more unit of each limit, weighted unit-periods."""
    seconds: float


def relaxation(
    prepared: Prepared,
    *,
    weights: tuple[float, float, float],
    tours: Tours | None = None,
    seconds: float | None = None,
) -> Prices:
    """Bound and prices of the problem without whole numbers, over all tours by default.

    >>> from accord.plan.exact.ground import prepare
    >>> from accord.plan.tiny import tiny_problem
    >>> prices = relaxation(prepare(tiny_problem([[2, 2]], [(0, 0)])), weights=(8, 4, 2))
    >>> round(prices.least, 6), prices.slot.round(6).tolist()
    (16.0, [[8.0, 8.0]])
    """
    problem = prepared.problem
    tours = all_tours(problem) if tours is None else tours
    built = build(prepared, tours, nothing_fixed(prepared), Goal(weights=weights))
    answer = relax(built.program, effort=Effort(seconds=seconds))
    row_price = np.zeros(built.program.n_rows) if answer.row_price is None else answer.row_price
    # A slot without a cover rule either has no tour at all (a unit would be worth its full weight) or a shut gate.
    slot = np.where(problem.demand > 0, np.asarray(weights, dtype=float)[problem.priority][:, None], 0.0)
    slot[problem.gate_line] = 0.0
    limit = np.zeros(problem.limit_cap.shape)
    slot[built.slots[1], built.slots[2]] = np.maximum(0.0, row_price[built.slots[0]])
    limit[built.limits[1], built.limits[2]] = np.maximum(0.0, -row_price[built.limits[0]])
    least = max(0.0, round_up(answer.bound, built.grid)) + built.constant
    return Prices(least=least, slot=slot, limit=limit, seconds=answer.seconds)


def nothing_fixed(prepared: Prepared) -> Ground:
    """The ground of the empty plan."""
    return ground(prepared, Tours.of(Plan.empty()), np.zeros(0, dtype=np.int64))
