"""Sightings and noise to the arrays of the loops."""

from math import lgamma, pi

import numpy as np
from numpy.typing import NDArray

from accord.monitor.density import number
from accord.monitor.field import Field, Floats, Grid, Ints
from accord.monitor.noise import Noise
from accord.monitor.sighting import COUNT_STEPS, LEAST_ERROR_DAYS, Sightings

LEAST_LIKELY = -9.0
"""Log of how much less likely than a perfect match a difference may be before two reports are not compared."""
CELL_SHARES = 20.0
"""Reports that the overall mix of kinds is worth in a cell."""


def arrange(seen: Sightings, noise: Noise) -> tuple[Field, Grid, Ints]:
    """Field and grid, sorted by column and time, and the order in which the reports stand there."""
    place = np.array([noise.places.get(name, noise.place_km) for name in seen.sources])[seen.source]
    # A stated error is believed; a source's own figure stands where it states none.
    spread = seen.spread * np.where(seen.stated, 1.0, place**2)[:, None]
    times = np.array([noise.times.get(name, noise.time_days) for name in seen.sources])[seen.source]
    variance = np.maximum(times, LEAST_ERROR_DAYS) ** 2 + seen.width**2 / 12
    t = seen.t - np.array([noise.lags.get(name, 0.0) for name in seen.sources])[seen.source]
    side = gates(noise)[0] * np.sqrt(2 * float(np.quantile(np.maximum(spread[:, 0], spread[:, 2]), 0.98)))
    east, north = (np.floor(v / side).astype(np.int64) for v in (seen.x, seen.y))
    stride = int(np.ptp(north)) + 3 if len(north) else 3
    column = (east - east.min(initial=0)) * stride + (north - north.min(initial=0)) + 1
    order = np.lexsort((np.arange(len(t)), t, column))
    columns, begins = np.unique(column[order], return_index=True)
    grid = Grid(
        column=column[order],
        columns=columns,
        begins=np.append(begins, len(t)),
        stride=stride,
        largest_time=float(np.quantile(variance, 0.98)) if len(t) else 0.0,
    )
    return _field(seen, noise, order, spread[order], variance[order], t[order]), grid, order


def _field(seen: Sightings, noise: Noise, order: Ints, spread: Floats, variance: Floats, t: Floats) -> Field:
    kinds, kind = np.unique(seen.kind[order], return_inverse=True)
    source, unit, count = seen.source[order], seen.unit[order], seen.count[order]
    x, y = seen.x[order], seen.y[order]
    det = spread[:, 0] * spread[:, 2] - spread[:, 1] ** 2
    precision = np.stack([spread[:, 2], -spread[:, 1], spread[:, 0]], axis=1) / det[:, None]
    cell, share = _mix(x, y, t, kind, len(kinds))
    told = _told(seen, noise, len(kinds), share)
    count_share, count_told = _counts(noise, count, unit, seen.units)
    kind_alone = np.log(np.einsum("ik,ik->i", share[cell], told[source, kind]))
    count_alone = np.zeros(len(t))
    known = count >= 0
    count_alone[known] = np.log(np.einsum("ib,ib->i", count_share[unit[known]], count_told[count[known]]))
    tails = np.array(noise.tails)
    most = len(seen.sources) + 2
    return Field(
        x=x,
        y=y,
        t=t,
        spread=spread,
        precision=precision,
        time_precision=1 / variance,
        half_log=-0.5 * (np.log(det) + np.log(variance)),
        source=source,
        kind=kind.astype(np.int64),
        tally=count,
        unit=unit,
        cell=cell,
        kind_share=share,
        kind_told=told,
        count_share=count_share,
        count_told=count_told,
        count_alone=count_alone,
        kind_alone=kind_alone,
        log_unseen=np.zeros(len(t)),
        key=_keys(seen, order),
        tails=tails,
        tail_place=_normaliser(tails[0], 2, most),
        power_place=(tails[0] + 2.0 * (np.arange(most) - 1)) / 2,
        tail_time=_normaliser(tails[1], 1, most),
        power_time=(tails[1] + 1.0 * (np.arange(most) - 1)) / 2,
    )


def gates(noise: Noise) -> tuple[float, float]:
    """Scaled distances of place and of time beyond which two reports are not compared: wide where tails are heavy.

    >>> [round(gate, 1) for gate in gates(Noise(tails=(40.0, 3.0)))]
    [4.6, 16.3]
    """
    place, time = noise.tails
    return (
        float(np.sqrt(place * np.expm1(-2 * LEAST_LIKELY / (place + 2)))),
        float(np.sqrt(time * np.expm1(-2 * LEAST_LIKELY / (time + 1)))),
    )


def _keys(seen: Sightings, order: Ints) -> NDArray[np.uint64]:
    bits = seen.t[order].view(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    labels = (seen.source[order] * 64 + seen.kind[order]).astype(np.uint64)
    keys: NDArray[np.uint64] = bits ^ (labels * np.uint64(0xBF58476D1CE4E5B9))
    return keys


def _normaliser(tail: float, each: int, most: int) -> Floats:
    dims = [each * (m - 1) for m in range(1, most)]
    logs = [lgamma((tail + d) / 2) - lgamma(tail / 2) - d / 2 * np.log(tail * pi) for d in dims]
    return np.array([0.0, *logs])


def _mix(x: Floats, y: Floats, t: Floats, kind: Ints, kinds: int) -> tuple[Ints, Floats]:
    overall = (np.bincount(kind, minlength=kinds) + 1.0) / (len(kind) + kinds)
    parts = [np.floor(v / size).astype(np.int64) for v, size in ((x, 30.0), (y, 30.0), (t, 30.0))]
    cells, cell = np.unique(number(parts), return_inverse=True)
    table = np.bincount(cell * kinds + kind, minlength=len(cells) * kinds).reshape(len(cells), kinds).astype(float)
    table += CELL_SHARES * overall
    return cell.astype(np.int64), table / table.sum(axis=1, keepdims=True)


def _told(seen: Sightings, noise: Noise, kinds: int, share: Floats) -> Floats:
    told = np.empty((len(seen.sources), kinds, kinds))
    for s, name in enumerate(seen.sources):
        wrong = noise.labels.get(name, noise.label) if kinds > 1 else 0.0
        told[s] = wrong / max(kinds - 1, 1)
        np.fill_diagonal(told[s], 1 - wrong)
    return told


def _counts(noise: Noise, count: Ints, unit: Ints, units: int) -> tuple[Floats, Floats]:
    classes = len(COUNT_STEPS) + 1
    table = np.full((units, classes), 0.5)
    known = count >= 0
    np.add.at(table, (unit[known], count[known]), 1.0)
    apart = np.abs(np.arange(classes)[:, None] - np.arange(classes)[None, :])
    told = np.where(apart == 0, 1 - noise.count, noise.count * 0.7**apart)
    off = told * (apart > 0)
    told = np.where(apart == 0, 1 - noise.count, noise.count * off / off.sum(axis=0))
    return table / table.sum(axis=1, keepdims=True), told
