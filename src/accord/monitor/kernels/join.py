"""Groups of reports, and their greedy joining.

Groups are linked lists: `head[g]` is the first member of group g, `after[i]` the next one, `group[i]` the group of i.
"""

import numpy as np
from numba import njit

from accord.monitor.kernels.worth import worth


@njit(cache=True, nogil=True)
def members_of(head, after, g, buffer):  # type: ignore[no-untyped-def]
    """Write the members of group g to the buffer; how many there are."""
    m = 0
    i = head[g]
    while i >= 0:
        buffer[m] = i
        m += 1
        i = after[i]
    return m


@njit(cache=True, nogil=True)
def put(head, after, group, i, g):  # type: ignore[no-untyped-def]
    """Report i joins group g."""
    after[i] = head[g]
    head[g] = i
    group[i] = g


@njit(cache=True, nogil=True)
def take(head, after, group, i):  # type: ignore[no-untyped-def]
    """Report i leaves its group."""
    g = group[i]
    j = head[g]
    if j == i:
        head[g] = after[i]
    else:
        while after[j] != i:
            j = after[j]
        after[j] = after[i]
    after[i] = -1
    group[i] = -1


@njit(cache=True, nogil=True)
def join_greedily(field, first, second, order, head, after, group):  # type: ignore[no-untyped-def]
    """Join the groups of the best pairs first, where no source comes twice and the log odds rise."""
    buffer = np.empty(field.kind_told.shape[0] * 2 + 2, dtype=np.int64)
    other = np.empty_like(buffer)
    for e in order:
        g, h = group[first[e]], group[second[e]]
        if g == h:
            continue
        m = members_of(head, after, g, buffer)
        k = members_of(head, after, h, other)
        if clash(field, buffer, m, other, k):
            continue
        apart = worth(field, buffer, m) + worth(field, other, k)
        buffer[m : m + k] = other[:k]
        if worth(field, buffer, m + k) > apart:
            for z in range(k):
                take(head, after, group, other[z])
                put(head, after, group, other[z], g)


@njit(cache=True, nogil=True)
def clash(field, one, m, other, k):  # type: ignore[no-untyped-def]
    """Whether a source has reports in both."""
    for a in range(m):
        for b in range(k):
            if field.source[one[a]] == field.source[other[b]]:
                return True
    return False


@njit(cache=True, nogil=True)
def without(buffer, m, i):  # type: ignore[no-untyped-def]
    """Take i out of the buffer; how many remain."""
    k = 0
    for z in range(m):
        if buffer[z] != i:
            buffer[k] = buffer[z]
            k += 1
    return k


@njit(cache=True, nogil=True)
def free_group(head, i):  # type: ignore[no-untyped-def]
    """An empty group: that of the report's own number if it is free, else the next free one."""
    g = i
    while head[g] >= 0:
        g += 1
        if g == len(head):
            g = 0
    return g
