r"""Lambert's conformal conic projection on a sphere, with two standard parallels that suit an extent.

With latitude :math:`\varphi`, longitude :math:`\lambda`, standard parallels :math:`\varphi_1, \varphi_2`, and
:math:`t(\varphi) = \tan(\pi/4 + \varphi/2)`:

.. math::

    n = \frac{\ln \cos\varphi_1 - \ln \cos\varphi_2}{\ln t(\varphi_2) - \ln t(\varphi_1)}, \quad
    \rho = R \frac{\cos\varphi_1}{n} \left(\frac{t(\varphi_1)}{t(\varphi)}\right)^n, \quad
    x = \rho \sin n(\lambda - \lambda_0), \quad y = \rho_0 - \rho \cos n(\lambda - \lambda_0).

North is up on the central meridian :math:`\lambda_0`. Where both parallels lie at the equator n is 0, and the limit,
Mercator's projection, takes its place. After J. P. Snyder, Map Projections: A Working Manual (USGS 1395, 1987), 15.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RADIUS_KM = 6371.0088
"""Mean radius of the Earth."""
_FLAT = 1e-9
"""Cone constants below count as a cylinder."""
_NEAREST_POLE = 89.5
"""Latitudes beyond are drawn here: the far pole lies at infinity."""

Positions = NDArray[np.float64]
"""Pairs of numbers, shape (n, 2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conic:
    """A projection of longitudes and latitudes, degrees, to kilometres east and north."""

    meridian: float
    """Central meridian, degrees east; north is up on it."""
    parallel: float
    """Latitude of the origin, degrees north."""
    first: float
    """First standard parallel, degrees north: no distortion on it."""
    second: float
    """Second standard parallel, degrees north."""

    @property
    def cone(self) -> float:
        """Constant n of the cone: 0 for a cylinder, 1 for a plane at the pole."""
        one, two = math.radians(self.first), math.radians(self.second)
        if abs(one - two) < _FLAT:
            return math.sin(one)
        return (math.log(math.cos(one)) - math.log(math.cos(two))) / (_grown(two) - _grown(one))

    def forward(self, positions: Positions) -> Positions:
        """Kilometres east and north of the origin, shape (n, 2), of longitudes and latitudes in degrees.

        >>> polish = conic(14.0, 49.0, 24.0, 55.0)
        >>> polish.forward(np.array([[19.0, 52.0], [19.0, 53.0]])).round(1).tolist()
        [[0.0, 0.0], [0.0, 111.1]]
        """
        turn = np.radians((positions[:, 0] - self.meridian + 180.0) % 360.0 - 180.0)
        return self.forward_turned(turn, positions[:, 1])

    def forward_turned(self, turn: NDArray[np.float64], latitudes: NDArray[np.float64]) -> Positions:
        """The same for angles from the central meridian, radians, that need not lie within half a turn."""
        rise = _growth(np.radians(np.clip(latitudes, -_NEAREST_POLE, _NEAREST_POLE)))
        cone, one = self.cone, math.radians(self.first)
        base = _grown(math.radians(self.parallel))
        if abs(cone) < _FLAT:
            return np.column_stack((turn, rise - base)) * RADIUS_KM * math.cos(one)
        size = RADIUS_KM * math.cos(one) / cone
        rho = size * np.exp(cone * (_grown(one) - rise))
        origin = size * math.exp(cone * (_grown(one) - base))
        return np.column_stack((rho * np.sin(cone * turn), origin - rho * np.cos(cone * turn)))

    def inverse(self, points: Positions) -> Positions:
        """Longitudes and latitudes, degrees, of points in kilometres.

        >>> polish = conic(14.0, 49.0, 24.0, 55.0)
        >>> polish.inverse(polish.forward(np.array([[16.5, 50.25]]))).round(9).tolist()
        [[16.5, 50.25]]
        """
        cone, one = self.cone, math.radians(self.first)
        base = _grown(math.radians(self.parallel))
        if abs(cone) < _FLAT:
            turn, rise = (points / (RADIUS_KM * math.cos(one))).T
            rise = rise + base
        else:
            size = RADIUS_KM * math.cos(one) / cone
            origin = size * math.exp(cone * (_grown(one) - base))
            sign = math.copysign(1.0, cone)
            turn = np.arctan2(sign * points[:, 0], sign * (origin - points[:, 1])) / cone
            rho = np.maximum(np.hypot(points[:, 0], origin - points[:, 1]), 1e-300)
            rise = _grown(one) - np.log(rho / abs(size)) / cone
        latitudes = 2.0 * np.arctan(np.exp(rise)) - math.pi / 2
        longitudes = (np.degrees(turn) + self.meridian + 180.0) % 360.0 - 180.0
        return np.column_stack((longitudes, np.degrees(latitudes)))


def conic(west: float, south: float, east: float, north: float) -> Conic:
    """The conic that suits an extent, degrees: standard parallels a sixth of its height within its edges.

    An extent over the antimeridian has its east beyond 180.

    >>> conic(22.0, 44.0, 40.0, 53.0)
    Conic(meridian=31.0, parallel=48.5, first=45.5, second=51.5)
    """
    south, north = max(south, -85.0), min(north, 85.0)
    sixth = (north - south) / 6.0
    meridian = ((west + east) / 2.0 + 180.0) % 360.0 - 180.0
    return Conic(meridian=meridian, parallel=(south + north) / 2.0, first=south + sixth, second=north - sixth)


def _grown(latitude: float) -> float:
    return math.log(math.tan(math.pi / 4 + latitude / 2))


def _growth(latitudes: NDArray[np.float64]) -> NDArray[np.float64]:
    grown: NDArray[np.float64] = np.log(np.tan(math.pi / 4 + latitudes / 2))
    return grown
