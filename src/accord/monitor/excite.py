r"""How many further events does an event bring about? Branching ratio of a self-exciting process, with exposure.

Seen events in area :math:`b` come at the rate

.. math::

    \lambda_b(t) = x_b(t) \Bigl[ \mu_{b,\phi(t)}\, h(t) +
    \theta \sum_{t_i < t} w_{a_i b}\, \omega e^{-\omega (t - t_i)} \Bigr],

x the share of events that would be reported, :math:`\mu` a background of each area (and phase, if given), h the rhythm
of the day, :math:`\theta` the branching ratio, :math:`1/\omega` the mean wait, and w the share of the offspring of area
a that falls into b (Ogata 1988, J. Am. Stat. Assoc. 83:9; offspring as hidden structure: Veen & Schoenberg 2008, ibid.
103:614). At a given :math:`\omega` the likelihood is concave in the rest, so it is climbed directly instead of by
expectation maximisation: same maximum, no slow last steps. The interval is that of the likelihood ratio, with
everything else at its best for each :math:`\theta`.

Near 0, events come by themselves; near 1, each one replaces itself and violence dies down slowly; above 1 it grows. A
background that rises by itself looks like excitation, and so do evenings that are always livelier: give the phases
between `accord.monitor.breaks`, and the rhythm. Where a parent was not seen its offspring look like each other's, so
that the ratio of a record that is half seen is too high; `for_unseen` says how much at most.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from accord.monitor.kernels.echo import Floats, Longs, best_ratio, echoes, fit

WAITS = 25
"""Mean waits that are tried, evenly on a log scale."""
_SLACK = 0.1
"""Of log-likelihoods that are compared; far above what rounding does to them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Branching:
    """A branching ratio with its interval."""

    ratio: float
    """Offspring an event has on average, however long it takes and whoever sees them."""
    low: float
    high: float
    probability: float
    """Of the interval."""
    wait_days: float
    """Mean wait between an event and its offspring."""
    background: npt.NDArray[np.float64]
    """(areas, phases) events a fully watched day without offspring; nan where nothing was watched."""
    gain: float
    """Log-likelihood above that without any excitement."""
    events: int


class _Strata(NamedTuple):
    """Which background each event belongs to, and how long each was watched."""

    number: Longs
    """(n,)."""
    watched: Floats
    """(S,) days of full watching."""


class _Fitted(NamedTuple):
    """The best at one wait."""

    heard: Floats
    sent: float
    ratio: float
    value: float
    """Log-likelihood."""


@dataclass(frozen=True, slots=True)
class _Case:
    """Events in order of time, and what they are held against."""

    when: Floats
    where: Longs
    seen: Floats
    share: Floats
    strata: _Strata
    lively: Floats
    waits: Floats

    def fitted(self, wait: int) -> _Fitted:
        """The likeliest ratio at a wait."""
        here = self.lively[(self.when % 1.0 * len(self.lively)).astype(np.int64) % len(self.lively)]
        heard, sent = np.empty(len(self.when)), np.empty(len(self.when))
        echoes(self.when, self.where, self.share, self.seen, 1.0 / self.waits[wait], heard, sent)
        heard /= here  # a rate over the rhythm: the constant that this leaves out changes nothing
        rates, whole = np.empty(len(self.strata.watched)), float(sent.sum())
        ratio = best_ratio(*self.strata, heard, whole, rates)
        return _Fitted(heard, whole, ratio, fit(*self.strata, heard, whole, ratio, rates)[0])

    def value(self, one: _Fitted, ratio: float, rates: Floats) -> float:
        """Log-likelihood at a ratio; the likeliest backgrounds go into `rates`."""
        return float(fit(*self.strata, one.heard, one.sent, ratio, rates)[0])

    @property
    def plain(self) -> float:
        """Log-likelihood without excitement."""
        rates, none = np.empty(len(self.strata.watched)), np.zeros(len(self.when))
        return float(fit(*self.strata, none, 0.0, 0.0, rates)[0])


def branching(
    times_days: npt.ArrayLike,
    areas: npt.ArrayLike,
    exposure: npt.ArrayLike,
    *,
    spill: npt.ArrayLike | None = None,
    phases: npt.ArrayLike | None = None,
    rhythm: npt.ArrayLike | None = None,
    wait_days: tuple[float, float] = (0.1, 15.0),
    probability: float = 0.9,
) -> Branching:
    """Branching ratio of events in areas.

    Parameters
    ----------
    times_days
        (n,) times, days from the beginning of the first day. Events of the same instant do not excite each other:
        where only the day is known, draw the time of day first.
    areas
        (n,) row of `exposure` of each event.
    exposure
        (A, D) expected share of events that would be reported, by area and day, 0 to 1; 0: not observed.
    spill
        (A, A) share of the offspring of each area (row) by area (column), such as `spill_by_distance` gives; None: all
        in the same area.
    phases
        (D,) whole numbers from 0; each area has its own background in each. None: one throughout.
    rhythm
        (H,) how lively each part of a day is over the mean, above 0, such as `rhythm_of` gives; None: all alike.
    wait_days
        Shortest and longest mean wait that is tried.
    probability
        Of the interval.

    Raises
    ------
    ValueError
        Shapes that do not fit, times outside the days, exposure outside 0 to 1, events where nothing was observed.

    Examples
    --------
    Every fifth day an event, and an hour later another.

    >>> times = [day + hour for day in range(2, 100, 5) for hour in (0.3, 0.34)]
    >>> found = branching(times, [0] * 40, np.ones((1, 100)), wait_days=(0.02, 5))
    >>> round(found.ratio, 1), found.low > 0.2, round(found.wait_days, 2)
    (0.5, True, 0.04)
    """
    spills = [None if spill is None else np.asarray(spill, dtype=float)]
    return likeliest_spill(
        times_days, areas, exposure, spills=spills,
        phases=phases, rhythm=rhythm, wait_days=wait_days, probability=probability,
    )[0]  # fmt: skip


def likeliest_spill(
    times_days: npt.ArrayLike,
    areas: npt.ArrayLike,
    exposure: npt.ArrayLike,
    *,
    spills: Sequence[Floats | None],
    phases: npt.ArrayLike | None = None,
    rhythm: npt.ArrayLike | None = None,
    wait_days: tuple[float, float] = (0.1, 15.0),
    probability: float = 0.9,
    threads: int = 2,
) -> tuple[Branching, int]:
    """Branching ratio with that of several spills which explains the events best (the first of equals), and its place.

    Arguments, errors as of `branching`; an interval is worked out for the best alone. The same for any number of
    threads.
    """
    if not 0 < probability < 1 or not 0 < wait_days[0] <= wait_days[1]:
        raise ValueError("probability: between 0 and 1; wait_days: above 0, the shorter first")
    lively = np.ones(1) if rhythm is None else np.asarray(rhythm, dtype=float)
    if lively.ndim != 1 or not len(lively) or not (lively > 0).all() or abs(lively.mean() - 1) > 1e-6:
        raise ValueError("rhythm: must be above 0, with a mean of 1")
    waits = np.geomspace(*wait_days, WAITS)
    cases = []
    for spill in spills:
        when, where, seen, share, phase = _checked(times_days, areas, exposure, spill, phases)
        cases.append(_Case(when, where, seen, share, _strata(when, where, seen, phase), lively, waits))
    with ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(lambda one: cases[one // WAITS].fitted(one % WAITS), range(len(cases) * WAITS)))
    rows = [found[begin : begin + WAITS] for begin in range(0, len(found), WAITS)]
    gains = [max(one.value for one in row) - case.plain for case, row in zip(cases, rows, strict=True)]
    best = int(np.argmax(gains))
    return _bounded(cases[best], rows[best], gains[best], probability), best


def _bounded(case: _Case, found: list[_Fitted], gain: float, probability: float) -> Branching:
    """The best of the waits, with its interval."""
    best = int(np.argmax([one.value for one in found]))
    ratio, value = found[best].ratio, found[best].value
    level = value - NormalDist().inv_cdf((1 + probability) / 2) ** 2 / 2
    # A wait whose best lies below the level reaches it at no ratio.
    near = [one for one in found if one.value >= level - _SLACK]
    rates = np.empty(len(case.strata.watched))
    case.value(found[best], ratio, rates)
    return Branching(
        ratio=ratio,
        low=_crossing(case, near, level, ratio, 0.0),
        high=_crossing(case, near, level, ratio, max(2 * ratio, 1.0)),
        probability=probability,
        wait_days=float(case.waits[best]),
        background=np.where(case.strata.watched > 0, rates, np.nan).reshape(len(case.seen), -1),
        gain=gain,
        events=len(case.when),
    )


def for_unseen(ratio: float, share: float) -> float:
    r"""Branching ratio of all events, from that of those seen, if each is seen independently of the others.

    Counts of a process with ratio :math:`\theta` and exponential waits vary :math:`(1 - \theta)^{-2}` times as much as
    those of single events (Hawkes & Oakes 1974, J. Appl. Prob. 11:493); of what exceeds 1 the share seen remains, and
    the covariances of the seen are those of such a process again. What is fitted by likelihood lies between this and
    the ratio as it is.

    Parameters
    ----------
    ratio
        As `branching` gives it.
    share
        Share of all events that is seen, above 0 to 1.

    >>> round(for_unseen(0.6, 1.0), 3), round(for_unseen(0.95, 0.5), 2), for_unseen(0.0, 0.5)
    (0.6, 0.6, 0.0)
    """
    seen = min(share * ratio, 0.999)
    unrest = 1 + ((1 - seen) ** -2 - 1) / share
    return float(1 - unrest**-0.5)


def spill_by_distance(xy_km: npt.ArrayLike, *, reach_km: float, size: npt.ArrayLike | None = None) -> Floats:
    """Share of the offspring of each area by area: a bell curve of the distance between centres.

    Parameters
    ----------
    xy_km
        (A, 2) centres of areas, kilometres.
    reach_km
        Standard deviation of the bell curve in each direction.
    size
        (A,) sizes of areas, in any unit; None: all alike.

    >>> spill_by_distance([(0, 0), (10, 0)], reach_km=10).round(2).tolist()
    [[0.62, 0.38], [0.38, 0.62]]
    """
    xy = np.asarray(xy_km, dtype=float).reshape(-1, 2)
    if reach_km <= 0:
        raise ValueError(f"reach_km: must be above 0, not {reach_km}")
    squared = ((xy[:, None] - xy[None]) ** 2).sum(axis=2)
    weight = np.exp(-squared / (2 * reach_km**2)) * (1.0 if size is None else np.asarray(size, dtype=float))
    shares: Floats = weight / weight.sum(axis=1, keepdims=True)
    return shares


def rhythm_of(times_days: npt.ArrayLike, *, parts: int = 24, smooth: float = 1.5) -> Floats:
    """How lively each part of a day is: counts smoothed round the clock, drawn to evenness as if by `parts` events.

    Parameters
    ----------
    times_days
        (n,) times, days from a midnight.
    parts
        Parts of a day.
    smooth
        Standard deviation of the bell curve, parts.

    >>> rhythm_of([]).tolist() == [1.0] * 24
    True
    >>> found = rhythm_of(np.arange(200) + 0.9)
    >>> int(found.argmax()), bool(found[9] < 0.3)
    (21, True)
    """
    when = np.asarray(times_days, dtype=float)
    counts = np.bincount((when % 1.0 * parts).astype(np.int64) % parts, minlength=parts)
    apart = np.abs(np.arange(parts)[:, None] - np.arange(parts))
    weight = np.exp(-(np.minimum(apart, parts - apart) ** 2) / (2 * smooth**2))
    lively = weight @ counts / weight.sum(axis=1) + 1.0
    return np.asarray(lively / lively.mean())


def _strata(when: Floats, where: Longs, seen: Floats, phase: Longs) -> _Strata:
    count = int(phase.max(initial=0)) + 1
    watched = np.stack([seen[:, phase == one].sum(axis=1) for one in range(count)], axis=1).ravel()
    return _Strata(where * count + phase[when.astype(np.int64)], watched)


def _crossing(case: _Case, near: Sequence[_Fitted], level: float, inside: float, outside: float) -> float:
    """Ratio between the best and `outside` at which the log-likelihood falls to a level; 0 where it never does.

    Parameters
    ----------
    near
        Waits at which it may reach the level.
    """
    rates = np.empty(len(case.strata.watched))

    def reaches(ratio: float) -> bool:
        return any(case.value(one, ratio, rates) >= level for one in near)

    if outside == 0.0 and reaches(0.0):
        return 0.0
    while outside > inside and outside < 100 and reaches(outside):
        outside *= 2
    for _ in range(20):
        middle = (inside + outside) / 2
        if reaches(middle):
            inside = middle
        else:
            outside = middle
    return (inside + outside) / 2


def _checked(
    times: npt.ArrayLike,
    areas: npt.ArrayLike,
    exposure: npt.ArrayLike,
    spill: npt.ArrayLike | None,
    phases: npt.ArrayLike | None,
) -> tuple[Floats, Longs, Floats, Floats, Longs]:
    when, where = np.asarray(times, dtype=float), np.asarray(areas, dtype=np.int64)
    seen = np.ascontiguousarray(exposure, dtype=float)
    if seen.ndim != 2 or when.ndim != 1 or where.shape != when.shape:
        raise ValueError("exposure: must be (areas, days); times_days, areas: of one length")
    if not ((seen >= 0) & (seen <= 1)).all():
        raise ValueError("exposure: must lie between 0 and 1")
    share = np.eye(len(seen)) if spill is None else np.ascontiguousarray(spill, dtype=float)
    phase = np.zeros(seen.shape[1], dtype=np.int64) if phases is None else np.asarray(phases, dtype=np.int64)
    if share.shape != (len(seen),) * 2 or phase.shape != seen.shape[1:] or (phase < 0).any() or (share < 0).any():
        raise ValueError("spill: must be (areas, areas), not below 0; phases: (days,), from 0")
    if not ((when >= 0) & (when < seen.shape[1])).all() or not ((where >= 0) & (where < len(seen))).all():
        raise ValueError("times_days, areas: must lie within the days and rows of exposure")
    if (seen[where, when.astype(np.int64)] == 0).any():
        raise ValueError("exposure: must be above 0 wherever something was seen")
    order = np.argsort(when, kind="stable")
    return when[order], where[order], seen, share, phase
