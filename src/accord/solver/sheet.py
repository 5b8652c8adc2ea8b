"""A program under construction: blocks of columns, rows and entries, added one rule at a time."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from accord.solver.program import Floats, Program, from_entries

_Indices = npt.NDArray[np.int64]


class Sheet:
    """Collects columns, rows and entries of a `Program`.

    >>> sheet = Sheet()
    >>> x = sheet.add_columns(2, cost=[1.0, 2.0], upper=9.0)
    >>> row = sheet.add_rows(1, lower=3.0)
    >>> sheet.add_entries(np.array([row[0], row[0]]), x, 1.0)
    >>> program = sheet.program()
    >>> program.n_columns, program.n_rows, program.activity(np.array([1.0, 2.0])).tolist()
    (2, 1, [3.0])
    """

    def __init__(self) -> None:
        self.n_columns = 0
        self.n_rows = 0
        self._columns: list[tuple[Floats, Floats, Floats]] = []
        self._rows: list[tuple[Floats, Floats]] = []
        self._entries: list[tuple[_Indices, _Indices, Floats]] = []

    def add_columns(
        self, n: int, *, cost: npt.ArrayLike = 0.0, upper: npt.ArrayLike = np.inf, integer: bool = False
    ) -> _Indices:
        """Indices of n new columns from 0 to ``upper``."""
        self._columns.append((_spread(cost, n), _spread(upper, n), np.full(n, float(integer))))
        self.n_columns += n
        return np.arange(self.n_columns - n, self.n_columns)

    def add_rows(self, n: int, *, lower: npt.ArrayLike = -np.inf, upper: npt.ArrayLike = np.inf) -> _Indices:
        """Indices of n new rows between ``lower`` and ``upper``."""
        self._rows.append((_spread(lower, n), _spread(upper, n)))
        self.n_rows += n
        return np.arange(self.n_rows - n, self.n_rows)

    def add_entries(self, rows: _Indices, columns: _Indices, values: npt.ArrayLike) -> None:
        """Entries of the matrix; ``values`` may be one for all."""
        self._entries.append((rows, columns, _spread(values, len(rows))))

    def program(self) -> Program:
        """The program so far."""
        cost, upper, integer = (_joined([block[i] for block in self._columns]) for i in range(3))
        lower_side, upper_side = (_joined([block[i] for block in self._rows]) for i in range(2))
        rows, columns, values = (_joined([block[i] for block in self._entries]) for i in range(3))
        return from_entries(
            cost=cost,
            lower=np.zeros(len(cost)),
            upper=upper,
            integer=integer > 0,
            row_lower=lower_side,
            row_upper=upper_side,
            rows=rows,
            columns=columns,
            values=values,
        )


def _spread(values: npt.ArrayLike, n: int) -> Floats:
    return np.broadcast_to(np.asarray(values, dtype=float), n)


def _joined(blocks: Sequence[npt.NDArray[np.float64] | _Indices]) -> Floats:
    return np.concatenate(blocks) if blocks else np.zeros(0)
