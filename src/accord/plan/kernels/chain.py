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
    """(pairs of a pool,) rows that gain."""
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
        active=np.zeros(widest, np.int32),
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
    need = data.demand[r, t] - state.cover[r, t]
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
            cover = state.cover[r2, t] + (amount if r2 == r else 0.0)
            value += data.weight[r2] * min(data.demand[r2, t], cover) - (own if r2 == r else 0.0)
    return value


@njit(cache=True, nogil=True)
def _gains(data, state, taste, k, gain, factor, first, last, optimism, thrift, slot_price, guide, trust):  # type: ignore[no-untyped-def]
    """Gain of presence in each period of the pair's window, into ``gain[t + 1]``; whether any is positive."""
    r = data.pair[k, LINE]
    demand, cover, weight, quality = data.demand, state.cover, data.weight[r], data.quality[k]
    found = False
    if data.pair[k, PLAIN] == 1:
        if state.line_short[r] < 1e-6:
            return False
        for t in range(first, last + 1):
            need = demand[r, t] - cover[r, t]
            if need > EPS:
                worth = weight - thrift * (weight - slot_price[r, t])
                gain[t + 1] = factor * worth * min(quality, need)
                if trust > 0.0:
                    gain[t + 1] *= 1.0 + trust * min(1.0, guide[k, t])
                found = True
            else:
                gain[t + 1] = 0.0
        return found
    for t in range(first, last + 1):
        gain[t + 1] = factor * _touched_gain(data, state, taste, k, t, quality, optimism)
        found = found or gain[t + 1] > EPS
    return found


@njit(cache=True, nogil=True)
def _stops(data, state, k, first, last, pool_stop, stop):  # type: ignore[no-untyped-def]
    """Next period from each on in which a rule forbids one more unit of the pair."""
    row = data.line[data.pair[k, LINE], MIX_ROW]
    most, n = data.line[data.pair[k, LINE], MOST_NATIONS], data.pair[k, NATION]
    stop[last + 1] = last + 1
    for t in range(last, first - 1, -1):
        free = pool_stop[t] != t
        for i in range(data.pair[k, USE], data.pair[k, USE_END]):
            c = data.use_limit[i]
            free = free and state.used[c, t] + data.use_amount[i] <= data.limit_cap[c, t] + EPS
        if row >= 0 and free:
            free = state.nation_count[row, n, t] > 0 or state.nation_count[row, -1, t] < most
        for i in range(data.pair[k, CONFLICT], data.pair[k, CONFLICT_END]):
            free = free and state.pair_count[data.pair[data.conflict_pair[i], CONFLICT_ROW], t] == 0
        stop[t] = stop[t + 1] if free else t


@njit(cache=True, nogil=True)
def _sum_up(data, taste, k, first, last, gain, thrift, limit_price):  # type: ignore[no-untyped-def]
    """Gains less prices, as prefix sums."""
    if thrift > 0.0:
        for i in range(data.pair[k, USE], data.pair[k, USE_END]):
            price = limit_price[data.use_limit[i]]
            for t in range(first, last + 1):
                gain[t + 1] -= thrift * price[t] * data.use_amount[i]
    gain[first] = 0.0
    for t in range(first, last + 1):
        gain[t + 1] += gain[t] - taste.price[k]


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
        gain = scratch.gain[row]
        if _gains(
            data,
            state,
            taste,
            k,
            gain,
            scratch.noise[row],
            a,
            b,
            optimism,
            thrift,
            scratch.slot_price,
            scratch.guide,
            trust,
        ):
            _sum_up(data, taste, k, a, b, gain, thrift, scratch.limit_price)
            _stops(data, state, k, a, b, scratch.pool_stop, scratch.stop[row])
            scratch.active[n_active] = row
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
        best[t] = best[t + 1]
        choice[t, 0] = -1
        if pool_stop[t] == t:
            continue
        for a in range(n_active):
            row = scratch.active[a]
            k = data.pool[p, POOL_PAIR] + row
            if t < pair[k, FIRST] or t > pair[k, LAST]:
                continue
            shortest = pair[k, TOUR_MIN]
            if pair[k, OPEN_END] == 1 and T - t < shortest:
                shortest = T - t
            for length in range(shortest, min(pair[k, TOUR_MAX], scratch.stop[row, t] - t) + 1):
                free = min(T, t + length + rest[pair[k, OFFER], length])
                if free > pool_stop[t]:
                    continue
                value = scratch.gain[row, t + length] - scratch.gain[row, t] + best[free]
                if value > best[t] + EPS and data.handover[pair[k, LINE]] > 0.0:
                    value -= _handover_loss(data, state, taste, k, t, length, optimism)
                if value > best[t] + EPS:
                    best[t] = value
                    choice[t, 0] = k
                    choice[t, 1] = length
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
