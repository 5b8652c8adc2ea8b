"""Why a line is short: each stretch of missing units with its reasons, in words and figures.

Every reason is an exact, cheap test on rows and on the books of the plan; nothing is solved again. The codes, in the
order in which they are tested:

=============  ====================================================================================================
not_offered    nobody offers the capability, nor one that may stand in
no_figure      offers that name no number of units
too_few        all offers that may serve the line have too few units together
caveat         a caveat keeps offers away (likewise ``not_tolerated``, ``scope``, ``stay``), and what lifting it frees
condition      a condition is false (likewise ``waits``, ``status``, ``withdraw``, ``without``)
neither        offers out that could not serve here even if they were live
notice         units not ready yet (likewise ``window``: outside their days; ``tour``: shortest tour does not fit)
resting        units of offers that may serve rest after a tour
rotation       units free now, but not for a whole tour and its rest
limit          a limit leaves too little for one more unit
mixing         the line already has as many nations as it may
pairing        somebody is there whom a caveat on pairing shuns
gate           what is there does not count: no hospital in reach, no framework nation
handover       what has arrived does not count yet: relief in place
busy           units serve lines of higher or equal priority
busy_lower     units serve lines of lower priority
committed      units are held by a commitment
spare          units could come, and the plan leaves them
=============  ====================================================================================================

Where enough units stand on the line and merely do not count, only ``gate`` and ``handover`` are looked at. The weight
of a reason is the units that it holds back, as a mean over the stretch; several may hold back one unit.
"""

from collections.abc import Callable, Iterator

from accord.model.option import Gap
from accord.model.reason import Reason
from accord.plan.compile import Compiled
from accord.plan.gap_books import in_handover, resting, serving_elsewhere
from accord.plan.gap_idle import gates_shut, hindered
from accord.plan.gap_rows import committed, excluded, neither, no_figure, not_live, not_offered, outside_days, too_few
from accord.plan.gap_scene import Scene, Stretch, make_scene
from accord.plan.problem import Plan

_SAME = 1e-6
"""Shortfalls closer than this are one stretch, units."""

_TESTS: tuple[Callable[[Scene, Stretch], Iterator[Reason]], ...] = (
    not_offered,
    no_figure,
    too_few,
    excluded,
    not_live,
    neither,
    outside_days,
    resting,
    hindered,
    in_handover,
    serving_elsewhere,
    committed,
)


def explain(compiled: Compiled, plan: Plan) -> tuple[Gap, ...]:
    """Gaps of a plan: essential lines first, then by line and time; reasons weightiest first.

    Parameters
    ----------
    plan
        A plan that keeps the rules of ``compiled.problem``.
    """
    scene = make_scene(compiled, plan)
    stretches = sorted(_stretches(scene), key=lambda s: (compiled.problem.priority[s.line], s.line, s.first))
    return tuple(_gap(scene, stretch) for stretch in stretches)


def _stretches(scene: Scene) -> Iterator[Stretch]:
    for r, row in enumerate(scene.books.short):
        first = 0
        for t in range(1, len(row) + 1):
            if t == len(row) or abs(row[t] - row[first]) > _SAME:
                if row[first] > _SAME:
                    yield Stretch(line=r, first=first, last=t - 1, short=float(row[first]))
                first = t


_THERE = (gates_shut, in_handover)


def _manned(scene: Scene, stretch: Stretch) -> bool:
    """Whether enough units stand on the line throughout and only do not count: then nobody else is missing."""
    wanted = scene.compiled.problem.demand[stretch.line, stretch.slice]
    return bool((scene.strength(stretch) >= wanted - _SAME).all())


def _gap(scene: Scene, stretch: Stretch) -> Gap:
    line, calendar = scene.compiled.lines[stretch.line], scene.compiled.calendar
    tests = _THERE if _manned(scene, stretch) else _TESTS
    reasons = [reason for test in tests for reason in test(scene, stretch)]
    return Gap(
        requirement=line.id,
        priority=line.priority.value,
        capability=line.capability,
        area=line.area,
        start=calendar.first_day(stretch.first),
        until=calendar.last_day(stretch.last),
        first_period=stretch.first,
        periods=stretch.last - stretch.first + 1,
        short=stretch.short,
        reasons=tuple(sorted(reasons, key=lambda reason: -reason.weight)),
    )
