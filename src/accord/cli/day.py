"""The figures of a monitored day as they are printed: counts beside coverage, findings, signs, claims, clusters."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from accord.cli.output import add_rows, make_table, number_of, shortened
from accord.model.daily import AreaFigures, Daily, Notice

if TYPE_CHECKING:
    from rich.table import Table

MOST_LINES = 12
MOST_DAYS = 10_000
NOT_OBSERVED = "not observed"


def told(daily: Daily) -> "Iterator[Table | str]":
    """What is printed, part by part."""
    yield from summary(daily)
    if daily.terms:
        yield ""
        yield terms_table(daily)
    form = "%H:%M" if daily.days == 1 else "%m-%d %H:%M"
    yield from _notices("Weapons and positions that a term forbids", daily.weapons, form)
    yield from _notices("Restrictions of monitors", daily.restrictions, form)
    yield from _signs(daily)
    yield from _escalation(daily)
    yield from _claims(daily)
    yield from _clusters(daily)


def summary(daily: Daily) -> "Iterator[Table | str]":
    """Counts of the period, by area, beside the period before and the coverage of both."""
    yield period(daily)
    told = f"{number_of(daily.incidents, 'incident')} ({daily.before:,} in the period before)"
    yield f"{told}, from {number_of(daily.reports, 'report')}"
    yield ""
    yield areas_table(daily)
    if any(not area.is_observed for area in daily.areas):
        yield "Not observed: nobody could have reported what happened there; none is not quiet."


def period(daily: Daily) -> str:
    """The period in words."""
    first = daily.day - dt.timedelta(days=daily.days - 1)
    if daily.days == 1:
        return f"{daily.day} 00:00 to 24:00 UTC, compared with the day before"
    return f"{first} to {daily.day} (UTC, {daily.days} days), compared with the {daily.days} days before"


def areas_table(daily: Daily) -> "Table":
    """Counts by area."""
    figures = ("incidents", "before", "of which fire", "before", "claimed only", "coverage", "before")
    rows = (
        (
            f"{area.area}: {area.name}" if area.area and area.area != area.name else area.name,
            f"{area.incidents:,}",
            f"{area.before:,}",
            f"{area.fire:,}",
            f"{area.fire_before:,}",
            f"{area.claimed:,}",
            *_coverage(area),
        )
        for area in daily.areas
    )
    return add_rows(make_table("By area", ["area"], figures), rows)


def _coverage(area: AreaFigures) -> tuple[str, str]:
    if area.coverage is None or area.coverage_before is None:
        return "", ""
    return tuple(f"{value:.0%}" if value else NOT_OBSERVED for value in (area.coverage, area.coverage_before))  # type: ignore[return-value]


def terms_table(daily: Daily) -> "Table":
    """Findings by term."""
    figures = ("breach", "likely", "both before", "permitted", "not determinable")
    rows = (
        (
            f"{one.term}: {one.title}",
            *(f"{n:,}" for n in (one.breach, one.likely, one.before, one.permitted, one.undetermined)),
        )
        for one in daily.terms
    )
    return add_rows(make_table("Findings by term of the deal", ["term"], figures), rows)


def _notices(title: str, notices: tuple[Notice, ...], form: str) -> Iterator[str]:
    if not notices:
        return
    yield f"\n{title} ({len(notices)})"
    lines = [
        f"  {one.at:{form}} {one.area or 'outside all areas'}: {one.what} ({one.probability:.0%} sure)"
        f"{' against ' + ', '.join(one.terms) if one.terms else ''} [{one.incident}]"
        for one in notices
    ]
    yield from shortened(lines, most=MOST_LINES, more="out/monitor/daily.json holds all")


def _signs(daily: Daily) -> Iterator[str]:
    """What each area looks like, with every sign that adds to it."""
    if daily.ledger is None:
        return
    ledger = daily.ledger
    yield f"\nA lull, a peace or a regrouping? The last {ledger.now_days} days against the {ledger.before_days} before"
    for area in ledger.areas:
        yield f"  {area.name}: {area.state.value.replace('_', ' ')}"
        yield from (f"    - {one.reason.text}" for one in area.indicators if one.change.now)


def _escalation(daily: Daily) -> Iterator[str]:
    found = daily.escalation
    if found is None:
        return
    days = f"{number_of(found.incidents, 'incident')} of fire from {found.first} to {found.last}"
    if found.gap is not None:
        yield f"\nIs it escalating? Nothing can be told from {days}"
        return
    yield f"\nIs it escalating? {days}"
    if found.following is not None:
        ends = f"{found.following.low:.2f} to {found.following.high:.2f}"
        yield f"  from each {found.following.ratio:.2f} more follow ({ends}); from 1 on it keeps itself going"
    if found.repeats is not None:
        near = f"within {found.repeats.km:.0f} km and {found.repeats.days:.0f} days"
        yield f"  {found.repeats.pairs} pairs {near}, {found.repeats.expected:.0f} expected (p {found.repeats.p:.3f})"
    if found.lately is not None:
        onset = found.lately.onset
        rise = f"since {onset.since}, {onset.ratio:.1f} times the usual" if onset else "none"
        yield f"  a rise in the last {found.lately.days} days: {rise}"
    changes = ", ".join(str(one.first) for one in found.levels[1:])
    yield f"  lasting changes of the level: {changes or 'none'}"


def _claims(daily: Daily) -> Iterator[str]:
    if not daily.claims:
        return
    yield "\nWhat parties state, beside what others tell of the same hours; the two are never added"
    for one in daily.claims:
        against = f" by {one.against}" if one.against else ""
        hours = f"{one.start:%Y-%m-%d %H:%M} to {one.until:%Y-%m-%d %H:%M}"
        yield f"  {one.party}: {one.count:,.0f} {one.what} ({one.unit}){against}, {hours}; incidents: {one.incidents:,}"


def _clusters(daily: Daily) -> Iterator[str]:
    if not daily.clusters:
        yield "\nClusters: the record is too short for a scan"
        return
    for answer in daily.clusters:
        yield f"\nClusters, {answer.question}: {len(answer.alarms) or 'none'} beyond chance in {answer.days} days"
        for one in answer.alarms:
            where = ", ".join(one.places[:5])
            yield (
                f"  {where}: {one.observed} in the last {one.days} days where {one.expected:.1f} were expected "
                f"({_chance(one.p_gumbel)}; by chance once in {_long(one.recurrence_days)} days)"
            )
            yield from (f"    - {reason}" for reason in one.reasons[:3])


def _chance(p: float) -> str:
    """A probability by chance; below one in ten thousand the tail is a model, so no further digits.

    >>> _chance(0.0134), _chance(3e-9)
    ('p 0.0134', 'p < 0.0001')
    """
    return f"p {p:.4f}" if p >= 1e-4 else "p < 0.0001"


def _long(days: float) -> str:
    """A recurrence interval, whose figures mean nothing beyond some length.

    >>> _long(412.3), _long(2e12)
    ('412', 'over 10,000')
    """
    return f"{days:,.0f}" if days <= MOST_DAYS else f"over {MOST_DAYS:,}"
