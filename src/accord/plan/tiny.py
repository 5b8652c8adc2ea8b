"""A planning problem from a few lists, the rest by defaults: for documentation, tests and trying things out."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from accord.plan.problem import Ints, PlanProblem

_Number = float | Sequence[float]


def tiny_problem(
    demand: Sequence[Sequence[float]],
    pairs: Sequence[tuple[int, int]],
    *,
    units: Sequence[int | Sequence[int]] = (1,),
    offer_pool: Sequence[int] | None = None,
    offer_nation: Sequence[int] | None = None,
    rest: Sequence[int | Sequence[int]] | int = 0,
    quality: _Number = 1.0,
    first: _Number = 0,
    last: _Number | None = None,
    open_end: _Number = False,
    tour_min: _Number = 1,
    tour_max: _Number | None = None,
    cost: _Number = 1.0,
    people: _Number = 1.0,
    priority: _Number = 0,
    max_nations: _Number = 0,
    handover: _Number = 0.0,
    line_first: Sequence[int] | None = None,
    limits: Sequence[tuple[float | Sequence[float], Mapping[int, float]]] = (),
    gates: Sequence[tuple[int, Sequence[int]]] = (),
    conflicts: Sequence[tuple[int, int]] = (),
) -> PlanProblem:
    """A `PlanProblem` from lists.

    Parameters
    ----------
    demand
        (R, T) units wanted.
    pairs
        Offer and line of each pair; the offers' pools must not decrease.
    units
        Units of each pool, one number or one per period.
    offer_pool, offer_nation
        Pool and nation of each offer; the offer's own index by default.
    rest
        Rest of each offer in periods, one number or one per length of tour from 0 on.
    quality, first, last, open_end, tour_min, tour_max, cost, people
        Of each pair, or one number for all.
    priority, max_nations, handover, line_first
        Of each line; a line starts with its first demand by default.
    limits
        Cap (one number or one per period) and the amount that a unit of each pair takes.
    gates
        Line and the pairs that open it.
    conflicts
        Couples of pairs that may not be present together.

    Raises
    ------
    ValueError
        If pairs are not in order of their pools.

    >>> problem = tiny_problem([[1, 1, 1]], [(0, 0)])
    >>> problem.n_pairs, problem.n_periods, problem.units.tolist()
    (1, 3, [[1, 1, 1]])
    """
    wanted = np.asarray(demand, dtype=float)
    n_lines, n_periods = wanted.shape
    offer = np.asarray([o for o, _ in pairs], dtype=np.int32)
    n_offers = max(int(offer.max(initial=-1)) + 1, len(offer_pool or ()))
    pool_of = _ints(range(n_offers) if offer_pool is None else offer_pool)
    nation_of = _ints(range(n_offers) if offer_nation is None else offer_nation)
    if np.any(np.diff(pool_of[offer]) < 0):
        raise ValueError("pairs must be in order of their pools")
    uses = sorted((pair, limit, amount) for limit, (_, use) in enumerate(limits) for pair, amount in use.items())
    both_ways = sorted({(a, b) for couple in conflicts for a, b in (couple, couple[::-1])})

    def per_pair(value: _Number) -> npt.NDArray[np.float64]:
        return np.broadcast_to(np.asarray(value, dtype=float), len(pairs)).copy()

    def per_line(value: _Number) -> npt.NDArray[np.float64]:
        return np.broadcast_to(np.asarray(value, dtype=float), n_lines).copy()

    return PlanProblem(
        demand=wanted,
        priority=_ints(per_line(priority)),
        max_nations=_ints(per_line(max_nations)),
        handover=per_line(handover),
        line_first=_ints((wanted > 0).argmax(axis=1) if line_first is None else line_first),
        units=_ints(_per_period(units, n_periods)),
        pair_offer=offer,
        pair_pool=pool_of[offer],
        pair_line=_ints([line for _, line in pairs]),
        pair_nation=nation_of[offer],
        pair_quality=per_pair(quality),
        pair_first=_ints(per_pair(first)),
        pair_last=_ints(per_pair(n_periods - 1 if last is None else last)),
        pair_open=per_pair(open_end).astype(bool),
        tour_min=_ints(per_pair(tour_min)),
        tour_max=_ints(per_pair(n_periods if tour_max is None else tour_max)),
        rest=_rest_table(rest, n_offers, n_periods),
        pair_cost=per_pair(cost),
        pair_people=per_pair(people),
        limit_cap=_per_period([cap for cap, _ in limits], n_periods),
        use_start=_starts([pair for pair, _, _ in uses], len(pairs)),
        use_limit=_ints([limit for _, limit, _ in uses]),
        use_amount=np.asarray([amount for _, _, amount in uses], dtype=float),
        gate_line=_ints([line for line, _ in gates]),
        gate_start=_ints(np.cumsum([0, *(len(providers) for _, providers in gates)])),
        gate_pair=_ints([pair for _, providers in gates for pair in providers]),
        conflict_start=_starts([a for a, _ in both_ways], len(pairs)),
        conflict_pair=_ints([b for _, b in both_ways]),
        n_nations=int(nation_of.max(initial=-1)) + 1,
    )


def _ints(values: npt.ArrayLike | range) -> Ints:
    return np.asarray(values, dtype=float).astype(np.int32)


def _per_period(rows: Sequence[_Number | int | Sequence[int]], n_periods: int) -> npt.NDArray[np.float64]:
    out = np.zeros((len(rows), n_periods))
    for i, row in enumerate(rows):
        out[i] = row
    return out


def _rest_table(rest: Sequence[int | Sequence[int]] | int, n_offers: int, n_periods: int) -> Ints:
    table = np.zeros((n_offers, n_periods + 1), dtype=np.int32)
    for offer, row in enumerate([rest] * n_offers if isinstance(rest, int) else rest):
        table[offer] = row
    return table


def _starts(sorted_keys: Sequence[int], n: int) -> Ints:
    return _ints(np.searchsorted(np.asarray(sorted_keys, dtype=float), np.arange(n + 1)))
