"""How many violations to expect where, from recent incidents: weighed by findings and by who could have seen them."""

import datetime as dt
from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from accord.model.report import EventKind
from accord.model.workspace import Place
from accord.monitor.exposure import exposure

Floats = NDArray[np.float64]
LEAST_SEEN = 1 / 3
"""Where a smaller share of events would be reported, or nobody watched, an incident still counts for three only."""
HINDRANCES = (EventKind.DENIAL.value, EventKind.JAMMING.value)
"""Kinds that keep monitors from seeing; they are no reason to watch a cell, but they close sites."""


def recent(incidents: pl.DataFrame, last: dt.date, days: int) -> pl.DataFrame:
    """Incidents that began in the days up to the last one (UTC) and have a position."""
    day = pl.col("start").dt.date()
    inside = (day <= last) & (day > last - dt.timedelta(days=days))
    return incidents.filter(inside & pl.col("longitude").is_not_null() & pl.col("latitude").is_not_null())


def violations(incidents: pl.DataFrame, findings: pl.DataFrame | None) -> Floats:
    """(n,) for how many violations each incident counts: the chance that it took place and was one.

    With findings: that of the term against which it most likely is. Without: every incident that is no hindrance.

    >>> frame = pl.DataFrame({"id": ["i-1", "i-2"], "kind": ["shots", "denial"], "probability": [0.5, 1.0]})
    >>> violations(frame, None).tolist()
    [0.5, 0.0]
    """
    if findings is None:
        amount = pl.when(pl.col("kind").cast(pl.String).is_in(HINDRANCES)).then(0.0).otherwise(1.0)
        found = incidents.select((amount * pl.col("probability")).alias("amount"))
    else:
        likely = findings.group_by("incident").agg(pl.col("probability").fill_nan(0.0).max().alias("contrary"))
        joined = incidents.join(likely, left_on="id", right_on="incident", how="left", maintain_order="left")
        hindrance = pl.col("kind").cast(pl.String).is_in(HINDRANCES)
        contrary = pl.when(hindrance).then(0.0).otherwise(pl.col("contrary").fill_null(0.0))
        found = joined.select((contrary * pl.col("probability")).alias("amount"))
    return found["amount"].to_numpy().astype(np.float64)


def unseen_factor(
    incidents: pl.DataFrame, watches: pl.DataFrame, places: Mapping[str, Place], last: dt.date, days: int
) -> Floats:
    """(n,) 1 over the share of such events that would have been reported there over the period; at most 3."""
    areas = sorted(set(incidents["area"].to_list()) - {"", None})
    if not watches.height or not areas:
        return np.ones(incidents.height)
    period = [last - dt.timedelta(days=back) for back in reversed(range(days))]
    kinds = sorted(set(incidents["kind"].cast(pl.String).to_list()))
    share = np.nan_to_num(exposure(watches, places, areas=areas, days=period, kinds=kinds).share).mean(axis=1)
    row = {area: number for number, area in enumerate(areas)}
    column = {kind: number for number, kind in enumerate(kinds)}
    seen = [
        share[row[area], column[str(kind)]] if area in row else 1.0
        for area, kind in zip(incidents["area"].to_list(), incidents["kind"].to_list(), strict=True)
    ]
    return 1.0 / np.maximum(seen, LEAST_SEEN)


def denied_days(
    incidents: pl.DataFrame, east_km: Floats, north_km: Floats, sites: tuple[Floats, Floats], near_km: float
) -> Floats:
    """(S,) days on which passage was denied near each site."""
    denied = (incidents["kind"].cast(pl.String) == EventKind.DENIAL.value).to_numpy()
    days = incidents["start"].dt.date().to_numpy()
    total = np.zeros(len(sites[0]))
    for day in np.unique(days[denied]):
        rows = denied & (days == day)
        far = np.hypot(sites[0][:, None] - east_km[rows], sites[1][:, None] - north_km[rows])
        total += (far <= near_km).any(axis=1)
    return total
