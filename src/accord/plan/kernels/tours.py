"""Put a tour into a state, or take it out, and keep every count that the rules need."""

from numba import njit

from accord.plan.kernels.data import (
    ARRIVAL,
    CONFLICT_ROW,
    GATE,
    GATE_END,
    LENGTH,
    LINE,
    MIX_ROW,
    NATION,
    OFFER,
    PAIR,
    PLAIN,
    POOL,
    ROOM,
    START,
    USE,
    USE_END,
)

EPS = 1e-9


@njit(cache=True, nogil=True)
def slot_value(weight, demand, needs, shut, hedge_cover, hedge_weight, r, t):  # type: ignore[no-untyped-def]
    """Weighted shortfall of slot (r, t), and the same with the hedges' shortfalls added."""
    need = needs[r, t] if shut[r, t] == 0 else demand[r, t]
    short = weight[r] * need if need > EPS else 0.0
    hedged = short
    for h in range(len(hedge_weight)):
        without = need if shut[r, t] > 0 else need + hedge_cover[h, r, t]
        if without > EPS:
            hedged += hedge_weight[h] * weight[r] * min(without, demand[r, t])
    return short, hedged


@njit(cache=True, nogil=True)
def _put_touched(data, state, taste, k, t, amount, sign):  # type: ignore[no-untyped-def]
    """Presence in one period of a pair that gates, conflicts or hedges touch; the change of both values."""
    r = data.pair[k, LINE]
    w, d, c, x, hc, hw = data.weight, data.demand, state.need, state.shut, state.hedge_cover, taste.hedge_weight
    before = slot_value(w, d, c, x, hc, hw, r, t)
    c[r, t] -= amount
    for h in range(len(hw)):
        if taste.hedge_nation[h] == data.pair[k, NATION]:
            hc[h, r, t] += amount
    after = slot_value(w, d, c, x, hc, hw, r, t)
    short, whole = after[0] - before[0], after[1] - before[1]
    for i in range(data.pair[k, GATE], data.pair[k, GATE_END]):
        g = data.pair_gate[i]
        state.gate_count[g, t] += sign
        if state.gate_count[g, t] == (1 if sign > 0 else 0):
            r2 = data.gate_line[g]
            before = slot_value(w, d, c, x, hc, hw, r2, t)
            x[r2, t] -= sign
            after = slot_value(w, d, c, x, hc, hw, r2, t)
            short += after[0] - before[0]
            whole += after[1] - before[1]
    if data.pair[k, CONFLICT_ROW] >= 0:
        state.pair_count[data.pair[k, CONFLICT_ROW], t] += sign
    return short, whole


@njit(cache=True, nogil=True)
def put(data, state, taste, k, s, length, sign):  # type: ignore[no-untyped-def]
    """Add (sign 1) or remove (sign -1) one unit's tour in all counts."""
    T = data.demand.shape[1]
    r, n, p = data.pair[k, LINE], data.pair[k, NATION], data.pair[k, POOL]
    weight, needs = data.weight[r], state.need[r]
    handover = 0.0 if s == data.line[r, ARRIVAL] else data.handover[r]
    mix, plain = data.line[r, MIX_ROW], data.pair[k, PLAIN] == 1
    short, whole, missing = 0.0, 0.0, 0.0
    present = state.present[k]
    for t in range(s, s + length):
        present[t] += sign
        amount = sign * data.quality[k] * min(1.0, max(0.0, t - s + 1.0 - handover))
        need = needs[t]
        less = max(0.0, need - amount) - max(0.0, need)
        missing += less
        if plain:
            needs[t] = need - amount
            change = weight * less
            short += change
            whole += change
        else:
            change, change_whole = _put_touched(data, state, taste, k, t, amount, sign)
            short += change
            whole += change_whole
        if mix >= 0:
            state.nation_count[mix, n, t] += sign
            if state.nation_count[mix, n, t] == (1 if sign > 0 else 0):
                state.nation_count[mix, -1, t] += sign
    for i in range(data.pair[k, USE], data.pair[k, USE_END]):
        c = data.use_limit[i]
        for t in range(s, s + length):
            state.used[c, t] += sign * data.use_amount[i]
    for t in range(s, min(T, s + length + data.rest[data.pair[k, OFFER], length])):
        state.busy[p, t] += sign
    state.line_short[r] += missing
    state.value[0] += short
    state.value[1] += whole + taste.price[k] * length * sign


@njit(cache=True, nogil=True)
def add_tour(data, state, taste, k, s, length):  # type: ignore[no-untyped-def]
    """Append a tour to its pool's list and count it."""
    p = data.pair[k, POOL]
    i = data.pool[p, ROOM] + state.n_tours[p]
    state.tour[i, PAIR] = k
    state.tour[i, START] = s
    state.tour[i, LENGTH] = length
    state.n_tours[p] += 1
    put(data, state, taste, k, s, length, 1)


@njit(cache=True, nogil=True)
def drop_tour(data, state, taste, p, k, s, length):  # type: ignore[no-untyped-def]
    """Remove one such tour of pool p; the pool's last tour moves into its place."""
    last = data.pool[p, ROOM] + state.n_tours[p] - 1
    i = last
    while state.tour[i, PAIR] != k or state.tour[i, START] != s or state.tour[i, LENGTH] != length:
        i -= 1
    state.tour[i] = state.tour[last]
    state.n_tours[p] -= 1
    put(data, state, taste, k, s, length, -1)


@njit(cache=True, nogil=True)
def lay_out(data, state, taste, pair, start, length, count):  # type: ignore[no-untyped-def]
    """Add all tours of a plan to a state."""
    for i in range(len(pair)):
        for _ in range(count[i]):
            add_tour(data, state, taste, pair[i], start[i], length[i])
