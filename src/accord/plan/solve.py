"""Find the best plan and say how good any plan could be.

1. Lay a first plan greedily (a fraction of a second), so that there always is one.
2. Climb prices: a bound on every plan, and a guide for the search (`accord.plan.prices`).
3. In rounds: cut the problem into two parts that share only limits, hand each part the limits' slack in turn, and improve
   both side by side, first by ruin and recreate (`accord.plan.polish`), then by exact slices (`accord.plan.slicing`).
4. Problems small enough go to branch and bound, which proves (`accord.plan.exact`).

The plan's shortfall is recounted, and every rule checked, by `accord.plan.verify`, which shares nothing with the above.
"""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import numpy as np

from accord.model.problem import AccordError
from accord.plan.parts import Part, halves, join, plan_of_part, restrict, use_of_limits
from accord.plan.polish import anneal, best_plan, fill_up, set_up
from accord.plan.exact import all_tours, n_tours, solve_exact
from accord.plan.kernels.data import make_data
from accord.plan.prices import Guidance, Market, Weights, climb_on, make_tariff, open_market
from accord.plan.problem import Bools, Floats, Plan, PlanProblem
from accord.plan.slicing import improve, make_slicer
from accord.plan.solution import WEIGHTS, OnProgress, Progress, Solution, Stop
from accord.plan.verify import broken_rules, demand_by_class, shortfall

STEPS, MOVES, SLICES = 1200, 20_000, 4
"""Work of one round when rounds are counted instead of seconds."""
CLIMB_SHARE, LARGE = 0.25, 20_000
"""Most of the time for prices; pairs times periods from which a second thread pays."""
ROUNDS, SLICE_FROM = 8, 0.5
"""Rounds in which the search cools down when seconds are counted; share of them after which slices take over."""
HOT, COLD = 0.6, 0.06
"""First and last temperature, in mean weights of demand."""
PROMISING = 1.0
"""Reduced cost, in mean weights of demand, up to which a pair's best tour makes the pair worth searching."""
STRICT = (400.0, 20.0, 1.0)
"""Weights by which strict order is searched; plans are then compared class by class."""
EXACT_TOURS = 6_000
"""Most tours of a problem that branch and bound is tried on."""


class BrokenPlan(AccordError):
    """The judge rejected a plan of the solver: a defect, never the user's fault."""


@dataclass(slots=True, kw_only=True)
class _Search:
    """A run of `solve`: the best plan so far and who is told of it."""

    problem: PlanProblem
    weights: Weights
    stop: Stop
    seed: int
    on_progress: OnProgress | None
    began: float
    plan: Plan
    strict: bool = False
    value: float = np.inf
    by_class: tuple[float, ...] = (np.inf, np.inf, np.inf)
    market: Market | None = None
    rounds: int = 0
    begun: float = 0.0
    """Clock time at which the search began to cool."""
    interrupted: bool = False
    total: float = field(default=0.0)

    @property
    def now(self) -> float:
        return time.perf_counter()

    @property
    def end(self) -> float | None:
        return None if self.stop.seconds is None else self.began + self.stop.seconds

    def left(self) -> float:
        """Seconds left for the search; strict order keeps some for the bounds of the classes."""
        if self.end is None or self.stop.seconds is None:
            return np.inf
        return self.end - self.now - (0.16 * self.stop.seconds if self.strict else 0.0)

    def cooling(self) -> float:
        """Share of the search that is done, 0 to 1."""
        if self.end is None or self.stop.seconds is None:
            return min(1.0, self.rounds / max(1, self.stop.rounds or ROUNDS))
        begun = 0.2 * self.stop.seconds
        return min(
            1.0, max(0.0, self.now - self.began - begun) / max(1e-9, self.now - self.began - begun + self.left())
        )

    def gap_pp(self) -> float:
        least = self.market.least if self.market else 0.0
        return 100.0 * (self.value - least) / self.total if self.total > 0 else 0.0

    def offer(self, plan: Plan, stage: str) -> None:
        """Take a plan if it is better, and tell how things stand."""
        short = shortfall(self.problem, plan)
        value = float(short @ np.asarray(self.weights))
        by_class = tuple(np.round(short, 6).tolist())
        if by_class < self.by_class if self.strict else value < self.value - 1e-9:
            self.plan, self.value, self.by_class = plan, value, by_class
        self.tell(stage)

    def tell(self, stage: str) -> None:
        if self.on_progress is None:
            return
        least = self.market.least if self.market else 0.0
        total = self.total if self.total > 0 else 1.0
        told = Progress(
            seconds=self.now - self.began,
            coverage=1.0 - self.value / total,
            limit=1.0 - max(0.0, least) / total,
            stage=stage,
        )
        if not self.on_progress(told):
            self.interrupted = True

    def over(self) -> bool:
        """Whether to stop: told to, out of time or rounds, or close enough."""
        if self.interrupted or self.left() <= 0.05 or self.gap_pp() <= self.stop.gap_pp + 1e-9:
            return True
        return self.stop.rounds is not None and self.rounds >= self.stop.rounds


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
    run = _search(problem, weights, stop, seed, start, on_progress)
    return _solution(run)


def _search(
    problem: PlanProblem,
    weights: Weights | None,
    stop: Stop,
    seed: int,
    start: Plan | None,
    on_progress: OnProgress | None,
) -> _Search:
    search_weights = weights or STRICT
    run = _Search(
        problem=problem,
        weights=search_weights,
        strict=weights is None,
        stop=stop,
        seed=seed,
        on_progress=on_progress,
        began=time.perf_counter(),
        plan=start or Plan.empty(),
        total=problem.weighted_demand(search_weights),
    )
    try:
        _first_plan(run)
        _climb_prices(run)
        while not run.over():
            _improve(run)
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
    brief = replace(stop, seconds=None if stop.seconds is None else 0.2 * stop.seconds, rounds=1)
    run = _search(problem, weights, brief, seed, start, on_progress)
    if run.interrupted:
        return _solution(run)
    left = None if stop.seconds is None else max(0.1, stop.seconds - (run.now - run.began))
    nodes = None if stop.rounds is None else 2000 * stop.rounds
    rest = Stop(seconds=left, rounds=nodes, gap_pp=stop.gap_pp)
    found = solve_exact(problem, weights=weights, stop=rest, start=run.plan, on_progress=on_progress)
    assert run.market is not None
    if weights is None:
        return replace(found, seconds=run.now - run.began)
    return replace(found, least_weighted=max(found.least_weighted, run.market.least), seconds=run.now - run.began)


def _first_plan(run: _Search) -> None:
    bench = set_up(run.problem, run.weights, run.plan, seed=run.seed)
    fill_up(bench)
    run.offer(best_plan(bench), "first plan")


def _climb_prices(run: _Search) -> None:
    """Raise the bound, then lay a plan by the prices and search on it."""
    market = run.market = open_market(run.problem, run.weights)
    until = None if run.end is None else run.now + CLIMB_SHARE * run.left()
    large = run.problem.n_pairs * run.problem.n_periods > LARGE
    with ThreadPoolExecutor(1) as pool:
        while not market.settled and not run.interrupted:
            climb_on(market, 20, target=run.value, pool=pool if large else None)
            run.tell("prices")
            if (until is not None and run.now >= until) or (until is None and market.steps >= STEPS):
                break
    bench = set_up(run.problem, run.weights, Plan.empty(), seed=run.seed + 1, guidance=market.guidance())
    fill_up(bench)
    run.begun = run.now
    run.offer(best_plan(bench), "guided plan")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """A part of the plan to improve, and with what effort."""

    part: Part
    plan: Plan
    guidance: Guidance
    weights: Weights
    seed: int
    hot: float
    cold: float
    slices: bool
    until: float | None


def _work(task: _Task) -> Plan:
    """Search or slices on one part."""
    problem = task.part.problem
    if task.slices:
        slicer = make_slicer(problem, task.weights, task.guidance, seed=task.seed)
        each = 1.5 if task.until is None else max(0.3, 0.3 * (task.until - time.perf_counter()))
        count = SLICES if task.until is None else None
        return improve(slicer, task.plan, each=each, until=task.until, slices=count)
    bench = set_up(problem, task.weights, task.plan, seed=task.seed, guidance=task.guidance)
    moves = MOVES if task.until is None else None
    anneal(bench, hot=task.hot, cold=task.cold, moves=moves, until=task.until)
    return best_plan(bench)


def _improve(run: _Search) -> None:
    """Cool down over the rounds, the last of them slices; then go on cold."""
    assert run.market is not None
    guidance = run.market.guidance()
    begin = run.cooling()
    slices = begin >= SLICE_FROM - 1e-3
    end = 1.0 if slices else min(SLICE_FROM, begin + 1.0 / ROUNDS)
    until = None if run.end is None else run.now + run.left() * min(1.0, (end - begin) / max(1e-9, 1.0 - begin))
    if until is not None and run.left() < 0.5:
        until = run.now + run.left()
    tasks = [
        _Task(
            part=part,
            plan=plan_of_part(part, run.plan),
            guidance=guidance.take(part.pair, part.line),
            weights=run.weights,
            seed=run.seed + 100 * (run.rounds + 1) + number,
            hot=HOT * (COLD / HOT) ** min(1.0, begin / SLICE_FROM),
            cold=HOT * (COLD / HOT) ** min(1.0, end / SLICE_FROM),
            slices=slices,
            until=until,
        )
        for number, part in enumerate(_parts(run, guidance))
    ]
    with ThreadPoolExecutor(2) as pool:
        plans = list(pool.map(_work, tasks))
    run.rounds += 1
    if len(tasks) == 1 or len(tasks[0].part.pair) + len(tasks[1].part.pair) <= run.problem.n_pairs:
        run.offer(join([task.part for task in tasks], plans), f"round {run.rounds}")
        return
    for task, plan in zip(tasks, plans, strict=True):
        run.offer(join([task.part], [plan]), f"round {run.rounds}")


def _parts(run: _Search, guidance: Guidance) -> list[Part]:
    """Two parts that share only limits; or twice the whole, if it hangs together."""
    worth = _promising(run, guidance)
    mask = halves(run.problem)
    if mask is None:
        whole = restrict(run.problem, worth, run.problem.limit_cap)
        return [whole, whole]
    caps = _share_limits(run, [mask, ~mask])
    return [restrict(run.problem, mask & worth, caps[0]), restrict(run.problem, ~mask & worth, caps[1])]


def _promising(run: _Search, guidance: Guidance) -> Bools:
    """(K,) pairs with some tour of small reduced cost, and those in the plan."""
    tours = all_tours(run.problem)
    loss = make_tariff(make_data(run.problem, run.weights), guidance).losses(tours.pair, tours.start, tours.length)
    least = np.full(run.problem.n_pairs, np.inf)
    np.minimum.at(least, tours.pair, loss)
    unit = run.total / max(run.problem.demand.sum(), 1e-9)
    keep: Bools = least < PROMISING * unit
    keep[run.plan.pair] = True
    return keep


def _share_limits(run: _Search, masks: list[Bools]) -> list[Floats]:
    """Caps of each part: what it uses, and the slack of each limit for one part, the other in the next round."""
    use = []
    for keep in masks:
        rows = keep[run.plan.pair]
        part = Plan(
            pair=run.plan.pair[rows],
            start=run.plan.start[rows],
            length=run.plan.length[rows],
            count=run.plan.count[rows],
        )
        use.append(use_of_limits(run.problem, part))
    rng = np.random.default_rng(run.seed + run.rounds)
    first = (rng.random(run.problem.n_limits) < 0.5)[:, None]
    slack = np.maximum(0.0, run.problem.limit_cap - use[0] - use[1])
    return [use[0] + np.where(first, slack, 0.0), use[1] + np.where(first, 0.0, slack)]


def _solution(run: _Search) -> Solution:
    assert run.market is not None
    problem = run.problem
    plan = run.plan.sorted()
    broken = broken_rules(problem, plan)
    if broken:
        raise BrokenPlan("\n".join(broken))
    short = shortfall(problem, plan)
    demand = demand_by_class(problem)
    guidance = run.market.guidance()
    weights = WEIGHTS if run.strict else run.weights
    least, least_weighted = _bounds_by_class(run, short) if run.strict else (np.zeros(3), run.market.least)
    reached = short if run.strict else float(short @ np.asarray(weights))
    unit = 1.0 / 20.0 if run.strict else 1.0
    return Solution(
        plan=plan,
        shortfall=short,
        demand=demand,
        least=np.minimum(least, short),
        least_weighted=min(max(0.0, least_weighted), float(short @ np.asarray(weights))),
        weights=weights,
        proven=bool(np.all(reached <= (least if run.strict else least_weighted) + 1e-6)),
        slot_price=guidance.slot_price * (unit if run.strict else 1.0),
        limit_price=guidance.limit_price * (unit if run.strict else 1.0),
        rounds=run.rounds,
        seconds=run.now - run.began,
        interrupted=run.interrupted,
    )


def _bounds_by_class(run: _Search, short: Floats) -> tuple[Floats, float]:
    """Least shortfall of each class given what the classes above hold, and of the usual weighted sum.

    For class c: relax "classes above lose nothing" with a weight v each; then any plan that keeps them has
    S_c >= L(v above, 1 for c, 0 below) - v * (what they hold).
    """
    stages = [((1.0, 0.0, 0.0), 0.0), ((5.0, 1.0, 0.0), 5.0 * short[0])]
    stages += [((25.0, 5.0, 1.0), 25.0 * short[0] + 5.0 * short[1]), (WEIGHTS, 0.0)]
    with ThreadPoolExecutor(2) as pool:
        least = list(pool.map(lambda stage: _least(run, stage[0], short) - stage[1], stages))
    return np.maximum(0.0, np.array(least[:3])), least[3]


def _least(run: _Search, weights: Weights, short: Floats) -> float:
    if weights == run.weights and run.market is not None:
        return run.market.least
    if run.interrupted:
        return 0.0
    market = open_market(run.problem, weights)
    target = float(short @ np.asarray(weights))
    until = None if run.stop.seconds is None else run.now + 0.08 * run.stop.seconds
    while not market.settled and market.least < target and (until is None or run.now < until):
        climb_on(market, 20, target=target)
        if until is None and market.steps >= STEPS:
            break
    return min(market.least, target)
