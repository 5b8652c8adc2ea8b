"""Gibbs sampling over partitions, for components too large to sum over."""

from math import exp

import numpy as np
from numba import njit, prange

from accord.monitor.kernels.join import members_of, put, take
from accord.monitor.kernels.worth import worth

REMEMBERED = 1 << 13
"""Sets of reports whose worth is kept at hand; a power of two."""
ODD, FIRST, SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


@njit(cache=True, nogil=True, parallel=True)
def sample(field, begins, others, pair, nodes, starts, sweeps, burn, head, after, group, chance):  # type: ignore[no-untyped-def]
    """Gibbs sampling over partitions: each report is put anew given all others, and trades places with its rivals.

    `nodes` lists the reports component by component, `starts` where each begins; `pair` is the worth of each candidate
    pair. Each report has random numbers of its own, so that what happens far away changes nothing here, nor does the
    number of threads. What is recorded is the conditional chance of each place, not the draw (Rao-Blackwell), so that
    few sweeps go far. Most places look as they did the sweep before: a set of reports is known by the sum of its
    members' `mark`s, and what was weighed for the same set is not weighed again.
    """
    n = len(group)
    slot = np.full(n, -1, dtype=np.int32)
    sign = np.zeros(n, dtype=np.uint64)
    components = len(starts) - 1
    chunks = 64
    for chunk in prange(chunks):
        size = field.kind_told.shape[0] + 2
        home, goal = np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64)
        known, worths = np.zeros(REMEMBERED, dtype=np.uint64), np.zeros(REMEMBERED)
        low = np.searchsorted(starts, len(nodes) * chunk // chunks)
        high = np.searchsorted(starts, len(nodes) * (chunk + 1) // chunks)
        for c in range(int(low), min(int(high), components)):
            part = nodes[starts[c] : starts[c + 1]]
            edges, widest = 0, 0
            for i in part:
                edges += begins[i + 1] - begins[i]
                widest = max(widest, begins[i + 1] - begins[i])
                sign[group[i]] += mark(i)
            weighed_for, weighed = np.zeros(edges, dtype=np.uint64), np.zeros(edges)
            option, weight = np.empty(widest + 1, dtype=np.int64), np.empty(widest + 1)
            for sweep in range(sweeps):
                share = 1.0 / (sweeps - burn) if sweep >= burn else 0.0
                offset = 0
                for at in range(len(part)):
                    i = part[at]
                    wide = begins[i + 1] - begins[i]
                    if wide == 0:
                        continue
                    if sweep % 2 == 1:
                        _trade(field, begins, others, i, sweep, home, goal, head, after, group, sign, known, worths)
                    here = slice(offset, offset + wide)
                    _place_anew(
                        field, begins, others, pair, part, at, sweep, share, goal, option, weight, slot,
                        weighed_for[here], weighed[here], head, after, group, sign, known, worths, chance,
                    )  # fmt: skip
                    offset += wide


@njit(cache=True, nogil=True)
def _place_anew(  # type: ignore[no-untyped-def]
    field, begins, others, pair, part, at, sweep, share, goal, option, weight, slot,
    weighed_for, weighed, head, after, group, sign, known, worths, chance,
):  # fmt: skip
    i = part[at]
    own = mark(i)
    sign[group[i]] -= own
    take(head, after, group, i)
    count, total = 1, 1.0
    option[0], weight[0] = -1, 1.0
    begin, end = begins[i], begins[i + 1]
    for e in range(begin, end):
        h = group[others[e]]
        if slot[h] >= 0:
            continue
        if weighed_for[e - begin] != sign[h]:
            weighed_for[e - begin] = sign[h]
            weighed[e - begin] = _weight(field, pair[e], i, own, h, goal, head, after, sign, known, worths)
        slot[h] = 0
        option[count], weight[count] = h, weighed[e - begin]
        if weight[count] > 0.0:
            slot[h] = count
        total += weight[count]
        count += 1
    if share > 0:
        for e in range(begin, end):
            z = slot[group[others[e]]]
            if z > 0:
                chance[e] += weight[z] / total * share
    for z in range(1, count):
        slot[option[z]] = -1
    left = uniform(field.key[i], 3 * sweep + 2) * total
    z = 0
    while z < count - 1 and left > weight[z]:
        left -= weight[z]
        z += 1
    # Rounding may leave a rest behind a place that is barred.
    g = option[z] if z > 0 and weight[z] > 0.0 else _free_in(head, part, at)
    put(head, after, group, i, g)
    sign[g] += own


@njit(cache=True, nogil=True)
def _weight(field, pair, i, own, h, goal, head, after, sign, known, worths):  # type: ignore[no-untyped-def]
    """Odds of joining group h against being alone; 0 where the source is there already."""
    m = members_of(head, after, h, goal)
    for z in range(m):
        if field.source[goal[z]] == field.source[i]:
            return 0.0
    if m == 1:
        return exp(min(pair, 80.0))
    apart = _recalled(field, goal, m, sign[h], known, worths)
    goal[m] = i
    return exp(min(_recalled(field, goal, m + 1, sign[h] + own, known, worths) - apart, 80.0))


@njit(cache=True, nogil=True)
def _recalled(field, members, m, sign, known, worths):  # type: ignore[no-untyped-def]
    """Worth of a set, from memory where it was asked before."""
    if m < 2:
        return 0.0
    z = int(sign >> np.uint64(32)) & (REMEMBERED - 1)
    if known[z] != sign:
        known[z] = sign
        worths[z] = worth(field, members, m)
    return worths[z]


@njit(cache=True, nogil=True)
def _free_in(head, part, at):  # type: ignore[no-untyped-def]
    """An empty group among the numbers of the component."""
    while head[part[at]] >= 0:
        at = at + 1 if at + 1 < len(part) else 0
    return part[at]


@njit(cache=True, nogil=True)
def uniform(key, step):  # type: ignore[no-untyped-def]
    """Number from 0 to 1 that follows from a key and a step alone (SplitMix64, Steele, Lea and Flood 2014)."""
    return (_mixed(key + np.uint64(step + 1) * np.uint64(ODD)) >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@njit(cache=True, nogil=True)
def mark(i):  # type: ignore[no-untyped-def]
    """64 bits that stand for a report; the sum over a set stands for the set."""
    return _mixed(np.uint64(i + 1) * np.uint64(ODD))


@njit(cache=True, nogil=True)
def _mixed(z):  # type: ignore[no-untyped-def]
    z = (z ^ (z >> np.uint64(30))) * np.uint64(FIRST)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(SECOND)
    return z ^ (z >> np.uint64(31))


@njit(cache=True, nogil=True)
def _trade(field, begins, others, i, sweep, home, goal, head, after, group, sign, known, worths):  # type: ignore[no-untyped-def]
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
    before = _recalled(field, home, m, sign[g], known, worths) + _recalled(field, goal, k, sign[h], known, worths)
    for z in range(m):
        if home[z] == i:
            home[z] = rival
    for z in range(k):
        if goal[z] == rival:
            goal[z] = i
    change = mark(rival) - mark(i)
    here = _recalled(field, home, m, sign[g] + change, known, worths)
    there = _recalled(field, goal, k, sign[h] - change, known, worths)
    if u < exp(min(here + there - before, 0.0)):
        take(head, after, group, i)
        take(head, after, group, rival)
        put(head, after, group, i, h)
        put(head, after, group, rival, g)
        sign[g] += change
        sign[h] -= change
