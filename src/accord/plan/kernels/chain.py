"""The best chain of tours for one more unit of a pool: a longest path over time.

With value G_k(s, l) of a tour given everything else that stands, and V(t) the best that a unit can do from period t on,

    V(t) = max( V(t+1), max over pairs k, lengths l of  G_k(t, l) + V(min(T, t + l + rest_k(l))) ),    V(T) = 0,

over tours that meet every rule beside what stands. G is a difference of prefix sums over periods, so a pool costs
(pairs x periods x lengths) steps.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from accord.plan.kernels.data import (
    ARRIVAL,
    CONFLICT,
    CONFLICT_END,
    CONFLICT_ROW,
    FIRST,
    GATE,
    GATE_END,
    LAST,
    LINE,
    MIX_ROW,
    MOST_NATIONS,
    NATION,
    OFFER,
    OPEN_END,
    PLAIN,
    POOL_PAIR,
    POOL_PAIR_END,
    SHORTEST,
    TOUR_MAX,
    TOUR_MIN,
    USE,
    USE_END,
    Data,
)
from accord.plan.kernels.tours import EPS
from accord.plan.problem import Floats, Ints


class Scratch(NamedTuple):
    """Room for one chain at a time; one per thread."""

    gain: Floats
    """(pairs of a pool, T+1) prefix sums of gains."""
    stop: Ints
    """(pairs of a pool, T+1) next period in which the pair may not be present."""
    pool_stop: Ints
    """(T+1,) next period without a free unit."""
    best: Floats
    """(T+1,) value of the best chain from a period on."""
    choice: Ints
    """(T+1, 2) pair and length of the tour that starts there; -1: none."""
    chain: Ints
    """(T, 3) pair, start and length of each tour found."""
    active: Ints
    """(pairs of a pool, 8) those that gain: row, pair, window, shortest and longest tour, offer, whether there is
    handover."""
    noise: Floats
    """(pairs of a pool,) factor on the gains of each pair."""
    busy: Floats
    """(T+1,) prefix sums of the price of a busy unit."""
    limit_price: Floats
    """(C, T) price of each limit, used by thrift."""
    guide: Floats
    """(K, T) units that a good fractional plan has present; empty: no guide."""
    slot_price: Floats
    """(R, T) price of cover, used by thrift instead of the line's weight."""


def make_scratch(data: Data) -> Scratch:
    """Room for the pool with most pairs."""
    T = data.demand.shape[1]
    widest = int((data.pool[:, POOL_PAIR_END] - data.pool[:, POOL_PAIR]).max(initial=1))
    return Scratch(
        gain=np.zeros((widest, T + 1)),
        stop=np.zeros((widest, T + 1), np.int32),
        pool_stop=np.zeros(T + 1, np.int32),
        best=np.zeros(T + 1),
        choice=np.zeros((T + 1, 2), np.int32),
        chain=np.zeros((T, 3), np.int32),
        active=np.zeros((widest, 8), np.int32),
        noise=np.ones(widest),
        busy=np.zeros(T + 1),
        limit_price=np.zeros(data.limit_cap.shape),
        guide=np.zeros((0, T)),
        slot_price=np.repeat(data.weight[:, None], T, axis=1),
    )


@njit(cache=True, nogil=True)
def _touched_gain(data, state, taste, k, t, amount, optimism):  # type: ignore[no-untyped-def]
    """Value of one more unit of a pair that gates, conflicts or hedges touch, counting for ``amount`` in period t."""
    r = data.pair[k, LINE]
    need = state.need[r, t]
    own = min(amount, need) if need > EPS else 0.0
    for h in range(len(taste.hedge_nation)):
        without = need + state.hedge_cover[h, r, t]
        if taste.hedge_nation[h] != data.pair[k, NATION] and without > EPS:
            own += taste.hedge_weight[h] * min(amount, without)
    own *= data.weight[r]
    if state.shut[r, t] > 0:
        own *= optimism
    value = own
    for i in range(data.pair[k, GATE], data.pair[k, GATE_END]):
        g = data.pair_gate[i]
        r2 = data.gate_line[g]
        if state.gate_count[g, t] == 0 and state.shut[r2, t] == 1:
            cover = data.demand[r2, t] - state.need[r2, t] + (amount if r2 == r else 0.0)
            value += data.weight[r2] * min(data.demand[r2, t], cover) - (own if r2 == r else 0.0)
    return value


@njit(cache=True, nogil=True)
def _plain_gains(need, slot_price, guide, present, weight, quality, thrift, trust, first, last, gain):  # type: ignore[no-untyped-def]
    """Gain of presence in each period of a pair that only its own slot feels, into ``gain[t + 1]``; any positive?"""
    found = False
    for t in range(first, last + 1):
        short = need[t]
        value = 0.0
        if short > EPS:
            found = True
            value = (weight - thrift * (weight - slot_price[t])) * min(quality, short)
            if trust > 0.0:
                value *= 1.0 + trust * min(1.0, max(0.0, guide[t] - present[t]))
        gain[t + 1] = value
    return found


@njit(cache=True, nogil=True)
def _sum_up(gain, factor, price, first, last):  # type: ignore[no-untyped-def]
    """Gains times a factor, less a price, as prefix sums."""
    total = 0.0
    gain[first] = 0.0
    for t in range(first, last + 1):
        total += factor * gain[t + 1] - price
        gain[t + 1] = total


@njit(cache=True, nogil=True)
def _bar_full(used, cap, amount, first, last, stop):  # type: ignore[no-untyped-def]
    """Mark the periods in which a limit leaves less than ``amount``."""
    for t in range(first, last + 1):
        if used[t] + amount > cap[t] + EPS:
            stop[t] = -1


@njit(cache=True, nogil=True)
def _bar_rest(data, state, k, first, last, stop):  # type: ignore[no-untyped-def]
    """Mark the periods in which mixing or pairing forbids one more unit of the pair."""
    row = data.line[data.pair[k, LINE], MIX_ROW]
    most, n = data.line[data.pair[k, LINE], MOST_NATIONS], data.pair[k, NATION]
    if row >= 0:
        for t in range(first, last + 1):
            if state.nation_count[row, n, t] == 0 and state.nation_count[row, -1, t] >= most:
                stop[t] = -1
    for i in range(data.pair[k, CONFLICT], data.pair[k, CONFLICT_END]):
        count = state.pair_count[data.pair[data.conflict_pair[i], CONFLICT_ROW]]
        for t in range(first, last + 1):
            if count[t] > 0:
                stop[t] = -1


@njit(cache=True, nogil=True)
def _next_stop(pool_stop, stop, first, last):  # type: ignore[no-untyped-def]
    """Marks become the next forbidden period from each on."""
    end = last + 1
    stop[end] = end
    for t in range(last, first - 1, -1):
        if stop[t] < 0 or pool_stop[t] == t:
            end = t
        stop[t] = end


@njit(cache=True, nogil=True)
def _handover_loss(data, state, taste, k, s, length, optimism):  # type: ignore[no-untyped-def]
    """Gain that a tour starting in s does not have because its first periods do not fully count."""
    r = data.pair[k, LINE]
    handover = data.handover[r]
    if s == data.line[r, ARRIVAL]:
        return 0.0
    loss = 0.0
    for t in range(s, s + min(length, int(np.ceil(handover)))):
        part = data.quality[k] * min(1.0, max(0.0, t - s + 1.0 - handover))
        full = _touched_gain(data, state, taste, k, t, data.quality[k], optimism)
        loss += full - _touched_gain(data, state, taste, k, t, part, optimism)
    return loss


@njit(cache=True, nogil=True)
def _free_stretch(pool_stop, shortest):  # type: ignore[no-untyped-def]
    """First and last period of the stretches in which a unit is free for the shortest tour; (0, -1) if none."""
    T = len(pool_stop) - 1
    first, last = 0, -1
    t = 0
    while t < T:
        end = min(pool_stop[t], T)
        if end - t >= shortest:
            first = t if last < 0 else first
            last = end - 1
        t = end + 1
    return first, last


@njit(cache=True, nogil=True)
def _value_pairs(data, state, taste, p, scratch, first, last, thrift, optimism, trust):  # type: ignore[no-untyped-def]
    """Prefix gains and stops of the pairs of pool p that gain between two periods; how many there are."""
    n_active = 0
    k0 = data.pool[p, POOL_PAIR]
    for k in range(k0, data.pool[p, POOL_PAIR_END]):
        row = k - k0
        a, b = max(first, data.pair[k, FIRST]), min(last, data.pair[k, LAST])
        if b - a + 1 < data.pair[k, TOUR_MIN] and data.pair[k, OPEN_END] == 0:
            continue
        gain, stop = scratch.gain[row], scratch.stop[row]
        r = data.pair[k, LINE]
        found = False
        if data.pair[k, PLAIN] == 1:
            if state.line_short[r] > EPS:
                guide = scratch.guide[k] if trust > 0.0 else scratch.slot_price[r]
                found = _plain_gains(
                    state.need[r],
                    scratch.slot_price[r],
                    guide,
                    state.present[k],
                    data.weight[r],
                    data.quality[k],
                    thrift,
                    trust,
                    a,
                    b,
                    gain,
                )
        else:
            for t in range(a, b + 1):
                gain[t + 1] = _touched_gain(data, state, taste, k, t, data.quality[k], optimism)
                if trust > 0.0:
                    gain[t + 1] *= 1.0 + trust * min(1.0, max(0.0, scratch.guide[k, t] - state.present[k, t]))
                found = found or gain[t + 1] > EPS
        if not found:
            continue
        stop[a : b + 1] = 0
        for i in range(data.pair[k, USE], data.pair[k, USE_END]):
            c, amount = data.use_limit[i], data.use_amount[i]
            _bar_full(state.used[c], data.limit_cap[c], amount, a, b, stop)
            if thrift > 0.0:
                price = scratch.limit_price[c]
                for t in range(a, b + 1):
                    gain[t + 1] -= thrift * price[t] * amount
        _bar_rest(data, state, k, a, b, stop)
        _next_stop(scratch.pool_stop, stop, a, b)
        _sum_up(gain, scratch.noise[row], taste.price[k], a, b)
        note = scratch.active[n_active]
        note[0], note[1], note[2], note[3] = row, k, a, b
        note[4], note[5], note[6] = data.pair[k, TOUR_MIN], data.pair[k, TOUR_MAX], data.pair[k, OFFER]
        note[7] = 1 if data.handover[r] > 0.0 else 0
        n_active += 1
    return n_active


@njit(cache=True, nogil=True)
def best_chain(data, state, taste, p, scratch, thrift, optimism, trust):  # type: ignore[no-untyped-def]
    """Best chain of tours for one more unit of pool p, into ``scratch.chain``; returns (number of tours, value)."""
    T = data.demand.shape[1]
    pair, rest, best, choice, pool_stop = data.pair, data.rest, scratch.best, scratch.choice, scratch.pool_stop
    pool_stop[T] = T + 1
    for t in range(T - 1, -1, -1):
        pool_stop[t] = t if state.busy[p, t] >= data.units[p, t] else pool_stop[t + 1]
    first, last = _free_stretch(pool_stop, data.pool[p, SHORTEST])
    n_active = _value_pairs(data, state, taste, p, scratch, first, last, thrift, optimism, trust) if last >= 0 else 0
    if n_active == 0:
        return 0, 0.0
    best[last + 1 :] = 0.0
    for t in range(last, first - 1, -1):
        top = best[t + 1]
        choice[t, 0] = -1
        if pool_stop[t] != t:
            for a in range(n_active):
                note = scratch.active[a]
                if t < note[2] or t > note[3]:
                    continue
                row, k, shortest = note[0], note[1], note[4]
                if shortest > T - t and pair[k, OPEN_END] == 1:
                    shortest = T - t
                for length in range(shortest, min(note[5], scratch.stop[row, t] - t) + 1):
                    free = min(T, t + length + rest[note[6], length])
                    if free > pool_stop[t]:
                        continue
                    value = scratch.gain[row, t + length] - scratch.gain[row, t] + best[free]
                    if value > top + EPS and note[7] == 1:
                        value -= _handover_loss(data, state, taste, k, t, length, optimism)
                    if value > top + EPS:
                        top = value
                        choice[t, 0] = k
                        choice[t, 1] = length
        best[t] = top
    return _read_chain(choice, scratch.chain, pair, rest, first, last), best[first]


@njit(cache=True, nogil=True)
def _read_chain(choice, chain, pair, rest, first, last):  # type: ignore[no-untyped-def]
    n = 0
    t = first
    while t <= last:
        k, length = choice[t, 0], choice[t, 1]
        if k < 0:
            t += 1
            continue
        chain[n, 0] = k
        chain[n, 1] = t
        chain[n, 2] = length
        n += 1
        t += length + rest[pair[k, OFFER], length]
    return n
