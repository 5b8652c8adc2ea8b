"""Simpler rules for the same task: the same day and place, and the nearest with one report a source pair."""

from dataclasses import dataclass
from itertools import product

import numpy as np
import polars as pl

KM_PER_DEGREE = 111.195
Pairs = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Reports as numbers, and the pairs of different sources within a day and 25 km."""

    x: np.ndarray
    y: np.ndarray
    t: np.ndarray
    kind: np.ndarray
    source: np.ndarray
    first: np.ndarray
    second: np.ndarray


def scene(reports: pl.DataFrame) -> Scene:
    """The scene of simulated reports."""
    x = reports["longitude"].to_numpy() * KM_PER_DEGREE * np.cos(np.radians(48.0))
    y = reports["latitude"].to_numpy() * KM_PER_DEGREE
    t = reports["start"].dt.timestamp("us").to_numpy() / 86_400e6
    kind, source = (reports[name].rank("dense").to_numpy().astype(np.int64) for name in ("kind", "source"))
    order = np.argsort(t, kind="stable")
    ends = np.searchsorted(t[order], t[order] + 1.0, side="right")
    first, second = [], []
    for at, end in enumerate(ends):
        later = order[at + 1 : end]
        near = np.hypot(x[later] - x[order[at]], y[later] - y[order[at]]) <= 25.0
        second.append(later[near & (source[later] != source[order[at]])])
        first.append(np.full(len(second[-1]), order[at]))
    return Scene(x=x, y=y, t=t, kind=kind, source=source, first=np.concatenate(first), second=np.concatenate(second))


def gaps(view: Scene) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """km, days and whether the kinds differ, for each pair."""
    a, b = view.first, view.second
    return (
        np.hypot(view.x[a] - view.x[b], view.y[a] - view.y[b]),
        np.abs(view.t[a] - view.t[b]),
        view.kind[a] != view.kind[b],
    )


def same_day(view: Scene) -> Pairs:
    """The same day, at most 5 km, the same kind."""
    km, _, differ = gaps(view)
    held = (np.floor(view.t[view.first]) == np.floor(view.t[view.second])) & (km <= 5.0) & ~differ
    return view.first[held], view.second[held]


def one_to_one(first: np.ndarray, second: np.ndarray, cost: np.ndarray, source: np.ndarray) -> np.ndarray:
    """Pairs by rising cost, each report at most once with each other source."""
    used: set[tuple[int, int]] = set()
    kept = []
    for e in np.argsort(cost, kind="stable"):
        a, b = int(first[e]), int(second[e])
        ends = {(a, int(source[b])), (b, int(source[a]))}
        if not used & ends:
            used |= ends
            kept.append(e)
    return np.array(kept, dtype=np.int64)


def nearest(view: Scene, truth: np.ndarray) -> Pairs:
    """Scaled nearest, one to one, with the scales and the limit that are best on the truth."""
    km, days, differ = gaps(view)
    best: tuple[float, Pairs] = (0.0, (view.first[:0], view.second[:0]))
    all_true = np.unique(truth, return_counts=True)[1]
    total = float((all_true * (all_true - 1) / 2).sum())
    for place, time, penalty in product((2.0, 4.0, 6.0), (0.07, 0.1, 0.15, 0.2), (2.0, 5.0, 8.0)):
        cost = (km / place) ** 2 + (days / time) ** 2 + penalty * differ
        near = np.flatnonzero(cost < 25)
        kept = near[one_to_one(view.first[near], view.second[near], cost[near], view.source)]
        for limit in (5.0, 9.0, 13.0, 18.0, 25.0):
            held = kept[cost[kept] <= limit]
            right = float((truth[view.first[held]] == truth[view.second[held]]).sum())
            best = max(
                best, (2 * right / (len(held) + total), (view.first[held], view.second[held])), key=lambda one: one[0]
            )
    return best[1]
