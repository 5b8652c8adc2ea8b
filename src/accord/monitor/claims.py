"""Totals that parties state, beside what others report of the same hours and how well these were watched.

A claim is never added to anything, and a claim in rounds never stands against incidents: each keeps its unit.
"""

import datetime as dt
from collections.abc import Callable

import polars as pl

from accord.model.daily import ClaimFigures
from accord.model.watched import Watched
from accord.monitor.stretch import Stretch
from accord.monitor.units import FIRE, tallies

_WEEK = dt.timedelta(days=7)
_SERIES = ("party", "against", "what", "unit")


def stated(claims: pl.DataFrame, period: Stretch) -> pl.DataFrame:
    """Claims to show with a period: complete by its last day and touching it; of others the latest of the week before.

    A total of days that have not passed yet has nothing to stand beside.

    Parameters
    ----------
    claims
        Columns of `accord.model.claim.Claim`; `start` and `until` as moments.
    """
    ended = claims.filter(pl.col("until") <= period.end)
    touching = ended.filter(pl.col("until") >= period.start)
    rest = ended.filter(pl.col("until").is_between(period.start - _WEEK, period.start, closed="left"))
    rest = rest.join(touching, on=_SERIES, how="anti", nulls_equal=True)
    latest = rest.filter(pl.col("until") == pl.col("until").max().over(_SERIES))
    return pl.concat([touching, latest])


def claim_table(
    claims: pl.DataFrame, incidents: pl.DataFrame, *, watched: Callable[[dt.datetime, dt.datetime], Watched | None]
) -> tuple[ClaimFigures, ...]:
    """Claims in order of party, start and id, each beside the verified incidents of its own hours.

    Parameters
    ----------
    claims
        Columns of `accord.model.claim.Claim`; `start` and `until` as moments.
    incidents
        Columns of `Incident` and `is_notified`: those that count, without those that only parties tell of.
    watched
        How well all areas together were watched between two moments; None: the coverage log says nothing of them.
    """
    return tuple(_beside(row, incidents, watched) for row in claims.sort("party", "start", "id").iter_rows(named=True))


def _beside(
    row: dict[str, object], incidents: pl.DataFrame, watched: Callable[[dt.datetime, dt.datetime], Watched | None]
) -> ClaimFigures:
    start, until = row["start"], row["until"]
    assert isinstance(start, dt.datetime)
    assert isinstance(until, dt.datetime)
    here = incidents.filter(pl.col("start").is_between(start, until))
    return ClaimFigures(
        id=str(row["id"]),
        party=str(row["party"]),
        against=str(row["against"] or ""),
        what=str(row["what"]),
        unit=str(row["unit"]),
        count=float(row["count"]),  # type: ignore[arg-type]
        start=start,
        until=until,
        incidents=here.height,
        tallies=tallies(here.filter(pl.col("kind").cast(pl.String).is_in(FIRE))),
        watched=watched(start, until),
    )
