"""Reasons for a gap while units sit idle: what stands in the way of one more tour.

Every tour that an idle unit could make on the line is tried against one rule after another: is the unit free for the
whole tour and its rest, do the limits leave room, is the line open to one more nation, is nobody there whom it may not
meet. In a period that is short, the reason is the rule at which the tour that comes furthest stops.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from accord.model.fields import Id
from accord.model.reason import Reason
from accord.plan.gap_scene import Scene, Stretch, counted, rows_of
from accord.plan.problem import Bools, Ints

ROTATION, LIMIT, MIXING, PAIRING, NOTHING = range(5)
"""Rules in the order in which they are tried; the last: none stops the tour."""
_ROUNDING = 1e-9


def hindered(scene: Scene, stretch: Stretch) -> Iterator[Reason]:
    """Idle units that could serve here but for a rule or a shut gate; or for none, if the plan just leaves them."""
    causes = _causes(scene, stretch)
    yield from _rules(scene, stretch, causes)
    yield from _gates(scene, stretch, {which: held for (rule, which), held in causes.items() if rule == NOTHING})


def gates_shut(scene: Scene, stretch: Stretch) -> Iterator[Reason]:
    """What stands on the line and does not count."""
    yield from _gates(scene, stretch, {})


def _rules(scene: Scene, stretch: Stretch, causes: "dict[tuple[int, int], _Held]") -> Iterator[Reason]:
    for (rule, which), held in sorted(causes.items()):
        units, rows = counted(held.units), rows_of(held.offers)
        if rule == ROTATION:
            yield _reason("rotation", f"{units} idle, but not for a whole tour and its rest between other tours", held)
        elif rule == LIMIT:
            text = f"{_limit_full(scene, which, held)}: {units} idle"
            behind = dict.fromkeys((scene.compiled.limit_rows[which], *rows))
            yield Reason(code="limit", text=text, weight=held.units, rows=tuple(behind))
        elif rule == MIXING:
            text = f"{_too_many(scene, stretch, held.period)}: {units} idle"
            yield _reason("mixing", text, held)
        elif rule == PAIRING:
            yield _reason("pairing", f"a caveat on pairing keeps {units} away from those who are there", held)
        elif which < 0:
            yield _reason("spare", f"{units} could come, and the plan leaves them", held)


def _gates(scene: Scene, stretch: Stretch, in_vain: "dict[int, _Held]") -> Iterator[Reason]:
    """What the line waits for; the weight is what stands there and does not count, and what could come in vain."""
    line = scene.compiled.lines[stretch.line]
    for g, shut in scene.shut_gates(stretch).items():
        gate = scene.compiled.gates[g]
        held = float(np.where(shut, scene.strength(stretch), 0.0).mean())
        vain = in_vain.get(g, _Held(pair=-1, period=-1))
        parts = [
            f"{gate.sentence(line)} in {int(shut.sum())} of {counted(len(shut), 'period')}",
            *([] if len(gate.providers) else ["no live offer could change that"]),
            *([f"{held:.3g} required units there do not count"] if held else []),
            *([f"{counted(vain.units)} could come in vain"] if vain.units else []),
        ]
        rows = (f"requirements/{line.id}", *rows_of(vain.offers))
        yield Reason(code="gate", text=", ".join(parts), weight=held + vain.units, rows=rows)


@dataclass(slots=True)
class _Held:
    """Units that one rule holds back; pair and period of the first of them as the example."""

    pair: int
    period: int
    units: float = 0.0
    offers: set[Id] = field(default_factory=set)


def _reason(code: str, text: str, held: _Held) -> Reason:
    return Reason(code=code, text=text, weight=held.units, rows=rows_of(held.offers))


def _causes(scene: Scene, stretch: Stretch) -> dict[tuple[int, int], _Held]:
    """Rule, with the limit or the shut gate behind it (else -1) -> what it holds back."""
    found: dict[tuple[int, int], _Held] = {}
    shut, pool_of = scene.shut_gates(stretch), scene.compiled.problem.pair_pool
    for pair, period, rule in _stopped(scene, stretch):
        which = -1
        if rule == LIMIT:
            which = _fullest_limit(scene, pair, period)
        elif rule == NOTHING:
            which = next((g for g, periods in shut.items() if periods[period - stretch.first]), -1)
        held = found.setdefault((rule, which), _Held(pair=pair, period=period))
        held.units += float(scene.idle[pool_of[pair], period]) / len(stretch.periods)
        held.offers.add(scene.compiled.matches[pair].offer)
    return found


def _stopped(scene: Scene, stretch: Stretch) -> Iterator[tuple[int, int, int]]:
    """Pair, period and rule, by period, for each pool with idle units: the pair whose tours come furthest."""
    pairs = scene.pairs[stretch.line]
    pools = scene.compiled.problem.pair_pool[pairs]
    asked = scene.open(stretch) & (scene.idle[pools, stretch.slice] > 0)
    furthest = np.full(asked.shape, -1, dtype=np.int32)
    for row in np.flatnonzero(asked.any(axis=1)).tolist():
        furthest[row] = np.where(asked[row], _furthest(scene, int(pairs[row]))[stretch.slice], -1)
    for column, period in enumerate(stretch.periods):
        best: dict[int, int] = {}
        for row in np.flatnonzero(furthest[:, column] >= 0).tolist():
            rival = best.setdefault(int(pools[row]), row)
            if furthest[row, column] > furthest[rival, column]:
                best[int(pools[row])] = row
        yield from ((int(pairs[row]), period, int(furthest[row, column])) for row in best.values())


def _furthest(scene: Scene, pair: int) -> Ints:
    """(T,) the rule at which the pair's furthest tour over each period stops."""
    if pair not in scene.furthest:
        problem, starts = scene.compiled.problem, np.arange(scene.compiled.problem.n_periods)
        rest, left = problem.rest[problem.pair_offer[pair]], problem.n_periods - starts
        free = _clear_run(scene.idle[problem.pair_pool[pair]] <= 0)
        full = np.any([*_full_limits(scene, pair).values(), _never(scene)], axis=0)
        clear = [_clear_run(blocked) for blocked in (full, _closed(scene, pair), _shunned(scene, pair))]
        furthest = np.zeros(problem.n_periods, dtype=np.int32)
        for length in range(1, int(problem.tour_max[pair]) + 1):
            lawful = (problem.pair_first[pair] <= starts) & (starts + length - 1 <= problem.pair_last[pair])
            if length < problem.tour_min[pair]:
                lawful &= problem.pair_open[pair] & (left == length)
            lawful &= np.minimum(length + rest[length], left) <= free
            stops = np.select([run < length for run in clear], [LIMIT, MIXING, PAIRING], NOTHING)
            furthest = np.maximum(furthest, _over_tour(np.where(lawful, stops, ROTATION), length))
        scene.furthest[pair] = furthest
    return scene.furthest[pair]


def _clear_run(blocked: Bools) -> Ints:
    """(T,) periods from each period on until the next one blocked, or the horizon.

    >>> _clear_run(np.array([False, False, True, False])).tolist()
    [2, 1, 0, 1]
    """
    n = len(blocked)
    next_blocked = np.minimum.accumulate(np.where(blocked, np.arange(n), n)[::-1])[::-1]
    return (next_blocked - np.arange(n)).astype(np.int32)


def _over_tour(at_start: Ints, length: int) -> Ints:
    """(T,) largest value among the tours of that length that cover a period, given by their start.

    >>> _over_tour(np.array([0, 5, 0, 0, 3]), 3).tolist()
    [0, 5, 5, 5, 3]
    """
    found, reach = at_start.copy(), 1
    while reach < length:
        step = min(reach, length - reach)
        found[step:] = np.maximum(found[step:], found[:-step].copy())
        reach += step
    return found


def _never(scene: Scene) -> Bools:
    return np.zeros(scene.compiled.problem.n_periods, dtype=bool)


def _full_limits(scene: Scene, pair: int) -> dict[int, Bools]:
    """Limit -> (T,) whether it leaves too little for one more unit of the pair."""
    problem = scene.compiled.problem
    full = {}
    for use in range(problem.use_start[pair], problem.use_start[pair + 1]):
        limit, need = int(problem.use_limit[use]), float(problem.use_amount[use])
        left = problem.limit_cap[limit] - scene.books.used[limit]
        full[limit] = left < need - _ROUNDING * max(1.0, need)
    return full


def _fullest_limit(scene: Scene, pair: int, period: int) -> int:
    """The limit that is full in the period, else the one that is full in most; the first of equals."""
    full = _full_limits(scene, pair)
    return max(sorted(full), key=lambda limit: (bool(full[limit][period]), int(full[limit].sum())))


def _closed(scene: Scene, pair: int) -> Bools:
    """(T,) whether as many other nations as allowed are on the pair's line already."""
    problem = scene.compiled.problem
    line, most = int(problem.pair_line[pair]), int(problem.max_nations[problem.pair_line[pair]])
    if most == 0:
        return _never(scene)
    there = _nations_there(scene, line)
    own = there.pop(int(problem.pair_nation[pair]))
    others = np.array([_never(scene), *there.values()])
    closed: Bools = (others.sum(axis=0) >= most) & ~own
    return closed


def _nations_there(scene: Scene, line: int) -> dict[int, Bools]:
    """Nation with a pair on the line -> (T,) whether it is there."""
    there: dict[int, Bools] = {}
    for pair in scene.pairs[line].tolist():
        nation = int(scene.compiled.problem.pair_nation[pair])
        there[nation] = there.get(nation, _never(scene)) | (scene.books.present[pair] > 0)
    return there


def _shunned(scene: Scene, pair: int) -> Bools:
    """(T,) whether a pair is there that may not be together with this one."""
    problem = scene.compiled.problem
    others = problem.conflict_pair[problem.conflict_start[pair] : problem.conflict_start[pair + 1]]
    return np.asarray((scene.books.present[others] > 0).any(axis=0))


def _limit_full(scene: Scene, limit: int, held: _Held) -> str:
    """Figures of the example's period; where the limit is full in another period of its tours, of the fullest one."""
    problem = scene.compiled.problem
    uses = range(problem.use_start[held.pair], problem.use_start[held.pair + 1])
    need = next(float(problem.use_amount[use]) for use in uses if problem.use_limit[use] == limit)
    left = problem.limit_cap[limit] - scene.books.used[limit]
    when = held.period if left[held.period] < need else int(np.argmin(left))
    free, cap = max(0.0, float(left[when])), float(problem.limit_cap[limit, when])
    return f"limit {problem.limit_ids[limit]} reached: {free:.6g} of {cap:.6g} free, one unit needs {need:.6g}"


def _too_many(scene: Scene, stretch: Stretch, period: int) -> str:
    problem = scene.compiled.problem
    there = _nations_there(scene, stretch.line)
    names = ", ".join(problem.nation_ids[nation] for nation in sorted(there) if there[nation][period])
    return f"at most {counted(int(problem.max_nations[stretch.line]), 'nation')} at once, {names or 'others'} there"
