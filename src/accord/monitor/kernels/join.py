"""Group reports into events: greedy joining, exact partitions of small components, rounds of moves and exchanges.

Groups are linked lists: `head[g]` is the first member of group g, `after[i]` the next one, `group[i]` the group of i.
"""

import numpy as np
from numba import njit

from accord.monitor.kernels.worth import worth

LARGEST_EXACT = 8


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
def partition_exactly(field, nodes, n, linked, head, after, group):  # type: ignore[no-untyped-def]
    """Best partition of at most `LARGEST_EXACT` reports by dynamic programming over subsets."""
    full = (1 << n) - 1
    value = np.full(full + 1, -1e30)
    buffer = np.empty(n, dtype=np.int64)
    for mask in range(1, full + 1):
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
            value[mask] = worth(field, buffer, m)
    best = np.full(full + 1, -1e30)
    chosen = np.zeros(full + 1, dtype=np.int64)
    best[0] = 0.0
    for mask in range(1, full + 1):
        low = mask & -mask
        rest = mask ^ low
        sub = rest
        while True:
            part = sub | low
            v = value[part] + best[mask ^ part]
            if v > best[mask]:
                best[mask] = v
                chosen[mask] = part
            if sub == 0:
                break
            sub = (sub - 1) & rest
    for z in range(n):
        take(head, after, group, nodes[z])
    mask = full
    while mask:
        part = chosen[mask]
        g = -1
        for z in range(n):
            if part >> z & 1:
                if g < 0:
                    g = free_group(head, nodes[z])
                put(head, after, group, nodes[z], g)
        mask ^= part


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
def improve(field, begins, others, nodes, head, after, group, sweeps):  # type: ignore[no-untyped-def]
    """Move each report to the best group, alone, or in exchange for its source's report there; until nothing helps."""
    size = field.kind_told.shape[0] + 2
    home = np.empty(size, dtype=np.int64)
    goal = np.empty(size, dtype=np.int64)
    for _ in range(sweeps):
        changed = 0
        for i in nodes:
            if begins[i] == begins[i + 1]:
                continue
            g = group[i]
            m = members_of(head, after, g, home)
            whole = worth(field, home, m)
            m = without(home, m, i)
            rest = worth(field, home, m)
            best, to, swap = whole - rest, g, -1
            if best < -1e-9:
                best, to = 0.0, -1
            for e in range(begins[i], begins[i + 1]):
                h = group[others[e]]
                if h == g:
                    continue
                k = members_of(head, after, h, goal)
                before = worth(field, goal, k)
                rival = -1
                for z in range(k):
                    if field.source[goal[z]] == field.source[i]:
                        rival = goal[z]
                if rival >= 0:
                    k = without(goal, k, rival)
                goal[k] = i
                gain = worth(field, goal, k + 1) - before
                if rival >= 0:
                    home[m] = rival
                    gain += max(worth(field, home, m + 1) - rest, 0.0)
                if gain > best + 1e-9:
                    best, to, swap = gain, h, rival
            if to == g:
                continue
            changed += 1
            take(head, after, group, i)
            if to < 0:
                put(head, after, group, i, free_group(head, i))
                continue
            if swap >= 0:
                take(head, after, group, swap)
            put(head, after, group, i, to)
            if swap >= 0:
                home[m] = swap
                stays = m > 0 and worth(field, home, m + 1) > rest
                put(head, after, group, swap, g if stays else free_group(head, swap))
        if changed == 0:
            break


@njit(cache=True, nogil=True)
def free_group(head, i):  # type: ignore[no-untyped-def]
    """An empty group: that of the report's own number if it is free, else the next free one."""
    g = i
    while head[g] >= 0:
        g += 1
        if g == len(head):
            g = 0
    return g
