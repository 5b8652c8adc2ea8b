"""Load the monitor's compiled loops, and compile them where no earlier run on this machine has: on invented events."""

import datetime as dt

import numpy as np
import polars as pl

from accord.model.cluster import Question
from accord.monitor.arrange import arrange
from accord.monitor.field import Field, Grid
from accord.monitor.fuse import fuse
from accord.monitor.kernels.tell import tell
from accord.monitor.link import Links, link
from accord.monitor.noise import Noise
from accord.monitor.posterior import chances, lists, settled
from accord.monitor.scan import scan
from accord.monitor.sighting import sightings

_CROWD, _LONE = 30, 6
"""Reports so near each other that their chances are sampled, and reports by themselves."""


def warm_fusion() -> None:
    """Fuse once."""
    fuse(_reports())


def warm_links() -> None:
    """Find pairs and join them once: the first half of a fusion."""
    field, grid, noise = _arranged()
    link(field, grid, noise)


def warm_chances() -> None:
    """Sum, sample and settle the chances of all pairs once: the second half of a fusion."""
    field, _, _ = _arranged()
    n = _CROWD + _LONE
    first, others = map(np.ascontiguousarray, np.nonzero(~np.eye(n, dtype=bool)))
    begins = np.arange(0, n * n, n - 1)[: n + 1]
    links = Links(field=field, group=np.arange(n), begins=begins, others=others, worths=np.ones(len(first)))
    chance = chances(links)
    tell(field, begins, others, chance, *lists(settled(links, chance)))


def _arranged() -> tuple[Field, Grid, Noise]:
    seen = sightings(_reports(), None)
    noise = Noise()
    field, grid, _ = arrange(seen, noise)
    return field, grid, noise


def _reports() -> pl.DataFrame:
    rng = np.random.default_rng(0)
    start = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
    numbers = range(_CROWD + _LONE)
    at = np.concatenate([rng.normal(0.0, 0.02, _CROWD), 0.5 * np.arange(1, _LONE + 1)])
    return pl.DataFrame(
        {
            "id": [f"r{n:02}" for n in numbers],
            "source": [f"s{n % 5}" for n in numbers],
            "kind": ["shelling"] * len(numbers),
            "start": [start + dt.timedelta(minutes=7 * (n % 9)) for n in numbers],
            "longitude": 10.0 + at,
            "latitude": 50.0 + at[::-1],
        }
    )


def warm_scan() -> None:
    """Ask each question of a handful of events."""
    counts = np.ones((3, 28), dtype=np.int32)
    seen = np.full((3, 28), 0.5)
    xy = np.array([[0.0, 0.0], [5.0, 0.0], [0.0, 5.0]])
    for question in Question:
        rng = np.random.default_rng(0)
        scan(
            counts, xy, rng=rng, exposure=seen, band=(0.8 * seen, 1.2 * seen), question=question, windows=7, replicas=3
        )  # fmt: skip
