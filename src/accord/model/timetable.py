"""When each term of a deal comes into force, is due and ends, as far as the deal itself says."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from accord.model.deal import SIGNING, Deal, Moment, Term

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """When a term holds. Ends are the first moment after: a day counts to its end. All moments are UTC."""

    start: dt.datetime | None
    """First moment in force; None: its preconditions have not held yet, or its trigger is unknown."""
    until: dt.datetime | None = None
    """First moment no longer in force; None: no end."""
    due: dt.datetime | None = None
    """First moment after its deadline; None: no deadline."""


def timetable(deal: Deal, held: Mapping[str, dt.datetime | None] | None = None) -> dict[str, Interval]:
    """Interval of each term, in an order in which each stands after those it depends on.

    Parameters
    ----------
    deal
        The deal; its terms must not depend on each other in a circle.
    held
        Term -> first moment at which its preconditions have held (None: they have not). A term that is not named here
        is taken as if its preconditions held at once.

    Returns
    -------
    dict
        Term -> interval.

    >>> from accord.model.deal import Party, Term
    >>> truce = Term(id="truce", title="Quiet", kind="prohibition", start="2027-04-01T00:01", duration_days=30)
    >>> pull = Term(id="pull", title="Withdraw", kind="obligation", after="truce", deadline_days=2)
    >>> deal = Deal(title="Deal", signed="2027-03-20", parties=[Party(id="XAA", name="A")], terms=[truce, pull])
    >>> table = timetable(deal)
    >>> print(table["truce"].until, "|", table["pull"].due)
    2027-05-01 00:01:00+00:00 | 2027-04-04 00:00:00+00:00
    """
    terms: dict[str, Term] = {term.id: term for term in deal.terms}
    found: dict[str, Interval] = {}
    for key in in_order(deal):
        term = terms[key]
        interval = _interval(deal, term, terms, found)
        if held is not None and key in held and interval.start is not None:
            ready = held[key]
            start = None if ready is None else max(interval.start, ready)
            interval = _interval(deal, term, terms, found, start) if start else Interval(start=None)
        found[key] = interval
    return found


def in_order(deal: Deal) -> list[str]:
    """Terms, each behind those it depends on; those in a circle come last, as they were written."""
    waits = {term.id: set(dependencies(term)) for term in deal.terms}
    waits = {key: {word for word in words if word in waits} for key, words in waits.items()}
    order: list[str] = []
    while free := [key for key in waits if key not in order and waits[key] <= set(order)]:
        order += free
    return order + [key for key in waits if key not in order]


def dependencies(term: Term) -> tuple[str, ...]:
    """Terms that must be timed before this one."""
    trigger = () if term.after in (None, SIGNING) else (str(term.after),)
    return (*trigger, *(one.term for one in term.requires))


def _interval(
    deal: Deal, term: Term, terms: Mapping[str, Term], known: Mapping[str, Interval], start: dt.datetime | None = None
) -> Interval:
    trigger = _trigger(deal, term, terms, known)
    if trigger is None:
        return Interval(start=None)
    if start is None:
        later = trigger + dt.timedelta(days=term.start_days, hours=term.start_hours)
        start = moment(deal, term.start) or later
    else:
        trigger = max(trigger, start)
    ends = [end_of(deal, term.until)]
    if term.duration_days is not None:
        ends.append(start + term.duration_days * _DAY)
    given = [end for end in ends if end is not None]
    return Interval(start=start, until=min(given, default=None), due=_due(deal, term, trigger))


def _trigger(deal: Deal, term: Term, terms: Mapping[str, Term], known: Mapping[str, Interval]) -> dt.datetime | None:
    """Moment from which the days and hours of a term count; None: not known."""
    if term.after is None:
        return moment(deal, term.start) or moment(deal, deal.signed)
    if term.after == SIGNING or term.after not in known:
        return moment(deal, deal.signed)
    other = known[term.after]
    if term.after_event is Moment.START:
        return other.start
    return moment(deal, terms[term.after].fulfilled) or other.due or other.until


def _due(deal: Deal, term: Term, trigger: dt.datetime) -> dt.datetime | None:
    ends = [end_of(deal, term.deadline)]
    if term.deadline_hours is not None:
        ends.append(trigger + dt.timedelta(hours=term.deadline_hours))
    if term.deadline_days is not None:
        # A trigger that is itself the end of a day belongs to the day that ended.
        is_end = term.after not in (None, SIGNING) and term.after_event is Moment.DONE
        day = (trigger - is_end * dt.timedelta(microseconds=1)).astimezone(ZoneInfo(deal.timezone)).date()
        ends.append(end_of(deal, day + term.deadline_days * _DAY))
    return min((end for end in ends if end is not None), default=None)


def moment(deal: Deal, value: dt.datetime | dt.date | None) -> dt.datetime | None:
    """A moment of the deal in UTC; a day begins at 00:00 of the deal's zone of time."""
    if value is None:
        return None
    if not isinstance(value, dt.datetime):
        value = dt.datetime(value.year, value.month, value.day)
    return (value if value.tzinfo else value.replace(tzinfo=ZoneInfo(deal.timezone))).astimezone(dt.UTC)


def end_of(deal: Deal, value: dt.datetime | dt.date | None) -> dt.datetime | None:
    """The first moment after what is named: a day counts to its end, a moment is itself the end."""
    is_day = value is not None and not isinstance(value, dt.datetime)
    return moment(deal, value + _DAY if is_day and value is not None else value)
