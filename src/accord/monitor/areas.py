"""The smallest area that holds each incident."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import polars as pl

from accord.model.workspace import Place


def areas_of(places: Mapping[str, Place]) -> tuple[str, ...]:
    """Places with an area, the smallest first; of equal ones in order of their ids."""
    import shapely
    from shapely.geometry import shape

    found = [(shapely.area(shape(place.geometry)), key) for key, place in places.items() if _is_area(place)]
    return tuple(key for _, key in sorted(found))


def _is_area(place: Place) -> bool:
    return str(place.geometry["type"]).endswith("Polygon")


def smallest_area(
    longitude: npt.NDArray[np.float64], latitude: npt.NDArray[np.float64], places: Mapping[str, Place]
) -> pl.Series:
    """Area of each position, blank where none holds it.

    Parameters
    ----------
    longitude, latitude
        (n,) degrees; NaN: nowhere.

    >>> ring = [[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]
    >>> square = {"type": "Polygon", "coordinates": [ring]}
    >>> places = {"a": Place(id="a", name="A", geometry=square, longitude=1, latitude=1)}
    >>> smallest_area(np.array([1.0, 3.0]), np.array([1.0, 1.0]), places).to_list()
    ['a', '']
    """
    import shapely
    from shapely.geometry import shape

    names = ("", *areas_of(places))
    found = np.zeros(len(longitude), dtype=np.int64)
    for number, name in enumerate(names[1:], start=1):
        free = np.flatnonzero(found == 0)
        whole = shape(places[name].geometry)
        shapely.prepare(whole)
        west, south, east, north = whole.bounds
        x, y = longitude[free], latitude[free]
        near = (x >= west) & (x <= east) & (y >= south) & (y <= north)
        rows = free[near]
        found[rows[shapely.contains_xy(whole, longitude[rows], latitude[rows])]] = number
    return pl.Series("area", np.array(names, dtype=object)[found].tolist(), dtype=pl.String)


def inside_of(places: Mapping[str, Place]) -> dict[str, tuple[str, ...]]:
    """Area -> itself and the areas within it: what a watch over it watches."""
    import shapely
    from shapely.geometry import shape

    names = areas_of(places)
    shapes = {name: shape(places[name].geometry) for name in names}
    spots = {name: shapely.point_on_surface(whole) for name, whole in shapes.items()}
    return {
        name: tuple(
            other
            for other in names
            if other == name
            or (shapes[other].area < shapes[name].area and shapely.contains(shapes[name], spots[other]))
        )
        for name in names
    }
