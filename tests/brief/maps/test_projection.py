import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.brief.charts.drawings import new_pen

from accord.brief.maps.frame import Extent, extent_of, frame_of
from accord.brief.maps.furniture import round_length, scale_bar
from accord.brief.maps.projection import RADIUS_KM, Conic, conic
from accord.model.earth import distance_km


@st.composite
def extents(draw: st.DrawFn) -> Extent:
    west = draw(st.floats(-180.0, 180.0))
    south = draw(st.floats(-80.0, 79.0))
    return west, south, west + draw(st.floats(0.001, 60.0)), min(80.0, south + draw(st.floats(0.001, 30.0)))


def inside(extent: Extent, across: float, up: float) -> tuple[float, float]:
    west, south, east, north = extent
    return (west + across * (east - west) + 180.0) % 360.0 - 180.0, south + up * (north - south)


SHARE = st.floats(0.0, 1.0)


@given(extents(), SHARE, SHARE)
def test_what_is_projected_comes_back(extent: Extent, across: float, up: float) -> None:
    own = conic(*extent)
    position = np.array([inside(extent, across, up)])
    back = own.inverse(own.forward(position))
    assert abs((back[0, 0] - position[0, 0] + 180.0) % 360.0 - 180.0) < 1e-6
    assert abs(back[0, 1] - position[0, 1]) < 1e-6


@given(extents(), SHARE, SHARE)
def test_north_is_up_on_the_central_meridian(extent: Extent, low: float, high: float) -> None:
    own = conic(*extent)
    ends = own.forward(np.array([[own.meridian, inside(extent, 0, min(low, high))[1]], [own.meridian, 81.0]]))
    assert np.allclose(ends[:, 0], 0.0, atol=1e-6)
    assert ends[1, 1] > ends[0, 1]


@given(extents(), SHARE, SHARE)
def test_scale_is_true_on_standard_parallels_and_near_it_over_the_extent(
    extent: Extent, across: float, up: float
) -> None:
    own = conic(*extent)
    assert scale_at(own, (own.meridian, own.first)) == pytest.approx(1.0, abs=2e-4)
    assert scale_at(own, (own.meridian, own.second)) == pytest.approx(1.0, abs=2e-4)
    height = math.radians(extent[3] - extent[1])
    # Half a parabola over the height, and more of it where the parallels crowd toward a pole.
    bound = 0.001 + 0.12 * height**2 / math.cos(math.radians(max(abs(extent[1]), abs(extent[3]))))
    assert abs(scale_at(own, inside(extent, across, up)) - 1.0) < bound


def scale_at(own: Conic, position: tuple[float, float]) -> float:
    """Projected over true length of a short step to the north."""
    longitude, latitude = position
    step = 0.001
    ends = own.forward(np.array([[longitude, latitude - step], [longitude, latitude + step]]))
    return float(np.hypot(*(ends[1] - ends[0]))) / (RADIUS_KM * math.radians(2 * step))


@pytest.mark.parametrize(
    ("here", "there"),
    [((30.52, 50.45), (24.03, 49.84)), ((30.72, 46.48), (36.23, 49.99)), ((34.10, 44.95), (31.29, 51.49))],
)
def test_distances_over_ukraine_are_those_on_the_globe(here: tuple[float, float], there: tuple[float, float]) -> None:
    own = conic(22.0, 44.0, 40.5, 52.5)
    ends = own.forward(np.array([here, there]))
    assert float(np.hypot(*(ends[1] - ends[0]))) == pytest.approx(distance_km(here, there), rel=0.005)


def test_equator_and_antimeridian_and_poles_are_drawn() -> None:
    for extent in [(10.0, -5.0, 20.0, 5.0), (175.0, -20.0, 190.0, -10.0), (-30.0, 70.0, 30.0, 90.0)]:
        own = conic(*extent)
        found = own.forward(np.array([inside(extent, 0.0, 0.0), inside(extent, 1.0, 1.0)]))
        assert np.isfinite(found).all()
        assert found[1, 0] > found[0, 0]


@given(st.lists(st.tuples(st.floats(-180.0, 180.0), st.floats(-85.0, 85.0)), min_size=1, max_size=8))
def test_extent_holds_every_position_and_is_the_narrowest(positions: list[tuple[float, float]]) -> None:
    west, south, east, north = extent_of(positions)
    for longitude, latitude in positions:
        assert (longitude - west) % 360.0 <= east - west + 1e-9 or (west - longitude) % 360.0 < 1e-9
        assert south <= latitude <= north
    assert east - west <= max(x for x, _ in positions) - min(x for x, _ in positions) + 1e-9


@given(extents(), SHARE, SHARE)
def test_window_shows_the_whole_extent(extent: Extent, across: float, up: float) -> None:
    frame = frame_of(extent, width=500.0, least=200.0, most=450.0)
    assert 200.0 <= frame.height <= 450.0
    assert frame.holds(*inside(extent, across, up))


@pytest.mark.parametrize("extent", [(30.0, 50.0, 30.0, 50.0), (180.0, 0.0, 180.0, 0.0), (0.0, 90.0, 0.0, 90.0)])
def test_extent_of_one_point_has_a_window(extent: Extent) -> None:
    frame = frame_of(extent, width=500.0, least=200.0, most=450.0)
    assert frame.km_per_point > 0
    assert np.isfinite(frame.extent).all()


def test_scale_bar_is_true_at_the_centre() -> None:
    frame = frame_of((22.0, 44.0, 40.5, 52.5), width=500.0, least=200.0, most=450.0)
    km = round_length(frame.km_at_centre() * frame.width * 0.22)
    half = km / frame.km_at_centre() / 2
    middle = np.array([[frame.width / 2 - half, frame.height / 2], [frame.width / 2 + half, frame.height / 2]])
    ends = frame.conic.inverse(
        middle * (frame.km_per_point, -frame.km_per_point) + (frame.left_km, frame.top_km)
    ).tolist()
    assert distance_km(tuple(ends[0]), tuple(ends[1])) == pytest.approx(km, rel=1e-3)
    assert f"h{2 * half:.2f}" in scale_bar(frame, new_pen())[0]
