"""The exercise as Accord sees it, whole or as known on an evening, and what truly happened beside it."""

import csv
import datetime as dt
import tomllib
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from accord.model.workspace import Place, Workspace
from accord.monitor.chain import announced_of, findings_of, fused_of, incidents_of, with_areas, with_told
from accord.store.events import Events, read_events
from accord.store.read import read_workspace

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FIRST, LAST = dt.date(2027, 3, 2), dt.date(2027, 8, 31)
HELD = ("breach", "likely_breach")
SURE = 0.5


class Case(NamedTuple):
    """What stands in the workspace, and the truth."""

    workspace: Workspace
    events: Events
    truth: dict[str, dict[str, str]]
    told: dict[str, str]
    """Report -> true incident."""
    planted: dict[str, dict[str, Any]]

    @property
    def places(self) -> dict[str, Place]:
        """Places by id."""
        return {str(key): place for key, place in self.workspace.places.items()}


class Known(NamedTuple):
    """What the chain makes of reports."""

    incidents: pl.DataFrame
    members: pl.DataFrame
    findings: pl.DataFrame
    announced: tuple[str, ...]
    """Incidents that notifications excuse."""

    @property
    def counted(self) -> pl.DataFrame:
        """Incidents that count: told of by others than parties, and rather true than not."""
        return self.incidents.filter(pl.col("told") & (pl.col("probability") >= SURE))


def read_case() -> Case:
    """The workspace and the truth; `examples/exercise-truth` is read here and nowhere in Accord."""
    workspace = read_workspace(EXAMPLES / "exercise")
    events = read_events(EXAMPLES / "exercise", workspace=workspace)
    with (EXAMPLES / "exercise-truth/truth.csv").open(encoding="utf-8", newline="") as file:
        truth = {row["id"]: row for row in csv.DictReader(file)}
    told = {report: key for key, row in truth.items() for report in row["reports"].split(";") if report}
    planted = tomllib.loads((EXAMPLES / "exercise-truth/planted.toml").read_text(encoding="utf-8"))
    return Case(workspace, events, truth, told, planted)


def unannounced(case: Case) -> Case:
    """The case as if no party had announced anything."""
    return case._replace(events=replace(case.events, notifications=case.events.notifications.clear()))


def know(case: Case, events: Events, *, reviews: bool = True) -> Known:
    """Fuse and judge."""
    fused = fused_of(events.reports, case.workspace)
    decided = events.reviews if reviews else events.reviews.clear()
    incidents, members = incidents_of(fused, events.reports, decided)
    incidents = with_told(with_areas(incidents, case.places), members, events.reports)
    asked = (incidents, members, events.reports, case.workspace, events.notifications)
    return Known(incidents, members, findings_of(*asked), announced_of(*asked))


def stands_for(case: Case, known: Known) -> dict[str, str]:
    """Incident -> the true incident that most of its reports tell of; none: of nothing that happened."""
    votes: dict[str, Counter[str]] = {}
    for report, incident in known.members.select("report", "incident").iter_rows():
        if report in case.told:
            votes.setdefault(incident, Counter())[case.told[report]] += 1
    return {incident: vote.most_common(1)[0][0] for incident, vote in votes.items()}


def some(ids: list[str], most: int) -> str:
    """Ids, the first so many of them."""
    rest = len(ids) - most
    return " ".join(ids[:most]) + (f" and {rest} more" if rest > 0 else "")
