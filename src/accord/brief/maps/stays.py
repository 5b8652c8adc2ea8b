"""What stands where in the fullest month of an option: capabilities, units and nations by place."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from accord.brief.findings import Findings
from accord.model.fields import Id
from accord.model.option import Option, Tour
from accord.model.words import Status

THERE = frozenset({Status.IN_THEATRE, Status.TRANSFERRED})
"""Steps of the ladder on which units are present."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """Units of one capability at one place."""

    place: Id
    """Id of the place."""
    capability: Id
    """Id of the capability."""
    present: bool
    """Whether they are in theatre; else planned."""
    units: int
    """How many."""
    people: float
    """People of them together."""
    nations: tuple[str, ...]
    """Who sends them, the most units first."""
    offers: tuple[str, ...]
    """Offers that they come from, by id."""
    lines: tuple[str, ...]
    """Requirement lines that they serve, by id."""


def fullest_period(option: Option) -> int | None:
    """Index of the first period in which the most units serve; None without tours."""
    counts: dict[int, int] = defaultdict(int)
    for tour in option.tours:
        for period in range(tour.first_period, tour.first_period + tour.periods):
            counts[period] += tour.units
    return min(counts, key=lambda period: (-counts[period], period), default=None)


def begin_of(option: Option, period: int) -> dt.date:
    """First day of the fullest period: more units serve than before, so some tour starts on it."""
    return max(tour.start for tour in option.tours if tour.first_period <= period < tour.first_period + tour.periods)


def stays(findings: Findings, period: int) -> tuple[Stay, ...]:
    """Units that the recommended option has in place in a period; places by id, then the most people first."""
    groups: dict[tuple[Id, Id, bool], list[Tour]] = defaultdict(list)
    workspace = findings.workspace
    for tour in findings.options[0].tours:
        line, offer = workspace.requirements.get(Id(tour.requirement)), workspace.offers.get(Id(tour.offer))
        if line and offer and tour.first_period <= period < tour.first_period + tour.periods:
            groups[Id(line.area), Id(tour.capability), offer.status in THERE].append(tour)
    found = [_stay(place, capability, present, tours) for (place, capability, present), tours in groups.items()]
    return tuple(sorted(found, key=lambda stay: (stay.place, -stay.people, stay.capability, stay.present)))


def _stay(place: Id, capability: Id, present: bool, tours: Sequence[Tour]) -> Stay:
    by_nation: dict[str, int] = defaultdict(int)
    for tour in tours:
        by_nation[tour.nation] += tour.units
    return Stay(
        place=place,
        capability=capability,
        present=present,
        units=sum(tour.units for tour in tours),
        people=sum(tour.people for tour in tours),
        nations=tuple(sorted(by_nation, key=lambda nation: (-by_nation[nation], nation))),
        offers=tuple(sorted({tour.offer for tour in tours})),
        lines=tuple(sorted({tour.requirement for tour in tours})),
    )
