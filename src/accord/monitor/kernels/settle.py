"""The partition with the fewest wrong pairs to be expected, from the chances of the pairs."""

import numpy as np
from numba import njit

from accord.monitor.kernels.join import free_group, members_of, put, take, without


@njit(cache=True, nogil=True)
def _tie(begins, others, chance, bar, i, members, m):  # type: ignore[no-untyped-def]
    """Sum over members of chance less `bar`; a pair that was never compared has chance 0."""
    total = -bar * m
    for e in range(begins[i], begins[i + 1]):
        for z in range(m):
            if members[z] == others[e]:
                total += chance[e]
    return total


@njit(cache=True, nogil=True)
def _sourced(source, members, m, s):  # type: ignore[no-untyped-def]
    for z in range(m):
        if source[members[z]] == s:
            return members[z]
    return -1


@njit(cache=True, nogil=True)
def settle(source, begins, others, chance, bar, order, first, head, after, group, sources, sweeps):  # type: ignore[no-untyped-def]
    """Greedy joining of the likeliest pairs (`order` of edges), then moves and exchanges until nothing helps."""
    one = np.empty(2 * sources + 2, dtype=np.int64)
    two = np.empty(2 * sources + 2, dtype=np.int64)
    for e in order:
        g, h = group[first[e]], group[others[e]]
        if g == h:
            continue
        m, k = members_of(head, after, g, one), members_of(head, after, h, two)
        gain = 0.0
        fits = True
        for z in range(k):
            fits = fits and _sourced(source, one, m, source[two[z]]) < 0
            gain += _tie(begins, others, chance, bar, two[z], one, m)
        if fits and gain > 0:
            for z in range(k):
                take(head, after, group, two[z])
                put(head, after, group, two[z], g)
    for _ in range(sweeps):
        changed = 0
        for i in range(len(source)):
            if begins[i] < begins[i + 1]:
                changed += _move(source, begins, others, chance, bar, i, head, after, group, one, two)
        if changed == 0:
            break


@njit(cache=True, nogil=True)
def _move(source, begins, others, chance, bar, i, head, after, group, one, two):  # type: ignore[no-untyped-def]
    g = group[i]
    m = without(one, members_of(head, after, g, one), i)
    best, to, swap = _tie(begins, others, chance, bar, i, one, m), g, -1
    if best < -1e-9:
        best, to = 0.0, -1
    for e in range(begins[i], begins[i + 1]):
        h = group[others[e]]
        if h == g or chance[e] < 0.05:
            continue
        k = members_of(head, after, h, two)
        rival = _sourced(source, two, k, source[i])
        gain = 0.0
        if rival >= 0:
            k = without(two, k, rival)
            gain -= _tie(begins, others, chance, bar, rival, two, k)
            gain += max(_tie(begins, others, chance, bar, rival, one, m), 0.0)
        gain += _tie(begins, others, chance, bar, i, two, k)
        if gain > best + 1e-9:
            best, to, swap = gain, h, rival
    if to == g:
        return 0
    take(head, after, group, i)
    if to < 0:
        put(head, after, group, i, free_group(head, i))
        return 1
    if swap >= 0:
        take(head, after, group, swap)
    put(head, after, group, i, to)
    if swap >= 0:
        stays = m > 0 and _tie(begins, others, chance, bar, swap, one, m) > 0
        put(head, after, group, swap, g if stays else free_group(head, swap))
    return 1
