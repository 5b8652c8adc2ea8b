"""Whom to ask for what: units that nations could be asked for, never what they refuse."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import median

import numpy as np

from accord.model.fields import Id, NationCode
from accord.model.records import Offer
from accord.model.words import PoolKind, Scope, Status
from accord.plan.basis import Basis
from accord.plan.verify import cover

_ENDED = (Status.REFUSED, Status.WITHDRAWN)
USUAL_REST_RATIO, USUAL_NOTICE_DAYS = 2.0, 60
"""Rest after a tour, in tours, and notice to move, days, where no offer like it states them: planning assumptions."""
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One unit that a nation could be asked for, written as an offer."""

    offer: Offer
    like: tuple[Id, ...]
    """Offers whose tours, rest and notice it takes; none: own planning assumptions."""
    kinship: int
    """What shows that the nation has such units: 0 a pool of them, 1 offers of them, 2 offers of what may stand in."""

    @property
    def nation(self) -> NationCode:
        """Who would be asked."""
        return self.offer.nation

    @property
    def capability(self) -> Id:
        """For what."""
        return self.offer.capability or Id("")


def candidates(basis: Basis) -> tuple[Candidate, ...]:
    """A unit for each nation and each capability that a short line needs and that the nation has shown to have.

    Left out: nations that leave in the scenario, nations whose every offer is out, or every offer of the like (an extra
    unit would wait for the same condition), and what a nation refuses, scope by scope. A unit is asked for without
    conditions, with the caveats that all of the nation's live offers of the like carry, and with their median tour,
    rest and notice.
    """
    prefix = _prefix(basis.workspace.offers)
    found = (
        _candidate(basis, nation, capability, prefix)
        for nation in _able(basis)
        for capability in _needed(basis)
        if scopes_open(basis.workspace.offers.values(), nation, capability)
    )
    return tuple(candidate for candidate in found if candidate is not None)


def scopes_open(offers: Iterable[Offer], nation: NationCode, capability: Id) -> tuple[Scope, ...]:
    """Basing scopes that no refusal of the nation excludes for a capability.

    A refusal without a capability excludes every capability, one without scopes every scope.

    >>> no_soldiers = Offer(id="no", nation="XAA", status="refused", scopes=["in_country", "neighbour", "home"])
    >>> [str(scope) for scope in scopes_open([no_soldiers], "XAA", "INF")]
    ['airspace', 'sea_area', 'at_sea']
    """
    shut: set[Scope] = set()
    for offer in offers:
        about = offer.nation == nation and offer.capability in (None, capability)
        if about and offer.status is Status.REFUSED:
            shut |= set(offer.scopes or Scope)
    return tuple(scope for scope in Scope if scope not in shut)


def _needed(basis: Basis) -> tuple[Id, ...]:
    """Capabilities that short lines ask for, and those that may stand in, in order."""
    problem = basis.problem
    missing = problem.demand - cover(problem, basis.plan)
    short = np.any(missing > _ROUNDING, axis=1)
    asked = {line.capability for line, lacks in zip(basis.compiled.lines, short.tolist(), strict=True) if lacks}
    rules = basis.workspace.substitutes.values()
    return tuple(sorted(asked | {rule.substitute for rule in rules if rule.capability in asked}))


def _able(basis: Basis) -> tuple[NationCode, ...]:
    """Nations that stay in the scenario and have a live offer, or none that could be live."""
    offers = basis.workspace.offers.values()
    live = {offer.nation for offer in basis.compiled.offers}
    waiting = {offer.nation for offer in offers if offer.status not in _ENDED} - live
    known = {*basis.workspace.nations, *(offer.nation for offer in offers)}
    return tuple(sorted(known - waiting - set(basis.scenario.withdraw)))


def _candidate(basis: Basis, nation: NationCode, capability: Id, prefix: str) -> Candidate | None:
    own = [offer for offer in basis.workspace.offers.values() if offer.nation == nation and offer.status not in _ENDED]
    same = [offer for offer in own if offer.capability == capability]
    kin = [offer for offer in own if offer.capability in kindred(basis, capability)]
    live = [offer for offer in same or kin if basis.compiled.verdicts[offer.id].live]
    if (same or kin) and not live:
        return None
    if _holds_pool(basis, nation, capability):
        kinship = 0
    elif live:
        kinship = 1 if same else 2
    else:
        return None
    like = _telling(live) or _telling(o for o in basis.compiled.offers if o.capability == capability)
    offer = Offer.model_validate(
        {
            "id": f"{prefix}:{nation}:{capability}",
            "nation": nation,
            "capability": capability,
            "units": 1,
            "scopes": scopes_open(basis.workspace.offers.values(), nation, capability),
            "status": max(Status.OFFERED, basis.scenario.least_status, key=list(Status).index),
            "caveats": _shared_caveats(live),
            **_typical(like),
        }
    )
    return Candidate(offer=offer, like=tuple(offer.id for offer in like), kinship=kinship)


def _telling(offers: Iterable[Offer]) -> list[Offer]:
    """Offers that state their tours, rest or notice."""
    columns = {"tour_min_months", "tour_max_months", "rest_ratio", "rest_months", "notice_days"}
    return [offer for offer in offers if any(name in columns for name in offer.model_fields_set)]


def kindred(basis: Basis, capability: Id) -> frozenset[Id]:
    """Capabilities that may stand in for this one, or for which it may."""
    rules = basis.workspace.substitutes.values()
    above = {rule.capability for rule in rules if rule.substitute == capability}
    below = {rule.substitute for rule in rules if rule.capability == capability}
    return frozenset(above | below)


def _holds_pool(basis: Basis, nation: NationCode, capability: Id) -> bool:
    pools = basis.workspace.pools.values()
    return any(p.kind is PoolKind.UNITS and (p.nation, p.capability) == (nation, capability) for p in pools)


def _shared_caveats(offers: Collection[Offer]) -> tuple[Id, ...]:
    """Caveats that every one of the offers carries."""
    return tuple(sorted(set.intersection(*(set(offer.caveats) for offer in offers)))) if offers else ()


def _typical(like: Collection[Offer]) -> dict[str, float | int]:
    """Median tour, rest and notice of the offers that state them; an own planning assumption where none does."""
    rests = [_rest_ratio(offer) for offer in like if (offer.rest_ratio, offer.rest_months) != (None, None)]
    notices = [offer.notice_days for offer in like if "notice_days" in offer.model_fields_set]
    tours = {
        name: float(median(values))
        for name in ("tour_min_months", "tour_max_months")
        if (values := [getattr(offer, name) for offer in like if name in offer.model_fields_set])
    }
    return {
        "notice_days": round(median(notices)) if notices else USUAL_NOTICE_DAYS,
        "rest_ratio": float(np.round(median(rests), 3)) if rests else USUAL_REST_RATIO,
        **tours,
    }


def _rest_ratio(offer: Offer) -> float:
    if offer.rest_months is not None:
        return offer.rest_months / offer.tour_max_months
    return offer.rest_ratio or 0.0


def _prefix(offers: Mapping[Id, Offer]) -> str:
    """A word that no offer's id begins with."""
    prefix = "ask"
    while any(id.startswith(prefix) for id in offers):
        prefix += "-"
    return prefix


def unused_pool_units(basis: Basis, nation: NationCode, capability: Id) -> Iterator[tuple[Id, int]]:
    """Pools of such units with the units that no live offer of the pool names."""
    for id, pool in sorted(basis.workspace.pools.items()):
        if pool.kind is PoolKind.UNITS and (pool.nation, pool.capability) == (nation, capability):
            named = sum(
                basis.compiled.verdicts[offer.id].units for offer in basis.compiled.offers if offer.pool == pool.id
            )
            if pool.quantity > named:
                yield id, pool.quantity - named
