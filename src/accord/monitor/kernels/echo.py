"""Loops of a self-exciting process: what earlier events add to the rate at each, and the backgrounds that fit best."""

import math

import numpy as np
import numpy.typing as npt
from numba import njit

Floats = npt.NDArray[np.float64]
Longs = npt.NDArray[np.int64]


@njit(cache=True, nogil=True)
def echoes(
    times: Floats, areas: Longs, spill: Floats, exposure: Floats, decay: float, heard: Floats, sent: Floats
) -> None:
    """Fill `heard` (n,): rate at each event by one offspring of each earlier one; `sent` (n,): how much of it is seen.

    Events stand in order of time; those of the same instant do not excite each other.
    """
    places, days = exposure.shape
    level = np.zeros(places)
    now, done = 0.0, 0
    for i in range(len(times)):
        if times[i] > now:
            fade = math.exp(-decay * (times[i] - now))
            while done < i:
                level[areas[done]] += decay
                done += 1
            for a in range(places):
                level[a] *= fade
            now = times[i]
        heard[i] = 0.0
        for a in range(places):
            heard[i] += spill[a, areas[i]] * level[a]
    # Seen share of an offspring of an event at the beginning of each day, from the last day back.
    later = np.zeros((places, days + 1))
    fade = math.exp(-decay)
    for d in range(days - 1, -1, -1):
        for a in range(places):
            later[a, d] = exposure[a, d] * (1.0 - fade) + fade * later[a, d + 1]
    for i in range(len(times)):
        d = min(int(times[i]), days - 1)
        fade = math.exp(-decay * (d + 1 - times[i]))
        sent[i] = 0.0
        for a in range(places):
            sent[i] += spill[areas[i], a] * (exposure[a, d] * (1.0 - fade) + fade * later[a, d + 1])


@njit(cache=True, nogil=True)
def backgrounds(strata: Longs, watched: Floats, heard: Floats, ratio: float, rates: Floats) -> None:
    """Fill `rates` (S,) with the likeliest background of each stratum at a branching ratio.

    Each is the root of a convex falling function, so Newton's steps from its left never pass it. They begin at what
    events without echo ask for, or events that all hear the mean echo, whichever is more (Jensen).
    """
    sums, slopes = np.zeros(len(rates)), np.zeros(len(rates))
    rates[:] = 0.0
    for i in range(len(strata)):
        sums[strata[i]] += 1.0
        slopes[strata[i]] += ratio * heard[i]
        if ratio * heard[i] <= 1e-12:
            rates[strata[i]] += 1.0 / watched[strata[i]]
    for s in range(len(rates)):
        if sums[s] > 0.0:
            rates[s] = max(rates[s], sums[s] / watched[s] - slopes[s] / sums[s])
        rates[s] = max(rates[s], 1e-9)
    for _ in range(50):
        sums[:] = 0.0
        slopes[:] = 0.0
        for i in range(len(strata)):
            one = 1.0 / (rates[strata[i]] + ratio * heard[i])
            sums[strata[i]] += one
            slopes[strata[i]] += one * one
        largest = 0.0
        for s in range(len(rates)):
            if slopes[s] > 0.0:
                step = (sums[s] - watched[s]) / slopes[s]
                if step > 0.0:
                    rates[s] += step
                    largest = max(largest, step / rates[s])
        if largest < 1e-9:
            break


@njit(cache=True, nogil=True)
def fit(strata: Longs, watched: Floats, heard: Floats, sent: float, ratio: float, rates: Floats) -> tuple[float, float]:
    """Log-likelihood at a branching ratio with its likeliest backgrounds, and its slope in the ratio."""
    backgrounds(strata, watched, heard, ratio, rates)
    value, slope = -ratio * sent, -sent
    for s in range(len(rates)):
        value -= rates[s] * watched[s]
    for i in range(len(strata)):
        rate = rates[strata[i]] + ratio * heard[i]
        value += math.log(rate)
        slope += heard[i] / rate
    return value, slope


@njit(cache=True, nogil=True)
def best_ratio(strata: Longs, watched: Floats, heard: Floats, sent: float, rates: Floats) -> float:
    """Likeliest branching ratio: the log-likelihood with the best backgrounds is concave in it."""
    low, high = 0.0, (len(strata) + 1.0) / max(sent, 1e-9)
    if fit(strata, watched, heard, sent, low, rates)[1] <= 0.0:
        return 0.0
    for _ in range(40):
        middle = (low + high) / 2
        if fit(strata, watched, heard, sent, middle, rates)[1] > 0.0:
            low = middle
        else:
            high = middle
    return (low + high) / 2
