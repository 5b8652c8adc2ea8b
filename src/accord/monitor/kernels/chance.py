"""Chances that two reports tell of one event, over all partitions: exact in small components, sampled in large ones."""

from math import exp

import numpy as np
from numba import njit, prange

from accord.monitor.kernels.join import members_of, put, take
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


@njit(cache=True, nogil=True, parallel=True)
def sample(field, begins, others, nodes, starts, sweeps, burn, head, after, group, chance):  # type: ignore[no-untyped-def]
    """Gibbs sampling over partitions: each report is put anew given all others, and trades places with its rivals.

    `nodes` lists the reports component by component, `starts` where each begins. Each report has random numbers of its
    own, so that what happens far away changes nothing here. What is recorded is the conditional chance of each place,
    not the draw (Rao-Blackwell), so that few sweeps go far.
    """
    value = np.zeros(len(group))
    components = len(starts) - 1
    chunks = 64
    for chunk in prange(chunks):
        size = field.kind_told.shape[0] + 2
        home = np.empty(size, dtype=np.int64)
        goal = np.empty(size, dtype=np.int64)
        low = np.searchsorted(starts, len(nodes) * chunk // chunks)
        high = np.searchsorted(starts, len(nodes) * (chunk + 1) // chunks)
        for c in range(int(low), min(int(high), components)):
            part = nodes[starts[c] : starts[c + 1]]
            widest = 0
            for i in part:
                widest = max(widest, begins[i + 1] - begins[i])
                if head[i] >= 0:
                    value[i] = worth(field, home, members_of(head, after, i, home))
            option = np.empty(widest + 1, dtype=np.int64)
            weight = np.empty(widest + 1)
            for sweep in range(sweeps):
                share = 1.0 / (sweeps - burn) if sweep >= burn else 0.0
                for at in range(len(part)):
                    i = part[at]
                    if begins[i] < begins[i + 1]:
                        if sweep % 2 == 1:
                            _trade(field, begins, others, i, sweep, home, goal, head, after, group, value)
                        _place_anew(
                            field, begins, others, part, at, sweep, share, goal, option, weight,
                            head, after, group, value, chance,
                        )  # fmt: skip


@njit(cache=True, nogil=True)
def _place_anew(field, begins, others, part, at, sweep, share, goal, option, weight, head, after, group, value, chance):  # type: ignore[no-untyped-def]
    i = part[at]
    g = group[i]
    take(head, after, group, i)
    value[g] = worth(field, goal, members_of(head, after, g, goal))
    count, total = 1, 1.0
    option[0], weight[0] = -1, 1.0
    for e in range(begins[i], begins[i + 1]):
        h = group[others[e]]
        known = False
        for z in range(1, count):
            known = known or option[z] == h
        if known:
            continue
        m = members_of(head, after, h, goal)
        barred = False
        for z in range(m):
            barred = barred or field.source[goal[z]] == field.source[i]
        if barred:
            continue
        goal[m] = i
        option[count] = h
        weight[count] = exp(min(worth(field, goal, m + 1) - value[h], 80.0))
        total += weight[count]
        count += 1
    if share > 0:
        for e in range(begins[i], begins[i + 1]):
            for z in range(1, count):
                if option[z] == group[others[e]]:
                    chance[e] += weight[z] / total * share
    left = uniform(field.key[i], 3 * sweep + 2) * total
    z = 0
    while z < count - 1 and left > weight[z]:
        left -= weight[z]
        z += 1
    if z == 0:
        h = _free_in(head, part, at)
        put(head, after, group, i, h)
        value[h] = 0.0
    else:
        put(head, after, group, i, option[z])
        value[option[z]] += np.log(weight[z])


@njit(cache=True, nogil=True)
def _free_in(head, part, at):  # type: ignore[no-untyped-def]
    """An empty group among the numbers of the component."""
    while head[part[at]] >= 0:
        at = at + 1 if at + 1 < len(part) else 0
    return part[at]


@njit(cache=True, nogil=True)
def uniform(key, step):  # type: ignore[no-untyped-def]
    """Number from 0 to 1 that follows from a key and a step alone (SplitMix64, Steele, Lea and Flood 2014)."""
    z = key + np.uint64(step + 1) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z = z ^ (z >> np.uint64(31))
    return (z >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@njit(cache=True, nogil=True)
def _trade(field, begins, others, i, sweep, home, goal, head, after, group, value):  # type: ignore[no-untyped-def]
    """Perhaps exchange a report and its source's report in the group of a random candidate (Metropolis)."""
    u, v = uniform(field.key[i], 3 * sweep), uniform(field.key[i], 3 * sweep + 1)
    e = begins[i] + int(v * (begins[i + 1] - begins[i]))
    g, h = group[i], group[others[e]]
    if g == h:
        return
    k = members_of(head, after, h, goal)
    rival = -1
    for z in range(k):
        if field.source[goal[z]] == field.source[i]:
            rival = goal[z]
    if rival < 0:
        return
    m = members_of(head, after, g, home)
    for z in range(m):
        if home[z] == i:
            home[z] = rival
    for z in range(k):
        if goal[z] == rival:
            goal[z] = i
    here, there = worth(field, home, m), worth(field, goal, k)
    if u < exp(min(here + there - value[g] - value[h], 0.0)):
        take(head, after, group, i)
        take(head, after, group, rival)
        put(head, after, group, i, h)
        put(head, after, group, rival, g)
        value[g], value[h] = here, there
