"""Nested circles of nearest neighbours round every place."""

import numpy as np

from accord.monitor.kernels.scan import Floats, Ints, Rings


def rings_around(
    xy_km: Floats, weight: Floats, windows: int, *, largest_share: float = 0.5, largest_km: float = np.inf
) -> Rings:
    """Circles round every place, from the place alone up to the largest.

    Places at the same distance enter together. A place alone is a circle however much weighs on it.

    Parameters
    ----------
    xy_km
        (P, 2) coordinates on a plane, kilometres.
    weight
        (P,) expected events of each place.
    windows
        Longest window, days.
    largest_share
        Largest share of all weight in a circle (Kulldorff 1997 takes one half).
    largest_km
        Largest radius, kilometres.

    >>> rings = rings_around(np.array([[0.0, 0], [1, 0], [9, 0]]), np.ones(3), 2, largest_share=0.7)
    >>> rings.start.tolist(), rings.near.tolist()
    ([0, 2, 4, 6], [0, 1, 1, 0, 2, 1])
    """
    distance = np.hypot(*(xy_km[:, None] - xy_km[None, :]).transpose(2, 0, 1))
    order = np.argsort(distance, axis=1, kind="stable")
    sorted_km = np.take_along_axis(distance, order, axis=1)
    whole = np.append(sorted_km[:, 1:] > sorted_km[:, :-1] + 1e-9, np.ones((len(order), 1), dtype=bool), axis=1)
    heavy = np.cumsum(weight[order], axis=1) > largest_share * weight.sum() * (1 + 1e-12)
    allowed = whole & ((sorted_km <= 1e-9) | (~heavy & (sorted_km <= largest_km)))
    size = np.where(allowed.any(1), allowed.shape[1] - np.argmax(allowed[:, ::-1], axis=1), 0)
    kept = np.arange(order.shape[1]) < size[:, None]
    start = np.append(0, np.cumsum(size))
    tried = np.ones((len(order), windows), dtype=bool)
    return Rings(start.astype(np.int32), order[kept].astype(np.int32), allowed[kept], tried)


def radius_km(xy_km: Floats, centre: int, members: Ints) -> float:
    """Distance from a place to the farthest of some places, kilometres.

    >>> radius_km(np.array([[0.0, 0], [3, 4]]), 0, np.array([0, 1], dtype=np.int32))
    5.0
    """
    return float(np.hypot(*(xy_km[members] - xy_km[centre]).T).max())
