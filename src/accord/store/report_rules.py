"""What must hold between the cells of a report, and between reports: expressions over columns, one a rule."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from accord.model.problem import Problem
from accord.store.alike import FILE, LINE, Words, alike
from accord.store.fault import unknown
from accord.store.ring import ring_from


@dataclass(frozen=True, slots=True)
class Rule:
    """Rows that break it, the column that is wrong, and what to say."""

    field: str
    broken: pl.Expr
    message: str | Words


def _moment(row: Mapping[str, object], name: str) -> str:
    return f"{row[name]:%Y-%m-%dT%H:%M:%SZ}"


def blank(*names: str) -> pl.Expr:
    """Whether all these cells are blank."""
    return pl.all_horizontal(pl.col(name).is_null() for name in names)


def given(name: str) -> pl.Expr:
    """Whether a cell is filled."""
    return pl.col(name).is_not_null()


ENDS_BEFORE_START = Rule(
    "until", pl.col("until") < pl.col("start"), lambda row: f"ends before it starts ({_moment(row, 'start')})"
)
_POSITION = given("longitude") & given("latitude")
ROW_RULES = (
    ENDS_BEFORE_START,
    Rule(
        "start",
        pl.col("start") > pl.col("received"),
        lambda row: f"lies after the report was received ({_moment(row, 'received')})",
    ),
    Rule(
        "count_high",
        pl.col("count_high") < pl.col("count_low"),
        lambda row: f"must be at least count_low ('{row['count_low']:g}'), not '{row['count_high']:g}'",
    ),
    Rule("longitude", given("latitude") & ~given("longitude"), "is missing beside latitude"),
    Rule("latitude", given("longitude") & ~given("latitude"), "is missing beside longitude"),
    Rule(
        "place",
        blank("place", "longitude", "latitude"),
        "says nowhere where it was: give a place, or longitude and latitude",
    ),
    Rule(
        "place",
        given("place") & (given("longitude") | given("latitude")),
        "a region and a position are two answers to one question: leave one blank",
    ),
    Rule("bearing", given("place") & given("bearing"), "a region has no bearing: leave one blank"),
    Rule("range_high_km", given("bearing") & ~given("range_high_km") & _POSITION, "a wedge (bearing) needs it"),
    Rule(
        "bearing",
        ~given("bearing") & (given("range_high_km") | given("range_low_km")),
        "is missing beside the range; for all directions write bearing 0 and bearing_width 360",
    ),
    Rule(
        "bearing_width",
        ~given("bearing") & given("bearing_width"),
        "has no bearing to be the width of",
    ),
    Rule(
        "range_high_km",
        (pl.col("range_high_km") < pl.col("range_low_km")).fill_null(False) | (pl.col("range_high_km") == 0),
        lambda row: (
            "must be greater than 0, not '0'"
            if not row["range_high_km"]
            else f"must be at least range_low_km ('{row['range_low_km']:g}'), not '{row['range_high_km']:g}'"
        ),
    ),
    Rule("error_km", given("error_km") & (given("bearing") | given("place")), "is for a point alone"),
    Rule(
        "range_high_km",
        pl.col("range_high_km") > 1000,
        lambda row: f"must be at most 1000 km, not '{row['range_high_km']:g}': nobody sees farther",
    ),
    Rule("party_share", given("party_share") & ~given("party"), "has no party to be the share of"),
    Rule("copy_of", pl.col("copy_of") == pl.col("id"), "a report cannot repeat itself"),
)
"""Rules within one row; blank cells not yet filled."""


def broken_rows(rows: pl.DataFrame, rules: tuple[Rule, ...] = ROW_RULES) -> Iterator[Problem]:
    """Problems of single rows."""
    for rule in rules:
        yield from alike(rows, rule.broken.fill_null(False), rule.field, rule.message)


def unknown_words(rows: pl.DataFrame, field: str, known: Collection[str] | None, where: str) -> Iterator[Problem]:
    """References that lead nowhere; each distinct word is looked up once."""
    if known is None or not rows.height:
        return
    words = set(rows[field].drop_nulls().unique().to_list()) - set(known)
    if words:
        yield from alike(rows, pl.col(field).is_in(sorted(words)), field, lambda row: unknown(row[field], known, where))


def conflicting_ids(rows: pl.DataFrame) -> Iterator[Problem]:
    """Rows whose id stands already with another content; call it when equal rows are there once."""
    if rows["id"].n_unique() == rows.height:
        return
    twice = pl.col("id").is_duplicated() & pl.col("id").is_not_null()
    seen = rows.filter(twice).sort(FILE, LINE, maintain_order=True)
    if seen.height:
        first = [pl.col(name).first().over("id").alias(f"first_{name}") for name in (FILE, LINE)]
        later = seen.with_columns(*first).filter(~pl.col("id").is_first_distinct())
        yield from alike(later, pl.lit(True), "id", _stands_already)


def _stands_already(row: Mapping[str, object]) -> str:
    where = (
        f"line {row['first_line']}" if row["first_file"] == row[FILE] else f"{row['first_file']}:{row['first_line']}"
    )
    return f"{row['id']!r} stands in {where} with another content"


def copies(rows: pl.DataFrame) -> Iterator[Problem]:
    """Copies of reports that are not there, and copies in a circle."""
    copied = rows.filter(given("copy_of") & (pl.col("copy_of") != pl.col("id")))
    if not copied.height:
        return
    known = copied.join(rows.select("id"), left_on="copy_of", right_on="id", how="semi")["copy_of"].unique()
    lost = copied.filter(~pl.col("copy_of").is_in(known.implode()))
    if lost.height:
        ids = rows["id"].head(2000).to_list()
        yield from alike(lost, pl.lit(True), "copy_of", lambda row: unknown(row["copy_of"], ids, "reports"))
    yield from _circles(copied)


def _circles(copied: pl.DataFrame) -> Iterator[Problem]:
    leads = dict(copied.select("id", "copy_of").iter_rows())
    done: set[str] = set()
    for start in leads:
        path: dict[str, None] = {}
        here = start
        while here in leads and here not in done and here not in path:
            path[here] = None
            here = leads[here]
        if here in path:
            ring = ring_from(here, {key: (value,) for key, value in leads.items() if key in path}) or []
            yield from alike(copied, pl.col("id") == here, "copy_of", f"goes in a circle: {' -> '.join(ring)}")
        done |= path.keys()


def broken_references(rows: pl.DataFrame, known: Mapping[str, tuple[Collection[str] | None, str]]) -> Iterator[Problem]:
    """References of all columns.

    Parameters
    ----------
    known
        Column -> ids that it may name (None: unknown) and the file that they stand in.
    """
    for field, (ids, where) in known.items():
        yield from unknown_words(rows, field, ids, where)
