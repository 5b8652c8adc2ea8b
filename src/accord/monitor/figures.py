"""Figures of a day: what the daily report says, each count with its period and its coverage."""

import datetime as dt
from collections.abc import Mapping

import numpy as np
import polars as pl

from accord.model.cluster import Clusters
from accord.model.daily import AreaFigures, ClaimFigures, Daily, Notice, TermFigures
from accord.model.incident import Ruling
from accord.model.report import EventKind
from accord.model.workspace import Place, Workspace
from accord.monitor.areas import areas_of
from accord.monitor.exposure import exposure
from accord.monitor.field import Floats
from accord.monitor.rates import VIOLENT

SURE = 0.5
"""Least probability of an incident that is counted."""
FIRE = tuple(k.value for k in (EventKind.EXPLOSION, EventKind.SHELLING, EventKind.SHOTS, EventKind.STRIKE))
THINGS = tuple(
    k.value
    for k in (
        EventKind.WEAPON, EventKind.POSITION, EventKind.CONVOY, EventKind.RAIL, EventKind.CAMP, EventKind.MINE,
    )
)  # fmt: skip
HINDRANCES = (EventKind.DENIAL.value, EventKind.JAMMING.value)
_WORST = (Ruling.BREACH.value, Ruling.LIKELY.value)


def daily_figures(
    reports: pl.DataFrame,
    incidents: pl.DataFrame,
    findings: pl.DataFrame,
    watches: pl.DataFrame,
    claims: pl.DataFrame,
    workspace: Workspace,
    *,
    clusters: tuple[Clusters, ...],
    day: dt.date,
    days: int,
) -> Daily:
    """Figures of the period of `days` days that ends with `day`, beside the period before."""
    end = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), tzinfo=dt.UTC)
    length = dt.timedelta(days=days)
    now, then = _within(incidents, end - length, end), _within(incidents, end - 2 * length, end - length)
    places = {str(key): place for key, place in workspace.places.items()}
    coverage = _coverage(watches, places, end.date() - 2 * length, days)
    worst = findings.filter(pl.col("verdict").is_in(_WORST))
    return Daily(
        day=day,
        days=days,
        reports=_within(reports, end - length, end).height,
        incidents=_sure(now).height,
        before=_sure(then).height,
        areas=_areas(now, then, coverage, places),
        terms=_terms(findings, now, then, workspace),
        weapons=_notices(now.filter(pl.col("kind").is_in(THINGS)), worst, only_worst=True),
        restrictions=_notices(now.filter(pl.col("kind").is_in(HINDRANCES)), worst, only_worst=False),
        claims=_claims(claims, incidents, end - length, end),
        clusters=clusters,
    )


def _within(rows: pl.DataFrame, start: dt.datetime, end: dt.datetime) -> pl.DataFrame:
    return rows.filter((pl.col("start") >= start) & (pl.col("start") < end))


def _sure(incidents: pl.DataFrame) -> pl.DataFrame:
    return incidents.filter(pl.col("told") & (pl.col("probability") >= SURE))


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


def _coverage(
    watches: pl.DataFrame, places: Mapping[str, Place], first: dt.date, days: int
) -> dict[str, tuple[float, float]]:
    """Area -> mean coverage of the period before and of the period; empty where there is no coverage log."""
    areas = areas_of(places)
    if not watches.height or not areas:
        return {}
    _, middle, _ = coverage_of(watches, areas, places, first, 2 * days)
    before, now = middle[:, :days].mean(axis=1), middle[:, days:].mean(axis=1)
    return {area: (float(before[row]), float(now[row])) for row, area in enumerate(areas)}


def _areas(
    now: pl.DataFrame, then: pl.DataFrame, coverage: Mapping[str, tuple[float, float]], places: Mapping[str, Place]
) -> tuple[AreaFigures, ...]:
    tables = [_by_area(frame) for frame in (_sure(now), _sure(then))]
    fire = [_by_area(_sure(frame).filter(pl.col("kind").is_in(FIRE))) for frame in (now, then)]
    claimed = _by_area(now.filter(~pl.col("told")))
    shown = {*coverage, *tables[0], *tables[1], *claimed} or set(areas_of(places))
    figures = [
        AreaFigures(
            area=area,
            name=places[area].name if area in places else "outside all areas",
            incidents=tables[0].get(area, 0),
            before=tables[1].get(area, 0),
            fire=fire[0].get(area, 0),
            fire_before=fire[1].get(area, 0),
            claimed=claimed.get(area, 0),
            coverage=coverage[area][1] if area in coverage else None,
            coverage_before=coverage[area][0] if area in coverage else None,
        )
        for area in shown
    ]
    return tuple(sorted(figures, key=lambda one: (-one.incidents, -one.before, one.area)))


def _by_area(incidents: pl.DataFrame) -> dict[str, int]:
    return dict(incidents.group_by("area").len().iter_rows())


def _terms(
    findings: pl.DataFrame, now: pl.DataFrame, then: pl.DataFrame, workspace: Workspace
) -> tuple[TermFigures, ...]:
    if workspace.deal is None or not findings.height:
        return ()
    current = _verdicts(findings, now)
    earlier = _verdicts(findings, then)
    figures = [
        TermFigures(
            term=term.id,
            title=term.title,
            breach=current.get((term.id, Ruling.BREACH.value), 0),
            likely=current.get((term.id, Ruling.LIKELY.value), 0),
            before=sum(earlier.get((term.id, verdict), 0) for verdict in _WORST),
            permitted=current.get((term.id, Ruling.PERMITTED.value), 0),
            undetermined=current.get((term.id, Ruling.UNDETERMINED.value), 0),
        )
        for term in workspace.deal.terms
    ]
    told = [one for one in figures if one.breach or one.likely or one.before or one.permitted or one.undetermined]
    return tuple(sorted(told, key=lambda one: (-one.breach, -one.likely, one.term)))


def _verdicts(findings: pl.DataFrame, incidents: pl.DataFrame) -> dict[tuple[str, str], int]:
    here = findings.join(_sure(incidents).select("id"), left_on="incident", right_on="id", how="semi")
    counted = here.group_by("term", pl.col("verdict").cast(pl.String)).len()
    return {(term, verdict): count for term, verdict, count in counted.iter_rows()}


def _notices(incidents: pl.DataFrame, worst: pl.DataFrame, *, only_worst: bool) -> tuple[Notice, ...]:
    terms: dict[str, list[str]] = {}
    for incident, term in (
        worst.join(incidents.select(incident="id"), on="incident", how="semi").select("incident", "term").iter_rows()
    ):
        terms.setdefault(incident, []).append(term)
    return tuple(
        Notice(
            incident=row["id"],
            at=row["start"],
            area=row["area"],
            what=row["kind"],
            probability=row["probability"],
            terms=tuple(sorted(terms.get(row["id"], ()))),
        )
        for row in incidents.sort("start", "id").iter_rows(named=True)
        if row["id"] in terms or not only_worst
    )


def _claims(
    claims: pl.DataFrame, incidents: pl.DataFrame, start: dt.datetime, end: dt.datetime
) -> tuple[ClaimFigures, ...]:
    """Claims whose time touches the period; the incidents beside each are those of its own time."""
    touching = claims.filter((pl.col("start") < end) & (pl.col("until") >= start)).sort("party", "start", "id")
    known = _sure(incidents)
    return tuple(
        ClaimFigures(
            party=row["party"],
            against=row["against"] or "",
            what=row["what"],
            unit=row["unit"],
            count=row["count"],
            start=row["start"],
            until=row["until"],
            incidents=known.filter(pl.col("start").is_between(row["start"], row["until"])).height,
        )
        for row in touching.iter_rows(named=True)
    )
