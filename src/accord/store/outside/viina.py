"""VIINA: reports of news outlets, placed and labelled by machine (ODbL: keep what is derived from it apart).

The file of events (``event_info``) says where and when, the file of labels what: a report becomes one of the kind whose
label is set (``t_..._b``) or, without such columns, most probable and at least 0.5. Reports about no kind are left out.
The time is when the report appeared, so that what it tells of lies before: from the day before on.
A place known to the region only (ADM1) stands on a stand-in point.
"""

import polars as pl

from accord.model.problem import AccordError
from accord.store.alike import LINE
from accord.store.outside.table import Adapter, Asked, by_word, day, number

KINDS = {
    "t_airstrike": "strike",
    "t_artillery": "shelling",
    "t_firefight": "shots",
    "t_armor": "shots",
    "t_raid": "shots",
    "t_ied": "explosion",
    "t_aad": "flight",
    "t_property": "damage",
    "t_civcas": "casualty",
    "t_milcas": "casualty",
}
"""Label -> kind, the first that fits."""
ERROR_KM = {"STREET": 0.5, "ADM3": 5.0, "ADM2": 20.0, "ADM1": 60.0}
"""GEO_PRECISION -> standard error in each direction, kilometres (own assumption)."""
LEAST = 0.5


def _kind(columns: list[str]) -> pl.Expr:
    kind: pl.Expr = pl.lit(None, dtype=pl.String)
    for label, word in reversed(KINDS.items()):
        name = next((name for name in (f"{label}_b", f"{label}_pred", label) if name in columns), None)
        if name is not None:
            kind = pl.when(number(name) >= LEAST).then(pl.lit(word)).otherwise(kind)
    return kind


def _reports(cells: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    if asked.labels is None and not any(name.startswith("t_") for name in cells.columns):
        raise AccordError("viina needs the file of labels too: --labels event_labels_....csv")
    table = cells if asked.labels is None else cells.join(asked.labels.drop(LINE), on="event_id", how="left")
    clock = pl.col("time").str.extract(r"^(\d{1,2}):", 1).cast(pl.Int64, strict=False)
    minute = pl.col("time").str.extract(r":(\d{2})", 1).cast(pl.Int64, strict=False)
    shown = day("date") + pl.duration(hours=clock.fill_null(23), minutes=minute.fill_null(59))
    source = pl.lit(asked.source) if asked.source else "VIINA-" + pl.col("source")
    return (
        table.with_columns(kind=_kind(table.columns))
        .filter(pl.col("kind").is_not_null())
        .select(
            LINE,
            id="viina-" + pl.col("event_id"),
            source=source,
            received=pl.lit(asked.received),
            start=day("date") - pl.duration(days=1),
            until=pl.min_horizontal(shown, pl.lit(asked.received)),
            kind=pl.col("kind"),
            unit=pl.lit("incident"),
            means=pl.lit("told"),
            longitude=number("longitude"),
            latitude=number("latitude"),
            error_km=by_word("GEO_PRECISION", ERROR_KM, pl.Float64),
            text=pl.col("text"),
        )
    )


ADAPTER = Adapter(
    source="",
    title="event_info of VIINA",
    columns=("event_id", "date", "time", "longitude", "latitude", "GEO_PRECISION", "source", "text"),
    reports=_reports,
)
