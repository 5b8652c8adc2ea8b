"""Evening after evening in the exercise: what was known, which alarms it raised, which sectors were asked about."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

import polars as pl
from benchmarks.monitor.exercise_case import FIRST, LAST, Case, know

from accord.model.cluster import Cluster
from accord.model.indicator import AreaSigns, Sign, State
from accord.monitor.chain import clusters_of
from accord.monitor.counts import inside
from accord.monitor.daily import report_areas
from accord.monitor.exposure import KINDS, Exposure, exposure
from accord.monitor.regroup import BEFORE_DAYS, NOW_DAYS, ledger
from accord.monitor.units import with_notified
from accord.store.events import known_on

WARM_UP = 42
"""Days of record before the first evening."""
REPLICAS = 199
LOOKS_BACK = dt.timedelta(days=13)
"""Longest window of the scan, and the stretch that the ledger calls now, less a day."""


class Alarm(NamedTuple):
    """One question's alarm on one evening."""

    day: dt.date
    question: str
    cluster: Cluster
    cause: str


class Evening(NamedTuple):
    """What a report of that evening would hold."""

    day: dt.date
    alarms: tuple[Alarm, ...]
    naive: tuple[Alarm, ...]
    """The same with coverage ignored."""
    signs: tuple[AreaSigns, ...]
    """Of the areas that the daily report counts by, and of patrol areas."""


def evenings(case: Case) -> list[Evening]:
    """All of them, each from the reports that had come in."""
    places = case.places
    areas = list(dict.fromkeys((*report_areas(places, case.events.watches), *patrol_areas(case))))
    days = [FIRST + dt.timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
    seen = exposure(case.events.watches, places, areas=areas, days=days, kinds=KINDS)
    return [_evening(case, seen, day) for day in days[WARM_UP:]]


def patrol_areas(case: Case) -> tuple[str, ...]:
    """Areas that planted parts are named by."""
    return tuple(key for key, place in case.places.items() if place.kind == "patrol_area")


def _evening(case: Case, seen: Exposure, day: dt.date) -> Evening:
    events = known_on(case.events, day)
    known = know(case, events)
    first = max(FIRST, day - dt.timedelta(days=NOW_DAYS + BEFORE_DAYS - 1))
    known = known._replace(incidents=with_notified(known.incidents, known.members, events.reports, known.announced))
    surprising = known.incidents.filter(~pl.col("is_notified"))
    counted = known.counted.filter(~pl.col("is_notified"))
    book = ledger(counted, seen.between(first, day), case.places, findings=known.findings)
    alarms, naive = (_alarms(case, surprising, watches, day) for watches in (events.watches, events.watches.clear()))
    return Evening(day, alarms, naive, book.areas)


def _alarms(case: Case, incidents: pl.DataFrame, watches: pl.DataFrame, day: dt.date) -> tuple[Alarm, ...]:
    answers = clusters_of(incidents, watches, case.places, day=day, seed=day.toordinal(), replicas=REPLICAS)
    return tuple(
        Alarm(day, str(answer.question), cluster, _cause(case, day, cluster.places))
        for answer in answers
        for cluster in answer.alarms
    )


def _cause(case: Case, day: dt.date, areas: Iterable[str]) -> str:
    """What a true alarm of these areas on a day would be about."""
    plan, more, touched = case.planted["breakdown"], case.planted["more_cameras"], set(areas)
    if plan["first"] <= day <= plan["last"] + LOOKS_BACK and touched & set(plan["areas"]):
        return "breakdown"
    drills: dict[str, list[dt.date]] = {}
    for row in case.truth.values():
        if row["part"] == "exercise":
            drills.setdefault(row["area"], []).append(dt.date.fromisoformat(row["at"][:10]))
    if any(area in touched and min(on) <= day <= max(on) + LOOKS_BACK for area, on in drills.items()):
        return "notified exercise"
    return "added cameras" if touched & set(more["areas"]) and day >= more["first"] else "nothing"


def report_breakdown(case: Case, looks: list[Evening]) -> None:
    """When the breakdown raises an alarm, and what else does."""
    plan = case.planted["breakdown"]
    months = len(looks) / 30.44
    print(f"\nalarms: {len(looks)} evenings from {looks[0].day}, three questions each, {REPLICAS} replicas; breakdown "
          f"{plan['first']} to {plan['last']}")  # fmt: skip
    for name, alarms in (("coverage known", [a for look in looks for a in look.alarms]),
                         ("coverage ignored", [a for look in looks for a in look.naive])):  # fmt: skip
        print(f"  {name}")
        for question in sorted({alarm.question for alarm in alarms if alarm.cause == "breakdown"}):
            one = next(alarm for alarm in alarms if (alarm.question, alarm.cause) == (question, "breakdown"))
            places = [area + ("" if area in plan["areas"] else " (not planted)") for area in one.cluster.places]
            print(f"    breakdown, {question}: first on {one.day}, {(one.day - plan['first']).days} days after it "
                  f"began; {one.cluster.observed} incidents where {one.cluster.expected:.1f} expected in "
                  f"{one.cluster.days} days; {', '.join(places)}")  # fmt: skip
        if not any(alarm.cause == "breakdown" for alarm in alarms):
            print("    breakdown: never")
        for cause in ("breakdown", "notified exercise", "added cameras", "nothing"):
            days = sorted({alarm.day for alarm in alarms if alarm.cause == cause})
            runs = sum(day - dt.timedelta(days=1) not in days for day in days)
            print(f"    about {cause}: {len(days)} evenings, {runs} separate ({runs / months:.2f} a month)")
        for alarm in alarms:
            if alarm.cause in ("added cameras", "nothing"):
                print(f"      {alarm.day} {alarm.question}: {', '.join(alarm.cluster.places[:4])}; "
                      f"{alarm.cluster.observed} where {alarm.cluster.expected:.1f}")  # fmt: skip


def report_regrouping(case: Case, looks: list[Evening]) -> None:
    """When the ledger asks about the sector that regroups, and which others."""
    plan = case.planted["regrouping"]
    true = pl.DataFrame([row for row in case.truth.values() if row["part"] == "regrouping"])
    true = true.with_columns(pl.col("longitude", "latitude").cast(pl.Float64))
    for name, areas in (("areas of the daily report", report_areas(case.places, case.events.watches)),
                        ("patrol areas", patrol_areas(case))):  # fmt: skip
        held = dict(zip(areas, inside(true, case.places, areas).sum(axis=1).tolist(), strict=True))
        print(f"\nregrouping, {name}: {plan['first']} to {plan['last']}; the last {NOW_DAYS} days against up to "
              f"{BEFORE_DAYS} before")  # fmt: skip
        for area, number in held.items():
            if number >= len(true) / 10:
                days = _asked(looks, area, lambda day: plan["first"] <= day <= plan["last"] + LOOKS_BACK)
                after = f"; {(days[0] - plan['first']).days} days after it began" if days else ""
                print(f"  {area} (holds {number} of {len(true)}): {_told(days)}{after}")
        none = [area for area, number in held.items() if not number]
        false = {area: _asked(looks, area, lambda day: True) for area in none}
        asked, of = sum(map(len, false.values())), len(none) * len(looks)
        print(f"  false: {asked} of {of:,} evenings x areas that hold none of it ({asked / max(1, of):.1%})")
        for area, days in false.items():
            if days:
                print(f"    {area}: {_told(days)}")
        for area in held.keys() - set(none):
            if early := _asked(looks, area, lambda day: day < plan["first"]):
                print(f"    {area}, before it began: {_told(early)}")


def _told(days: list[dt.date]) -> str:
    """Stretches of evenings in a row."""
    one = dt.timedelta(days=1)
    begins = [day for day in days if day - one not in days]
    ends = [day for day in days if day + one not in days]
    runs = (f"{begin:%d %b} to {end:%d %b}" for begin, end in zip(begins, ends, strict=True))
    return f"{len(days)} evenings: {', '.join(runs)}" if days else "never"


def _asked(looks: list[Evening], area: str, counts: Callable[[dt.date], bool]) -> list[dt.date]:
    """Evenings on which the ledger asks whether an area regroups."""
    return [
        look.day
        for look in looks
        for one in look.signs
        if one.area == area and one.state is State.REGROUPING and counts(look.day)
    ]


def report_denials(case: Case, looks: list[Evening]) -> None:
    """Whether a sector that was closed to monitors is ever taken for quiet, and whether the page shows it."""
    true = pl.DataFrame([row for row in case.truth.values() if row["kind"] == "denial"])
    reported = true.filter(pl.col("reports") != "")
    true = true.with_columns(pl.col("longitude", "latitude").cast(pl.Float64), day=pl.col("at").str.slice(0, 10))
    areas = patrol_areas(case)
    within = inside(true, case.places, areas)
    days = [dt.date.fromisoformat(day) for day in true["day"]]
    states: Counter[str] = Counter()
    shown = closed = unseen_quiet = 0
    for look in looks:
        lately = [look.day - LOOKS_BACK <= day <= look.day for day in days]
        for one in look.signs:
            if one.area in areas and (within[areas.index(one.area)] & lately).any():
                closed += 1
                states[one.state.value] += 1
                is_shown = any(sign.sign is Sign.DENIAL and sign.change.now > 0 for sign in one.indicators)
                shown += is_shown
                unseen_quiet += one.state is State.QUIET and not is_shown
    print(f"\ndenials: {true.height} refusals truly happened, {reported.height} were reported")
    print(f"  evenings x patrol areas with a refusal in the last {NOW_DAYS} days: {closed:,}; the page lists refusals "
          f"in {shown:,} ({shown / closed:.0%}); states {dict(states.most_common())}")  # fmt: skip
    print(f"  called quiet without a word of the refusal, because nobody had reported it by then: {unseen_quiet}")
