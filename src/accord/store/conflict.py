"""Terms that contradict: what one forbids a party, another lets it do at the same time and place."""

from collections.abc import Callable, Iterator

from accord.model.deal import NOTIFIED, Deal, Exemption, Term, TermKind
from accord.model.fields import Id
from accord.model.problem import Problem
from accord.model.timetable import Interval, timetable

Fault = Callable[[str, str], Problem]


def contradictions(deal: Deal, fault: Fault) -> Iterator[Problem]:
    """Faults of prohibitions against a cap above zero or a notification that lets the same thing happen.

    Two terms meet if they share a party, a kind of event, a class of weapons, the zone (the same one, or one of them
    has none) and some time. An exemption from the prohibition for any of what they share resolves it, unless it asks
    for marks that what is allowed need not carry. Zones of different names are taken to be apart: whether they overlap
    on the ground is not looked at here.
    """
    times = timetable(deal)
    for number, allows in enumerate(deal.terms):
        if not _lets(allows):
            continue
        for forbids in deal.terms:
            if forbids.kind is TermKind.PROHIBITION and _meet(deal, allows, forbids, times):
                what = "caps above zero" if allows.kind is TermKind.CAP else "allows with notification"
                yield fault(
                    f"terms.{number}.kind",
                    f"{what} what {forbids.id!r} forbids at the same time and place; add an exemption from it",
                )


def _lets(term: Term) -> bool:
    return term.kind is TermKind.NOTIFICATION or (term.kind is TermKind.CAP and bool(term.limit))


def _meet(deal: Deal, allows: Term, forbids: Term, times: dict[str, Interval]) -> bool:
    return (
        _share(allows.binds, forbids.binds)
        and _share(allows.events, forbids.events)
        and _share(_spread(deal, allows.classes), _spread(deal, forbids.classes))
        and (allows.zone == forbids.zone or None in (allows.zone, forbids.zone))
        and _same_time(times[allows.id], times[forbids.id])
        and not any(_resolves(deal, one, allows, forbids) for one in deal.exemptions)
    )


def _resolves(deal: Deal, exemption: Exemption, allows: Term, forbids: Term) -> bool:
    covers_all = not exemption.marks or (allows.kind is TermKind.NOTIFICATION and NOTIFIED in exemption.marks)
    return (
        covers_all
        and exemption.zone in (None, allows.zone)
        and (not exemption.terms or forbids.id in exemption.terms)
        and _share(exemption.parties, allows.binds)
        and _share(exemption.events, allows.events)
        and _share(_spread(deal, exemption.classes), _spread(deal, allows.classes))
    )


def _share(one: tuple[str, ...] | set[str], other: tuple[str, ...] | set[str]) -> bool:
    """Whether two lists of words have one in common; an empty list means all."""
    return not one or not other or not set(one).isdisjoint(other)


def _spread(deal: Deal, words: tuple[str, ...]) -> set[str]:
    """Classes with all that they include."""
    includes: dict[str, tuple[Id, ...]] = {row.id: row.includes for row in deal.classes}
    found: set[str] = set()
    ends: list[str] = list(words)
    while ends:
        word = ends.pop()
        if word not in found:
            found.add(word)
            ends += includes.get(word, ())
    return found


def _same_time(one: Interval, other: Interval) -> bool:
    if one.start is None or other.start is None:
        return True
    return (one.until is None or other.start < one.until) and (other.until is None or one.start < other.until)
