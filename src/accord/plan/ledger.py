"""The books of a plan: who is where in each period, who rests, what each limit has left."""

from dataclasses import dataclass

import numpy as np

from accord.plan.problem import Floats, Ints, Plan, PlanProblem
from accord.plan.verify import cover

_DUST = 1e-9
"""A shortfall below this is rounding, units."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ledger:
    """A plan by period; K pairs, P pools, C limits, R lines, T periods."""

    present: Ints
    """(K, T) units on their line."""
    resting: Ints
    """(K, T) units that rest after a tour as that pair."""
    busy: Ints
    """(P, T) units on tour or resting."""
    used: Floats
    """(C, T) resource taken."""
    cover: Floats
    """(R, T) required units that count."""
    short: Floats
    """(R, T) required units missing."""


def keep_books(problem: PlanProblem, plan: Plan) -> Ledger:
    """Post every tour of a plan that keeps to the problem's indices and horizon.

    >>> from accord.plan.tiny import tiny_problem
    >>> one = np.ones(1, dtype=np.int32)
    >>> tour = Plan(pair=one * 0, start=one * 0, length=one * 2, count=one)
    >>> books = keep_books(tiny_problem([[1, 1, 1, 1]], [(0, 0)], rest=1), tour)
    >>> books.present.tolist(), books.resting.tolist(), books.short.tolist()
    ([[1, 1, 0, 0]], [[0, 0, 1, 0]], [[0.0, 0.0, 1.0, 1.0]])
    """
    shape = problem.n_pairs, problem.n_periods
    present, resting = np.zeros(shape, dtype=np.int32), np.zeros(shape, dtype=np.int32)
    for pair, start, length, count in zip(plan.pair, plan.start, plan.length, plan.count, strict=True):
        end = start + length
        present[pair, start:end] += count
        resting[pair, end : end + problem.rest[problem.pair_offer[pair], length]] += count
    covered = cover(problem, plan)
    short = problem.demand - covered
    return Ledger(
        present=present,
        resting=resting,
        busy=_by_pool(problem, present + resting),
        used=_by_limit(problem, present),
        cover=covered,
        short=np.where(short > _DUST, short, 0.0),
    )


def _by_pool(problem: PlanProblem, units: Ints) -> Ints:
    busy = np.zeros(problem.units.shape, dtype=np.int32)
    np.add.at(busy, problem.pair_pool, units)
    return busy


def _by_limit(problem: PlanProblem, present: Ints) -> Floats:
    used = np.zeros(problem.limit_cap.shape)
    pair = np.repeat(np.arange(problem.n_pairs), np.diff(problem.use_start))
    np.add.at(used, problem.use_limit, problem.use_amount[:, None] * present[pair])
    return used
