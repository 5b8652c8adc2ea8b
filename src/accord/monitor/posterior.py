"""Chances of pairs over all partitions, and the partition with the fewest wrong pairs to be expected."""

import numpy as np

from accord.monitor.field import Floats, Ints
from accord.monitor.kernels.chance import all_exact
from accord.monitor.kernels.pairs import components
from accord.monitor.kernels.sample import sample
from accord.monitor.kernels.settle import settle
from accord.monitor.link import Links

LARGEST_EXACT = 8
"""Reports of a component whose partitions are all summed; beyond, they are sampled."""
BAR = 0.45
"""Chance from which a pair is worth making."""
TEMPER = (0.95, -0.3)
"""Slope and shift of the log odds of a pair: what takes back the overconfidence of a density that is itself estimated.
Set once, on simulated seeds apart from those of the reported figures."""
DRAWS = 36
BURN = 8


def chances(links: Links, *, draws: int = DRAWS, burn: int = BURN) -> Floats:
    """Chance of each candidate pair that both tell of one event, in the order of ``links.others``."""
    chance = np.zeros(len(links.others))
    label, size = components(links.begins, links.others)
    all_exact(links.field, label, size, LARGEST_EXACT, links.begins, links.others, chance)
    large = np.flatnonzero(size[label] > LARGEST_EXACT)
    if len(large):
        large = large[np.argsort(label[large], kind="stable")]
        starts = np.append(np.unique(label[large], return_index=True)[1], len(large))
        head, after, group = lists(links.group)
        edges = (links.begins, links.others, links.worths)
        sample(links.field, *edges, large, starts, draws, burn, head, after, group, chance)
        _even_out(links, chance)
    return tempered(chance)


def _even_out(links: Links, chance: Floats) -> None:
    """Both directions of a pair were sampled apart: take the mean."""
    n = len(links.group)
    first = np.repeat(np.arange(n), np.diff(links.begins))
    back = np.argsort(links.others * n + first, kind="stable")
    chance[:] = (chance + chance[back]) / 2


def tempered(chance: Floats) -> Floats:
    """Chances with the doubt of `TEMPER`.

    >>> tempered(np.array([0.0, 0.5, 0.99])).round(3).tolist()
    [0.0, 0.426, 0.983]
    """
    sure = np.clip(chance, 1e-9, 1 - 1e-9)
    odds = TEMPER[0] * np.log(sure / (1 - sure)) + TEMPER[1]
    result: Floats = np.where(chance > 0, 1 / (1 + np.exp(-odds)), 0.0)
    return result


def lists(group: Ints) -> tuple[Ints, Ints, Ints]:
    """Head, next and group of the linked lists of a partition."""
    n = len(group)
    head, after = np.full(n, -1, dtype=np.int64), np.full(n, -1, dtype=np.int64)
    order = np.argsort(group, kind="stable")
    same = group[order[1:]] == group[order[:-1]]
    after[order[:-1][same]] = order[1:][same]
    starts = np.concatenate([[True], ~same]) if n else np.zeros(0, dtype=bool)
    head[group[order[starts]]] = order[starts]
    return head, after, group.copy()


def settled(links: Links, chance: Floats, *, bar: float = BAR) -> Ints:
    """Number of each report's group in the partition with the fewest wrong pairs to be expected."""
    n = len(links.group)
    first = np.repeat(np.arange(n), np.diff(links.begins))
    good = np.flatnonzero((first < links.others) & (chance > bar))
    order = good[np.argsort(-chance[good], kind="stable")]
    head, after, group = lists(np.arange(n))
    sources = links.field.kind_told.shape[0]
    settle(links.field.source, links.begins, links.others, chance, bar, order, first, head, after, group, sources, 10)
    return group
