"""A term in sentences, written from the data: what it demands, of whom, where, when, but for what, who looks."""

import datetime as dt
from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from accord.model.deal import NOTIFIED, Deal, Exemption, Moment, Side, Term, TermKind, WeaponClass, Zone
from accord.model.timetable import Interval, end_of, moment, timetable
from accord.monitor.zone import versions

_DEMANDS = {
    TermKind.PROHIBITION: "must not happen",
    TermKind.OBLIGATION: "must be done by a deadline",
    TermKind.CAP: "is allowed up to a number",
    TermKind.FREEZE: "must stay as it is",
    TermKind.NOTIFICATION: "is allowed if it was announced",
}

_MOMENTS = {Moment.START: "start", Moment.DONE: "completion"}


def term_sentences(deal: Deal, term: Term) -> dict[str, list[str]]:
    """Heading -> sentences about a term.

    Parameters
    ----------
    deal
        A deal that the store found to be sound.
    term
        One of its terms.

    >>> from accord.model.deal import Party
    >>> term = Term(id="truce", title="No strikes", kind="prohibition", events=["strike"], start="2027-04-01")
    >>> deal = Deal(title="Deal", signed="2027-03-20", parties=[Party(id="XAA", name="Arland")], terms=[term])
    >>> term_sentences(deal, term)["Breach"]
    ['Strike, by Arland, while the term is in force.']
    """
    times = timetable(deal)
    parts = {
        "Term": [f"{term.title}.", _source(term)],
        "Demands": [f"{_subject(deal, term)}: {_DEMANDS[term.kind]}.", *_limit(term)],
        "Binds": [", ".join(_parties(deal, term)) + "."],
        "Zone": list(_zone(deal, term.zone)),
        "Interval": list(_interval(deal, term, times)),
        "Stages": list(_stages(deal, term, times)),
        "Exemptions": [_exemption(deal, one) for one in deal.exemptions if not one.terms or term.id in one.terms],
        "Verified by": [f"{term.verifier or 'not said'}."],
        "Breach": [_breach(deal, term)],
        "Note": [term.note.strip()],
    }
    return {heading: kept for heading, said in parts.items() if (kept := [text for text in said if text])}


def _source(term: Term) -> str:
    return f"The text of the deal: {term.article}." if term.article else ""


def _parties(deal: Deal, term: Term) -> list[str]:
    return [party.name for party in deal.parties if not term.binds or party.id in term.binds]


def _subject(deal: Deal, term: Term) -> str:
    classes = f" of class {_or(map(_class, _classes(deal, term.classes)))}" if term.classes else ""
    if not term.events and term.kind is TermKind.OBLIGATION:
        return term.title + classes
    return (_capital(_or(term.events)) if term.events else "Anything that is seen") + classes


def _classes(deal: Deal, ids: Iterable[str]) -> list[WeaponClass]:
    return [row for row in deal.classes if row.id in set(ids)]


def _class(row: WeaponClass) -> str:
    bounds = (("above", row.above_mm), ("from", row.from_mm), ("up to", row.to_mm), ("below", row.below_mm))
    band = " and ".join(f"{word} {bound:g} mm" for word, bound in bounds if bound is not None)
    types = _or(row.types) + (f" {band}" if band else "")
    members = [part for part in (types.strip(), _or(row.systems), _or(row.includes)) if part]
    return f"{row.id} ({'; '.join(members)})"


def _limit(term: Term) -> list[str]:
    if term.limit is None:
        return []
    return [f"At most {term.limit:g} of the unit {term.unit} a party in the zone on any one day."]


def _zone(deal: Deal, zone: str | None) -> Iterator[str]:
    if zone is None:
        yield "Everywhere."
        return
    row = next(one for one in deal.zones if one.id == zone)
    yield f"{row.id}: {row.title or 'a zone'}."
    if row.line is None:
        around = f" and {row.buffer_km:g} km around" if row.buffer_km else ""
        yield f"{_capital(', '.join(row.places))}{around}."
    else:
        yield _band(row)
        yield from _lines(deal, row.line)
    if row.within is not None:
        yield f"Only what also lies within {row.within}."
        yield from _zone(deal, row.within)


def _band(row: Zone) -> str:
    side = {
        Side.OWN: "on a party's own side of its reference line",
        Side.BOTH: "on both sides of the reference line",
        Side.LEFT: "left of the line",
        Side.RIGHT: "right of the line",
    }[row.side]
    reach = f"{row.from_km:g} km and more" if row.to_km is None else f"{row.from_km:g} to {row.to_km:g} km"
    return f"{reach} {side} {row.line}."


def _lines(deal: Deal, line: str) -> Iterator[str]:
    own = {row.party for row in deal.lines if row.id == line}
    for party in [*(one.id for one in deal.parties if one.id in own), None]:
        for row in versions(deal, line, party):
            if row.party == party:
                start, until = _local(deal, moment(deal, row.start)), _end(deal, end_of(deal, row.until))
                time = (f" from {start}" if start else "") + (f" until {until}" if until else "")
                whose = row.party or ("the others" if len(own) > 1 else "all")
                yield f"{line} of {whose} is {row.place}{time}; left of it {row.left or '-'}, right {row.right or '-'}."


def _interval(deal: Deal, term: Term, times: dict[str, Interval]) -> Iterator[str]:
    own = times[term.id]
    if own.start is None:
        yield "Not in force: what sets it going is not known."
        return
    earliest = " at the earliest" if term.requires else ""
    until = f" until {_end(deal, own.until)}" if own.until else ", without end"
    yield f"In force from {_local(deal, own.start)}{earliest}{until} ({deal.timezone})."
    if own.due is not None:
        yield f"To be done by {_end(deal, own.due)}."


def _stages(deal: Deal, term: Term, times: dict[str, Interval]) -> Iterator[str]:
    if term.after is not None:
        later = [f"{count} {word}" for count, word in ((term.start_days, "days"), (term.start_hours, "hours")) if count]
        when = " and ".join(later) + " after" if later else "with"
        yield f"Set going {when} the {_MOMENTS[term.after_event]} of {term.after}."
    for count, word in ((term.deadline_days, "days"), (term.deadline_hours, "hours")):
        if count is not None:
            yield f"Deadline {count} {word} after that{' day, to its end' if word == 'days' else ''}."
    for needed in term.requires:
        yield f"Only once {needed.term} has held for {needed.held_days} days in a row without a breach or a likely one."
    if term.fulfilled is not None:
        yield f"Found fulfilled on {_local(deal, moment(deal, term.fulfilled))}."
    for other in deal.terms:
        if other.after == term.id or any(needed.term == term.id for needed in other.requires):
            yield f"{other.id} waits for it."


def _exemption(deal: Deal, one: Exemption) -> str:
    announced = " or announced in notifications.csv" if NOTIFIED in one.marks else ""
    parts = [
        f"marked {_or(one.marks)}{announced}" if one.marks else "",
        f"of kind {_or(one.events)}" if one.events else "",
        f"of class {_or(one.classes)}" if one.classes else "",
        f"in {one.zone}" if one.zone else "",
        f"of {_or(one.parties)}" if one.parties else "",
    ]
    return f"{one.title}: what is {', '.join(part for part in parts if part) or 'seen'} ({one.id})."


def _breach(deal: Deal, term: Term) -> str:
    subject = _subject(deal, term)
    who = _or(_parties(deal, term))
    where = f" in {term.zone}" if term.zone else ""
    match term.kind:
        case TermKind.OBLIGATION if not term.events:
            return "Nothing that reports tell shows it; whoever verifies says when it was fulfilled."
        case TermKind.OBLIGATION:
            return f"{subject}, by {who}{where}, after the deadline."
        case TermKind.CAP:
            return f"More than {term.limit:g} on one day: {subject}, by {who}{where}."
        case TermKind.NOTIFICATION:
            return f"{subject}, by {who}{where}, announced neither by a mark 'notified' nor in notifications.csv."
        case TermKind.FREEZE if term.limit is not None:
            return f"More than {term.limit:g} on one day: {subject}, by {who}{where}."
        case _:
            return f"{subject}, by {who}{where}, while the term is in force."


def _or(words: Iterable[str]) -> str:
    """Words as people list them.

    >>> _or(["a", "b", "c"]), _or(["a"]), _or([])
    ('a, b or c', 'a', '')
    """
    listed = [str(word) for word in words]
    return " or ".join([", ".join(listed[:-1]), listed[-1]]) if len(listed) > 1 else "".join(listed)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _local(deal: Deal, at: dt.datetime | None) -> str:
    return "" if at is None else f"{at.astimezone(ZoneInfo(deal.timezone)):%Y-%m-%d %H:%M}"


def _end(deal: Deal, at: dt.datetime | None) -> str:
    """The first moment after something; the end of a day where it is a midnight."""
    if at is None:
        return ""
    local = at.astimezone(ZoneInfo(deal.timezone))
    if (local.hour, local.minute, local.second) != (0, 0, 0):
        return f"{local:%Y-%m-%d %H:%M}"
    return f"the end of {local.date() - dt.timedelta(days=1)}"
