"""From reports to the figures of a day: reports -> incidents -> findings -> counts with coverage -> clusters.

Pure: frames and records in, frames and records out. Files are read and written by `accord.store`.
"""

import datetime as dt
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl

from accord.model.cluster import Clusters, Question
from accord.model.daily import Daily
from accord.model.earth import plane
from accord.model.workspace import Place, Workspace
from accord.monitor.announced import announced
from accord.monitor.areas import areas_of, smallest_area
from accord.monitor.daily import daily
from accord.monitor.escalation import escalation
from accord.monitor.figures import SURE, coverage_of
from accord.monitor.fuse import Fused, fuse
from accord.monitor.judge import judge
from accord.monitor.rates import VIOLENT
from accord.monitor.refuse import refuse
from accord.monitor.reviewed import reviewed
from accord.monitor.scan import scan
from accord.monitor.units import with_notified
from accord.monitor.where import origin_of

BASE_DAYS = 90
"""Days that a scan looks back at most."""
WINDOWS = 14
"""Longest window of a scan, days."""
LEAST_DAYS = 28
"""A record shorter than this is not scanned."""
REPLICAS = 999


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What reports tell of, before anything is counted."""

    incidents: pl.DataFrame
    """Columns of `accord.model.incident.Incident` without members; `told`: whether others than parties tell of it."""
    members: pl.DataFrame
    """Columns `incident`, and those of `accord.model.incident.Member`."""
    findings: pl.DataFrame
    """Columns of `accord.model.incident.Finding`."""
    fused: Fused | None
    """The fusion before reviewers' decisions, to go on from; None: there were no reports."""
    announced: tuple[str, ...] = ()
    """Incidents that notifications excuse more likely than not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitored(Found):
    """What a run of the chain makes."""

    daily: Daily
    """Figures of the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """An earlier fusion, and the reports that it was made of."""

    fused: Fused
    reports: pl.DataFrame


def monitor(
    reports: pl.DataFrame,
    watches: pl.DataFrame,
    reviews: pl.DataFrame,
    claims: pl.DataFrame,
    workspace: Workspace,
    *,
    day: dt.date,
    days: int = 1,
    seed: int = 0,
    replicas: int = REPLICAS,
    before: Before | None = None,
    notifications: pl.DataFrame | None = None,
) -> Monitored:
    """Incidents, findings and the figures of a day.

    Parameters
    ----------
    reports, watches, reviews, claims
        Columns of `Report`, `Watch`, `Review` and `Claim`.
    workspace
        Places, sources and the deal.
    day, days
        Last day (UTC) and length of the period, days.
    seed
        Seed of the scan's replicas.
    replicas
        Replicas of the scan.
    before
        An earlier fusion, to fuse only what lies near reports that came since; None: all is fused.
    notifications
        Columns of `Notification`: what was announced beforehand. None: nothing was.
    """
    found = found_of(reports, reviews, workspace, before=before, notifications=notifications)
    figures = figures_of(
        found, reports, watches, claims, workspace, day=day, days=days, seed=seed, replicas=replicas
    )  # fmt: skip
    return Monitored(
        incidents=found.incidents,
        members=found.members,
        findings=found.findings,
        fused=found.fused,
        announced=found.announced,
        daily=figures,
    )


def found_of(
    reports: pl.DataFrame,
    reviews: pl.DataFrame,
    workspace: Workspace,
    *,
    before: Before | None = None,
    notifications: pl.DataFrame | None = None,
) -> Found:
    """Incidents, their members and findings; arguments as of `monitor`."""
    fused = fused_of(reports, workspace, before=before)
    incidents, members = incidents_of(fused, reports, reviews)
    incidents = with_told(with_areas(incidents, _places(workspace)), members, reports)
    findings = findings_of(incidents, members, reports, workspace, notifications)
    excused = announced_of(incidents, members, reports, workspace, notifications)
    return Found(incidents=incidents, members=members, findings=findings, fused=fused, announced=excused)


def figures_of(
    found: Found,
    reports: pl.DataFrame,
    watches: pl.DataFrame,
    claims: pl.DataFrame,
    workspace: Workspace,
    *,
    day: dt.date,
    days: int = 1,
    seed: int = 0,
    replicas: int = REPLICAS,
) -> Daily:
    """Figures of the day; its parts are worked out side by side. Arguments as of `monitor`."""
    places = _places(workspace)
    surprising = with_notified(found.incidents, found.members, reports, found.announced)
    surprising = surprising.filter(~pl.col("is_notified"))
    with ThreadPoolExecutor(2) as pool:
        pace = pool.submit(escalation, surprising, watches, places, day=day, seed=seed)
        clusters = pool.submit(clusters_of, surprising, watches, places, day=day, seed=seed, replicas=replicas)
        figures = daily(
            reports, found.incidents, found.findings, watches, claims, workspace,
            day=day, days=days, members=found.members, announced=found.announced,
        )  # fmt: skip
        return replace(figures, clusters=clusters.result(), escalation=pace.result())


def fused_of(reports: pl.DataFrame, workspace: Workspace, *, before: Before | None = None) -> Fused | None:
    """The fusion of reports; after an earlier one, only what lies near new reports is fused again."""
    if not reports.height:
        return None
    places, grades = _places(workspace), _grades(workspace)
    if before is None:
        return fuse(reports, places=places, grades=grades)
    return refuse(before.fused, before.reports, reports, places=places, grades=grades)


def incidents_of(
    fused: Fused | None, reports: pl.DataFrame, reviews: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Incidents that the reports tell of, as reviewers left them, and their members."""
    if fused is None:
        return pl.DataFrame(schema=_INCIDENTS), pl.DataFrame(schema=_MEMBERS)
    return reviewed(fused.incidents, fused.members, reports, reviews)


_UTC = pl.Datetime("us", "UTC")
_INCIDENTS: dict[str, Any] = (
    {"id": pl.String, "kind": pl.String, "start": _UTC, "until": _UTC, "unit": pl.String}
    | dict.fromkeys(("longitude", "latitude", "error_km", "count_low", "count_high", "probability"), pl.Float64)
    | {"reports": pl.UInt32, "reviewer": pl.String, "attributed": pl.String}
)
_MEMBERS = {"incident": pl.String, "report": pl.String, "source": pl.String, "probability": pl.Float64}


def _places(workspace: Workspace) -> dict[str, Place]:
    return {str(key): place for key, place in workspace.places.items()}


def _grades(workspace: Workspace) -> dict[str, str]:
    return {str(key): source.reliability.value for key, source in workspace.sources.items()}


def with_areas(incidents: pl.DataFrame, places: Mapping[str, Place]) -> pl.DataFrame:
    """Incidents with the smallest area that holds each."""
    x, y = (incidents[name].fill_null(float("nan")).to_numpy() for name in ("longitude", "latitude"))
    return incidents.with_columns(smallest_area(x, y, places))


def with_told(incidents: pl.DataFrame, members: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """Incidents with `told`: whether a report tells of each that is not a party's own claim."""
    claims = reports.filter(pl.col("claimant").is_not_null())["id"].implode()
    told = members.filter(~pl.col("report").is_in(claims))["incident"].unique()
    return incidents.with_columns(told=pl.col("id").is_in(told.implode()))


def announced_of(
    incidents: pl.DataFrame,
    members: pl.DataFrame,
    reports: pl.DataFrame,
    workspace: Workspace,
    notifications: pl.DataFrame | None = None,
) -> tuple[str, ...]:
    """Incidents that notifications excuse more likely than not."""
    if notifications is None or not notifications.height:
        return ()
    places, grades = _places(workspace), _grades(workspace)
    return announced(incidents, notifications, workspace.deal, places, members=members, reports=reports, grades=grades)


def findings_of(
    incidents: pl.DataFrame,
    members: pl.DataFrame,
    reports: pl.DataFrame,
    workspace: Workspace,
    notifications: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Incidents judged by the deal; none where there is no deal."""
    if workspace.deal is None or not incidents.height:
        words = dict.fromkeys(("id", "incident", "term", "verdict"), pl.String)
        return pl.DataFrame(schema={**words, "probability": pl.Float64})
    return judge(
        incidents, workspace.deal, _places(workspace), members=members, reports=reports, grades=_grades(workspace),
        notifications=notifications,
    )  # fmt: skip


def clusters_of(
    incidents: pl.DataFrame,
    watches: pl.DataFrame,
    places: Mapping[str, Place],
    *,
    day: dt.date,
    seed: int = 0,
    replicas: int = REPLICAS,
) -> tuple[Clusters, ...]:
    """Answers of the scan to both questions: violence by area, the last day being `day`.

    None where the record is too short to have a usual level.
    """
    areas = areas_of(places)
    sure = incidents.filter(pl.col("told") & (pl.col("probability") >= SURE) & (pl.col("area") != ""))
    sure = sure.filter(pl.col("kind").is_in(VIOLENT))
    sure = sure.with_columns(day=pl.col("start").dt.date()).filter(pl.col("day") <= day)
    earliest = sure["day"].min()
    if not isinstance(earliest, dt.date) or (day - earliest).days + 1 < LEAST_DAYS or len(areas) < 2:
        return ()
    days = min(BASE_DAYS, (day - earliest).days + 1)
    first = day - dt.timedelta(days=days - 1)
    counts = day_table(sure, areas, first, days)
    seen = coverage_of(watches, areas, places, first, days) if watches.height else None
    origin = origin_of(pl.DataFrame(), places)
    spots = [(places[area].longitude, places[area].latitude) for area in areas]
    xy = np.stack(plane([x for x, _ in spots], [y for _, y in spots], origin), axis=1)
    return tuple(
        scan(
            counts,
            xy,
            rng=np.random.default_rng([seed, number]),
            exposure=None if seen is None else seen[1],
            band=None if seen is None else (seen[0], seen[2]),
            names=areas,
            question=question,
            windows=min(WINDOWS, days // 2),
            replicas=replicas,
        )
        for number, question in enumerate(Question)
    )


def day_table(incidents: pl.DataFrame, areas: tuple[str, ...], first: dt.date, days: int) -> np.ndarray:
    """(areas, days) incidents by area and day of their beginning (UTC)."""
    table = np.zeros((len(areas), days), dtype=np.int32)
    rows = {area: number for number, area in enumerate(areas)}
    counted = incidents.group_by("area", at=(pl.col("start").dt.date() - first).dt.total_days()).len()
    for area, at, count in counted.iter_rows():
        if area in rows and 0 <= at < days:
            table[rows[area], at] = count
    return table
