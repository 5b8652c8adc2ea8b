"""What lies under a map: outlines of the workspace's own land, or the basemap of Europe that ships."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from accord.brief.maps.frame import Extent
from accord.model.workspace import Place, Workspace

SHIPPED: Extent = (-10.4, 33.1, 49.9, 70.9)
"""Where the basemap that ships reaches."""
DISPUTED = frozenset({"KOS"})
"""Countries whose border is drawn dashed, because states differ on it."""
_DETAILED: Extent = (18.0, 42.0, 46.0, 57.5)
"""Where its outlines are detailed; a map inside keeps within."""
COUNTRY, LAND, REGION, LAKE, RIVER, TOWN = "country", "land", "region", "lake", "river", "town"
_KINDS = {
    "country": COUNTRY, "island": LAND, "land": LAND, "region": REGION, "oblast": REGION, "province": REGION,
    "district": REGION, "lake": LAKE, "river": RIVER, "capital": TOWN, "city": TOWN, "town": TOWN, "village": TOWN,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A piece of the ground in degrees."""

    kind: str
    """`COUNTRY`, `LAND`, `REGION`, `LAKE`, `RIVER` or `TOWN`."""
    name: str
    """What it is called; blank if it has no label."""
    geometry: BaseGeometry
    """Its shape."""
    id: str = ""
    """Id of the place; in the basemap that ships the code of the country or region, of a town's country."""
    rank: int = 0
    """0 the most important: a capital, a great river."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """All that lies under a map."""

    outlines: tuple[Outline, ...]
    """In no order."""
    shipped: bool
    """Whether it is the basemap that ships."""
    limits: Extent | None
    """What is known of the land; None: nothing is."""

    def of(self, *kinds: str) -> tuple[Outline, ...]:
        """Outlines of some kinds."""
        return tuple(outline for outline in self.outlines if outline.kind in kinds)


def ground(workspace: Workspace, extent: Extent) -> Ground:
    """The ground under an extent: invented land is always the workspace's own, and so is land that does not ship."""
    if not workspace.settings.invented and _within(extent, SHIPPED):
        return Ground(outlines=shipped(), shipped=True, limits=_DETAILED if _within(extent, _DETAILED) else SHIPPED)
    own = tuple(own_outlines(workspace.places))
    land = [outline.geometry for outline in own if outline.kind in (COUNTRY, LAND)]
    limits = shapely.GeometryCollection(land).bounds if land else None
    return Ground(outlines=own, shipped=False, limits=limits)


def own_outlines(places: Mapping[Any, Place]) -> list[Outline]:
    """Places that are ground rather than work: countries, regions, lakes, rivers, towns."""
    return [
        Outline(
            kind=_KINDS[place.kind],
            name=place.name,
            geometry=shape(place.geometry),
            id=place.id,
            rank=0 if place.kind == "capital" else 2,
        )
        for place in places.values()
        if place.kind in _KINDS and (_KINDS[place.kind] == TOWN) == ("Point" in str(place.geometry["type"]))
    ]


@cache
def shipped() -> tuple[Outline, ...]:
    """The basemap of Europe."""
    found = [
        Outline(kind=COUNTRY, name=row["name"], geometry=shape(row["geometry"]), id=row["code"])
        for row in rows("countries")
    ]
    found += [
        Outline(kind=REGION, name=row["name"], geometry=shape(row["geometry"]), id=row["code"])
        for row in rows("admin1")
    ]
    found += [Outline(kind=RIVER, name="", geometry=shape(row["geometry"]), rank=row["rank"]) for row in rows("rivers")]
    found += [
        Outline(kind=TOWN, name=row["name"], geometry=shape(row["geometry"]), id=row["nation"], rank=_rank(row))
        for row in rows("cities")
    ]
    return tuple(found)


def rows(name: str) -> list[dict[str, Any]]:
    """Rows of a basemap file: ``countries``, ``admin1``, ``rivers`` or ``cities``."""
    path = files("accord.brief.maps") / "basemap" / f"{name}.json"
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def hosts(outlines: tuple[Outline, ...], positions: list[tuple[float, float]]) -> frozenset[str]:
    """Ids of the countries in which positions lie."""
    points = shapely.points(positions) if positions else []
    return frozenset(
        outline.id
        for outline in outlines
        if outline.kind == COUNTRY and len(positions) and bool(shapely.intersects(outline.geometry, points).any())
    )


def _rank(row: Mapping[str, Any]) -> int:
    if row["capital"]:
        return 0
    return 1 if row["people"] >= 500_000 else 2 if row["people"] >= 200_000 else 3


def _within(inner: Extent, outer: Extent) -> bool:
    return inner[0] >= outer[0] and inner[1] >= outer[1] and inner[2] <= outer[2] and inner[3] <= outer[3]
