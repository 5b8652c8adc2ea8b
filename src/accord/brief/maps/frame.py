"""The window of a map: longitudes and latitudes to points of the page, cut to the window and thinned to its scale."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from accord.brief.maps.projection import Conic, Positions, conic
from accord.model.earth import distance_km

THIN = 0.2
"""Outlines are thinned to it, points of the page."""
_BEYOND = 2.0
"""Outlines are cut so far outside the window that their cut edge is not seen, points."""
_STEP = 0.5
"""Longest straight piece of a line before it is projected, degrees."""
_LEAST_KM = 60.0
"""Smallest width and height of what is shown."""

Extent = tuple[float, float, float, float]
"""West, south, east, north in degrees; over the antimeridian the east lies beyond 180."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A window of `width` times `height` points, its corner top left at the origin."""

    conic: Conic
    """Its projection."""
    left_km: float
    """Left edge, kilometres east of the origin of the projection."""
    top_km: float
    """Upper edge, kilometres north of the origin of the projection."""
    km_per_point: float
    """Scale on the standard parallels, kilometres for one point."""
    width: float
    """Points."""
    height: float
    """Points."""

    def points(self, positions: Positions) -> Positions:
        """Points of the page, shape (n, 2), y downward, of longitudes and latitudes in degrees."""
        return self._page(self.conic.forward(positions))

    def point(self, longitude: float, latitude: float) -> tuple[float, float]:
        """A point of the page."""
        x, y = self.points(np.array([[longitude, latitude]]))[0]
        return float(x), float(y)

    def holds(self, longitude: float, latitude: float, *, margin: float = 0.0) -> bool:
        """Whether a position lies inside the window, at least so many points from its edge."""
        x, y = self.point(longitude, latitude)
        return margin <= x <= self.width - margin and margin <= y <= self.height - margin

    @property
    def extent(self) -> Extent:
        """The smallest extent in degrees that holds the whole window."""
        across = np.linspace(0.0, 1.0, 21)
        edge = np.concatenate(
            [np.column_stack(pair) for pair in ((across, 0 * across), (across, 0 * across + 1))]
            + [np.column_stack(pair) for pair in ((0 * across, across), (0 * across + 1, across))]
        ) * (self.width, self.height)
        found = self.conic.inverse(edge * (self.km_per_point, -self.km_per_point) + (self.left_km, self.top_km))
        turns = (found[:, 0] - self.conic.meridian + 180.0) % 360.0 - 180.0 + self.conic.meridian
        return float(turns.min()), float(found[:, 1].min()), float(turns.max()), float(found[:, 1].max())

    def draw(self, geometry: BaseGeometry, *, thin: float = THIN) -> BaseGeometry:
        """A geometry in degrees as points of the page, cut to the window; empty if it lies outside."""
        west, south, east, north = self.extent
        reach = 0.1 * max(east - west, north - south) + 0.1
        box = (west - reach, max(-90.0, south - reach), east + reach, min(90.0, north + reach))
        parts = [part for turn in (-360.0, 0.0, 360.0) for part in _cut(geometry, turn, box)]
        if not parts:
            return shapely.GeometryCollection()
        flat = [shapely.transform(shapely.segmentize(part, _STEP), self._forward) for part in parts]
        whole = flat[0] if len(flat) == 1 else shapely.union_all(flat)
        seen = (-_BEYOND, -_BEYOND, self.width + _BEYOND, self.height + _BEYOND)
        return shapely.clip_by_rect(shapely.simplify(_sound(whole), thin), *seen)

    def km_at_centre(self) -> float:
        """Kilometres over the ground that one point stands for at the centre of the window."""
        middle = np.array([[self.width / 2 - 0.5, self.height / 2], [self.width / 2 + 0.5, self.height / 2]])
        here, there = self.conic.inverse(
            middle * (self.km_per_point, -self.km_per_point) + (self.left_km, self.top_km)
        ).tolist()
        return distance_km((here[0], here[1]), (there[0], there[1]))

    def _forward(self, positions: Positions) -> Positions:
        turn = np.radians(positions[:, 0] - self.conic.meridian)
        return self._page(self.conic.forward_turned(turn, positions[:, 1]))

    def _page(self, km: Positions) -> Positions:
        return (km - (self.left_km, self.top_km)) / (self.km_per_point, -self.km_per_point)


def extent_of(positions: Iterable[tuple[float, float]]) -> Extent:
    """The smallest extent that holds all positions; it may run over the antimeridian.

    >>> extent_of([(179.0, -17.0), (-178.0, -18.0)])
    (179.0, -18.0, 182.0, -17.0)
    """
    found = np.array(sorted(positions, key=lambda pair: pair[0] % 360.0))
    turns = np.sort(found[:, 0] % 360.0)
    gaps = np.diff(np.append(turns, turns[0] + 360.0))
    first = (int(np.argmax(gaps)) + 1) % len(turns)
    west = (turns[first] + 180.0) % 360.0 - 180.0
    width = 360.0 - float(gaps.max()) if len(turns) > 1 else 0.0
    return float(west), float(found[:, 1].min()), float(west + width), float(found[:, 1].max())


def frame_of(
    extent: Extent, *, width: float, least: float, most: float, pad: float = 0.05, limits: Extent | None = None
) -> Frame:
    """The window that shows an extent.

    Parameters
    ----------
    width
        Points.
    least, most
        Bounds of its height, points.
    pad
        Free margin, as a share of the larger side.
    limits
        What is known of the land; the window is moved into it where it can be.
    """
    own = conic(*extent)
    west, south, east, north = _span(own, extent)
    margin = pad * max(east - west, north - south)
    west, south, east, north = west - margin, south - margin, east + margin, north + margin
    if limits:
        west, south, east, north = _within(own, limits, (west, south, east, north))
    east, west = _at_least(west, east)
    north, south = _at_least(south, north)
    scale = max((east - west) / width, (north - south) / most)
    height = min(most, max(least, (north - south) / scale))
    half_x, half_y = width * scale / 2, height * scale / 2
    x, y = (west + east) / 2, (south + north) / 2
    if limits:
        known = _span(own, limits)
        x = _moved(x, half_x, known[0], known[2])
        y = _moved(y, half_y, known[1], known[3])
    return Frame(conic=own, left_km=x - half_x, top_km=y + half_y, km_per_point=scale, width=width, height=height)


def _cut(geometry: BaseGeometry, turn: float, box: Extent) -> Iterator[BaseGeometry]:
    west, south, east, north = geometry.bounds
    if west + turn > box[2] or east + turn < box[0] or south > box[3] or north < box[1]:
        return
    moved = shapely.transform(geometry, lambda positions: np.add(positions, (turn, 0.0))) if turn else geometry
    if box[0] <= west + turn and east + turn <= box[2] and box[1] <= south and north <= box[3]:
        yield moved
        return
    part = shapely.clip_by_rect(moved, *box)
    if not part.is_empty:
        yield part


def _sound(geometry: BaseGeometry) -> BaseGeometry:
    return geometry if shapely.is_valid(geometry) else shapely.make_valid(geometry)


def _span(own: Conic, extent: Extent) -> Extent:
    """Kilometres that the edges of an extent reach."""
    west, south, east, north = extent
    along = np.linspace(0.0, 1.0, 33)
    lons, lats = west + along * (east - west), south + along * (north - south)
    edge = np.concatenate(
        [
            np.column_stack(pair)
            for pair in (
                (lons, 0 * along + south),
                (lons, 0 * along + north),
                (0 * along + west, lats),
                (0 * along + east, lats),
            )
        ]
    )
    km = own.forward_turned(np.radians(edge[:, 0] - _near(own.meridian, (west + east) / 2)), edge[:, 1])
    return float(km[:, 0].min()), float(km[:, 1].min()), float(km[:, 0].max()), float(km[:, 1].max())


def _within(own: Conic, limits: Extent, span: Extent) -> Extent:
    """A span cut so that it shows nothing beyond the limits, as far as that costs little of it."""
    west, south, east, north = limits
    edges = [_span(own, (west, south, west, north)), _span(own, (east, south, east, north))]
    rows = [_span(own, (west, south, east, south)), _span(own, (west, north, east, north))]
    inner = (max(span[0], edges[0][2]), max(span[1], rows[0][3]), min(span[2], edges[1][0]), min(span[3], rows[1][1]))
    kept = (inner[2] - inner[0]) * (inner[3] - inner[1]) >= 0.6 * (span[2] - span[0]) * (span[3] - span[1])
    return inner if inner[0] < inner[2] and inner[1] < inner[3] and kept else span


def _near(meridian: float, middle: float) -> float:
    """The meridian as counted in an extent that may run beyond 180."""
    return meridian + 360.0 * round((middle - meridian) / 360.0)


def _at_least(low: float, high: float) -> tuple[float, float]:
    lack = max(0.0, _LEAST_KM - (high - low)) / 2
    return high + lack, low - lack


def _moved(middle: float, half: float, low: float, high: float) -> float:
    """Moved so that nothing beyond the limits is shown; centred between them if they are too narrow."""
    if high - low <= 2 * half:
        return (low + high) / 2
    return min(max(middle, low + half), high - half)
