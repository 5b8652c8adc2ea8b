"""Totals of incidents, one a unit: rounds, strikes and incidents are never added."""

from collections.abc import Collection, Mapping

import polars as pl

from accord.model.daily import Tally
from accord.model.report import CountUnit, EventKind

FIRE = tuple(kind.value for kind in (EventKind.EXPLOSION, EventKind.SHELLING, EventKind.SHOTS, EventKind.STRIKE))
"""Kinds of event that are fire."""
NOTIFIED = "notified"
"""Mark of reports of what was announced: an exercise, a controlled detonation."""


def tallies(incidents: pl.DataFrame) -> tuple[Tally, ...]:
    """What incidents count, in the order of `CountUnit`.

    Parameters
    ----------
    incidents
        Columns `unit`, `count_low`, `count_high` of `Incident`, and `is_notified`.

    >>> frame = pl.DataFrame({"unit": ["round", "round", "strike"], "count_low": [10, 2, 1], "count_high": [12, 2, 1],
    ...                       "is_notified": [True, False, False]})
    >>> [(one.unit, one.incidents, one.low, one.high, one.notified) for one in tallies(frame)]
    [('round', 2, 12.0, 14.0, 1), ('strike', 1, 1.0, 1.0, 0)]
    """
    summed = incidents.group_by(pl.col("unit").cast(pl.String)).agg(
        incidents=pl.len(),
        low=pl.col("count_low").sum().cast(pl.Float64),
        high=pl.max_horizontal("count_low", "count_high").sum().cast(pl.Float64),
        notified=pl.col("is_notified").sum().cast(pl.Int64),
    )
    found: Mapping[str, dict[str, int]] = {row["unit"]: row for row in summed.iter_rows(named=True)}
    return tuple(Tally(**found[unit.value]) for unit in CountUnit if unit.value in found)  # type: ignore[arg-type]


def with_notified(
    incidents: pl.DataFrame,
    members: pl.DataFrame | None,
    reports: pl.DataFrame | None,
    announced: Collection[str] = (),
) -> pl.DataFrame:
    """Incidents with `is_notified`: whether a report of each, other than a party's claim, says that it was announced.

    Parameters
    ----------
    members
        Columns `incident` and `report`; None: nobody knows, so none was.
    reports
        Columns `id`, `marks` and, if known, `claimant` of `Report`.
    announced
        Ids of incidents that notifications excuse (`accord.monitor.announced.announced`).
    """
    if members is None or reports is None or "marks" not in reports.columns:
        return incidents.with_columns(is_notified=pl.col("id").is_in(sorted(announced)))
    neutral = pl.col("claimant").is_null() if "claimant" in reports.columns else pl.lit(True)
    marked = reports.filter(pl.col("marks").list.contains(NOTIFIED) & neutral)["id"]
    said = members.filter(pl.col("report").is_in(marked.to_list()))["incident"].unique().to_list()
    return incidents.with_columns(is_notified=pl.col("id").is_in([*said, *announced]))
