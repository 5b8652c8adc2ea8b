"""Reports as plain columns of numbers: who, what, where with which error, when with which error, how many."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from accord.model.report import EventKind
from accord.model.workspace import Place
from accord.monitor.field import Floats, Ints
from accord.monitor.where import POINT, WEDGE, Located, locate

DAY_US = 86_400_000_000
KINDS = tuple(kind.value for kind in EventKind)
COUNT_STEPS = np.array([0.5, 1.5, 2.5, 3.5, 5.5, 8.5, 13.5, 21.5, 40.5, 80.5, 200.5])
"""Borders of the classes of counts."""
LEAST_ERROR_KM = 0.05
LEAST_ERROR_DAYS = 30 / 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Sightings:
    """Columns of n reports in the order of the frame."""

    ids: pl.Series
    sources: tuple[str, ...]
    """Names of the sources, sorted."""
    source: Ints
    kind: Ints
    """Index in `KINDS`."""
    x: Floats
    y: Floats
    """km east and north of the centre."""
    spread: Floats
    """(n, 3) covariance that the report states, km2; where it states none, of a standard error of 1 km."""
    stated: np.ndarray
    """(n,) whether it states an error of its place."""
    t: Floats
    """Middle of the interval, days since 1970-01-01 UTC."""
    width: Floats
    """Length of the interval, days."""
    count: Ints
    """Class of the count; -1 where it says nothing (a party's claim)."""
    unit: Ints
    units: int
    centre: tuple[float, float]
    """Longitude and latitude of the origin, degrees."""

    def rows(self, rows: Ints) -> "Sightings":
        """The same, for some of the reports."""
        columns = ("source", "kind", "x", "y", "spread", "stated", "t", "width", "count", "unit")
        return replace(self, ids=self.ids[rows], **{name: getattr(self, name)[rows] for name in columns})


def sightings(reports: pl.DataFrame, places: Mapping[str, Place] | None = None) -> Sightings:
    """Columns of numbers of reports that have a place and a time.

    Parameters
    ----------
    reports
        Columns of `accord.model.report.Report`; what a frame lacks takes its default.
    places
        Places that regions name.
    """
    n = reports.height
    names = sorted(reports["source"].unique().to_list())
    source = reports["source"].replace_strict(names, range(len(names)), return_dtype=pl.Int64).to_numpy()
    kind = reports["kind"].cast(pl.String).replace_strict(KINDS, range(len(KINDS)), return_dtype=pl.Int64).to_numpy()
    located = locate(reports, places or {})
    stated = located.kind != POINT
    if "error_km" in reports.columns:
        stated |= reports["error_km"].is_not_null().to_numpy()
    start = reports["start"].dt.timestamp("us").to_numpy() / DAY_US
    until = start
    if "until" in reports.columns:
        until = reports["until"].fill_null(reports["start"]).dt.timestamp("us").to_numpy() / DAY_US
    units = sorted(reports["unit"].cast(pl.String).unique().to_list()) if "unit" in reports.columns else ["incident"]
    unit = np.zeros(n, dtype=np.int64)
    if "unit" in reports.columns:
        unit = (
            reports["unit"].cast(pl.String).replace_strict(units, range(len(units)), return_dtype=pl.Int64).to_numpy()
        )
    return Sightings(
        ids=reports["id"],
        sources=tuple(names),
        source=source,
        kind=kind,
        x=located.east_km,
        y=located.north_km,
        spread=_spread(located, stated),
        stated=stated,
        t=(start + until) / 2,
        width=until - start,
        count=_counts(reports),
        unit=unit,
        units=len(units),
        centre=located.origin,
    )


def _spread(located: Located, stated: np.ndarray) -> Floats:
    square = np.where(stated, np.maximum(np.nan_to_num(located.error_km), LEAST_ERROR_KM), 1.0) ** 2
    spread = np.stack([square, np.zeros_like(square), square], axis=1)
    wedges = np.flatnonzero(located.kind == WEDGE)
    for begin in range(0, len(wedges), 50_000):
        rows = wedges[begin : begin + 50_000]
        points = located.points(rows)
        points -= points.mean(axis=1, keepdims=True)
        spread[rows, 0] = (points[:, :, 0] ** 2).mean(axis=1) + LEAST_ERROR_KM**2
        spread[rows, 1] = (points[:, :, 0] * points[:, :, 1]).mean(axis=1)
        spread[rows, 2] = (points[:, :, 1] ** 2).mean(axis=1) + LEAST_ERROR_KM**2
    return spread


def _counts(reports: pl.DataFrame) -> Ints:
    n = reports.height
    if "count_low" not in reports.columns:
        return np.full(n, -1, dtype=np.int64)
    low = reports["count_low"].cast(pl.Float64).to_numpy()
    high = low
    if "count_high" in reports.columns:
        high = reports["count_high"].cast(pl.Float64).fill_null(reports["count_low"]).to_numpy()
    middle = np.sqrt(np.maximum(low, 0.0) * np.maximum(high, 0.0))
    classes: Ints = np.searchsorted(COUNT_STEPS, middle).astype(np.int64)
    if "claimant" in reports.columns:
        classes[reports["claimant"].is_not_null().to_numpy()] = -1
    return classes
