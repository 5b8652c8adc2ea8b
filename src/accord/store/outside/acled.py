"""ACLED: one row an event by place and day. Its terms forbid passing the data on; the file is the user's own.

`time_precision`: 1 the day, 2 the week, 3 the month. `geo_precision`: 1 the town, 2 the area around a town, 3 the
region. Events without arms (protests, agreements, arrests) are left out.
"""

import polars as pl

from accord.store.alike import LINE
from accord.store.outside.table import LAST_SECOND, Adapter, Asked, by_word, day, number

KINDS = {
    "Shelling/artillery/missile attack": "shelling",
    "Air/drone strike": "strike",
    "Armed clash": "shots",
    "Attack": "shots",
    "Government regains territory": "shots",
    "Non-state actor overtakes territory": "shots",
    "Remote explosive/landmine/IED": "explosion",
    "Grenade": "explosion",
    "Suicide bomb": "explosion",
    "Chemical weapon": "explosion",
    "Disrupted weapons use": "weapon",
    "Looting/property destruction": "damage",
    "Headquarters or base established": "position",
}
"""sub_event_type -> kind; others are left out."""
ERROR_KM = {"1": 2.0, "2": 10.0, "3": 40.0}
"""geo_precision -> standard error in each direction, kilometres (own assumption)."""
AROUND_DAYS = {"1": 0, "2": 3, "3": 15}
"""time_precision -> days before and after event_date in which the event may lie."""


def _reports(cells: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    used = cells.filter(pl.col("sub_event_type").is_in(list(KINDS)))
    around = pl.duration(days=by_word("time_precision", AROUND_DAYS, pl.Int64))
    return used.select(
        LINE,
        id="acled-" + pl.col("event_id_cnty"),
        source=pl.lit(asked.source),
        received=pl.lit(asked.received),
        start=day("event_date") - around,
        until=pl.min_horizontal(day("event_date") + around + LAST_SECOND, pl.lit(asked.received)),
        kind=by_word("sub_event_type", KINDS, pl.String),
        unit=pl.lit("incident"),
        means=pl.lit("told"),
        longitude=number("longitude"),
        latitude=number("latitude"),
        error_km=by_word("geo_precision", ERROR_KM, pl.Float64),
        text=pl.col("notes"),
    )


ADAPTER = Adapter(
    source="ACLED",
    title="an export of ACLED",
    columns=(
        "event_id_cnty", "event_date", "time_precision", "event_type", "sub_event_type", "latitude", "longitude",
        "geo_precision", "source", "notes", "fatalities",
    ),
    reports=_reports,
)  # fmt: skip
