"""``accord monitor``: reports to incidents, findings and the figures of a day."""

import datetime as dt
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from accord.cli.brief import FORMATS
from accord.cli.day import MOST_LINES, told
from accord.cli.output import screen, shortened
from accord.model.daily import Daily

if TYPE_CHECKING:
    from accord.model.problem import Problem
    from accord.model.workspace import Workspace
    from accord.monitor.chain import Before, Found
    from accord.store.events import Events
    from accord.store.run import Run


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
        Leave out what was received, recorded, decided or announced after this day.
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
    from accord.store.results import json_text

    wish = DayWish(
        folder=folder, as_of=as_of, day=day, days=days, audience=audience, update=update, seed=seed,
        formats=formats_of(format), lang=language_of(lang),
    )  # fmt: skip
    written = write_day(wish)
    if json:
        print(json_text(written.daily), end="")
        return
    console = screen()
    settings = written.workspace.settings
    console.print(settings.title + (" (nations and land are invented)" if settings.invented else ""), markup=False)
    for part in told(written.daily):
        console.print(part, markup=False, soft_wrap=isinstance(part, str))
    if written.warnings:
        console.print(f"\nWarnings ({len(written.warnings)})")
        for line in shortened([str(one) for one in written.warnings], most=MOST_LINES, more="accord check shows all"):
            console.print(f"  {line}", markup=False, soft_wrap=True)
    for path in written.files:
        console.print(f"Written: {path}", markup=False, soft_wrap=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayWish:
    """Which day of which workspace, for whom; as the options of `accord monitor`."""

    folder: Path
    as_of: dt.date | None = None
    day: dt.date | None = None
    days: int = 1
    audience: str = "all"
    update: bool = False
    seed: int = 0
    formats: tuple[str, ...] = ("html", "pdf")
    lang: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDay:
    """A day that was monitored and written."""

    workspace: "Workspace"
    daily: Daily
    warnings: "tuple[Problem, ...]"
    files: tuple[Path, ...]


def write_day(wish: DayWish) -> WrittenDay:
    """Run the chain for a day and write what it finds."""
    from accord.cli.ready import make_monitor_ready
    from accord.model.problem import AccordError
    from accord.store.event_release import released_events
    from accord.store.events import read_events
    from accord.store.read import read_workspace
    from accord.store.release import released
    from accord.store.run import describe_run

    folder, as_of, audience, days = wish.folder, wish.as_of, wish.audience, wish.days
    if days < 1:
        raise AccordError(f"--days: must be at least 1, not {days}")
    arguments = {"day": wish.day.isoformat() if wish.day else None, "days": days, "audience": audience}
    run = describe_run(folder, command="monitor", arguments=arguments, seed=wish.seed, as_of=as_of)
    workspace = read_workspace(folder, as_of=as_of)
    events = read_events(folder, workspace=workspace, as_of=as_of)
    workspace = released(workspace, audience)
    events = released_events(events, workspace, audience)
    make_monitor_ready(_say_that_it_compiles)
    with ThreadPoolExecutor(1) as pool:
        return _made(wish, run, workspace, events, pool)


def _say_that_it_compiles() -> None:
    print("Compiling the monitor, once on this machine: about half a minute", file=sys.stderr, flush=True)


def _made(
    wish: DayWish,
    run: "Run",
    workspace: "Workspace",
    events: "Events",
    pool: ThreadPoolExecutor,
) -> WrittenDay:
    """Work out and write a day; columns become files while it is counted and set."""
    from accord.monitor.chain import figures_of, found_of
    from accord.store.monitored import write_monitored
    from accord.store.release import ALL

    folder, audience = wish.folder, wish.audience
    last = wish.day or _last_day(events)
    hashes = {**run.inputs, **events.hashes}
    is_whole = audience == ALL and wish.as_of is None
    before = before_of(folder, events, hashes) if wish.update and is_whole else None
    found = found_of(events.reports, events.reviews, workspace, before=before, notifications=events.notifications)
    is_kept = is_whole and found.fused is not None
    columns = pool.submit(_columns, folder, found, hashes if is_kept else None) if audience == ALL else None
    daily = figures_of(
        found, events.reports, events.watches, events.claims, workspace, day=last, days=wish.days, seed=wish.seed
    )
    pages = daily_pages(workspace, daily, audience=audience, formats=wish.formats, lang=wish.lang)
    files = write_monitored(folder, run, columns.result(), daily, hashes=events.hashes) if columns else ()
    files += _saved(folder, audience, pages)
    return WrittenDay(workspace=workspace, daily=daily, warnings=events.warnings, files=files)


def _columns(folder: Path, found: "Found", hashes: Mapping[str, str] | None) -> dict[str, bytes]:
    """Files of what was found; its fusion is kept for the next update, if there are hashes."""
    from accord.store.fused import keep_fused
    from accord.store.monitored import FOLDER, frame_files

    files = frame_files({"incidents": found.incidents, "members": found.members, "findings": found.findings})
    if found.fused is not None and hashes is not None:
        fused = found.fused
        members = files[f"{FOLDER}/members.parquet"] if found.members is fused.members else fused.members
        keep_fused(folder, fused.incidents, members, asdict(fused.noise), hashes)
    return files


def daily_pages(
    workspace: "Workspace", daily: Daily, *, audience: str, formats: tuple[str, ...], lang: str
) -> dict[str, bytes]:
    """The daily report with what stands behind its numbers: name -> content; its forms are set side by side."""
    from accord.brief.daily import make_daily
    from accord.cli.brief import face_of
    from accord.store.release import fingerprint
    from accord.store.results import json_text

    pack = make_daily(workspace, daily, lang, audience=audience, print=fingerprint(workspace))
    suffix = "" if lang == "en" else f".{lang}"
    with ThreadPoolExecutor(len(FORMATS)) as pool:
        faces = {kind: pool.submit(face_of, pack.document, kind) for kind in sorted(formats, reverse=True)}
        evidence = json_text(pack.evidence).encode()
        files = {f"daily{suffix}.{kind}": faces[kind].result() for kind in formats}
    return {**files, f"evidence{suffix}.json": evidence}


def _saved(folder: Path, audience: str, pages: Mapping[str, bytes]) -> tuple[Path, ...]:
    from accord.store.atomic import write_files
    from accord.store.layout import OUT
    from accord.store.monitored import FOLDER
    from accord.store.release import ALL

    home = folder / OUT / FOLDER / ("" if audience == ALL else audience)
    place = home.relative_to(folder / OUT)
    write_files(folder / OUT, {(place / name).as_posix(): data for name, data in pages.items()})
    return tuple(home / name for name in pages)


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
