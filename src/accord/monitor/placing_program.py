"""The best placing by a mixed-integer program of cuts: solved, cut where the answer is too good, and solved again.

    maximise   sum over cells of w[i] t[i]
    so that    t[i] <= c(v) + sum over k of f(a[i,k]) y[k]   for several levels v of each cell,
               numbers and balance as in `placing`, y whole.

The cut at the level of a placing is tight there (Duran & Grossmann 1986): the loop ends with the best placing, or with
the bound that the last program proves. Choices that cannot be in a better placing, by the cuts that prove the first
bound, are left out before.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from accord.monitor.placing import Bools, Floats, Ints, Placing, improved
from accord.monitor.placing_bound import Bound, best_corner
from accord.solver.highs import Effort, Status, solve
from accord.solver.program import Program
from accord.solver.sheet import Sheet

MOST_ENTRIES = 100_000
"""Entries of a program that is still tried."""
_MOST_LOOPS = 30


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Proof:
    """A placing and what is proven of it."""

    taken: Bools
    detected: float
    bound: float


def keepers(problem: Placing, found: Bound, detected: float) -> Ints:
    """Choices that may be in a placing that detects more, by the cuts of the bound."""
    values = found.cuts.values
    corner = best_corner(problem, values)
    least = np.zeros(len(problem.most))
    for means, most in enumerate(problem.most):
        mine = values[corner & (problem.means == means)]
        least[means] = mine.min() if len(mine) == most and most else 0.0
    slack = found.bound - detected
    able = problem.most_in_group[problem.group] > 0
    return np.flatnonzero(able & (values > 0) & (values >= least[problem.means] - slack - 1e-9 * (1 + found.bound)))


def proofs(
    problem: Placing, found: Bound, taken: Bools, *, gap: float, seconds_left: Callable[[], float]
) -> Iterator[Proof]:
    """Better placings and bounds by the program, one a loop, until they are within the gap or time is up.

    Parameters
    ----------
    problem
        What to place.
    found
        A bound and its cuts.
    taken
        (K,) the best placing known.
    gap
        Share of the bound within which the answer is called best.
    seconds_left
        Asked before each program.
    """
    detected, bound = problem.detected(taken), found.bound
    columns = keepers(problem, found, detected)
    inside = np.zeros(problem.n_choices, dtype=bool)
    inside[columns] = True
    cuts = _Cuts(problem, inside)
    if problem.is_sure:
        cuts.add(np.zeros(len(problem.weights)))
    else:
        cuts.add(found.cuts.levels)
        cuts.add(_levels(problem, taken))
    for _ in range(_MOST_LOOPS):
        left = seconds_left()
        if (
            bound - detected <= gap * bound + 1e-12
            or left <= 0.2
            or (cuts.entries > MOST_ENTRIES and not problem.is_sure)
        ):
            return
        program = cuts.program()
        answer = solve(program, effort=Effort(seconds=left, gap=gap * bound / 4), on_incumbent=lambda *_: True)
        if answer.status is Status.INFEASIBLE:
            return
        bound = max(detected, min(bound, -answer.bound))
        if answer.x is None:
            yield Proof(taken=taken, detected=detected, bound=bound)
            return
        picked = np.zeros(problem.n_choices, dtype=bool)
        picked[columns] = answer.x[: len(columns)] > 0.5
        cuts.add(_levels(problem, picked))
        better = improved(problem, picked)
        if problem.detected(better) > detected:
            taken, detected = better, problem.detected(better)
            cuts.add(_levels(problem, better))
        yield Proof(taken=taken, detected=detected, bound=max(bound, detected))


def _levels(problem: Placing, taken: Bools) -> Floats:
    """(I,) u of each cell at a placing, where its cut is tight."""
    return -np.log(problem.missed(taken))


class _Cuts:
    """Cuts gathered so far, and the program that they make."""

    def __init__(self, problem: Placing, inside: Bools) -> None:
        self.problem = problem
        self.columns = np.flatnonzero(inside)
        number = np.cumsum(inside) - 1
        rows = np.flatnonzero(inside[problem.owner])
        self.cell, self.column = problem.cells[rows], number[problem.owner[rows]]
        self.chance = problem.chances[rows]
        self.log = -np.log1p(-self.chance)
        self.levels: list[Floats] = []

    @property
    def entries(self) -> int:
        """Entries of the program."""
        return len(self.cell) * len(self.levels)

    def add(self, levels: Floats) -> None:
        """Add a cut of each cell."""
        self.levels.append(levels)

    def program(self) -> Program:
        """The program so far."""
        problem, sheet = self.problem, Sheet()
        picks = sheet.add_columns(len(self.columns), upper=1.0, integer=True)
        seen = sheet.add_columns(len(problem.weights), cost=-problem.weights, upper=1.0)
        for levels in self.levels:
            constants = -np.expm1(-levels) - levels * np.exp(-levels)
            rows = sheet.add_rows(len(levels), upper=constants)
            sheet.add_entries(rows, seen, 1.0)
            at = levels[self.cell]
            slopes = np.where(self.log <= at, self.log * np.exp(-at), self.chance - constants[self.cell])
            sheet.add_entries(rows[self.cell], picks[self.column], -slopes)
        for of, most in ((problem.means, problem.most), (problem.group, problem.most_in_group)):
            rows = sheet.add_rows(len(most), upper=most)
            sheet.add_entries(rows[of[self.columns]], picks, 1.0)
        return sheet.program()
