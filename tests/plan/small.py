"""Tiny planning problems that use every feature, from a seed or from hypothesis; and random plans for them."""

import numpy as np
from hypothesis import strategies as st

from accord.plan.problem import Plan, PlanProblem
from accord.plan.tiny import tiny_problem

__all__ = ["plan_of", "random_plan", "random_problem", "seeds", "tiny_problem", "tiny_problems"]


def plan_of(*tours: tuple[int, int, int, int]) -> Plan:
    """Plan of rows (pair, start, length, count)."""
    columns = np.asarray(tours, dtype=np.int32).reshape(-1, 4).T
    return Plan(pair=columns[0], start=columns[1], length=columns[2], count=columns[3])


def seeds() -> st.SearchStrategy[int]:
    return st.integers(0, 2**32 - 1)


def tiny_problems() -> st.SearchStrategy[PlanProblem]:
    """Problems small enough for exhaustive enumeration; any feature may be on or off."""
    return seeds().map(random_problem)


def random_problem(seed: int) -> PlanProblem:
    """2 to 5 periods, 1 to 3 lines, 1 to 3 pools of 0 to 3 units; each feature is on in about half of the problems.

    Quality, handover, gates, conflicts, mixing, limits, pools shared by offers, open ends, units that vary over time.
    """
    rng = np.random.default_rng(seed)
    n_periods, n_lines, n_pools = int(rng.integers(2, 6)), int(rng.integers(1, 4)), int(rng.integers(1, 4))
    offer_pool = sorted([*range(n_pools), *rng.integers(0, n_pools, int(rng.integers(0, 2)))])
    n_offers = len(offer_pool)
    nations = [int(n) for n in rng.integers(0, max(1, n_offers - 1), n_offers)]
    pairs = _some_pairs(rng, offer_pool, n_lines)
    tour_min, tour_max = _tour_lengths(rng, n_offers, n_periods)
    of_pair = [offer for offer, _ in pairs]
    first = rng.integers(0, 2, len(pairs))
    return tiny_problem(
        _demand(rng, n_lines, n_periods),
        pairs,
        units=_units(rng, n_pools, n_periods),
        offer_pool=offer_pool,
        offer_nation=nations,
        rest=[[int(r) for r in rng.integers(0, 3, n_periods + 1)] for _ in range(n_offers)],
        quality=rng.choice([1.0, 1.0, 0.5, 0.8], len(pairs)).tolist() if _coin(rng) else 1.0,
        first=first.tolist(),
        last=rng.integers(np.minimum(first + 1, n_periods - 1), n_periods).tolist(),
        open_end=rng.integers(0, 2, len(pairs)).tolist() if _coin(rng) else False,
        tour_min=tour_min[of_pair].tolist(),
        tour_max=tour_max[of_pair].tolist(),
        cost=rng.integers(1, 9, len(pairs)).tolist(),
        priority=rng.integers(0, 3, n_lines).tolist(),
        max_nations=rng.integers(0, 3, n_lines).tolist() if _coin(rng) else 0,
        handover=rng.choice([0.0, 0.25, 0.5, 1.5], n_lines).tolist() if _coin(rng) else 0.0,
        line_first=rng.integers(0, 2, n_lines).tolist(),
        limits=_limits(rng, len(pairs), n_periods),
        gates=_gates(rng, n_lines, len(pairs)),
        conflicts=_conflicts(rng, pairs),
    )


def random_plan(problem: PlanProblem, seed: int) -> Plan:
    """A few tours that respect indices and the horizon but perhaps no other rule."""
    rng = np.random.default_rng(seed)
    tours = []
    for _ in range(int(rng.integers(0, 6)) if problem.n_pairs else 0):
        start = int(rng.integers(0, problem.n_periods))
        length = int(rng.integers(1, problem.n_periods - start + 1))
        tours.append((int(rng.integers(0, problem.n_pairs)), start, length, int(rng.integers(1, 3))))
    return plan_of(*tours)


def _coin(rng: np.random.Generator) -> bool:
    return bool(rng.random() < 0.5)


def _some_pairs(rng: np.random.Generator, offer_pool: list[int], n_lines: int) -> list[tuple[int, int]]:
    order = sorted(range(len(offer_pool)), key=lambda offer: offer_pool[offer])
    return [(offer, line) for offer in order for line in range(n_lines) if rng.random() < 0.6]


def _tour_lengths(rng: np.random.Generator, n_offers: int, n_periods: int) -> tuple[np.ndarray, np.ndarray]:
    shortest = rng.integers(1, n_periods + 1, n_offers)
    return shortest, np.minimum(shortest + rng.integers(0, 2, n_offers), n_periods)


def _demand(rng: np.random.Generator, n_lines: int, n_periods: int) -> list[list[float]]:
    values = [0.0, 1.0, 1.0, 2.0, 3.0] if _coin(rng) else [0.0, 0.5, 1.0, 1.7, 2.0]
    return rng.choice(values, (n_lines, n_periods)).tolist()


def _units(rng: np.random.Generator, n_pools: int, n_periods: int) -> list[list[int]]:
    if _coin(rng):
        return rng.integers(0, 4, (n_pools, n_periods)).tolist()
    return np.repeat(rng.integers(1, 3, (n_pools, 1)), n_periods, axis=1).tolist()


def _limits(rng: np.random.Generator, n_pairs: int, n_periods: int) -> list[tuple[list[float], dict[int, float]]]:
    limits = []
    for _ in range(int(rng.integers(0, 3))):
        amounts = rng.choice([2.0, 3.0, 5.0, 2.5], n_pairs)
        use = {pair: float(amounts[pair]) for pair in range(n_pairs) if rng.random() < 0.7}
        cap = rng.choice([4.0, 5.0, 7.5, 9.0, np.inf], n_periods)
        limits.append((cap.tolist(), use))
    return limits


def _gates(rng: np.random.Generator, n_lines: int, n_pairs: int) -> list[tuple[int, list[int]]]:
    if _coin(rng):
        return []
    size = min(n_pairs, 2)
    lines = rng.integers(0, n_lines, int(rng.integers(1, 3)))
    return [(int(line), sorted(rng.choice(n_pairs, size, replace=False).tolist()) if size else []) for line in lines]


def _conflicts(rng: np.random.Generator, pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    if _coin(rng):
        return []
    couples = [(a, b) for a in range(len(pairs)) for b in range(a) if pairs[a][1] == pairs[b][1]]
    return [couple for couple in couples if rng.random() < 0.5]
