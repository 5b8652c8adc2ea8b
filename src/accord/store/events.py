"""The events of a workspace: reports, coverage, reviews, claims, notifications, as columns. Planning never reads them.

All that is wrong in all of their files is said at once, or nothing is read.
"""

import datetime as dt
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from accord.model.claim import Claim
from accord.model.notification import Notification
from accord.model.problem import BadWorkspace, Problem
from accord.model.records import Record
from accord.model.review import Review
from accord.model.watch import Watch
from accord.model.workspace import Workspace
from accord.store.alike import FILE, LINE
from accord.store.cache import file_hash
from accord.store.claims import CLAIM_RULES
from accord.store.columns import with_defaults
from accord.store.layout import CLAIMS, COVERAGE, NOTIFICATIONS, PLACES, REVIEWS, file_of
from accord.store.notifications import NOTIFICATION_RULES, without_ground
from accord.store.report_rules import Rule, broken_references, conflicting_ids, unknown_words
from accord.store.report_warnings import odd_positions
from accord.store.reports import each_once, read_columns, read_reports
from accord.store.reviews import REVIEW_RULES
from accord.store.watches import WATCH_RULES, with_band


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """Events as columns named as the fields of their records; `file` and `line` say where each row stands."""

    reports: pl.DataFrame
    """`accord.model.report.Report`, blanks filled, in order of file and line."""
    watches: pl.DataFrame
    """`accord.model.watch.Watch`."""
    reviews: pl.DataFrame
    """`accord.model.review.Review`, in order of the moment of decision."""
    claims: pl.DataFrame
    """`accord.model.claim.Claim`."""
    notifications: pl.DataFrame = field(default_factory=lambda: no_rows(Notification))
    """`accord.model.notification.Notification`."""
    warnings: tuple[Problem, ...] = ()
    """What looks like an oversight."""
    hashes: Mapping[str, str] = field(default_factory=dict)
    """File, relative to the workspace, -> SHA-256."""


_TABLES: Mapping[str, tuple[str, type[Record], tuple[Rule, ...]]] = {
    "watches": (COVERAGE, Watch, WATCH_RULES),
    "reviews": (REVIEWS, Review, REVIEW_RULES),
    "claims": (CLAIMS, Claim, CLAIM_RULES),
    "notifications": (NOTIFICATIONS, Notification, NOTIFICATION_RULES),
}


def read_events(folder: str | os.PathLike[str], *, workspace: Workspace, as_of: dt.date | None = None) -> Events:
    """Read and check the reports, coverage, reviews, claims and notifications of a workspace.

    Parameters
    ----------
    folder
        The workspace.
    workspace
        What `read_workspace` made of it: the sources, places and parties that events may name.
    as_of
        Leave out what was received, recorded, decided or announced after this day (UTC). None: nothing is left out.

    Raises
    ------
    BadWorkspace
        With every fault of every file of events; of faults that are alike the first ten and how many more there are.
    """
    home, faults = Path(folder), []  # type: Path, list[Problem]
    reports, hashes = read_reports(home, faults)
    tables: dict[str, pl.DataFrame] = {}
    for name, (file, kind, rules) in _TABLES.items():
        if (home / file).exists():
            hashes[file] = file_hash(home / file)
            rows = read_columns(home, file, kind, faults, digest=hashes[file], rules=rules)
            tables[name] = each_once(rows)
            faults += conflicting_ids(tables[name])
        else:
            tables[name] = no_rows(kind)
    faults += _broken_references(reports, tables, workspace)
    if faults:
        raise BadWorkspace(faults)
    events = Events(
        reports=reports,
        watches=with_band(tables["watches"]),
        reviews=tables["reviews"].sort("decided", LINE),
        claims=tables["claims"],
        notifications=tables["notifications"],
        warnings=tuple(odd_positions(reports, workspace.places)),
        hashes=hashes,
    )
    return events if as_of is None else known_on(events, as_of)


def no_rows(kind: type[Record]) -> pl.DataFrame:
    """The columns of a table without a row."""
    return with_defaults(pl.DataFrame(schema={FILE: pl.String(), LINE: pl.UInt32()}), kind)


def _broken_references(
    reports: pl.DataFrame, tables: Mapping[str, pl.DataFrame], workspace: Workspace
) -> list[Problem]:
    sources = (workspace.sources, file_of("sources"))
    places = (workspace.places, PLACES)
    parties = _parties(workspace)
    found = list(
        broken_references(reports, {"source": sources, "place": places, "party": parties, "claimant": parties})
    )
    found += broken_references(tables["watches"], {"observer": sources, "area": places, "source": sources})
    found += broken_references(tables["claims"], {"party": parties, "against": parties, "source": sources})
    found += broken_references(tables["notifications"], {"party": parties, "place": places, "source": sources})
    found += without_ground(tables["notifications"], workspace.places)
    decided = tables["reviews"].explode("reports").drop_nulls("reports")
    if decided.height:
        found += unknown_words(decided, "reports", reports["id"].implode().item().to_list(), "reports")
    return found


def _parties(workspace: Workspace) -> tuple[Collection[str] | None, str]:
    """Codes that may be a party: where there is no deal, nobody can say."""
    if workspace.deal is None:
        return None, ""
    return {party.id for party in workspace.deal.parties} | set(workspace.nations), "the parties of deal.toml"


def known_on(events: Events, day: dt.date) -> Events:
    """Events without what was received, recorded, decided or announced after a day."""
    end = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), tzinfo=dt.UTC)
    recorded = pl.col("recorded").is_null() | (pl.col("recorded") <= day)
    return replace(
        events,
        reports=events.reports.filter(pl.col("received") < end),
        watches=events.watches.filter(recorded),
        reviews=events.reviews.filter(pl.col("decided") < end),
        claims=events.claims.filter(recorded),
        notifications=events.notifications.filter(recorded & (pl.col("announced") < end)),
    )
