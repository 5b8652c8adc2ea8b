"""Pools of identical units: what offers share, less what commitments hold.

An offer without a pool is its own pool. A named pool gives in each period at most its quantity and at most what its
live offers offer together; each of its offers puts no more than its own units on the line at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from accord.model.fields import Id
from accord.model.records import Offer
from accord.model.words import PoolKind
from accord.model.workspace import Scenario, Workspace
from accord.plan.calendar import Calendar
from accord.plan.conditions import units_of
from accord.plan.limits import commitments_that_hold, periods_held
from accord.plan.problem import Floats, Ints


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pools:
    """P pools in order of ids, of O offers over T periods."""

    ids: tuple[str, ...]
    units: Ints
    """(P, T) units free for the operation."""
    held: Ints
    """(P, T) units that commitments hold."""
    offer_pool: Ints
    """(O,) pool of each offer."""
    ceilings: Mapping[int, Floats]
    """Offer -> (T,) most of its units present at once, where its pool has more."""


def make_pools(workspace: Workspace, scenario: Scenario, calendar: Calendar, offers: Sequence[Offer]) -> Pools:
    """Pools of live offers.

    Parameters
    ----------
    offers
        Live offers in order of ids.
    """
    keys = sorted({_key(offer, workspace) for offer in offers})
    index = {key: row for row, key in enumerate(keys)}
    offer_pool = np.array([index[_key(offer, workspace)] for offer in offers], dtype=np.int32)
    held_by_offer = _held(workspace, scenario, calendar)
    nobody = np.zeros(calendar.periods, dtype=np.int32)
    own = {offer.id: np.maximum(0, units_of(offer, scenario) - held_by_offer.get(offer.id, nobody)) for offer in offers}
    units, held = (np.zeros((len(keys), calendar.periods), dtype=np.int32) for _ in range(2))
    for offer, pool in zip(offers, offer_pool, strict=True):
        units[pool] += own[offer.id]
    for id, periods in held_by_offer.items():
        pool = index.get(_key(workspace.offers[id], workspace))
        if pool is not None:
            held[pool] += periods
    for row, (key, named) in enumerate(keys):
        if named:
            units[row] = np.clip(workspace.pools[Id(key)].quantity - held[row], 0, units[row])
    return Pools(
        ids=tuple(id for id, _ in keys),
        units=units,
        held=held,
        offer_pool=offer_pool,
        ceilings={
            o: own[offer.id].astype(float)
            for o, offer in enumerate(offers)
            if np.any(own[offer.id] < units[offer_pool[o]])
        },
    )


def _key(offer: Offer, workspace: Workspace) -> tuple[str, bool]:
    """Id of an offer's pool, and whether it is a row of pools.csv (ids of pools and offers may be alike)."""
    pool = workspace.pools.get(offer.pool) if offer.pool else None
    return (pool.id, True) if pool and pool.kind is PoolKind.UNITS else (offer.id, False)


def _held(workspace: Workspace, scenario: Scenario, calendar: Calendar) -> dict[Id, Ints]:
    """Offer -> (T,) units that commitments hold."""
    held: dict[Id, Ints] = {}
    for row in commitments_that_hold(workspace, scenario):
        if row.offer is not None and row.offer in workspace.offers and row.units:
            first, last = periods_held(row, calendar)
            periods = held.setdefault(row.offer, np.zeros(calendar.periods, dtype=np.int32))
            periods[first : last + 1] += row.units
    return held
