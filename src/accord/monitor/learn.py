"""Noise of the sources, learned from the reports alone: link, look at the quiet incidents, adjust, a few times."""

from dataclasses import replace
from math import lgamma, pi
from typing import Any

import numpy as np

from accord.monitor.arrange import arrange
from accord.monitor.density import number
from accord.monitor.field import Field, Floats, Ints
from accord.monitor.link import Links, link
from accord.monitor.noise import ANCHOR, QUIET, Noise
from accord.monitor.posterior import chances, settled
from accord.monitor.sighting import Sightings

TURNS = 3
LARGEST_SAMPLE = 12_000
BLOCK_KM = 60.0
BLOCK_DAYS = 30.0
SHARP = 0.3
"""Factor on the variances of times below which they are all scaled at once: most reports agree far better."""
TAILS = (3.0, 5.0, 8.0, 15.0, 40.0)
"""Degrees of freedom that are tried."""
FACTORS = 2.0 ** np.arange(-12, 2.5, 0.5)
"""Factors on the variance that are tried with them."""


def learn(seen: Sightings, start: Noise | None = None, *, turns: int = TURNS) -> Noise:
    """Figures of each source, from at most `LARGEST_SAMPLE` reports in whole blocks of space and time."""
    noise = start or Noise()
    noise = replace(noise, rates={name: noise.rates.get(name, noise.rate) for name in seen.sources})
    sample = seen.rows(_blocks(seen))
    for _ in range(turns):
        field, grid, _ = arrange(sample, noise)
        links = link(field, grid, noise)
        group = settled(links, chances(links, draws=16, burn=4))
        noise = _adjusted(noise, sample, links, group)
    return noise


def _blocks(seen: Sightings) -> Ints:
    n = len(seen.t)
    if n <= LARGEST_SAMPLE:
        return np.arange(n)
    parts = [
        np.floor(v / size).astype(np.int64)
        for v, size in ((seen.x, BLOCK_KM), (seen.y, BLOCK_KM), (seen.t, BLOCK_DAYS))
    ]
    block = np.unique(number(parts), return_inverse=True)[1]
    # A fixed shuffle of the blocks: no chance, and no side of the map or end of the year preferred.
    rank = (np.arange(block.max() + 1) * 2_654_435_761 % 2**32)[block]
    order = np.argsort(rank, kind="stable")
    last = rank[order[LARGEST_SAMPLE - 1]]
    return np.flatnonzero(rank <= last)


def _adjusted(noise: Noise, seen: Sightings, links: Links, group: Ints) -> Noise:
    field = links.field
    quiet = _quiet(field, noise)
    compact = np.unique(group, return_inverse=True)[1]
    calm = np.bincount(compact, ~quiet)[compact] == 0
    size = np.bincount(compact)[compact]
    use = calm & (size > 1)
    if not use.any():
        return noise
    place2, time2, late, q_place, q_time, cluster_size = _residuals(field, compact, use, noise.tails)
    s = field.source[use]
    places, times, lags, labels = dict(noise.places), dict(noise.times), dict(noise.lags), dict(noise.labels)
    wrong = _wrong_kinds(field, compact, use)
    stated = _stated(seen, field)[use]
    tail_place, _ = _tail(q_place, 2 * (cluster_size - 1))
    tail_time, shrink = _tail(q_time, cluster_size - 1)
    if shrink < SHARP:
        times = {name: noise.times.get(name, noise.time_days) * shrink**0.5 for name in seen.sources}
    for index, name in enumerate(seen.sources):
        mine = s == index
        free = mine & ~stated
        places[name] = _anchored_scale(noise.place_km, place2[free], ANCHOR)
        if shrink >= SHARP:
            times[name] = _anchored_scale(noise.time_days, time2[mine], ANCHOR)
        labels[name] = _anchored(noise.label, wrong[mine], ANCHOR)
        lags[name] = lags.get(name, 0.0) + float(late[mine].sum() / (mine.sum() + ANCHOR))
    middle = float(np.mean(list(lags.values())))
    lags = {name: lag - middle for name, lag in lags.items()}
    rates = _rates(noise, seen, field, compact, calm)
    return replace(
        noise, places=places, times=times, lags=lags, labels=labels, rates=rates, tails=(tail_place, tail_time)
    )


def _anchored(start: float, values: Floats, anchor: float) -> float:
    return float((start * anchor + values.sum()) / (anchor + len(values)))


def _anchored_scale(start: float, values: Floats, anchor: float) -> float:
    """Standard error from squares of errors; anchored as a logarithm, for sources differ by orders of magnitude."""
    share = len(values) / (len(values) + anchor)
    mean = float(values.mean()) if len(values) else start**2
    return float(np.exp(share * np.log(max(mean, 1e-12)) / 2 + (1 - share) * np.log(start)))


def _stated(seen: Sightings, field: Field) -> np.ndarray:
    return np.full(len(field.x), bool(seen.stated.all()))


def _quiet(field: Field, noise: Noise) -> np.ndarray:
    events = np.exp(field.log_unseen) / noise.unseen
    reach = np.exp(-field.half_log) * (4 * pi) ** 1.5
    result: np.ndarray = events * reach < QUIET
    return result


def _residuals(
    field: Field, group: Ints, use: np.ndarray, tails: tuple[float, float]
) -> tuple[Any, Any, Any, Any, Any, Ints]:
    """Expected squares of errors of place (each direction) and time, delays; and by incident its misfits and size."""
    g = np.unique(group[use], return_inverse=True)[1]
    m = np.bincount(g).astype(np.int64)
    w = 2 / (field.spread[use, 0] + field.spread[use, 2])
    weight = np.bincount(g, w)
    dx = field.x[use] - (np.bincount(g, w * field.x[use]) / weight)[g]
    dy = field.y[use] - (np.bincount(g, w * field.y[use]) / weight)[g]
    q_place: Any = np.bincount(g, w * (dx**2 + dy**2))
    v = field.time_precision[use]
    precision = np.bincount(g, v)
    late = field.t[use] - (np.bincount(g, v * field.t[use]) / precision)[g]
    q_time: Any = np.bincount(g, v * late**2)
    # Students' weights: an incident that fits badly says less of the scale.
    trust_place = ((tails[0] + 2 * (m - 1)) / (tails[0] + q_place))[g]
    trust_time = ((tails[1] + m - 1) / (tails[1] + q_time))[g]
    place2 = trust_place * (dx**2 + dy**2) / 2 + 1 / weight[g]
    return place2, trust_time * late**2 + 1 / precision[g], late * np.minimum(trust_time, 1), q_place, q_time, m


def _wrong_kinds(field: Field, group: Ints, use: np.ndarray) -> Floats:
    g = np.unique(group[use], return_inverse=True)[1]
    told = np.log(field.kind_told[field.source[use], field.kind[use]])
    belief = np.stack([np.bincount(g, column) for column in told.T], axis=1)
    belief += np.log(field.kind_share[field.cell[use][np.unique(g, return_index=True)[1]]])
    belief = np.exp(belief - belief.max(axis=1, keepdims=True))
    belief /= belief.sum(axis=1, keepdims=True)
    result: Floats = 1 - belief[g, field.kind[use]]
    return result


def _tail(misfit: Floats, dims: Ints) -> tuple[float, float]:
    """Degrees of freedom, and the factor on all variances, under which the misfits of incidents are likeliest."""
    most = int(dims.max())
    held = np.bincount(dims, minlength=most + 1)
    best = (-np.inf, 0.0, 1.0)
    for tail in TAILS:
        for factor in FACTORS:
            known = range(1, most + 1)
            logs = [lgamma((tail + d) / 2) - lgamma(tail / 2) - d / 2 * np.log(tail * pi * factor) for d in known]
            fit = float(held[1:] @ np.array(logs)) - float(((tail + dims) / 2 * np.log1p(misfit / factor / tail)).sum())
            best = max(best, (fit, tail, factor))
    return best[1], best[2]


def _rates(noise: Noise, seen: Sightings, field: Field, group: Ints, calm: np.ndarray) -> dict[str, float]:
    """Of the incidents that another source reports, the share that this one reports too (Lincoln and Petersen)."""
    g = np.unique(group[calm], return_inverse=True)[1]
    s = field.source[calm]
    m = np.bincount(g)
    rates = {}
    for index, name in enumerate(seen.sources):
        has = np.bincount(g, s == index) > 0
        others = m - has > 0
        rates[name] = min(_anchored(noise.rate, has[others].astype(float), ANCHOR), 0.98)
    return rates
