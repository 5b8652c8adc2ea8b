"""What parties of the exercise claim, beside what Accord counts and what truly happened in the same hours."""

import datetime as dt

import polars as pl
from benchmarks.monitor.exercise_case import Case, Known

from accord.model.daily import ClaimFigures
from accord.monitor.claims import claim_table
from accord.monitor.units import FIRE, with_notified


def report_claims(case: Case, known: Known) -> None:
    """Sums over all weeks; no claim is added to anything."""
    counted = with_notified(known.counted, known.members, case.events.reports, known.announced)
    rows = claim_table(case.events.claims, counted, watched=lambda start, until: None)
    print("\nclaims: claimed; counted fire of all parties, same hours and unit; true fire of the accused, of all")
    for party, unit in sorted({(row.party, row.unit) for row in rows}):
        mine = [row for row in rows if (row.party, row.unit) == (party, unit)]
        claimed, found = sum(row.count for row in mine), [_counted(row) for row in mine]
        low, high = (sum(ends) for ends in zip(*found, strict=True))
        accused, all_true = (sum(_true(case, row, only) for row in mine) for only in (True, False))
        above = sum(row.count > _true(case, row, True) for row in mine)
        between = f"{low:,.0f}" if low == high else f"{low:,.0f} to {high:,.0f}"
        print(f"  {party}, {unit}s in {len(mine)} periods: {claimed:,.0f} claimed; {between} counted; {accused:,.0f} "
              f"true of the accused, {all_true:,.0f} of all; claimed more than true in {above} periods")  # fmt: skip
    bare = claim_table(case.events.claims.clear(), counted, watched=lambda start, until: None)
    parties = known.incidents.filter(~pl.col("told"))
    print(f"  counted incidents {counted.height:,}, the same without claims ({len(bare)} rows); {parties.height} "
          "incidents that only parties tell of stand apart")  # fmt: skip


def _counted(row: ClaimFigures) -> tuple[float, float]:
    if row.unit == "incident":
        number = float(sum(tally.incidents for tally in row.tallies))
        return number, number
    mine = [tally for tally in row.tallies if tally.unit == row.unit]
    return sum(tally.low for tally in mine), sum(tally.high for tally in mine)


def _true(case: Case, row: ClaimFigures, accused_only: bool) -> float:
    """True fire of these hours, in the unit of the claim."""
    total = 0.0
    for event in case.truth.values():
        at = dt.datetime.fromisoformat(event["at"].replace("Z", "+00:00"))
        if (
            event["kind"] in FIRE
            and row.start <= at <= row.until
            and (not accused_only or event["party"] == row.against)
        ):
            total += 1 if row.unit == "incident" else float(event["count"]) * (event["unit"] == row.unit)
    return total
