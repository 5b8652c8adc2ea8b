"""claims.csv: totals that parties state."""

import polars as pl

from accord.store.report_rules import ENDS_BEFORE_START, Rule

CLAIM_RULES = (
    ENDS_BEFORE_START,
    Rule("against", pl.col("against") == pl.col("party"), "a party does not accuse itself: leave it blank"),
)
"""Rules within one row of claims.csv."""
