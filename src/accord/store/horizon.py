"""Whether the days in accord.toml and in the scenarios make sense together."""

import datetime as dt
from collections.abc import Iterator

from accord.model.problem import Problem
from accord.model.span import first_day, period_start
from accord.model.words import Status
from accord.model.workspace import Settings
from accord.store.draft import Draft
from accord.store.layout import SETTINGS, scenario_file
from accord.store.toml import line_of

FIRST_YEAR, LAST_YEAR = 1990, 2100
LONGEST_LEAD_DAYS = 3660


def broken_settings(draft: Draft) -> Iterator[Problem]:
    """Faults between the settings of accord.toml, and of scenarios."""
    if draft.settings is not None:
        for field, message in (*_days(draft.settings), *_phases(draft.settings), *_weights(draft.settings)):
            line = line_of(draft.keys[SETTINGS], field)
            yield Problem(file=SETTINGS, line=line, field=field, message=message)
    for key, scenario in draft.scenarios.items():
        if scenario.least_status in (Status.REFUSED, Status.WITHDRAWN):
            file = scenario_file(key)
            message = f"must be a step on the ladder from sensed to transferred, not '{scenario.least_status}'"
            yield Problem(
                file=file, line=line_of(draft.keys[file], "least_status"), field="least_status", message=message
            )


def end_of_horizon(settings: Settings) -> dt.date:
    """First day after the last period."""
    return period_start(settings.start or settings.day_zero, settings.step, settings.periods)


def _days(settings: Settings) -> Iterator[tuple[str, str]]:
    zero, start = settings.day_zero, settings.start or settings.day_zero
    if not FIRST_YEAR <= zero.year <= LAST_YEAR:
        yield "day_zero", f"must lie in the years {FIRST_YEAR} to {LAST_YEAR}, not '{zero}'"
        return
    if abs((zero - start).days) > LONGEST_LEAD_DAYS:
        yield "start", f"must lie within ten years of day_zero ({zero}), not '{start}'"
    elif end_of_horizon(settings) <= zero:
        yield "periods", f"the horizon ends on {end_of_horizon(settings)}, before day_zero ({zero})"
    if settings.activation and abs((zero - settings.activation).days) > LONGEST_LEAD_DAYS:
        yield "activation", f"must lie within ten years of day_zero ({zero}), not '{settings.activation}'"


def _phases(settings: Settings) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    before: dt.date | None = None
    for place, phase in enumerate(settings.phases):
        day = first_day(phase.start, settings)
        if phase.id in seen:
            yield f"phases.{place}.id", f"{phase.id!r} names an earlier phase already"
        if before is not None and day <= before:
            yield f"phases.{place}.start", f"must be after the phase before it ({before}), not '{day}'"
        seen.add(phase.id)
        before = day


def _weights(settings: Settings) -> Iterator[tuple[str, str]]:
    if settings.weights is not None and not any(settings.weights):
        yield "weights", "must not all be zero"
