"""Which offers are live in a scenario, and why: the largest consistent set.

Every offer starts in; offers whose conditions fail leave, until nobody more has to. Conditions on other nations only
ever fail as offers leave, so the order does not matter and what remains is the largest set in which every offer's
conditions hold (the greatest fixed point; Tarski 1955). So two nations that wait only for each other are both in.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import assert_never

import numpy as np

from accord.model.fields import Id, NationCode
from accord.model.option import Verdict
from accord.model.reason import Reason
from accord.model.records import Condition, Offer
from accord.model.words import ConditionKind, Status
from accord.model.workspace import Scenario, Workspace

_UNITLESS = (Status.REFUSED, Status.WITHDRAWN)
_COUNTS_AS_TRUE = 0.5


def settle(workspace: Workspace, scenario: Scenario) -> dict[Id, Verdict]:
    """Verdict on every offer, in order of ids.

    A scenario's value for a condition counts first for the nation, then for all, then the condition's default; a
    probability counts as true from 0.5 on. A value that the scenario gives to a condition on other nations (kinds all,
    at_least, joins) replaces what would be computed. A nation's own offers never count for its own conditions.

    >>> from accord.model.workspace import Settings
    >>> offer = Offer(id="a", nation="XAA", capability="INF", units=2, conditions=["ceasefire"])
    >>> workspace = Workspace(settings=Settings(title="x", day_zero="2026-03-01"), offers={offer.id: offer})
    >>> verdict = settle(workspace, Scenario(conditions={"ceasefire": False}))["a"]
    >>> verdict.live, verdict.units, [str(reason) for reason in verdict.reasons]
    (False, 0, ['condition ceasefire is false'])
    >>> settle(workspace, Scenario(conditions={"ceasefire": 0.7}))["a"].units
    2
    """
    rules = _Rules(workspace=workspace, scenario=scenario, offering=_offering(workspace))
    barred = {offer.id: tuple(_outside(offer, scenario)) for offer in workspace.offers.values()}
    hopeful = [offer for offer in workspace.offers.values() if not barred[offer.id]]
    partners = _largest_consistent(hopeful, rules)
    return {offer.id: _verdict(offer, barred[offer.id], partners, rules) for offer in workspace.offers.values()}


def units_of(offer: Offer, scenario: Scenario) -> int:
    """Units of an offer at the figure that the scenario plans with; 0 if refused or withdrawn.

    >>> offer = Offer(id="a", nation="XAA", capability="INF", units=2, units_high=4)
    >>> units_of(offer, Scenario(units="low")), units_of(offer, Scenario(units="high"))
    (2, 4)
    """
    if offer.status in _UNITLESS:
        return 0
    figure = {"low": offer.units_low, "likely": offer.units, "high": offer.units_high}[scenario.units]
    return offer.units if figure is None else figure


def probability_of(offer: Offer) -> float:
    """Probability that an offer holds: its own, or that of its status.

    >>> probability_of(Offer(id="a", nation="XAA", status="confirmed"))
    0.85
    """
    return offer.status.likelihood if offer.probability is None else offer.probability


def draw(workspace: Workspace, scenario: Scenario, *, rng: np.random.Generator, offers: bool = True) -> Scenario:
    """One future: a scenario without probabilities, in which offers that do not hold fall away.

    Every condition (for all, and for each nation) and every offer takes the same numbers of `rng` whatever the scenario
    says of it, so that scenarios drawn from equal generators differ only where they say different things (common random
    numbers).

    Parameters
    ----------
    offers
        Whether offers fall away with their own probability too.

    >>> from accord.model.workspace import Settings
    >>> settings = Settings(title="x", day_zero="2026-03-01")
    >>> workspace = Workspace(settings=settings, conditions={"un": Condition(id="un")})
    >>> draw(workspace, Scenario(conditions={"un": 0.5}), rng=np.random.default_rng(1)).conditions
    {'un': False}
    """
    tags = {tag: row for row, tag in enumerate(sorted(workspace.conditions))}
    nations = {code: 1 + column for column, code in enumerate(sorted(_nations(workspace)))}
    chance = rng.random((len(tags), 1 + len(nations)))
    luck = dict(zip(sorted(workspace.offers), rng.random(len(workspace.offers)), strict=True))
    lost = {id for id, offer in workspace.offers.items() if luck[id] >= probability_of(offer)} if offers else set()

    def happens(tag: Id, value: float, column: int) -> bool:
        return bool(chance[tags[tag], column] < value) if tag in tags else value >= _COUNTS_AS_TRUE

    by_nation = {
        nation: {tag: happens(tag, value, nations.get(nation, 0)) for tag, value in values.items()}
        for nation, values in scenario.nation_conditions.items()
    }
    return scenario.model_copy(
        update={
            "conditions": {tag: happens(tag, value, 0) for tag, value in scenario.conditions.items()},
            "nation_conditions": by_nation,
            "without_offers": tuple(sorted({*scenario.without_offers, *lost})),
        }
    )


def _nations(workspace: Workspace) -> set[NationCode]:
    return {*workspace.nations, *(offer.nation for offer in workspace.offers.values())}


def _outside(offer: Offer, scenario: Scenario) -> Iterator[Reason]:
    """Grounds on which an offer is out whatever the conditions."""
    row = (f"offers/{offer.id}",)
    if offer.status in _UNITLESS:
        yield Reason(code="status", text=f"status {offer.status} carries no units", rows=row)
    elif not _reaches(offer.status, scenario.least_status):
        text = f"status {offer.status} is below {scenario.least_status}, the lowest that counts here"
        yield Reason(code="status", text=text, rows=row)
    if offer.nation in scenario.withdraw:
        text = f"{offer.nation} leaves the coalition in this scenario"
        yield Reason(code="withdraw", text=text, rows=(f"nations/{offer.nation}",))
    if offer.id in scenario.without_offers:
        yield Reason(code="without", text="this offer falls away in this scenario", rows=row)


def _reaches(status: Status, least: Status) -> bool:
    ladder = list(Status)
    return ladder.index(status) >= ladder.index(least)


def _largest_consistent(hopeful: list[Offer], rules: "_Rules") -> frozenset[NationCode]:
    """Nations with a live offer."""
    partners = frozenset(offer.nation for offer in hopeful)
    while True:
        stay = frozenset(offer.nation for offer in hopeful if rules.met(offer, partners))
        if stay == partners:
            return partners
        partners = stay


def _verdict(offer: Offer, barred: tuple[Reason, ...], partners: frozenset[NationCode], rules: "_Rules") -> Verdict:
    findings = [finding for tag in rules.closure(offer) for finding in rules.findings(tag, offer.nation, partners)]
    failed = barred + tuple(reason for holds, reason in findings if not holds)
    live = not failed
    units = units_of(offer, rules.scenario) if live else 0
    status = Reason(code="status", text=f"status {offer.status} counts", rows=(f"offers/{offer.id}",))
    held = (status, *(reason for _, reason in findings), *(() if units else (_no_figure(offer),)))
    return Verdict(offer=offer.id, nation=offer.nation, live=live, units=units, reasons=held if live else failed)


def _no_figure(offer: Offer) -> Reason:
    return Reason(code="no_figure", text="names no number of units", rows=(f"offers/{offer.id}",))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    """What a scenario makes of the conditions."""

    workspace: Workspace
    scenario: Scenario
    offering: frozenset[NationCode]
    _closures: dict[Id, tuple[Id, ...]] = field(default_factory=dict)

    def met(self, offer: Offer, partners: frozenset[NationCode]) -> bool:
        return all(self.holds(tag, offer.nation, partners) for tag in self.closure(offer))

    def closure(self, offer: Offer) -> tuple[Id, ...]:
        """Conditions of an offer and all that they require, each once, in the order in which they are named."""
        return tuple(dict.fromkeys(tag for named in offer.conditions for tag in self._required(named)))

    def _required(self, named: Id) -> tuple[Id, ...]:
        if named not in self._closures:
            found: dict[Id, None] = {}
            ahead = [named]
            while ahead:
                tag = ahead.pop()
                if tag not in found:
                    found[tag] = None
                    ahead += reversed(self._condition(tag).requires)
            self._closures[named] = tuple(found)
        return self._closures[named]

    def holds(self, tag: Id, nation: NationCode, partners: frozenset[NationCode]) -> bool:
        value, _ = self._stated(tag, nation)
        if value is not None:
            return value >= _COUNTS_AS_TRUE
        condition = self._condition(tag)
        others = self._others(condition, nation)
        match condition.kind:
            case ConditionKind.EVENT:
                return condition.default
            case ConditionKind.ALL | ConditionKind.JOINS:
                return others <= partners
            case ConditionKind.AT_LEAST:
                return len(others & partners) >= condition.at_least
            case _:
                assert_never(condition.kind)

    def findings(self, tag: Id, nation: NationCode, partners: frozenset[NationCode]) -> Iterator[tuple[bool, Reason]]:
        """Whether the condition holds, with the sentence for it; one for each nation that is waited for."""
        holds = self.holds(tag, nation, partners)
        condition = self._condition(tag)
        value, own = self._stated(tag, nation)
        if value is not None or condition.kind is ConditionKind.EVENT:
            text = _event_text(tag, condition.default if value is None else value, nation if own else None)
            yield holds, _about(tag, "condition", text)
        elif holds:
            yield holds, _about(tag, "condition", f"condition {tag} holds: {self._who(condition, nation, partners)}")
        elif condition.kind is ConditionKind.AT_LEAST:
            who = self._who(condition, nation, partners)
            text = f"waits for at least {condition.at_least} other nations (condition {tag}): {who}"
            yield holds, _about(tag, "waits", text)
        else:
            for missing in sorted(self._others(condition, nation) - partners):
                text = f"waits for {missing}, which has no live offer (condition {tag})"
                yield holds, _about(tag, "waits", text, f"nations/{missing}")

    def _who(self, condition: Condition, nation: NationCode, partners: frozenset[NationCode]) -> str:
        there = sorted(self._others(condition, nation) & partners)
        return f"{', '.join(there) or 'nobody'} with a live offer"

    def _stated(self, tag: Id, nation: NationCode) -> tuple[float | None, bool]:
        """The scenario's value, and whether it is the nation's own."""
        own: Mapping[Id, bool | float] = self.scenario.nation_conditions.get(nation, {})
        return (own[tag], True) if tag in own else (self.scenario.conditions.get(tag), False)

    def _others(self, condition: Condition, nation: NationCode) -> frozenset[NationCode]:
        return (frozenset(condition.nations) or self.offering) - {nation}

    def _condition(self, tag: Id) -> Condition:
        return self.workspace.conditions.get(tag) or Condition.model_validate({"id": tag})


def _offering(workspace: Workspace) -> frozenset[NationCode]:
    return frozenset(offer.nation for offer in workspace.offers.values() if offer.status not in _UNITLESS)


def _event_text(tag: Id, value: bool | float, nation: NationCode | None) -> str:
    whose = f" for {nation}" if nation else ""
    truth = "true" if value >= _COUNTS_AS_TRUE else "false"
    if value in (0.0, 1.0):
        return f"condition {tag} is {truth}{whose}"
    return f"condition {tag} has probability {value:g}{whose} and counts as {truth}"


def _about(tag: Id, code: str, text: str, *rows: str) -> Reason:
    return Reason(code=code, text=text, rows=(f"conditions/{tag}", *rows))
