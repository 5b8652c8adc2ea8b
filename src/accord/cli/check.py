"""``accord check``: what a workspace holds, what is wrong with it and what looks like an oversight."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from accord.cli.output import add_rows, make_table, screen, shortened
from accord.model.problem import Problem
from accord.model.records import TABLES
from accord.model.workspace import Workspace
from accord.store.layout import EVENTS, REPORTS

if TYPE_CHECKING:
    from polars import DataFrame

    from accord.store.events import Events

MOST_WARNINGS = 12
MOST_LINES = 8


def check(folder: Path, *, as_of: dt.date | None = None, all: bool = False) -> None:
    """Say what a workspace holds and everything that is wrong with it.

    Faults go to standard error as file:line: field: message, and the exit code is 2. Warnings do not change the exit
    code.

    Parameters
    ----------
    folder
        The workspace.
    as_of
        Leave out what was recorded after this day.
    all
        Show every warning.
    """
    from accord.store.horizon import end_of_horizon
    from accord.store.read import checked, read_draft
    from accord.store.warn import warnings

    draft, faults = read_draft(folder)
    workspace = checked(draft, faults, as_of=as_of)
    versions = {table: len(rows) for table, rows in draft.rows.items()}
    events = _events(folder, workspace, as_of)
    console = screen()
    last_day = end_of_horizon(workspace.settings) - dt.timedelta(days=1)
    for line in _heading(workspace, last_day):
        console.print(line, markup=False)
    console.print(_contents(workspace, versions, events))
    found = merged([*warnings(workspace), *(events.warnings if events else ())])
    if found:
        console.print(f"\nWarnings ({len(found)})")
    for line in found if all else shortened(found, most=MOST_WARNINGS, more="--all shows them"):
        console.print(f"  {line}", markup=False, soft_wrap=True)
    console.print(f"\nNo faults in {folder}", markup=False, soft_wrap=True)


def merged(problems: Iterable[Problem]) -> list[str]:
    """Problems as lines; those of one file that say the same become one, with the lines of the others behind it.

    >>> alike = [Problem(file="offers.csv", line=line, field="units", message="missing") for line in (2, 5, 9)]
    >>> merged(alike)
    ['offers.csv:2: units: missing (also 2 more: lines 5, 9)']
    """
    groups: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((problem.file, problem.field, problem.message), []).append(problem)
    return [f"{first}{_others([other.line for other in others])}" for first, *others in groups.values()]


def _others(lines: list[int]) -> str:
    if not lines:
        return ""
    shown = [str(line) for line in lines[:MOST_LINES]] + ["..."] * (len(lines) > MOST_LINES)
    return f" (also {len(lines)} more: lines {', '.join(shown)})"


def _heading(workspace: Workspace, last_day: dt.date) -> Iterator[str]:
    settings = workspace.settings
    yield settings.title + (" (nations and land are invented)" if settings.invented else "")
    start = settings.start or settings.day_zero
    yield f"Day zero {settings.day_zero}; {settings.periods} periods of a {settings.step}, {start} to {last_day}"
    yield f"Money in {settings.currency} at prices of {settings.price_year}"
    if workspace.as_of:
        yield f"As known on {workspace.as_of}"
    yield ""


def _events(folder: Path, workspace: Workspace, as_of: dt.date | None) -> "Events | None":
    """Reports and the other files of events, checked; None: the workspace has none, and nothing heavy is loaded."""
    if not any((folder / name).exists() for name in (REPORTS, *EVENTS)):
        return None
    from accord.store.events import read_events

    return read_events(folder, workspace=workspace, as_of=as_of)


def _contents(workspace: Workspace, versions: dict[str, int], events: "Events | None") -> object:
    rows = [(table, _kinds(workspace, table), len(getattr(workspace, table)), versions[table]) for table in TABLES]
    extra = [(table, _kinds(workspace, table), len(getattr(workspace, table)), "") for table in ("places", "scenarios")]
    if workspace.deal:
        extra.append(("deal", ", ".join(party.id for party in workspace.deal.parties), len(workspace.deal.terms), ""))
    if events:
        extra += [(name, *_summed(getattr(events, table), column), "") for name, table, column in _EVENT_COLUMNS]
    return add_rows(make_table("", ["table", "of which"], ["rows", "with versions"]), [*rows, *extra])


_EVENT_COLUMNS = (
    ("reports", "reports", "source"),
    ("coverage", "watches", "means"),
    ("reviews", "reviews", "action"),
    ("claims", "claims", "party"),
    ("notifications", "notifications", "party"),
)
"""Name to be shown, field of `Events`, column by which its rows are counted."""


def _summed(rows: "DataFrame", column: str) -> tuple[str, int]:
    counts = Counter(rows[column].cast(str).to_list())
    return ", ".join(f"{count} {word}" for word, count in counts.most_common()), rows.height


def _kinds(workspace: Workspace, table: str) -> str:
    """Rows by status, priority or kind, whichever the table has."""
    rows = getattr(workspace, table)
    if table == "scenarios":
        return ", ".join(rows)
    for name in ("status", "priority", "kind", "resource", "component", "reliability"):
        counts = Counter(str(getattr(row, name)) for row in rows.values() if getattr(row, name, None))
        if counts:
            return ", ".join(f"{count} {word}" for word, count in sorted(counts.items(), key=lambda pair: -pair[1]))
    return ""
