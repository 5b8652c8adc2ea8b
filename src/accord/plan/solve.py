"""Find the best plan and say how good any plan could be.

1. Lay a first plan greedily (a fraction of a second), so that there always is one.
2. Climb prices: a bound on every plan, and a guide for the search (`accord.plan.prices`).
3. Search by ruin and recreate in two threads (`accord.plan.polish`): two chains of the whole, or, where the problem is
   large and falls apart, its two halves, which share only limits (`accord.plan.parts`).
4. Solve slices exactly, side by side in two halves (`accord.plan.slicing`).
5. Problems small enough go to branch and bound instead, which proves (`accord.plan.exact`).

The plan's shortfall is recounted, and every rule checked, by `accord.plan.verify`, which shares nothing with the above.
"""

from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace

import numpy as np

from accord.model.problem import AccordError
from accord.plan.exact import n_tours, solve_exact
from accord.plan.parts import Part, halves, join, plan_of_part, restrict, share_limits
from accord.plan.polish import Bench, anneal, best_plan, fill_up, set_up
from accord.plan.prices import Weights, climb_on, open_market
from accord.plan.problem import Floats, Plan, PlanProblem
from accord.plan.run import Run
from accord.plan.slicing import improve, make_slicer
from accord.plan.solution import WEIGHTS, OnProgress, Solution, Stop
from accord.plan.verify import broken_rules, demand_by_class, shortfall

STEPS, MOVES, SLICES = 1200, 40_000, 4
"""Work of one round when rounds are counted instead of seconds: price steps, moves and slices of each thread."""
CLIMB_SHARE, SEARCH_SHARE = 0.25, 0.85
"""Most of the time for prices; share of what is then left for the search, before the slices."""
HOT, COLD = 0.6, 0.05
"""First and last temperature of the search, in mean weights of demand."""
LARGE, VAST = 20_000, 1_000_000
"""Pairs times periods from which prices are climbed by two threads, and from which the search goes by halves."""
STRICT, QUENCH = (25.0, 5.0, 1.0), (2500.0, 50.0, 1.0)
"""Weights by which strict order is searched, and by which the search then quenches what the classes above can gain."""
EXACT_TOURS = 6_000
"""Most tours of a problem that branch and bound is tried on."""


class BrokenPlan(AccordError):
    """The judge rejected a plan of the solver: a defect, never the user's fault."""


def solve(
    problem: PlanProblem,
    *,
    weights: Weights | None = None,
    stop: Stop | None = None,
    seed: int = 0,
    start: Plan | None = None,
    on_progress: OnProgress | None = None,
) -> Solution:
    """Best plan within the stop, with its bound.

    Parameters
    ----------
    weights
        Weight of a unit-period short, by class; None: strict order, essential before important before desirable.
    start
        A plan to begin with that keeps every rule.

    Raises
    ------
    BrokenPlan
        If the judge finds a broken rule in the result.

    >>> from accord.plan.tiny import tiny_problem
    >>> solution = solve(tiny_problem([[1, 1], [1, 1]], [(0, 0), (0, 1)]), stop=Stop(seconds=None, rounds=1))
    >>> solution.coverage, solution.proven
    (0.5, True)
    """
    stop = stop or Stop()
    if n_tours(problem) <= EXACT_TOURS:
        return _prove(problem, weights, stop, seed, start, on_progress)
    return _solution(_search(problem, weights, stop, seed, start, on_progress))


def _search(
    problem: PlanProblem,
    weights: Weights | None,
    stop: Stop,
    seed: int,
    start: Plan | None,
    on_progress: OnProgress | None,
) -> Run:
    run = Run(
        problem=problem,
        weights=weights or STRICT,
        strict=weights is None,
        stop=stop,
        seed=seed,
        on_progress=on_progress,
        plan=start or Plan.empty(),
        total=problem.weighted_demand(weights or STRICT),
    )
    try:
        _first_plan(run)
        _climb_prices(run)
        for stage in (_anneal_chains, _quench, _solve_slices):
            if not run.over():
                stage(run)
    except KeyboardInterrupt:
        run.interrupted = True
    return run


def _prove(
    problem: PlanProblem,
    weights: Weights | None,
    stop: Stop,
    seed: int,
    start: Plan | None,
    on_progress: OnProgress | None,
) -> Solution:
    """A short search for a good start, then branch and bound."""
    brief = replace(stop, seconds=None if stop.seconds is None else 0.1 * stop.seconds, rounds=1)
    run = _search(problem, weights, brief, seed, start, on_progress)
    if run.interrupted:
        return _solution(run)
    left = None if stop.seconds is None else max(0.1, stop.seconds - (run.now - run.began))
    nodes = None if stop.rounds is None else 2000 * stop.rounds
    rest = Stop(seconds=left, rounds=nodes, gap_pp=stop.gap_pp)
    found = solve_exact(problem, weights=weights, stop=rest, start=run.plan, on_progress=on_progress)
    assert run.market is not None
    least = found.least_weighted if weights is None else max(found.least_weighted, run.market.least)
    return replace(found, least_weighted=least, seconds=run.now - run.began)


def _first_plan(run: Run) -> None:
    bench = set_up(run.problem, run.weights, run.plan, seed=run.seed)
    fill_up(bench)
    run.offer(best_plan(bench), "first plan")


def _climb_prices(run: Run) -> None:
    """Raise the bound; then lay a plan by the prices."""
    market = run.market = open_market(run.problem, run.weights, plan=run.plan)
    until, steps = run.until(CLIMB_SHARE), run.count(STEPS)
    large = run.problem.n_pairs * run.problem.n_periods > LARGE
    with ThreadPoolExecutor(1) as pool:
        while not market.settled and run.tell("prices"):
            climb_on(market, 20, target=run.value, pool=pool if large else None)
            if (until is not None and run.now >= until) or (steps is not None and market.steps >= steps):
                break
    bench = set_up(run.problem, run.weights, Plan.empty(), seed=run.seed + 1, guidance=market.guidance())
    fill_up(bench)
    run.offer(best_plan(bench), "guided plan")


def _anneal_chains(run: Run) -> None:
    """Two threads cool down: two chains of the whole, or a chain for each half of a vast problem."""
    parts = _halves(run) if run.problem.n_pairs * run.problem.n_periods > VAST else None
    guidance = run.guidance()
    assert guidance is not None
    if parts is None:
        whole = restrict(run.problem, np.ones(run.problem.n_pairs, bool), run.problem.limit_cap)
        parts = [whole, whole]
    benches = [
        set_up(
            part.problem,
            run.weights,
            plan_of_part(part, run.plan),
            seed=run.seed + 10 + number,
            guidance=guidance.take(part.pair, part.line),
        )
        for number, part in enumerate(parts)
    ]
    until, moves = run.until(SEARCH_SHARE), run.count(MOVES)
    with ThreadPoolExecutor(2) as pool:
        tasks = [pool.submit(anneal, bench, hot=HOT, cold=COLD, moves=moves, until=until) for bench in benches]
        _watch(run, tasks, benches, "search")
    plans = [best_plan(bench) for bench in benches]
    if parts[0] is parts[1]:
        for plan in plans:
            run.offer(plan, "search")
    else:
        run.offer(join(parts, plans), "search")


def _watch(run: Run, tasks: list[Future[None]], benches: list[Bench], stage: str) -> None:
    """Tell how the threads are doing until they are done; stop them if the listener says so."""
    whole = benches[0].problem.n_pairs == run.problem.n_pairs
    unserved = run.total - benches[0].problem.weighted_demand(run.weights)
    try:
        while wait(tasks, timeout=0.2).not_done:
            best = min(float(bench.memory.best_value[0]) for bench in benches) + unserved if whole else None
            if not run.tell(stage, value=best):
                break
    finally:
        for bench in benches:
            bench.halt = run.interrupted or any(not task.done() for task in tasks)
    for task in tasks:
        task.result()


def _quench(run: Run) -> None:
    """In strict order: let each class gain whatever the classes below can give."""
    if not run.strict:
        return
    bench = set_up(run.problem, QUENCH, run.plan, seed=run.seed + 20, guidance=run.guidance())
    bench.unit = min(QUENCH)
    anneal(bench, hot=2.0, cold=0.3, moves=run.count(MOVES), until=run.until(0.5))
    run.offer(best_plan(bench), "quench")


def _solve_slices(run: Run) -> None:
    """Two threads solve slices, each in its half; the limits' slack goes to one half each."""
    parts = _halves(run) or [restrict(run.problem, np.ones(run.problem.n_pairs, bool), run.problem.limit_cap)]
    until, slices = run.until(1.0), run.count(SLICES)
    guidance = run.guidance()
    assert guidance is not None
    weights = QUENCH if run.strict else run.weights

    def work(number: int, part: Part) -> Plan:
        slicer = make_slicer(part.problem, weights, guidance.take(part.pair, part.line), seed=run.seed + number)
        each = 1.5 if until is None else max(0.3, 0.3 * (until - run.now))
        plan = plan_of_part(part, run.plan)
        return improve(slicer, plan, each=each, until=until, slices=slices, go_on=lambda: not run.interrupted)

    with ThreadPoolExecutor(2) as pool:
        tasks = [pool.submit(work, number, part) for number, part in enumerate(parts)]
        while wait(tasks, timeout=0.2).not_done:
            run.tell("slices")
        run.offer(join(parts, [task.result() for task in tasks]), "slices")


def _halves(run: Run) -> list[Part] | None:
    """Two parts that share only limits; None if the problem hangs together."""
    mask = halves(run.problem)
    if mask is None:
        return None
    caps = share_limits(run.problem, run.plan, mask, seed=run.seed)
    return [restrict(run.problem, mask, caps[0]), restrict(run.problem, ~mask, caps[1])]


def _solution(run: Run) -> Solution:
    problem, guidance = run.problem, run.guidance()
    assert run.market is not None
    assert guidance is not None
    plan = run.plan.sorted()
    broken = broken_rules(problem, plan)
    if broken:
        raise BrokenPlan("\n".join(broken))
    short = shortfall(problem, plan)
    demand = demand_by_class(problem)
    weights = WEIGHTS if run.strict else run.weights
    least, least_weighted = _bounds_by_class(run, short) if run.strict else (np.zeros(3), run.market.least)
    reached = short if run.strict else float(short @ np.asarray(weights))
    return Solution(
        plan=plan,
        shortfall=short,
        demand=demand,
        least=np.minimum(least, short),
        least_weighted=min(max(0.0, least_weighted), float(short @ np.asarray(weights))),
        weights=weights,
        proven=bool(np.all(reached <= (least if run.strict else least_weighted) + 1e-6)),
        slot_price=guidance.slot_price,
        limit_price=guidance.limit_price,
        rounds=run.market.steps,
        seconds=run.now - run.began,
        interrupted=run.interrupted,
    )


def _bounds_by_class(run: Run, short: Floats) -> tuple[Floats, float]:
    """Least shortfall of each class given what the classes above hold, and of the usual weighted sum.

    For class c: relax "classes above lose nothing" with a weight v each; then any plan that keeps them has
    S_c >= L(v above, 1 for c, 0 below) - v * (what they hold).
    """
    stages = [((1.0, 0.0, 0.0), 0.0), ((5.0, 1.0, 0.0), 5.0 * short[0])]
    stages += [((25.0, 5.0, 1.0), 25.0 * short[0] + 5.0 * short[1]), (WEIGHTS, 0.0)]
    with ThreadPoolExecutor(2) as pool:
        least = list(pool.map(lambda stage: _least(run, stage[0], short) - stage[1], stages))
    return np.maximum(0.0, np.array(least[:3])), least[3]


def _least(run: Run, weights: Weights, short: Floats) -> float:
    if weights == run.weights and run.market is not None:
        return run.market.least
    if run.interrupted:
        return 0.0
    market = open_market(run.problem, weights, plan=run.plan)
    target = float(short @ np.asarray(weights))
    until = None if run.stop.seconds is None else run.now + 0.08 * run.stop.seconds
    while not market.settled and market.least < target and (until is None or run.now < until):
        climb_on(market, 20, target=target)
        if until is None and market.steps >= STEPS:
            break
    return min(market.least, target)
