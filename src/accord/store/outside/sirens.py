"""Air-raid alerts, official or volunteer: a region was warned from one moment to another.

An alert is told of something in the air (`flight`) over a region; it is not an impact. Regions are places of the
workspace, by id or name (``oblast`` may be left out), or as ``[places]`` of --map says. Alerts of parts of a region
(raion, hromada) stand for the region, as the volunteer file has them.
"""

from hashlib import blake2b

import polars as pl

from accord.model.problem import BadWorkspace, Problem
from accord.store.alike import LINE, alike
from accord.store.fault import nearest
from accord.store.outside.table import Adapter, Asked


def folded(name: str) -> str:
    """A region's name without its class and capitals.

    >>> folded("Vinnytska oblast"), folded("Kyiv City")
    ('vinnytska', 'kyiv city')
    """
    return name.casefold().removesuffix(" oblast").strip()


def _reports(cells: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    region = "oblast" if "oblast" in cells.columns else "region"
    kind = "official" if region == "oblast" else "volunteer"
    named = {folded(name): place for name, place in asked.places.items()} | {
        folded(name): str(place) for name, place in asked.map.get("places", {}).items()
    }
    names = cells[region].drop_nulls().unique().to_list()
    known = {name: named[folded(name)] for name in names if folded(name) in named}
    if unknown := sorted(set(names) - set(known)):
        _refuse(cells.with_columns(file=pl.lit("the file")), region, unknown, sorted(named))
    parts = [pl.col(name).fill_null("") for name in ("oblast", "raion", "hromada", "region") if name in cells.columns]
    keys = cells.select(pl.concat_str(*parts, pl.col("started_at"), separator="|")).to_series()
    ids = [f"siren-{kind}-{blake2b(key.encode(), digest_size=8).hexdigest()}" for key in keys]
    return cells.select(
        LINE,
        id=pl.Series(ids, dtype=pl.String),
        source=pl.lit(asked.source) if asked.source else pl.lit(f"SIRENS-{kind}"),
        received=pl.lit(asked.received),
        start=pl.col("started_at"),
        until=pl.col("finished_at"),
        kind=pl.lit("flight"),
        unit=pl.lit("incident"),
        means=pl.lit("told"),
        place=pl.col(region).replace_strict(list(known), list(known.values()), default=None, return_dtype=pl.String),
        text=pl.lit("air-raid alert: ") + pl.concat_str(parts, separator=" ").str.strip_chars(),
    )


def _refuse(cells: pl.DataFrame, region: str, unknown: list[str], known: list[str]) -> None:
    rows = cells.filter(pl.col(region).is_in(unknown)).unique(region, keep="first", maintain_order=True)
    faults: list[Problem] = list(
        alike(
            rows,
            pl.lit(True),
            region,
            lambda row: (
                f"no place for {row[region]!r}{nearest(row[region], known)}: "
                "add it to places.geojson, or name its place under [places] of --map"
            ),
        )
    )
    raise BadWorkspace(faults)


ADAPTER = Adapter(
    source="",
    title="a file of air-raid alerts",
    columns=("started_at", "finished_at"),
    reports=_reports,
)
