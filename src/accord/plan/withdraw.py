"""What happens if one nation leaves: what is left of the plan, what re-planning mends, and what nothing can mend."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from accord.model.fields import NationCode
from accord.model.option import Withdrawal
from accord.plan.basis import Basis
from accord.plan.carry import carry_plan, cross
from accord.plan.outlook import Outlook, carry_outlook, usual
from accord.plan.prices import Weights
from accord.plan.problem import Ints, Plan, PlanProblem
from accord.plan.replan import USUAL_STOP, merit, replan
from accord.plan.side_by_side import side_by_side
from accord.plan.solution import Solution, Stop
from accord.plan.verify import demand_by_class, shortfall


def withdrawals(basis: Basis, *, each: Stop = USUAL_STOP, seed: int = 0) -> Iterator[Withdrawal]:
    """One record for each nation with tours in the plan, in order of codes, each as soon as it is known.

    The last is of nobody (nation blank), to compare with: the plan at hand planned again with the same effort, from the
    best of all that were found, because what can be done without a nation can be done with it.

    Conditions settle anew without the nation, so offers of others that wait for it fall away too (`also_out`); the
    coverage without re-planning counts neither its tours nor theirs. Re-planning follows the basis: in strict order the
    essential lines may gain at the cost of others, so that the weighted figure need not rise.

    Parameters
    ----------
    each
        When to stop re-planning for one nation.
    """
    best = basis.plan
    nations = nations_with_tours(basis)
    for case in side_by_side([partial(_without, basis, nation, each, seed) for nation in nations]):
        yield case.record
        best = min(best, case.plan, key=lambda plan: merit(basis.problem, plan, basis.weights))
    yield _without(basis, None, each, seed, start=best).record


def nations_with_tours(basis: Basis) -> tuple[NationCode, ...]:
    """Nations that the plan uses, in order of codes."""
    used = np.unique(basis.problem.pair_nation[basis.plan.pair])
    return tuple(NationCode(basis.problem.nation_ids[nation]) for nation in used.tolist())


def withdrawal(basis: Basis, nation: NationCode, *, stop: Stop = USUAL_STOP, seed: int = 0) -> Withdrawal:
    """The same for one nation."""
    return _without(basis, nation, stop, seed).record


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Case:
    record: Withdrawal
    plan: Plan
    """The new plan, in the numbers of the basis."""


def _without(basis: Basis, nation: NationCode | None, stop: Stop, seed: int, start: Plan | None = None) -> _Case:
    gone = () if nation is None else (nation,)
    left = basis.under(basis.scenario.model_copy(update={"withdraw": (*basis.scenario.withdraw, *gone)}))
    found = left.again(stop=stop, seed=seed, start=start)
    record = Withdrawal(
        nation=nation or "",
        coverage=weighted_coverage(left.problem, left.plan, left.weights),
        replanned=found.coverage,
        limit=found.limit,
        tours=_tours(basis, nation),
        essential=_essential(shortfall(left.problem, left.plan), found),
        essential_replanned=_essential(found.shortfall, found),
        also_out=_also_out(basis, left, nation),
    )
    return _Case(record=record, plan=carry_plan(found.plan, cross(left.problem, basis.problem)))


def _tours(basis: Basis, nation: NationCode | None) -> int:
    if nation is None:
        return 0
    index = list(basis.problem.nation_ids).index(nation)
    return int(basis.plan.count[basis.problem.pair_nation[basis.plan.pair] == index].sum())


def weighted_coverage(problem: PlanProblem, plan: Plan, weights: Weights | None = None) -> float:
    """1 - weighted shortfall / weighted demand, by the usual weights unless others are given.

    >>> from accord.plan.tiny import tiny_problem
    >>> weighted_coverage(tiny_problem([[1, 1]], [(0, 0)]), Plan.empty())
    0.0
    """
    by_class = np.asarray(usual(weights))
    total = float(demand_by_class(problem) @ by_class)
    return 1.0 - float(shortfall(problem, plan) @ by_class) / total if total > 0 else 1.0


def _essential(short: np.ndarray, found: Solution) -> float | None:
    return float(1.0 - short[0] / found.demand[0]) if found.demand[0] > 0 else None


def _also_out(basis: Basis, left: Basis, nation: NationCode | None) -> tuple[str, ...]:
    before, after = basis.compiled.verdicts, left.compiled.verdicts
    return tuple(
        id
        for id, verdict in before.items()
        if verdict.live and not after[id].live and verdict.nation != nation and verdict.units
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Loss:
    """A problem that has lost the units of some pools, and a plan before and after re-planning."""

    problem: PlanProblem
    left: Plan
    """The old plan without their tours."""
    after: Solution


def losses(
    problem: PlanProblem,
    plan: Plan,
    lost: Sequence[Ints],
    *,
    outlook: Outlook,
    each: Stop = USUAL_STOP,
    seed: int = 0,
) -> Iterator[Loss]:
    """Lose the units of some pools, one case after another, two side by side; for arrays without rows behind them.

    Parameters
    ----------
    lost
        Pools of each case, such as `pools_of` a nation.
    outlook
        Prices of the problem; its weights are those of the search.
    """
    yield from side_by_side(
        [partial(lose, problem, plan, pools, outlook=outlook, stop=each, seed=seed) for pools in lost]
    )


def lose(
    problem: PlanProblem, plan: Plan, pools: Ints, *, outlook: Outlook, stop: Stop = USUAL_STOP, seed: int = 0
) -> Loss:
    """The same for one case.

    >>> from accord.plan.outlook import open_outlook
    >>> from accord.plan.tiny import tiny_problem
    >>> problem = tiny_problem([[1, 1]], [(0, 0), (1, 0)], units=[1, 1])
    >>> one = np.ones(1, dtype=np.int32)
    >>> plan = Plan(pair=one * 0, start=one * 0, length=one * 2, count=one)
    >>> loss = lose(problem, plan, one * 0, outlook=open_outlook(problem, None))
    >>> len(loss.left.pair), loss.after.coverage
    (0, 1.0)
    """
    units = problem.units.copy()
    units[pools] = 0
    changed = replace(problem, units=units)
    stays = ~np.isin(problem.pair_pool[plan.pair], pools)
    left = Plan(pair=plan.pair[stays], start=plan.start[stays], length=plan.length[stays], count=plan.count[stays])
    prices = carry_outlook(outlook, cross(problem, changed), changed)
    after = replan(changed, left, weights=outlook.weights, stop=stop, seed=seed, outlook=prices)
    return Loss(problem=changed, left=left, after=after)


def pools_of(problem: PlanProblem, nation: int) -> Ints:
    """Pools from which a nation's pairs draw.

    >>> from accord.plan.tiny import tiny_problem
    >>> pools_of(tiny_problem([[2]], [(0, 0), (1, 0), (2, 0)], offer_nation=[0, 1, 0], units=[1, 1, 1]), 0).tolist()
    [0, 2]
    """
    return np.unique(problem.pair_pool[problem.pair_nation == nation])
