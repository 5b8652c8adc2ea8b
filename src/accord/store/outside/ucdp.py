"""UCDP Georeferenced Event Dataset (Uppsala, CC BY 4.0): events in which somebody was killed.

A row is a fatal event, so its reports are of `casualty`, counted in people. `date_start` to `date_end` is the interval
in which it lies (`date_prec` is in it already). `where_prec` says how exactly the place is known: 1 the place itself,
2 within about 25 km of a known point, 3 the district, 4 the region, 5 along a line, 6 the country, 7 sea or air; the
standard errors are our own reading of that. UCDP names both sides and ascribes a death to neither, and so do we.
"""

import polars as pl

from accord.store.alike import LINE
from accord.store.outside.table import LAST_SECOND, Adapter, Asked, by_word, day, number

ERROR_KM = {"1": 1.0, "2": 10.0, "3": 15.0, "4": 50.0, "5": 25.0, "6": 250.0, "7": 250.0}
"""where_prec -> standard error in each direction, kilometres (own assumption)."""
CREDIBILITY = {"1": "2", "2": "4"}
"""event_clarity -> Admiralty grade of the information: clear in the source, or pieced together (own assumption)."""


def _reports(cells: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    last = day("date_end") + LAST_SECOND
    return cells.select(
        LINE,
        id="ucdp-" + pl.col("id"),
        source=pl.lit(asked.source),
        received=pl.lit(asked.received),
        start=day("date_start"),
        until=last,
        kind=pl.lit("casualty"),
        unit=pl.lit("item"),
        count_low=pl.min_horizontal(number("low"), number("best")),
        count_high=pl.max_horizontal(number("high"), number("best")),
        means=pl.lit("told"),
        longitude=number("longitude"),
        latitude=number("latitude"),
        error_km=by_word("where_prec", ERROR_KM, pl.Float64),
        credibility=by_word("event_clarity", CREDIBILITY, pl.String),
        text=pl.concat_str(pl.col("where_description", "source_original").fill_null(""), separator=" / "),
    )


ADAPTER = Adapter(
    source="UCDP",
    title="the UCDP Georeferenced Event Dataset",
    columns=(
        "id", "where_prec", "where_description", "source_original", "latitude", "longitude", "event_clarity",
        "date_prec", "date_start", "date_end", "best", "high", "low",
    ),
    reports=_reports,
)  # fmt: skip
