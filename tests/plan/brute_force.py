"""Exhaustive enumeration of all plans of a tiny problem, judged by naive loops: shares nothing with the package.

Every rule forbids presence, so a plan that breaks a rule stays broken when tours are added: such branches are cut.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from accord.plan.problem import PlanProblem

Tours = list[tuple[int, int, int, int]]
"""Rows (pair, start, length, count)."""


@dataclass(frozen=True)
class Best:
    """The least over all plans."""

    strict: tuple[float, float, float]
    """Shortfall by class, least in lexicographic order."""
    strict_cost: float
    """Least cost of a plan with that shortfall."""
    weighted: float
    weighted_cost: float
    plans: int
    """How many plans keep every rule."""


def best(
    problem: PlanProblem,
    weights: tuple[float, float, float],
    *,
    most_plans: int,
    fixed: Tours | None = None,
    allowed: set[tuple[int, int, int]] | None = None,
) -> Best | None:
    """Best plans by enumeration, or None if there are more than ``most_plans``.

    All plans hold the ``fixed`` tours; others are added only if ``allowed``.
    """
    strict: tuple[tuple[float, ...], float] | None = None
    weighted: tuple[float, float] | None = None
    number = 0
    for tours in _plans(problem, fixed or [], allowed):
        number += 1
        if number > most_plans:
            return None
        short, price = naive_shortfall(problem, tours), naive_cost(problem, tours)
        total = sum(w * s for w, s in zip(weights, short, strict=True))
        in_order = (tuple(round(s, 9) for s in short), price)
        by_weight = (round(total, 9), price)
        strict = in_order if strict is None else min(strict, in_order)
        weighted = by_weight if weighted is None else min(weighted, by_weight)
    assert strict is not None
    assert weighted is not None
    a, b, c = strict[0]
    return Best((a, b, c), strict[1], weighted[0], weighted[1], number)


def naive_shortfall(problem: PlanProblem, tours: Tours) -> list[float]:
    short = [0.0, 0.0, 0.0]
    for line in range(len(problem.demand)):
        for t in range(len(problem.demand[line])):
            wanted = float(problem.demand[line][t])
            short[int(problem.priority[line])] += max(0.0, wanted - _counted(problem, tours, line, t))
    return short


def naive_cost(problem: PlanProblem, tours: Tours) -> float:
    return sum(float(problem.pair_cost[pair]) * length * count for pair, _, length, count in tours)


def keeps_rules(problem: PlanProblem, tours: Tours) -> bool:
    return all(
        _pool_suffices(problem, tours, t)
        and _limits_hold(problem, tours, t)
        and _few_nations(problem, tours, t)
        and _no_conflict(problem, tours, t)
        for t in range(problem.demand.shape[1])
    )


def _plans(problem: PlanProblem, fixed: Tours, allowed: set[tuple[int, int, int]] | None) -> Iterator[Tours]:
    every = [tour for tour in possible_tours(problem) if allowed is None or tour in allowed]

    def extend(tours: Tours, position: int) -> Iterator[Tours]:
        yield tours
        for next_position in range(position, len(every)):
            pair, start, length = every[next_position]
            count = 1
            while True:
                longer = [*tours, (pair, start, length, count)]
                if not keeps_rules(problem, longer):
                    break
                yield from extend(longer, next_position + 1)
                count += 1

    yield from extend(fixed, 0)


def possible_tours(problem: PlanProblem) -> Iterator[tuple[int, int, int]]:
    horizon = problem.demand.shape[1]
    for pair in range(len(problem.pair_pool)):
        for start in range(horizon):
            for length in range(1, horizon - start + 1):
                fits = problem.pair_first[pair] <= start and start + length - 1 <= problem.pair_last[pair]
                cut_short = bool(problem.pair_open[pair]) and start + length == horizon
                long_enough = length >= problem.tour_min[pair] or cut_short
                if fits and long_enough and length <= problem.tour_max[pair]:
                    yield pair, start, length


def _counted(problem: PlanProblem, tours: Tours, line: int, t: int) -> float:
    for gate in range(len(problem.gate_line)):
        if problem.gate_line[gate] == line:
            providers = problem.gate_pair[problem.gate_start[gate] : problem.gate_start[gate + 1]].tolist()
            if not any(pair in providers for pair, _ in _present(tours, t)):
                return 0.0
    total = 0.0
    for pair, start, length, count in tours:
        if problem.pair_line[pair] == line and start <= t < start + length:
            lost = 0.0 if start == problem.line_first[line] else float(problem.handover[line])
            gone = min(1.0, max(0.0, lost - (t - start)))
            total += count * float(problem.pair_quality[pair]) * (1.0 - gone)
    return total


def _present(tours: Tours, t: int) -> list[tuple[int, int]]:
    return [(pair, count) for pair, start, length, count in tours if start <= t < start + length]


def _pool_suffices(problem: PlanProblem, tours: Tours, t: int) -> bool:
    for pool in range(len(problem.units)):
        busy = 0
        for pair, start, length, count in tours:
            rest = int(problem.rest[problem.pair_offer[pair]][length])
            if problem.pair_pool[pair] == pool and start <= t < start + length + rest:
                busy += count
        if busy > problem.units[pool][t]:
            return False
    return True


def _limits_hold(problem: PlanProblem, tours: Tours, t: int) -> bool:
    used = [0.0] * len(problem.limit_cap)
    for pair, count in _present(tours, t):
        for use in range(int(problem.use_start[pair]), int(problem.use_start[pair + 1])):
            used[int(problem.use_limit[use])] += count * float(problem.use_amount[use])
    return all(amount <= problem.limit_cap[limit][t] + 1e-9 for limit, amount in enumerate(used))


def _few_nations(problem: PlanProblem, tours: Tours, t: int) -> bool:
    for line in range(len(problem.demand)):
        nations = {int(problem.pair_nation[pair]) for pair, _ in _present(tours, t) if problem.pair_line[pair] == line}
        if 0 < problem.max_nations[line] < len(nations):
            return False
    return True


def _no_conflict(problem: PlanProblem, tours: Tours, t: int) -> bool:
    there = {pair for pair, _ in _present(tours, t)}
    for pair in there:
        others = problem.conflict_pair[problem.conflict_start[pair] : problem.conflict_start[pair + 1]].tolist()
        if there & set(others):
            return False
    return True
