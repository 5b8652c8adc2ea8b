"""The cheapest plan that covers nearly as much: each unit present has the price of its likely cost."""

import numpy as np

from accord.plan.kernels.data import Taste
from accord.plan.prefer import Hunt, Score, strengthen, unit_price
from accord.plan.problem import Floats, Plan, PlanProblem
from accord.plan.verify import cost

FIRST = 0.1
"""Strength of the first try, in prices at which a usual unit costs what it covers."""


def total_cost(problem: PlanProblem, plan: Plan) -> Score:
    """Likely cost of a plan, the problem's currency."""
    return (round(cost(problem, plan), 6),)


def cheapen(hunt: Hunt, strength: float = FIRST) -> float:
    """Look for cheaper plans that hold the bar, beginning with a strength; the strength reached."""
    problem = hunt.bar.problem
    price = unit_price(problem, hunt.bar.search_weights, problem.pair_cost)
    return strengthen(hunt, lambda strength, _: priced(strength * price * problem.pair_cost), strength)


def priced(price: Floats) -> Taste:
    """Prices of one present unit in one period, and no hedge."""
    return Taste(np.ascontiguousarray(price, float), np.zeros(0, np.int32), np.zeros(0))
