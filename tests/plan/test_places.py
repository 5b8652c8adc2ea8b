import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plan.workspaces import place, square

from accord.plan.places import Places, distance_km

longitudes, latitudes = st.floats(-180, 180), st.floats(-90, 90)


def test_a_quarter_of_the_globe_is_a_quarter_of_its_girth():
    # 2 pi 6371.0088 km / 4 = 10007.557 km
    assert distance_km(place("a", 0, 0), place("b", 0, 90)) == pytest.approx(10007.557, abs=0.001)
    assert distance_km(place("a", 0, 0), place("b", 90, 0)) == pytest.approx(10007.557, abs=0.001)


def test_distance_crosses_the_date_line():
    assert distance_km(place("a", 179.5, 0), place("b", -179.5, 0)) == pytest.approx(111.195, abs=0.001)


@given(a=st.tuples(longitudes, latitudes), b=st.tuples(longitudes, latitudes))
def test_distance_is_symmetric_and_at_most_half_the_girth(a: tuple[float, float], b: tuple[float, float]):
    one, other = place("a", *a), place("b", *b)
    assert distance_km(one, other) == pytest.approx(distance_km(other, one), abs=1e-6)
    assert 0 <= distance_km(one, other) <= 20015.2


def test_reach_zero_means_the_same_area():
    places = Places({"a": place("a", 0, 0), "b": place("b", 0, 0), "c": place("c", 0, 1)})
    assert places.within_reach("a", "a", 0)
    assert not places.within_reach("a", "b", 0)
    assert places.within_reach("a", "c", 112)
    assert not places.within_reach("a", "c", 111)
    assert not places.within_reach("a", "unknown", 1e6)


def test_a_point_on_the_edge_is_inside_and_a_point_holds_nothing():
    places = Places({"box": square("box", 0, 0), "edge": place("edge", 1, 0.5), "out": place("out", 1.001, 0.5)})
    assert places.in_any("edge", ["box"])
    assert not places.in_any("out", ["box"])
    assert not places.in_any("box", ["edge"])
    assert places.in_any("box", ["edge", "box"])
    assert not places.in_any("edge", [])
