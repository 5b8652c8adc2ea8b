"""With what chance a post detects what happens at a distance, and how often it can be reached.

The half-normal curve of distance sampling (Buckland et al. 2001, Distance sampling, ch. 3): ``g exp(-d^2 / 2 s^2)``,
with ``s`` shortened where the ground hides. All figures here are own planning assumptions; replace them by what the
mission measures.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
LEAST = 0.02
"""A lower chance is none."""
OPEN = "open"
TERRAIN: Mapping[str, float] = {OPEN: 1.0, "hills": 0.7, "forest": 0.5, "town": 0.5, "marsh": 0.9}
"""Kind of place -> share of the distance that remains; where several overlap the least counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """How a means detects by distance, over 24 hours."""

    near: float
    """Chance at no distance, 0 to 1."""
    spread_km: float
    """Distance at which it has fallen to 61 % of that on open ground, kilometres."""

    def chances(self, distance_km: ArrayLike, ground: ArrayLike = 1.0) -> Floats:
        """Chance at a distance; `ground` is the share of the distance that the terrain leaves.

        >>> Curve(near=0.8, spread_km=5).chances([0, 5, 50]).round(3).tolist()
        [0.8, 0.485, 0.0]
        """
        reach = self.spread_km * np.asarray(ground, dtype=np.float64)
        found: Floats = self.near * np.exp(-0.5 * (np.asarray(distance_km, dtype=np.float64) / reach) ** 2)
        return np.where(found < LEAST, 0.0, found)


TEAM = Curve(near=0.85, spread_km=5.0)
"""A team of observers, by day and night, seen and heard."""
SENSOR = Curve(near=0.9, spread_km=3.0)
"""A detachment of cameras and ground sensors."""


def access(denied_days: ArrayLike, days: int) -> NDArray[np.float64]:
    """Chance that a site can be reached tomorrow, from the days on which passage near it was denied.

    The rule of succession: (open days + 1) / (days + 2), as after a uniform prior.

    >>> access([0, 8, 30], 30).round(2).tolist()
    [0.97, 0.72, 0.03]
    """
    denied = np.minimum(np.asarray(denied_days, dtype=np.float64), days)
    return (days - denied + 1.0) / (days + 2.0)
