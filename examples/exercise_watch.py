"""Who could have seen what in the exercise: stretches of watching with their chances, and holes with their reasons.

One schedule serves twice: `coverage.csv` is written from it, and reports are drawn from it, so that what the exercise
says of its coverage is true within the band that it states.
"""

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from exercise_truth import DAYS, FIRE, FIRST, MIDNIGHT, REGROUPING, STRETCHES, Event

VISIBLE = ("camp", "casualty", "convoy", "crossing", "damage", "flight", "mine", "position", "weapon")
FELT = ("denial", "jamming")
OVERHEAD = ("camp", "convoy", "damage", "mine", "position", "weapon")
FROM_SPACE = ("camp", "position", "rail")
FAINT_FROM_SPACE = ("convoy", "damage", "weapon")
TOLD_OF = (*FIRE, "casualty", "damage", "convoy", "rail")
ON_FILM = (*FIRE, "convoy", "crossing", "flight")

MEANS = {"MON-POSTS": "seen", "MON-CAMERAS": "camera", "MON-DRONES": "camera", "XQU-SAT": "satellite",
         "WITNESS": "told"}  # fmt: skip
POSTS = ("north-1", "north-3", "osmer-1", "osmer-3", "south-1", "south-3", "coast-1", "coast-3")
"""Stretches with a post of the monitors, on the western side; patrols of their neighbours go to the others."""
CAMERAS = ("north-2-west", "osmer-1-west", "osmer-2-west", "osmer-3-east", "south-1-west", "south-2-west",
           "coast-1-west", "coast-2-west")  # fmt: skip
MORE_CAMERAS, MORE_FROM = ("north-1-west", "north-2-west", "north-2-east", "north-3-west", "north-3-east"), 90
"""Patrol areas that get new cameras, and the day on which they begin to work: nothing else changes there."""
REGIONS = {"lanthe": 0.3, "neresk": 0.36, "osmer-vale": 0.36, "sulmar": 0.34, "east-lanthe": 0.14, "kavessa": 0.17}
"""Chance that the network of witnesses hears of something, by region."""
INVITED = (("sulmar", 69, 3), ("east-lanthe", 125, 2))
"""Regions, first day and days in which monitors are guests at a notified exercise."""
NEXT_TO = {"lanthe": "north", "east-lanthe": "north", "neresk": "osmer", "osmer-vale": "south"}
"""Sector whose winds a region has; the others have those of the coast."""
BAND = 0.25
"""Chances are stated within a band of this share on either side; the true ones lie inside it."""


@dataclass(frozen=True, slots=True)
class Hole:
    """Days in which something could not be watched; days count from the first."""

    start: int
    until: int
    chance: float
    """Share of the usual chance that remains."""
    why: str


@dataclass(frozen=True, slots=True)
class Line:
    """An observer's watch over an area for some kinds: the usual chance, what it becomes, and the holes in it."""

    observer: str
    area: str
    kinds: tuple[str, ...]
    chance: float
    later: tuple[tuple[int, float], ...] = ()
    holes: tuple[Hole, ...] = ()

    def at(self, day: float) -> tuple[float, str]:
        """Chance on a day, and what hinders."""
        chance = next((value for start, value in reversed(self.later) if day >= start), self.chance)
        hole = next((hole for hole in self.holes if hole.start <= day < hole.until), None)
        return (chance, "") if hole is None else (round(chance * hole.chance, 3), hole.why)


class Schedule:
    """All lines, and how far the true chances of each observer are from what it states."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.lines = [*_posts(rng), *_cameras(rng), *_drones(rng), *_satellite(rng), *_witnesses()]
        self.truly = {observer: float(rng.uniform(0.88, 1.12)) for observer in MEANS}

    def chance(self, observer: str, event: Event) -> float:
        """True chance that the observer reports the event."""
        day = (event.at - MIDNIGHT).total_seconds() / 86_400
        here = {event.patrol, event.region}
        found = [
            line.at(day)[0]
            for line in self.lines
            if line.observer == observer and line.area in here and event.kind in line.kinds
        ]
        return min(1.0, max(found, default=0.0) * self.truly[observer])

    def rows(self) -> Iterator[dict[str, object]]:
        """Rows of coverage.csv: a line is cut where its chance or its hindrance changes."""
        number = 0
        for line in self.lines:
            states = [line.at(day) for day in range(DAYS)]
            cuts = [0, *(day for day in range(1, DAYS) if states[day] != states[day - 1]), DAYS]
            for start, until in itertools.pairwise(cuts):
                chance, why = states[start]
                if not chance and not why:
                    continue  # nobody looks yet, or nobody looks any more
                number += 1
                yield {
                    "id": f"W{number:04}", "observer": line.observer, "area": line.area, "start": _moment(start),
                    "until": _moment(until), "means": MEANS[line.observer], "kinds": ";".join(sorted(line.kinds)),
                    "chance": f"{chance:.3g}", "chance_low": f"{chance * (1 - BAND):.3g}",
                    "chance_high": f"{min(1.0, chance * (1 + BAND)):.3g}", "hindrance": why, "source": line.observer,
                }  # fmt: skip


def _moment(day: int) -> str:
    return f"{FIRST + dt.timedelta(days=day)}T00:00Z"


def _spells(rng: np.random.Generator, number: int, longest: int, chance: float, why: str) -> tuple[Hole, ...]:
    starts = rng.integers(0, DAYS - longest, number)
    return tuple(Hole(int(day), int(day + rng.integers(1, longest + 1)), chance, why) for day in sorted(starts))


def _posts(rng: np.random.Generator) -> Iterator[Line]:
    """Posts hear and see; their patrols cross the line where they are let through."""
    first, last = ((day - FIRST).days for day in REGROUPING)
    for stretch in STRETCHES:
        own = stretch in POSTS
        for side in ("west", "east"):
            holes: tuple[Hole, ...] = ()
            if stretch.startswith("north"):
                holes += (Hole(67, 70, 0.2, "staff"),)
            if side == "east":
                holes += _spells(rng, 3, 2, 0.1, "denial")
            if stretch.startswith("osmer") and side == "east":
                holes = tuple(Hole(day, day + 5, 0.12, "denial") for day in range(first, last, 7)) + holes
            if (stretch, side) == ("south-3", "east"):
                holes = (Hole(0, 24, 0.1, "mines"), *holes)
            heard = (0.62 if own else 0.42) * (1.0 if side == "west" else 0.75)
            seen = (0.55 if own else 0.4) * (1.0 if side == "west" else 0.6)
            yield Line("MON-POSTS", f"{stretch}-{side}", FIRE, heard, holes=holes)
            yield Line("MON-POSTS", f"{stretch}-{side}", VISIBLE, seen, holes=holes)
            yield Line("MON-POSTS", f"{stretch}-{side}", FELT, 0.85)

    for region, day, days in INVITED:
        yield Line("MON-POSTS", region, FIRE, 0.0, ((day, 0.6), (day + days, 0.0)))


def _cameras(rng: np.random.Generator) -> Iterator[Line]:
    fog = {sector: _spells(rng, 7, 2, 0.15, "weather") for sector in ("north", "osmer", "south", "coast")}
    broken = {
        "coast-1-west": (Hole(49, 65, 0.0, "broken"),),
        "coast-2-west": (Hole(49, 56, 0.0, "broken"),),
        "south-2-west": (Hole(107, 121, 0.0, "broken"),),
    }
    for area in dict.fromkeys((*CAMERAS, *MORE_CAMERAS)):
        usual = 0.6 if area in CAMERAS else 0.0
        later = ((MORE_FROM, 0.85 if usual else 0.75),) if area in MORE_CAMERAS else ()
        yield Line("MON-CAMERAS", area, ON_FILM, usual, later, broken.get(area, ()) + fog[area.split("-")[0]])


def _drones(rng: np.random.Generator) -> Iterator[Line]:
    wind = {sector: _spells(rng, 9, 3, 0.0, "weather") for sector in ("north", "osmer", "south", "coast")}
    first, last = ((day - FIRST).days for day in REGROUPING)
    for stretch in STRETCHES:
        for side in ("west", "east"):
            jammed = (Hole(first + 2, last + 1, 0.3, "jamming"),) if stretch.startswith("osmer") else ()
            lost = (Hole(106, 113, 0.0, "broken"),) if stretch.startswith("south") else ()
            holes = lost + wind[stretch.split("-")[0]] + (jammed if side == "east" else ())
            yield Line("MON-DRONES", f"{stretch}-{side}", OVERHEAD, 0.4 if side == "west" else 0.34, holes=holes)
            yield Line("MON-DRONES", f"{stretch}-{side}", FIRE, 0.1, holes=holes)

    for region in REGIONS:
        yield Line("MON-DRONES", region, OVERHEAD, 0.12, holes=wind[NEXT_TO.get(region, "coast")])


def _satellite(rng: np.random.Generator) -> Iterator[Line]:
    cloud = {part: _spells(rng, 10, 5, 0.0, "weather") for part in ("north", "south")}
    for region in REGIONS:
        holes = cloud["north" if region in ("lanthe", "east-lanthe", "neresk") else "south"]
        yield Line("XQU-SAT", region, FROM_SPACE, 0.55, holes=holes)
        yield Line("XQU-SAT", region, FAINT_FROM_SPACE, 0.22, holes=holes)


def _witnesses() -> Iterator[Line]:
    for region, chance in REGIONS.items():
        yield Line("WITNESS", region, TOLD_OF, chance)
