"""Bounds for any plan of a problem: of the weighted whole, and of single classes whatever the classes above give up.

In strict order, for class c and weights v on the classes above it, every plan has

    v . S(above) + S[c]  >=  L(v above, 1 on c, 0 below),      so      S[c]  >=  L - v . S(above),

with L the bound of `accord.plan.prices`. L is climbed to once and serves every option, each with its own S(above).
"""

import time
from dataclasses import dataclass

import numpy as np

from accord.plan.prices import Weights, climb_on, open_market
from accord.plan.problem import Floats, PlanProblem

STAGES: tuple[Weights, ...] = ((1.0, 0.0, 0.0), (5.0, 1.0, 0.0), (25.0, 5.0, 1.0))
"""Weights of the bound of each class."""
STEPS, _AT_ONCE = 600, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Floors:
    """L of the weighted whole and of each class."""

    whole: float
    """Weighted shortfall that no plan can go below."""
    classes: tuple[float, ...]

    def under(self, short: Floats) -> Floats:
        """(3,) shortfall that no plan can go below in a class if it is no shorter than this in the classes above."""
        above = [float(np.dot(stage[:c], short[:c])) for c, stage in enumerate(STAGES)]
        return np.maximum(0.0, np.asarray(self.classes) - above)


def climb_floors(problem: PlanProblem, short: Floats, weights: Weights, *, until: float | None = None) -> Floors:
    """Climb all bounds towards a plan's shortfall, for some steps or until a clock time.

    >>> from accord.plan.tiny import tiny_problem
    >>> problem = tiny_problem([[1], [1]], [(0, 0), (0, 1)], priority=[0, 1])
    >>> floors = climb_floors(problem, np.array([0.0, 1.0, 0.0]), (8.0, 4.0, 2.0))
    >>> round(floors.whole, 3), floors.under(np.array([0.0, 1.0, 0.0])).round(3).tolist()
    (4.0, [0.0, 1.0, 0.0])
    >>> floors.under(np.array([1.0, 1.0, 0.0])).tolist()
    [0.0, 0.0, 0.0]
    """
    began = time.perf_counter()
    stages = (weights, *STAGES)
    least = []
    for number, stage in enumerate(stages, start=1):
        end = None if until is None else began + (until - began) * number / len(stages)
        least.append(_climb(problem, stage, float(np.dot(stage, short)), end))
    return Floors(whole=least[0], classes=tuple(least[1:]))


def _climb(problem: PlanProblem, weights: Weights, target: float, until: float | None) -> float:
    market = open_market(problem, weights)
    while not market.settled and market.least < target and market.steps < STEPS:
        if until is not None and time.perf_counter() >= until:
            break
        climb_on(market, _AT_ONCE, target=target)
    return max(0.0, market.least)
