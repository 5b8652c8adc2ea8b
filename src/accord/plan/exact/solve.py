"""The whole problem by branch and bound: proven best, or the best found with its bound.

Weighted: one program minimises the weighted shortfall. Strict: one program a class, essential first, each holding what
the classes above reached. A last program, if wanted, minimises the cost and holds all of that. Every stage starts from
the plan of the one before. Shortfalls are recounted by the judge (`accord.plan.verify`), never read off the program.
"""

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from accord.plan.exact.build import Built, build
from accord.plan.exact.goal import Goal, Hold
from accord.plan.exact.ground import Prepared, prepare
from accord.plan.exact.prices import Prices, nothing_fixed, relaxation
from accord.plan.exact.tours import Tours, all_tours
from accord.plan.problem import Floats, Plan, PlanProblem
from accord.plan.solution import WEIGHTS, OnProgress, Progress, Solution, Stop
from accord.plan.verify import broken_rules, cost, demand_by_class, shortfall
from accord.solver.highs import Effort, solve
from accord.solver.program import round_up

Weights = tuple[float, float, float]
CLASSES = ("essential", "important", "desirable")
_EPS = 1e-6
_ROUNDING = 1e-7
"""Relative difference between a value and its bound that is rounding."""


def solve_exact(
    problem: PlanProblem,
    *,
    weights: Weights | None = None,
    stop: Stop | None = None,
    start: Plan | None = None,
    cheapest: bool = False,
    on_progress: OnProgress | None = None,
) -> Solution:
    """Best plan of the whole problem.

    Parameters
    ----------
    weights
        Weights of the classes; None: strict order.
    stop
        Seconds, nodes of each stage (``rounds``), or a gap that suffices; without seconds the result is reproducible.
    start
        A plan to begin with; used if it keeps every rule.
    cheapest
        Whether to find, last, the cheapest plan with that shortfall.
    on_progress
        Told coverage and limit of the current stage (its class, in strict order); False stops.

    Returns
    -------
    Solution
        ``least_weighted`` holds for all plans; in strict order it may lie below what the proven plan reaches, because
        the strict order is not the weighted one. ``weights`` are the usual ones in strict order.

    >>> from accord.plan.tiny import tiny_problem
    >>> solution = solve_exact(tiny_problem([[1, 1], [1, 1]], [(0, 0), (0, 1)], priority=[1, 0]))
    >>> solution.shortfall.tolist(), solution.proven
    ([0.0, 2.0, 0.0], True)
    """
    run = _Run(problem, weights or WEIGHTS, stop or Stop(), on_progress, start)
    prices = run.price()
    stages = [Goal(weights=weights)] if weights else [Goal(weights=_only(cls)) for cls in range(3)]
    names = ["weighted"] if weights else list(CLASSES)
    if cheapest:
        stages.append(Goal(weights=(0.0, 0.0, 0.0), cost=1.0))
        names.append("cost")
    for number, (goal, name) in enumerate(zip(stages, names, strict=True)):
        run.stage(goal, name, share=1.0 if number == len(stages) - 1 else 0.6)
    return run.solution(prices)


def _only(priority: int) -> Weights:
    one, two, three = (1.0 if cls == priority else 0.0 for cls in range(3))
    return one, two, three


class _Run:
    """One call of `solve_exact`: the best plan so far and what is proven about it."""

    def __init__(
        self, problem: PlanProblem, weights: Weights, stop: Stop, on_progress: OnProgress | None, start: Plan | None
    ) -> None:
        self.began = time.perf_counter()
        self.problem, self.weights, self.stop, self.on_progress = problem, weights, stop, on_progress
        self.prepared: Prepared = prepare(problem)
        self.tours: Tours = all_tours(problem)
        self.plan = start if start is not None and not broken_rules(problem, start) else Plan.empty()
        self.demand: Floats = demand_by_class(problem)
        self.least: Floats = np.zeros(3)
        self.least_weighted = 0.0
        self.holds: tuple[Hold, ...] = ()
        self.proven = True
        self.interrupted = False
        self.nodes = 0

    def seconds(self) -> float:
        return time.perf_counter() - self.began

    def left(self, share: float) -> float | None:
        return None if self.stop.seconds is None else max(0.0, share * (self.stop.seconds - self.seconds()))

    def price(self) -> Prices:
        """Bound and prices of the relaxation, with the usual weights in strict order."""
        prices = relaxation(self.prepared, weights=self.weights, tours=self.tours, seconds=self.left(0.5))
        self.least_weighted = prices.least
        self.tell(
            float(shortfall(self.problem, self.plan) @ self.weights), prices.least, Goal(weights=self.weights), "bound"
        )
        return prices

    def stage(self, goal: Goal, name: str, *, share: float) -> None:
        """Improve the plan towards a goal, holding what the stages before reached."""
        goal = replace(goal, holds=self.holds)
        built = build(self.prepared, self.tours, nothing_fixed(self.prepared), goal)
        self.least = np.maximum(self.least, built.certain)
        settled = self.value(goal, self.plan) <= built.constant + _EPS
        bound = built.constant if settled else self.improve(built, goal, name, share)
        reached = self.value(goal, self.plan)
        self.proven &= not self.interrupted and reached - bound <= max(_EPS, 0.999 * built.grid, _ROUNDING * reached)
        self.learn(goal, min(reached, bound))
        self.holds = (*self.holds, Hold(weights=goal.weights, most=reached)) if any(goal.weights) else self.holds

    def improve(self, built: Built, goal: Goal, name: str, share: float) -> float:
        """Solve; keep the better plan; say what no plan can go below."""
        if self.interrupted:
            return built.constant
        seconds = self.left(share)
        total = float(self.demand @ goal.weights)
        gap = max(0.999 * built.grid, self.stop.gap_pp / 100.0 * total, 0.5 * _ROUNDING * self.value(goal, self.plan))
        answer = solve(
            built.program,
            start=built.column_values(Tours.of(self.plan), self.plan.count.astype(np.int64), self.problem.n_periods),
            effort=Effort(seconds=seconds, nodes=self.stop.rounds, gap=gap),
            on_incumbent=self.teller(built, goal, name),
        )
        self.nodes += answer.nodes
        self.interrupted |= answer.interrupted
        if answer.x is not None:
            self.keep_better(built.plan(answer.x), goal)
        return max(0.0, round_up(answer.bound, built.grid)) + built.constant

    def keep_better(self, plan: Plan, goal: Goal) -> None:
        """Take the plan if the judge finds no broken rule, no loss of what is held, and a better value.

        Of two plans of the same value the one with less shortfall stays, higher classes first: a program that looks at
        one class only leaves the others to chance, and there may be no time to mend them.
        """
        held = all(float(shortfall(self.problem, plan) @ hold.weights) <= hold.most + _EPS for hold in self.holds)
        if held and self.rank(goal, plan) < self.rank(goal, self.plan) and not broken_rules(self.problem, plan):
            self.plan = plan

    def rank(self, goal: Goal, plan: Plan) -> tuple[float, ...]:
        """Value towards the goal, then the shortfall of each class; less is better."""
        return round(self.value(goal, plan), 6), *np.round(shortfall(self.problem, plan), 6).tolist()

    def value(self, goal: Goal, plan: Plan) -> float:
        """What the judge makes of a plan, in terms of the goal."""
        return float(shortfall(self.problem, plan) @ goal.weights) + goal.cost * cost(self.problem, plan)

    def learn(self, goal: Goal, bound: float) -> None:
        """Keep a proven bound."""
        positive = np.asarray(goal.weights) > 0
        if positive.sum() == 1 and not goal.cost:
            self.least = np.where(positive, np.maximum(self.least, bound / max(goal.weights)), self.least)
        if goal.weights == self.weights:
            self.least_weighted = max(self.least_weighted, bound)

    def teller(self, built: Built, goal: Goal, name: str) -> Callable[[float, float], bool] | None:
        """Passes a stage's incumbents on as coverage."""
        if self.on_progress is None:
            return None
        reached = self.value(goal, self.plan)
        return lambda best, bound: self.tell(min(reached, best + built.constant), bound + built.constant, goal, name)

    def tell(self, short: float, least: float, goal: Goal, name: str) -> bool:
        """Report a moment; in the cost stage coverage stands still at what is held."""
        if self.on_progress is None:
            return True
        if not any(goal.weights):
            short = least = float(shortfall(self.problem, self.plan) @ self.weights)
            goal = Goal(weights=self.weights)
        total = max(1e-12, float(self.demand @ goal.weights))
        limit = 1.0 - max(0.0, least) / total
        go_on = self.on_progress(
            Progress(seconds=self.seconds(), coverage=1.0 - short / total, limit=limit, stage=name)
        )
        self.interrupted |= not go_on
        return go_on

    def solution(self, prices: Prices) -> Solution:
        short = shortfall(self.problem, self.plan)
        return Solution(
            plan=self.plan.sorted(),
            shortfall=short,
            demand=self.demand,
            least=np.minimum(self.least, short),
            least_weighted=min(self.least_weighted, float(short @ self.weights)),
            weights=self.weights,
            proven=self.proven,
            slot_price=prices.slot,
            limit_price=prices.limit,
            rounds=self.nodes,
            seconds=self.seconds(),
            interrupted=self.interrupted,
        )
