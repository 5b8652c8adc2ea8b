"""Units wanted and covered on each line in each period: demand by the planner's own rule, shortfall by the gaps."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from accord.brief.findings import Findings
from accord.model.option import Option
from accord.model.records import Requirement
from accord.plan.calendar import make_calendar
from accord.plan.choose import choose_scenario
from accord.plan.demand import chosen_lines, demand_of


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Demand:
    """What an option was to cover, and covers."""

    bounds: tuple[dt.date, ...]
    """First day of each period, and of the period after the last."""
    lines: tuple[Requirement, ...]
    """Lines of the scenario."""
    wanted: npt.NDArray[np.float64]
    """(R, T) units wanted."""
    covered: npt.NDArray[np.float64]
    """(R, T) units that count, at most as many."""


def demand(findings: Findings, option: Option) -> Demand:
    """Demand of the option's scenario, and what the option's gaps leave of it."""
    workspace = findings.workspace
    _, scenario = choose_scenario(workspace, option.scenario)
    calendar = make_calendar(workspace.settings, scenario)
    lines = chosen_lines(workspace, scenario)
    wanted = demand_of(lines, workspace, scenario, calendar)
    covered = wanted.copy()
    place = {line.id: number for number, line in enumerate(lines)}
    for gap in option.gaps:
        covered[place[gap.requirement], gap.first_period : gap.first_period + gap.periods] -= gap.short  # type: ignore[index]
    return Demand(bounds=calendar.bounds, lines=lines, wanted=wanted, covered=np.maximum(covered, 0.0))
