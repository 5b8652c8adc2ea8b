"""Chances of watches that overlap in time, combined stretch by stretch and summed by day."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Rows(NamedTuple):
    """n watches of one piece of ground; M means, H hindrances, K classes of kinds."""

    first: Ints
    """(n,) first stretch of time."""
    last: Ints
    """(n,) the one after the last."""
    means: Ints
    """(n,) index of the means."""
    hindrance: Ints
    """(n,) index of the hindrance; -1: none."""
    detects: Bools
    """(n, K)."""
    chance: Floats
    """(n, 3) low, middle, high."""


@njit(cache=True)
def sweep(
    rows: Rows, hours: Floats, day: Ints, days: int, n_means: int, n_hindrances: int
) -> tuple[Floats, Floats, Floats, Floats]:
    """Hours that count as watched, by day and class.

    Parameters
    ----------
    hours, day
        (S,) length of each stretch and the day it belongs to.

    Returns
    -------
    tuple
        (days, K, 3) hours weighted by the low, middle and high chance; (days, K) hours in which somebody looked;
        (days, K) hours in which somebody had a chance; (days, H) hours in which a hindrance was noted.
    """
    stretches, classes = len(hours), rows.detects.shape[1]
    best = np.zeros((stretches, n_means, classes))
    lowest = np.zeros((stretches, classes))
    missed = np.ones((stretches, classes))
    looked = np.zeros((stretches, classes), dtype=np.bool_)
    noted = np.zeros((stretches, n_hindrances), dtype=np.bool_)
    for n in range(len(rows.first)):
        low, middle, high = rows.chance[n, 0], rows.chance[n, 1], rows.chance[n, 2]
        is_hindered = rows.hindrance[n] >= 0
        for s in range(rows.first[n], rows.last[n]):
            if is_hindered:
                noted[s, rows.hindrance[n]] = True
            for k in range(classes):
                if rows.detects[n, k]:
                    best[s, rows.means[n], k] = max(best[s, rows.means[n], k], middle)
                    lowest[s, k] = max(lowest[s, k], low)
                    missed[s, k] *= 1.0 - high
                    looked[s, k] |= high > 0.0 or not is_hindered
    weighted = np.zeros((days, classes, 3))
    seen = np.zeros((days, classes))
    able = np.zeros((days, classes))
    hindered = np.zeros((days, n_hindrances))
    for s in range(stretches):
        d = day[s]
        for h in range(n_hindrances):
            if noted[s, h]:
                hindered[d, h] += hours[s]
        for k in range(classes):
            if not looked[s, k]:
                continue
            miss = 1.0
            for m in range(n_means):
                miss *= 1.0 - best[s, m, k]
            weighted[d, k, 0] += hours[s] * lowest[s, k]
            weighted[d, k, 1] += hours[s] * (1.0 - miss)
            weighted[d, k, 2] += hours[s] * (1.0 - missed[s, k])
            seen[d, k] += hours[s]
            if missed[s, k] < 1.0:
                able[d, k] += hours[s]
    return weighted, seen, able, hindered
