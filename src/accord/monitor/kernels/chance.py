"""Chances that two reports tell of one event, over all partitions of a small component, summed exactly."""

from math import exp

import numpy as np
from numba import njit

from accord.monitor.kernels.worth import worth


@njit(cache=True, nogil=True)
def exact_chances(field, nodes, n, begins, others, chance):  # type: ignore[no-untyped-def]
    """Chances of the pairs of one component, by sums over its subsets; for at most about 10 reports."""
    full = (1 << n) - 1
    weight = np.zeros(full + 1)
    total = np.zeros(full + 1)
    buffer = np.empty(n, dtype=np.int64)
    _weigh(field, nodes, n, weight, buffer)
    total[0] = 1.0
    for mask in range(1, full + 1):
        low = mask & -mask
        rest = mask ^ low
        sub = rest
        while True:
            total[mask] += weight[sub | low] * total[rest ^ sub]
            if sub == 0:
                break
            sub = (sub - 1) & rest
    together = np.zeros((n, n))
    for mask in range(1, full + 1):
        share = weight[mask] * total[full ^ mask] / total[full]
        if share == 0.0:
            continue
        for a in range(n):
            if mask >> a & 1:
                for b in range(a):
                    if mask >> b & 1:
                        together[a, b] += share
                        together[b, a] += share
    for a in range(n):
        for e in range(begins[nodes[a]], begins[nodes[a] + 1]):
            for b in range(n):
                if nodes[b] == others[e]:
                    chance[e] = min(together[a, b], 1.0)


@njit(cache=True, nogil=True)
def _weigh(field, nodes, n, weight, buffer):  # type: ignore[no-untyped-def]
    """Weight of each subset as one event; 0 where a source comes twice."""
    for mask in range(1, len(weight)):
        m = 0
        valid = True
        for z in range(n):
            if mask >> z & 1:
                for b in range(m):
                    if field.source[buffer[b]] == field.source[nodes[z]]:
                        valid = False
                buffer[m] = nodes[z]
                m += 1
        if valid:
            # Kept below the largest number even where eight reports agree to the second.
            weight[mask] = exp(min(worth(field, buffer, m), 80.0))


@njit(cache=True, nogil=True)
def all_exact(field, label, size, largest, begins, others, chance):  # type: ignore[no-untyped-def]
    """`exact_chances` of every component of 2 to `largest` reports."""
    n = len(label)
    starts = np.zeros(n + 1, dtype=np.int64)
    for i in range(n):
        if 2 <= size[i] <= largest:
            starts[i + 1] = size[i]
    starts = np.cumsum(starts)
    nodes = np.empty(starts[n], dtype=np.int64)
    at = starts[:n].copy()
    for i in range(n):
        g = label[i]
        if starts[g + 1] > starts[g]:
            nodes[at[g]] = i
            at[g] += 1
    for g in range(n):
        m = starts[g + 1] - starts[g]
        if m > 1:
            exact_chances(field, nodes[starts[g] : starts[g + 1]], m, begins, others, chance)
