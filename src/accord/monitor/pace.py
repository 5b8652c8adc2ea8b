"""What a record of incidents by area and day says of its pace: levels, offspring, and a rise in the last days.

The statistics of `accord.monitor.breaks`, `excite` and `onset`, put to a record in which areas have rates of their own,
coverage comes and goes, and nothing is known beforehand. `benchmarks/monitor/change.py` measures how often they err.
"""

from dataclasses import dataclass, replace

import numpy as np

from accord.monitor.breaks import History, breaks, dispersion_of
from accord.monitor.excite import Branching, for_unseen, likeliest_spill, rhythm_of, spill_by_distance
from accord.monitor.field import Floats, Ints
from accord.monitor.onset import Alarm, onsets

REACHES_KM = (0.0, 10.0, 25.0, 60.0)
"""How far offspring may fall; the likeliest is taken."""
LEAST_LEVEL = 3
"""Shortest level, days."""
REPLICAS = 999


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Incidents by area and moment, and what share of them would be reported."""

    times_days: Floats
    """(n,) days from the beginning of the first day."""
    areas: Ints
    """(n,) row of `seen`."""
    seen: Floats
    """(A, D) share that would be reported, 0 to 1; above 0 wherever an incident is."""
    xy_km: Floats
    """(A, 2) centres of the areas."""

    def counts(self) -> Ints:
        """(A, D) incidents by area and day."""
        table = np.zeros(self.seen.shape, dtype=np.int64)
        np.add.at(table, (self.areas, self.times_days.astype(np.int64)), 1)
        return table


def share_of(counts: Ints, seen: Floats) -> Floats:
    """(D,) share of all events that would be reported, areas weighted by their rates.

    >>> share_of(np.array([[3, 3], [1, 0]]), np.array([[1.0, 1.0], [1.0, 0.0]])).round(2).tolist()
    [1.0, 0.75]
    """
    days = seen.sum(axis=1)
    rates = np.divide(counts.sum(axis=1), days, out=np.zeros(len(days)), where=days > 0)
    total = rates.sum()
    return np.asarray(rates @ seen / total if total > 0 else seen.mean(axis=0))


def unrest_of(counts: Ints, share: Floats) -> float:
    """Variance over mean, at least 1: of days within five, or of weeks within four, whichever is more.

    Events that bring about events make bursts that outlast a day, so that weeks jump more than days tell.

    Parameters
    ----------
    counts, share
        (D,) events, and the share that would be reported.
    """
    skipped = len(counts) % 7
    weeks = [one[skipped:].reshape(-1, 7).sum(axis=1) for one in (counts, share)]
    return max(dispersion_of(counts, share), dispersion_of(*weeks, span=4))


def levels(pace: Pace) -> History:
    """Days with one rate each."""
    counts = pace.counts()
    share, total = share_of(counts, pace.seen), counts.sum(axis=0)
    return breaks(total, share, dispersion=unrest_of(total, share), least=LEAST_LEVEL)


def following(pace: Pace, *, phases: Ints | None = None) -> tuple[Branching, float]:
    """Offspring of an incident, and how far they fall, kilometres.

    Parents that nobody saw make the ratio too high: its low end is what remains if they do so as much as they can, its
    high end is as fitted, and the ratio stands midway (`accord.monitor.excite.for_unseen`).

    Parameters
    ----------
    phases
        (D,) whole numbers from 0: the background of all areas may differ between them.
    """
    spills = [spill_by_distance(pace.xy_km, reach_km=reach) if reach else None for reach in REACHES_KM]
    best, place = likeliest_spill(
        pace.times_days, pace.areas, pace.seen, spills=spills, phases=phases, rhythm=rhythm_of(pace.times_days)
    )
    share = len(pace.areas) / float((1 / pace.seen[pace.areas, pace.times_days.astype(np.int64)]).sum())
    middle, low = (for_unseen(end, share) for end in (best.ratio, best.low))
    return replace(best, ratio=(middle + best.ratio) / 2, low=low), REACHES_KM[place]


def rise(
    pace: Pace, *, lately: int, false_alarm: float, rng: np.random.Generator, replicas: int = REPLICAS
) -> Alarm | None:
    """The first rise within the last days, periods counted from the first of them; the days before say what is usual.

    The threshold is that which the statistic passes by chance in as many records as `false_alarm` says: replicas draw
    the days before as well, so that not knowing the usual rate exactly costs its due.

    Parameters
    ----------
    lately
        Last days that are looked at.
    false_alarm
        Probability of an onset by chance in these days.
    """
    counts = pace.counts()
    base, recent = pace.seen[:, :-lately], pace.seen[:, -lately:]
    known = base.sum(axis=1) > 0
    days, usual = base[known].sum(axis=1), counts[known, :-lately].sum(axis=1)
    expected = (usual / days) @ recent[known]
    total = counts[known, -lately:].sum(axis=0)
    if not usual.sum():
        return None
    history = counts[known, :-lately].sum(axis=0)
    unrest = unrest_of(history, share_of(counts[known, :-lately], base[known])) - 1
    dispersion = unrest * len(history) / usual.sum()
    seen = expected > 0
    highest = [
        onsets(_drawn(expected, dispersion, rng), expected * _known_by(usual.sum(), unrest, rng),
               threshold=np.inf, dispersion=dispersion).statistic.max(initial=0.0)
        for _ in range(replicas)
    ]  # fmt: skip
    threshold = float(np.quantile(highest, 1 - false_alarm))
    found = onsets(np.where(seen, total, 0), expected, threshold=threshold, dispersion=dispersion)
    return found.alarms[0] if found.alarms else None


def _drawn(expected: Floats, dispersion: float, rng: np.random.Generator) -> Ints:
    mean = expected * rng.gamma(1 / dispersion, dispersion, len(expected)) if dispersion > 0 else expected
    return np.asarray(rng.poisson(mean), dtype=np.int64)


def _known_by(events: int, unrest: float, rng: np.random.Generator) -> float:
    """What the usual rate would have been taken for, over the true one, had chance played otherwise."""
    return max(1.0, float(rng.normal(events, np.sqrt(events * (1 + unrest))))) / float(events)
