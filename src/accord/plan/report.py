"""A plan as arrays becomes an option: tours with dates and costs, coverage, bounds, broken rules, gaps, measures.

Coverage and broken rules come from the judge (`accord.plan.verify`), never from the solver; only the bounds are the
solver's.
"""

import datetime as dt
import math
from collections.abc import Sequence

import numpy as np

from accord.model.option import Bound, Coverage, Option, Tour
from accord.model.words import Priority
from accord.plan.availability import availability
from accord.plan.compile import Compiled
from accord.plan.gaps import explain
from accord.plan.ledger import keep_books
from accord.plan.measures import measures
from accord.plan.problem import Floats, Plan
from accord.plan.solution import Solution
from accord.plan.verify import broken_rules, demand_by_class, shortfall

_PROVEN_PP = 1e-6
"""A gap below this is rounding, percentage points."""


def to_option(
    compiled: Compiled,
    solution: Solution,
    *,
    id: str,
    title: str,
    scenario: str,
    objective: str,
    strict: bool = True,
    seed: int = 0,
) -> Option:
    """An option from what the solver found.

    Parameters
    ----------
    scenario
        Id of the scenario that was compiled.
    objective
        What the option was made for, in words.
    strict
        Whether classes were served in strict order, so that a proven solution is proven class by class; otherwise it
        is the weighted whole that is proven.
    """
    plan = solution.plan.sorted()
    covered = np.minimum(keep_books(compiled.problem, plan).cover, compiled.problem.demand)
    bounds = make_bounds(compiled, solution, strict=strict)
    return Option(
        id=id,
        title=title,
        scenario=scenario,
        objective=objective,
        tours=make_tours(compiled, plan),
        coverage=bounds[0].coverage,
        bounds=bounds,
        broken_rules=broken_rules(compiled.problem, plan),
        by_priority=_by(compiled, covered, [line.priority.value for line in compiled.lines], keys=list(Priority)),
        by_component=_by(compiled, covered, [line.component for line in compiled.lines]),
        by_area=_by(compiled, covered, [line.area for line in compiled.lines]),
        by_period=_by_period(compiled, covered),
        by_line=_by(compiled, covered, [line.id for line in compiled.lines]),
        gaps=explain(compiled, plan),
        measures=measures(compiled, plan),
        verdicts=tuple(compiled.verdicts.values()),
        seed=seed,
        iterations=solution.rounds,
        interrupted=solution.interrupted,
    )


def make_tours(compiled: Compiled, plan: Plan) -> tuple[Tour, ...]:
    """Tours of a plan in order of line, first period, offer and length.

    A tour starts and ends with its periods, but no earlier or later than the offer is available.
    """
    tours = (
        _tour(compiled, *map(int, row)) for row in zip(plan.pair, plan.start, plan.length, plan.count, strict=True)
    )
    return tuple(sorted(tours, key=lambda tour: (tour.requirement, tour.first_period, tour.offer, tour.periods)))


def _tour(compiled: Compiled, pair: int, start: int, length: int, count: int) -> Tour:
    match = compiled.matches[pair]
    offer = compiled.offers[compiled.problem.pair_offer[pair]]
    low, likely, high = (float(cost) * count * length for cost in compiled.pair_costs[pair])
    first, last = _days(compiled, pair, start, length)
    return Tour(
        offer=offer.id,
        nation=offer.nation,
        requirement=match.line,
        capability=compiled.pair_capability(pair),
        units=count,
        first_period=start,
        periods=length,
        start=first,
        until=last,
        quality=match.quality,
        people=float(compiled.problem.pair_people[pair]) * count,
        cost_low=low,
        cost_likely=likely,
        cost_high=high,
    )


def _days(compiled: Compiled, pair: int, start: int, length: int) -> tuple[dt.date, dt.date]:
    offer = compiled.offers[compiled.problem.pair_offer[pair]]
    caveats = tuple(compiled.workspace.caveats[tag] for tag in offer.caveats)
    when = availability(offer, caveats, compiled.calendar)
    last = compiled.calendar.last_day(start + length - 1)
    return max(compiled.calendar.first_day(start), when.ready), min(last, when.until or last)


def make_bounds(compiled: Compiled, solution: Solution, *, strict: bool = True) -> tuple[Bound, ...]:
    """Bounds of the weighted whole, then of each class; a bound that the solver gives as nan is ``no bound``."""
    short, demand = shortfall(compiled.problem, solution.plan), demand_by_class(compiled.problem)
    weights = np.asarray(solution.weights, dtype=float)
    one_class = int(np.count_nonzero(demand)) <= 1
    by_class = solution.proven and (strict or one_class)
    as_whole = solution.proven and (not strict or one_class)
    return (
        bound("all", float(short @ weights), solution.least_weighted, float(demand @ weights), proven=as_whole),
        *(
            bound(priority.value, float(short[c]), float(solution.least[c]), float(demand[c]), proven=by_class)
            for c, priority in enumerate(Priority)
        ),
    )


def bound(key: str, short: float, least: float, demand: float, *, proven: bool = False) -> Bound:
    """Bound in the exact words: ``proven``, ``gap x.xx pp`` or ``no bound``.

    Parameters
    ----------
    short, least, demand
        Shortfall of the plan, shortfall that no plan can go below (nan: unknown), and demand, unit-periods.
    proven
        Whether the solver proved that nothing better exists, even if `least` is a little lower.

    >>> [bound("all", 2.0, least, 10.0).status for least in (1.0, 2.0, math.nan)]
    ['gap 10.00 pp', 'proven', 'no bound']
    """
    reached = 1.0 - short / demand if demand > 0 else 1.0
    if proven or demand <= 0 or short <= 0:
        return Bound(key=key, coverage=reached, limit=reached, status="proven")
    if not math.isfinite(least):
        return Bound(key=key, coverage=reached, limit=1.0, status="no bound")
    limit = max(reached, 1.0 - max(0.0, least) / demand)
    gap_pp = 100.0 * (limit - reached)
    return Bound(
        key=key, coverage=reached, limit=limit, status="proven" if gap_pp < _PROVEN_PP else f"gap {gap_pp:.2f} pp"
    )


def _by(
    compiled: Compiled, covered: Floats, keys_of_lines: Sequence[str], *, keys: Sequence[str] = ()
) -> tuple[Coverage, ...]:
    demand = compiled.problem.demand
    found = []
    for key in keys or sorted(set(keys_of_lines)):
        rows = [r for r, own in enumerate(keys_of_lines) if own == key]
        found.append(Coverage(key=str(key), demand=float(demand[rows].sum()), covered=float(covered[rows].sum())))
    return tuple(found)


def _by_period(compiled: Compiled, covered: Floats) -> tuple[Coverage, ...]:
    wanted, held = compiled.problem.demand.sum(axis=0), covered.sum(axis=0)
    return tuple(
        Coverage(key=str(compiled.calendar.first_day(t)), demand=float(wanted[t]), covered=float(held[t]))
        for t in range(compiled.problem.n_periods)
    )
