"""Where violations are expected, and where posts could stand: cells and sites of a plane, from places and incidents."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accord.model.deal import Deal
from accord.model.earth import Position, globe
from accord.model.problem import NotFound
from accord.model.workspace import Place
from accord.monitor.border import line_border
from accord.monitor.detect import TERRAIN
from accord.monitor.where import to_plane

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
GROUNDS = ("zone", "patrol_area", "sector")
"""Kinds of place that are watched where none is named: the first kind that the workspace has."""
WATER = ("lake", "sea_area")
LINES = ("line_of_contact",)
NO_SIDE = 2


def watched_area(places: Mapping[str, Place], names: Sequence[str], origin: Position, *, buffer_km: float = 0.0) -> Any:
    """The ground to watch, a shape of the plane.

    Raises
    ------
    NotFound
        If a place is not there, or none that could be watched.
    """
    import shapely

    for name in names:
        if name not in places:
            raise NotFound(f"no place {name!r} in places.geojson")
    shapes = [to_plane(places[name], origin).buffer(buffer_km) for name in names]
    area = shapely.union_all([shape for shape in shapes if shape.area > 0])
    if area.is_empty:
        raise NotFound("no ground to watch: name areas, or lines with a width")
    return area


def default_areas(places: Mapping[str, Place]) -> tuple[str, ...]:
    """Places that are watched where none is named.

    Raises
    ------
    NotFound
        If there are none of the kinds zone, patrol_area and sector.
    """
    for kind in GROUNDS:
        found = tuple(sorted(name for name, place in places.items() if place.kind == kind))
        if found:
            return found
    raise NotFound(f"places.geojson has no place of the kinds {', '.join(GROUNDS)}: name areas with --area")


def line_of(places: Mapping[str, Place], deal: Deal | None) -> tuple[str, str, str] | None:
    """Line that parts the sides: its place, and the words for left and right; None if there is none.

    The first reference line of the deal that says who is where; without one, a place of the kind line_of_contact.
    """
    for line in deal.lines if deal else ():
        if (line.left or line.right) and line.place in places:
            others = [party.id for party in deal.parties if party.id not in (line.left, line.right)] if deal else []
            other = others[0] if len(others) == 1 else ""
            return line.place, line.left or other or "left", line.right or other or "right"
    found = sorted(name for name, place in places.items() if place.kind in LINES)
    return (found[0], "left", "right") if found else None


def sides(east_km: Floats, north_km: Floats, places: Mapping[str, Place], line: str | None, origin: Position) -> Ints:
    """(n,) 0 left of the line, 1 right of it; 2 everywhere without a line."""
    if line is None:
        return np.full(len(east_km), NO_SIDE)
    return np.where(line_border(places[line], origin).distances(east_km, north_km) > 0, 0, 1)


def grid(area: Any, step_km: float) -> tuple[Floats, Floats]:
    """Centres of square cells whose centre lies in the area, from the south-west.

    >>> import shapely
    >>> [part.tolist() for part in grid(shapely.box(0, 0, 4, 2), 2.0)]
    [[1.0, 3.0], [1.0, 1.0]]
    """
    import shapely

    west, south, east, north = area.bounds
    x = np.arange(west + step_km / 2, east, step_km)
    y = np.arange(south + step_km / 2, north, step_km)
    across, up = (part.ravel() for part in np.meshgrid(x, y))
    inside = shapely.contains_xy(area, across, up)
    return across[inside], up[inside]


def on_land(east_km: Floats, north_km: Floats, places: Mapping[str, Place], origin: Position) -> NDArray[np.bool_]:
    """(n,) whether no lake and no sea lies there."""
    return ~_within(east_km, north_km, places, WATER, origin)


def ground_left(east_km: Floats, north_km: Floats, places: Mapping[str, Place], origin: Position) -> Floats:
    """(n,) share of the distance of detection that the terrain leaves, from places whose kind is a class of terrain."""
    found = np.ones(len(east_km))
    for kind, share in TERRAIN.items():
        found = np.where(_within(east_km, north_km, places, (kind,), origin), np.minimum(found, share), found)
    return found


def _within(
    east_km: Floats, north_km: Floats, places: Mapping[str, Place], kinds: Sequence[str], origin: Position
) -> NDArray[np.bool_]:
    import shapely

    found: NDArray[np.bool_] = np.zeros(len(east_km), dtype=np.bool_)
    for place in places.values():
        if place.kind in kinds and "Polygon" in str(place.geometry["type"]):
            found |= shapely.contains_xy(to_plane(place, origin), east_km, north_km)
    return found


def smoothed(
    east_km: Floats, north_km: Floats, cells: tuple[Floats, Floats], *, amounts: Floats, spread_km: float, floor: float
) -> Floats:
    """(I,) events spread over cells by a normal curve, and a share of their total evenly: nowhere is nothing expected.

    The sum over cells is that of the amounts whose place lies within four spreads of a cell; without any event each
    cell gets the same, 1 in all.
    """
    total = np.zeros(len(cells[0]))
    for x, y, amount in zip(east_km, north_km, amounts, strict=True):
        squared = (cells[0] - x) ** 2 + (cells[1] - y) ** 2
        near = np.where(squared <= (4 * spread_km) ** 2, np.exp(-0.5 * squared / spread_km**2), 0.0)
        if near.any():
            total += amount * near / near.sum()
    events = total.sum()
    if not events:
        return np.full(len(total), 1.0 / max(1, len(total)))
    found: Floats = (1 - floor) * total + floor * events / len(total)
    return found


def positions(points: tuple[Floats, Floats], origin: Position) -> list[Position]:
    """Longitudes and latitudes."""
    east, north = globe(*points, origin)
    return list(zip(east.tolist(), north.tolist(), strict=True))
