"""Loops over counts by period: sums that restart at zero, and the best division into pieces."""

import math

import numpy as np
import numpy.typing as npt
from numba import njit

Floats = npt.NDArray[np.float64]
Longs = npt.NDArray[np.int64]


@njit(cache=True, nogil=True)
def restarted_sums(counts: Longs, slope: Floats, cost: Floats, threshold: float, out: Floats, since: Longs) -> int:
    """Largest of the sums max(0, S + count slope - cost) in each period, all back at 0 after each alarm; alarms.

    `slope` and `cost` (C, G) are used round and round. `out` (T,) and `since` (T,), the period in which the
    largest sum left 0, may be empty.
    """
    sums = np.zeros(slope.shape[1])
    began = np.zeros(slope.shape[1], dtype=np.int64)
    alarms = 0
    for t in range(len(counts)):
        gain, row = slope[t % len(slope)], cost[t % len(cost)]
        best = 0.0
        for g in range(len(sums)):
            if sums[g] <= 0.0:
                began[g] = t
            sums[g] = max(0.0, sums[g] + counts[t] * gain[g] - row[g])
            best = max(best, sums[g])
        if len(out):
            out[t] = best
            since[t] = t
            for g in range(len(sums)):
                if sums[g] == best and best > 0.0:
                    since[t] = began[g]
                    break
        if best > threshold:
            alarms += 1
            sums[:] = 0.0
    return alarms


@njit(cache=True, nogil=True)
def piece_cost(events: float, exposure: float) -> float:
    """Minus twice the Poisson log-likelihood at the best rate, less what no division changes."""
    return -2.0 * events * math.log(events / exposure) if events > 0.0 else 0.0


@njit(cache=True, nogil=True)
def best_pieces(events: Floats, exposure: Floats, penalty: float, least: int, last: Longs) -> float:
    """Cost of the best division; `last` (T+1,) gets where the last piece before each point begins.

    `events` and `exposure` are sums up to each point (T+1,). A start that is worse than the present point by more than
    a change costs can never be best again once a piece fits in between (Killick et al. 2012, theorem 3.1).
    """
    periods = len(events) - 1
    best = np.full(periods + 1, np.inf)
    best[0] = -penalty
    starts = np.empty(periods + 1, dtype=np.int64)
    gone = np.full(periods + 1, periods + 1)
    alive = 0
    for t in range(least, periods + 1):
        if np.isfinite(best[t - least]):
            starts[alive] = t - least
            alive += 1
        kept = 0
        for a in range(alive):
            s = starts[a]
            if gone[s] <= t:
                continue
            value = best[s] + piece_cost(events[t] - events[s], exposure[t] - exposure[s])
            if value + penalty < best[t]:
                best[t] = value + penalty
                last[t] = s
            starts[kept] = s
            kept += 1
        alive = kept
        for a in range(alive):
            s = starts[a]
            value = best[s] + piece_cost(events[t] - events[s], exposure[t] - exposure[s])
            if value > best[t]:
                gone[s] = min(gone[s], t + least)
    return float(best[periods])
