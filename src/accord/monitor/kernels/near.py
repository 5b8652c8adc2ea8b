"""Reports near each report, and how many other events lie near it."""

from math import exp, log

import numpy as np
from numba import njit, prange


@njit(cache=True, nogil=True, inline="always")
def gap(field, i, j):  # type: ignore[no-untyped-def]
    """Squared scaled differences of place and time of two reports, and the log density of their difference."""
    dx, dy, dt = field.x[i] - field.x[j], field.y[i] - field.y[j], field.t[i] - field.t[j]
    a = field.spread[i, 0] + field.spread[j, 0]
    b = field.spread[i, 1] + field.spread[j, 1]
    c = field.spread[i, 2] + field.spread[j, 2]
    v = 1.0 / field.time_precision[i] + 1.0 / field.time_precision[j]
    det = a * c - b * b
    place = (c * dx * dx - 2 * b * dx * dy + a * dy * dy) / det
    time = dt * dt / v
    return place, time, -0.5 * (log(det) + log(v) + place + time) - 2.756815599614018


@njit(cache=True, nogil=True, parallel=True)
def near(field, grid, gate_place, gate_time, most, group, weight, learning):  # type: ignore[no-untyped-def]
    """Up to `most` candidates of each report (other sources, within the gates), and the density of other events.

    Returns
    -------
    neighbours : (n, most) int32, -1 where there are fewer
    score : (n, most) log density of the difference
    density : (n,) events of other groups per km2 and day around, as blurred as the reports are
    own : (n,) reports of the same source per km2 and day around, likewise
    """
    n = len(field.x)
    neighbours = np.full((n, most), -1, dtype=np.int32)
    score = np.full((n, most), -1e30)
    density = np.zeros(n)
    own = np.zeros(n)
    sources = field.kind_told.shape[0]
    for chunk in prange(256):
        best = np.full(sources, 0.0)
        touched = np.empty(sources, dtype=np.int64)
        for i in range(n * chunk // 256, n * (chunk + 1) // 256):
            count = 0
            marks = 0
            column = grid.column[i]
            reach = gate_time * np.sqrt(grid.largest_time + 1.0 / field.time_precision[i])
            for dx in range(-1, 2):
                for dy in range(-1, 2):
                    key = column + dx * grid.stride + dy
                    at = np.searchsorted(grid.columns, key)
                    if at >= len(grid.columns) or grid.columns[at] != key:
                        continue
                    low, high = grid.begins[at], grid.begins[at + 1]
                    low += np.searchsorted(field.t[low:high], field.t[i] - reach)
                    for j in range(low, high):
                        if field.t[j] > field.t[i] + reach:
                            break
                        if j == i:
                            continue
                        place, time, logf = gap(field, i, j)
                        if place > gate_place**2 or time > gate_time**2:
                            continue
                        s = field.source[j]
                        if s == field.source[i]:
                            own[i] += exp(logf)
                        if group[j] != group[i] or group[i] < 0:
                            f = exp(logf) * weight[j]
                            density[i] += f
                            if learning and s != field.source[i]:
                                if best[s] == 0.0:
                                    touched[marks] = s
                                    marks += 1
                                best[s] = max(best[s], f)
                        if s == field.source[i] or place / gate_place**2 + time / gate_time**2 > 1.0:
                            continue
                        if count < most or logf > score[i, most - 1]:
                            z = min(count, most - 1)
                            while z > 0 and score[i, z - 1] < logf:
                                score[i, z] = score[i, z - 1]
                                neighbours[i, z] = neighbours[i, z - 1]
                                z -= 1
                            score[i, z] = logf
                            neighbours[i, z] = j
                            count = min(count + 1, most)
            for z in range(marks):
                density[i] -= best[touched[z]]
                best[touched[z]] = 0.0
            density[i] = max(density[i], 0.0)
    return neighbours, score, density, own
