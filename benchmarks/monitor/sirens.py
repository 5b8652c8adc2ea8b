"""Two real reporters of the same events: official and volunteer air-raid alerts, by oblast."""

from pathlib import Path

import numpy as np
import polars as pl

FOLDER = Path("monitor/sirens")
FIRST, LAST = "2022-04-01", "2024-04-01"
ORACLE_MINUTES = 10


def alerts(folder: Path) -> pl.DataFrame:
    """Columns of `Report`: the beginning of each alert of an oblast that both reporters cover.

    The oblasts stand 300 km apart on a line: only the name of the oblast is known, not a place within.
    """
    official = pl.read_csv(folder / FOLDER / "official_data_en_2024-04-23.csv")
    official = official.filter(pl.col("level") == "oblast").select(
        region="oblast", start="started_at", source=pl.lit("official")
    )
    volunteer = pl.read_csv(folder / FOLDER / "volunteer_data_en_2024-10-10.csv")
    volunteer = volunteer.select("region", start="started_at", source=pl.lit("volunteer"))
    table = pl.concat([official, volunteer]).with_columns(
        pl.col("start").str.to_datetime(time_unit="us", time_zone="UTC")
    )
    table = table.filter(
        pl.col("start").is_between(
            pl.lit(FIRST).str.to_datetime(time_zone="UTC"), pl.lit(LAST).str.to_datetime(time_zone="UTC")
        )
    )
    both = table.group_by("region").agg(pl.col("source").n_unique()).filter(pl.col("source") == 2)["region"].sort()
    table = (
        table.filter(pl.col("region").is_in(both.implode()))
        .unique(["region", "source", "start"])
        .sort("region", "start", "source")
    )
    number = table["region"].replace_strict(both, np.arange(len(both)), return_dtype=pl.Int64)
    return table.with_columns(
        id=pl.format("s{}", pl.int_range(pl.len())),
        kind=pl.lit("strike"),
        longitude=10.0 + 4.0 * (number % 10),
        latitude=40.0 + 4.0 * (number // 10),
        error_km=pl.lit(1.0),
    )


def oracle(table: pl.DataFrame) -> set[tuple[str, str]]:
    """Pairs of an official and a volunteer alert of an oblast within ten minutes, nearest first, each alert once."""
    one = table.filter(pl.col("source") == "official").select("region", "id", "start")
    reach = pl.duration(minutes=ORACLE_MINUTES)
    one = one.with_columns(early=pl.col("start") - reach, late=pl.col("start") + reach)
    two = table.filter(pl.col("source") == "volunteer").select("region", "id", "start")
    pairs = (
        one.join_where(
            two,
            pl.col("region") == pl.col("region_right"),
            pl.col("start_right") >= pl.col("early"),
            pl.col("start_right") <= pl.col("late"),
        )
        .with_columns(apart=(pl.col("start") - pl.col("start_right")).abs())
        .sort("apart", "id", "id_right")
    )
    used: set[str] = set()
    links = set()
    for a, b in pairs.select("id", "id_right").iter_rows():
        if a not in used and b not in used:
            used |= {a, b}
            links.add((a, b))
    return links


def links_of(members: pl.DataFrame) -> set[tuple[str, str]]:
    """Pairs of an official and a volunteer report within an incident."""
    one = members.filter(pl.col("source") == "official").select("incident", "report")
    two = members.filter(pl.col("source") == "volunteer").select("incident", "report")
    return set(one.join(two, on="incident").select("report", "report_right").iter_rows())
