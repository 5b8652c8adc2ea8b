"""The prices that stand behind a plan: what a search in a changed problem is guided by, and what bounds it."""

import time
from dataclasses import dataclass

import numpy as np

from accord.plan.carry import Crossing, carry_guidance, reopen
from accord.plan.prices import Guidance, Market, Weights, climb_on, open_market
from accord.plan.problem import Plan, PlanProblem
from accord.plan.solution import WEIGHTS, Stop
from accord.plan.verify import shortfall

STEEP = (400.0, 20.0, 1.0)
"""Weights by which strict order is searched again: a class is worth twenty of the next. Plans are compared by class."""
STEPS_A_ROUND = 200
"""Steps of a climb for each round, where rounds are counted instead of seconds."""
_STEPS_AT_ONCE = 20


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outlook:
    """Prices of a problem, under the weights of the search and under those of the coverage that is reported."""

    weights: Weights | None
    """Weights of the classes; None: strict order."""
    search: Market
    judge: Market
    """The same market, unless the search is in strict order."""

    def guidance(self) -> Guidance:
        """Prices for a search."""
        return self.search.guidance()

    def least(self) -> float:
        """Weighted shortfall that no plan can go below."""
        return max(0.0, self.judge.least)

    def climb(self, problem: PlanProblem, plan: Plan, stop: Stop) -> None:
        """Raise the bounds towards the plan's shortfall, until the stop or until they settle."""
        began, short = time.perf_counter(), shortfall(problem, plan)
        markets = [self.judge] if self.judge is self.search else [self.search, self.judge]
        for turn, market in enumerate(markets):
            weights = usual(self.weights) if market is self.judge else search_weights(self.weights)
            share = None if stop.seconds is None else began + stop.seconds * (turn + 1) / len(markets)
            _climb(market, float(short @ np.asarray(weights)), share, stop.rounds)


def usual(weights: Weights | None) -> Weights:
    """Weights of the coverage that is reported."""
    return WEIGHTS if weights is None else weights


def search_weights(weights: Weights | None) -> Weights:
    """Weights of the search; strict order is searched by steep ones."""
    return STEEP if weights is None else weights


def open_outlook(problem: PlanProblem, weights: Weights | None) -> Outlook:
    """Prices before any climb.

    >>> from accord.plan.tiny import tiny_problem
    >>> problem = tiny_problem([[2, 2]], [(0, 0)])
    >>> outlook = open_outlook(problem, (8.0, 4.0, 2.0))
    >>> outlook.climb(problem, Plan.empty(), Stop(seconds=None, rounds=1))
    >>> round(outlook.least(), 3)
    16.0
    """
    search = open_market(problem, search_weights(weights))
    return Outlook(weights=weights, search=search, judge=open_market(problem, WEIGHTS) if weights is None else search)


def carry_outlook(outlook: Outlook, crossing: Crossing, problem: PlanProblem) -> Outlook:
    """The same prices for a changed problem, to climb on from; the outlook itself stays as it is."""
    search, judge = search_weights(outlook.weights), usual(outlook.weights)
    markets = [
        reopen(problem, weights, carry_guidance(market.guidance(), crossing, problem, weights))
        for market, weights in ((outlook.search, search), (outlook.judge, judge))
    ]
    return Outlook(weights=outlook.weights, search=markets[0], judge=markets[outlook.judge is not outlook.search])


def _climb(market: Market, target: float, until: float | None, rounds: int | None) -> None:
    steps = None if rounds is None else STEPS_A_ROUND * rounds
    while not market.settled and market.least < target and (until is None or time.perf_counter() < until):
        if steps is not None and market.steps >= steps:
            break
        climb_on(market, _STEPS_AT_ONCE, target=target)
