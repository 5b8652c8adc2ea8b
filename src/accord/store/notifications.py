"""notifications.csv: what parties announced beforehand. What is announced late was not announced."""

from collections.abc import Iterator, Mapping

import polars as pl

from accord.model.fields import Id
from accord.model.problem import Problem
from accord.model.workspace import Place
from accord.store.alike import alike
from accord.store.report_rules import ENDS_BEFORE_START, Rule
from accord.store.watches import KNOWN_KINDS

NOTIFICATION_RULES = (
    ENDS_BEFORE_START,
    Rule("until", pl.col("until") == pl.col("start"), "ends as it starts: give the hours that were announced"),
    Rule(
        "announced",
        pl.col("announced") > pl.col("start"),
        lambda row: (
            f"lies after the start ({row['start']:%Y-%m-%dT%H:%M:%SZ}): what is announced late is not notified; "
            "leave the row out"
        ),
    ),
    Rule("kinds", pl.col("kinds").list.len() == 0, "names no kind of event that was announced"),
    KNOWN_KINDS,
)
"""Rules within one row of notifications.csv."""


def without_ground(rows: pl.DataFrame, places: Mapping[Id, Place]) -> Iterator[Problem]:
    """Notifications of a point or a line, in which nothing can lie."""
    bare = [key for key, place in places.items() if not str(place.geometry["type"]).endswith("Polygon")]
    if rows.height:
        yield from alike(
            rows, pl.col("place").is_in(bare), "place", lambda row: f"{row['place']!r} is no area: name one"
        )
