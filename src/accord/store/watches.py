"""coverage.csv: who watched what, when, with what chance of seeing it."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from accord.model.report import EventKind
from accord.store.fault import nearest
from accord.store.report_rules import ENDS_BEFORE_START, Rule, given

_KINDS = [kind.value for kind in EventKind]


def _odd_kind(row: Mapping[str, Any]) -> str:
    odd = next(word for word in row["kinds"] if word not in _KINDS)
    return f"must be among {', '.join(_KINDS)}, not {odd!r}{nearest(odd, _KINDS)}"


KNOWN_KINDS = Rule("kinds", ~pl.col("kinds").list.eval(pl.element().is_in(_KINDS)).list.all(), _odd_kind)
"""Every word is a kind of event."""
WATCH_RULES = (
    ENDS_BEFORE_START,
    Rule("until", pl.col("until") == pl.col("start"), "ends as it starts: a watch takes time"),
    KNOWN_KINDS,
    Rule(
        "chance_low",
        pl.col("chance_low") > pl.col("chance"),
        lambda row: f"must be at most chance ('{row['chance']:g}'), not '{row['chance_low']:g}'",
    ),
    Rule(
        "chance_high",
        pl.col("chance_high") < pl.col("chance"),
        lambda row: f"must be at least chance ('{row['chance']:g}'), not '{row['chance_high']:g}'",
    ),
    Rule(
        "hindrance",
        given("hindrance") & (pl.col("chance") > 0.9),
        lambda row: f"says that it could not watch, but the chance is '{row['chance']:g}'",
    ),
)
"""Rules within one row of coverage.csv."""


def with_band(rows: pl.DataFrame) -> pl.DataFrame:
    """Watches with the low and the high chance filled."""
    return rows.with_columns(pl.col("chance_low", "chance_high").fill_null(pl.col("chance")))
