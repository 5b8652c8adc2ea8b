"""A border on the plane: how far points lie from it, and on which side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from accord.model.earth import Position
from accord.model.workspace import Place
from accord.monitor.kernels.border import BLOCK, signed_cloud_km, signed_km
from accord.monitor.where import Floats, Ints, Located, to_plane

CHUNK = 20_000
"""Locations whose points are held at a time (20 MB)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Border:
    """Segments of a polyline or of rings; left of it is positive."""

    segments: Floats
    """(S, 8) both ends, km, and the normals that decide the side at each end."""
    boxes: Floats
    """(B, 4) box round each block of segments, km."""

    def distances(self, east_km: Floats, north_km: Floats) -> Floats:
        """Signed distance of points, km; positive on the left; NaN where a coordinate is."""
        out = np.empty(len(east_km))
        signed_km(np.ascontiguousarray(east_km), np.ascontiguousarray(north_km), self.segments, self.boxes, out)
        return out

    def clouds(self, located: Located, rows: Ints, near: Floats) -> Floats:
        """(m, 64) signed distances of the points of some locations; `near` are those of their centres."""
        points = located.points(rows)
        out = np.empty(points.shape[:2])
        reach = np.maximum(located.reach_km[rows], 1e-6)
        signed_cloud_km(
            located.east_km[rows], located.north_km[rows], near, reach, points, self.segments, self.boxes, out
        )
        return out


def line_border(place: Place, origin: Position) -> Border:
    """The border along a line; of a polygon its rings, with the inside on the left."""
    import shapely

    shape = to_plane(place, origin)
    if "Polygon" in shape.geom_type:
        return _border(_rings(shape))
    parts = shapely.get_parts(shapely.line_merge(shape)) if shape.geom_type == "MultiLineString" else [shape]
    return _border([np.asarray(part.coords) for part in parts])


def area_border(names: Sequence[str], places: Mapping[str, Place], origin: Position, buffer_km: float) -> Border:
    """The border round several places and what is within `buffer_km` of them; inside is positive."""
    import shapely

    shapes = [to_plane(places[name], origin) for name in names]
    if buffer_km:
        shapes = [shape.buffer(buffer_km, quad_segs=32) for shape in shapes]
    return _border(_rings(shapely.union_all(shapes)))


def _rings(shape: Any) -> list[Floats]:
    from shapely.geometry import polygon

    parts = [part for part in getattr(shape, "geoms", [shape]) if part.geom_type == "Polygon"]
    oriented = [polygon.orient(part) for part in parts]
    return [np.asarray(ring.coords) for part in oriented for ring in (part.exterior, *part.interiors)]


def _border(chains: Sequence[Floats]) -> Border:
    segments = np.concatenate([_segments(chain) for chain in chains])
    starts = range(0, len(segments), BLOCK)
    boxes = np.array([_box(segments[start : start + BLOCK]) for start in starts])
    return Border(segments=np.ascontiguousarray(segments), boxes=boxes)


def _segments(chain: Floats) -> Floats:
    chain = chain[np.concatenate([[True], (np.diff(chain, axis=0) != 0).any(axis=1)])]
    ends = np.concatenate([chain[:-1], chain[1:]], axis=1)
    step = chain[1:] - chain[:-1]
    normal = np.stack([-step[:, 1], step[:, 0]], axis=1) / np.hypot(step[:, 0], step[:, 1])[:, None]
    is_ring = len(chain) > 2 and bool((chain[0] == chain[-1]).all())
    before, after = np.roll(normal, 1, axis=0), np.roll(normal, -1, axis=0)
    if not is_ring:
        before[0], after[-1] = normal[0], normal[-1]
    return np.concatenate([ends, normal + before, normal + after], axis=1)


def _box(segments: Floats) -> Floats:
    x, y = segments[:, [0, 2]], segments[:, [1, 3]]
    return np.array([x.min(), y.min(), x.max(), y.max()])
