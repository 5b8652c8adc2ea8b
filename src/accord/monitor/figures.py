"""What the chain counts, and how well its areas were watched, as the scan takes it."""

import datetime as dt
from collections.abc import Mapping

import numpy as np
import polars as pl

from accord.model.workspace import Place
from accord.monitor.exposure import exposure
from accord.monitor.field import Floats
from accord.monitor.rates import VIOLENT

SURE = 0.5
"""Least probability of an incident that is counted."""


def coverage_of(
    watches: pl.DataFrame, areas: tuple[str, ...], places: Mapping[str, Place], first: dt.date, days: int
) -> tuple[Floats, Floats, Floats]:
    """Low, middle and high coverage, each (areas, days): a mean over kinds of violence; 0: nobody watched."""
    watched = exposure(
        watches, places, areas=areas, days=[first + dt.timedelta(days=n) for n in range(days)], kinds=VIOLENT
    )
    low, middle, high = (
        np.mean([watched.days_of(kind, bound=bound) for kind in VIOLENT], axis=0) for bound in ("low", "share", "high")
    )
    return np.minimum(low, middle), middle, np.maximum(high, middle)
