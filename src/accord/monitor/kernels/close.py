"""Pairs of events that are close to each other, and how many stay close when times change hands."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

Floats = npt.NDArray[np.float64]
Longs = npt.NDArray[np.int64]

LANES = 16
"""Permutations side by side."""


class Cells(NamedTuple):
    """Events in square cells, cell by cell, by time within a cell; the lists of a cell's events are contiguous."""

    order: Longs
    """(n,) row of the event at each position."""
    keys: Longs
    """(c,) number of each cell that holds events, rising; the neighbour to the east is `stride` farther."""
    begins: Longs
    """(c+1,) first position of each cell."""
    stride: int


@njit(cache=True, nogil=True)
def neighbours(
    cells: Cells, xy: Floats, times: Floats, squared: float, reach: float, starts: Longs, out: Longs
) -> None:
    """Rows within a squared distance and a time of each row, itself included.

    With an empty `out`, `starts` (n+1,) gets how many each row has, at row + 1; else `out` is filled from `starts` on.
    """
    order, begins = cells.order, cells.begins
    for c in range(len(cells.keys)):
        for dx in range(-1, 2):
            for dy in range(-1, 2):
                key = cells.keys[c] + dx * cells.stride + dy
                other = np.searchsorted(cells.keys, key)
                if other == len(cells.keys) or cells.keys[other] != key:
                    continue
                low = begins[other]
                for a in range(begins[c], begins[c + 1]):
                    i = order[a]
                    while low < begins[other + 1] and times[i] - times[order[low]] > reach:
                        low += 1
                    for b in range(low, begins[other + 1]):
                        j = order[b]
                        if times[j] - times[i] > reach:
                            break
                        east, north = xy[i, 0] - xy[j, 0], xy[i, 1] - xy[j, 1]
                        if east * east + north * north <= squared:
                            if len(out):
                                out[starts[i]] = j
                                starts[i] += 1
                            else:
                                starts[i + 1] += 1


@njit(cache=True, nogil=True)
def kth_nearest(order: Longs, xy: Floats, k: int, out: Floats) -> None:
    """Squared distance from each row to its k-th nearest other; `order` (n,): rows from west to east."""
    n = len(order)
    best = np.empty(k)
    for a in range(n):
        i = order[a]
        best[:] = np.inf
        west, east = a - 1, a + 1
        while west >= 0 or east < n:
            to_west = (xy[i, 0] - xy[order[west], 0]) ** 2 if west >= 0 else np.inf
            to_east = (xy[order[east], 0] - xy[i, 0]) ** 2 if east < n else np.inf
            if min(to_west, to_east) > best[k - 1]:
                break
            if to_west <= to_east:
                j = order[west]
                west -= 1
            else:
                j = order[east]
                east += 1
            apart = (xy[i, 0] - xy[j, 0]) ** 2 + (xy[i, 1] - xy[j, 1]) ** 2
            if apart < best[k - 1]:
                z = k - 1
                while z > 0 and best[z - 1] > apart:
                    best[z] = best[z - 1]
                    z -= 1
                best[z] = apart
        out[i] = best[k - 1]


@njit(cache=True, nogil=True)
def close_in_time(first: Longs, second: Longs, times: Floats, reach: Floats, out: Longs) -> None:
    """Of the pairs, how many differ in time by at most the reach of the first; (LANES,) for as many permutations.

    `times` and `reach` are (n, LANES): what each row has in each permutation.
    """
    out[:] = 0
    for pair in range(len(first)):
        i, j = first[pair], second[pair]
        for lane in range(LANES):
            out[lane] += abs(times[i, lane] - times[j, lane]) <= reach[i, lane]


@njit(cache=True, nogil=True)
def grow(starts: Longs, near: Longs, least: int, labels: Longs) -> int:
    """Join rows with at least `least` neighbours to those neighbours; number of clusters, -1 for rows in none."""
    labels[:] = -1
    stack = np.empty(len(near) + 1, dtype=np.int64)
    found = 0
    for row in range(len(labels)):
        if labels[row] >= 0 or starts[row + 1] - starts[row] < least:
            continue
        labels[row] = found
        stack[0] = row
        height = 1
        while height:
            height -= 1
            i = stack[height]
            if starts[i + 1] - starts[i] < least:
                continue
            for position in range(starts[i], starts[i + 1]):
                j = near[position]
                if labels[j] < 0:
                    labels[j] = found
                    stack[height] = j
                    height += 1
        found += 1
    return found
