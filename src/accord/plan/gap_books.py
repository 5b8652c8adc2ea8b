"""Reasons for a gap that lie in the plan: who rests, who is elsewhere, and who is there but does not count."""

from collections.abc import Iterator

import numpy as np

from accord.model.reason import Reason
from accord.plan.gap_scene import Scene, Stretch, counted, rows_of
from accord.plan.problem import Ints

_ROUNDING = 1e-6


def resting(scene: Scene, stretch: Stretch) -> Iterator[Reason]:
    """Units that may serve here, but rest after a tour anywhere."""
    units = _units_of_pools(scene, stretch, scene.books.resting)
    if units:
        total = sum(units.values())
        offers = [scene.compiled.matches[pair].offer for pair in units]
        text = f"{counted(total)} of {counted(len(set(offers)), 'offer')} resting after a tour"
        yield Reason(code="resting", text=text, weight=total, rows=rows_of(offers))


def serving_elsewhere(scene: Scene, stretch: Stretch) -> Iterator[Reason]:
    """Units that may serve here, but serve another line; told apart by the priority of that line."""
    problem, lines = scene.compiled.problem, scene.compiled.lines
    by_line: dict[int, float] = {}
    for pair, units in _units_of_pools(scene, stretch, scene.books.present).items():
        line = int(problem.pair_line[pair])
        if line != stretch.line:
            by_line[line] = by_line.get(line, 0.0) + units
    for code, words in (("busy", "higher or equal"), ("busy_lower", "lower")):
        chosen = {r: n for r, n in by_line.items() if (scene.rank(r) > scene.rank(stretch.line)) == (code != "busy")}
        if chosen:
            total = sum(chosen.values())
            where = ", ".join(f"{lines[r].id} ({round(n, 1):g})" for r, n in sorted(chosen.items()))
            text = f"{counted(total)} serving lines of {words} priority: {where}"
            rows = tuple(f"requirements/{lines[r].id}" for r in sorted(chosen))
            yield Reason(code=code, text=text, weight=total, rows=rows)


def _units_of_pools(scene: Scene, stretch: Stretch, units: Ints) -> dict[int, float]:
    """Pair -> its units as a mean over the stretch, of all pairs whose pool could serve the line in that period."""
    could = scene.pools_open(stretch)[scene.compiled.problem.pair_pool]
    mean = np.where(could, units[:, stretch.slice], 0).sum(axis=1) / len(stretch.periods)
    return {int(pair): float(mean[pair]) for pair in np.flatnonzero(mean)}


def in_handover(scene: Scene, stretch: Stretch) -> Iterator[Reason]:
    """Cover of units that are there but still take over from others."""
    counts = scene.books.cover[stretch.line, stretch.slice]
    shut = np.any([np.zeros(len(counts), dtype=bool), *scene.shut_gates(stretch).values()], axis=0)
    lost = float(np.where(shut, 0.0, scene.strength(stretch) - counts).mean())
    if lost > _ROUNDING:
        line = scene.compiled.lines[stretch.line]
        text = f"{lost:.2g} required units lost to relief in place ({line.overlap_days} days of overlap)"
        yield Reason(code="handover", text=text, weight=lost, rows=(f"requirements/{line.id}",))
