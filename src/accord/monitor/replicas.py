"""Strongest cluster of each replica, in blocks side by side on threads."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock

import numpy as np

from accord.monitor.kernels.scan import LANES, Expected, Floats, Ints, Rings, least_counts, maxima

Draw = Callable[[np.random.Generator, Ints, int], None]
"""Fills (W, P, LANES) with events of so many replicas."""
_FIRST_LEVEL = 3.0
"""Level of the first block; the strongest of a thousand cylinders seldom stays below."""
_MARGIN = 0.7
"""Later levels are this share of the weakest maximum of the first block: few replicas stay below."""


@dataclass(slots=True)
class _Field:
    """A search field and the least counts that matter in it, by level."""

    rings: Rings
    expected: Expected
    most: int
    known: dict[float, Ints] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def least(self, level: float) -> Ints:
        """Least counts at a level, worked out once."""
        with self.lock:
            if level not in self.known:
                out = np.empty((len(self.expected.until_now), len(self.rings.near)), dtype=np.int32)
                least_counts(self.rings, self.expected, self.most, level, out)
                self.known[level] = out
            return self.known[level]


def replica_maxima(
    draw: Draw,
    rings: Rings,
    expected: Expected,
    *,
    most: int,
    replicas: int,
    rng: np.random.Generator,
    threads: int = 2,
) -> Floats:
    """(replicas,) gain of the strongest cylinder of each replica; the same for any number of threads.

    Parameters
    ----------
    draw
        Fills a block of replicas.
    most
        Events that no circle exceeds.
    rng
        Source of chance; each block gets a child of its own.
    """
    search = _Field(rings, expected, most)
    blocks = -(-replicas // LANES)
    children = rng.spawn(blocks)
    lanes = [min(LANES, replicas - LANES * block) for block in range(blocks)]
    first = _block(draw, search, _FIRST_LEVEL, children[0], lanes[0])
    level = _MARGIN * float(first.min())

    def block(number: int) -> Floats:
        return _block(draw, search, level, children[number], lanes[number])

    with ThreadPoolExecutor(threads) as pool:
        return np.concatenate([first, *pool.map(block, range(1, blocks))])


def _block(draw: Draw, search: _Field, level: float, chance: np.random.Generator, lanes: int) -> Floats:
    windows, places = search.expected.until_now.shape
    counts = np.zeros((windows, places, LANES), dtype=np.int32)
    draw(chance, counts, lanes)
    best = np.full(LANES, -1.0)
    maxima(counts, search.rings, search.expected, search.least(level), best)
    if best[:lanes].min() < 0:
        maxima(counts, search.rings, search.expected, search.least(0.0), best)
    return np.asarray(np.maximum(best[:lanes], 0.0))
