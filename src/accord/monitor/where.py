"""Where something may have happened: a wedge, a point with an error or a region, as 64 points of equal weight.

The points are fixed, not drawn: a Fibonacci lattice, whose share inside any simple shape comes near the true
probability faster than random points would (Hannay & Nye 2004). A *wedge* is uniform over its annular sector, a
*point* normal with the same standard error in each direction, a *region* uniform over its polygon.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from accord.model.earth import Position, plane
from accord.model.workspace import Place

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

POINTS = 64
"""Points a location is made of; each has the weight 1/64."""
USUAL_ERROR_KM = 1.0
"""Standard error of a point that states none, kilometres (own assumption: the size of a village)."""
USUAL_WIDTH = 22.5
"""Width of a wedge that states none, degrees: one of sixteen points of the compass."""
_GOLDEN = (math.sqrt(5) - 1) / 2

POINT, WEDGE, REGION = 0, 1, 2


def _lattice() -> tuple[Floats, Floats]:
    number = np.arange(POINTS, dtype=np.float64)
    return (number + 0.5) / POINTS, (number * _GOLDEN) % 1.0


def _normal_points() -> Floats:
    """(64, 2) points of the standard normal distribution in the plane; mean 0, covariance exactly 1."""
    share, turn = _lattice()
    radius = np.sqrt(-2 * np.log(1 - share))
    raw = np.stack([radius * np.cos(2 * np.pi * turn), radius * np.sin(2 * np.pi * turn)], axis=1)
    raw -= raw.mean(axis=0)
    whitened: Floats = raw @ np.linalg.inv(np.linalg.cholesky(raw.T @ raw / POINTS)).T
    return whitened


NORMAL = _normal_points()
REACH = float(np.hypot(NORMAL[:, 0], NORMAL[:, 1]).max())
"""Standard errors within which all points of a normal location lie: 3.0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """Locations of n rows on a plane about `origin`."""

    origin: Position
    """Longitude and latitude of the plane's origin, degrees."""
    kind: Ints
    """(n,) `POINT`, `WEDGE` or `REGION`; -1: no location at all."""
    east_km: Floats
    """(n,) centre; NaN where there is none."""
    north_km: Floats
    """(n,) centre."""
    error_km: Floats
    """(n,) standard error in each direction: root of the mean of the variances east and north."""
    reach_km: Floats
    """(n,) distance from the centre beyond which none of its points lies."""
    wedge: Floats
    """(n, 6) observer east and north, km; bearing, width, degrees; range low and high, km; NaN if it is no wedge."""
    region: Ints
    """(n,) row of `regions`; -1 if it is no region."""
    regions: Floats
    """(k, 64, 2) points of each region."""

    def points(self, rows: Ints) -> Floats:
        """(m, 64, 2) points of some rows, km east and north."""
        centre = np.stack([self.east_km[rows], self.north_km[rows]], axis=1)[:, None, :]
        found: Floats = centre + self.error_km[rows][:, None, None] * NORMAL[None]
        wedges = np.flatnonzero(self.kind[rows] == WEDGE)
        if len(wedges):
            found[wedges] = _sector(self.wedge[rows[wedges]])
        regions = np.flatnonzero(self.kind[rows] == REGION)
        if len(regions):
            found[regions] = self.regions[self.region[rows[regions]]]
        return found


def origin_of(frame: pl.DataFrame, places: Mapping[str, Place]) -> Position:
    """A centre for the plane: the middle of the positions in whole degrees, so that a few more rows do not move it."""
    known = frame.drop_nulls(["longitude", "latitude"]) if "longitude" in frame.columns else frame.clear()
    if known.height:
        middle = known["longitude"].median(), known["latitude"].median()
    else:
        spots = list(places.values())
        middle = (
            (float(np.median([one.longitude for one in spots])), float(np.median([one.latitude for one in spots])))
            if spots
            else (0.0, 0.0)
        )
    return float(round(middle[0])), float(round(middle[1]))  # type: ignore[arg-type]


def locate(frame: pl.DataFrame, places: Mapping[str, Place], *, origin: Position | None = None) -> Located:
    """Locations of the rows of a frame of reports or incidents.

    Parameters
    ----------
    frame
        Columns of `accord.model.report.Report` or `accord.model.incident.Incident`; those that are missing are blank.
    places
        Places that regions name.
    origin
        Longitude and latitude of the plane's origin, degrees; None: as `origin_of`.

    >>> frame = pl.DataFrame({"longitude": [37.0], "latitude": [48.0], "bearing": [90.0], "range_high_km": [4.0]})
    >>> found = locate(frame, {})
    >>> found.points(np.array([0])).shape, found.east_km.round(2).tolist(), found.north_km.round(2).tolist()
    ((1, 64, 2), [2.65], [-0.01])
    """
    origin = origin or origin_of(frame, places)
    n = frame.height
    longitude, latitude = _column(frame, "longitude"), _column(frame, "latitude")
    bearing, far = _column(frame, "bearing"), _column(frame, "range_high_km")
    east, north = plane(longitude, latitude, origin)
    has_point = ~np.isnan(longitude) & ~np.isnan(latitude)
    is_wedge = has_point & ~np.isnan(far)
    error = np.where(has_point, _filled(_column(frame, "error_km"), USUAL_ERROR_KM), np.nan)
    kind = np.where(is_wedge, WEDGE, np.where(has_point, POINT, -1)).astype(np.int64)
    reach = REACH * error
    wedge = np.full((n, 6), np.nan)
    if is_wedge.any():
        width = np.where(np.isnan(bearing), 360.0, _filled(_column(frame, "bearing_width"), USUAL_WIDTH))
        low = np.minimum(_filled(_column(frame, "range_low_km"), 0.0), far)
        wedge = np.stack([east, north, _filled(bearing, 0.0), width, low, far], axis=1)
        rows = np.flatnonzero(is_wedge)
        east[rows], north[rows], error[rows], reach[rows] = _summary(_sector(wedge[rows]))
        reach[rows] = np.hypot(east[rows] - wedge[rows, 0], north[rows] - wedge[rows, 1]) + far[rows]
    region, regions = _regions(frame, kind < 0, places, origin)
    rows = np.flatnonzero(region >= 0)
    if len(rows):
        kind[rows] = REGION
        summary = _summary(regions)
        for target, values in zip((east, north, error, reach), summary, strict=True):
            target[rows] = values[region[rows]]
    return Located(
        origin=origin, kind=kind, east_km=east, north_km=north, error_km=error, reach_km=reach, wedge=wedge,
        region=region, regions=regions,
    )  # fmt: skip


def _column(frame: pl.DataFrame, name: str) -> Floats:
    if name not in frame.columns:
        return np.full(frame.height, np.nan)
    return frame[name].cast(pl.Float64).fill_null(float("nan")).to_numpy().copy()


def _filled(values: Floats, usual: float) -> Floats:
    return np.where(np.isnan(values), usual, values)


def _sector(wedge: Floats) -> Floats:
    """(m, 64, 2) points uniform over annular sectors (m, 6)."""
    share, turn = _lattice()
    x, y, bearing, width, low, high = (column[:, None] for column in wedge.T)
    radius = np.sqrt(low**2 + share * (high**2 - low**2))
    angle = np.radians(bearing + width * (turn - 0.5))
    return np.stack([x + radius * np.sin(angle), y + radius * np.cos(angle)], axis=2)


def _summary(points: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Centre east and north, standard error and greatest distance from the centre of sets of points."""
    middle = points.mean(axis=1)
    square = ((points - middle[:, None, :]) ** 2).sum(axis=2)
    return middle[:, 0], middle[:, 1], np.sqrt(square.mean(axis=1) / 2), np.sqrt(square.max(axis=1)) * 1.1


def _regions(
    frame: pl.DataFrame, free: NDArray[np.bool_], places: Mapping[str, Place], origin: Position
) -> tuple[Ints, Floats]:
    column = next((name for name in ("place", "region") if name in frame.columns), None)
    index = np.full(frame.height, -1, dtype=np.int64)
    if column is None or not free.any():
        return index, np.zeros((0, POINTS, 2))
    words = sorted(word for word in frame[column].filter(free).drop_nulls().unique().to_list() if word in places)
    number = {word: place for place, word in enumerate(words)}
    named = frame[column].cast(pl.String).replace_strict(number, default=-1, return_dtype=pl.Int64).fill_null(-1)
    index[free] = named.to_numpy()[free]
    points = [region_points(places[word], origin) for word in words]
    return index, np.array(points).reshape(len(points), POINTS, 2)


def region_points(place: Place, origin: Position) -> Floats:
    """(64, 2) points spread evenly over a polygon, along a line or at a point, km east and north."""
    import shapely

    shape = to_plane(place, origin)
    if shape.area == 0:
        spots = [shape.interpolate(share, normalized=True) for share in _lattice()[0]] if shape.length else [shape] * 64
        return np.array([[one.centroid.x, one.centroid.y] for one in spots])
    left, low, right, high = shape.bounds
    found = np.zeros((0, 2))
    count = 4 * POINTS
    while len(found) < POINTS:
        # Additive recurrence with the plastic number (Roberts 2018): any first part of it is spread evenly.
        spread = (0.5 + np.arange(1, count + 1)[:, None] * np.array([0.7548776662466927, 0.5698402909980532])) % 1.0
        raw = spread * (right - left, high - low) + (left, low)
        found = raw[shapely.contains_xy(shape, raw[:, 0], raw[:, 1])]
        count *= 4
    chosen: Floats = found[np.linspace(0, len(found) - 1, POINTS).round().astype(int)]
    return chosen


def to_plane(place: Place, origin: Position) -> Any:
    """A place's shape on the plane, kilometres."""
    import shapely
    from shapely.geometry import shape

    def project(positions: Floats) -> Floats:
        return np.stack(plane(positions[:, 0], positions[:, 1], origin), axis=1)

    return shapely.transform(shapely.force_2d(shape(place.geometry)), project)
