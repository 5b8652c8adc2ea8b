"""Pairs of reports: their worth, made symmetric, and the components that they span."""

import numpy as np
from numba import njit, prange

from accord.monitor.kernels.worth import worth


@njit(cache=True, nogil=True, parallel=True)
def pair_worth(field, first, second):  # type: ignore[no-untyped-def]
    """Log odds that two reports tell of one event, for each pair."""
    result = np.empty(len(first))
    for chunk in prange(64):
        buffer = np.empty(2, dtype=np.int64)
        for e in range(len(first) * chunk // 64, len(first) * (chunk + 1) // 64):
            # The same order both ways, so that both ways give the same figure.
            buffer[0] = min(first[e], second[e])
            buffer[1] = max(first[e], second[e])
            result[e] = worth(field, buffer, 2)
    return result


@njit(cache=True, nogil=True)
def symmetric(neighbours):  # type: ignore[no-untyped-def]
    """Neighbour lists with each pair in both lists, once, ascending: begins (n + 1,) and others."""
    n, most = neighbours.shape
    count = np.zeros(n + 1, dtype=np.int64)
    for i in range(n):
        for z in range(most):
            j = neighbours[i, z]
            if j >= 0:
                count[i + 1] += 1
                if not _holds(neighbours, j, i):
                    count[j + 1] += 1
    begins = np.cumsum(count)
    others = np.empty(begins[n], dtype=np.int64)
    at = begins[:n].copy()
    for i in range(n):
        for z in range(most):
            j = neighbours[i, z]
            if j >= 0:
                others[at[i]] = j
                at[i] += 1
                if not _holds(neighbours, j, i):
                    others[at[j]] = i
                    at[j] += 1
    for i in range(n):
        others[begins[i] : begins[i + 1]].sort()
    return begins, others


@njit(cache=True, nogil=True)
def _holds(neighbours, i, j):  # type: ignore[no-untyped-def]
    for z in range(neighbours.shape[1]):
        if neighbours[i, z] == j:
            return True
        if neighbours[i, z] < 0:
            return False
    return False


@njit(cache=True, nogil=True)
def components(begins, others):  # type: ignore[no-untyped-def]
    """Number of the component of each report (its least member), and the size of the component of that number."""
    n = len(begins) - 1
    root = np.arange(n)
    for i in range(n):
        for e in range(begins[i], begins[i + 1]):
            a, b = i, others[e]
            while root[a] != a:
                root[a] = root[root[a]]
                a = root[a]
            while root[b] != b:
                root[b] = root[root[b]]
                b = root[b]
            root[max(a, b)] = min(a, b)
    size = np.zeros(n, dtype=np.int64)
    for i in range(n):
        a = i
        while root[a] != a:
            a = root[a]
        root[i] = a
        size[a] += 1
    return root, size
