"""Which choices of posts detect most: the problem as arrays, and what a set of choices detects.

    maximise  sum over cells i of  w[i] (1 - product over chosen k of (1 - p[i,k]))
    so that   at most n[m] choices are of means m, and at most n[m] - least[m] of them on one side.

A choice is a means (teams, sensors) at a site. Maximal covering (Church & ReVelle 1974) with partial detection, as in
Daskin's expected covering (1983): a cell that several see counts with 1 less the product of their misses.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from accord.monitor.kernels.posts import exchange, greedy

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
SUREST = 1.0 - 1e-9
"""Highest chance that is counted: nobody is quite sure to see."""
_MOST_ROUNDS = 200


@dataclass(frozen=True, kw_only=True, eq=False)
class Placing:
    """K choices, I cells, and who sees what with what chance, by choice."""

    weights: Floats
    """(I,) violations that are expected in each cell."""
    starts: Ints
    """(K + 1,) where the entries of each choice begin."""
    cells: Ints
    """(entries,) cell that is seen."""
    chances: Floats
    """(entries,) chance that what happens there is detected, below 1."""
    means: Ints
    """(K,) means of each choice."""
    side: Ints
    """(K,) side of the line: 0, 1; 2 where there is no line."""
    most: Ints
    """(M,) choices of each means at most."""
    least_share: float = 0.0
    """Share of the choices of each means that is kept for either side; rounded down to whole posts."""

    @property
    def n_choices(self) -> int:
        """Number of choices."""
        return len(self.means)

    @cached_property
    def is_sure(self) -> bool:
        """Whether all that is seen is detected for certain: maximal covering, which one cut a cell describes."""
        return bool((self.chances > 1.0 - 1e-6).all())

    @cached_property
    def group(self) -> Ints:
        """(K,) means and side as one number."""
        return 3 * self.means + self.side

    @cached_property
    def most_in_group(self) -> Ints:
        """(3 M,) choices of each group at most."""
        kept = np.floor(self.least_share * self.most + 1e-9).astype(np.int64)
        return np.stack([self.most - kept, self.most - kept, self.most], axis=1).ravel()

    @cached_property
    def owner(self) -> Ints:
        """(entries,) choice to which each entry belongs."""
        return np.repeat(np.arange(self.n_choices), np.diff(self.starts))

    @cached_property
    def by_cell(self) -> tuple[Ints, Ints, Floats]:
        """Where each cell begins, the choices that see it, and their chances."""
        order = np.argsort(self.cells, kind="stable")
        starts = np.searchsorted(self.cells[order], np.arange(len(self.weights) + 1))
        return starts.astype(np.int64), self.owner[order], self.chances[order]

    @cached_property
    def logs_by_cell(self) -> Floats:
        """(entries,) a = -log(1 - chance), by cell."""
        return -np.log1p(-self.by_cell[2])

    def missed(self, taken: Bools) -> Floats:
        """(I,) chance that all chosen ones miss, for each cell."""
        inside = taken[self.owner]
        logs = np.log1p(-self.chances[inside])
        return np.exp(np.bincount(self.cells[inside], weights=logs, minlength=len(self.weights)))

    def detected(self, taken: Bools) -> float:
        """Violations that are expected to be detected."""
        return float(self.weights @ (1.0 - self.missed(taken)))

    def allowed(self, taken: Bools) -> bool:
        """Whether numbers and balance are kept."""
        by_means = np.bincount(self.means[taken], minlength=len(self.most))
        by_group = np.bincount(self.group[taken], minlength=3 * len(self.most))
        return bool((by_means <= self.most).all() and (by_group <= self.most_in_group).all())


def placing(
    chances: ArrayLike, weights: ArrayLike, *, means: ArrayLike, side: ArrayLike, most: ArrayLike, least_share: float
) -> Placing:
    """Problem from a (K, I) matrix of chances.

    >>> problem = placing([[0.5, 0.0], [0.5, 0.5]], [2, 1], means=[0, 0], side=[2, 2], most=[1], least_share=0)
    >>> taken = improved(problem)
    >>> taken.tolist(), problem.detected(taken)
    ([False, True], 1.5)
    """
    table = np.clip(np.asarray(chances, dtype=np.float64), 0.0, SUREST)
    owner, cells = np.nonzero(table)
    return Placing(
        weights=np.asarray(weights, dtype=np.float64),
        starts=np.searchsorted(owner, np.arange(len(table) + 1)).astype(np.int64),
        cells=cells.astype(np.int64),
        chances=table[owner, cells],
        means=np.asarray(means, dtype=np.int64),
        side=np.asarray(side, dtype=np.int64),
        most=np.asarray(most, dtype=np.int64),
        least_share=least_share,
    )


def improved(problem: Placing, start: Bools | None = None) -> Bools:
    """Choices taken greedily after those of a start, then exchanged one by one while that gains.

    Greedy alone detects at least 1 - 1/e of the most possible for one means without balance (Nemhauser, Wolsey &
    Fisher 1978), at least half with them (Fisher, Nemhauser & Wolsey 1978).
    """
    taken = np.zeros(problem.n_choices, dtype=np.bool_) if start is None else start.copy()
    missed = problem.weights * problem.missed(taken)
    room_means = problem.most - np.bincount(problem.means[taken], minlength=len(problem.most))
    room_group = problem.most_in_group - np.bincount(problem.group[taken], minlength=3 * len(problem.most))
    state = (missed, taken, problem.group, problem.means, room_group, room_means)
    seen = (problem.starts, problem.cells, problem.chances)
    greedy(*state, *seen)
    exchange(*state, *seen, *problem.by_cell, _MOST_ROUNDS)
    return taken
