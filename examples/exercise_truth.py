"""What truly happens in the exercise: six months of incidents, with a planted breakdown and a planted regrouping.

Background incidents follow a Poisson process by kind, stretch of the line and day of the week; fire provokes fire.
Two things are planted. The *breakdown*: in one sector, fire rises over some days to many times its usual rate. The
*regrouping*: in another, fire falls while convoys, trains, positions, camps and refusals rise on one side of the line.
"""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from shapely import LineString, Point, contains_xy, prepare
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

FIRST, DAYS = dt.date(2027, 3, 2), 183
MIDNIGHT = dt.datetime.combine(FIRST, dt.time(), tzinfo=dt.UTC)
WEST, EAST = "XOR", "XHA"
"""Who holds the ground west and east of the line."""
FIRE = ("explosion", "shelling", "shots", "strike")
BUILD_UP = ("convoy", "rail", "position", "camp", "weapon", "mine", "denial", "jamming")

A_DAY: dict[str, float] = {
    "shots": 2.3, "explosion": 1.2, "shelling": 0.8, "strike": 0.15, "flight": 0.6, "weapon": 0.5, "position": 0.18,
    "convoy": 0.36, "rail": 0.12, "camp": 0.08, "mine": 0.12, "jamming": 0.16, "denial": 0.34, "crossing": 0.1,
}  # fmt: skip
"""Incidents a day along the whole line, as the background has it."""
DEPTH_KM: dict[str, tuple[float, float]] = {
    "shots": (1.6, 1.0), "explosion": (2, 1.8), "shelling": (2, 2.2), "strike": (2, 4), "flight": (1.5, 6),
    "weapon": (2, 7), "position": (2, 2.5), "convoy": (3, 7), "rail": (9, 4), "camp": (3, 7), "mine": (1.5, 1.5),
    "jamming": (2, 4), "denial": (2, 3), "crossing": (1, 0.7),
}  # fmt: skip
"""Shape and scale, kilometres, of the gamma distribution of the distance from the line."""
WEEK = (0.85, 0.9, 0.9, 0.95, 1.05, 1.2, 1.15)
"""Fire by day of the week, Monday first: soldiers are paid on Fridays."""
STRETCHES = tuple(f"{sector}-{number}" for sector in ("north", "osmer", "south", "coast") for number in (1, 2, 3))
CUTS = (0.0, 0.09, 0.18, 0.27, 0.3567, 0.4433, 0.53, 0.6133, 0.6967, 0.78, 0.8533, 0.9267, 1.0)
"""Shares of the line's length at which stretches meet."""
LIVELINESS = (0.5, 0.8, 1.1, 1.4, 1.6, 1.0, 0.9, 1.3, 0.8, 0.6, 1.2, 0.8)
"""How much of the fire falls on each stretch; the mean is 1."""

BREAKDOWN_FIRST, BREAKDOWN = dt.date(2027, 6, 14), (2.0, 4.0, 7.0, 9.0, 8.0, 5.0, 3.0)
"""First day, and how many times the usual fire Sector South sees on each day."""
BREAKDOWN_AT = {"south-1": 0.6, "south-2": 1.4, "south-3": 0.6}
REGROUPING = (dt.date(2027, 7, 12), dt.date(2027, 8, 20))
REGROUPING_AT = ("osmer-1", "osmer-2", "osmer-3")
QUIETER, BUSIER = 0.35, 7.0
"""During the regrouping: factor on fire in Sector Osmer, and on the build-up on its eastern side."""
EXERCISES = (
    ("coast-2", WEST, dt.date(2027, 5, 10), 3),
    ("north-2", EAST, dt.date(2027, 7, 5), 2),
)
"""Notified exercises with live fire: stretch, party, first day, days."""
ANNOUNCED = (dt.datetime(2027, 5, 6, 9, 20, tzinfo=dt.UTC), dt.datetime(2027, 7, 1, 13, 45, tzinfo=dt.UTC))
"""When each was announced: the deal asks for 72 hours."""
DRILL_HOURS = (7, 18)
"""Hours of each day that were announced, UTC; the fire keeps within them."""
DRILL_KINDS = ("explosion", "shelling", "shots")
PROVOKES = 0.2
"""Mean number of incidents of fire that one provokes nearby within hours."""


@dataclass(frozen=True, slots=True)
class Event:
    """One true incident."""

    kind: str
    at: dt.datetime
    longitude: float
    latitude: float
    distance_km: float
    """From the line of contact."""
    side: str
    """Who holds the ground: the party."""
    stretch: str
    patrol: str
    """Patrol area; blank: deeper than they reach."""
    region: str
    party: str
    unit: str
    count: int
    weapon: str = ""
    calibre_mm: int | None = None
    marks: tuple[str, ...] = ()
    part: str = "background"
    id: str = ""
    terms: tuple[str, ...] = field(default=())


class Land:
    """The land of the exercise, as `places.geojson` has it."""

    def __init__(self, folder: Path) -> None:
        features = json.loads((folder / "places.geojson").read_text(encoding="utf-8"))["features"]
        self.shapes: dict[str, BaseGeometry] = {one["id"]: shape(one["geometry"]) for one in features}
        self.kinds: dict[str, str] = {one["id"]: one["properties"]["kind"] for one in features}
        self.names: dict[str, str] = {one["id"]: one["properties"]["name"] for one in features}
        self.towns = [(key, self.shapes[key]) for key in self.of_kind("city", "port", "capital", "hub", "crossing")]
        self.line = self.shapes["line-of-contact"]
        for one in self.shapes.values():
            prepare(one)

    def of_kind(self, *kinds: str) -> list[str]:
        return [key for key, kind in self.kinds.items() if kind in kinds]

    def holding(self, x: float, y: float, *kinds: str) -> str:
        """The place of these kinds that holds a point, blank if none does."""
        return next((key for key in self.of_kind(*kinds) if contains_xy(self.shapes[key], x, y)), "")

    def near(self, x: float, y: float) -> str:
        """Where a point lies in the words of a map: "12 km SE of Neresk"."""
        scale = 111.32 * np.cos(np.radians(y))
        east, north, name = min(
            (((x - at.x) * scale, (y - at.y) * 111.13, self.names[key]) for key, at in self.towns),
            key=lambda one: one[0] ** 2 + one[1] ** 2,
        )
        winds = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")
        return f"{np.hypot(east, north):.0f} km {winds[round(np.degrees(np.arctan2(east, north)) / 45) % 8]} of {name}"

    def distance_km(self, x: float, y: float) -> float:
        """From the line, on a plane that fits the latitude."""
        scale = np.array([111.32 * np.cos(np.radians(y)), 111.13])
        near = self.line.intersection(Point(x, y).buffer(1.2))
        ends = [near] if near.geom_type == "LineString" else list(getattr(near, "geoms", []))
        lines = [LineString(np.asarray(end.coords) * scale) for end in ends if end.geom_type == "LineString"]
        return min((float(line.distance(Point(np.array([x, y]) * scale))) for line in lines), default=99.0)

    def beside(self, share: float, depth_km: float, side: str) -> tuple[float, float]:
        """A point beside the line at a share of its length, so deep on one side."""
        here, before, after = (
            np.array(self.line.interpolate(min(1.0, max(0.0, at)), normalized=True).coords[0])
            for at in (share, share - 0.03, share + 0.03)
        )
        scale = np.array([111.32 * np.cos(np.radians(here[1])), 111.13])
        along = (after - before) * scale
        left = np.array([-along[1], along[0]]) / np.hypot(*along)
        x, y = here + left * depth_km * (1 if side == EAST else -1) / scale
        return round(float(x), 5), round(float(y), 5)


def happen(land: Land, rng: np.random.Generator) -> list[Event]:
    """All true incidents, in order of time, with their ids and the terms that they breach."""
    found: list[Event] = []
    for day in range(DAYS):
        for number, stretch in enumerate(STRETCHES):
            for kind, rate in A_DAY.items():
                for side, share in ((WEST, 0.55), (EAST, 0.45)):
                    usual = rate * share * (LIVELINESS[number] if kind in FIRE else 1.0) / len(STRETCHES)
                    factor, part = _factor(kind, side, stretch, day)
                    plain = min(1.0, factor)
                    for _ in range(rng.poisson(usual * factor)):
                        name = part if factor > 1 and rng.random() > plain / factor else "background"
                        found += _one(land, rng, kind, day, number, side, name)
    found += [more for event in found if event.kind in FIRE for more in _provoked(land, rng, event)]
    found += list(_exercises(land, rng)) + list(_monitors_drones(land, rng))
    found.sort(key=lambda event: (event.at, event.kind, event.longitude))
    return [replace(event, id=f"T{number:04}", terms=breached(event)) for number, event in enumerate(found, start=1)]


def _factor(kind: str, side: str, stretch: str, day: int) -> tuple[float, str]:
    """How the usual rate changes on a day, and which planted part changes it."""
    date = FIRST + dt.timedelta(days=day)
    rhythm = WEEK[date.weekday()] * (1 + 1.2 * np.exp(-day / 9)) if kind in FIRE else 1.0
    since = (date - BREAKDOWN_FIRST).days
    if kind in FIRE and stretch in BREAKDOWN_AT and 0 <= since < len(BREAKDOWN):
        return rhythm * max(1.0, BREAKDOWN[since] * BREAKDOWN_AT[stretch]), "breakdown"
    if stretch in REGROUPING_AT and REGROUPING[0] <= date <= REGROUPING[1]:
        if kind in FIRE:
            return rhythm * QUIETER, "background"
        if kind in BUILD_UP and side == EAST:
            return BUSIER, "regrouping"
    return rhythm, "background"


def _one(
    land: Land, rng: np.random.Generator, kind: str, day: int, number: int, side: str, part: str
) -> Iterator[Event]:
    share = rng.uniform(CUTS[number], CUTS[number + 1])
    shape_, scale = DEPTH_KM[kind]
    for _ in range(40):
        depth = min(58.0, float(rng.gamma(shape_, scale)))
        x, y = land.beside(share, depth, side)
        if contains_xy(land.shapes["occupied" if side == EAST else "orlavia"], x, y) and (
            side == EAST or not contains_xy(land.shapes["occupied"], x, y)
        ):
            break
    else:
        return
    hour = rng.normal(22.5, 3.5) if kind in FIRE and rng.random() < 0.6 else rng.uniform(6, 21)
    at = MIDNIGHT + dt.timedelta(days=day, minutes=int(hour % 24 * 60))
    other = WEST if side == EAST else EAST
    party = other if kind in (*FIRE, "crossing") and rng.random() < 0.88 else side
    party = other if kind == "flight" and rng.random() < 0.4 else party
    weapon, calibre, unit, count = _arms(kind, rng)
    marks = ("storage_site",) if kind == "weapon" and rng.random() < 0.15 else ()
    yield Event(
        kind=kind, at=at, longitude=x, latitude=y, distance_km=round(land.distance_km(x, y), 2), side=side,
        stretch=STRETCHES[number], patrol=land.holding(x, y, "patrol_area"), region=land.holding(x, y, "region"),
        party=party, unit=unit, count=count, weapon=weapon, calibre_mm=calibre, marks=marks, part=part,
    )  # fmt: skip


ARMS = (("artillery", 122), ("artillery", 152), ("mortar", 82), ("mortar", 120), ("launcher", 122), ("launcher", 220),
        ("tank", 125), ("tank", 125))  # fmt: skip


def _arms(kind: str, rng: np.random.Generator) -> tuple[str, int | None, str, int]:
    """Weapon, calibre, unit and count that go with a kind."""
    match kind:
        case "shots":
            return "machine_gun", None, "burst", 1 + int(rng.lognormal(1.2, 0.9))
        case "explosion":
            return "", None, "round", 1 + int(rng.lognormal(0.3, 0.8))
        case "shelling":
            weapon, calibre = ARMS[int(rng.integers(0, 5))]
            return weapon, calibre, "round", 2 + int(rng.lognormal(2.0, 0.8))
        case "strike":
            return "", None, "strike", 1 + int(rng.poisson(0.3))
        case "weapon":
            weapon, calibre = ARMS[int(rng.integers(0, len(ARMS)))]
            return weapon, calibre, "item", 1 + int(rng.poisson(0.9))
        case "convoy" | "rail":
            return "", None, "item", 5 + int(rng.lognormal(2.0, 0.6))
        case "denial" | "jamming" | "flight":
            return "", None, "incident", 1
        case _:
            return "", None, "item", 1 + int(rng.poisson(0.8))


def _provoked(land: Land, rng: np.random.Generator, event: Event) -> Iterator[Event]:
    """Fire that fire provokes, and what it breaks."""
    number = STRETCHES.index(event.stretch)
    for _ in range(rng.poisson(PROVOKES)):
        side = WEST if event.side == EAST else EAST
        for one in _one(land, rng, str(rng.choice(["shots", "shelling"])), 0, number, side, event.part):
            later = event.at + dt.timedelta(minutes=int(rng.uniform(10, 360)))
            if later < MIDNIGHT + dt.timedelta(days=DAYS):
                yield replace(one, at=later)
    if event.kind in ("shelling", "strike") and rng.random() < 0.3:
        kind = "casualty" if rng.random() < 0.35 else "damage"
        yield replace(event, kind=kind, unit="item", count=1 + int(rng.poisson(0.5)), weapon="", calibre_mm=None)


def range_of(land: Land, stretch: str, party: str) -> tuple[float, float]:
    """Middle of the ground of a notified exercise beside a stretch."""
    share = float(np.mean(CUTS[STRETCHES.index(stretch) : STRETCHES.index(stretch) + 2]))
    return land.beside(share, 27.0, party)


def _exercises(land: Land, rng: np.random.Generator) -> Iterator[Event]:
    for stretch, party, first, days in EXERCISES:
        centre = range_of(land, stretch, party)
        for _ in range(int(rng.poisson(12 * days))):
            x, y = (round(float(value + rng.normal(0, 0.015)), 5) for value in centre)
            day = (first - FIRST).days + int(rng.integers(0, days))
            kind = str(rng.choice(["shelling", "explosion", "shots"], p=[0.5, 0.3, 0.2]))
            weapon, calibre, unit, count = _arms(kind, rng)
            yield Event(
                kind=kind, at=MIDNIGHT + dt.timedelta(days=day, minutes=int(rng.uniform(8, 17) * 60)),
                longitude=x, latitude=y, distance_km=round(land.distance_km(x, y), 2), side=party, stretch=stretch,
                patrol=land.holding(x, y, "patrol_area"), region=land.holding(x, y, "region"), party=party,
                unit=unit, count=count, weapon=weapon, calibre_mm=calibre, marks=("notified",), part="exercise",
            )  # fmt: skip


def _monitors_drones(land: Land, rng: np.random.Generator) -> Iterator[Event]:
    """Flights of the monitors' own drones, which others report too."""
    for _ in range(int(rng.poisson(0.25 * DAYS))):
        number, side = int(rng.integers(0, len(STRETCHES))), str(rng.choice([WEST, EAST]))
        for one in _one(land, rng, "flight", int(rng.integers(0, DAYS)), number, side, "monitors"):
            yield replace(one, party="", marks=("monitor_drone",))


def breached(event: Event) -> tuple[str, ...]:
    """Terms of deal.toml that a true incident breaches, by its true place and time; caps left aside."""
    local = event.at - dt.timedelta(hours=2)
    day = (local.date() - FIRST).days
    if day < 0:
        return ()
    own, far = event.side == event.party, event.distance_km
    match event.kind:
        case "explosion" | "shelling" | "shots" | "strike":
            if far < 15 or event.kind == "strike":
                return ("ceasefire",)
            return () if "notified" in event.marks else ("ceasefire", "exercises")
        case "weapon":
            return _withdrawal(event, day) if own and "storage_site" not in event.marks else ()
        case "position" | "camp":
            return ("positions",) if far < 15 else ()
        case "mine":
            return ("mines",)
        case "flight":
            return ("flights",) if far < 30 and not event.marks else ()
        case "denial" | "jamming":
            return ("access",)
        case "crossing":
            return ("crossings",) if far < 8 else ()
        case _:
            return ()


def _withdrawal(event: Event, day: int) -> tuple[str, ...]:
    """Withdrawal terms that a weapon breaches: the strip of its class, once the deadline has passed."""
    calibre, far = event.calibre_mm or 0, event.distance_km
    match event.weapon:
        case "tank":
            term, width, due = "tanks-out", 10, 15
        case "launcher":
            term, width, due = ("rockets-out", 30, 22) if calibre <= 130 else ("long-rockets-out", 60, 22)
        case "artillery" | "mortar" if calibre >= 100:
            term, width, due = "guns-out", 15, 15
        case _:
            return ()
    return (term,) if far < width and day >= due else ()
