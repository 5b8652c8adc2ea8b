"""Tours as columns: which ones the windows allow, and where each is present."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from accord.plan.problem import Floats, Plan, PlanProblem

Indices = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tours:
    """Tours that may be chosen, one a row; how many units take each is what a program decides."""

    pair: Indices
    start: Indices
    length: Indices

    def __len__(self) -> int:
        return len(self.pair)

    def take(self, which: npt.NDArray[np.bool_] | Indices) -> "Tours":
        """Some of the tours."""
        return Tours(pair=self.pair[which], start=self.start[which], length=self.length[which])

    def keys(self, n_periods: int) -> Indices:
        """One whole number a tour, different for different tours."""
        keys: Indices = (self.pair * (n_periods + 1) + self.start) * (n_periods + 1) + self.length
        return keys

    @staticmethod
    def of(plan: Plan) -> "Tours":
        """The tours of a plan, without their counts."""
        columns = (np.asarray(column, dtype=np.int64) for column in (plan.pair, plan.start, plan.length))
        pair, start, length = columns
        return Tours(pair=pair, start=start, length=length)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Presences:
    """One row for each tour in each of its periods."""

    tour: Indices
    period: Indices
    value: Floats
    """Required units that one unit counts for in that period, after handover."""


def all_tours(
    problem: PlanProblem, *, pairs: npt.ArrayLike | None = None, first: int = 0, last: int | None = None
) -> Tours:
    """Every tour that the windows allow, of these pairs (all by default), wholly within periods ``first..last``.

    >>> from accord.plan.tiny import tiny_problem
    >>> tours = all_tours(tiny_problem([[1, 1, 1]], [(0, 0)], tour_min=2, open_end=True))
    >>> list(zip(tours.start.tolist(), tours.length.tolist()))
    [(0, 2), (0, 3), (1, 2), (2, 1)]
    """
    last = problem.n_periods - 1 if last is None else last
    chosen = np.arange(problem.n_pairs) if pairs is None else np.unique(np.asarray(pairs, dtype=np.int64))
    begin = np.maximum(problem.pair_first[chosen].astype(np.int64), first)
    end = np.minimum(np.minimum(problem.pair_last[chosen].astype(np.int64), last), problem.n_periods - 1)
    row, start = expand(begin, np.maximum(0, end - begin + 1))
    pair, room = chosen[row], end[row] - start + 1
    shortest, longest = problem.tour_min[pair].astype(np.int64), np.minimum(problem.tour_max[pair], room)
    cut_short = problem.pair_open[pair] & (start + room == problem.n_periods) & (room < shortest)
    shortest = np.maximum(1, np.where(cut_short, room, shortest))
    row, length = expand(shortest, np.maximum(0, longest - shortest + 1))
    return Tours(pair=pair[row], start=start[row], length=length)


def n_tours(problem: PlanProblem) -> int:
    """How many tours the windows allow: the number of whole unknowns of the exact program.

    >>> from accord.plan.tiny import tiny_problem
    >>> n_tours(tiny_problem([[1, 1, 1]], [(0, 0)]))
    6
    """
    first = np.maximum(problem.pair_first.astype(np.int64), 0)
    last = np.minimum(problem.pair_last.astype(np.int64), problem.n_periods - 1)
    span = np.maximum(0, last - first + 1)
    shortest, longest = np.maximum(1, problem.tour_min.astype(np.int64)), np.minimum(problem.tour_max, span)
    lengths = np.maximum(0, longest - shortest + 1)
    whole = lengths * (span + 1) - lengths * (shortest + longest) // 2
    below = np.minimum(np.minimum(shortest - 1, span), problem.tour_max)
    cut_short = np.where(problem.pair_open & (last == problem.n_periods - 1), below, 0)
    return int(whole.sum() + cut_short.sum())


def presences(problem: PlanProblem, tours: Tours) -> Presences:
    """Where each tour is present and what a unit counts for there."""
    tour, period = expand(tours.start, tours.length)
    line = problem.pair_line[tours.pair]
    first_contingent = tours.start == problem.line_first[line]
    lost = np.where(first_contingent, 0.0, problem.handover[line])[tour]
    share = np.clip((period - tours.start[tour]) + (1.0 - lost), 0.0, 1.0)
    return Presences(tour=tour, period=period, value=share * problem.pair_quality[tours.pair[tour]])


def busy_until(problem: PlanProblem, tours: Tours) -> Indices:
    """(tours,) first period in which the unit is free again, at most the number of periods."""
    longest = problem.rest.shape[1] - 1
    rest = problem.rest[problem.pair_offer[tours.pair], np.minimum(tours.length, longest)].astype(np.int64)
    until: Indices = np.minimum(tours.start + tours.length + rest, problem.n_periods)
    return until


def expand(first: Indices, length: npt.NDArray[np.integer]) -> tuple[Indices, Indices]:
    """Row index and value of ``first[i], first[i] + 1, ...``, ``length[i]`` values for each row i.

    >>> row, value = expand(np.array([5, 0]), np.array([2, 1]))
    >>> row.tolist(), value.tolist()
    ([0, 0, 1], [5, 6, 0])
    """
    row = np.repeat(np.arange(len(first)), length)
    offset = np.asarray(first, dtype=np.int64) - (np.cumsum(length) - length)
    return row, np.arange(len(row)) + offset[row]


def expand_ranges(starts: npt.NDArray[np.integer], rows: Indices) -> tuple[Indices, Indices]:
    """The same for the ranges ``starts[row]..starts[row + 1] - 1``."""
    first = starts[rows].astype(np.int64)
    return expand(first, starts[rows + 1] - first)


def sums(
    keys: tuple[Indices | npt.NDArray[np.integer], Indices], weights: npt.ArrayLike, shape: tuple[int, ...]
) -> Floats:
    """Sum of the weights that fall on each cell of a matrix."""
    flat = keys[0] * np.int64(shape[1]) + keys[1]
    spread = np.broadcast_to(np.asarray(weights, dtype=float), len(flat))
    return np.bincount(flat, weights=spread, minlength=shape[0] * shape[1]).astype(float).reshape(shape)
