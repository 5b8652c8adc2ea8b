"""Groups of events dense in space and time: ST-DBSCAN (Birant & Kut 2007, Data Knowl. Eng. 60:208).

An event with at least `least` events within `km` and `days` of it, itself counted, is a core; cores that are near each
other are one group, and so is what lies near a core. Of an event near cores of two groups, the group whose first core
stands first has it; all else does not depend on the order of rows.
"""

import numpy as np
import numpy.typing as npt

from accord.monitor.kernels.close import grow
from accord.monitor.neighbours import events, near_lists


def dense_groups(
    xy_km: npt.ArrayLike, times_days: npt.ArrayLike, *, km: float, days: float, least: int
) -> npt.NDArray[np.int64]:
    """Number of the group of each event; -1: in none.

    Parameters
    ----------
    xy_km
        (n, 2) places on a plane, kilometres.
    times_days
        (n,) times, days from anywhere.
    km, days
        Largest distance and time of neighbours; both ends included.
    least
        Fewest neighbours of a core, itself counted.

    Returns
    -------
    numpy.ndarray
        (n,) groups numbered from 0 by their first core.

    Raises
    ------
    ValueError
        Shapes that do not fit, numbers that are not finite, limits below zero, `least` below 1.

    Examples
    --------
    >>> places = [(0, 0), (0, 1), (1, 0), (0, 0), (90, 90)]
    >>> dense_groups(places, [0, 1, 1, 60, 0], km=2, days=3, least=3).tolist()
    [0, 0, 0, -1, -1]
    >>> dense_groups([], [], km=2, days=3, least=3).tolist()
    []
    """
    xy, times = events(xy_km, times_days)
    if not (km >= 0 and days >= 0 and least >= 1):
        raise ValueError(f"km, days: must not be below 0, and least be at least 1: {km}, {days}, {least}")
    starts, near = near_lists(xy, times, km=km, reach=days)
    labels = np.empty(len(xy), dtype=np.int64)
    grow(starts, near, least, labels)
    return labels
