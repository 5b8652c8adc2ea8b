"""Every tour that a problem allows, as columns of a model."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from accord.plan.problem import Floats, Ints, Plan, PlanProblem

Indices = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tours:
    """(n,) arrays: one unit of ``pair`` from ``start`` for ``length`` periods, then at rest until ``back``."""

    pair: Ints
    start: Ints
    length: Ints
    back: Ints
    """First period in which the unit may leave again; may lie beyond the horizon."""

    def present(self) -> tuple[Indices, Indices]:
        """Tour and period of every presence."""
        return expand(self.start, self.length)

    def chosen(self, counts: Floats) -> Plan:
        """The plan that sends ``counts`` units on each tour, rounded to whole ones."""
        whole = np.rint(counts).astype(np.int32)
        used = np.flatnonzero(whole > 0)
        return Plan(pair=self.pair[used], start=self.start[used], length=self.length[used], count=whole[used])


def all_tours(problem: PlanProblem) -> Tours:
    """All tours, by pair, then length, then start.

    >>> from accord.plan.tiny import tiny_problem
    >>> tours = all_tours(tiny_problem([[1, 1, 1]], [(0, 0)], tour_min=2, tour_max=3, rest=1))
    >>> list(zip(tours.start.tolist(), tours.length.tolist(), tours.back.tolist()))
    [(0, 2, 3), (1, 2, 4), (0, 3, 4)]
    """
    # A tour cut short by the end of the mission may have any length up to the longest.
    shortest = np.where(problem.pair_open, 1, problem.tour_min)
    which, length = expand(shortest, np.maximum(problem.tour_max - shortest + 1, 0))
    starts = problem.pair_last[which] - problem.pair_first[which] + 2 - length
    row, start = expand(problem.pair_first[which], np.maximum(starts, 0))
    pair, length = which[row], length[row]
    allowed = (length >= problem.tour_min[pair]) | (start + length == problem.n_periods)
    pair, start, length = pair[allowed], start[allowed], length[allowed]
    back = start + length + problem.rest[problem.pair_offer[pair], np.minimum(length, problem.rest.shape[1] - 1)]
    return Tours(pair=_short(pair), start=_short(start), length=_short(length), back=_short(back))


def expand(first: npt.NDArray[np.integer], count: npt.NDArray[np.integer]) -> tuple[Indices, Indices]:
    """Row i and value of ``first[i], first[i] + 1, ...``, ``count[i]`` of them.

    >>> [column.tolist() for column in expand(np.array([5, 0]), np.array([1, 2]))]
    [[0, 1, 1], [5, 0, 1]]
    """
    count = count.astype(np.int64)
    row = np.repeat(np.arange(len(first)), count)
    ahead = np.cumsum(count) - count
    return row, np.arange(len(row)) - ahead[row] + first.astype(np.int64)[row]


def _short(values: npt.NDArray[np.integer]) -> Ints:
    return values.astype(np.int32)
