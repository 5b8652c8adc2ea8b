from importlib.resources import files

import pytest
from shapely.geometry import Point, shape

from accord.brief.maps.ground import rows, shipped

FOLDER = files("accord.brief.maps") / "basemap"


@pytest.mark.parametrize(
    ("town", "longitude", "latitude"),
    [("Simferopol", 34.10, 44.95), ("Sevastopol", 33.52, 44.61), ("Kerch", 36.47, 45.36), ("Donetsk", 37.80, 48.00)],
)
def test_crimea_and_donetsk_lie_in_ukraine_and_nowhere_else(town: str, longitude: float, latitude: float) -> None:
    point = Point(longitude, latitude)
    assert [row["code"] for row in rows("countries") if shape(row["geometry"]).intersects(point)] == ["UKR"]


def test_crimea_and_sevastopol_are_regions_of_ukraine() -> None:
    found = {
        row["name"]: row["code"]
        for row in rows("admin1")
        for point in (Point(34.10, 44.95), Point(33.52, 44.61))
        if shape(row["geometry"]).contains(point)
    }
    assert found == {"Crimea": "UA-43", "Sevastopol": "UA-40"}


def test_cities_are_spelled_as_their_country_spells_them() -> None:
    cities = {row["name"]: row["nation"] for row in rows("cities")}
    for name in ("Kyiv", "Odesa", "Lviv", "Kharkiv", "Mykolaiv", "Zaporizhzhia", "Sevastopol", "Simferopol"):
        assert cities[name] == "UKR"
    assert not cities.keys() & {"Kiev", "Odessa", "Lvov", "Kharkov", "Nikolaev", "Zaporozhye"}
    assert all(ord(letter) < 0x250 or letter in "ȘșȚț" for name in cities for letter in name)


def test_each_city_lies_in_its_country() -> None:
    countries = {row["code"]: shape(row["geometry"]).buffer(0.02) for row in rows("countries")}
    for row in rows("cities"):
        assert countries[row["nation"]].contains(Point(*row["geometry"]["coordinates"])), row["name"]


def test_outlines_are_sound() -> None:
    assert all(outline.geometry.is_valid and not outline.geometry.is_empty for outline in shipped())


def test_basemap_is_attributed_and_small() -> None:
    text = (FOLDER / "ATTRIBUTION.md").read_text(encoding="utf-8")
    names = [path.name for path in FOLDER.iterdir() if path.name.endswith(".json")]
    assert len(names) == 4
    assert all(name in text for name in names)
    assert "Natural Earth" in text
    assert "GeoNames" in text
    assert "CC BY 4.0" in text
    assert sum(len((FOLDER / name).read_bytes()) for name in names) < 520_000
