"""Which nations are in a force, and why: by their live offers, refusals and silence."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from accord.model.fields import Id, NationCode
from accord.model.option import Verdict
from accord.model.reason import Reason
from accord.model.records import Offer
from accord.model.sizing import Span, Stance
from accord.model.words import Scope, Status
from accord.model.workspace import Scenario, Workspace
from accord.plan.conditions import settle

_UNITLESS = (Status.REFUSED, Status.WITHDRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Which offers make a nation part of the force."""

    components: frozenset[str]
    scopes: frozenset[Scope]

    def takes(self, workspace: Workspace, offer: Offer) -> bool:
        """Whether an offer, or a refusal, speaks of what is counted."""
        refused = offer.status is Status.REFUSED
        capability = workspace.capabilities.get(offer.capability) if offer.capability else None
        of_the_kind = capability.component in self.components if capability else refused
        return of_the_kind and (bool(self.scopes.intersection(offer.scopes)) or (refused and not offer.scopes))


@dataclass(frozen=True, slots=True, kw_only=True)
class NationStance:
    """How a nation stands, why, and the offers behind it."""

    stance: Stance
    reasons: tuple[Reason, ...]
    live: tuple[Offer, ...] = ()
    held: tuple[Verdict, ...] = ()
    """Verdicts on counted offers that are not live."""


def find_stances(workspace: Workspace, scenario: Scenario, counted: Counted) -> Mapping[NationCode, NationStance]:
    """Stance of every nation: in beats refused beats held; only other offers make it *other*, none make it *silent*.

    A refusal beats an offer that waits, because two voices of one state do not make a yes; a live offer means that the
    scenario has settled the matter.
    """
    verdicts = settle(workspace, scenario)
    offers: dict[NationCode, list[Offer]] = {code: [] for code in workspace.nations}
    for offer in workspace.offers.values():
        offers.setdefault(offer.nation, []).append(offer)
    return {code: _stance(workspace, own, verdicts, counted) for code, own in offers.items()}


def people_named(workspace: Workspace, offers: Iterable[Offer]) -> Span | None:
    """People that offers name, low, likely and high; None if no offer names a number."""
    named = [offer for offer in offers if max(offer.units, offer.units_high or 0) > 0]
    return Span.sum(_people(workspace, offer) for offer in named) if named else None


def people_of(workspace: Workspace, offer: Offer) -> int:
    """People in one unit of an offer: its own figure, or its capability's."""
    capability = workspace.capabilities.get(offer.capability) if offer.capability else None
    return offer.people if offer.people is not None else capability.people if capability else 0


def _people(workspace: Workspace, offer: Offer) -> Span:
    people = people_of(workspace, offer)
    low = offer.units if offer.units_low is None else offer.units_low
    high = offer.units if offer.units_high is None else offer.units_high
    return Span(low=low * people, likely=offer.units * people, high=high * people)


def _stance(workspace: Workspace, own: list[Offer], verdicts: Mapping[Id, Verdict], counted: Counted) -> NationStance:
    spoken = [offer for offer in own if counted.takes(workspace, offer)]
    live = tuple(offer for offer in spoken if verdicts[offer.id].live)
    waiting = tuple(verdicts[offer.id] for offer in spoken if not verdicts[offer.id].live and not _is_no(offer))
    refused = [offer for offer in spoken if offer.status is Status.REFUSED]
    if live:
        return NationStance(stance=Stance.IN, reasons=tuple(map(_says, live)), live=live, held=waiting)
    held = tuple(dict.fromkeys(reason for verdict in waiting for reason in verdict.reasons))
    if refused:
        return NationStance(stance=Stance.REFUSED, reasons=(*map(_says, refused), *held), held=waiting)
    if waiting:
        return NationStance(stance=Stance.HELD, reasons=held, held=waiting)
    return _elsewhere(own)


def _elsewhere(own: list[Offer]) -> NationStance:
    other = tuple(_says(offer) for offer in own if not _is_no(offer))
    if other:
        return NationStance(stance=Stance.OTHER, reasons=other)
    silence = Reason(code="silent", text="no offer of this kind on record")
    return NationStance(stance=Stance.SILENT, reasons=(silence,))


def _is_no(offer: Offer) -> bool:
    return offer.status in _UNITLESS


def _says(offer: Offer) -> Reason:
    text = offer.evidence or f"offers {offer.capability or 'nothing'}, {offer.status}"
    return Reason(code=str(offer.status), text=text, rows=tuple(_rows(offer)))


def _rows(offer: Offer) -> Iterator[str]:
    yield f"offers/{offer.id}"
    if offer.source:
        yield f"sources/{offer.source}"
