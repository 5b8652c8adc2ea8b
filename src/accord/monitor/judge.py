"""Each incident judged against each term of the deal: same input, same verdict.

Thresholds, with low and high the bounds of the probability of being contrary (module `weigh`):

- not covered: the probability that the term covers it at all is below 0.1;
- breach: low is at least 0.9;
- likely breach: low is above 0.5;
- permitted: covered, and high, were it certain to have happened, is below 0.1 (exempt, or within the limit of a cap);
- not determinable: everything else, and every incident without a place where the term has a zone.

An incident that no term covers has one finding without a term.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from accord.model.deal import Deal, Precondition, Term
from accord.model.incident import NOT_ATTRIBUTABLE, Ruling
from accord.model.timetable import Interval, in_order, timetable
from accord.model.workspace import Place
from accord.monitor.docket import Docket, open_docket
from accord.monitor.tally import tallied
from accord.monitor.weigh import Weighed, mixed, weigh
from accord.monitor.where import Floats, Ints

SURE = 0.9
"""Least probability of a breach."""
LIKELY = 0.5
"""Probability that a likely breach exceeds."""
COVERED = 0.1
"""Least probability that a term covers an incident."""
RULINGS = tuple(Ruling)
LIKELY_OR_MORE = (0, 1)
"""Places in `RULINGS` of what is held against a party."""
_BREACH, _LIKELY, _PERMITTED, _UNDETERMINED, _OUTSIDE = range(5)
_DAY = dt.timedelta(days=1)


@dataclass(slots=True, kw_only=True)
class Judged:
    """What one term says of the incidents it may be about."""

    weighed: Weighed
    interval: Interval
    low: Floats
    mid: Floats
    high: Floats
    verdict: Ints
    """(m,) index in `RULINGS`."""


def judge(
    incidents: pl.DataFrame,
    deal: Deal,
    places: Mapping[str, Place],
    *,
    members: pl.DataFrame | None = None,
    reports: pl.DataFrame | None = None,
    grades: Mapping[str, str] | None = None,
    notifications: pl.DataFrame | None = None,
    every: bool = False,
) -> pl.DataFrame:
    """Findings of incidents against the terms of a deal.

    Parameters
    ----------
    incidents
        Columns named as in `accord.model.incident.Incident`: at least `id`, `kind`, `start`, `longitude`, `latitude`;
        `start` and `until` as ``Datetime("us", "UTC")``. Reports do too.
    deal
        A deal that the store found to be sound.
    places
        Features that the deal's lines and zones name.
    members, reports
        Which reports make up each incident, and the reports: for weapons, circumstances and attribution. None: the
        columns of `incidents` count.
    grades
        Source -> grade of its reliability, A to F; a source that is not named counts as F.
    notifications
        Columns of `accord.model.notification.Notification`: what was announced beforehand. None: nothing was.
    every
        Keep also the findings "not covered" of each term whose kinds of event and interval fit.

    Returns
    -------
    polars.DataFrame
        Columns named as in `accord.model.incident.Finding` but for reasons and reviews (`explain` gives reasons), and
        `low` and `high`, the bounds of the probability. In the order of the incidents, then of the terms.
    """
    docket = open_docket(
        incidents, deal, places, members=members, reports=reports, grades=grades or {}, notifications=notifications
    )
    found = judged_terms(docket)
    frames = [_frame(docket, number, found[term.id], every=every) for number, term in enumerate(deal.terms)]
    frames.append(_uncovered(docket, list(found.values())))
    joined = pl.concat(frames).sort("row", "number", maintain_order=True)
    return _with_words(docket, joined)


def judged_terms(docket: Docket, *, only: str | None = None) -> dict[str, Judged]:
    """Term -> figures and verdicts; `only` one term and those it waits for."""
    terms = {str(term.id): term for term in docket.deal.terms}
    held: dict[str, dt.datetime | None] = {}
    found: dict[str, Judged] = {}
    for key in in_order(docket.deal):
        term = terms[key]
        if term.requires:
            held[key] = _ready(docket, term, found)
        found[key] = _judged(docket, term, timetable(docket.deal, held)[key])
        if key == only:
            break
    return found


def _judged(docket: Docket, term: Term, interval: Interval) -> Judged:
    weighed = tallied(docket, weigh(docket, term, interval))
    low, mid, high, covered = mixed(docket, weighed)
    placed = np.ones(len(low), dtype=bool)
    if term.zone is not None:
        placed = np.isfinite(docket.ground.located.east_km[weighed.rows])
    if_it_happened = high / np.maximum(docket.exists[weighed.rows], 1e-12)
    verdict = np.select(
        [~placed, covered < COVERED, low >= SURE, low > LIKELY, if_it_happened < COVERED],
        [_UNDETERMINED, _OUTSIDE, _BREACH, _LIKELY, _PERMITTED],
        default=_UNDETERMINED,
    ).astype(np.int64)
    return Judged(weighed=weighed, interval=interval, low=low, mid=mid, high=high, verdict=verdict)


def _ready(docket: Docket, term: Term, found: Mapping[str, Judged]) -> dt.datetime | None:
    """First moment at which all preconditions of a term have held; None: not by the last incident."""
    moments = [_held(docket, needed, found[needed.term]) for needed in term.requires]
    known = [at for at in moments if at is not None]
    return max(known) if len(known) == len(moments) else None


def _held(docket: Docket, needed: Precondition, judged: Judged) -> dt.datetime | None:
    start = judged.interval.start
    if start is None or not len(docket.until):
        return None
    days = needed.held_days * _DAY
    broken = judged.weighed.rows[judged.verdict <= _LIKELY]
    ends = pl.Series(np.sort(docket.until[broken])).cast(pl.Datetime("us", "UTC")).to_list()
    last = pl.Series([int(docket.until.max())]).cast(pl.Datetime("us", "UTC"))[0]
    since = start
    for end in ends:
        if end >= since + days:
            break
        since = max(since, end)
    return since + days if since + days <= last else None


def _frame(docket: Docket, number: int, judged: Judged, *, every: bool) -> pl.DataFrame:
    keep = np.ones(len(judged.verdict), dtype=bool) if every else judged.verdict != _OUTSIDE
    return pl.DataFrame(
        {
            "row": judged.weighed.rows[keep],
            "number": np.full(int(keep.sum()), number, dtype=np.int64),
            "verdict": judged.verdict[keep],
            "probability": judged.mid[keep],
            "low": judged.low[keep],
            "high": judged.high[keep],
            "inside_zone": judged.weighed.inside_zone[keep],
            "inside_time": judged.weighed.inside_time[keep],
        }
    )


def _uncovered(docket: Docket, found: list[Judged]) -> pl.DataFrame:
    """A row for each incident that no term covers."""
    free = np.ones(len(docket.start), dtype=bool)
    for judged in found:
        free[judged.weighed.rows[judged.verdict != _OUTSIDE]] = False
    rows = np.flatnonzero(free)
    blank = np.zeros(len(rows))
    return pl.DataFrame(
        {"row": rows, "number": np.full(len(rows), -1, dtype=np.int64)}
        | {"verdict": np.full(len(rows), _OUTSIDE, dtype=np.int64)}
        | dict.fromkeys(("probability", "low", "high", "inside_zone", "inside_time"), blank)
    )


def _with_words(docket: Docket, found: pl.DataFrame) -> pl.DataFrame:
    rows = found["row"].to_numpy()
    names = pl.Series([*(term.id for term in docket.deal.terms), ""], dtype=pl.String)
    belief = docket.belief[rows]
    shares = {name: belief[:, column] for column, name in enumerate([*docket.parties, NOT_ATTRIBUTABLE])}
    return (
        found.with_columns(
            incident=docket.frame["id"].cast(pl.String).gather(rows),
            term=names.gather(found["number"].to_numpy() % len(names)),
            verdict=pl.Series([ruling.value for ruling in RULINGS]).gather(found["verdict"].to_numpy()),
            attribution=pl.DataFrame(shares).to_struct(),
        )
        .with_columns(id=pl.concat_str(pl.lit("f-"), "incident", pl.lit("-"), "term").str.strip_chars_end("-"))
        .select(
            "id", "incident", "term", "verdict", "probability", "low", "high", "inside_zone", "inside_time",
            "attribution",
        )
    )  # fmt: skip
