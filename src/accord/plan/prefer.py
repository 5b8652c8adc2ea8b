"""Search for what a plan should be like beyond coverage, among plans that cover nearly as much as the best.

The search minimises shortfall + strength x preference, where the preference puts prices on presence or weights on what
remains if a nation leaves (`accord.plan.kernels.data.Taste`). The strength doubles while the plans found still hold the
coverage asked for, and is halved in towards the last one that did when they do not (bisection on the multiplier of the
constraint "cover at least this much"; Everett 1963). What counts is never the search's own value: each plan found is
judged by `accord.plan.verify` and by the criterion itself, and the best one that holds is kept.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from accord.plan.kernels.data import Taste
from accord.plan.polish import Bench, anneal, best_plan, set_up
from accord.plan.prices import Weights
from accord.plan.problem import Floats, Plan, PlanProblem
from accord.plan.verify import demand_by_class, shortfall

_EPS = 1e-6
CHUNK = 500
"""Moves between looks at the clock and at whether to stop."""
HOT, COLD = 0.3, 0.03
"""Temperatures, mean weights: the plan is good already."""
_SEEDS_APART = 100
ESSENTIAL = 4.0
"""Factor on the weight of the essential class while searching, where classes come in strict order."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bar:
    """The coverage that a plan must hold."""

    problem: PlanProblem
    weights: Weights
    strict: bool
    """Whether classes come in strict order; then the essential class must hold the tolerance by itself too."""
    most: Floats
    """(4,) most shortfall of the weighted whole and of each class (inf where it is free), in their own units."""

    def admits(self, plan: Plan) -> bool:
        """Whether the plan is short by no more."""
        short = shortfall(self.problem, plan)
        reached = np.append(short @ np.asarray(self.weights), short)
        return bool(np.all(reached <= self.most + _EPS))

    @property
    def search_weights(self) -> Weights:
        """Weights under which plans are likely to hold the bar."""
        first, second, third = self.weights
        return (ESSENTIAL * first, second, third) if self.strict else self.weights


def make_bar(problem: PlanProblem, best: Plan, weights: Weights, *, strict: bool, tolerance_pp: float) -> Bar:
    """A bar that lies ``tolerance_pp`` percentage points of coverage below a plan.

    >>> from accord.plan.tiny import tiny_problem
    >>> bar = make_bar(tiny_problem([[1, 1]], [(0, 0)]), Plan.empty(), (8, 4, 2), strict=True, tolerance_pp=1.0)
    >>> bar.most.tolist(), bar.admits(Plan.empty())
    ([16.16, 2.02, inf, inf], True)
    """
    short, demand = shortfall(problem, best), demand_by_class(problem)
    share = tolerance_pp / 100.0
    whole = float((short + share * demand) @ np.asarray(weights))
    essential = float(short[0] + share * demand[0]) if strict else np.inf
    return Bar(problem=problem, weights=weights, strict=strict, most=np.array([whole, essential, np.inf, np.inf]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How long to search; with moves and tries alone the result is the same on every machine."""

    tries: int
    moves: int
    """Moves in each try."""
    until: float | None = None
    """Clock time, as of `time.perf_counter`."""


Score = tuple[float, ...]
"""Less is better; the first figure is the criterion, the others decide between equals."""
Recipe = Callable[[float, Plan], Taste]
"""A taste from the strength of the preference and the plan at hand."""


@dataclass(slots=True, kw_only=True)
class Hunt:
    """A search under way: the best plan by the criterion so far."""

    bar: Bar
    plan: Plan
    score: Callable[[Plan], Score]
    effort: Effort
    seed: int
    stopped: Callable[[], bool] = bool
    tidy: Callable[[Plan], Plan] = Plan.sorted
    """What is done to a plan before it is judged."""
    best: Score = field(init=False)
    found: list[tuple[Score, Plan]] = field(default_factory=list)
    """Plans that were better than those before them, the best last."""
    tries: int = 0

    def __post_init__(self) -> None:
        self.best = self.score(self.plan)

    def over(self) -> bool:
        """Whether to stop."""
        until = self.effort.until
        return self.stopped() or self.tries >= self.effort.tries or (until is not None and time.perf_counter() >= until)

    def attempt(self, taste: Taste) -> tuple[Plan, bool]:
        """Search once from the best plan; the plan found, and whether it holds the bar."""
        self.tries += 1
        problem = self.bar.problem
        bench = set_up(problem, self.bar.search_weights, self.plan, seed=self.seed + self.tries, taste=taste)
        cool(bench, hot=HOT, cold=COLD, moves=self.effort.moves, until=self._until(), stopped=self.stopped)
        plan = self.tidy(best_plan(bench))
        holds = self.bar.admits(plan)
        if holds:
            self.take(plan)
        return plan, holds

    def take(self, plan: Plan) -> None:
        """Keep a plan that holds the bar if it is better by the criterion."""
        score = self.score(plan)
        if score < self.best:
            self.plan, self.best = plan, score
            self.found.append((score, plan))

    def hold(self, bar: Bar, plan: Plan) -> None:
        """Set another bar, which ``plan`` holds: what was found below it is given up."""
        self.found = [(score, one) for score, one in self.found if bar.admits(one)]
        at_hand = [(self.score(plan), plan), *self.found]
        self.bar = bar
        self.best, self.plan = min(at_hand, key=lambda row: row[0])

    def resume(self, effort: Effort) -> None:
        """Begin anew from the best plan, with other chances."""
        self.seed += _SEEDS_APART
        self.effort, self.tries = effort, 0

    def _until(self) -> float | None:
        """When this try ends: the time that is left in equal parts."""
        if self.effort.until is None:
            return None
        now = time.perf_counter()
        return now + (self.effort.until - now) / max(1, self.effort.tries - self.tries + 1)


def cool(
    bench: Bench,
    *,
    hot: float,
    cold: float,
    moves: int,
    until: float | None = None,
    stopped: Callable[[], bool] = bool,
) -> None:
    """Search while the temperature falls from ``hot`` to ``cold`` mean weights: with the moves or with the clock.

    The temperature follows whichever of the two is nearer to its end, so that a search that the clock ends is cold
    by then.
    """
    began, done = time.perf_counter(), 0
    while done < moves and not stopped():
        share = done / moves
        if until is not None:
            share = max(share, (time.perf_counter() - began) / max(until - began, 1e-9))
        if share >= 1.0:
            return
        heat = hot * (cold / hot) ** share
        anneal(bench, hot=heat, cold=heat, moves=min(CHUNK, moves - done))
        done += CHUNK


def strengthen(hunt: Hunt, recipe: Recipe, first: float) -> float:
    """Raise the strength while plans hold the bar, then close in on the most that they stand; the strength reached.

    Parameters
    ----------
    first
        Strength to begin with.
    """
    strength, low, high = first, 0.0, np.inf
    plan = hunt.plan
    while hunt.bar.problem.n_pairs and not hunt.over():
        plan, holds = hunt.attempt(recipe(strength, plan))
        if holds:
            low = strength
            strength = 2.0 * strength if high == np.inf else float(np.sqrt(low * high))
        else:
            high = strength
            strength = 0.5 * strength if low == 0.0 else float(np.sqrt(low * high))
    return low or strength


def unit_price(problem: PlanProblem, weights: Weights, burden: Floats) -> float:
    """Price of burden at which a usual unit's presence costs what covering a mean unit-period is worth.

    Parameters
    ----------
    burden
        (K,) what one present unit of each pair weighs in a period, not negative.
    """
    wanted = float(problem.demand.sum())
    return problem.weighted_demand(weights) / max(wanted, 1e-9) / usual_burden(burden)


def usual_burden(burden: Floats) -> float:
    """Median of what is above 0; 1 if nothing is.

    >>> usual_burden(np.array([0.0, 3.0, 5.0]))
    4.0
    """
    return float(np.median(burden[burden > 0])) if np.any(burden > 0) else 1.0
