"""Take some units out and put each back on its best chain, again and again: ruin and recreate with annealing.

A move chooses a few related pools (they can serve a slot that is short, or share a nation's ceilings), takes out
their tours in a stretch of time, and lets each pool lay its best chains anew while one more unit gains. Better plans
are kept, worse ones with probability exp(-loss / temperature) (annealing: Kirkpatrick et al. 1983; ruin and recreate:
Schrimpf et al. 2000).
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from accord.plan.kernels.chain import best_chain
from accord.plan.kernels.data import (
    LENGTH,
    LINE,
    LINE_PAIR,
    LINE_PAIR_END,
    MIX_ROW,
    NATION,
    PAIR,
    POOL,
    POOL_PAIR,
    POOL_PAIR_END,
    ROOM,
    START,
    Data,
    State,
)
from accord.plan.kernels.tours import EPS, add_tour, drop_tour
from accord.plan.problem import Floats, Ints

MOST_POOLS = 24


class Memory(NamedTuple):
    """What a search keeps between calls."""

    rng: npt.NDArray[np.uint64]
    """(1,) state of the generator (xorshift64*)."""
    log: Ints
    """(room, 4) sign, pair, start, length of each change in the move under way."""
    chosen: Ints
    """pools of the move."""
    best_n: Ints
    """(P,) as `State.n_tours`, for the best plan found."""
    best_tour: Ints
    """as `State.tour`."""
    best_value: Floats
    """(2,) as `State.value`."""


def make_memory(data: Data, state: State, seed: int) -> Memory:
    """Memory of a search that starts from the plan in ``state``."""
    room = max(64, 4 * len(state.tour))
    return Memory(
        rng=np.array([(seed * 0x9E3779B97F4A7C15 + 0x1234567) % (1 << 64) or 1], np.uint64),
        log=np.zeros((room, 4), np.int32),
        chosen=np.zeros(MOST_POOLS, np.int32),
        best_n=state.n_tours.copy(),
        best_tour=state.tour.copy(),
        best_value=state.value.copy(),
    )


@njit(cache=True, nogil=True)
def _draw(rng):  # type: ignore[no-untyped-def]
    """Next number of the generator, in [0, 1)."""
    x = rng[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    rng[0] = x
    return float((x * np.uint64(0x2545F4914F6CDD1D)) >> np.uint64(11)) / 9007199254740992.0


@njit(cache=True, nogil=True)
def _below(rng, n):  # type: ignore[no-untyped-def]
    return min(n - 1, int(_draw(rng) * n))


@njit(cache=True, nogil=True)
def _join(chosen, n, p):  # type: ignore[no-untyped-def]
    """Add pool p to the chosen ones."""
    if n >= MOST_POOLS:
        return n
    for i in range(n):
        if chosen[i] == p:
            return n
    chosen[n] = p
    return n + 1


@njit(cache=True, nogil=True)
def _join_from_line(data, rng, chosen, n, r):  # type: ignore[no-untyped-def]
    """Add some pool that can serve line r."""
    width = data.line[r, LINE_PAIR_END] - data.line[r, LINE_PAIR]
    if width == 0:
        return n
    return _join(chosen, n, data.pair[data.line_pair[data.line[r, LINE_PAIR] + _below(rng, width)], POOL])


@njit(cache=True, nogil=True)
def _join_present(data, state, rng, chosen, n, r, t):  # type: ignore[no-untyped-def]
    """Add most of the pools whose units keep other nations off line r in period t."""
    for i in range(data.line[r, LINE_PAIR], data.line[r, LINE_PAIR_END]):
        k = data.line_pair[i]
        if state.present[k, t] > 0 and _draw(rng) < 0.7:
            n = _join(chosen, n, data.pair[k, POOL])
    return n


@njit(cache=True, nogil=True)
def _short_slot(demand, need, shut, rng):  # type: ignore[no-untyped-def]
    """A slot that is short, if one is met in a few draws; line -1 if none."""
    R, T = demand.shape
    for _ in range(12):
        r, t = _below(rng, R), _below(rng, T)
        if demand[r, t] > EPS and (shut[r, t] > 0 or need[r, t] > EPS):
            return r, t
    return -1, _below(rng, T)


@njit(cache=True, nogil=True)
def _choose(data, state, memory, most):  # type: ignore[no-untyped-def]
    """Choose related pools into ``memory.chosen``; returns their number and the period around which to move."""
    rng, chosen = memory.rng, memory.chosen
    size = 1 + _below(rng, most)
    kind = _draw(rng)
    n = 0
    r, t = _short_slot(data.demand, state.need, state.shut, rng)
    if kind < 0.6 and r >= 0:
        for _ in range(size):
            n = _join_from_line(data, rng, chosen, n, r)
        if data.line[r, MIX_ROW] >= 0:
            n = _join_present(data, state, rng, chosen, n, r, t)
    if n == 0:
        k = _below(rng, len(data.pair))
        n = _join(chosen, n, data.pair[k, POOL])
        t = _below(rng, data.demand.shape[1])
        if kind < 0.8:
            for _ in range(size):
                n = _join_from_line(data, rng, chosen, n, data.pair[k, LINE])
    if kind < 0.1 or kind > 0.8:
        for i in range(n):
            nation = data.pair[data.pool[chosen[i], POOL_PAIR], NATION]
            start, width = data.nation_start[nation], data.nation_start[nation + 1] - data.nation_start[nation]
            for _ in range(1 + _below(rng, 2)):
                n = _join(chosen, n, data.nation_pool[start + _below(rng, width)])
    return n, t


@njit(cache=True, nogil=True)
def _log(memory, n, sign, k, s, length):  # type: ignore[no-untyped-def]
    memory.log[n, 0] = sign
    memory.log[n, 1] = k
    memory.log[n, 2] = s
    memory.log[n, 3] = length
    return n + 1


@njit(cache=True, nogil=True)
def _ruin(data, state, taste, memory, n_pools, t):  # type: ignore[no-untyped-def]
    """Take out tours of the chosen pools around period t; returns the length of the log."""
    T = data.demand.shape[1]
    half = T if _draw(memory.rng) < 0.25 else 2 + _below(memory.rng, max(1, T // 2))
    keep = 0.0 if _draw(memory.rng) < 0.5 else 0.6 * _draw(memory.rng)
    n = 0
    for i in range(n_pools):
        p = memory.chosen[i]
        row = data.pool[p, ROOM]
        for j in range(row + state.n_tours[p] - 1, row - 1, -1):
            k, s, length = state.tour[j, PAIR], state.tour[j, START], state.tour[j, LENGTH]
            if s + length + half > t and s < t + half and _draw(memory.rng) >= keep:
                n = _log(memory, n, -1, k, s, length)
    for i in range(n):
        k, s, length = memory.log[i, 1], memory.log[i, 2], memory.log[i, 3]
        drop_tour(data, state, taste, data.pair[k, POOL], k, s, length)
    return n


@njit(cache=True, nogil=True)
def _invite(data, memory, n_pools, n_log):  # type: ignore[no-untyped-def]
    """Let a few pools that could take over from a removed tour join."""
    for _ in range(min(3, n_log)):
        k = memory.log[_below(memory.rng, n_log), 1]
        n_pools = _join_from_line(data, memory.rng, memory.chosen, n_pools, data.pair[k, LINE])
    return n_pools


@njit(cache=True, nogil=True)
def _lay(data, state, taste, memory, scratch, p, n_log, thrift, optimism, trust):  # type: ignore[no-untyped-def]
    """Lay best chains of pool p while one more unit gains."""
    while True:
        n, value = best_chain(data, state, taste, p, scratch, thrift, optimism, trust)
        if n == 0 or value <= EPS:
            return n_log
        for i in range(n):
            k, s, length = scratch.chain[i, 0], scratch.chain[i, 1], scratch.chain[i, 2]
            add_tour(data, state, taste, k, s, length)
            if n_log >= 0:
                n_log = _log(memory, n_log, 1, k, s, length)


@njit(cache=True, nogil=True)
def _recreate(data, state, taste, memory, scratch, n_pools, n_log):  # type: ignore[no-untyped-def]
    rng, chosen = memory.rng, memory.chosen
    for i in range(n_pools - 1, 0, -1):
        j = _below(rng, i + 1)
        chosen[i], chosen[j] = chosen[j], chosen[i]
    spread = 0.0 if _draw(rng) < 0.8 else 0.5 * _draw(rng)
    thrift = 0.0 if _draw(rng) < 0.4 else _draw(rng)
    trust = 100.0 * _draw(rng) ** 3 if len(scratch.guide) > 0 else 0.0
    optimism = 0.9 if len(data.gate_line) > 0 and _draw(rng) < 0.3 else 0.0
    for turn in range(2 if thrift > 0.0 or optimism > 0.0 else 1):
        for i in range(n_pools):
            p = chosen[i]
            for row in range(data.pool[p, POOL_PAIR_END] - data.pool[p, POOL_PAIR]):
                scratch.noise[row] = 1.0 + spread * (_draw(rng) - 0.5)
            if turn == 0:
                n_log = _lay(data, state, taste, memory, scratch, p, n_log, thrift, optimism, trust)
            else:
                n_log = _lay(data, state, taste, memory, scratch, p, n_log, 0.0, 0.0, trust)
    return n_log


@njit(cache=True, nogil=True)
def _replay(data, state, taste, memory, n_log, forward):  # type: ignore[no-untyped-def]
    """Make the logged changes again, or undo them."""
    for step in range(n_log):
        i = step if forward else n_log - 1 - step
        k, s, length = memory.log[i, 1], memory.log[i, 2], memory.log[i, 3]
        if (memory.log[i, 0] > 0) == forward:
            add_tour(data, state, taste, k, s, length)
        else:
            drop_tour(data, state, taste, data.pair[k, POOL], k, s, length)


@njit(cache=True, nogil=True)
def _remember(state, memory):  # type: ignore[no-untyped-def]
    memory.best_n[:] = state.n_tours
    memory.best_tour[:] = state.tour
    memory.best_value[:] = state.value


@njit(cache=True, nogil=True)
def fill(data, state, taste, memory, scratch, thrift, trust, order):  # type: ignore[no-untyped-def]
    """Let each pool of ``order`` lay its best chains on what stands."""
    scratch.noise[:] = 1.0
    for i in range(len(order)):
        _lay(data, state, taste, memory, scratch, order[i], -1, thrift, 0.0, trust)
    if state.value[1] < memory.best_value[1] - EPS:
        _remember(state, memory)


@njit(cache=True, nogil=True)
def search(data, state, taste, memory, scratch, moves, hot, cold, most):  # type: ignore[no-untyped-def]
    """Make ``moves`` moves while the temperature falls from ``hot`` to ``cold``; returns how many were kept."""
    kept = 0
    fresh = False
    for m in range(moves):
        heat = hot * (cold / hot) ** (m / moves)
        before = state.value[1]
        n_pools, t = _choose(data, state, memory, most)
        n_log = _ruin(data, state, taste, memory, n_pools, t)
        n_pools = _invite(data, memory, n_pools, n_log)
        n_log = _recreate(data, state, taste, memory, scratch, n_pools, n_log)
        worse = state.value[1] - before
        if worse > EPS:
            if _draw(memory.rng) >= np.exp(-worse / heat):
                _replay(data, state, taste, memory, n_log, False)
                continue
            if fresh:
                _replay(data, state, taste, memory, n_log, False)
                _remember(state, memory)
                fresh = False
                _replay(data, state, taste, memory, n_log, True)
        kept += 1
        fresh = fresh or state.value[1] < memory.best_value[1] - EPS
    if fresh:
        _remember(state, memory)
    return kept
