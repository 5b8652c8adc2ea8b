"""Obligations with a deadline: due, met, late, or nobody can know."""

import datetime as dt
from collections.abc import Mapping

import numpy as np
import polars as pl

from accord.model.deal import Deal, Term, TermKind
from accord.model.duty import Duty, Standing
from accord.model.reason import Reason
from accord.model.timetable import end_of, moment
from accord.model.workspace import Place
from accord.monitor.docket import Docket, open_docket
from accord.monitor.judge import LIKELY_OR_MORE, Judged, judged_terms

WATCHED = 0.5
"""Share of contrary events that would have been reported from which on silence tells something (own assumption)."""
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def duties(
    incidents: pl.DataFrame,
    deal: Deal,
    places: Mapping[str, Place],
    *,
    day: dt.date,
    exposure: Mapping[str, float] | None = None,
    members: pl.DataFrame | None = None,
    reports: pl.DataFrame | None = None,
    grades: Mapping[str, str] | None = None,
) -> tuple[Duty, ...]:
    """How each obligation stands at the end of a day.

    Parameters
    ----------
    incidents, deal, places, members, reports, grades
        As for `accord.monitor.judge.judge`.
    day
        Day in the deal's zone of time; what happened later counts for nothing.
    exposure
        Term -> share of events of its kinds in its zone, since its deadline, that would have been reported, 0 to 1.
        None, or a term that is missing: not known, and silence tells nothing.
    """
    end = end_of(deal, day)
    assert end is not None
    known = incidents.filter(pl.col("start") < end)
    docket = open_docket(known, deal, places, members=members, reports=reports, grades=grades or {})
    found = judged_terms(docket)
    return tuple(
        _duty(docket, term, found[term.id], end, (exposure or {}).get(term.id))
        for term in deal.terms
        if term.kind is TermKind.OBLIGATION
    )


def _duty(docket: Docket, term: Term, judged: Judged, end: dt.datetime, exposure: float | None) -> Duty:
    due, start = judged.interval.due, judged.interval.start

    def stands(standing: Standing, text: str, *rows: str) -> Duty:
        return Duty(term=term.id, standing=standing, due=due, reasons=(Reason(code="duty", text=text, rows=rows),))

    done = moment(docket.deal, term.fulfilled)
    if done is not None and done < end:
        is_late = due is not None and done > due
        return stands(Standing.LATE if is_late else Standing.MET, f"found fulfilled on {done:%Y-%m-%d %H:%M} UTC")
    if start is None or due is None or start >= end:
        return stands(Standing.WAITING, "what sets it going has not happened")
    if end <= due:
        return stands(Standing.DUE, f"due by {due:%Y-%m-%d %H:%M} UTC")
    rows = judged.weighed.rows[np.isin(judged.verdict, LIKELY_OR_MORE)]
    if len(rows):
        first = _EPOCH + int(docket.start[rows].min()) * dt.timedelta(microseconds=1)
        ids = tuple(f"incidents/{key}" for key in docket.frame["id"][np.sort(rows).tolist()].to_list())
        text = f"{len(rows)} contrary seen after the deadline, the first on {first:%Y-%m-%d}"
        return stands(Standing.LATE, text, *ids[:20])
    if exposure is None:
        return stands(Standing.UNKNOWN, "nothing contrary was seen, and it is not known what was watched")
    seen = f"nothing contrary was seen, and {exposure:.0%} of it would have been reported"
    return stands(Standing.MET if exposure >= WATCHED else Standing.UNKNOWN, seen)
