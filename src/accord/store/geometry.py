"""GeoJSON geometry in WGS 84: whether it is sound, and a point inside it."""

import re
from collections.abc import Iterator
from typing import Any

from accord.model.earth import Position
from accord.model.fields import cell
from accord.store.fault import nearest, quoted

DEPTH = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
"""Geometry type -> how deep its positions are nested."""
_BEYOND_EARTH = 1e9  # metres of any projection are smaller; comparison is false for NaN and for infinity


class BadGeometry(ValueError):
    """What is wrong with a geometry."""


def checked_geometry(geometry: Any) -> dict[str, Any]:
    """The geometry itself, type and coordinates only.

    Raises
    ------
    BadGeometry
        If it is no GeoJSON geometry in degrees of WGS 84, or crosses itself.
    """
    if not isinstance(geometry, dict):
        raise BadGeometry("is required")
    kind = geometry.get("type")
    if not isinstance(kind, str) or kind not in DEPTH:
        raise BadGeometry(f"must be one of {', '.join(DEPTH)}, not {quoted(kind)}{nearest(str(kind), DEPTH)}")
    coordinates: Any = geometry.get("coordinates")
    positions = list(_positions(coordinates, DEPTH[kind]))
    if not positions:
        raise BadGeometry("has no coordinates")
    for longitude, latitude in positions:
        _check_range(longitude, latitude)
    if kind != "Point":
        _check_shape(kind, coordinates)
    return {"type": kind, "coordinates": coordinates}


def _positions(coordinates: Any, depth: int) -> Iterator[Position]:
    if not isinstance(coordinates, list):
        raise BadGeometry(f"must have coordinates in lists, not {quoted(coordinates)}")
    if depth:
        for part in coordinates:
            yield from _positions(part, depth - 1)
        return
    if not 2 <= len(coordinates) <= 3 or not all(map(_is_number, coordinates)):
        raise BadGeometry(f"must have positions of two finite numbers, not {quoted(coordinates)}")
    yield float(coordinates[0]), float(coordinates[1])


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _BEYOND_EARTH


def _check_range(longitude: float, latitude: float) -> None:
    if abs(longitude) <= 180 and abs(latitude) <= 90:
        return
    if abs(longitude) <= 90 and abs(latitude) <= 180:
        raise BadGeometry(f"latitude {cell(latitude)} is beyond 90: the longitude comes first; they look swapped")
    raise BadGeometry(f"{cell(longitude)}, {cell(latitude)} are not degrees: reproject to WGS 84 (EPSG:4326)")


def _check_shape(kind: str, coordinates: list[Any]) -> None:
    rings = {"Polygon": [coordinates], "MultiPolygon": coordinates}.get(kind, [])
    for ring in (ring for polygon in rings for ring in polygon):
        if len(ring) < 4 or ring[0] != ring[-1]:
            raise BadGeometry("a ring of the polygon is not closed: its last position must repeat its first")
    import shapely
    from shapely.geometry import shape

    try:
        reason = shapely.is_valid_reason(shape({"type": kind, "coordinates": coordinates}))
    except (shapely.errors.GEOSException, ValueError) as error:
        raise BadGeometry(f"is no valid {kind}: {error}") from None
    if match := re.search(r"Self-intersection\[(\S+) (\S+)\]", reason):
        place = f"{float(match[1]):g}, {float(match[2]):g}"
        raise BadGeometry(f"the polygon crosses itself at {place}")
    if reason != "Valid Geometry":
        raise BadGeometry(f"is no valid {kind}: {reason}")


def inside(geometry: dict[str, Any]) -> Position:
    """Longitude and latitude of a point inside or on a geometry, degrees."""
    if geometry["type"] == "Point":
        longitude, latitude = geometry["coordinates"][:2]
        return float(longitude), float(latitude)
    from shapely.geometry import shape

    whole = shape(geometry)
    point = whole.interpolate(0.5, normalized=True) if geometry["type"] == "LineString" else whole.point_on_surface()
    return float(point.x), float(point.y)
