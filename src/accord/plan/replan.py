"""Plan again from a plan: keep what still holds, improve it by a short warm search, bound it by a short warm climb.

The search and the climb run side by side. The search begins cold, because most of the plan is as good as before and
only the neighbourhood of the change must move; the climb begins from the prices of the old problem, which are nearly
right.
"""

import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from accord.plan.exact import n_tours, solve_exact
from accord.plan.lawful import lawful
from accord.plan.outlook import Outlook, open_outlook, search_weights, usual
from accord.plan.polish import anneal, best_plan, fill_up, set_up
from accord.plan.prices import Guidance, Weights
from accord.plan.problem import Plan, PlanProblem
from accord.plan.solution import Solution, Stop
from accord.plan.solve import EXACT_TOURS, BrokenPlan
from accord.plan.verify import broken_rules, demand_by_class, shortfall

MOVES_A_ROUND = 10_000
"""Moves of the search for each round, where rounds are counted instead of seconds."""
HOT, COLD = 0.2, 0.02
"""Temperatures of the search, in mean weights of demand."""
CLIMB_SHARE = 0.6
"""Share of the seconds that the climb may take."""
BRIEF_SHARE, BRIEF_MOVES, NODES_A_ROUND = 0.1, 1_000, 2_000
"""Search before an exact solution: share of the seconds, most moves; nodes of branch and bound for each round."""
USUAL_STOP = Stop(seconds=2.0)
_EPS = 1e-6


def replan(
    problem: PlanProblem,
    plan: Plan,
    *,
    weights: Weights | None = None,
    stop: Stop = USUAL_STOP,
    seed: int = 0,
    outlook: Outlook | None = None,
    bound: bool = True,
) -> Solution:
    """A plan of the problem that is no worse than what of the old plan still holds, with its bound.

    Parameters
    ----------
    plan
        Tours in the numbers of this problem (`accord.plan.carry.carry_plan`); those that it forbids are dropped.
    weights
        Weight of a unit-period short, by class; None: strict order.
    stop
        Seconds or rounds; a problem small enough is solved exactly, by branch and bound.
    outlook
        Prices for this problem to begin from; its bounds are raised. None: the climb begins from nothing.
    bound
        Whether to raise the bounds; without, the search has the processor to itself.

    Returns
    -------
    Solution
        In strict order `least` is 0: only the weighted whole is bounded.

    Raises
    ------
    BrokenPlan
        If the judge finds a broken rule in the result.

    >>> from accord.plan.tiny import tiny_problem
    >>> solution = replan(tiny_problem([[1, 1], [1, 0]], [(0, 0), (0, 1)], units=[2]), Plan.empty())
    >>> solution.coverage, solution.proven
    (1.0, True)
    """
    began = time.perf_counter()
    kept = lawful(problem, plan)
    if n_tours(problem) <= EXACT_TOURS:
        return _prove(problem, kept, weights, stop, seed)
    guidance = outlook.guidance() if outlook else None
    outlook = outlook or open_outlook(problem, weights)
    climbing = Stop(seconds=_part(stop, CLIMB_SHARE), rounds=stop.rounds if bound else 0)
    with ThreadPoolExecutor(1) as pool:
        climb = pool.submit(outlook.climb, problem, kept, climbing)
        moves = None if stop.rounds is None else MOVES_A_ROUND * stop.rounds
        found = _search(problem, kept, weights, moves, stop.seconds, seed=seed, guidance=guidance)
        climb.result()
    return _solution(problem, found, outlook, rounds=stop.rounds or 0, seconds=time.perf_counter() - began)


def _prove(problem: PlanProblem, kept: Plan, weights: Weights | None, stop: Stop, seed: int) -> Solution:
    """A brief search, then branch and bound."""
    began = time.perf_counter()
    start = _search(problem, kept, weights, BRIEF_MOVES, _part(stop, BRIEF_SHARE), seed=seed)
    left = None if stop.seconds is None else max(0.1, stop.seconds - (time.perf_counter() - began))
    nodes = None if stop.rounds is None else NODES_A_ROUND * stop.rounds
    return solve_exact(problem, weights=weights, stop=Stop(seconds=left, rounds=nodes), start=start)


def _part(stop: Stop, share: float) -> float | None:
    return None if stop.seconds is None else share * stop.seconds


def _search(
    problem: PlanProblem,
    kept: Plan,
    weights: Weights | None,
    moves: int | None,
    seconds: float | None,
    *,
    seed: int,
    guidance: Guidance | None = None,
) -> Plan:
    until = None if seconds is None else time.perf_counter() + seconds
    if not shortfall(problem, kept).any():
        return kept
    bench = set_up(problem, search_weights(weights), kept, seed=seed, guidance=guidance)
    fill_up(bench)
    anneal(bench, hot=HOT, cold=COLD, moves=moves, until=until)
    found = best_plan(bench)
    return found if merit(problem, found, weights) <= merit(problem, kept, weights) else kept


def merit(problem: PlanProblem, plan: Plan, weights: Weights | None) -> tuple[float, ...]:
    """What makes one plan better than another: its weighted shortfall, or its shortfalls by class; less is better.

    >>> from accord.plan.tiny import tiny_problem
    >>> problem = tiny_problem([[1, 1], [2, 0]], [(0, 0)], priority=[0, 2])
    >>> merit(problem, Plan.empty(), None), merit(problem, Plan.empty(), (8.0, 4.0, 2.0))
    ((2.0, 0.0, 2.0), (20.0,))
    """
    short = shortfall(problem, plan)
    return tuple(np.round(short, 6).tolist()) if weights is None else (round(float(short @ np.asarray(weights)), 6),)


def _solution(problem: PlanProblem, plan: Plan, outlook: Outlook, *, rounds: int, seconds: float) -> Solution:
    plan = plan.sorted()
    if broken := broken_rules(problem, plan):
        raise BrokenPlan("\n".join(broken))
    short, weights = shortfall(problem, plan), usual(outlook.weights)
    value, guidance = float(short @ np.asarray(weights)), outlook.guidance()
    scale = weights[0] / search_weights(outlook.weights)[0]
    return Solution(
        plan=plan,
        shortfall=short,
        demand=demand_by_class(problem),
        least=np.zeros(3),
        least_weighted=min(value, outlook.least()),
        weights=weights,
        proven=value <= (outlook.least() if outlook.weights else 0.0) + _EPS,
        slot_price=guidance.slot_price * scale,
        limit_price=guidance.limit_price * scale,
        rounds=rounds,
        seconds=seconds,
    )
