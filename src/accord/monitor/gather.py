"""Groups of reports to the two tables of a fusion: incidents and members."""

from collections.abc import Mapping
from hashlib import blake2b

import numpy as np
import polars as pl

from accord.model.earth import globe
from accord.monitor.belief import belief, trust
from accord.monitor.noise import Noise
from accord.monitor.sighting import DAY_US, Sightings

Grades = Mapping[str, str]


def gather(reports: pl.DataFrame, seen: Sightings, linked: pl.DataFrame, noise: Noise, grades: Grades) -> pl.DataFrame:
    """Members with all that incidents are made of, sorted by incident and by how telling they are.

    Parameters
    ----------
    reports
        The reports, sorted by id.
    seen
        The same, as numbers.
    linked
        A row for each report: ``group``, ``probability``, ``copy_of``, and the weights.
    """
    label = np.array([noise.labels.get(name, noise.label) for name in seen.sources])[seen.source]
    stray = np.array([noise.places.get(name, noise.place_km) for name in seen.sources])[seen.source]
    error = np.sqrt((seen.spread[:, 0] + seen.spread[:, 2]) / 2) * np.where(seen.stated, 1.0, stray)
    claim = (
        reports["claimant"].is_not_null()
        if "claimant" in reports.columns
        else pl.repeat(False, reports.height, eager=True)
    )
    known = reports["credibility"] if "credibility" in reports.columns else pl.repeat(None, reports.height, eager=True)
    source = reports["source"]
    sure = trust([grades.get(name, "F") for name in source.to_list()], known.to_list(), claim.to_numpy())
    voice = (
        source
        if not claim.any()
        else pl.select(pl.when(claim).then("claim of " + reports["claimant"]).otherwise(source)).to_series()
    )
    low = (
        reports["count_low"].cast(pl.Float64)
        if "count_low" in reports.columns
        else pl.repeat(1.0, reports.height, eager=True)
    )
    high = reports["count_high"].cast(pl.Float64).fill_null(low) if "count_high" in reports.columns else low
    until = reports["until"].fill_null(reports["start"]) if "until" in reports.columns else reports["start"]
    unit = (
        reports["unit"].cast(pl.String)
        if "unit" in reports.columns
        else pl.repeat("incident", reports.height, eager=True)
    )
    columns = {
        "report": reports["id"], "source": source, "voice": voice, "kind": reports["kind"].cast(pl.String),
        "start": reports["start"], "until": until, "unit": unit, "low": low, "high": high, "claim": claim,
        "x": seen.x, "y": seen.y, "error": error, "t": seen.t, "trust": sure,
        "vote": np.log((1 - label) / np.maximum(label, 0.01)),
    }  # fmt: skip
    return pl.DataFrame(columns).with_columns(linked)


def named(table: pl.DataFrame) -> pl.DataFrame:
    """The same with ``incident``: ``i-`` and a hash of the ids of the group's reports."""
    ids = table.sort("group", "report").group_by("group", maintain_order=True).agg(pl.col("report").str.join("\n"))
    names = ["i-" + blake2b(text.encode(), digest_size=8).hexdigest() for text in ids["report"].to_list()]
    return table.join(
        ids.select("group", incident=pl.Series(names, dtype=pl.String)), on="group", maintain_order="left"
    )


def incidents_of(table: pl.DataFrame, centre: tuple[float, float]) -> pl.DataFrame:
    """One row an incident from the rows of its members; copies add nothing but their names."""
    own = table.filter(pl.col("copy_of").is_null())
    weight = 1 / pl.col("error") ** 2
    here = pl.col("x").is_not_nan()
    facts = pl.col("low").filter(~pl.col("claim") & (pl.col("unit") == pl.col("unit").first()))
    most = pl.col("high").filter(~pl.col("claim") & (pl.col("unit") == pl.col("unit").first()))
    rows = own.sort("incident", "claim", "probability", "report", descending=[False, False, True, False])
    rows = rows.group_by("incident", maintain_order=True).agg(
        pl.col("start").min(),
        pl.col("until").max(),
        x=(pl.col("x") * weight).filter(here).sum() / weight.filter(here).sum(),
        y=(pl.col("y") * weight).filter(here).sum() / weight.filter(here).sum(),
        error_km=weight.filter(here).sum() ** -0.5,
        unit=pl.col("unit").first(),
        count_low=facts.min().fill_null(0.0),
        count_high=most.max().fill_null(pl.col("high").max()),
        reports=pl.len(),
    )
    kinds = (
        own.group_by("incident", "kind")
        .agg(pl.col("vote").sum())
        .sort("incident", "vote", "kind", descending=[False, True, False])
    )
    kinds = kinds.group_by("incident", maintain_order=True).agg(pl.col("kind").first())
    rows = rows.join(kinds, on="incident", maintain_order="left")
    number = pl.DataFrame({"incident": rows["incident"], "number": np.arange(rows.height)})
    of = own.select("incident", "voice", "trust", "probability").join(number, on="incident", maintain_order="left")
    voice = of["voice"].rank("dense").cast(pl.Int64).to_numpy()
    sure = belief(
        of["number"].to_numpy(), voice, of["trust"].to_numpy(), of["probability"].to_numpy(), incidents=rows.height
    )
    longitude, latitude = globe(rows["x"].to_numpy(), rows["y"].to_numpy(), centre)
    return rows.select(
        pl.col("incident").alias("id"), "kind", "start", "until",
        pl.Series("longitude", longitude).fill_nan(None), pl.Series("latitude", latitude).fill_nan(None),
        pl.col("error_km").fill_nan(None).replace(float("inf"), None), "unit", "count_low", "count_high",
        pl.Series("probability", sure), "reports",
    ).sort("start", "id")  # fmt: skip


def members_of(table: pl.DataFrame, weights: tuple[str, ...]) -> pl.DataFrame:
    """One row a report: incident, probability, distance and delay from the others' middle, weights."""
    own = pl.col("copy_of").is_null() & pl.col("x").is_not_nan()
    weight = pl.when(own).then(1 / pl.col("error") ** 2).otherwise(0.0)
    middle = table.group_by("incident").agg(
        cx=(pl.col("x").fill_nan(0.0) * weight).sum() / weight.sum(),
        cy=(pl.col("y").fill_nan(0.0) * weight).sum() / weight.sum(),
        ct=pl.col("t").filter(pl.col("copy_of").is_null()).min(),
    )
    table = table.join(middle, on="incident", maintain_order="left")
    return table.select(
        "incident", "report", "source", "probability", "copy_of", *weights,
        distance_km=((pl.col("x") - pl.col("cx")) ** 2 + (pl.col("y") - pl.col("cy")) ** 2).sqrt().fill_nan(None),
        delay_minutes=(pl.col("t") - pl.col("ct")) * DAY_US / 60e6,
    ).sort("incident", "report")  # fmt: skip
