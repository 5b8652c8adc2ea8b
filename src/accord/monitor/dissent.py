"""What the reports of one incident contradict each other in, in sentences; a contradiction is kept, not decided."""

from collections.abc import Iterator
from itertools import groupby

import polars as pl

from accord.model.review import Decision


def dissent(members: pl.DataFrame, reviews: pl.DataFrame) -> Iterator[str]:
    """Sentences on what members, and reviewers, say differently.

    Parameters
    ----------
    members
        Rows of `accord.model.report.Report` that make up the incident.
    reviews
        Rows of `accord.model.review.Review` about any of them.

    >>> rows = pl.DataFrame({"id": ["a", "b"], "kind": ["shots", "shelling"], "unit": "burst", "count_low": [1.0, 5.0],
    ...     "count_high": [2.0, 9.0], "party": [None, "XAA"], "claimant": [None, None]}, strict=False)
    >>> for sentence in dissent(rows, pl.DataFrame(schema={"action": pl.String, "value": pl.String})):
    ...     print(sentence)
    kind: a says shots; b says shelling
    count, burst: a says 1 to 2; b says 5 to 9
    """
    rows = members.sort("id").with_columns(pl.col("kind", "unit").cast(pl.String))
    yield from _words(rows, "kind")
    for unit, part in rows.group_by("unit", maintain_order=True):
        yield from _counts(str(unit[0]), part)
    yield from _words(rows.drop_nulls("party"), "party")
    for claimant in rows.drop_nulls("claimant")["claimant"].unique().sort():
        if rows.height == rows["claimant"].drop_nulls().len():
            yield f"only parties tell of it: {claimant}"
    yield from _reviewers(reviews)


def _words(rows: pl.DataFrame, field: str) -> Iterator[str]:
    if rows[field].n_unique() > 1:
        pairs = sorted(zip(rows[field], rows["id"], strict=True))
        said = [(word, ", ".join(key for _, key in group)) for word, group in groupby(pairs, key=lambda pair: pair[0])]
        said.sort(key=lambda pair: pair[1])
        yield f"{field}: " + "; ".join(f"{ids} {'says' if ',' not in ids else 'say'} {word}" for word, ids in said)


def _counts(unit: str, rows: pl.DataFrame) -> Iterator[str]:
    """Counts of one unit whose intervals do not overlap."""
    low, high = rows["count_low"], rows["count_high"]
    if rows.height > 1 and float(low.max()) > float(high.min()):  # type: ignore[arg-type]
        said = zip(rows["id"], low, high, strict=True)
        yield f"count, {unit}: " + "; ".join(f"{key} says {_interval(a, b)}" for key, a, b in said)


def _interval(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def _reviewers(reviews: pl.DataFrame) -> Iterator[str]:
    named = reviews.filter(pl.col("action").cast(pl.String) == Decision.ATTRIBUTE.value)
    if named.height and named["value"].n_unique() > 1:
        said = zip(named["reviewer"], named["value"], strict=True)
        yield "reviewers: " + "; ".join(f"{who} names {value}" for who, value in said)
