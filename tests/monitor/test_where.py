"""Locations as points, distances to borders, zones: against shapely and plain sampling."""

import datetime as dt

import numpy as np
import polars as pl
import pytest
import shapely

from accord.model.deal import Deal, Line, Party, Term, Zone
from accord.model.earth import distance_km, globe, plane
from accord.model.workspace import Place
from accord.monitor.border import area_border, line_border
from accord.monitor.where import NORMAL, POINT, POINTS, REGION, WEDGE, locate, to_plane
from accord.monitor.zone import Ground

ORIGIN = (37.0, 48.0)


def place(key, kind, coordinates):
    return Place(id=key, name=key, geometry={"type": kind, "coordinates": coordinates}, longitude=37.0, latitude=48.0)


RING = [[36.8, 47.9], [37.3, 47.8], [37.2, 48.2], [37.0, 48.0], [36.8, 48.2], [36.8, 47.9]]
HOLE = [[37.1, 47.9], [37.15, 47.9], [37.15, 47.95], [37.1, 47.95], [37.1, 47.9]]
PLACES = {
    "area": place("area", "Polygon", [RING, HOLE]),
    "line": place("line", "LineString", [[37.2, 49.0], [37.0, 48.3], [37.3, 48.0], [36.9, 47.8], [37.1, 47.0]]),
    "spot": place("spot", "Point", [37.1, 48.1]),
}


def test_the_plane_keeps_distances_from_its_centre():
    rng = np.random.default_rng(1)
    longitudes, latitudes = rng.uniform(30, 44, 200), rng.uniform(44, 52, 200)
    east, north = plane(longitudes, latitudes, ORIGIN)
    true = [distance_km(ORIGIN, pair) for pair in zip(longitudes, latitudes, strict=True)]
    assert np.abs(np.hypot(east, north) - true).max() < 1e-6
    back = globe(east, north, ORIGIN)
    assert np.abs(np.stack(back) - [longitudes, latitudes]).max() < 1e-9


def test_a_point_is_normal_with_its_error():
    assert np.abs(NORMAL.mean(axis=0)).max() < 1e-12
    assert np.abs(np.cov(NORMAL.T, bias=True) - np.eye(2)).max() < 1e-12
    # The share within r standard errors of a point is 1 - exp(-r2 / 2).
    for radius in (0.5, 1.0, 1.5, 2.0):
        assert (np.hypot(*NORMAL.T) < radius).mean() == pytest.approx(1 - np.exp(-(radius**2) / 2), abs=0.02)


def test_every_half_plane_has_its_share():
    for angle in np.linspace(0, 2 * np.pi, 24, endpoint=False):
        along = NORMAL @ [np.cos(angle), np.sin(angle)]
        for offset, share in ((0.0, 0.5), (1.0, 0.8413), (-1.0, 0.1587)):
            assert (along < offset).mean() == pytest.approx(share, abs=0.035)


def test_a_wedge_lies_between_its_ranges_and_bearings():
    frame = pl.DataFrame(
        {"longitude": [37.0], "latitude": [48.0], "bearing": [350.0], "bearing_width": [40.0]}
        | {"range_low_km": [2.0], "range_high_km": [4.0]}
    )
    found = locate(frame, {}, origin=ORIGIN)
    east, north = found.points(np.array([0]))[0].T
    radius, bearing = np.hypot(east, north), (np.degrees(np.arctan2(east, north)) - 330) % 360
    assert found.kind.tolist() == [WEDGE]
    assert 2.0 <= radius.min() < 2.1 < 3.9 < radius.max() <= 4.0
    assert 0 <= bearing.min() < 2 < 38 < bearing.max() <= 40
    assert (radius < np.sqrt(10)).mean() == pytest.approx(0.5, abs=0.02)  # half the area


@pytest.mark.parametrize("name", ["area", "line", "spot"])
def test_a_region_is_spread_over_its_place(name):
    frame = pl.DataFrame({"place": [name, "nowhere"]})
    found = locate(frame, PLACES, origin=ORIGIN)
    assert found.kind.tolist() == [REGION, -1]
    points = found.points(np.array([0]))[0]
    shape = to_plane(PLACES[name], ORIGIN)
    assert max(shape.distance(shapely.Point(*point)) for point in points) < 1e-9
    assert points.mean(axis=0) == pytest.approx([shape.centroid.x, shape.centroid.y], abs=1.5)
    assert np.isnan(found.east_km[1])


@pytest.mark.parametrize("name", ["area", "line"])
def test_distances_are_those_of_shapely(name):
    rng = np.random.default_rng(2)
    east, north = rng.uniform(-60, 60, 500), rng.uniform(-60, 60, 500)
    shape = to_plane(PLACES[name], ORIGIN)
    edge = shape.boundary if name == "area" else shape
    border = area_border([name], PLACES, ORIGIN, 0.0) if name == "area" else line_border(PLACES[name], ORIGIN)
    found = border.distances(east, north)
    points = shapely.points(east, north)
    assert np.abs(np.abs(found) - shapely.distance(edge, points)).max() < 1e-9
    if name == "area":
        assert ((found > 0) == shapely.contains(shape, points)).all()
    else:
        # East of a line that runs from north to south is its left.
        ring = shapely.Polygon([*shape.coords, (200, -200), (200, 200)])
        assert ((found > 0) == shapely.contains(ring, points)).all()


def ground(frame, zones):
    deal = Deal(
        title="x", signed=dt.date(2027, 1, 1), parties=(Party(id="XAA", name="A"), Party(id="XBB", name="B")),
        lines=(Line(id="l", place="line", left="XAA", right="XBB"),), zones=zones,
        terms=(Term(id="t", title="t", kind="prohibition"),),
    )  # fmt: skip
    return Ground(deal=deal, places=PLACES, located=locate(frame, PLACES, origin=ORIGIN))


ZONES = (
    Zone(id="both", line="l", from_km=3, to_km=12),
    Zone(id="own", line="l", side="own", to_km=15),
    Zone(id="area", places=("area",)),
    Zone(id="around", places=("area", "spot"), buffer_km=4),
    Zone(id="in-both", places=("area",), within="own"),
)


def holds(zone, party, east, north):
    """Whether points lie in a zone, by shapely alone."""
    points, line, area = shapely.points(east, north), *(to_plane(PLACES[key], ORIGIN) for key in ("line", "area"))
    far, left = shapely.distance(line, points), shapely.contains(
        shapely.Polygon([*line.coords, (300, -300), (300, 300)]), points
    )  # fmt: skip
    match zone:
        case "both":
            return (far >= 3) & (far < 12)
        case "own":
            return (far < 15) & (left == (party == "XAA"))
        case "area":
            return shapely.contains(area, points)
        case "around":
            spot = to_plane(PLACES["spot"], ORIGIN)
            return (shapely.distance(area, points) < 4) | (shapely.distance(spot, points) < 4)
        case _:
            return holds("area", party, east, north) & holds("own", party, east, north)


@pytest.mark.parametrize("party", ["XAA", "XBB"])
@pytest.mark.parametrize("zone", [zone.id for zone in ZONES])
def test_the_probability_of_a_zone_is_the_share_of_random_points_in_it(zone, party):
    rng = np.random.default_rng(3)
    count = 150
    frame = pl.DataFrame(
        {"longitude": rng.uniform(36.5, 37.6, count), "latitude": rng.uniform(47.6, 48.4, count)}
        | {"error_km": rng.choice([0.2, 1.0, 4.0], count)}
    )
    found = ground(frame, ZONES)
    (piece,) = found.pieces(zone, party)
    shares = found.inside(piece.conditions, np.arange(count))
    located = found.located
    for row in range(count):
        east, north = rng.normal([[located.east_km[row]], [located.north_km[row]]], located.error_km[row], (2, 2000))
        # 64 points and 2,000 random ones both err.
        assert shares[row] == pytest.approx(holds(zone, party, east, north).mean(), abs=0.09)


def test_what_is_decided_at_once_is_what_the_points_say():
    rng = np.random.default_rng(4)
    count = 400
    frame = pl.DataFrame({"longitude": rng.uniform(36, 38, count), "latitude": rng.uniform(47.5, 48.5, count)})
    found = ground(frame.with_columns(error_km=pl.lit(1.5)), ZONES)
    for zone in ZONES:
        (piece,) = found.pieces(zone.id, "XAA")
        rows = np.arange(count)
        assert np.array_equal(found.inside(piece.conditions, rows), found._share(piece.conditions, rows))


def test_sixty_four_points_and_one_kind_a_row():
    frame = pl.DataFrame({"longitude": [37.0, None], "latitude": [48.0, None], "place": [None, "area"]})
    found = locate(frame, PLACES)
    assert found.kind.tolist() == [POINT, REGION]
    assert found.points(np.array([0, 1])).shape == (2, POINTS, 2)
