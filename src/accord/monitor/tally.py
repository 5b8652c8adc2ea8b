"""Caps and freezes of numbers: how probable it is that a party exceeded them in a zone on a day.

The count of a day is a sum of independent events, each there with its probability and its own count. Its distribution
is folded event by event, exact up to the limit; what exceeds the limit is one state.
"""

from dataclasses import replace

import numpy as np
import polars as pl

from accord.model.report import CountUnit
from accord.monitor.docket import Docket
from accord.monitor.weigh import Weighed
from accord.monitor.where import Floats, Ints

LARGEST = 10_000
"""Limits above this are counted in coarser steps."""


def tallied(docket: Docket, weighed: Weighed) -> Weighed:
    """The figures of a cap or freeze with the probability that its limit is exceeded on the day of each incident.

    Parameters
    ----------
    weighed
        Figures of a term that has a limit.
    """
    limit = weighed.term.limit
    if limit is None or not len(weighed.rows):
        return weighed
    day = local_days(docket, weighed.rows)
    belief = docket.belief[weighed.rows]
    exists = docket.exists[weighed.rows][:, None]
    least = (weighed.covered - weighed.exempt_high) * weighed.fit_low[:, None]
    most = (weighed.covered - weighed.exempt_low) * weighed.fit_high[:, None]
    most_open = (weighed.covered - weighed.free_low) * weighed.fit_high[:, None]
    count_low, count_high = _counts(docket, weighed)
    low, high = np.zeros_like(least), np.zeros_like(most)
    for column in range(len(docket.parties)):
        certain = exists[:, 0] * belief[:, column] * least[:, column]
        possible = exists[:, 0] * (belief[:, column] * most[:, column] + belief[:, -1] * most_open[:, column])
        low[:, column] = exceeded(day, certain, count_low, limit)
        high[:, column] = exceeded(day, possible, count_high, limit)
    return replace(weighed, factor_low=low, factor_high=high)


def local_days(docket: Docket, rows: Ints) -> Ints:
    """(m,) days since 1970-01-01 of the start of incidents, in the deal's zone of time."""
    start = docket.frame["start"][rows.tolist()].cast(pl.Datetime("us", "UTC"))
    local = start.dt.convert_time_zone(docket.deal.timezone).dt.date()
    days: Ints = local.cast(pl.Int32).cast(pl.Int64).to_numpy()
    return days


def _counts(docket: Docket, weighed: Weighed) -> tuple[Floats, Floats]:
    """Least and greatest count in the unit of the limit; what counts something else is 0 to any number."""
    size = len(weighed.rows)
    if weighed.term.unit is CountUnit.INCIDENT or "unit" not in docket.frame.columns:
        return np.ones(size), np.ones(size)
    part = docket.frame[weighed.rows.tolist()]
    same = (part["unit"].cast(pl.String) == weighed.term.unit.value).to_numpy()
    low = part["count_low"].cast(pl.Float64).fill_null(0.0).to_numpy()
    high = low
    if "count_high" in part.columns:
        high = np.maximum(low, part["count_high"].cast(pl.Float64).fill_null(part["count_low"]).to_numpy())
    return np.where(same, low, 0.0), np.where(same, high, np.inf)


def exceeded(day: Ints, probability: Floats, count: Floats, limit: float) -> Floats:
    """(m,) probability that the counts of the events on the same day add up to more than a limit.

    >>> day = np.array([0, 0, 1])
    >>> exceeded(day, np.array([1.0, 0.5, 1.0]), np.array([2.0, 1.0, 2.0]), 2).tolist()
    [0.5, 0.5, 0.0]
    """
    found = np.zeros(len(day))
    step = max(1.0, limit / LARGEST)
    top = int(np.floor(limit / step)) + 1
    order = np.argsort(day, kind="stable")
    for group in np.split(order, np.flatnonzero(np.diff(day[order])) + 1):
        states = np.zeros(top + 1)
        states[0] = 1.0
        for row in group:
            if probability[row] > 0 and count[row] > 0:
                _fold(states, probability[row], int(min(np.ceil(count[row] / step), top)))
        found[group] = states[top]
    return found


def _fold(states: Floats, probability: float, count: int) -> None:
    """Add one event to the distribution of a sum; the last state means: more than the limit."""
    top = len(states) - 1
    moved = states * probability
    states *= 1.0 - probability
    states[count:top] += moved[: top - count] if count < top else 0.0
    states[top] += moved[max(top - count, 0) :].sum()
