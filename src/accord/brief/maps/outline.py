"""Path data of geometries in points of the page."""

from collections.abc import Iterator

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from accord.brief.maps.projection import Positions


def rounded_path(geometry: BaseGeometry) -> str:
    """Path data of lines or areas in points: positions to 0.1 point, steps from one to the next.

    >>> rounded_path(shapely.LineString([(0, 0), (10.04, 0), (10, 5)]))
    'M0 0l10 0 0 5'
    """
    return "".join(_subpath(shapely.get_coordinates(part), closed) for part, closed in _runs(geometry))


def _subpath(positions: Positions, closed: bool) -> str:
    tenths = np.rint(positions * 10).astype(int)
    steps = np.diff(tenths, axis=0)
    steps = steps[np.any(steps != 0, axis=1)]
    if closed and len(steps) < 3:
        return ""
    moves = " ".join(f"{_tenth(x)} {_tenth(y)}" for x, y in (steps[:-1] if closed else steps).tolist())
    x, y = tenths[0].tolist()
    return f"M{_tenth(x)} {_tenth(y)}" + (f"l{moves}" if moves else "") + ("z" if closed else "")


def _tenth(value: int) -> str:
    whole, rest = divmod(abs(value), 10)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{rest}" if rest else f"{sign}{whole}"


def _runs(geometry: BaseGeometry) -> Iterator[tuple[BaseGeometry, bool]]:
    for part in shapely.get_parts(geometry, return_index=False):
        match part.geom_type:
            case "Polygon":
                yield part.exterior, True
                for hole in part.interiors:
                    yield hole, True
            case "LineString" | "LinearRing":
                yield part, part.geom_type == "LinearRing"
            case "MultiPolygon" | "MultiLineString" | "GeometryCollection":
                yield from _runs(part)
            case _:
                continue
