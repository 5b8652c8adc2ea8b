"""The figures of a daily report, honouring what misleads in reports of missions.

Totals of different units are never added. Exercises and others that were notified are counted apart within each
total, and announced fire is no violence beside signs of a build-up. A period of several days is compared with one of
the same length. What could not be watched, and why, stands beside what was reported, and an area is called quiet only
where most would have been reported. A figure since a day says since when. Incidents that only parties tell of are
counted apart.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl
import shapely
from shapely.geometry import shape

from accord.model.cluster import Clusters
from accord.model.daily import AreaFigures, Cumulative, Daily, DayFigures
from accord.model.incident import Ruling
from accord.model.indicator import Ledger
from accord.model.report import EventKind
from accord.model.watched import Watched
from accord.model.workspace import Place, Workspace
from accord.monitor.claims import claim_table, stated
from accord.monitor.counts import inside
from accord.monitor.exposure import Exposure, exposure
from accord.monitor.naming import hampered, notices, term_figures
from accord.monitor.rates import VIOLENT, full_days, rate, standing, watched
from accord.monitor.regroup import BEFORE_DAYS, NOW_DAYS, ledger
from accord.monitor.stretch import Stretch
from accord.monitor.units import FIRE, tallies, with_notified

SURE = 0.5
"""Least probability of an incident that is counted."""
MOST_GROUND = 0.8
"""Share of ground that counts as most of it (own choice)."""
RECORD_DAYS = 28
"""Days of the record that is drawn day by day, at least."""
WEAPONS = tuple(
    kind.value
    for kind in (
        EventKind.WEAPON, EventKind.POSITION, EventKind.CONVOY, EventKind.RAIL, EventKind.CAMP, EventKind.MINE
    )
)  # fmt: skip
RESTRICTIONS = (EventKind.DENIAL.value, EventKind.JAMMING.value)
WORST = (Ruling.BREACH.value, Ruling.LIKELY.value)
ELSEWHERE = "outside all areas"


def daily(
    reports: pl.DataFrame,
    incidents: pl.DataFrame,
    findings: pl.DataFrame,
    watches: pl.DataFrame,
    claims: pl.DataFrame,
    workspace: Workspace,
    *,
    day: dt.date,
    days: int = 1,
    members: pl.DataFrame | None = None,
    clusters: tuple[Clusters, ...] = (),
    areas: Sequence[str] | None = None,
    timezone: str = "UTC",
    announced: Collection[str] = (),
) -> Daily:
    """Figures of the period of so many days that ends with a day, beside the period before.

    Parameters
    ----------
    reports, watches, claims
        Columns of `Report`, `Watch` and `Claim`, times as moments.
    incidents
        Columns of `Incident` without members; `told`: whether others than parties tell of it (all, if missing).
    findings
        Columns of `Finding`.
    workspace
        Places and the deal.
    day, days
        Last day and length of the period, days.
    members
        Columns `incident` and `report`; None: circumstances of reports are not known.
    clusters
        Answers of the scan.
    areas
        Areas that are counted; None: `report_areas`.
    timezone
        Zone in which days begin.
    announced
        Ids of incidents that notifications excuse (`accord.monitor.announced.announced`).
    """
    period = Stretch(first=day - dt.timedelta(days=days - 1), last=day, timezone=timezone)
    places = {str(key): place for key, place in workspace.places.items()}
    chosen = tuple(areas) if areas is not None else report_areas(places, watches)
    known = _Known(_prepared(incidents, members, reports, announced), findings, places, chosen, period)
    seen = known.exposure(watches)
    now, then = period.of(known.sure), period.before.of(known.sure)
    all_now = known.now
    whole = known.whole(seen, period), known.whole(seen, period.before)
    signs = findings if workspace.deal is not None else None
    return Daily(
        day=day,
        days=days,
        reports=period.of(reports).height,
        incidents=now.height,
        before=then.height,
        areas=_areas(known, seen, period),
        terms=term_figures(findings, now, then, workspace.deal),
        weapons=notices(_forbidden(all_now, findings), findings, members),
        restrictions=notices(_of_kinds(all_now, RESTRICTIONS), findings, members),
        claims=claim_table(
            stated(claims, period),
            known.sure,
            watched=lambda start, until: known.between(watches, start, until),
        ),
        clusters=clusters,
        tallies=tallies(_of_kinds(now, FIRE)),
        tallies_before=tallies(_of_kinds(then, FIRE)),
        watched=whole[0],
        watched_before=whole[1],
        hampered=hampered(watches, period, chosen),
        record=_record(known, seen, period),
        notices=notices(all_now, findings, members),
        ledger=_signs(known, seen, signs, period),
        since=_since(known, workspace, period),
    )


def report_areas(places: Mapping[str, Place], watches: pl.DataFrame) -> tuple[str, ...]:
    """Areas that a report counts by, in order of their ids.

    Sectors, if most of the ground that is watched lies in them; else the outermost of the areas that are watched; if
    none is watched, sectors or else regions.
    """
    ground = {key: shape(place.geometry) for key, place in sorted(places.items()) if _is_ground(place)}
    named = watches["area"].cast(pl.String).unique().to_list()
    watched_ground = {key: drawn for key, drawn in ground.items() if key in named}
    sectors = tuple(key for key in ground if places[key].kind == "sector")
    if not watched_ground:
        return sectors or tuple(key for key in ground if places[key].kind == "region")
    whole = shapely.union_all(list(watched_ground.values()))
    within = shapely.intersection(whole, shapely.union_all([ground[key] for key in sectors]))
    if sectors and within.area >= MOST_GROUND * whole.area:
        return sectors
    kept: dict[str, Any] = {}
    for key, drawn in sorted(watched_ground.items(), key=lambda pair: (-pair[1].area, pair[0])):
        larger = shapely.union_all(list(kept.values()))
        if shapely.intersection(drawn, larger).area < MOST_GROUND * drawn.area:
            kept[key] = drawn
    return tuple(sorted(kept))


def _is_ground(place: Place) -> bool:
    return "Polygon" in str(place.geometry["type"])


@dataclass(slots=True, kw_only=False)
class _Known:
    """What is known of the record, and the areas it is counted by."""

    all: pl.DataFrame
    findings: pl.DataFrame
    places: Mapping[str, Place]
    areas: tuple[str, ...]
    period: Stretch
    sure: pl.DataFrame = field(init=False)

    def __post_init__(self) -> None:
        """Incidents that count."""
        self.sure = self.all.filter(pl.col("told") & (pl.col("probability") >= SURE))

    @property
    def now(self) -> pl.DataFrame:
        """Incidents of the period, with `within`: the area of the report that holds each; of several, the first."""
        now = self.period.of(self.all)
        within = np.full(now.height, "", dtype=object)
        for area, held in reversed([*zip(self.areas, inside(now, self.places, self.areas), strict=True)]):
            within[held] = area
        return now.with_columns(within=pl.Series(within.tolist(), dtype=pl.String))

    def exposure(self, watches: pl.DataFrame) -> Exposure | None:
        """The record long enough for signs of a build-up, the drawing and the period before; None: nobody logged."""
        if not watches.height or not self.areas:
            return None
        length = max(NOW_DAYS + BEFORE_DAYS, RECORD_DAYS, 2 * len(self.period.days))
        first = self.period.last - dt.timedelta(days=length - 1)
        logged = watches["start"].min()
        if isinstance(logged, dt.datetime):
            first = min(max(first, logged.date()), self.period.before.first)
        days = Stretch(first=first, last=self.period.last, timezone=self.period.timezone).days
        return exposure(watches, self.places, areas=self.areas, days=days, timezone=self.period.timezone)

    def whole(self, seen: Exposure | None, stretch: Stretch) -> Watched | None:
        """How well all areas were watched for violence, each area alike."""
        if seen is None:
            return None
        part = seen.between(stretch.first, stretch.last)
        return mean_of([watched(part, area, VIOLENT) for area in range(len(self.areas))])

    def between(self, watches: pl.DataFrame, start: dt.datetime, until: dt.datetime) -> Watched | None:
        """The same for the days that two moments touch."""
        stretch = Stretch(first=start.date(), last=until.date(), timezone=self.period.timezone)
        touching = watches.filter((pl.col("start") < stretch.end) & (pl.col("until") > stretch.start))
        if not touching.height or not self.areas:
            return None
        zone = self.period.timezone
        seen = exposure(touching, self.places, areas=self.areas, days=stretch.days, timezone=zone)
        return self.whole(seen, stretch)


def _prepared(
    incidents: pl.DataFrame, members: pl.DataFrame | None, reports: pl.DataFrame, announced: Collection[str]
) -> pl.DataFrame:
    told = [] if "told" in incidents.columns else [pl.lit(True).alias("told")]
    return with_notified(incidents.with_columns(told), members, reports, announced).sort("start", "id")


def _of_kinds(incidents: pl.DataFrame, kinds: Sequence[str]) -> pl.DataFrame:
    return incidents.filter(pl.col("kind").cast(pl.String).is_in(kinds))


def _forbidden(incidents: pl.DataFrame, findings: pl.DataFrame) -> pl.DataFrame:
    """Weapons and works that a term forbids, or likely so."""
    worst = findings.filter(pl.col("verdict").cast(pl.String).is_in(WORST))
    return _of_kinds(incidents, WEAPONS).filter(pl.col("id").is_in(worst["incident"].to_list()))


def _areas(known: _Known, seen: Exposure | None, period: Stretch) -> tuple[AreaFigures, ...]:
    now, then = period.of(known.all), period.before.of(known.all)
    within, within_then = (inside(frame, known.places, known.areas) for frame in (now, then))
    found = [
        _figures(
            area,
            known.places[area].name,
            now.filter(pl.Series(within[row], dtype=pl.Boolean)),
            then.filter(pl.Series(within_then[row], dtype=pl.Boolean)),
            *_watched(seen, row, period),
        )
        for row, area in enumerate(known.areas)
    ]
    rest = now.filter(pl.Series(~within.any(axis=0), dtype=pl.Boolean))
    rest_then = then.filter(pl.Series(~within_then.any(axis=0), dtype=pl.Boolean))
    if rest.height or rest_then.height:
        found.append(_figures("", ELSEWHERE, rest, rest_then, None, None, None))
    return tuple(sorted(found, key=lambda one: (not one.area, -one.incidents, -one.before, one.area)))


def _watched(
    seen: Exposure | None, area: int, period: Stretch
) -> tuple[Watched | None, Watched | None, Mapping[str, float] | None]:
    """How well an area was watched now and before, and days of full watching now by bound."""
    if seen is None:
        return None, None, None
    now, then = (seen.between(part.first, part.last) for part in (period, period.before))
    days = {bound: full_days(now, area, FIRE, bound=bound) for bound in ("share", "low", "high")}
    return watched(now, area, VIOLENT), watched(then, area, VIOLENT), days


def _figures(
    area: str,
    name: str,
    now: pl.DataFrame,
    then: pl.DataFrame,
    watched_now: Watched | None,
    watched_then: Watched | None,
    days: Mapping[str, float] | None,
) -> AreaFigures:
    counts = pl.col("told") & (pl.col("probability") >= SURE)
    sure, sure_then = now.filter(counts), then.filter(counts)
    fire, fire_then = _of_kinds(sure, FIRE), _of_kinds(sure_then, FIRE)
    return AreaFigures(
        area=area,
        name=name,
        incidents=sure.height,
        before=sure_then.height,
        fire=fire.height,
        fire_before=fire_then.height,
        claimed=now.filter(~pl.col("told")).height,
        coverage=None if watched_now is None else watched_now.share or 0.0,
        coverage_before=None if watched_then is None else watched_then.share or 0.0,
        tallies=tallies(fire),
        tallies_before=tallies(fire_then),
        watched=watched_now,
        watched_before=watched_then,
        rate=None if days is None else rate(fire.height, days["share"], low_days=days["low"], high_days=days["high"]),
        standing=None if watched_now is None else standing(_of_kinds(sure, VIOLENT).height, watched_now),
    )


def mean_of(parts: Sequence[Watched]) -> Watched:
    """Areas together, each alike; what nobody watched counts as nothing seen.

    >>> half = Watched(share=0.5, low=0.5, high=0.5, hours=12.0, of_hours=24.0)
    >>> none = Watched(share=None, low=0.0, high=0.0, hours=0.0, of_hours=24.0)
    >>> mean_of([half, none]).share, mean_of([none]).share
    (0.25, None)
    """
    is_seen = any(part.share is not None for part in parts)
    return Watched(
        share=float(np.mean([part.share or 0.0 for part in parts])) if is_seen else None,
        low=float(np.mean([part.low for part in parts])),
        high=float(np.mean([part.high for part in parts])),
        hours=sum(part.hours for part in parts),
        of_hours=sum(part.of_hours for part in parts),
    )


def _record(known: _Known, seen: Exposure | None, period: Stretch) -> tuple[DayFigures, ...]:
    first = min(period.first, period.last - dt.timedelta(days=RECORD_DAYS - 1))
    fire = _of_kinds(known.sure, FIRE)
    found = []
    for day in Stretch(first=first, last=period.last).days:
        one = Stretch(first=day, last=day, timezone=period.timezone)
        told = known.whole(seen, one) if seen is not None and day in seen.days else None
        found.append(
            DayFigures(
                day=day,
                fire=one.of(fire).height,
                share=told.share if told else None,
                low=told.low if told else 0.0,
                high=told.high if told else 0.0,
            )
        )
    return tuple(found)


def _signs(known: _Known, seen: Exposure | None, findings: pl.DataFrame | None, period: Stretch) -> Ledger | None:
    if seen is None or len(seen.days) <= NOW_DAYS:
        return None
    announced = pl.col("is_notified") & pl.col("kind").cast(pl.String).is_in(VIOLENT)
    return ledger(known.sure.filter(~announced), seen, known.places, findings=findings, timezone=period.timezone)


def _since(known: _Known, workspace: Workspace, period: Stretch) -> Cumulative | None:
    if workspace.deal is None or workspace.deal.signed > period.last:
        return None
    all_days = Stretch(first=workspace.deal.signed, last=period.last, timezone=period.timezone)
    here = all_days.of(known.sure)
    worst = known.findings.filter(pl.col("verdict").cast(pl.String).is_in(WORST))
    fire = _of_kinds(here, FIRE)
    return Cumulative(
        since=workspace.deal.signed,
        why=workspace.deal.title,
        incidents=fire.height,
        tallies=tallies(fire),
        breaches=worst.filter(pl.col("incident").is_in(here["id"].to_list())).height,
    )
