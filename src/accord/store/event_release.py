"""What an audience may see of the events: rows that it may not are gone before anything is counted."""

from collections.abc import Collection
from dataclasses import replace

import polars as pl

from accord.model.workspace import Workspace
from accord.store.alike import FILE, LINE
from accord.store.events import Events
from accord.store.release import ALL, COALITION, PUBLIC


def released_events(events: Events, workspace: Workspace, audience: str) -> Events:
    """Events as an audience may see them, without files and lines, whose numbers would tell how many rows are missing.

    A copy of a hidden report, a decision about one, and whatever lies in a hidden place is hidden too.

    Parameters
    ----------
    events
        All that is known.
    workspace
        What `accord.store.release.released` left of the workspace for this audience.
    audience
        ``all``, ``public`` or the code of a nation.
    """
    if audience == ALL:
        return events
    words = {PUBLIC} if audience == PUBLIC else {PUBLIC, COALITION, audience}
    default = not words.isdisjoint(workspace.settings.release)
    seen = (
        pl.when(pl.col("release").list.len() > 0)
        .then(pl.col("release").list.set_intersection(sorted(words)).list.len() > 0)
        .otherwise(pl.lit(default))
    )
    reports = _with_originals(_in_seen_places(events.reports.filter(seen), "place", workspace.places))
    reviews = _about_seen(events.reviews.filter(seen), reports)
    return replace(
        events,
        reports=reports.drop(FILE, LINE),
        watches=_in_seen_places(events.watches.filter(seen), "area", workspace.places).drop(FILE, LINE),
        reviews=reviews.drop(FILE, LINE),
        claims=events.claims.filter(seen).drop(FILE, LINE),
        notifications=_in_seen_places(events.notifications.filter(seen), "place", workspace.places).drop(FILE, LINE),
        warnings=(),
    )


def _in_seen_places(rows: pl.DataFrame, field: str, places: Collection[str]) -> pl.DataFrame:
    return rows.filter(pl.col(field).is_null() | pl.col(field).is_in(sorted(places)))


def _with_originals(reports: pl.DataFrame) -> pl.DataFrame:
    """Reports whose original is seen too, in as many steps as it takes."""
    while True:
        standing = pl.col("copy_of").is_null() | pl.col("copy_of").is_in(reports["id"].implode())
        kept = reports.filter(standing)
        if kept.height == reports.height:
            return kept
        reports = kept


def _about_seen(reviews: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """Decisions all of whose reports are seen."""
    about = reviews.select("id", "reports").explode("reports")
    hidden = about.join(reports.select("id"), left_on="reports", right_on="id", how="anti")
    return reviews.join(hidden, on="id", how="anti")
