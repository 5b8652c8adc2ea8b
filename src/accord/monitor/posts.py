"""Where to observe: sites for teams and sensors that are expected to detect most violations, and the bound.

Sites x cells become a problem of `placing`: greedy choice and exchanges give a placing at once, `placing_bound` says
how far the best could be, and while time remains `placing_program` closes what is left by a mixed-integer program, or
on large ground `placing_split` part by part.
Ctrl-C keeps the best so far.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accord.monitor.detect import SENSOR, TEAM, Curve
from accord.monitor.placing import SUREST, Bools, Placing, improved
from accord.monitor.placing_bound import Bound, best_corner, climb
from accord.monitor.placing_program import proofs
from accord.monitor.placing_split import split_bounds

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
GAP = 0.0005
"""Share of the bound within which no more is tried."""
_ROUNDS = 100
_LEAST_SHARES = (0.9, 0.7, 0.5, 0.3, 0.1)
"""Shares of the cuts from which a choice is kept, when placings near the cuts are tried."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sites:
    """Candidate sites on the plane."""

    east_km: Floats
    north_km: Floats
    side: Ints
    """0, 1; 2 where there is no line."""
    access: Floats
    """Chance that the site can be reached, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cells:
    """Cells on the plane."""

    east_km: Floats
    north_km: Floats
    expected: Floats
    """Violations expected in each, in 30 days."""
    ground: Floats
    """Share of the distance of detection that the terrain leaves."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Placed:
    """Which sites get teams and which sensors."""

    manned: Bools
    """(S,) whether a post of observers stands there."""
    sensed: Bools
    """(S,) whether sensors stand there."""
    detected: float
    """Violations expected to be detected, in 30 days."""
    bound: float
    """No other placing is expected to detect more."""
    problem: Placing
    """The problem that was solved: manned sites are the first choices, sensed ones the rest."""
    is_interrupted: bool = False
    """Whether the proof was stopped by Ctrl-C."""


@dataclass(slots=True, eq=False)
class Best:
    """The best placing so far, and the lowest bound."""

    problem: Placing
    taken: Bools
    bound: float = np.inf
    is_interrupted: bool = False
    """Whether Ctrl-C ended the search."""

    @property
    def detected(self) -> float:
        """Violations that the placing is expected to detect."""
        return self.problem.detected(self.taken)

    @property
    def gap(self) -> float:
        """How far the bound is above, as a share of it."""
        return 1.0 - self.detected / self.bound if self.bound > 0 else 0.0

    def take(self, taken: Bools) -> None:
        """Keep a placing if it is better."""
        if self.problem.detected(taken) > self.detected:
            self.taken = taken


def place_posts(
    sites: Sites,
    cells: Cells,
    *,
    teams: int,
    sensors: int = 0,
    shifts: int = 1,
    least_share: float = 0.0,
    team: Curve = TEAM,
    sensor: Curve = SENSOR,
    gap: float = GAP,
    seconds: float = 20.0,
) -> Placed:
    """Sites for teams and sensors that are expected to detect most.

    Parameters
    ----------
    sites, cells
        Where posts could stand, and what is to be seen.
    teams, sensors
        How many there are.
    shifts
        Teams that it takes to man one post by day and night; teams that do not fill a post are left over.
    least_share
        Share of the posts, and of the sensors, kept for either side of the line, rounded down to whole ones.
    team, sensor
        How they detect by distance.
    gap
        Share of the bound within which no more is tried.
    seconds
        Most time for the proof; without enough of it the answer may differ between runs.

    >>> one = np.zeros(1)
    >>> sites = Sites(east_km=np.array([0.0, 9.0]), north_km=np.zeros(2), side=np.array([2, 2]), access=np.ones(2))
    >>> cells = Cells(east_km=np.array([8.0]), north_km=one, expected=np.array([10.0]), ground=one + 1)
    >>> placed = place_posts(sites, cells, teams=1)
    >>> placed.manned.tolist(), round(placed.detected, 2), round(placed.bound, 2)
    ([False, True], 8.33, 8.33)
    """
    problem = problem_of(sites, cells, most=(teams // shifts, sensors), least_share=least_share, curves=(team, sensor))
    best = best_placing(problem, gap=gap, seconds=seconds)
    n = len(sites.east_km)
    return Placed(
        manned=best.taken[:n],
        sensed=best.taken[n:],
        detected=best.detected,
        bound=best.bound,
        problem=problem,
        is_interrupted=best.is_interrupted,
    )


def problem_of(
    sites: Sites, cells: Cells, *, most: tuple[int, int], least_share: float, curves: tuple[Curve, Curve]
) -> Placing:
    """The problem as arrays: first teams at each site, then sensors at each site."""
    distance = np.hypot(
        sites.east_km[:, None] - cells.east_km[None, :], sites.north_km[:, None] - cells.north_km[None, :]
    )
    table = np.concatenate([curve.chances(distance, cells.ground) * sites.access[:, None] for curve in curves])
    table = np.minimum(table, SUREST)
    owner, seen = np.nonzero(table)
    n = len(sites.east_km)
    return Placing(
        weights=np.asarray(cells.expected, dtype=np.float64),
        starts=np.searchsorted(owner, np.arange(2 * n + 1)).astype(np.int64),
        cells=seen.astype(np.int64),
        chances=table[owner, seen],
        means=np.repeat([0, 1], n).astype(np.int64),
        side=np.tile(sites.side, 2).astype(np.int64),
        most=np.asarray(most, dtype=np.int64),
        least_share=least_share,
    )


def best_placing(
    problem: Placing, *, gap: float = GAP, seconds: float = 20.0, clock: Callable[[], float] = time.perf_counter
) -> Best:
    """A placing and the bound, within seconds of the clock; Ctrl-C ends the proof and keeps what is found."""
    ends = clock() + seconds

    def left() -> float:
        return ends - clock()

    best = Best(problem, improved(problem))
    found = climb(problem, best.taken, rounds=1, enough=0.0, go_on=lambda: False)
    best.bound = found.bound
    try:
        found = climb(problem, best.taken, rounds=_ROUNDS, enough=best.detected / (1 - gap), go_on=lambda: left() > 0)
        best.bound = min(best.bound, found.bound)
        _prove(best, found, gap=gap, seconds_left=left)
    except KeyboardInterrupt:
        best.is_interrupted = True
    best.bound = max(best.bound, best.detected)
    return best


def _prove(best: Best, found: Bound, *, gap: float, seconds_left: Callable[[], float]) -> None:
    """Close what is left between a placing and its bound: better placings near the cuts, the program, the parts."""
    problem = best.problem
    if best.gap > gap:
        for least in _LEAST_SHARES:
            shares = np.where(found.shares >= least, found.shares, 0.0)
            best.take(improved(problem, best_corner(problem, shares)))
    rest = 0.0 if problem.is_sure else 0.75 * seconds_left()
    if best.gap <= gap:
        return
    for proof in proofs(problem, found, best.taken, gap=gap, seconds_left=lambda: seconds_left() - rest):
        best.take(proof.taken)
        best.bound = min(best.bound, proof.bound)
    if best.gap <= gap:
        return
    for bound in split_bounds(problem, found, best.taken):
        best.bound = min(best.bound, bound)
        if best.gap <= gap or seconds_left() <= 0:
            return
