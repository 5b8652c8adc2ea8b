"""How probable it is that an incident is covered by a term, and contrary to it: bounds for what is not known.

For party p let c(p) be the probability that the event lies in the zone and interval that hold for p and is not exempt
(0 where p is not bound), b(p) the belief in p, b(0) what nobody can be given, f the fit of the weapon, r the
probability that the event took place. Then

    low  = r f_low  [sum_p b(p) c_low(p)  + b(0) min_p c_low(p)]
    mid  = r f_mid  [sum_p b(p) c_mid(p)  + b(0) mean_p c_mid(p)]
    high = r f_high [sum_p b(p) c_high(p) + b(0) max_p c_high(p)].

What is announced beforehand (notifications) is exempt for the party that announced it, and in the terms with b(0) for
whomever it may be. So a shot in a ceasefire that binds all parties is contrary whoever fired, and a gun is so only for
whom it counts.
"""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from accord.model.deal import NOTIFIED, Exemption, Term, TermKind
from accord.model.timetable import Interval
from accord.monitor.docket import Bools, Docket
from accord.monitor.notice import Notice
from accord.monitor.where import Floats, Ints
from accord.monitor.zone import Piece, crossed

_FAR = 2**62


@dataclass(slots=True, kw_only=True)
class Weighed:
    """Figures of one term for the m incidents that it may be about."""

    term: Term
    rows: Ints
    """(m,) rows of the docket."""
    covered: Floats
    """(m, P) probability of zone and interval for each party that is bound; 0 for others."""
    exempt_low: Floats
    """(m, P) part of it that is certainly exempt."""
    exempt_high: Floats
    """(m, P) part of it that may be exempt."""
    free_low: Floats
    """(m, P) part that is certainly exempt if nobody can be given the event: whoever announced it is excused."""
    free_high: Floats
    """(m, P) part that may be exempt then."""
    inside_zone: Floats
    """(m,) of the bound party for which it is greatest; NaN without a location."""
    inside_time: Floats
    """(m,) share of the event's time within the interval."""
    fit_low: Floats
    fit_high: Floats
    factor_low: Floats
    """(m, P) probability that the limit of a cap is exceeded, lower bound; 1 for other terms."""
    factor_high: Floats


def weigh(docket: Docket, term: Term, interval: Interval) -> Weighed:
    """Probabilities of zone, time, weapon and exemption of a term for the incidents it may be about."""
    begin = interval.due if term.kind is TermKind.OBLIGATION else interval.start
    rows, shares = _in_time(docket, term, begin, interval.until)
    low, high = docket.fits(term.classes)
    keep = high[rows] > 0
    rows, shares = rows[keep], shares[keep]
    size = len(rows), len(docket.parties)
    covered, some, all_ = np.zeros(size), np.zeros(size), np.zeros(size)
    zones, free, all_free = np.zeros(size), np.zeros(size), np.zeros(size)
    exemptions = applying(docket, term)
    for column, party in enumerate(docket.parties):
        if term.binds and party not in term.binds:
            continue
        pieces = docket.ground.pieces(term.zone, party)
        covered[:, column], zones[:, column] = _through(docket, rows, pieces, begin, interval.until)
        for exemption in exemptions:
            certain, possible = _exempt(
                docket, exemption, party, rows, pieces, begin, interval.until, covered[:, column]
            )
            some[:, column] = np.maximum(some[:, column], certain)
            all_[:, column] = np.maximum(all_[:, column], possible)
            for notice in allowed(docket, exemption) if NOTIFIED in exemption.marks else ():
                found = _exempt_by(docket, exemption, notice, party, rows, pieces, begin, interval.until)
                for target, part in zip((free, all_free), found, strict=True):
                    target[:, column] = np.maximum(target[:, column], part)
                for target, part in zip((some, all_), found, strict=True):
                    if notice.party == party:
                        target[:, column] = np.maximum(target[:, column], part)
    ones = np.ones(size)
    return Weighed(
        term=term, rows=rows, covered=covered, exempt_low=some, exempt_high=all_,
        free_low=np.maximum(some, free), free_high=np.maximum(all_, all_free),
        inside_zone=zones.max(axis=1, initial=0.0), inside_time=shares, fit_low=low[rows], fit_high=high[rows],
        factor_low=ones, factor_high=ones,
    )  # fmt: skip


def mixed(docket: Docket, weighed: Weighed) -> tuple[Floats, Floats, Floats, Floats]:
    """(m,) low, middle and high probability of being contrary; and high probability of being covered at all."""
    rows = weighed.rows
    belief, rest = docket.belief[rows, :-1], docket.belief[rows, -1]
    exists = docket.exists[rows]
    least = (weighed.covered - weighed.exempt_high) * weighed.factor_low
    most = (weighed.covered - weighed.exempt_low) * weighed.factor_high
    open_least = (weighed.covered - weighed.free_high) * weighed.factor_low
    open_most = (weighed.covered - weighed.free_low) * weighed.factor_high
    middle, open_middle = (least + most) / 2, (open_least + open_most) / 2
    fit = (weighed.fit_low + weighed.fit_high) / 2
    low = exists * weighed.fit_low * ((belief * least).sum(axis=1) + rest * open_least.min(axis=1))
    mid = exists * fit * ((belief * middle).sum(axis=1) + rest * open_middle.mean(axis=1))
    high = exists * weighed.fit_high * ((belief * most).sum(axis=1) + rest * open_most.max(axis=1))
    covered = weighed.fit_high * ((belief * weighed.covered).sum(axis=1) + rest * weighed.covered.max(axis=1))
    return low, mid, high, covered


def _in_time(docket: Docket, term: Term, begin: dt.datetime | None, end: dt.datetime | None) -> tuple[Ints, Floats]:
    if begin is None:
        return np.zeros(0, dtype=np.int64), np.zeros(0)
    # Of an obligation that names no events nothing that is seen can show that it was not met.
    silent = term.kind is TermKind.OBLIGATION and not term.events
    fitting = docket.of_kinds(term.events) & (not silent)
    rows = np.flatnonzero(fitting & (docket.until >= _at(begin, -_FAR)) & (docket.start < _at(end, _FAR)))
    shares = _shares(docket, rows, begin, end)
    keep = shares > 0
    return rows[keep], shares[keep]


def _shares(docket: Docket, rows: Ints, begin: dt.datetime | None, end: dt.datetime | None) -> Floats:
    """(m,) share of each event's time within [begin, end)."""
    start, until = docket.start[rows], docket.until[rows]
    low, high = np.maximum(start, _at(begin, -_FAR)), np.minimum(until, _at(end, _FAR))
    length = (until - start).astype(np.float64)
    lasting = np.clip(high - low, 0, None) / np.where(length > 0, length, 1.0)
    at_once = (start >= _at(begin, -_FAR)) & (start < _at(end, _FAR))
    return np.where(length > 0, lasting, at_once.astype(np.float64))


def _at(moment: dt.datetime | None, otherwise: int) -> int:
    if moment is None:
        return otherwise
    return (moment - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)) // dt.timedelta(microseconds=1)


def _through(
    docket: Docket, rows: Ints, pieces: tuple[Piece, ...], begin: dt.datetime | None, end: dt.datetime | None
) -> tuple[Floats, Floats]:
    """(m,) probability of zone and time, and of the zone given the time, over the stretches of a zone."""
    both, time = np.zeros(len(rows)), np.zeros(len(rows))
    for piece in pieces:
        starts = [at for at in (begin, piece.start) if at is not None]
        ends = [at for at in (end, piece.until) if at is not None]
        share = _shares(docket, rows, max(starts, default=None), min(ends, default=None))
        here = np.flatnonzero(share > 0)
        time[here] += share[here]
        if piece.conditions is not None and len(here):
            both[here] += share[here] * np.nan_to_num(docket.ground.inside(piece.conditions, rows[here]))
    return both, np.divide(both, time, out=np.zeros_like(both), where=time > 0)


def applying(docket: Docket, term: Term) -> list[Exemption]:
    """Exemptions from a term, whoever they are for."""
    found = [one for one in docket.deal.exemptions if not one.terms or term.id in one.terms]
    if term.kind is TermKind.NOTIFICATION:
        found.append(Exemption.model_construct(id=NOTIFIED, title="announced beforehand", marks=(NOTIFIED,)))
    return found


def _exempt(
    docket: Docket,
    exemption: Exemption,
    party: str,
    rows: Ints,
    pieces: tuple[Piece, ...],
    begin: dt.datetime | None,
    end: dt.datetime | None,
    covered: Floats,
) -> tuple[Floats, Floats]:
    """(m,) part of what is covered for a party that is certainly exempt, and that may be."""
    fits = _meant(docket, exemption, rows)
    if (exemption.parties and party not in exemption.parties) or not fits.any():
        return np.zeros(len(rows)), np.zeros(len(rows))
    within = covered
    if exemption.zone is not None:
        within, _ = _through(docket, rows, crossed(pieces, docket.ground.pieces(exemption.zone, party)), begin, end)
    low, high = docket.fits(exemption.classes)
    return within * fits * low[rows], within * fits * high[rows]


def allowed(docket: Docket, exemption: Exemption) -> list[Notice]:
    """Notifications of the parties that an exemption is for."""
    return [one for one in docket.notices if not exemption.parties or one.party in exemption.parties]


def _exempt_by(
    docket: Docket,
    exemption: Exemption,
    notice: Notice,
    party: str,
    rows: Ints,
    pieces: tuple[Piece, ...],
    begin: dt.datetime | None,
    end: dt.datetime | None,
) -> tuple[Floats, Floats]:
    """(m,) part of what is covered for a party that a notification certainly excuses, and that it may."""
    fits = docket.of_kinds(exemption.events)[rows]
    if exemption.zone is not None:
        pieces = crossed(pieces, docket.ground.pieces(exemption.zone, party))
    within = np.where(fits, noticed(docket, notice, rows, pieces, begin, end), 0.0)
    low, high = docket.fits(exemption.classes)
    return within * low[rows], within * high[rows]


def noticed(
    docket: Docket,
    notice: Notice,
    rows: Ints,
    pieces: tuple[Piece, ...],
    begin: dt.datetime | None,
    end: dt.datetime | None,
) -> Floats:
    """(m,) probability that each of some events is what a notification announced and lies in a zone and time too."""
    found = np.zeros(len(rows))
    here = np.flatnonzero(docket.of_kinds(notice.kinds)[rows])
    if len(here):
        found[here], _ = _through(docket, rows[here], crossed(pieces, (notice.piece,)), begin, end)
    return found


def _meant(docket: Docket, exemption: Exemption, rows: Ints) -> Bools:
    return docket.of_kinds(exemption.events)[rows] & docket.marked(exemption.marks)[rows]
