"""The ground and the situation as layers of a map, from below to above: sea, land, borders, water, zone, line."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from accord.brief.charts.svg import Svg, element, fitted
from accord.brief.maps.frame import Frame
from accord.brief.maps.ground import COUNTRY, DISPUTED, LAKE, LAND, REGION, RIVER, Ground
from accord.brief.maps.labels import Label, size_of
from accord.brief.maps.look import ADMIN, BORDER, CONTACT, NEIGHBOUR, SEA, WATER, ZONE
from accord.brief.maps.look import LAND as LAND_TINT
from accord.brief.maps.outline import rounded_path
from accord.brief.palette import INK, PAPER, QUIET
from accord.model.workspace import Place, Workspace

_NEAR_KM = 1.6
"""Kilometres for one point up to which a map shows regions of every country."""
SITUATION = ("control", "zone", "line_of_contact")
"""Kinds of places that are data of a day rather than ground, in the order in which they are drawn."""


def path(geometry: BaseGeometry, **attributes: str | float | None) -> Svg:
    """A path of a geometry in points; nothing if it is empty."""
    data = rounded_path(geometry)
    return element("path", d=data, **attributes) if data else Svg("")


def ground_layers(ground: Ground, frame: Frame, main: frozenset[str]) -> list[Svg]:
    """Sea, land, neighbours, borders of regions and countries, rivers and lakes.

    Parameters
    ----------
    main
        Countries that the plan works in; all others stand back.
    """
    countries = [(one, frame.draw(one.geometry)) for one in ground.of(COUNTRY)]
    seen = [(one, drawn) for one, drawn in countries if not drawn.is_empty]
    land = [frame.draw(one.geometry) for one in ground.of(LAND)]
    return [
        *_sea(ground, frame),
        *(path(drawn, fill=LAND_TINT if one.id in main else NEIGHBOUR) for one, drawn in seen),
        *(path(drawn, fill=LAND_TINT, stroke=BORDER, stroke_width=0.4) for drawn in land),
        *_regions(ground, frame, main),
        *_rivers(ground, frame),
        *(path(frame.draw(one.geometry), fill=SEA, stroke=WATER, stroke_width=0.5) for one in ground.of(LAKE)),
        *_borders([(one.id, drawn) for one, drawn in seen]),
    ]


def _sea(ground: Ground, frame: Frame) -> list[Svg]:
    """Sea as far as the ground is known; paper beyond."""
    if not ground.limits:
        return []
    return [path(frame.draw(shapely.box(*ground.limits)), fill=SEA)]


def _regions(ground: Ground, frame: Frame, main: frozenset[str]) -> list[Svg]:
    """Borders of regions; on a map of many countries only those of Ukraine's oblasts, where it is among the main."""
    near = not ground.shipped or frame.km_per_point < _NEAR_KM
    kept = [one for one in ground.of(REGION) if near or (one.id.startswith("UA-") and "UKR" in main)]
    lines = [_line(one.geometry) for one in kept]
    if not lines:
        return []
    drawn = shapely.union_all([frame.draw(line) for line in lines])
    return [path(_merged(drawn), fill="none", stroke=ADMIN, stroke_width=0.6)]


def _line(geometry: BaseGeometry) -> BaseGeometry:
    return geometry.boundary if shapely.get_dimensions(geometry) == 2 else geometry


def _merged(lines: BaseGeometry) -> BaseGeometry:
    return shapely.line_merge(lines) if lines.geom_type == "MultiLineString" else lines


def _rivers(ground: Ground, frame: Frame) -> list[Svg]:
    fine = frame.km_per_point < 3.0
    return [
        path(
            frame.draw(one.geometry),
            fill="none",
            stroke=WATER,
            stroke_width=1.1 if one.rank <= 4 else 0.7,
            stroke_linejoin="round",
        )
        for one in ground.of(RIVER)
        if fine or one.rank <= 7
    ]


def _borders(countries: Sequence[tuple[str, BaseGeometry]]) -> list[Svg]:
    """Borders and coasts; the ones on which states differ dashed."""
    sure = [drawn.boundary for id, drawn in countries if id not in DISPUTED]
    open_ = [drawn.boundary for id, drawn in countries if id in DISPUTED]
    whole = shapely.union_all(sure) if sure else shapely.GeometryCollection()
    style: dict[str, str | float | None] = {
        "fill": "none",
        "stroke": BORDER,
        "stroke_width": 0.8,
        "stroke_linejoin": "round",
    }
    if not open_:
        return [path(_merged(whole), **style)]
    differ = shapely.union_all(open_)
    return [
        path(_merged(shapely.difference(whole, differ.buffer(0.6))), **style),
        path(differ, **style, stroke_dasharray="3 2"),
    ]


def situation_layers(places: Iterable[Place], frame: Frame, id: str) -> list[Svg]:
    """Land under another's control, the zone and the line of contact: data of the workspace, never basemap."""
    drawn = [
        (place.kind, frame.draw(shape(place.geometry)))
        for place in sorted(places, key=lambda place: (SITUATION.index(place.kind), place.id))
    ]
    return [svg for kind, geometry in drawn if not geometry.is_empty for svg in _situation(kind, geometry, id)]


def _situation(kind: str, geometry: BaseGeometry, id: str) -> list[Svg]:
    match kind:
        case "control":
            return [path(geometry, fill=f"url(#{id}-control)", stroke="none")]
        case "zone":
            band = path(geometry, fill=ZONE, fill_opacity=0.16, stroke=ZONE, stroke_width=0.5, stroke_dasharray="2 1.5")
            return [band]
        case _:
            style: dict[str, str | float | None] = {"fill": "none", "stroke_linejoin": "round"}
            under = path(geometry, **style, stroke=PAPER, stroke_width=3.4, stroke_opacity=0.8)
            return [under, path(geometry, **style, stroke=CONTACT, stroke_width=1.8)]


def control_hatch(id: str) -> Svg:
    """Definition of the hatching of land under another's control."""
    tile = element("path", d="M0,5L5,0M-1,1L1,-1M4,6L6,4", stroke="#b9a9a4", stroke_width=0.8)
    pattern = element("pattern", tile, id=f"{id}-control", width=5, height=5, patternUnits="userSpaceOnUse")
    return element("defs", pattern)


def situation(workspace: Workspace, without: frozenset[str] = frozenset()) -> tuple[Place, ...]:
    """Places that are data of a day: control, zone, line of contact; some kinds left out."""
    return tuple(place for place in workspace.places.values() if place.kind in SITUATION and place.kind not in without)


def country_labels(
    ground: Ground, frame: Frame, main: frozenset[str], *, without: frozenset[str] = frozenset()
) -> list[Label]:
    """Names of countries, inside the part that is seen; not those that are labelled already."""
    found = []
    for one in ground.of(COUNTRY):
        drawn = frame.draw(one.geometry)
        if not one.name or one.name in without or drawn.is_empty or shapely.area(drawn) < 1_200:
            continue
        label = Label(
            lines=(fitted(one.name.upper(), 120.0, size=8.5, weight=600),),
            x=0.0,
            y=0.0,
            rank=2.0 if one.id in main else 4.0,
            size=8.5 if one.id in main else 7.5,
            weight=600 if one.id in main else 400,
            fill=INK if one.id in main else QUIET,
        )
        found.append(replace(label, spots=spots_in(drawn, size_of(label))))
    return found


def spots_in(geometry: BaseGeometry, size: tuple[float, float], *, most: int = 60) -> tuple[tuple[float, float], ...]:
    """Points inside an area at which a label of a size may stand.

    Those at which it lies wholly inside come first, then others; both by their distance from the roomiest point.
    """
    circle = shapely.maximum_inscribed_circle(geometry, tolerance=2.0)
    x, y = shapely.get_coordinates(circle)[0].tolist()
    left, top, right, bottom = geometry.bounds
    step = max(6.0, ((right - left) * (bottom - top) / 400.0) ** 0.5)
    grid = [
        (left + step * (column + 0.5), top + step * (row + 0.5))
        for row in range(int((bottom - top) / step))
        for column in range(int((right - left) / step))
    ]
    if not grid:
        return ((x, y),)
    across, down = np.array(grid).T
    inside = shapely.contains_xy(geometry, across, down)
    half, rise = size[0] / 2, size[1] / 2
    whole = shapely.contains(geometry, shapely.box(across - half, down - rise, across + half, down + rise))
    far = np.round(np.hypot(across - x, down - y), 3)
    order = sorted(np.flatnonzero(inside).tolist(), key=lambda index: (not whole[index], far[index], index))
    return tuple(grid[index] for index in order[:most]) or ((x, y),)
