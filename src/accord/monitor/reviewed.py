"""Decisions of reviewers, laid over fused incidents: in the order of their moments, the later before the earlier.

A decision is about reports, not about an incident's id, so that it stands when new reports change what is fused.
Splitting takes its reports out into one incident of their own; merging puts all of them into one; confirming takes them
as one incident that took place; attributing names a party for the incident that holds them.
"""

import polars as pl

from accord.model.review import Decision
from accord.monitor.gather import named

CONFIRMED = 0.99
"""Probability of an incident that a reviewer confirmed (own assumption: people err too)."""


def reviewed(
    incidents: pl.DataFrame, members: pl.DataFrame, reports: pl.DataFrame, reviews: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Incidents and members as reviewers left them, with `reviewer` and `attributed`.

    Parameters
    ----------
    incidents, members
        As `accord.monitor.fuse.Fused` has them.
    reports
        Columns of `accord.model.report.Report`.
    reviews
        Columns of `accord.model.review.Review`, in the order of the moments of decision.

    Returns
    -------
    tuple
        Incidents: `reviewer` is who last confirmed, split, merged or attributed, blank: nobody; `attributed` the party
        or ``not_attributable`` that a reviewer named, blank: none.
    """
    blank = incidents.with_columns(reviewer=pl.lit(""), attributed=pl.lit(""))
    if not reviews.height:
        return blank, members
    group, sure = _groups(members, reviews)
    touched = sorted({report for report, label in group.items() if label.startswith(_NEW)})
    table = named(pl.DataFrame({"report": list(group), "group": list(group.values())}))
    changed = table.filter(pl.col("report").is_in(touched)).select("report", "incident")
    moved = members.join(changed, on="report", how="left", suffix="_new", maintain_order="left").with_columns(
        pl.col("incident_new").fill_null(pl.col("incident")).alias("incident"),
        pl.when(pl.col("incident_new").is_not_null()).then(1.0).otherwise(pl.col("probability")).alias("probability"),
    )
    moved = moved.drop("incident_new").sort("incident", "report")
    kept = blank.join(changed.select("incident").unique(), left_on="id", right_on="incident", how="anti")
    kept = kept.join(moved.select("incident").unique(), left_on="id", right_on="incident", how="semi")
    made = _made(
        moved.join(changed.select("incident").unique(), on="incident", how="semi"), reports, incidents, members
    )
    whole = pl.concat([kept, made.select(pl.col(name).cast(kept.schema[name]) for name in kept.columns)])
    return _signed(whole, moved, reviews, sure).sort("start", "id"), moved


_NEW = "decision "


def _groups(members: pl.DataFrame, reviews: pl.DataFrame) -> tuple[dict[str, str], set[str]]:
    """Report -> group after all decisions that move reports, and reports confirmed by the last that speaks of them."""
    group = dict(members.select("report", "incident").iter_rows())
    sure: set[str] = set()
    for number, row in enumerate(reviews.iter_rows(named=True)):
        about = [report for report in row["reports"] if report in group]
        if not about or row["action"] == Decision.ATTRIBUTE.value:
            continue
        before = {group[report] for report in about}
        is_new = row["action"] == Decision.SPLIT.value or len(before) > 1
        if row["action"] == Decision.MERGE.value and len(before) > 1:
            about = [report for report, label in group.items() if label in before]
        if is_new:
            left = before - {f"{_NEW}{number}"}
            group |= dict.fromkeys(about, f"{_NEW}{number}")
            # What is left behind is another incident too.
            rest = [report for report, label in group.items() if label in left]
            group |= {report: f"{_NEW}{number} {group[report]}" for report in rest}
        sure = sure | set(about) if row["action"] == Decision.CONFIRM.value else sure
    return group, sure


def _made(moved: pl.DataFrame, reports: pl.DataFrame, incidents: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """Incidents of groups that people made, from what their reports say."""
    place = incidents.select("id", "longitude", "latitude", "error_km", "probability")
    old = members.select("report", old="incident").join(place, left_on="old", right_on="id", how="left")
    said = reports.select(
        "id", "kind", "start", "until", "unit", "count_low", "count_high", claim=pl.col("claimant").is_not_null()
    )
    rows = moved.select("incident", "report").join(said, left_on="report", right_on="id").join(old, on="report")
    position = reports.select("id", x=pl.col("longitude"), y=pl.col("latitude"), wide=pl.col("bearing").is_not_null())
    rows = rows.join(position, left_on="report", right_on="id")
    own = pl.col("x").is_not_null() & ~pl.col("wide")
    rows = rows.sort("incident", "claim", "report").with_columns(
        x=pl.when(own).then(pl.col("x")).otherwise(pl.col("longitude")),
        y=pl.when(own).then(pl.col("y")).otherwise(pl.col("latitude")),
    )
    return (
        rows.group_by("incident", maintain_order=True)
        .agg(
            pl.col("kind").cast(pl.String).mode().sort().first(),
            pl.col("start").min(),
            pl.col("until").max(),
            longitude=pl.col("x").mean(),
            latitude=pl.col("y").mean(),
            error_km=pl.col("error_km").mean(),
            unit=pl.col("unit").cast(pl.String).first(),
            count_low=pl.col("count_low").filter(~pl.col("claim")).min().fill_null(0.0),
            count_high=pl.col("count_high").filter(~pl.col("claim")).max().fill_null(pl.col("count_high").max()),
            probability=pl.col("probability").max(),
            reports=pl.len().cast(pl.UInt32),
        )
        .rename({"incident": "id"})
        .with_columns(reviewer=pl.lit(""), attributed=pl.lit(""))
    )


def _signed(incidents: pl.DataFrame, members: pl.DataFrame, reviews: pl.DataFrame, sure: set[str]) -> pl.DataFrame:
    """Who decided last about each incident, whom reviewers name, and which they confirmed."""
    of = members.select("report", "incident")
    said = reviews.select("reports", "action", "value", who="reviewer").with_row_index("turn")
    spoken = said.explode("reports").join(of, left_on="reports", right_on="report")
    spoken = spoken.sort("turn")
    last = spoken.group_by("incident").agg(pl.col("who").last())
    named_party = spoken.filter(pl.col("action") == Decision.ATTRIBUTE.value).group_by("incident")
    party = named_party.agg(party=pl.col("value").last())
    confirmed = of.filter(pl.col("report").is_in(sorted(sure)))["incident"].unique()
    joined = incidents.join(last, left_on="id", right_on="incident", how="left")
    joined = joined.join(party, left_on="id", right_on="incident", how="left")
    is_sure, chance = pl.col("id").is_in(confirmed.implode()), pl.col("probability")
    return joined.with_columns(
        pl.col("who").fill_null("").alias("reviewer"),
        pl.col("party").fill_null("").alias("attributed"),
        pl.when(is_sure).then(pl.max_horizontal(chance, pl.lit(CONFIRMED))).otherwise(chance).alias("probability"),
    ).drop("who", "party")
