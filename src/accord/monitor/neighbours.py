"""Who lies near whom: events within a distance and a time of each other, found through square cells."""

import numpy as np

from accord.monitor.kernels.close import Cells, Floats, Longs, neighbours


def near_lists(xy_km: Floats, times: Floats, *, km: float, reach: float) -> tuple[Longs, Longs]:
    """Rows within `km` and `reach` of each row, itself included.

    Returns
    -------
    tuple
        (n+1,) where each row's list begins, and the lists one after the other; the order inside a list says nothing.

    >>> near_lists(np.array([[0.0, 0], [3, 4], [9, 9]]), np.zeros(3), km=5, reach=0)[0].tolist()
    [0, 2, 4, 5]
    """
    counted = np.zeros(len(xy_km) + 1, dtype=np.int64)
    if not len(xy_km):
        return counted, np.empty(0, dtype=np.int64)
    cells = _cells(xy_km, times, km)
    neighbours(cells, xy_km, times, km * km, reach, counted, np.empty(0, dtype=np.int64))
    starts = np.cumsum(counted)
    near = np.empty(starts[-1], dtype=np.int64)
    neighbours(cells, xy_km, times, km * km, reach, starts.copy(), near)
    return starts, near


def events(xy_km: object, times: object) -> tuple[Floats, Floats]:
    """Coordinates (n, 2) and times (n,) as arrays, or what is wrong with them."""
    xy, when = np.ascontiguousarray(xy_km, dtype=float).reshape(-1, 2), np.ascontiguousarray(times, dtype=float)
    if when.shape != (len(xy),):
        raise ValueError(f"times: must be ({len(xy)},) as there are places, not {when.shape}")
    if not (np.isfinite(xy).all() and np.isfinite(when).all()):
        raise ValueError("places and times: must be finite numbers")
    return xy, when


def _cells(xy: Floats, times: Floats, km: float) -> Cells:
    low = xy.min(axis=0)
    extent = xy.max(axis=0) - low
    # A little wider than asked, so that rounding cannot put two near events two cells apart.
    width = max(km * (1 + 1e-9), float(extent.max()) * 1e-6, 1e-9)
    column = np.floor((xy - low) / width).astype(np.int64)
    stride = int(column[:, 1].max()) + 3
    key = column[:, 0] * stride + column[:, 1]
    order = np.lexsort((times, key))
    keys, begins = np.unique(key[order], return_index=True)
    return Cells(order, keys, np.append(begins, len(key)).astype(np.int64), stride)
