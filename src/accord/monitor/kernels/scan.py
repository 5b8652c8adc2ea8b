"""Strongest cylinder of many replicas at once.

A cylinder is a ring of nearest neighbours of a place and the last w days, with c events, e expected and a pool of m
events that the two are conditioned on:

    gain(c, e, m) = c log(c / e) + (m - c) log((m - c) / (m - e))  if c > e, else 0        (Kulldorff 1997)
    gain(c, e, oo) = c log(c / e) - (c - e)                                               (Neill 2009)

It rises with c. So for a level that nearly every replica's maximum exceeds, each cylinder has one whole number, the
least count that exceeds the level, and the inner loop only adds and compares whole numbers, for LANES replicas side by
side; logarithms are taken only of counts that pass. A replica that never passes is done again from level 0, so the
maxima are exact.
"""

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]

LANES = 64
"""Replicas side by side; a window of 250 places then takes 64 kB."""
NEVER = 2**31 - 1
"""A count that nothing reaches."""


class Rings(NamedTuple):
    """Nested circles, centre by centre; n = all circles."""

    start: Ints
    """(centres+1,) first position of each centre's circles."""
    near: Ints
    """(n,) place that each position adds."""
    whole: Bools
    """(n,) whether the circle ends here: the next place is farther away."""
    tried: Bools
    """(centres, W) whether the last 1..W days are tried there."""


class Expected(NamedTuple):
    """What the counts are held against."""

    until_now: Floats
    """(W, P) expected events of the last 1..W days."""
    pool: Floats
    """(P,) what each place adds to the pool of a circle that holds it."""
    pool_base: float
    """Pool of an empty circle; infinite where nothing is conditioned on."""


@njit(cache=True, nogil=True)
def gain(count: int, expected: float, pool: float) -> float:
    """Log-likelihood ratio of a cylinder."""
    if count <= expected or expected <= 0.0:
        return 0.0
    inside = count * math.log(count / expected)
    if pool == math.inf:
        return inside - (count - expected)
    rest = pool - count
    return inside + (rest * math.log(rest / (pool - expected)) if rest > 0.0 else 0.0)


@njit(cache=True, nogil=True)
def least_counts(rings: Rings, expected: Expected, most: int, level: float, out: Ints) -> None:
    """Fill (W, n) with the least count of each cylinder whose gain exceeds the level; `most`: no count is larger.

    It cannot fall as a circle grows, because expectation and pool grow with it: one walk for each centre and window.
    """
    for w in range(out.shape[0]):
        for centre in range(len(rings.start) - 1):
            count, sum_expected, pool = 1, 0.0, expected.pool_base
            for j in range(rings.start[centre], rings.start[centre + 1]):
                sum_expected += expected.until_now[w, rings.near[j]]
                pool += expected.pool[rings.near[j]]
                while count <= most and count <= pool and gain(count, sum_expected, pool) <= level:
                    count += 1
                within = rings.tried[centre, w] and rings.whole[j] and count <= most and count <= pool
                out[w, j] = count if within else NEVER


@njit(cache=True, nogil=True)
def maxima(counts: Ints, rings: Rings, expected: Expected, least: Ints, best: Floats) -> None:
    """Raise `best` (LANES,) to the strongest cylinder of each replica among those whose count is at least `least`.

    `counts` is (W, P, LANES): events w days before the last, by place and replica.
    """
    windows, places = counts.shape[:2]
    until_now = np.zeros((places, LANES), dtype=counts.dtype)
    inside = np.zeros(LANES, dtype=counts.dtype)
    for w in range(windows):
        for place in range(places):
            for lane in range(LANES):
                until_now[place, lane] += counts[w, place, lane]
        for centre in range(len(rings.start) - 1):
            if not rings.tried[centre, w]:
                continue
            sum_expected, pool = 0.0, expected.pool_base
            for lane in range(LANES):
                inside[lane] = 0
            for j in range(rings.start[centre], rings.start[centre + 1]):
                place = rings.near[j]
                sum_expected += expected.until_now[w, place]
                pool += expected.pool[place]
                limit = least[w, j]
                passed = 0
                for lane in range(LANES):
                    inside[lane] += until_now[place, lane]
                    passed += inside[lane] >= limit
                if passed:
                    for lane in range(LANES):
                        if inside[lane] >= limit:
                            best[lane] = max(best[lane], gain(inside[lane], sum_expected, pool))


@njit(cache=True, nogil=True)
def strongest(until_now: Ints, rings: Rings, expected: Expected, barred: Bools) -> tuple[float, int, int, int]:
    """Gain, window - 1, centre and position of the strongest cylinder that holds no barred place; the first of equals.

    `until_now` is (W, P): events of the last 1..W days. Position -1: no cylinder has more events than expected.
    """
    best, best_w, best_centre, best_j = 0.0, 0, 0, -1
    for w in range(until_now.shape[0]):
        for centre in range(len(rings.start) - 1):
            if not rings.tried[centre, w]:
                continue
            count, sum_expected, pool = 0, 0.0, expected.pool_base
            for j in range(rings.start[centre], rings.start[centre + 1]):
                place = rings.near[j]
                if barred[place]:
                    break
                count += until_now[w, place]
                sum_expected += expected.until_now[w, place]
                pool += expected.pool[place]
                if rings.whole[j]:
                    value = gain(count, sum_expected, pool)
                    if value > best:
                        best, best_w, best_centre, best_j = value, w, centre, j
    return best, best_w, best_centre, best_j
