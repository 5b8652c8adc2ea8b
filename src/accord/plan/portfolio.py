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
from accord.plan import cheap, fair, robust
from accord.plan.cheap import cheapen, total_cost
from accord.plan.compile import Compiled
from accord.plan.endure import without_one_nation
from accord.plan.fair import KEYS, even_out, means_of, spread, usual_key
from accord.plan.floors import Floors, climb_floors
from accord.plan.outlook import usual
from accord.plan.prefer import Bar, Effort, Hunt, make_bar
from accord.plan.prices import Weights
from accord.plan.problem import Plan, PlanProblem
from accord.plan.replan import merit
from accord.plan.robust import harden, worst_withdrawal
from accord.plan.solution import OnProgress, Progress, Solution, Stop
from accord.plan.solve import solve
from accord.plan.trim import thrift, trim
from accord.plan.verify import cost
from accord.plan.warm import warm_up
from accord.plan.with_plan import with_plan

COVERAGE_SHARE, THRIFT_SHARE = 0.5, 0.08
"""Shares of the seconds for most coverage, and then for its cost."""
TURNS = ((0.78, 0.86), (1.0, 1.0))
"""Shares of the seconds that are over when each turn of the other searches ends, and then its gain for coverage."""
TRIES = 5
"""Tries of each search by another criterion in a turn."""
MOVES_A_TRY, MOVES_A_ROUND, THRIFT_MOVES, LEAST_MOVES = 200, 30, 400, 1_000
"""Moves for each pool: of a try, of a try for each round, for the cost of most coverage; and the least of all."""
_LAST_SECONDS = 0.5
"""Seconds for bounds after Ctrl-C."""
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
    errands: tuple[_Errand, ...] = ()
    if not run.interrupted:
        key = fair_by or usual_key(compiled) or ""
        errands = tuple(run.errand(first, criterion, number, key) for number, criterion in enumerate(others))
        first = run.search(errands, first)
    first = replace(first, interrupted=run.interrupted)
    return Portfolio(
        compiled=compiled,
        weights=run.weights,
        tolerance_pp=tolerance_pp,
        found=(
            Found(criterion=Criterion.COVERAGE, solution=first, better=False),
            *(run.found(errand, first) for errand in errands),
        ),
        left_out=() if errands else others,
    )


@dataclass(slots=True, eq=False)
class _Errand:
    """A search by one criterion."""

    criterion: Criterion
    hunt: Hunt
    go: Callable[[float], float]
    """Searches, beginning with a strength; the strength reached."""
    strength: float
    key: str = ""

    def run(self) -> None:
        """Search on."""
        self.strength = self.go(self.strength)


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
    floors: Floors | None = None
    """Bounds of the classes for plans that give up some coverage; None: not climbed."""

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
        return with_plan(self.problem, solution, plan, strict=self.weights is None, floors=self.floors)

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
        if self.interrupted:
            self.climb(solution, until=time.perf_counter() + _LAST_SECONDS)
        try:
            return self.placed(solution, self.thrifty(solution.plan, until=self.until(share + THRIFT_SHARE)))
        except KeyboardInterrupt:
            self.interrupted = True
            return solution

    def thrifty(self, plan: Plan, *, until: float | None) -> Plan:
        """A plan that covers no less, without what adds nothing."""
        moves = 0 if self.interrupted else self.moves(most=THRIFT_MOVES)
        return thrift(self.problem, plan, self.weights, seed=self.seed, moves=moves, until=until)

    def errand(self, first: Solution, criterion: Criterion, number: int, key: str) -> _Errand:
        """The search by a criterion, ready to go from the plan of most coverage."""
        problem = self.problem
        hunt = Hunt(
            bar=self.bar(first.plan),
            plan=first.plan,
            score=partial(total_cost, problem),
            effort=self.effort(0.0),
            seed=self.seed + 1000 * (number + 1),
            stopped=self.stopped,
            tidy=partial(trim, problem),
        )
        match criterion:
            case Criterion.CHEAP:
                return _Errand(criterion, hunt, partial(cheapen, hunt), cheap.FIRST)
            case Criterion.FAIR:
                means = means_of(self.compiled, key) if key else np.zeros(problem.n_nations)
                hunt = replace(hunt, score=lambda plan: spread(problem, plan, means))
                go = partial(even_out, hunt, means=means) if key else float
                return _Errand(criterion, hunt, go, fair.FIRST, key)
            case Criterion.ROBUST:
                holds = without_one_nation(self.compiled)
                score = partial(worst_withdrawal, problem, weights=usual(self.weights), holds=holds)
                hunt = replace(hunt, score=score, tidy=Plan.sorted)
                return _Errand(criterion, hunt, partial(harden, hunt, holds=holds), robust.FIRST)
            case Criterion.COVERAGE:
                raise ValueError("most coverage is what the others start from")
            case _:
                assert_never(criterion)

    def effort(self, share: float) -> Effort:
        """Of one search that ends when a share of the seconds is over."""
        return Effort(tries=TRIES, moves=self.moves(most=MOVES_A_TRY), until=self.until(share))

    def search(self, errands: Sequence[_Errand], first: Solution) -> Solution:
        """Run all searches side by side, twice: in between, the plan of most coverage takes what they met."""
        for turn, (share, polished) in enumerate(TURNS):
            if self.interrupted or not errands:
                break
            for errand in errands:
                errand.hunt.resume(self.effort(share))
            self.side_by_side(errands, first, bounds=turn == 0)
            first = self.adopted(first, errands, polish=turn == 0, until=self.until(polished))
            for errand in errands:
                errand.hunt.hold(self.bar(first.plan), first.plan)
        return first

    def side_by_side(self, errands: Sequence[_Errand], first: Solution, *, bounds: bool) -> None:
        """Ctrl-C, or being told to stop, ends the searches with what they have."""
        with ThreadPoolExecutor(1 + len(errands)) as pool:
            tasks = [pool.submit(errand.run) for errand in errands]
            tasks += [pool.submit(self.climb, first, until=self.until(TURNS[0][0]))] if bounds else []
            try:
                while wait(tasks, timeout=_LOOK_SECONDS).not_done:
                    pending = [
                        errand.criterion for errand, task in zip(errands, tasks, strict=False) if not task.done()
                    ]
                    stage = ", ".join(pending) or "bounds"
                    self.tell(Progress(seconds=0.0, coverage=first.coverage, limit=first.limit, stage=stage))
            except KeyboardInterrupt:
                self.interrupted = True
        for task in tasks:
            task.result()

    def climb(self, first: Solution, *, until: float | None) -> None:
        """Bounds that hold for every option, whatever it gives up."""
        if self.weights is None:
            self.floors = climb_floors(self.problem, first.shortfall, usual(self.weights), until=until)

    def adopted(self, first: Solution, errands: Sequence[_Errand], *, polish: bool, until: float | None) -> Solution:
        """The plan of most coverage that has been met, and searched for its cost if there is time left to `polish` it.

        Without polish, a plan that covers a trace more of a higher class and less of the whole is passed over.
        """
        plans = [first.plan, *(plan for errand in errands for _, plan in errand.hunt.found)]
        if not polish:
            plans = [plan for plan in plans if self.whole(plan) <= self.whole(first.plan)]
        best = min(plans, key=lambda plan: (merit(self.problem, plan, self.weights), cost(self.problem, plan)))
        if best is first.plan:
            return self.placed(first, first.plan)
        return self.placed(first, self.thrifty(best, until=until) if polish else trim(self.problem, best))

    def whole(self, plan: Plan) -> tuple[float, ...]:
        """Weighted shortfall."""
        return merit(self.problem, plan, usual(self.weights))

    def found(self, errand: _Errand, first: Solution) -> Found:
        """The best plan by a criterion."""
        hunt = errand.hunt
        better = hunt.best < hunt.score(first.plan)
        return Found(criterion=errand.criterion, solution=self.placed(first, hunt.plan), better=better, key=errand.key)
