"""All that a pack is made from: rows that the audience may see, results that still stand, and the rest computed."""

import datetime as dt
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from accord.brief.compute import Effort, Work
from accord.brief.findings import Findings
from accord.brief.found import PARTS, Found, Shelf
from accord.model.daily import Daily
from accord.model.option import Ask, ConditionWorth, DelayPoint, Option, Withdrawal
from accord.model.problem import AccordError, NotFound
from accord.model.words import Criterion
from accord.model.workspace import Workspace
from accord.plan.choose import choose_scenario
from accord.plan.solution import OnProgress
from accord.store.cache import file_hash
from accord.store.fault import unknown
from accord.store.layout import AGENDA, OUT, REPORTS
from accord.store.monitored import read_daily
from accord.store.read import read_workspace
from accord.store.refer import REFERENCES, cell_words
from accord.store.release import ALL, fingerprint, released, released_pair
from accord.store.results import digest, read_results
from accord.store.run import Run, changed_inputs, read_runs

HOME = "brief"
"""Folder of packs under ``out/``."""
EARLIER_SHARE = 0.25
"""Share of the time limit for the plan of an earlier day, if one is asked for."""
_SAVED: Mapping[str, tuple[str, type]] = {
    "asks": ("asks", Ask),
    "withdrawals": ("withdraw", Withdrawal),
    "delays": ("delay", DelayPoint),
    "worths": ("conditions", ConditionWorth),
}
"""Part -> command that saves it, and its record."""


def pack_folder(folder: str | os.PathLike[str], audience: str) -> Path:
    """Where the pack of an audience lies.

    >>> pack_folder("here", "public").as_posix()
    'here/out/brief/public'
    """
    return Path(folder) / OUT / HOME / audience


def gather(
    folder: str | os.PathLike[str],
    *,
    audience: str = ALL,
    as_of: dt.date | None = None,
    since: dt.date | None = None,
    scenario: str | None = None,
    nation: str | None = None,
    effort: Effort | None = None,
    on_progress: OnProgress | None = None,
    prepare: Callable[[], None] | None = None,
) -> Findings:
    """Rows and results for a pack.

    Results under ``out/`` are taken if the audience sees every row that they rest on and nothing has changed since;
    all else is planned on what the audience may see, and kept in the folder of its pack for the next time.

    Parameters
    ----------
    folder
        The workspace.
    audience
        ``all``, ``public`` or a nation's code.
    as_of
        Leave out what was recorded after this day.
    since
        Day of the last meeting: what was known then is planned too, to tell what changed.
    scenario
        Its name; None: ``base``.
    nation
        Nation whose page is wanted: refused at once if the audience knows none of this code.
    effort
        How hard to plan what is missing.
    on_progress
        Told how planning stands; returning False keeps what is found.
    prepare
        Called once before anything is planned.

    Raises
    ------
    AccordError
        If the workspace holds faults, something asked for does not exist, or the days are in the wrong order.
    """
    if since is not None and as_of is not None and since > as_of:
        raise AccordError(f"--since: {since} is after --as-of {as_of}")
    now = read_workspace(folder, as_of=as_of, unfinished=True)
    then = None if since is None else read_workspace(folder, as_of=since, unfinished=True)
    seen, seen_then = (released(now, audience), None) if then is None else released_pair(now, then, audience)
    if nation is not None and nation not in seen.nations:
        raise NotFound(f"--nation: {unknown(nation, seen.nations, 'nations.csv')}")
    work, part = effort or Effort(), EARLIER_SHARE if then else 0.0
    desk = _Desk(Path(folder), audience, scenario, work.part(1.0 - part), on_progress, prepare)
    findings = desk.findings(now, seen)
    if then is None or seen_then is None:
        return findings
    earlier = replace(desk, effort=work.part(part)).findings(then, seen_then, first_only=True)
    return replace(findings, earlier=earlier)


@dataclass(slots=True)
class _Desk:
    """What one call of `gather` shares."""

    folder: Path
    audience: str
    scenario: str | None
    effort: Effort
    on_progress: OnProgress | None
    prepare: Callable[[], None] | None

    def findings(self, whole: Workspace, seen: Workspace, *, first_only: bool = False) -> Findings:
        """Rows of one day and what is known of them."""
        seen = with_named_sources(seen)
        name, _ = choose_scenario(seen, self.scenario)
        wanted = ("options",) if first_only else PARTS
        found = self._found(whole, seen, name, wanted)
        return Findings(
            workspace=seen,
            audience=self.audience,
            scenario=name,
            fingerprint=fingerprint(seen),
            options=found.options[:1] if first_only else found.options,
            comparison=found.comparison,
            asks=found.asks,
            withdrawals=found.withdrawals,
            delays=found.delays,
            worths=found.worths,
            missing=tuple(part for part in wanted if part not in found.complete),
            daily=None if first_only else daily_that_stands(self.folder, self.audience, whole.as_of),
        )

    def _found(self, whole: Workspace, seen: Workspace, scenario: str, wanted: Sequence[str]) -> Found:
        if not (seen.offers and seen.requirements):
            return Found(complete=tuple(wanted))  # nothing to plan
        standing = Found()
        if what_is_planned(seen, scenario) == what_is_planned(whole, scenario):
            standing = results_that_stand(self.folder, scenario, whole.as_of)
        shelf = self._shelf(seen, scenario, standing.options, wanted)
        kept = shelf.take()
        begun = _together(standing, kept)
        work = Work(
            workspace=seen,
            scenario=scenario,
            effort=self.effort,
            on_progress=self.on_progress,
            found=begun,
            wanted=tuple(wanted),
            criteria=(Criterion.COVERAGE,) if tuple(wanted) == ("options",) else tuple(Criterion),
        )
        if not work.open:
            return begun
        if self.prepare is not None:
            self.prepare()
        found = work.do()
        own = [part for part in PARTS if part in standing.complete]
        shelf.put(found.without(*own))
        return _together(standing, shelf.take())  # as it is saved: a second pack has the same digits

    def _shelf(self, seen: Workspace, scenario: str, options: tuple[Option, ...], wanted: Sequence[str]) -> Shelf:
        from accord.version import __version__

        counted = self.effort.rounds is not None
        key = {
            "version": __version__,
            "rows": what_is_planned(seen, scenario),
            "scenario": scenario,
            "options": digest(options) if options else None,
            "parts": " ".join(wanted),
            "rounds": self.effort.rounds,
            "seed": self.effort.seed if counted else None,
        }
        return Shelf(folder=pack_folder(self.folder, self.audience), key=key)


def _together(first: Found, second: Found) -> Found:
    """What either holds; where both do, the first."""
    parts: dict[str, Any] = {}
    for part in PARTS:
        parts[part] = getattr(first if part in first.complete else second, part)
    complete = {*first.complete, *second.complete}
    return Found(**parts, complete=tuple(part for part in PARTS if part in complete))


def what_is_planned(workspace: Workspace, scenario: str) -> str:
    """A print of all that a plan depends on: not the agenda, nor other scenarios, nor land that no row names."""
    chosen = {name: own for name, own in workspace.scenarios.items() if name == scenario}
    places = named(workspace, "places")
    return fingerprint(replace(workspace, sources={}, places=places, scenarios=chosen, agenda=None))


def with_named_sources(workspace: Workspace) -> Workspace:
    """The workspace without sources that no row of its day names: one added later changes no earlier pack."""
    return replace(workspace, sources=named(workspace, "sources"))


def named(workspace: Workspace, target: str) -> dict[Any, Any]:
    """Rows of a table, or places, that some row names."""
    words: set[str] = set()
    for reference in REFERENCES:
        for row in getattr(workspace, reference.table).values() if reference.target == target else ():
            words.update(cell_words(row, reference.column))
    return {key: row for key, row in getattr(workspace, target).items() if key in words}


def results_that_stand(folder: Path, scenario: str, as_of: dt.date | None) -> Found:
    """Results under ``out/`` for a scenario and a day that rest on the files as they are."""
    runs = read_runs(folder)
    options = _saved(folder, Option) if _stands(folder, runs.get("plan"), as_of) else ()
    if not options or options[0].scenario != scenario:
        return Found()
    parts: dict[str, Any] = {"options": options}
    for part, (command, kind) in _SAVED.items():
        run = runs.get(command)
        if run and _stands(folder, run, as_of) and _same_plan(run, scenario, options[0]):
            parts[part] = _saved(folder, kind)
    return Found(**parts, complete=tuple(part for part in PARTS if part in parts))


def daily_that_stands(folder: Path, audience: str, as_of: dt.date | None) -> Daily | None:
    """Figures of the last day that was monitored, if they rest on the files as they are; None: monitor again.

    They count every row, so that only a pack for all has them.
    """
    run = read_runs(folder).get("monitor")
    if audience != ALL or run is None or run.as_of != as_of:
        return None
    files = {path.relative_to(folder).as_posix() for path in (folder / REPORTS).glob("*") if path.is_file()}
    is_same = all((folder / name).is_file() and file_hash(folder / name) == print for name, print in _judged(run))
    if not is_same or not files <= {*run.inputs}:
        return None
    try:
        return read_daily(folder)
    except NotFound:
        return None


def _judged(run: Run) -> list[tuple[str, str]]:
    return [(name, print) for name, print in run.inputs.items() if name != AGENDA]


def _stands(folder: Path, run: Run | None, as_of: dt.date | None) -> bool:
    return run is not None and run.as_of == as_of and not {*changed_inputs(folder, run)} - {AGENDA}


def _same_plan(run: Run, scenario: str, option: Option) -> bool:
    """Whether an analysis was made on the saved option of the scenario."""
    asked = run.arguments
    return (asked.get("scenario") or "base") == scenario and asked.get("tours") == digest(option.tours)


def _saved(folder: Path, kind: type[Any]) -> tuple[Any, ...]:
    try:
        return read_results(folder, kind)
    except NotFound:
        return ()
