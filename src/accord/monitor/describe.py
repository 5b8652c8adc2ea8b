"""What an incident's reports say beyond place, time and kind: weapon, calibre, circumstances."""

from collections.abc import Mapping

import polars as pl

from accord.monitor.attribute import GRADES

MARKS = pl.List(pl.String)


def described(
    incidents: pl.DataFrame, members: pl.DataFrame, reports: pl.DataFrame, grades: Mapping[str, str]
) -> pl.DataFrame:
    """Incidents with `weapon`, `calibre_mm` and `marks` of their reports.

    Weapon and calibre are those of the member that is most certainly one, weighed by the grade of its source; a party's
    claim counts only where nobody else says anything. Marks are those of any member that is not a party's claim: no
    party exempts itself.
    """
    wanted = {"weapon": pl.String, "calibre_mm": pl.Float64, "claimant": pl.String}
    missing = [pl.lit(None, dtype=kind).alias(name) for name, kind in wanted.items() if name not in reports.columns]
    weight = {source: GRADES[grade] for source, grade in grades.items()} or {"": 0.0}
    said = (
        members.select("incident", "report", "probability")
        .join(
            with_marks(reports.with_columns(missing)), left_on="report", right_on="id", how="inner", suffix="_of_report"
        )
        .with_columns(
            claimed=pl.col("claimant").is_not_null(),
            weight=pl.col("probability")
            * pl.col("source").cast(pl.String).replace_strict(weight, default=GRADES["F"], return_dtype=pl.Float64),
        )
        .sort(["incident", "claimed", "weight", "report"], descending=[False, False, True, False])
    )
    by_incident = said.group_by("incident", maintain_order=True)
    said_of = by_incident.agg(
        weapon=pl.col("weapon").filter(pl.col("weapon").fill_null("") != "").first(),
        calibre_mm=pl.col("calibre_mm").drop_nulls().first(),
        marks=pl.col("marks").filter(~pl.col("claimed")).explode().drop_nulls().unique().sort(),
    )
    bare = incidents.drop([name for name in ("weapon", "calibre_mm", "marks") if name in incidents.columns])
    full = bare.join(said_of, left_on="id", right_on="incident", how="left", maintain_order="left")
    return full.with_columns(pl.col("marks").fill_null([]))


def with_marks(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with `marks` as lists of words, however they were written.

    >>> with_marks(pl.DataFrame({"marks": ["notified;storage_site", ""]}))["marks"].to_list()
    [['notified', 'storage_site'], []]
    """
    if "marks" not in frame.columns:
        return frame.with_columns(marks=pl.lit([], dtype=MARKS))
    if frame.schema["marks"] == pl.String:
        words = pl.col("marks").fill_null("").str.split(";").list.eval(pl.element().str.strip_chars())
        return frame.with_columns(marks=words.list.eval(pl.element().filter(pl.element() != "")))
    return frame.with_columns(pl.col("marks").fill_null([]))
