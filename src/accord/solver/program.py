"""A linear or mixed-integer program as arrays, and what can be said about an answer without any solver."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Program:
    """Minimise ``cost @ x`` where ``row_lower <= A @ x <= row_upper`` and ``lower <= x <= upper``.

    The matrix A stands by columns: the entries of column j are ``rows[starts[j]:starts[j + 1]]`` and `values` likewise.
    """

    cost: Floats
    lower: Floats
    upper: Floats
    integer: Bools
    row_lower: Floats
    row_upper: Floats
    starts: Ints
    rows: Ints
    values: Floats

    @property
    def n_columns(self) -> int:
        """Number of columns (unknowns)."""
        return len(self.cost)

    @property
    def n_rows(self) -> int:
        """Number of rows (rules)."""
        return len(self.row_lower)

    def activity(self, x: Floats) -> Floats:
        """(rows,) value of each row at x."""
        return np.bincount(self.rows, weights=self.values * x[self._columns()], minlength=self.n_rows).astype(float)

    def violation(self, x: Floats) -> float:
        """How far x is outside its bounds, its rows or the whole numbers, the largest over all.

        >>> program = from_entries(
        ...     cost=[1.0], lower=[0.0], upper=[9.0], integer=[True], row_lower=[2.0], row_upper=[np.inf],
        ...     rows=[0], columns=[0], values=[1.0],
        ... )
        >>> program.violation(np.array([2.0])), program.violation(np.array([1.5]))
        (0.0, 0.5)
        """
        rows = self.activity(x)
        parts = (
            self.row_lower - rows,
            rows - self.row_upper,
            self.lower - x,
            x - self.upper,
            np.where(self.integer, np.abs(x - np.rint(x)), 0.0),
        )
        return max((float(part.max(initial=0.0)) for part in parts), default=0.0)

    def objective(self, x: Floats) -> float:
        """Cost of x."""
        return float(self.cost @ x)

    def certified_bound(self, prices: Floats) -> float:
        """Least cost that these row prices prove, whatever solver they come from and however exact they are.

        For any prices y (positive on a row's lower side, negative on its upper side) every feasible x costs at least
        ``y`` times the sides of the rows plus ``min over the bounds of (cost - A'y) x``: weak duality.

        >>> program = from_entries(
        ...     cost=[3.0], lower=[0.0], upper=[9.0], integer=[False], row_lower=[2.0], row_upper=[np.inf],
        ...     rows=[0], columns=[0], values=[1.0],
        ... )
        >>> program.certified_bound(np.array([3.0])), program.certified_bound(np.array([4.0]))
        (6.0, -1.0)
        """
        possible = (
            np.where(np.isfinite(self.row_lower), np.inf, 0.0),
            np.where(np.isfinite(self.row_upper), -np.inf, 0.0),
        )
        y = np.clip(prices, possible[1], possible[0])
        rows = _least(y, self.row_lower, self.row_upper)
        return float(rows.sum() + _least(self.reduced_cost(y), self.lower, self.upper).sum())

    def reduced_cost(self, prices: Floats) -> Floats:
        """(columns,) cost less the price of what each column takes: ``cost - A'y``."""
        weights = self.values * prices[self.rows]
        return self.cost - np.bincount(self._columns(), weights=weights, minlength=self.n_columns)

    def _columns(self) -> npt.NDArray[np.int64]:
        return np.repeat(np.arange(self.n_columns), np.diff(self.starts))


def _least(factor: Floats, low: Floats, high: Floats) -> Floats:
    """``factor * v``, least over v from low to high; 0 where the factor is 0, even if the side is infinite."""
    side = np.where(factor > 0, low, high)
    return np.multiply(factor, side, out=np.zeros(len(factor)), where=factor != 0)


def from_entries(
    *,
    cost: npt.ArrayLike,
    lower: npt.ArrayLike,
    upper: npt.ArrayLike,
    integer: npt.ArrayLike,
    row_lower: npt.ArrayLike,
    row_upper: npt.ArrayLike,
    rows: npt.ArrayLike,
    columns: npt.ArrayLike,
    values: npt.ArrayLike,
) -> Program:
    """Program from matrix entries (row, column, value) in any order; entries in the same place are added up.

    >>> program = from_entries(
    ...     cost=[1.0], lower=[0.0], upper=[9.0], integer=[True], row_lower=[2.0], row_upper=[np.inf],
    ...     rows=[0, 0], columns=[0, 0], values=[1.0, 0.5],
    ... )
    >>> program.values.tolist()
    [1.5]
    """
    n_columns, n_rows = len(np.atleast_1d(np.asarray(cost))), len(np.atleast_1d(np.asarray(row_lower)))
    row, column, value = _sorted_entries(
        np.asarray(rows, dtype=np.int64), np.asarray(columns, dtype=np.int64), np.asarray(values, dtype=float), n_rows
    )
    return Program(
        cost=np.asarray(cost, dtype=float),
        lower=np.asarray(lower, dtype=float),
        upper=np.asarray(upper, dtype=float),
        integer=np.asarray(integer, dtype=bool),
        row_lower=np.asarray(row_lower, dtype=float),
        row_upper=np.asarray(row_upper, dtype=float),
        starts=np.searchsorted(column, np.arange(n_columns + 1)).astype(np.int32),
        rows=row.astype(np.int32),
        values=value,
    )


def _sorted_entries(
    row: npt.NDArray[np.int64], column: npt.NDArray[np.int64], value: Floats, n_rows: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Floats]:
    key = column * max(1, n_rows) + row
    order = np.argsort(key, kind="stable")
    key, value = key[order], value[order]
    new = np.ones(len(key), dtype=bool)
    new[1:] = key[1:] != key[:-1]
    if not new.all():
        value = np.add.reduceat(value, np.flatnonzero(new))
        key = key[new]
    return key % max(1, n_rows), key // max(1, n_rows), value


def step(values: Sequence[float] | Floats, *, most_decimals: int = 4) -> float:
    """Largest s such that all values are whole multiples of s; 0.0 if none is found up to ``most_decimals``.

    >>> step([1.5, 2.0]), step([6.0, 9.0, 0.0]), step([1 / 3]), step([])
    (0.5, 3.0, 0.0, 0.0)
    """
    unique = np.unique(np.abs(np.asarray(values, dtype=float)))
    unique = unique[unique > 0]
    for decimals in range(most_decimals + 1):
        scaled = unique * 10.0**decimals
        whole = np.rint(scaled)
        if len(unique) and scaled.max() < 2**52 and np.all(np.abs(scaled - whole) <= 1e-9 * np.maximum(1.0, scaled)):
            return float(np.gcd.reduce(whole.astype(np.int64))) / 10.0**decimals
    return 0.0


def round_up(bound: float, grid: float) -> float:
    """Least multiple of ``grid`` that is not below ``bound``, allowing for rounding; the bound itself if grid is 0.

    >>> round_up(4.2, 1.0), round_up(4.0 + 1e-9, 1.0), round_up(4.2, 0.0)
    (5.0, 4.0, 4.2)
    """
    if grid <= 0 or not np.isfinite(bound):
        return bound
    return float(np.ceil(bound / grid - 1e-6) * grid)
