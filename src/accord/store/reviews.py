"""reviews.csv: decisions of reviewers; read as columns, and a decision is appended as a row."""

import csv
import io
import os
from pathlib import Path

import polars as pl

from accord.model.fields import row_text
from accord.model.review import Decision, Review
from accord.store.layout import REVIEWS
from accord.store.report_rules import Rule

NOBODY = "not_attributable"
_ALONE = pl.col("reports").list.len() < 2

REVIEW_RULES = (
    Rule("reports", pl.col("reports").list.len() == 0, "names no report that the decision is about"),
    Rule("reports", (pl.col("action") == Decision.MERGE.value) & _ALONE, "merging needs at least two reports"),
    Rule(
        "value",
        (pl.col("action") == Decision.ATTRIBUTE.value) & ~pl.col("value").str.contains(rf"^([A-Z]{{3}}|{NOBODY})$"),
        lambda row: f"must be the code of a party or {NOBODY}, not {row['value']!r}",
    ),
    Rule(
        "value",
        (pl.col("action") != Decision.ATTRIBUTE.value) & (pl.col("value") != ""),
        lambda row: f"is for attribute; the action is {row['action']}",
    ),
)
"""Rules within one row of reviews.csv."""


def append_review(folder: str | os.PathLike[str], review: Review) -> Path:
    """Add a decision as a row at the end of reviews.csv; nothing that stands there is touched.

    The file grows by one write, so that a reader sees the row whole or not at all.
    """
    path = Path(folder) / REVIEWS
    known = path.read_bytes() if path.exists() else b""
    header = _header(known) or list(Review.model_fields)
    text = row_text(review)
    row = _line([text.get(name, "") for name in header])
    before = "" if not known or known.endswith(b"\n") else "\n"
    data = (row if known else _line(header) + row) if not before else before + row
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        os.write(descriptor, data.encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return path


def _header(known: bytes) -> list[str]:
    return next(csv.reader(io.StringIO(known.decode("utf-8"), newline="")), [])


def _line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()
