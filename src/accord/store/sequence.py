"""Stages of a deal in time: no term ends before it starts, no deadline comes before what sets it going."""

from collections.abc import Callable, Iterator

from accord.model.deal import SIGNING, Deal, Moment, Term, TermKind
from accord.model.problem import Problem
from accord.model.timetable import Interval, dependencies, end_of, in_order, moment, timetable

Fault = Callable[[str, str], Problem]


def broken_sequence(deal: Deal, fault: Fault) -> Iterator[Problem]:
    """Faults of the terms' moments, each term by itself and against its trigger."""
    timed = _timed(deal)
    for number, term in enumerate(deal.terms):
        here = f"terms.{number}"
        yield from _fields_fit(term, here, fault)
        yield from _ends_later(deal, term, here, fault)
        if term.id in timed:
            yield from _after_trigger(deal, term, timed, here, fault)


def _timed(deal: Deal) -> dict[str, Interval]:
    """Intervals of the terms whose triggers are known and go in no circle."""
    terms: dict[str, Term] = {term.id: term for term in deal.terms}
    sound: set[str] = set()
    for key in in_order(deal):
        if all(word in sound for word in dependencies(terms[key])):
            sound.add(key)
    return {key: value for key, value in timetable(deal).items() if key in sound}


def _fields_fit(term: Term, here: str, fault: Fault) -> Iterator[Problem]:
    if term.start is not None and term.after is not None and (term.start_days or term.start_hours):
        yield fault(f"{here}.start", "stands beside start_days or start_hours: give one of them")
    if term.start is None and term.after is None and (term.start_days or term.start_hours):
        yield fault(here, "start_days and start_hours need `after`")
    if term.kind is TermKind.CAP and term.limit is None:
        yield fault(f"{here}.limit", "is required for a cap")
    if term.kind not in (TermKind.CAP, TermKind.FREEZE) and term.limit is not None:
        yield fault(f"{here}.limit", f"is for a cap or a freeze, not for kind '{term.kind}'")
    has_deadline = any(value is not None for value in (term.deadline, term.deadline_days, term.deadline_hours))
    if term.kind is TermKind.OBLIGATION and not has_deadline:
        yield fault(f"{here}.deadline", "is required for an obligation (or deadline_days, or deadline_hours)")
    if term.kind is not TermKind.OBLIGATION and has_deadline:
        yield fault(f"{here}.deadline", f"is for an obligation, not for kind '{term.kind}'")


def _ends_later(deal: Deal, term: Term, here: str, fault: Fault) -> Iterator[Problem]:
    start, until = moment(deal, term.start), end_of(deal, term.until)
    if start and until and until <= start:
        yield fault(f"{here}.until", "ends before it starts")
    signed = moment(deal, deal.signed)
    if start and signed and start < signed:
        yield fault(f"{here}.start", f"lies before the signing on {deal.signed}")


def _after_trigger(deal: Deal, term: Term, timed: dict[str, Interval], here: str, fault: Fault) -> Iterator[Problem]:
    interval = timed[term.id]
    trigger = timed[term.after].start if term.after and term.after != SIGNING else moment(deal, deal.signed)
    named = f"its trigger {term.after!r}" if term.after else "the signing"
    deadline = end_of(deal, term.deadline)
    if deadline and trigger and deadline <= trigger:
        yield fault(f"{here}.deadline", f"lies before {named}, {trigger:%Y-%m-%d %H:%M} UTC")
    if term.after and term.after != SIGNING and term.after_event is Moment.DONE:
        other = timed[term.after]
        done = {row.id: row for row in deal.terms}[term.after].fulfilled
        if done is None and other.due is None and other.until is None:
            yield fault(f"{here}.after_event", f"{term.after!r} has no deadline and no end: it is never done")
    start = moment(deal, term.start)
    if start and term.after and trigger and start < trigger:
        yield fault(f"{here}.start", f"lies before {named}, {trigger:%Y-%m-%d %H:%M} UTC")
    if interval.start and interval.until and interval.until <= interval.start and term.start is None:
        yield fault(f"{here}.until", f"ends before it starts, {interval.start:%Y-%m-%d %H:%M} UTC")
