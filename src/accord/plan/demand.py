"""Units wanted on each line in each period: a constant or a profile over phases, times the scenario's factor."""

from collections.abc import Sequence

import numpy as np

from accord.model.records import Requirement
from accord.model.workspace import Scenario, Workspace
from accord.plan.calendar import Calendar
from accord.plan.eligibility import line_days
from accord.plan.problem import Floats


def chosen_lines(workspace: Workspace, scenario: Scenario) -> tuple[Requirement, ...]:
    """Lines that a scenario looks at, in order of ids.

    >>> from accord.model.workspace import Settings
    >>> columns = {"label": "Hold", "component": "land", "capability": "INF", "area": "n", "scope": "at_sea"}
    >>> lines = {id: Requirement(id=id, tags=tags, **columns) for id, tags in (("L1", ["core"]), ("L2", []))}
    >>> workspace = Workspace(settings=Settings(title="x", day_zero="2026-03-01"), requirements=lines)
    >>> [line.id for line in chosen_lines(workspace, Scenario(requirement_tags=["core"]))]
    ['L1']
    """
    tags = set(scenario.requirement_tags)
    return tuple(
        line
        for id, line in sorted(workspace.requirements.items())
        if id not in scenario.without_requirements and (not tags or tags & set(line.tags))
    )


def demand_of(lines: Sequence[Requirement], workspace: Workspace, scenario: Scenario, calendar: Calendar) -> Floats:
    """(R, T) units wanted; 0 outside a line's window and in phases that its profile does not name."""
    demand = np.zeros((len(lines), calendar.periods))
    for row, line in zip(demand, lines, strict=True):
        first, last = calendar.window_of_line(*line_days(line, calendar))
        wanted = _by_phase(line, workspace, calendar) if line.profile else np.full(calendar.periods, line.units)
        row[first : last + 1] = wanted[first : last + 1]
    return demand * scenario.demand_factor


def _by_phase(line: Requirement, workspace: Workspace, calendar: Calendar) -> Floats:
    profile = dict(_phase_and_units(word) for word in line.profile)
    wanted = np.zeros(calendar.periods)
    for phase in sorted(workspace.settings.phases, key=lambda phase: calendar.date(phase.start)):
        first, _ = calendar.window(calendar.date(phase.start), None)
        wanted[first:] = profile.get(phase.id, 0.0)
    return wanted


def _phase_and_units(word: str) -> tuple[str, float]:
    phase, _, units = word.rpartition(":")
    return phase.strip(), float(units)
