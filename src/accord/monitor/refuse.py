"""A day's new reports: only what lies near them is fused again."""

from collections.abc import Mapping

import numpy as np
import polars as pl

from accord.model.earth import plane
from accord.model.workspace import Place
from accord.monitor.arrange import gates
from accord.monitor.fuse import Fused, fuse
from accord.monitor.noise import Noise

DAY_US = 86_400_000_000
WIDEST_KM = 60.0
"""Reports further from every new one are left in peace, however vague they are."""


def refuse(
    fused: Fused,
    reports: pl.DataFrame,
    new: pl.DataFrame,
    *,
    places: Mapping[str, Place] | None = None,
    grades: Mapping[str, str] | None = None,
) -> Fused:
    """Incidents after new reports, with the noise as it was.

    Incidents with a member within reach of a new report are fused again together with the new reports; all others stay
    as they are, with their ids. Reports that a new one repeats count as near wherever they are.

    Parameters
    ----------
    fused
        The incidents so far.
    reports
        The reports that they were made of.
    new
        Reports that have come since; a report whose id is among `reports` is left out.
    """
    new = new.join(reports.select("id"), on="id", how="anti")
    if not new.height:
        return fused
    near = set(_near(reports, new, fused.noise).to_list())
    touched = fused.members.filter(pl.col("report").is_in(pl.Series(list(near), dtype=pl.String).implode()))
    names = touched.select(pl.col("incident").unique())
    again = fused.members.join(names, on="incident", how="semi").select(id="report")
    local = pl.concat([reports.join(again, on="id", how="semi"), new], how="diagonal_relaxed")
    part = fuse(local, places=places, noise=fused.noise, grades=grades)
    kept = fused.incidents.join(names, left_on="id", right_on="incident", how="anti", maintain_order="left")
    members = fused.members.join(names, on="incident", how="anti", maintain_order="left")
    return Fused(
        incidents=pl.concat([kept, part.incidents]).sort("start", "id"),
        members=members.merge_sorted(part.members, key="incident"),
        noise=fused.noise,
    )


def _near(reports: pl.DataFrame, new: pl.DataFrame, noise: Noise) -> pl.Series:
    """Ids of the reports within reach of a new one, and of those that a new one repeats."""
    gate_place, gate_time = gates(noise)
    km = min(2 * gate_place * max([noise.place_km, *noise.places.values()]), WIDEST_KM)
    days = 2 * gate_time * max([noise.time_days, *noise.times.values()])
    centre = (float(np.round(new["longitude"].median() or 0.0)), float(np.round(new["latitude"].median() or 0.0)))  # type: ignore[arg-type]
    early, late = new["start"].min(), new["start"].max()
    margin = pl.duration(microseconds=int(days * DAY_US) + 1)
    close = reports.filter(pl.col("start").is_between(pl.lit(early) - margin, pl.lit(late) + margin))
    cells = {shift for cell in _cells(new, centre, km, days) for shift in _around(cell)}
    inside = [cell in cells for cell in _cells(close, centre, km, days)]
    found = close.filter(pl.Series(inside, dtype=pl.Boolean))["id"]
    if "copy_of" in new.columns:
        found = pl.concat([found, new["copy_of"].drop_nulls().cast(pl.String)])
    return found


def _cells(
    reports: pl.DataFrame, centre: tuple[float, float], km: float, days: float
) -> list[tuple[float, float, float]]:
    east, north = plane(reports["longitude"].to_numpy(), reports["latitude"].to_numpy(), centre)
    time = reports["start"].dt.timestamp("us").to_numpy() / DAY_US
    # A report without a position is compared by its time alone.
    parts = (np.nan_to_num(np.floor(east / km)), np.nan_to_num(np.floor(north / km)), np.floor(time / days))
    return list(zip(*(part.tolist() for part in parts), strict=True))


def _around(cell: tuple[float, float, float]) -> list[tuple[float, float, float]]:
    steps = (-1.0, 0.0, 1.0)
    return [(cell[0] + a, cell[1] + b, cell[2] + c) for a in steps for b in steps for c in steps]
