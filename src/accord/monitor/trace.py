"""Why an incident was judged as it was, step by step."""

import datetime as dt
from collections.abc import Mapping

import numpy as np
import polars as pl

from accord.model.deal import NOTIFIED, Deal, Exemption, Term, TermKind
from accord.model.incident import NOT_ATTRIBUTABLE, Finding, Ruling
from accord.model.problem import NotFound
from accord.model.reason import Reason
from accord.model.workspace import Place
from accord.monitor.docket import Docket, open_docket
from accord.monitor.judge import COVERED, RULINGS, Judged, judged_terms
from accord.monitor.weigh import allowed, applying, noticed
from accord.monitor.zone import ALWAYS, Condition, Piece

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def explain(
    incident: str,
    term: str,
    incidents: pl.DataFrame,
    deal: Deal,
    places: Mapping[str, Place],
    *,
    members: pl.DataFrame | None = None,
    reports: pl.DataFrame | None = None,
    grades: Mapping[str, str] | None = None,
    notifications: pl.DataFrame | None = None,
) -> Finding:
    """The finding of one incident against one term, with every step of the judgement as a reason.

    Parameters
    ----------
    incident, term
        Ids.
    incidents, deal, places, members, reports, grades, notifications
        As for `accord.monitor.judge.judge`: all incidents, because caps count and preconditions wait for others.

    Raises
    ------
    NotFound
        If there is no such incident or term.
    """
    if incident not in set(incidents["id"].to_list()):
        raise NotFound(f"no incident {incident!r}")
    chosen = next((one for one in deal.terms if one.id == term), None)
    if chosen is None:
        raise NotFound(f"no term {term!r} in deal.toml")
    docket = open_docket(
        incidents, deal, places, members=members, reports=reports, grades=grades or {}, notifications=notifications
    )
    judged = judged_terms(docket, only=term)[term]
    row = docket.frame["id"].to_list().index(incident)
    found = np.flatnonzero(judged.weighed.rows == row)
    belief = dict(zip([*docket.parties, NOT_ATTRIBUTABLE], docket.belief[row].tolist(), strict=True))
    if not len(found):
        return Finding(
            id=f"f-{incident}-{term}", incident=incident, term=term, verdict=Ruling.OUTSIDE, probability=0.0,
            inside_zone=0.0, inside_time=0.0, attribution=belief, reasons=tuple(_why_not(docket, chosen, judged, row)),
        )  # fmt: skip
    at = int(found[0])
    return Finding(
        id=f"f-{incident}-{term}", incident=incident, term=term, verdict=RULINGS[judged.verdict[at]],
        probability=float(judged.mid[at]), inside_zone=float(judged.weighed.inside_zone[at]),
        inside_time=float(judged.weighed.inside_time[at]), attribution=belief,
        reasons=tuple(_steps(docket, chosen, judged, row, at)),
    )  # fmt: skip


def _why_not(docket: Docket, term: Term, judged: Judged, row: int) -> list[Reason]:
    kind = docket.kinds[docket.kind[row]]
    if term.events and kind not in term.events:
        return [Reason(code="kind", text=f"the term is about {', '.join(term.events)}, not about {kind}")]
    if judged.interval.start is None:
        return [Reason(code="time", text="the term is not in force: its preconditions have not held")]
    _, high = docket.fits(term.classes)
    if high[row] == 0:
        return [Reason(code="weapon", text=docket.reasons_of_fit(term.classes)[docket.arm[row]].why)]
    return [Reason(code="time", text=f"{_when(docket, row)} lies outside {_interval(term, judged)}")]


def _steps(docket: Docket, term: Term, judged: Judged, row: int, at: int) -> list[Reason]:
    weighed = judged.weighed
    steps = [Reason(code="kind", text=f"the term is about {docket.kinds[docket.kind[row]]}")]
    text = f"{_when(docket, row)}; in force {_interval(term, judged)}"
    steps.append(Reason(code="time", text=text, weight=float(weighed.inside_time[at])))
    if term.zone is not None:
        steps += _zone(docket, term, judged, row, at)
    if term.classes:
        why = docket.reasons_of_fit(term.classes)[docket.arm[row]]
        steps.append(Reason(code="weapon", text=why.why, weight=(why.low + why.high) / 2))
    for exemption in applying(docket, term):
        meant = docket.of_kinds(exemption.events)[row] and docket.marked(exemption.marks)[row]
        if meant and weighed.exempt_high[at].max() > 0:
            share = float(weighed.exempt_high[at].max())
            steps.append(Reason(code="exemption", text=f"{exemption.id}: {exemption.title}", weight=share))
        if NOTIFIED in exemption.marks and weighed.covered[at].max() > 0:
            steps += _announced(docket, exemption, row)
    if term.limit is not None:
        chance = weighed.factor_low[at].max(), weighed.factor_high[at].max()
        text = f"probability that a party had more than {term.limit:g} that day: {_range(*chance)}"
        steps.append(Reason(code="limit", text=text, weight=float(sum(chance) / 2)))
    belief = [*zip(docket.parties, docket.belief[row, :-1].tolist(), strict=True)]
    shares = ", ".join(f"{party} {share:.2f}" for party, share in belief)
    steps.append(Reason(code="attribution", text=f"{shares}, nobody {docket.belief[row, -1]:.2f}"))
    steps.append(Reason(code="exists", text="probability that it took place", weight=float(docket.exists[row])))
    return [*steps, _verdict(judged, at)]


def _announced(docket: Docket, exemption: Exemption, row: int) -> list[Reason]:
    """Notifications in whose ground and hours it may lie, and whose fire they excuse."""
    found = []
    for notice in allowed(docket, exemption):
        share = float(noticed(docket, notice, np.array([row]), ALWAYS, None, None)[0])
        if share > 0 and docket.of_kinds(exemption.events)[row]:
            text = (
                f"{exemption.id}: {notice.party} announced {', '.join(notice.kinds)} in {notice.place} "
                f"{_hours(notice.piece)}, on {notice.announced:%Y-%m-%d %H:%M} UTC; "
                f"this excuses {notice.party} and what nobody can be given, not others"
            )
            found.append(Reason(code="notified", text=text, weight=share, rows=(f"notifications/{notice.id}",)))
    return found


def _hours(piece: Piece) -> str:
    return f"from {piece.start:%Y-%m-%d %H:%M} to {piece.until:%Y-%m-%d %H:%M} UTC"


def _zone(docket: Docket, term: Term, judged: Judged, row: int, at: int) -> list[Reason]:
    found = []
    located = docket.ground.located
    if not np.isfinite(located.east_km[row]):
        return [Reason(code="zone", text=f"no place is known, and {term.zone} is a zone")]
    for column, party in enumerate(docket.parties):
        if term.binds and party not in term.binds:
            continue
        for piece in docket.ground.pieces(term.zone, party):
            for one in (piece.conditions or ()) if _meets(docket, piece, row) else ():
                text = f"{party}: {_distance(docket, one, row)}; standard error {located.error_km[row]:.1f} km"
                found.append(Reason(code="zone", text=text, weight=float(judged.weighed.covered[at, column])))
    return list(dict.fromkeys(found))


def _meets(docket: Docket, piece: Piece, row: int) -> bool:
    """Whether an event falls into a stretch of time, at least with a part of it."""
    start, until = (_EPOCH + int(at) * dt.timedelta(microseconds=1) for at in (docket.start[row], docket.until[row]))
    return (piece.start is None or until >= piece.start) and (piece.until is None or start < piece.until)


def _distance(docket: Docket, one: Condition, row: int) -> str:
    value = float(docket.ground.distances(one.border)[row])
    kind, *words = one.border
    if kind != "line":
        return f"{abs(value):.1f} km {'inside' if value >= 0 else 'outside'} {', '.join(words[1:])}"
    band = f"{max(one.low, 0):g} to {one.high:g} km" if np.isfinite(one.high) else f"{max(one.low, 0):g} km and more"
    side = {0: "on either side", 1: "on its left", -1: "on its right"}[one.sign]
    return f"{abs(value):.1f} km {'left' if value >= 0 else 'right'} of {words[0]}; the zone lies {band} {side}"


def _when(docket: Docket, row: int) -> str:
    start, until = (_EPOCH + int(at) * dt.timedelta(microseconds=1) for at in (docket.start[row], docket.until[row]))
    return f"{start:%Y-%m-%d %H:%M} UTC" + (f" to {until:%Y-%m-%d %H:%M} UTC" if until > start else "")


def _interval(term: Term, judged: Judged) -> str:
    start = judged.interval.due if term.kind is TermKind.OBLIGATION else judged.interval.start
    until = judged.interval.until
    end = f" until {until:%Y-%m-%d %H:%M} UTC" if until else ""
    return f"from {start:%Y-%m-%d %H:%M} UTC{end}"


def _verdict(judged: Judged, at: int) -> Reason:
    ruling = RULINGS[judged.verdict[at]]
    bounds = _range(judged.low[at], judged.high[at])
    text = f"probability of being contrary {bounds}: {ruling.value.replace('_', ' ')}"
    if ruling is Ruling.OUTSIDE:
        text = f"the term covers it with a probability below {COVERED:g}: not covered"
    return Reason(code="verdict", text=text, weight=float(judged.mid[at]))


def _range(low: float, high: float) -> str:
    return f"{low:.2f}" if round(low, 2) == round(high, 2) else f"{low:.2f} to {high:.2f}"
