"""What no placing of posts can exceed: cuts that are tight where they touch, and the prices that prove a bound.

With ``a = -log(1 - p)`` and ``u[i]`` the sum of ``a`` of those chosen, a cell detects ``F(u) = 1 - exp(-u)``, which is
concave. The tangent at any ``v`` bounds it, and so does more closely, because choices are whole,

    F(u) <= c(v) + sum over chosen k of f(a[i,k]),   c = 1 - (1 + v) exp(-v),
    f(a) = a exp(-v)  where a <= v,   1 - exp(-a) - c  where a > v:

f is concave with f(0) = 0, hence subadditive, and F(u) - c <= f(u). At v = 0 this is the first-order bound of Nemhauser
& Wolsey (1981); for certain detection it is the covering constraint of Church & ReVelle (1974). For shares y of choices
the closest cut has ``v = sum of min(a, v) y``, found by Newton's method in a few steps. Any v of each cell make a
bound: the constants, and the best choices by what the cuts give them, which a walk in order finds (a laminar matroid).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from accord.monitor.kernels.cuts import closest, worth
from accord.monitor.placing import Bools, Floats, Placing


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cuts:
    """One cut a cell, and what they say of all cells together."""

    levels: Floats
    """(I,) level v of each cut."""
    constant: float
    """Sum of the constants, weighted."""
    values: Floats
    """(K,) what each choice is worth at most, weighted."""


def cuts_at(problem: Placing, levels: Floats) -> Cuts:
    """Cuts at levels, one of each cell."""
    value = np.empty(problem.n_choices)
    starts, choices, chances = problem.by_cell
    constant = worth(levels, problem.weights, starts, choices, problem.logs_by_cell, chances, value)
    return Cuts(levels=levels, constant=constant, values=value)


def closest_cuts(problem: Placing, shares: Floats) -> Cuts:
    """The closest cut of each cell at shares of choices."""
    levels = np.empty(len(problem.weights))
    starts, choices, _ = problem.by_cell
    closest(shares, starts, choices, problem.logs_by_cell, levels)
    return cuts_at(problem, levels)


def best_corner(problem: Placing, value: Floats) -> Bools:
    """The best allowed choices by values that add up."""
    allowed = np.zeros(problem.n_choices, dtype=bool)
    for group, most in enumerate(problem.most_in_group):
        rows = np.flatnonzero((problem.group == group) & (value > 0))
        allowed[rows[np.argsort(-value[rows], kind="stable")[:most]]] = True
    taken = np.zeros(problem.n_choices, dtype=bool)
    for means, most in enumerate(problem.most):
        rows = np.flatnonzero(allowed & (problem.means == means))
        taken[rows[np.argsort(-value[rows], kind="stable")[:most]]] = True
    return taken


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bound:
    """A bound, the cuts that prove it, and the shares of choices where they were taken."""

    bound: float
    """No allowed placing is expected to detect more."""
    cuts: Cuts
    shares: Floats
    """(K,) shares of choices, 0 to 1."""


def climb(problem: Placing, start: Bools, *, rounds: int, enough: float, go_on: Callable[[], bool]) -> Bound:
    """Bound by the method of Frank & Wolfe (1956) on the concave bound of each cell, from an allowed placing.

    Each round takes cuts at the shares, which prove a bound, and steps towards the best choices by these cuts.

    Parameters
    ----------
    problem
        What is to be bounded.
    start
        (K,) allowed choices.
    rounds
        Most rounds.
    enough
        Stop when the bound is no higher.
    go_on
        Asked before each round but the first.
    """
    shares = start.astype(np.float64)
    best: Bound | None = None
    for number in range(rounds):
        cuts = closest_cuts(problem, shares)
        corner = best_corner(problem, cuts.values)
        bound = cuts.constant + float(cuts.values[corner].sum())
        if best is None or bound < best.bound:
            best = Bound(bound=bound, cuts=cuts, shares=shares)
        if best.bound <= enough or not go_on():
            break
        way = corner - shares
        shares = shares + way * _step(problem, shares, way, number)
    assert best is not None, "at least one round"
    return best


def _step(problem: Placing, shares: Floats, way: Floats, number: int) -> float:
    """How far along the way the bound is highest, by halving; never less than a little, so that it moves on."""
    low, high = 0.0, 1.0
    for _ in range(7):
        middle = (low + high) / 2
        if float(closest_cuts(problem, shares + middle * way).values @ way) > 0:
            low = middle
        else:
            high = middle
    return max((low + high) / 2, 0.2 / (number + 2))
