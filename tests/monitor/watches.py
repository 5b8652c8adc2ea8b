"""Small grounds and watches for the tests of coverage."""

import datetime as dt

import polars as pl
import shapely

from accord.model.watch import Watch
from accord.model.workspace import Place
from accord.monitor.exposure import watch_columns

FIRST = dt.date(2027, 4, 1)
NOON = dt.datetime(2027, 4, 1, 12, tzinfo=dt.UTC)


def day(number: int) -> dt.date:
    return FIRST + dt.timedelta(days=number)


def hour(number: float) -> str:
    return (dt.datetime(2027, 4, 1, tzinfo=dt.UTC) + dt.timedelta(hours=number)).isoformat()


def box(id: str, west: float, south: float, east: float, north: float, kind: str = "sector", **columns) -> Place:
    shape = shapely.box(west, south, east, north)
    return Place(
        id=id, name=id.title(), kind=kind, geometry=shapely.geometry.mapping(shape),
        longitude=(west + east) / 2, latitude=(south + north) / 2, **columns,
    )  # fmt: skip


def point(id: str, longitude: float, latitude: float) -> Place:
    geometry = {"type": "Point", "coordinates": (longitude, latitude)}
    return Place(id=id, name=id, kind="city", geometry=geometry, longitude=longitude, latitude=latitude)


def ground(*places: Place) -> dict[str, Place]:
    return {place.id: place for place in places}


TWO = ground(box("north", 0, 0.5, 1, 1), box("south", 0, 0, 1, 0.5))
"""Two sectors, one above the other."""


def watch(id: str, area: str = "north", start: float = 0, until: float = 24, chance: float = 1.0, **columns) -> Watch:
    """A watch between two hours from the first midnight."""
    known = {"observer": "o", "means": "seen", "start": hour(start), "until": hour(until), "chance": chance}
    return Watch.model_validate({"id": id, "area": area, **known, **columns})


def frame(*watches: Watch) -> pl.DataFrame:
    return watch_columns(watches)
