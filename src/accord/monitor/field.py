"""Reports as arrays for the compiled loops, sorted by column of the grid and time."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Field(NamedTuple):
    """n reports of S sources, K kinds, B classes of counts, U units; C cells with their own mix of kinds."""

    x: Floats
    """(n,) east of the centre, km."""
    y: Floats
    """(n,) north of the centre, km."""
    t: Floats
    """(n,) middle of its interval, days, freed of its source's lag."""
    spread: Floats
    """(n, 3) covariance of the place: east-east, east-north, north-north, km2."""
    precision: Floats
    """(n, 3) its inverse."""
    time_precision: Floats
    """(n,) 1 / variance of the time, 1 / days2."""
    half_log: Floats
    """(n,) half the logarithm of the determinant of all precisions."""
    source: Ints
    kind: Ints
    tally: Ints
    """(n,) class of the count, -1: not comparable."""
    unit: Ints
    cell: Ints
    """(n,) row of `kind_share`."""
    kind_share: Floats
    """(C, K) share of the kinds among events around."""
    kind_told: Floats
    """(S, K, K) [s, a, b]: chance that source s calls a what is b."""
    count_share: Floats
    """(U, B) share of the classes of counts."""
    count_told: Floats
    """(B, B) [a, b]: chance that class b is told as a."""
    count_alone: Floats
    """(n,) log chance of the report's count by itself."""
    kind_alone: Floats
    """(n,) log chance of the report's kind by itself."""
    log_unseen: Floats
    """(n,) logarithm of the density of events that nobody reports, per km2 and day."""
    key: NDArray[np.uint64]
    """(n,) seed of the report's own random numbers, whatever other reports there are."""
    tails: Floats
    """(2,) degrees of freedom of place and time."""
    tail_place: Floats
    """(m,) normaliser of place residuals of m reports."""
    power_place: Floats
    tail_time: Floats
    power_time: Floats


class Grid(NamedTuple):
    """Columns of the plane in which neighbours are sought."""

    column: Ints
    """(n,) column of each report."""
    columns: Ints
    """(c,) columns that hold reports, ascending."""
    begins: Ints
    """(c + 1,) first report of each."""
    stride: int
    """Difference of the numbers of two columns beside each other, east-west."""
    largest_time: float
    """Largest variance of a time, days2."""
