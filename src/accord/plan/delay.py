"""What playing for time costs: the plan if day zero slips by some months.

The horizon slips with day zero and keeps its length. What is bound to the calendar does not: offers that end on a day
are lost to it, offers that begin on a day or need notice come in reach.
"""

from collections.abc import Iterable, Iterator
from functools import partial

import numpy as np

from accord.model.option import DelayPoint
from accord.plan.basis import Basis
from accord.plan.compile import Compiled
from accord.plan.problem import Plan
from accord.plan.replan import USUAL_STOP
from accord.plan.side_by_side import side_by_side
from accord.plan.solution import Stop
from accord.plan.verify import cost, cover

MONTHS = range(13)
READY_MONTHS = 3
"""Months from day zero whose coverage is readiness."""


def delays(
    basis: Basis, *, months: Iterable[int] = MONTHS, each: Stop = USUAL_STOP, seed: int = 0
) -> Iterator[DelayPoint]:
    """One record for each delay, in the order of `months`, each as soon as it is known.

    Every delay, 0 included, is planned again from the plan at hand with the same effort.

    Parameters
    ----------
    months
        Months by which day zero slips beyond what the scenario says.
    each
        When to stop re-planning for one delay.
    """
    yield from side_by_side([partial(delay, basis, slip, stop=each, seed=seed) for slip in months])


def delay(basis: Basis, months: int, *, stop: Stop = USUAL_STOP, seed: int = 0) -> DelayPoint:
    """The same for one delay.

    Raises
    ------
    AccordError
        If the horizon reaches past the year 9999.
    """
    later = basis.scenario.model_copy(update={"delay_months": basis.scenario.delay_months + months})
    slipped = basis.under(later) if months else basis
    found = slipped.again(stop=stop, seed=seed)
    return DelayPoint(
        months=months,
        coverage=found.coverage,
        limit=found.limit,
        cost_likely=cost(slipped.problem, found.plan),
        ready_share=readiness(slipped.compiled, found.plan),
        essential=float(1.0 - found.shortfall[0] / found.demand[0]) if found.demand[0] > 0 else None,
    )


def readiness(compiled: Compiled, plan: Plan) -> float:
    """Share of the demand of the first three months from day zero that a plan covers; 1 if there is none."""
    calendar = compiled.calendar
    first = max(0, calendar.period(calendar.day_zero))
    opening = slice(first, first + round(READY_MONTHS * calendar.step.per_month))
    wanted = compiled.problem.demand[:, opening]
    covered = np.minimum(cover(compiled.problem, plan)[:, opening], wanted)
    return float(covered.sum() / wanted.sum()) if wanted.sum() > 0 else 1.0
