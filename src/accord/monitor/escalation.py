"""Is it escalating? Branching ratio, near repeats, onset and breaks of the incidents of fire of a record.

Incidents count that others than parties tell of, at least as likely as not, of the kinds of fire: what fire leaves
behind (damage, casualties) would look like its offspring. Areas are the smallest that hold them, as in the scan, each
with its own background and coverage. `accord.monitor.pace` and `interaction` say how; this module says to what, and
when there is too little.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import polars as pl

from accord.model.earth import plane
from accord.model.escalation import Escalation, Following, Gap, Lately, Level, Onset, Repeats
from accord.model.workspace import Place
from accord.monitor.areas import areas_of
from accord.monitor.breaks import History
from accord.monitor.exposure import exposure
from accord.monitor.field import Floats, Ints
from accord.monitor.interaction import knox
from accord.monitor.pace import Pace, following, levels, rise
from accord.monitor.units import FIRE
from accord.monitor.where import origin_of

DAYS = 180
"""Days of the record at most."""
LEAST_DAYS, LEAST_INCIDENTS = 28, 30
"""Below them nothing is said."""
SURE = 0.5
"""Least probability of an incident that is counted."""
NEAR_KM, NEAR_DAYS = 5.0, 2.0
"""A near pair; incidents whose place is known less well are left out of near repeats."""
MOST_PLACED = 3_000
"""Incidents whose near pairs are counted; of more, so many by lot: that leaves observed over expected as it is."""
MOST_FOLLOWED = 10_000
"""Incidents whose offspring are estimated; of more, those of the last days that hold no more than so many."""
LATELY_DAYS = 28
"""Last days in which an onset is looked for; as many at least must lie before them."""
FALSE_ALARM = LATELY_DAYS / 365
"""Of an onset by chance in these days: once a year."""


def escalation(
    incidents: pl.DataFrame, watches: pl.DataFrame, places: Mapping[str, Place], *, day: dt.date, seed: int = 0
) -> Escalation:
    """What the days up to one say.

    Parameters
    ----------
    incidents
        Columns of `Incident` without members, `area` and `told`.
    watches
        Columns of `Watch`; none: all days are taken as alike.
    places
        Areas.
    day
        Last day (UTC).
    seed
        Of permutations and replicas.
    """
    fire = _fire(incidents, day)
    first = _first(fire, watches, day)
    days = (day - first).days + 1
    fire = fire.filter(pl.col("start").dt.date() >= first)
    inside = fire.filter(pl.col("area") != "")
    is_covered = watches.height > 0
    pace = _pace(inside, watches, places, first, days)
    told = len(pace.times_days)
    gap = Gap.SHORT if days < LEAST_DAYS else Gap.FEW if fire.height < LEAST_INCIDENTS else None
    if gap is None and told < LEAST_INCIDENTS:
        gap = Gap.UNWATCHED
    plainly = Escalation(
        first=first, last=day, incidents=fire.height, left_out=fire.height - told, is_covered=is_covered, gap=gap
    )
    if gap is not None:
        return plainly
    history = levels(pace)
    return Escalation(
        first=first,
        last=day,
        incidents=fire.height,
        left_out=fire.height - told,
        is_covered=is_covered,
        gap=None,
        following=_following(pace, history),
        repeats=_repeats(inside, places, np.random.default_rng([seed, 11])),
        lately=_lately(pace, first, np.random.default_rng([seed, 12])),
        levels=_levels(history, first),
    )


def _fire(incidents: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    sure = pl.col("told") & (pl.col("probability") >= SURE) & pl.col("kind").cast(pl.String).is_in(FIRE)
    return incidents.filter(sure & (pl.col("start").dt.date() <= day)).sort("start", "id")


def _first(fire: pl.DataFrame, watches: pl.DataFrame, day: dt.date) -> dt.date:
    """First day of the record: of the first watch or incident, and not too long ago."""
    begins = [begin.date() for frame in (fire, watches) if isinstance(begin := frame["start"].min(), dt.datetime)]
    return min(day, max([day - dt.timedelta(days=DAYS - 1), min(begins, default=day)]))


def _pace(inside: pl.DataFrame, watches: pl.DataFrame, places: Mapping[str, Place], first: dt.date, days: int) -> Pace:
    """The record as arrays; incidents where and when nobody watched are left out."""
    areas = areas_of(places)
    seen = np.ones((len(areas), days))
    if watches.height and areas:
        dates = [first + dt.timedelta(days=n) for n in range(days)]
        watched = exposure(watches, places, areas=areas, days=dates, kinds=FIRE)
        seen = np.mean([watched.days_of(kind) for kind in FIRE], axis=0)
    rows = {area: row for row, area in enumerate(areas)}
    where: Ints = np.array([rows[area] for area in inside["area"].to_list()], dtype=np.int64)
    since = pl.col("start") - dt.datetime.combine(first, dt.time(), tzinfo=dt.UTC)
    when = inside.select(since.dt.total_microseconds() / 86_400_000_000).to_series().to_numpy()
    kept = seen[where, when.astype(np.int64)] > 0
    return Pace(times_days=when[kept], areas=where[kept], seen=seen, xy_km=_centres(areas, places))


def _centres(areas: tuple[str, ...], places: Mapping[str, Place]) -> Floats:
    spots = [(places[area].longitude, places[area].latitude) for area in areas]
    return np.stack(plane([x for x, _ in spots], [y for _, y in spots], origin_of(pl.DataFrame(), places)), axis=1)


def _following(pace: Pace, history: History) -> Following:
    phases = np.repeat(np.arange(len(history.pieces)), [one.last - one.first + 1 for one in history.pieces])
    days = _last_days(pace)
    found, reach = following(_since(pace, days), phases=np.unique(phases[-days:], return_inverse=True)[1])
    return Following(
        ratio=found.ratio,
        low=found.low,
        high=found.high,
        probability=found.probability,
        wait_days=found.wait_days,
        reach_km=reach,
    )


def _last_days(pace: Pace) -> int:
    """Days at the end, one at least, that hold at most `MOST_FOLLOWED` incidents."""
    held = np.cumsum(pace.counts().sum(axis=0)[::-1])
    return max(1, int((held <= MOST_FOLLOWED).sum()))


def _since(pace: Pace, days: int) -> Pace:
    """The last days alone."""
    left_out = pace.seen.shape[1] - days
    kept = pace.times_days >= left_out
    return replace(
        pace,
        times_days=pace.times_days[kept] - left_out,
        areas=pace.areas[kept],
        seen=pace.seen[:, left_out:],
    )


def _repeats(inside: pl.DataFrame, places: Mapping[str, Place], rng: np.random.Generator) -> Repeats | None:
    placed = inside.drop_nulls(["longitude", "latitude"]).filter(pl.col("error_km") <= NEAR_KM)
    if placed.height < LEAST_INCIDENTS:
        return None
    if placed.height > MOST_PLACED:
        placed = placed[np.sort(rng.choice(placed.height, MOST_PLACED, replace=False))]
    east, north = placed["longitude"].to_numpy(), placed["latitude"].to_numpy()
    xy = np.stack(plane(east, north, origin_of(pl.DataFrame(), places)), axis=1)
    when = placed["start"].dt.epoch("us").to_numpy() / 86_400_000_000
    found = knox(xy, when, km=NEAR_KM, days=NEAR_DAYS, rng=rng, strata=placed["area"].to_list())
    return Repeats(
        km=NEAR_KM,
        days=NEAR_DAYS,
        incidents=placed.height,
        pairs=found.observed,
        expected=found.expected,
        p=found.p,
    )


def _lately(pace: Pace, first: dt.date, rng: np.random.Generator) -> Lately | None:
    days = pace.seen.shape[1]
    if days < 2 * LATELY_DAYS:
        return None
    found = rise(pace, lately=LATELY_DAYS, false_alarm=FALSE_ALARM, rng=rng)
    begin = first + dt.timedelta(days=days - LATELY_DAYS)
    onset = None
    if found is not None:
        since, noticed = (begin + dt.timedelta(days=n) for n in (found.since, found.period))
        onset = Onset(since=since, noticed=noticed, ratio=found.ratio)
    return Lately(days=LATELY_DAYS, base_days=days - LATELY_DAYS, false_alarm=FALSE_ALARM, onset=onset)


def _levels(history: History, first: dt.date) -> tuple[Level, ...]:
    return tuple(
        Level(
            first=first + dt.timedelta(days=one.first),
            last=first + dt.timedelta(days=one.last),
            incidents=one.events,
            rate=one.rate if one.exposure > 0 else None,
        )
        for one in history.pieces
    )
