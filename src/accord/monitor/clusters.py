"""From cylinders to clusters with names, chances and reasons."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from accord.model.cluster import Cluster
from accord.model.reason import Reason
from accord.monitor.alarm import Gumbel, best_chance, rank_chance, recurrence_days
from accord.monitor.circles import radius_km
from accord.monitor.kernels.scan import Expected, Floats, Ints, Rings, gain, strongest

_REASONS = 5
_TELLING = 0.1
"""A change of coverage by this part of itself is worth a sentence."""


class Ground(NamedTuple):
    """What was counted, watched and expected, and where."""

    counts: Ints
    """(P, D)."""
    exposure: Floats
    """(P, D)."""
    low: Floats
    """(P, D)."""
    high: Floats
    """(P, D)."""
    table: Floats
    """(P, D) expected events."""
    expected: Expected
    rings: Rings
    xy_km: Floats
    """(P, 2)."""
    names: tuple[str, ...]


def clusters_of(ground: Ground, maxima: Floats, gumbel: Gumbel, *, level: float, most: int) -> Iterator[Cluster]:
    """Clusters that share no place, strongest first; each is judged against the strongest of each replica.

    That is exact for the first and cautious for the others (Kulldorff 1997).
    """
    until_now = np.cumsum(ground.counts[:, ::-1], axis=1)[:, : len(ground.expected.until_now)].T.astype(np.int32)
    barred = np.zeros(len(ground.counts), dtype=bool)
    for _ in range(most):
        value, w, centre, position = strongest(np.ascontiguousarray(until_now), ground.rings, ground.expected, barred)
        if position < 0:
            return
        members = ground.rings.near[ground.rings.start[centre] : position + 1]
        barred[members] = True
        yield _cluster(ground, float(value), int(w) + 1, int(members[0]), members, maxima, gumbel, level)


def _cluster(
    ground: Ground, value: float, days: int, centre: int, members: Ints, maxima: Floats, gumbel: Gumbel, level: float
) -> Cluster:
    now = slice(ground.counts.shape[1] - days, None)
    expected = ground.table[members, now].sum(axis=1)
    observed = ground.counts[members, now].sum(axis=1)
    surplus = observed - expected
    watched = ground.exposure[members, now].max(axis=1) > 0
    order = np.argsort(-surplus, kind="stable")
    rank, fitted = rank_chance(value, maxima), gumbel.chance(value)
    chance = best_chance(rank, fitted, len(maxima))
    before, share = _coverage(ground, members, days)
    return Cluster(
        centre=ground.names[centre],
        radius_km=radius_km(ground.xy_km, centre, members),
        places=tuple(ground.names[members[k]] for k in order if watched[k]),
        unobserved=tuple(ground.names[members[k]] for k in order if not watched[k]),
        days=days,
        observed=int(observed.sum()),
        expected=float(expected.sum()),
        ratio=float(observed.sum() / expected.sum()),
        llr=value,
        p_monte_carlo=rank,
        p_gumbel=fitted,
        p_coverage_low=gumbel.chance(_gain_with(ground, ground.low, members, days)),
        p_coverage_high=gumbel.chance(_gain_with(ground, ground.high, members, days)),
        recurrence_days=recurrence_days(chance),
        exposure=share,
        exposure_before=before,
        is_alarm=chance <= level,
        reasons=(
            *_surplus_reasons(ground.names, members[order], observed[order], expected[order]),
            *_coverage_reasons(before, share, int((~watched).sum())),
        ),
    )


def _coverage(ground: Ground, members: Ints, days: int) -> tuple[float, float]:
    """Share of events that would be reported before and in the last days, places weighted by their rate of events."""
    exposure = ground.exposure[members]
    rate = ground.table[members].sum(axis=1) / np.maximum(exposure.sum(axis=1), 1e-12)
    weight = rate / rate.sum()
    split = exposure.shape[1] - days
    return float(weight @ exposure[:, :split].mean(axis=1)), float(weight @ exposure[:, split:].mean(axis=1))


def _gain_with(ground: Ground, other: Floats, members: Ints, days: int) -> float:
    """Gain of a cylinder if its coverage in its days had been another."""
    now = slice(ground.counts.shape[1] - days, None)
    table, exposure = ground.table[members, now], ground.exposure[members, now]
    ratio = np.divide(other[members, now], exposure, out=np.ones_like(exposure), where=exposure > 0)
    pool = ground.expected.pool_base + float(ground.expected.pool[members].sum())
    return float(gain(int(ground.counts[members, now].sum()), min(float((table * ratio).sum()), pool), pool))


def _surplus_reasons(names: tuple[str, ...], members: Ints, observed: Ints, expected: Floats) -> Iterator[Reason]:
    for place, count, mean in list(zip(members, observed, expected, strict=True))[:_REASONS]:
        if count > mean:
            events = "event" if count == 1 else "events"
            text = f"{names[place]}: {count} {events} where {mean:.1f} would be expected"
            yield Reason(code="surplus", text=text, weight=float(count - mean))


def _coverage_reasons(before: float, share: float, unobserved: int) -> Iterator[Reason]:
    if abs(share - before) > _TELLING * before:
        text = f"{share:.0%} of events would be reported, {before:.0%} before; expected events allow for it"
        yield Reason(code="coverage", text=text)
    if unobserved:
        text = f"{unobserved} of its places nobody watched in these days: neither quiet nor alarm"
        yield Reason(code="unobserved", text=text)
