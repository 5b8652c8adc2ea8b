"""Limits as arrays: a selector, a resource and a maximum per period become a cap and the use of each pair.

The cap of a limit holds in every period that its days touch. A nation's ceiling on people (a limit on people that
selects by nation only) is lowered by the people of its commitments in the periods that these hold.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

import numpy as np

from accord.model.fields import Id
from accord.model.records import Capability, Commitment, Limit, Offer, Requirement
from accord.model.words import Resource
from accord.model.workspace import Scenario, Workspace
from accord.plan.calendar import Calendar
from accord.plan.places import Places
from accord.plan.problem import Bools, Floats, Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFigures:
    """What one unit of an offer takes: its own figures, or those of its capability."""

    people: float
    tonnes: float
    cost_low: float
    """Cost a month, workspace currency."""
    cost_likely: float
    cost_high: float


def unit_figures(offer: Offer, capability: Capability) -> UnitFigures:
    """Figures of one unit of an offer.

    >>> infantry = Capability(id="INF", label="Infantry battalion", component="land", people=700, cost_likely=2e6)
    >>> unit_figures(Offer(id="a", nation="XAA", capability="INF", people=650), infantry).people
    650.0
    """
    return UnitFigures(
        people=_either(offer.people, capability.people),
        tonnes=_either(offer.lift_tonnes, capability.lift_tonnes),
        cost_low=_either(offer.cost_low, capability.cost_low),
        cost_likely=_either(offer.cost_likely, capability.cost_likely),
        cost_high=_either(offer.cost_high, capability.cost_high),
    )


def _either(own: float | None, usual: float) -> float:
    return float(usual if own is None else own)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Caps:
    """Limits on presence; C limits, K pairs, T periods, in order of ids."""

    ids: tuple[str, ...]
    cap: Floats
    """(C, T)"""
    pair: Ints
    """(U,) pair of each use, non-decreasing."""
    limit: Ints
    """(U,) limit of each use."""
    amount: Floats
    """(U,) resource that one present unit takes in a period, > 0."""


def maximum_of(limit: Limit, scenario: Scenario) -> float:
    """The scenario's maximum, else the row's."""
    return scenario.limits.get(limit.id, limit.maximum)


def counts_offer(limit: Limit, offer: Offer) -> bool:
    """Whether a limit selects an offer: by nation, capability and tags.

    >>> limit = Limit(id="c", nations=["XAA"], tags=["heavy"], resource="units", maximum=1)
    >>> counts_offer(limit, Offer(id="a", nation="XAA", tags=["heavy", "tracked"])), counts_offer(
    ...     limit, Offer(id="a", nation="XAA"))
    (True, False)
    """
    return (
        (not limit.nations or offer.nation in limit.nations)
        and (not limit.capabilities or offer.capability in limit.capabilities)
        and (not limit.tags or not set(limit.tags).isdisjoint(offer.tags))
    )


def counts_line(limit: Limit, line: Requirement, places: Places) -> bool:
    """Whether a limit selects a line: by basing scope, and by area (named, or inside one that is named)."""
    return (not limit.scopes or line.scope in limit.scopes) and (
        not limit.areas or places.in_any(line.area, limit.areas)
    )


def compile_limits(
    workspace: Workspace,
    scenario: Scenario,
    calendar: Calendar,
    *,
    offers: Sequence[Offer],
    lines: Sequence[Requirement],
    pair_offer: Ints,
    pair_line: Ints,
    places: Places,
) -> Caps:
    """Caps and uses of every limit on people, units, tonnes and money; stays are limits on the tour, not on presence.

    Parameters
    ----------
    pair_offer, pair_line
        (K,) index into `offers` and `lines` of each pair.
    """
    limits = [row for _, row in sorted(workspace.limits.items()) if row.resource is not Resource.DAYS_OF_STAY]
    amounts = _amounts(workspace, calendar, offers)
    takes = np.zeros((len(limits), len(pair_offer)))
    for c, limit in enumerate(limits):
        offer_counts: Bools = np.array([counts_offer(limit, offer) for offer in offers], dtype=bool)
        line_counts: Bools = np.array([counts_line(limit, line, places) for line in lines], dtype=bool)
        counts = offer_counts[pair_offer] & line_counts[pair_line]
        takes[c] = np.where(counts, amounts[limit.resource][pair_offer], 0.0)
    pair, which = np.nonzero(takes.T)
    return Caps(
        ids=tuple(limit.id for limit in limits),
        cap=np.array([_cap(limit, workspace, scenario, calendar) for limit in limits]).reshape(-1, calendar.periods),
        pair=pair.astype(np.int32),
        limit=which.astype(np.int32),
        amount=takes[which, pair],
    )


def commitments_that_hold(workspace: Workspace, scenario: Scenario) -> tuple[Commitment, ...]:
    """Commitments that hold in a scenario: all, or without the breakable ones if it breaks them; in order of ids."""
    return tuple(
        row for _, row in sorted(workspace.commitments.items()) if not (row.breakable and scenario.break_commitments)
    )


def _amounts(workspace: Workspace, calendar: Calendar, offers: Sequence[Offer]) -> dict[Resource, Floats]:
    figures = [unit_figures(offer, workspace.capabilities[offer.capability or Id("")]) for offer in offers]
    return {
        resource: np.array([_amount(resource, one, calendar) for one in figures], dtype=float) for resource in Resource
    }


def _amount(resource: Resource, unit: UnitFigures, calendar: Calendar) -> float:
    match resource:
        case Resource.PEOPLE:
            return unit.people
        case Resource.UNITS:
            return 1.0
        case Resource.TONNES:
            return unit.tonnes
        case Resource.MONEY:
            return unit.cost_likely / calendar.step.per_month
        case Resource.DAYS_OF_STAY:
            return 0.0
        case _:
            assert_never(resource)


def _cap(limit: Limit, workspace: Workspace, scenario: Scenario, calendar: Calendar) -> Floats:
    cap = np.full(calendar.periods, math.inf)
    first, last = calendar.touched(calendar.date_or_none(limit.start), calendar.date_or_none(limit.until))
    cap[first : last + 1] = maximum_of(limit, scenario)
    return np.maximum(0.0, cap - _people_held(limit, workspace, scenario, calendar))


def _people_held(limit: Limit, workspace: Workspace, scenario: Scenario, calendar: Calendar) -> Floats:
    held = np.zeros(calendar.periods)
    if is_ceiling_of_nations(limit):
        for row in commitments_that_hold(workspace, scenario):
            if row.nation in limit.nations:
                first, last = periods_held(row, calendar)
                held[first : last + 1] += row.people
    return held


def is_ceiling_of_nations(limit: Limit) -> bool:
    """Whether a limit is on all people that certain nations have out, wherever and with whatever.

    >>> is_ceiling_of_nations(Limit(id="c", nations=["XAA"], resource="people", maximum=5000))
    True
    """
    narrower = (limit.capabilities, limit.areas, limit.scopes, limit.tags)
    return limit.resource is Resource.PEOPLE and bool(limit.nations) and not any(narrower)


def periods_held(commitment: Commitment, calendar: Calendar) -> tuple[int, int]:
    """First and last period in which a commitment holds its units and people; first > last if none."""
    return calendar.window(calendar.date_or_none(commitment.start), calendar.date_or_none(commitment.until))
