"""The plans behind the options: one of most coverage, then by each other criterion the best that covers nearly as much.

The searches by the other criteria run side by side and start from the plan of most coverage. Where one of them meets
a plan that covers even more, that plan becomes the one of most coverage, and all are held against it.
"""

import math
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from functools import partial
from typing import assert_never

import numpy as np

from accord.model.problem import AccordError
from accord.model.words import Criterion
from accord.plan.cheap import cheapen, total_cost
from accord.plan.compile import Compiled
from accord.plan.endure import without_one_nation
from accord.plan.fair import KEYS, even_out, means_of, spread, usual_key
from accord.plan.outlook import usual
from accord.plan.prefer import Bar, Effort, Hunt, Score, make_bar
from accord.plan.prices import Weights
from accord.plan.problem import Plan, PlanProblem
from accord.plan.replan import merit
from accord.plan.robust import harden, worst_withdrawal
from accord.plan.solution import OnProgress, Progress, Solution, Stop
from accord.plan.solve import solve
from accord.plan.trim import thrift, trim
from accord.plan.warm import warm_up
from accord.plan.with_plan import with_plan

COVERAGE_SHARE, THRIFT_SHARE = 0.5, 0.08
"""Shares of the seconds for most coverage and, at the begin and at the end of the other searches, for its cost."""
TRIES = 8
"""Tries of each search by another criterion."""
MOVES_A_TRY, MOVES_A_ROUND, THRIFT_MOVES, LEAST_MOVES = 200, 30, 400, 1_000
"""Moves for each pool: of a try, of a try for each round, for the cost of most coverage; and the least of all."""
_LOOK_SECONDS = 0.1
"""How often progress is told while searches run."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Found:
    """A plan made for a criterion."""

    criterion: Criterion
    solution: Solution
    """The plan, with the bounds that hold for any plan."""
    better: bool
    """Whether it is better by its criterion than the plan of most coverage."""
    key: str = ""
    """What burden was set against, if the plan is for fairness."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Portfolio:
    """Plans of one compiled scenario."""

    compiled: Compiled
    weights: Weights | None
    """Weights of the classes; None: strict order."""
    tolerance_pp: float
    found: tuple[Found, ...]
    """Most coverage first."""
    left_out: tuple[Criterion, ...]
    """Criteria that were not searched because planning was stopped."""

    @property
    def solution(self) -> Solution:
        """The solution of most coverage."""
        return self.found[0].solution


def make_portfolio(
    compiled: Compiled,
    *,
    criteria: Sequence[Criterion],
    stop: Stop,
    seed: int,
    tolerance_pp: float,
    fair_by: str | None = None,
    on_progress: OnProgress | None = None,
) -> Portfolio:
    """Plan for most coverage, then for the other criteria in their order.

    Parameters
    ----------
    tolerance_pp
        Coverage that the others may give up, percentage points.
    fair_by
        One of `accord.plan.fair.KEYS`; None: the first that is known of two nations.

    Raises
    ------
    AccordError
        If the key is unknown or the tolerance is no number from 0 to 100.
    """
    if not (math.isfinite(tolerance_pp) and 0 <= tolerance_pp <= 100):
        raise AccordError(f"the tolerance must be a number from 0 to 100 percentage points, not {tolerance_pp!r}")
    if fair_by is not None and fair_by not in KEYS:
        raise AccordError(f"burden cannot be set against {fair_by!r}; there are: {', '.join(KEYS)}")
    warm_up()
    others = tuple(dict.fromkeys(one for one in criteria if one is not Criterion.COVERAGE))
    run = _Run(compiled, compiled.workspace.settings.weights, tolerance_pp, stop, seed, on_progress)
    first = run.most_coverage(alone=not others)
    if run.interrupted or not others:
        return run.portfolio(first, (), left_out=others)
    bar = run.bar(first.plan)
    key = fair_by or usual_key(compiled) or ""
    errands = tuple(_errand(run, bar, first, criterion, number, key) for number, criterion in enumerate(others))
    run.search(errands, first)
    return run.portfolio(first, errands, left_out=())


@dataclass(slots=True, eq=False)
class _Errand:
    """A search for one criterion."""

    criterion: Criterion
    hunt: Hunt
    go: Callable[[], None]
    key: str = ""


@dataclass(slots=True, eq=False)
class _Run:
    """What all searches of a portfolio share."""

    compiled: Compiled
    weights: Weights | None
    tolerance_pp: float
    stop: Stop
    seed: int
    on_progress: OnProgress | None
    interrupted: bool = False
    began: float = field(default_factory=time.perf_counter)

    @property
    def problem(self) -> PlanProblem:
        """The arrays."""
        return self.compiled.problem

    def until(self, share: float) -> float | None:
        """Clock time at which a share of the seconds is over."""
        return None if self.stop.seconds is None else self.began + share * self.stop.seconds

    def moves(self, *, most: int) -> int:
        """Moves of one search; ``most`` for each pool, where rounds do not say how many."""
        a_pool = most if self.stop.rounds is None else MOVES_A_ROUND * self.stop.rounds
        return max(LEAST_MOVES, a_pool * self.problem.n_pools)

    def bar(self, best: Plan) -> Bar:
        """What the other plans must hold."""
        strict = self.weights is None
        return make_bar(self.problem, best, usual(self.weights), strict=strict, tolerance_pp=self.tolerance_pp)

    def placed(self, solution: Solution, plan: Plan) -> Solution:
        """A solution with another plan."""
        return with_plan(self.problem, solution, plan, strict=self.weights is None)

    def tell(self, progress: Progress) -> bool:
        """Pass progress on, with the seconds of the whole run; False once stopped."""
        if self.on_progress and not self.on_progress(replace(progress, seconds=time.perf_counter() - self.began)):
            self.interrupted = True
        return not self.interrupted

    def stopped(self) -> bool:
        """Whether the searches are to end."""
        return self.interrupted

    def most_coverage(self, *, alone: bool) -> Solution:
        """The plan of most coverage, nothing idle in it and as cheap as a short search finds."""
        share = 1.0 - THRIFT_SHARE if alone else COVERAGE_SHARE
        seconds = None if self.stop.seconds is None else share * self.stop.seconds
        stop = replace(self.stop, seconds=seconds)
        solution = solve(self.problem, weights=self.weights, stop=stop, seed=self.seed, on_progress=self.tell)
        self.interrupted |= solution.interrupted
        try:
            return self.placed(solution, self.thrifty(solution.plan, until=self.until(share + THRIFT_SHARE)))
        except KeyboardInterrupt:
            self.interrupted = True
            return solution

    def thrifty(self, plan: Plan, *, until: float | None) -> Plan:
        """A plan that covers no less, without what adds nothing."""
        moves = 0 if self.interrupted else self.moves(most=THRIFT_MOVES)
        return thrift(self.problem, plan, self.weights, seed=self.seed, moves=moves, until=until)

    def hunt(
        self, bar: Bar, plan: Plan, score: Callable[[Plan], Score], number: int, *, tidy: Callable[[Plan], Plan]
    ) -> Hunt:
        """A search from the plan of most coverage."""
        return Hunt(
            bar=bar,
            plan=plan,
            score=score,
            effort=Effort(tries=TRIES, moves=self.moves(most=MOVES_A_TRY), until=self.until(1.0 - THRIFT_SHARE)),
            seed=self.seed + 1000 * (number + 1),
            stopped=self.stopped,
            tidy=tidy,
        )

    def search(self, errands: Sequence[_Errand], first: Solution) -> None:
        """Run all searches side by side; Ctrl-C, or being told to stop, ends them with what they have."""
        with ThreadPoolExecutor(max(1, len(errands))) as pool:
            tasks = [pool.submit(errand.go) for errand in errands]
            try:
                while wait(tasks, timeout=_LOOK_SECONDS).not_done:
                    pending = [errand.criterion for errand, task in zip(errands, tasks, strict=True) if not task.done()]
                    stage = ", ".join(pending)
                    self.tell(Progress(seconds=0.0, coverage=first.coverage, limit=first.limit, stage=stage))
            except KeyboardInterrupt:
                self.interrupted = True
        for task in tasks:
            task.result()

    def portfolio(self, first: Solution, errands: Sequence[_Errand], *, left_out: tuple[Criterion, ...]) -> Portfolio:
        """Hold all that was found against the plan that covers most, whichever search met it."""
        plans = [first.plan, *(plan for errand in errands for _, plan in errand.hunt.found)]
        best = min(plans, key=lambda plan: merit(self.problem, plan, self.weights))
        if best is not first.plan:
            first = self.placed(first, self.thrifty(best, until=self.until(1.0)))
        first = replace(first, interrupted=self.interrupted)
        bar = self.bar(first.plan)
        return Portfolio(
            compiled=self.compiled,
            weights=self.weights,
            tolerance_pp=self.tolerance_pp,
            found=(
                Found(criterion=Criterion.COVERAGE, solution=first, better=False),
                *(self.chosen(errand, first, bar) for errand in errands),
            ),
            left_out=left_out,
        )

    def chosen(self, errand: _Errand, first: Solution, bar: Bar) -> Found:
        """The best plan by a criterion that holds the bar."""
        hunt = errand.hunt
        at_hand = [(hunt.score(first.plan), first.plan)]
        at_hand += [(score, plan) for score, plan in hunt.found if bar.admits(plan)]
        score, plan = min(at_hand, key=lambda row: row[0])
        better = score < at_hand[0][0]
        return Found(criterion=errand.criterion, solution=self.placed(first, plan), better=better, key=errand.key)


def _errand(run: _Run, bar: Bar, first: Solution, criterion: Criterion, number: int, key: str) -> _Errand:
    """The search for a criterion."""
    problem, tidy = run.problem, partial(trim, run.problem)
    match criterion:
        case Criterion.CHEAP:
            hunt = run.hunt(bar, first.plan, partial(total_cost, problem), number, tidy=tidy)
            return _Errand(criterion, hunt, partial(cheapen, hunt))
        case Criterion.FAIR:
            means = means_of(run.compiled, key) if key else np.zeros(problem.n_nations)
            hunt = run.hunt(bar, first.plan, lambda plan: spread(problem, plan, means), number, tidy=tidy)
            return _Errand(criterion, hunt, partial(even_out, hunt, means) if key else _nothing_to_do, key)
        case Criterion.ROBUST:
            holds = without_one_nation(run.compiled)
            score = partial(worst_withdrawal, problem, weights=usual(run.weights), holds=holds)
            hunt = run.hunt(bar, first.plan, score, number, tidy=Plan.sorted)
            return _Errand(criterion, hunt, partial(harden, hunt, holds))
        case Criterion.COVERAGE:
            raise ValueError("most coverage is what the others start from")
        case _:
            assert_never(criterion)


def _nothing_to_do() -> None:
    """Nobody's means are known."""
