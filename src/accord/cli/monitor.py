"""``accord monitor``: reports to incidents, findings and the figures of a day."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from accord.cli.output import add_rows, make_table, screen, shortened
from accord.model.daily import AreaFigures, Daily, Notice

if TYPE_CHECKING:
    from rich.table import Table

    from accord.model.workspace import Workspace
    from accord.monitor.chain import Before
    from accord.store.events import Events

MOST_LINES = 12
NOT_OBSERVED = "not observed"


def monitor(
    folder: Path,
    *,
    as_of: dt.date | None = None,
    day: dt.date | None = None,
    days: int = 1,
    audience: str = "all",
    update: bool = False,
    seed: int = 0,
    format: str = "html,pdf",
    lang: str = "en",
    json: bool = False,
) -> None:
    """Fuse reports into incidents, judge them by the deal, and print the figures of a day.

    Counts stand beside their period and their coverage: where nobody could watch, none reported does not mean quiet.
    Writes the daily report as out/monitor/daily.html and daily.pdf; for the audience all also out/monitor/*.parquet,
    out/monitor/daily.json and out/run.json. The report of another audience lies in out/monitor/AUDIENCE/.

    Parameters
    ----------
    folder
        The workspace.
    as_of
        Leave out what was received, recorded or decided after this day.
    day
        Last day of the period (UTC); the last day with a report if left out.
    days
        Length of the period in days; it is compared with the period of the same length before.
    audience
        all, public or a nation's code: only rows that it may see are fused, counted and written.
    update
        Fuse only what lies near reports in files that are new since the last run; all is fused if anything else has
        changed. Errors of sources stay as they were learned then, so that a run without this may differ a little.
    seed
        Seed of the scan for clusters.
    format
        What to write the daily report as: html, pdf or both, separated by a comma.
    lang
        Language of the daily report: en, uk, fr or de. What people wrote stays as they wrote it.
    json
        Print the figures as JSON.
    """
    from accord.cli.brief import formats_of, language_of
    from accord.model.problem import AccordError
    from accord.monitor.chain import monitor as run_chain
    from accord.store.event_release import released_events
    from accord.store.events import read_events
    from accord.store.fused import keep_fused
    from accord.store.monitored import write_monitored
    from accord.store.read import read_workspace
    from accord.store.release import ALL, released
    from accord.store.results import json_text
    from accord.store.run import describe_run

    if days < 1:
        raise AccordError(f"--days: must be at least 1, not {days}")
    formats, tongue = formats_of(format), language_of(lang)
    arguments = {"day": day.isoformat() if day else None, "days": days, "audience": audience}
    run = describe_run(folder, command="monitor", arguments=arguments, seed=seed, as_of=as_of)
    workspace = read_workspace(folder, as_of=as_of)
    events = read_events(folder, workspace=workspace, as_of=as_of)
    workspace = released(workspace, audience)
    events = released_events(events, workspace, audience)
    last = day or _last_day(events)
    hashes = {**run.inputs, **events.hashes}
    is_whole = audience == ALL and as_of is None
    before = before_of(folder, events, hashes) if update and is_whole else None
    made = run_chain(
        events.reports, events.watches, events.reviews, events.claims, workspace,
        day=last, days=days, seed=seed, before=before,
    )  # fmt: skip
    frames = {"incidents": made.incidents, "members": made.members, "findings": made.findings}
    files = write_monitored(folder, run, frames, made.daily, hashes=events.hashes) if audience == ALL else ()
    if made.fused is not None and is_whole:
        keep_fused(folder, made.fused.incidents, made.fused.members, asdict(made.fused.noise), hashes)
    files += daily_pages(folder, workspace, made.daily, audience=audience, formats=formats, lang=tongue)
    if json:
        print(json_text(made.daily), end="")
        return
    console = screen()
    settings = workspace.settings
    console.print(settings.title + (" (nations and land are invented)" if settings.invented else ""), markup=False)
    for part in told(made.daily):
        console.print(part, markup=False, soft_wrap=isinstance(part, str))
    if events.warnings:
        console.print(f"\nWarnings ({len(events.warnings)})")
        for line in shortened([str(one) for one in events.warnings], most=MOST_LINES, more="accord check shows all"):
            console.print(f"  {line}", markup=False, soft_wrap=True)
    for path in files:
        console.print(f"Written: {path}", markup=False, soft_wrap=True)


def daily_pages(
    folder: Path, workspace: "Workspace", daily: Daily, *, audience: str, formats: tuple[str, ...], lang: str
) -> tuple[Path, ...]:
    """Write the daily report with what stands behind its numbers; the files."""
    from accord.brief.daily import make_daily
    from accord.cli.brief import face_of
    from accord.store.atomic import write_files
    from accord.store.layout import OUT
    from accord.store.monitored import FOLDER
    from accord.store.release import ALL, fingerprint
    from accord.store.results import json_text

    pack = make_daily(workspace, daily, lang, audience=audience, print=fingerprint(workspace))
    suffix = "" if lang == "en" else f".{lang}"
    files = {f"daily{suffix}.{kind}": face_of(pack.document, kind) for kind in formats}
    files[f"evidence{suffix}.json"] = json_text(pack.evidence).encode()
    home = folder / OUT / FOLDER / ("" if audience == ALL else audience)
    place = home.relative_to(folder / OUT)
    write_files(folder / OUT, {(place / name).as_posix(): data for name, data in files.items()})
    return tuple(home / name for name in files)


def before_of(folder: Path, events: "Events", hashes: Mapping[str, str]) -> "Before | None":
    """The fusion of the last run with the reports that it was made of, if it may be gone on from."""
    import polars as pl

    from accord.monitor.chain import Before
    from accord.monitor.fuse import Fused
    from accord.monitor.noise import Noise
    from accord.store.fused import kept_fused

    kept = kept_fused(folder, hashes)
    if kept is None:
        return None
    fused = Fused(incidents=kept.incidents, members=kept.members, noise=Noise(**kept.noise))
    old = events.reports.filter(pl.col("file").is_in(sorted(kept.files)))
    return Before(fused=fused, reports=old) if old.height == kept.members.height else None


def _last_day(events: "Events") -> dt.date:
    from accord.model.problem import NotFound

    last = events.reports["start"].max()
    if not isinstance(last, dt.datetime):
        raise NotFound("no reports: put them under reports/, or import them with accord import")
    return last.date()


def told(daily: Daily) -> "Iterator[Table | str]":
    """What is printed, part by part."""
    yield period(daily)
    yield f"{daily.incidents:,} incidents ({daily.before:,} in the period before), from {daily.reports:,} reports"
    yield ""
    yield areas_table(daily)
    if any(not area.is_observed for area in daily.areas):
        yield "Not observed: nobody could have reported what happened there; none is not quiet."
    if daily.terms:
        yield ""
        yield terms_table(daily)
    yield from _notices("Weapons and positions that a term forbids", daily.weapons)
    yield from _notices("Restrictions of monitors", daily.restrictions)
    yield from _claims(daily)
    yield from _clusters(daily)


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


def _notices(title: str, notices: tuple[Notice, ...]) -> Iterator[str]:
    if not notices:
        return
    yield f"\n{title} ({len(notices)})"
    lines = [
        f"  {one.at:%H:%M} {one.area or 'outside all areas'}: {one.what} ({one.probability:.0%} sure)"
        f"{' against ' + ', '.join(one.terms) if one.terms else ''} [{one.incident}]"
        for one in notices
    ]
    yield from shortened(lines, most=MOST_LINES, more="out/monitor/daily.json holds all")


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
                f"(p {one.p_gumbel:.4f}; by chance once in {one.recurrence_days:,.0f} days)"
            )
            yield from (f"    - {reason}" for reason in one.reasons[:3])
