"""Options side by side on the criteria that staffs use."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from accord.model.comparison import Comparison, Futures, Profile, WorstWithdrawal
from accord.model.fields import NationCode
from accord.model.option import Coverage, Option
from accord.model.workspace import Workspace
from accord.plan.basis import make_basis, plan_of
from accord.plan.choose import choose_scenario
from accord.plan.compile import Compiled, compile_problem
from accord.plan.endure import without_one_nation
from accord.plan.ensemble import DRAWS, coverages, futures, sum_up
from accord.plan.measures import unit_months_different
from accord.plan.problem import Bools, Plan
from accord.plan.replan import USUAL_STOP
from accord.plan.side_by_side import side_by_side
from accord.plan.solution import Stop
from accord.plan.withdraw import withdrawal

_BRIEF_CLIMB = 0.25
"""Prices climb beforehand for this share of the seconds of re-planning."""


def compare(
    workspace: Workspace,
    options: Sequence[Option],
    *,
    draws: int = DRAWS,
    seed: int = 0,
    replanning: Stop | None = USUAL_STOP,
) -> Comparison:
    """Criteria of options of a workspace, be they of one scenario or of several.

    The worst withdrawal is that of the nation without which the plan as it stands covers least; it is then planned
    again. Whether another nation's withdrawal would be worse after re-planning is not looked at: `withdrawals` does.

    Parameters
    ----------
    draws
        Futures in which offers and conditions hold by chance.
    replanning
        When to stop planning again after the worst withdrawal of each option; None: not planned again.

    Raises
    ------
    NotFound
        If an option is of a scenario that the workspace does not have.

    >>> from accord.model.workspace import Settings
    >>> compare(Workspace(settings=Settings(title="x", day_zero="2026-03-01")), [])
    Comparison(profiles=(), different_unit_months=())
    """
    names = dict.fromkeys(option.scenario for option in options)
    rooms = {name: _make_room(workspace, name, draws, seed) for name in names}
    months = workspace.settings.step.per_month
    different = tuple(
        tuple(unit_months_different(one, other, periods_per_month=months) for other in options) for one in options
    )
    plans = {(option.scenario, option.tours): option for option in options}
    tests = [partial(_test, rooms[option.scenario], option, replanning, seed) for option in plans.values()]
    tested = dict(zip(plans, side_by_side(tests), strict=True))
    profiles = (
        _profile(option, tested[option.scenario, option.tours], different[0][column], months)
        for column, option in enumerate(options)
    )
    return Comparison(profiles=tuple(profiles), different_unit_months=different)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Room:
    """What the options of one scenario share."""

    compiled: Compiled
    futures: Bools
    """(draws, O)."""
    withdrawals: Bools
    """(N, O)."""


def _make_room(workspace: Workspace, name: str, draws: int, seed: int) -> _Room:
    compiled = compile_problem(workspace, choose_scenario(workspace, name)[1])
    return _Room(
        compiled=compiled,
        futures=futures(compiled, draws=draws, seed=seed),
        withdrawals=without_one_nation(compiled),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tested:
    """What a plan is worth when things go wrong."""

    worst: WorstWithdrawal | None
    futures: Futures


def _test(room: _Room, option: Option, replanning: Stop | None, seed: int) -> _Tested:
    plan = plan_of(room.compiled, option)
    return _Tested(
        worst=worst(room.compiled, plan, room.withdrawals, replanning=replanning, seed=seed),
        futures=sum_up(coverages(room.compiled, plan, room.futures)),
    )


def _profile(option: Option, tested: _Tested, different: float, months: float) -> Profile:
    return Profile(
        option=option.id,
        title=option.title,
        scenario=option.scenario,
        coverage=option.coverage,
        bounds=option.bounds,
        by_priority=option.by_priority,
        by_component=option.by_component,
        by_area=option.by_area,
        by_half_year=by_half_year(option.by_period),
        worst=tested.worst,
        futures=tested.futures,
        gaps=len(option.gaps),
        gap_unit_months=sum(gap.short * gap.periods for gap in option.gaps) / months,
        different_unit_months=different,
        measures=option.measures,
    )


def by_half_year(by_period: Sequence[Coverage]) -> tuple[Coverage, ...]:
    """Coverage by halves of calendar years from that by periods, whose keys are their first days.

    >>> months = [Coverage(key=f"2027-{month:02}-01", demand=2.0, covered=1.0) for month in (5, 6, 7)]
    >>> [(half.key, half.demand) for half in by_half_year(months)]
    [('2027 H1', 4.0), ('2027 H2', 2.0)]
    """
    halves: dict[str, list[Coverage]] = {}
    for period in by_period:
        day = dt.date.fromisoformat(period.key)
        halves.setdefault(f"{day.year} H{1 if day.month <= 6 else 2}", []).append(period)
    return tuple(
        Coverage(key=key, demand=sum(part.demand for part in parts), covered=sum(part.covered for part in parts))
        for key, parts in halves.items()
    )


def worst(
    compiled: Compiled, plan: Plan, holds: Bools, *, replanning: Stop | None, seed: int = 0
) -> WorstWithdrawal | None:
    """The withdrawal of one nation that leaves a plan least coverage; None if nobody serves.

    Parameters
    ----------
    holds
        (N, O) which offers hold if each nation leaves.
    """
    if not len(plan.pair):
        return None
    left = coverages(compiled, plan, holds)
    nation = int(np.argmin(left))
    code = NationCode(compiled.problem.nation_ids[nation])
    again = None if replanning is None else _replanned(compiled, plan, code, replanning, seed)
    return WorstWithdrawal(nation=code, coverage=float(left[nation]), replanned=again)


def _replanned(compiled: Compiled, plan: Plan, nation: NationCode, stop: Stop, seed: int) -> float:
    """Weighted coverage after planning again without a nation."""
    brief = replace(stop, seconds=None if stop.seconds is None else _BRIEF_CLIMB * stop.seconds)
    basis = make_basis(compiled, plan, weights=compiled.workspace.settings.weights, stop=brief)
    return withdrawal(basis, nation, stop=stop, seed=seed).replanned
