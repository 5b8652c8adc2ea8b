"""Candidate pairs, the density that they are weighed against, and a first partition from the best pairs."""

from dataclasses import dataclass

import numpy as np

from accord.monitor.arrange import gates
from accord.monitor.density import checked, density
from accord.monitor.field import Field, Floats, Grid, Ints
from accord.monitor.kernels.join import join_greedily
from accord.monitor.kernels.near import near
from accord.monitor.kernels.pairs import pair_worth, symmetric
from accord.monitor.noise import Noise

CANDIDATES = 16
"""Most candidates kept for a report."""
LEAST_WORTH = -3.0
"""Log odds of a pair below which it is not considered, not even within a larger group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The partition found, and what it rests on."""

    field: Field
    """With the density of unseen events."""
    group: Ints
    """(n,) number of each report's group."""
    begins: Ints
    """(n + 1,) where each report's candidates begin in `others`."""
    others: Ints
    """Candidates: reports with which the report may share an event."""
    worths: Floats
    """Log odds of each of these pairs."""


def link(field: Field, grid: Grid, noise: Noise, *, rounds: int = 2) -> Links:
    """Candidates and a greedy partition; the density of events is taken anew from the incidents of the round before."""
    n = len(field.x)
    group = np.full(n, -1, dtype=np.int64)
    links = Links(
        field=field,
        group=np.arange(n),
        begins=np.zeros(n + 1, dtype=np.int64),
        others=np.empty(0, np.int64),
        worths=np.empty(0),
    )
    for turn in range(rounds):
        learning = turn == 0
        weight = np.full(n, 1 / noise.reports_per_event)
        if not learning:
            weight = 1 / np.bincount(group, minlength=n)[group] / (1 - noise.unseen)
        neighbours, _, fine, own = near(field, grid, *gates(noise), CANDIDATES, group, weight, learning)
        field = field._replace(log_unseen=_log_unseen(field, noise, fine, own, weight))
        links = _partition(field, neighbours)
        group = links.group
    return links


def _log_unseen(field: Field, noise: Noise, fine: Floats, own: Floats, weight: Floats) -> Floats:
    volume = np.exp(-2 * field.half_log / 2) * (4 * np.pi) ** 1.5
    reach = (6 * float(np.sqrt(np.median(field.spread[:, 0]))), 6 * float(np.median(field.time_precision) ** -0.5))
    figure = density(field.x, field.y, field.t, fine=fine, volume=volume, weight=weight, reach=reach)
    rate = np.array(list(noise.rates.values()))[field.source] if noise.rates else noise.rate
    figure = checked(figure, own / rate, volume)
    result: Floats = np.log(figure * noise.unseen)
    return result


def _partition(field: Field, neighbours: np.ndarray) -> Links:
    n = len(field.x)
    begins, others = symmetric(neighbours)
    first = np.repeat(np.arange(n), np.diff(begins))
    worths = pair_worth(field, first, others)
    keep = worths > LEAST_WORTH
    first, others, worths = first[keep], others[keep], worths[keep]
    begins = np.concatenate([[0], np.cumsum(np.bincount(first, minlength=n))])
    head = np.arange(n)
    after = np.full(n, -1, dtype=np.int64)
    group = np.arange(n)
    half = np.flatnonzero(first < others)
    good = half[worths[half] > 0]
    order = good[np.argsort(-worths[good], kind="stable")]
    join_greedily(field, first, others, order, head, after, group)
    return Links(field=field, group=group, begins=begins, others=others, worths=worths)
