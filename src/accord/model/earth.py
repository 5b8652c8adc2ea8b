"""Where positions lie to each other: distance on the globe, and a local plane in kilometres."""

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""

Position = tuple[float, float]
"""Longitude and latitude, degrees."""


def distance_km(here: Position, there: Position) -> float:
    """Great-circle distance of two positions, kilometres (haversine formula on a sphere).

    >>> round(distance_km((0, 0), (0, 1)), 2), distance_km((5, 5), (5, 5))
    (111.2, 0.0)
    """
    (east_a, north_a), (east_b, north_b) = ((math.radians(x), math.radians(y)) for x, y in (here, there))
    chord = math.sin((north_b - north_a) / 2) ** 2
    chord += math.cos(north_a) * math.cos(north_b) * math.sin((east_b - east_a) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))


def plane(
    longitudes: "ArrayLike", latitudes: "ArrayLike", centre: Position
) -> "tuple[NDArray[np.float64], NDArray[np.float64]]":
    """Positions on a plane that touches the globe at a centre: azimuthal equidistant projection (Snyder 1987, p. 195).

    Distances and bearings from the centre are exact; at 300 km from it lengths across are 0.04 % too long.

    Parameters
    ----------
    longitudes, latitudes
        Degrees, of any one shape.
    centre
        Longitude and latitude of the origin, degrees.

    Returns
    -------
    tuple
        Kilometres east and north of the centre, in the shape given.

    >>> east, north = plane([30.0, 31.0], [50.0, 50.0], (30.0, 50.0))
    >>> east.round(2).tolist(), north.round(2).tolist()
    ([0.0, 71.47], [0.0, 0.48])
    """
    import numpy as np

    middle = math.radians(centre[1])
    north = np.radians(np.asarray(latitudes, dtype=np.float64))
    east = np.radians(np.asarray(longitudes, dtype=np.float64) - centre[0])
    x = np.cos(north) * np.sin(east)
    y = math.cos(middle) * np.sin(north) - math.sin(middle) * np.cos(north) * np.cos(east)
    sine = np.hypot(x, y)
    cosine = math.sin(middle) * np.sin(north) + math.cos(middle) * np.cos(north) * np.cos(east)
    angle = np.arctan2(sine, cosine)
    scale = EARTH_RADIUS_KM * np.divide(angle, sine, out=np.ones_like(sine), where=sine > 0)
    return scale * x, scale * y


def globe(
    east_km: "ArrayLike", north_km: "ArrayLike", centre: Position
) -> "tuple[NDArray[np.float64], NDArray[np.float64]]":
    """Longitudes and latitudes, degrees, of points of the plane: the inverse of `plane`.

    >>> east, north = plane([37.5, 38.0], [48.0, 49.0], (37.0, 48.5))
    >>> [part.round(6).tolist() for part in globe(east, north, (37.0, 48.5))]
    [[37.5, 38.0], [48.0, 49.0]]
    """
    import numpy as np

    x, y = np.asarray(east_km, dtype=np.float64), np.asarray(north_km, dtype=np.float64)
    far = np.hypot(x, y)
    angle, middle = far / EARTH_RADIUS_KM, math.radians(centre[1])
    share = np.divide(np.sin(angle), far, out=np.full_like(far, 1 / EARTH_RADIUS_KM), where=far > 0)
    latitudes = np.arcsin(np.clip(np.cos(angle) * math.sin(middle) + y * share * math.cos(middle), -1, 1))
    longitudes = np.arctan2(x * share, math.cos(middle) * np.cos(angle) - y * share * math.sin(middle))
    wrapped = (np.degrees(longitudes) + centre[0] + 180) % 360 - 180
    return wrapped, np.degrees(latitudes)
