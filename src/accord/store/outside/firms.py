"""FIRMS (NASA): pixels in which a satellite saw heat, from VIIRS or MODIS.

Heat is no weapon: it may be a burning field. So a pixel is an `explosion` whose truth cannot be judged (credibility 6),
marked ``thermal``, useful beside other reports and never alone. A fire may have begun up to six hours before the
satellite passed. The error is half a pixel: 375 m for VIIRS and 1 km for MODIS, as wide as `scan` and `track` say.
"""

import polars as pl

from accord.store.alike import LINE
from accord.store.outside.table import Adapter, Asked, day, number

BEFORE_HOURS = 6
"""How long before the pass a fire may have begun (own assumption)."""
MARK = "thermal"


def _reports(cells: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    clock = pl.col("acq_time").str.replace(":", "").str.zfill(4)
    hours, minutes = (clock.str.slice(at, 2).cast(pl.Int64, strict=False) for at in (0, 2))
    seen = day("acq_date") + pl.duration(hours=hours, minutes=minutes)
    key = ("satellite", "acq_date", "acq_time", "latitude", "longitude")
    return cells.select(
        LINE,
        id="firms-" + pl.concat_str(key, separator="_").str.replace_all(r"[\s;,\"'|]", ""),
        source=pl.lit(asked.source),
        received=pl.lit(asked.received),
        start=seen - pl.duration(hours=BEFORE_HOURS),
        until=seen,
        kind=pl.lit("explosion"),
        unit=pl.lit("incident"),
        means=pl.lit("satellite"),
        longitude=number("longitude"),
        latitude=number("latitude"),
        error_km=((number("scan") ** 2 + number("track") ** 2) / 2).sqrt() / 2,
        marks=pl.lit(MARK),
        credibility=pl.lit("6"),
        text="fire radiative power " + pl.col("frp") + " MW, confidence " + pl.col("confidence"),
    ).unique("id", keep="first", maintain_order=True)  # fmt: skip


ADAPTER = Adapter(
    source="FIRMS",
    title="a file of FIRMS (VIIRS or MODIS)",
    columns=("latitude", "longitude", "scan", "track", "acq_date", "acq_time", "satellite", "confidence", "frp"),
    reports=_reports,
)
