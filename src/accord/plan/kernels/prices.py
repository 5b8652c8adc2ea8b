"""A lower bound on the weighted shortfall by prices (Lagrangian relaxation), and the prices themselves.

Relax the cover rows with prices mu[r, t] in [0, w_r] and the limits with prices lam[c, t] >= 0. What remains falls
apart into one longest path per pool:

    L(mu, lam) = sum mu d - sum lam cap - sum over pools of units(p) * path_p(mu, lam)   <=   least weighted shortfall.

Rules 4 and 5 and the gates are dropped, which can only lower L, so L stays a bound. Where the units of a pool vary over
time, its largest number of units walks the paths and a further price on busy units meets the shortage. The maximum of L
is the bound of the linear relaxation; it is climbed by deflected subgradients with Polyak steps towards the best known
plan (Camerini, Fratta & Maffioli 1975).
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from accord.plan.kernels.data import (
    ARRIVAL,
    FIRST,
    LAST,
    LINE,
    OFFER,
    OPEN_END,
    POOL,
    POOL_PAIR,
    POOL_PAIR_END,
    TOUR_MAX,
    TOUR_MIN,
    USE,
    USE_END,
    Data,
)
from accord.plan.problem import Floats, Ints

WORKERS = 2
"""Parts that the pools are walked in, side by side if there are threads; the sums are the same with one."""


class Prices(NamedTuple):
    """Prices, the direction in which they move, and the best found."""

    slot: Floats
    """(R, T) price of one unit of cover."""
    limit: Floats
    """(C, T) price of one unit of each limit."""
    busy: Floats
    """(P, T) price of a busy unit, where units vary."""
    slot_way: Floats
    limit_way: Floats
    busy_way: Floats
    best_slot: Floats
    best_limit: Floats
    best_busy: Floats
    use: Floats
    """(2, C, T) use by the paths of the last step, of the pools of each worker."""
    cover: Floats
    """(2, R, T) cover by the paths of the last step, likewise."""
    spent: Floats
    """(P, T) busy units of the last step."""
    presence: Floats
    """(K, T) weighted sum over the steps of units present; divided by ``mass`` a fractional plan near the best."""
    mass: Floats
    """(2,) sum of the weights of the steps; weight of the next step."""
    varies: Ints
    """(P,) 1 where the units of a pool vary over time."""
    bound: Floats
    """(3,) best bound; step scale; steps since the bound rose."""


def make_prices(data: Data, start: "Prices | None" = None) -> Prices:
    """Prices to begin from: all slots at their full weight, or those of an earlier search."""
    R, T = data.demand.shape
    slot = np.repeat(data.weight[:, None], T, axis=1) if start is None else start.best_slot.copy()
    limit = np.zeros(data.limit_cap.shape) if start is None else start.best_limit.copy()
    busy = np.zeros(data.units.shape) if start is None else start.best_busy.copy()
    wide = data.units.max(axis=1, keepdims=True, initial=0) != data.units
    # A price on what is not scarce by the problem's own words would be paid by the paths and never given back.
    busy[~wide.any(axis=1)] = 0.0
    limit[~np.isfinite(data.limit_cap)] = 0.0
    return Prices(
        slot=slot,
        limit=limit,
        busy=busy,
        slot_way=np.zeros((R, T)),
        limit_way=np.zeros(limit.shape),
        busy_way=np.zeros(busy.shape),
        best_slot=slot.copy(),
        best_limit=limit.copy(),
        best_busy=busy.copy(),
        use=np.zeros((WORKERS, *limit.shape)),
        cover=np.zeros((WORKERS, R, T)),
        spent=np.zeros(busy.shape),
        presence=np.zeros((len(data.pair), T)),
        mass=np.array([0.0, 1.0]),
        varies=wide.any(axis=1).astype(np.int32),
        bound=np.array([0.0, 1.0, 0.0]),
    )


@njit(cache=True, nogil=True)
def _worth(slot, quality, price, first, last, gain):  # type: ignore[no-untyped-def]
    """What presence in each period is worth at the prices of slots, into ``gain[t + 1]``."""
    for t in range(first, last + 1):
        gain[t + 1] = quality * slot[t] - price


@njit(cache=True, nogil=True)
def _pay(limit, amount, first, last, gain):  # type: ignore[no-untyped-def]
    for t in range(first, last + 1):
        gain[t + 1] -= limit[t] * amount


@njit(cache=True, nogil=True)
def _sum_up(first, last, gain):  # type: ignore[no-untyped-def]
    """Prefix sums; whether any period was worth something."""
    found = False
    total = 0.0
    gain[first] = 0.0
    for t in range(first, last + 1):
        found = found or gain[t + 1] > 0.0
        total += gain[t + 1]
        gain[t + 1] = total
    return found


@njit(cache=True, nogil=True)
def _priced_pair(data, prices, k, gain, pair_price):  # type: ignore[no-untyped-def]
    """Prefix sums of what presence in each period is worth at the prices; whether any is positive."""
    first, last = data.pair[k, FIRST], data.pair[k, LAST]
    _worth(prices.slot[data.pair[k, LINE]], data.quality[k], pair_price[k], first, last, gain)
    for i in range(data.pair[k, USE], data.pair[k, USE_END]):
        _pay(prices.limit[data.use_limit[i]], data.use_amount[i], first, last, gain)
    return _sum_up(first, last, gain)


@njit(cache=True, nogil=True)
def _priced_handover(data, slot, k, s, length):  # type: ignore[no-untyped-def]
    """What a tour starting in s is worth less because its first periods do not fully count."""
    r = data.pair[k, LINE]
    handover = data.handover[r]
    if handover <= 0.0 or s == data.line[r, ARRIVAL]:
        return 0.0
    loss = 0.0
    for t in range(s, s + min(length, int(np.ceil(handover)))):
        loss += slot[r, t] * data.quality[k] * (1.0 - min(1.0, max(0.0, t - s + 1.0 - handover)))
    return loss


@njit(cache=True, nogil=True)
def priced_chain(data, prices, p, scratch, pair_price):  # type: ignore[no-untyped-def]
    """Best chain of one unit of pool p at the prices, left in ``scratch.choice``; returns its value."""
    T = data.demand.shape[1]
    pair, best, choice = data.pair, scratch.best, scratch.choice
    n_active = 0
    k0 = data.pool[p, POOL_PAIR]
    for k in range(k0, data.pool[p, POOL_PAIR_END]):
        if _priced_pair(data, prices, k, scratch.gain[k - k0], pair_price):
            note = scratch.active[n_active]
            note[0], note[1], note[2], note[3] = k - k0, k, pair[k, FIRST], pair[k, LAST]
            note[4], note[5], note[6] = pair[k, TOUR_MIN], pair[k, TOUR_MAX], pair[k, OFFER]
            note[7] = 1 if data.handover[pair[k, LINE]] > 0.0 else 0
            n_active += 1
    busy, rest = scratch.busy, data.rest
    busy[0] = 0.0
    for t in range(T):
        busy[t + 1] = busy[t] + prices.busy[p, t]
    best[T] = 0.0
    for t in range(T - 1, -1, -1):
        top = best[t + 1]
        choice[t, 0] = -1
        for a in range(n_active):
            note = scratch.active[a]
            if t < note[2] or t > note[3]:
                continue
            row, k, shortest = note[0], note[1], note[4]
            if shortest > T - t and pair[k, OPEN_END] == 1:
                shortest = T - t
            for length in range(shortest, min(note[5], note[3] + 1 - t) + 1):
                free = min(T, t + length + rest[note[6], length])
                value = scratch.gain[row, t + length] - scratch.gain[row, t] + best[free] - busy[free] + busy[t]
                if value > top and note[7] == 1:
                    value -= _priced_handover(data, prices.slot, k, t, length)
                if value > top:
                    top = value
                    choice[t, 0] = k
                    choice[t, 1] = length
        best[t] = top
    return best[0]


@njit(cache=True, nogil=True)
def _count_chain(data, prices, worker, p, units, scratch):  # type: ignore[no-untyped-def]
    """Add the cover, use and busy units of the chain in ``scratch.choice`` walked by ``units`` units."""
    T = data.demand.shape[1]
    t = 0
    while t < T:
        k, length = scratch.choice[t, 0], scratch.choice[t, 1]
        if k < 0:
            t += 1
            continue
        r = data.pair[k, LINE]
        handover = 0.0 if t == data.line[r, ARRIVAL] else data.handover[r]
        for i in range(t, t + length):
            prices.presence[k, i] += prices.mass[1] * units
            prices.cover[worker, r, i] += units * data.quality[k] * min(1.0, max(0.0, i - t + 1.0 - handover))
        for i in range(data.pair[k, USE], data.pair[k, USE_END]):
            c, amount = data.use_limit[i], units * data.use_amount[i]
            for j in range(t, t + length):
                prices.use[worker, c, j] += amount
        free = min(T, t + length + data.rest[data.pair[k, OFFER], length])
        for i in range(t, free):
            prices.spent[p, i] += units
        t = free


@njit(cache=True, nogil=True)
def walk(data, prices, scratch, worker, pair_price, most_units):  # type: ignore[no-untyped-def]
    """Walk the best paths of every ``WORKERS``-th pool; fills its cover, use and busy units; returns what they earn."""
    prices.cover[worker] = 0.0
    prices.use[worker] = 0.0
    earned = 0.0
    for p in range(worker, len(data.pool), WORKERS):
        prices.spent[p] = 0.0
        if most_units[p] > 0 and data.pool[p, POOL_PAIR_END] > data.pool[p, POOL_PAIR]:
            value = priced_chain(data, prices, p, scratch, pair_price)
            if value > 0.0:
                earned += most_units[p] * value
                _count_chain(data, prices, worker, p, most_units[p], scratch)
    return earned


@njit(cache=True, nogil=True)
def _fixed_part(data, prices):  # type: ignore[no-untyped-def]
    """What the prices are worth before any path is walked."""
    R, T = data.demand.shape
    total = 0.0
    for r in range(R):
        for t in range(T):
            total += prices.slot[r, t] * data.demand[r, t]
    for c in range(len(prices.limit)):
        for t in range(T):
            if np.isfinite(data.limit_cap[c, t]):
                total -= prices.limit[c, t] * data.limit_cap[c, t]
    for p in range(len(data.pool)):
        if prices.varies[p] == 1:
            for t in range(T):
                total -= prices.busy[p, t] * data.units[p, t]
    return total


@njit(cache=True, nogil=True)
def _turn(data, prices, keep):  # type: ignore[no-untyped-def]
    """Turn the direction towards the new subgradient; returns its squared length."""
    R, T = data.demand.shape
    norm = 0.0
    for r in range(R):
        for t in range(T):
            way = data.demand[r, t] - prices.cover[0, r, t] - prices.cover[1, r, t]
            price = prices.slot[r, t]
            if data.demand[r, t] <= 0.0 or (price >= data.weight[r] and way > 0.0) or (price <= 0.0 and way < 0.0):
                way = 0.0
            prices.slot_way[r, t] = keep * prices.slot_way[r, t] + (1.0 - keep) * way
            norm += prices.slot_way[r, t] ** 2
    for c in range(len(prices.limit)):
        for t in range(T):
            way = 0.0
            if np.isfinite(data.limit_cap[c, t]):
                way = prices.use[0, c, t] + prices.use[1, c, t] - data.limit_cap[c, t]
                if prices.limit[c, t] <= 0.0 and way < 0.0:
                    way = 0.0
            prices.limit_way[c, t] = keep * prices.limit_way[c, t] + (1.0 - keep) * way
    return norm


@njit(cache=True, nogil=True)
def advance(data, prices, earned, limit_scale, target, keep, patience, shrink):  # type: ignore[no-untyped-def]
    """One step: the bound from what the paths earned, then new prices, towards ``target``.

    ``target`` is the objective of the best known plan; ``limit_scale`` (C,) makes limits of different resources
    comparable: amounts are divided by it. ``prices.bound[0]`` is the best bound.
    """
    R, T = data.demand.shape
    value = _fixed_part(data, prices) - earned
    if value > prices.bound[0] + 1e-7 * abs(target):
        prices.bound[0] = value
        prices.bound[2] = 0.0
        prices.best_slot[:] = prices.slot
        prices.best_limit[:] = prices.limit
        prices.best_busy[:] = prices.busy
    else:
        prices.bound[2] += 1.0
        if prices.bound[2] >= patience:
            prices.bound[1] *= shrink
            prices.bound[2] = 0.0
    prices.mass[0] += prices.mass[1]
    prices.mass[1] *= 1.02
    norm = _turn(data, prices, keep)
    for c in range(len(prices.limit)):
        for t in range(T):
            norm += (prices.limit_way[c, t] / limit_scale[c]) ** 2
    for p in range(len(prices.varies)):
        if prices.varies[p] == 1:
            for t in range(T):
                way = prices.spent[p, t] - data.units[p, t]
                if prices.busy[p, t] <= 0.0 and way < 0.0:
                    way = 0.0
                prices.busy_way[p, t] = keep * prices.busy_way[p, t] + (1.0 - keep) * way
                norm += prices.busy_way[p, t] ** 2
    if norm < 1e-12:
        return
    step = prices.bound[1] * max(target - value, 1e-4 * abs(target)) / norm
    for r in range(R):
        for t in range(T):
            prices.slot[r, t] = min(data.weight[r], max(0.0, prices.slot[r, t] + step * prices.slot_way[r, t]))
    for c in range(len(prices.limit)):
        scale = limit_scale[c] ** 2
        for t in range(T):
            prices.limit[c, t] = max(0.0, prices.limit[c, t] + step * prices.limit_way[c, t] / scale)
    for p in range(len(prices.varies)):
        if prices.varies[p] == 1:
            for t in range(T):
                prices.busy[p, t] = max(0.0, prices.busy[p, t] + step * prices.busy_way[p, t])


@njit(cache=True, nogil=True)
def tour_losses(data, prices, scratch, pair_price, pair, start, length, loss):  # type: ignore[no-untyped-def]
    """What the bound rises by if one unit makes each of the tours (sorted by pool), into ``loss``: reduced costs."""
    T = data.demand.shape[1]
    reach = np.zeros(T + 1)
    done = -1
    for i in range(len(pair)):
        k, s, periods = pair[i], start[i], length[i]
        p = data.pair[k, POOL]
        if p != done:
            priced_chain(data, prices, p, scratch, pair_price)
            _reach(data, prices, p, scratch, reach)
            done = p
        free = min(T, s + periods + data.rest[data.pair[k, OFFER], periods])
        row = k - data.pool[p, POOL_PAIR]
        value = scratch.gain[row, s + periods] - scratch.gain[row, s] - scratch.busy[free] + scratch.busy[s]
        value -= _priced_handover(data, prices.slot, k, s, periods)
        loss[i] = scratch.best[0] - reach[s] - value - scratch.best[free]


@njit(cache=True, nogil=True)
def _reach(data, prices, p, scratch, reach):  # type: ignore[no-untyped-def]
    """Best value of a chain of pool p that leaves the unit free at each period."""
    T = data.demand.shape[1]
    reach[:] = 0.0
    for t in range(T):
        reach[t + 1] = max(reach[t + 1], reach[t])
        for k in range(data.pool[p, POOL_PAIR], data.pool[p, POOL_PAIR_END]):
            last = data.pair[k, LAST]
            if t < data.pair[k, FIRST] or t > last:
                continue
            row = k - data.pool[p, POOL_PAIR]
            shortest = data.pair[k, TOUR_MIN]
            if data.pair[k, OPEN_END] == 1 and T - t < shortest:
                shortest = T - t
            for length in range(shortest, min(data.pair[k, TOUR_MAX], last + 1 - t) + 1):
                free = min(T, t + length + data.rest[data.pair[k, OFFER], length])
                value = scratch.gain[row, t + length] - scratch.gain[row, t] - scratch.busy[free] + scratch.busy[t]
                value += reach[t] - _priced_handover(data, prices.slot, k, t, length)
                reach[free] = max(reach[free], value)
