r"""Do events that are near in space come near in time? Tests of interaction that need no rates.

With :math:`s_{ij}` for pairs near in space and :math:`\tau_{ij}` for pairs near in time, the statistic is
:math:`\sum s_{ij} \tau_{ij}`:

- Knox: over pairs, each within a distance and a time (Knox 1964, Appl. Stat. 13:25);
- Jacquez: over ordered pairs, j among the k nearest of i in both; equally near events all count (Jacquez 1996,
  Stat. Med. 15:1935).

Chances come from permuting the times over the places. The pairs near in space stay the same whatever the times are, so
they are listed once, and each permutation only looks at their times.

A watch that grows in one area alone looks like interaction, because places and times of what is *seen* then depend on
each other (Kulldorff & Hjalmars 1999, Biometrics 55:544). Strata mend that: times then stay within their area.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from accord.monitor.kernels.close import LANES, Floats, Longs, close_in_time, kth_nearest
from accord.monitor.neighbours import events, near_lists


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """Pairs near in both, beside what chance lets expect."""

    observed: int
    """Pairs near in space and in time; of ordered pairs for Jacquez."""
    expected: float
    """Mean over the permutations."""
    p: float
    """Chance of at least as many; (1 + permutations that reach it) / (1 + permutations)."""
    permuted: npt.NDArray[np.int64]
    """(permutations,) pairs near in both in each."""

    @property
    def ratio(self) -> float:
        """Observed over expected; nan where none was expected."""
        return self.observed / self.expected if self.expected else float("nan")


def knox(
    xy_km: npt.ArrayLike,
    times_days: npt.ArrayLike,
    *,
    km: float,
    days: float,
    rng: np.random.Generator,
    permutations: int = 999,
    strata: npt.ArrayLike | None = None,
) -> Interaction:
    """Pairs of events at most `km` and at most `days` apart (Knox 1964).

    Parameters
    ----------
    xy_km
        (n, 2) places on a plane, kilometres.
    times_days
        (n,) times, days from anywhere.
    km, days
        Largest distance and time of a near pair; both ends included.
    rng
        Source of chance: one ``rng.permutation(n)`` for each permutation, in order; with strata, ``rng.random(n)``.
    strata
        (n,) labels: times are permuted among events of the same label only, so that a rate or a watch that changes in
        one area alone is no interaction. None: among all.

    Raises
    ------
    ValueError
        Shapes that do not fit, numbers that are not finite, a distance or time below zero.

    Examples
    --------
    Two bursts far apart, each on its own day.

    >>> places = [(0, 0), (0, 1), (1, 0), (50, 0), (50, 1), (51, 0)]
    >>> found = knox(places, [1, 1, 2, 30, 30, 31], km=2, days=1, rng=np.random.default_rng(1))
    >>> found.observed, found.ratio > 2, found.p < 0.15
    (6, True, True)
    >>> knox([], [], km=2, days=1, rng=np.random.default_rng(1)).p
    1.0
    """
    xy, times = events(xy_km, times_days)
    if not (km >= 0 and days >= 0 and permutations >= 1):
        raise ValueError(f"km, days: must not be below 0, and permutations at least 1: {km}, {days}, {permutations}")
    starts, near = near_lists(xy, np.zeros(len(xy)), km=km, reach=0.0)
    first = np.repeat(np.arange(len(xy)), np.diff(starts))
    once = first < near
    return _tested((first[once], near[once]), times, np.full(len(xy), float(days)), permutations, rng, strata)


def jacquez(
    xy_km: npt.ArrayLike, times_days: npt.ArrayLike, *, k: int, rng: np.random.Generator, permutations: int = 999
) -> Interaction:
    """Ordered pairs whose second event is among the k nearest of the first both in space and in time (Jacquez 1996).

    Needs no distances, so it holds where towns lie close and country lies wide. Of events equally near as the k-th
    all count; row order means nothing. Arguments, errors as of `knox`.

    >>> places = [(0, 0), (0, 1), (1, 0), (50, 0), (50, 1), (51, 0)]
    >>> jacquez(places, [1, 1, 2, 30, 30, 31], k=2, rng=np.random.default_rng(1)).observed
    12
    """
    xy, times = events(xy_km, times_days)
    if not (1 <= k < max(len(xy), 2) and permutations >= 1):
        raise ValueError(f"k: must lie between 1 and events - 1, and permutations be at least 1: {k}, {permutations}")
    return _tested(_nearest_pairs(xy, k), times, _kth_wait(times, k), permutations, rng)


def _nearest_pairs(xy: Floats, k: int) -> tuple[Longs, Longs]:
    squared = np.empty(len(xy))
    kth_nearest(np.argsort(xy[:, 0], kind="stable"), xy, k, squared)
    lists = [_within(xy, i, squared[i]) for i in range(len(xy))]
    first = np.repeat(np.arange(len(xy)), [len(one) for one in lists])
    return first, np.concatenate([*lists, np.empty(0, dtype=np.int64)])


def _within(xy: Floats, i: int, squared: float) -> Longs:
    apart = (xy[i, 0] - xy[:, 0]) ** 2 + (xy[i, 1] - xy[:, 1]) ** 2
    apart[i] = np.inf
    return np.flatnonzero(apart <= squared)


def _kth_wait(times: Floats, k: int) -> Floats:
    out = np.empty(len(times))
    kth_nearest(np.argsort(times, kind="stable"), np.column_stack([times, np.zeros(len(times))]), k, out)
    return np.sqrt(out)  # exactly the difference: the root of a rounded square is what was squared


def _tested(
    pairs: tuple[Longs, Longs],
    times: Floats,
    reach: Floats,
    permutations: int,
    rng: np.random.Generator,
    strata: npt.ArrayLike | None = None,
) -> Interaction:
    n = len(times)
    shuffle = _shuffle(n, rng, strata)
    counts = np.empty(permutations + 1, dtype=np.int64)
    for begin in range(0, permutations + 1, LANES):
        lanes = min(LANES, permutations + 1 - begin)
        order = np.tile(np.arange(n)[:, None], LANES)
        for lane in range(lanes):
            if begin + lane:
                order[:, lane] = shuffle()
        out = np.empty(LANES, dtype=np.int64)
        close_in_time(*pairs, times[order], reach[order], out)
        counts[begin : begin + lanes] = out[:lanes]
    observed, permuted = int(counts[0]), counts[1:]
    p = (1 + int((permuted >= observed).sum())) / (1 + permutations)
    return Interaction(observed=observed, expected=float(permuted.mean()), p=p, permuted=permuted)


def _shuffle(n: int, rng: np.random.Generator, strata: npt.ArrayLike | None) -> Callable[[], Longs]:
    """What gives a permutation, within each stratum if there are any."""
    if strata is None:
        return lambda: np.asarray(rng.permutation(n), dtype=np.int64)
    number = np.unique(np.asarray(strata), return_inverse=True)[1]
    if number.shape != (n,):
        raise ValueError(f"strata: must be one for each event, not {number.shape}")
    places = np.argsort(number, kind="stable")

    def within() -> Longs:
        order = np.empty(n, dtype=np.int64)
        order[places] = np.lexsort((rng.random(n), number))
        return order

    return within
