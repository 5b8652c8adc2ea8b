"""Rules between the rows that count: what one row says must fit what another says."""

from collections.abc import Iterator

from accord.model.fields import cell
from accord.model.problem import Problem
from accord.model.records import Capability, Commitment, Offer, Pool, Record, Substitute
from accord.model.words import PoolKind
from accord.store.draft import Row, View
from accord.store.refer import cycles


def broken_view_rules(view: View) -> Iterator[Problem]:
    """Faults between the rows that count; a row that is missing is told by its reference, not here."""
    yield from cycles(view)
    yield from _same_pair_twice(view)
    for row in view["offers"].values():
        if isinstance(row.record, Offer):
            yield from _pool_fits(row, row.record, view)
            yield from _costs_rise_together(row, row.record, view)
    for row in view["commitments"].values():
        if isinstance(row.record, Commitment):
            yield from _commitment_fits(row, row.record, view)


def _record(view: View, table: str, key: str | None) -> Record | None:
    row = view[table].get(key) if key else None
    return row.record if row else None


def _same_pair_twice(view: View) -> Iterator[Problem]:
    first: dict[tuple[str, str], str] = {}
    for row in view["substitutes"].values():
        assert isinstance(row.record, Substitute)
        pair = (row.record.capability, row.record.substitute)
        above = first.setdefault(pair, row.id)
        if above != row.id:
            yield row.fault("substitute", f"{pair[1]!r} stands in for {pair[0]!r} in row {above!r} already")


def _pool_fits(row: Row, offer: Offer, view: View) -> Iterator[Problem]:
    pool = _record(view, "pools", offer.pool)
    if not isinstance(pool, Pool):
        return
    if pool.nation != offer.nation:
        yield row.fault("pool", f"{pool.id!r} belongs to {pool.nation}, not to {offer.nation}")
    if pool.kind is not PoolKind.UNITS:
        yield row.fault("pool", f"{pool.id!r} is a pool of people; an offer draws on a pool of units")
    elif pool.capability and offer.capability and pool.capability != offer.capability:
        yield row.fault("pool", f"{pool.id!r} holds {pool.capability!r}, not {offer.capability!r}")


def _costs_rise_together(row: Row, offer: Offer, view: View) -> Iterator[Problem]:
    """What an offer leaves blank comes from its capability; the three figures must rise even then."""
    capability = _record(view, "capabilities", offer.capability)
    given = (offer.cost_low, offer.cost_likely, offer.cost_high)
    if not isinstance(capability, Capability) or None not in given:
        return
    usual = (capability.cost_low, capability.cost_likely, capability.cost_high)
    low, likely, high = (own if own is not None else from_type for own, from_type in zip(given, usual, strict=True))
    if (low > likely or likely > high) and given != (None, None, None):
        field = next(name for name, own in zip(_COSTS, given, strict=True) if own is not None)
        figures = ", ".join(map(cell, (low, likely, high)))
        yield row.fault(field, f"with the costs of {capability.id!r} for the blank ones, {figures} do not rise")


_COSTS = ("cost_low", "cost_likely", "cost_high")


def _commitment_fits(row: Row, commitment: Commitment, view: View) -> Iterator[Problem]:
    offer = _record(view, "offers", commitment.offer)
    if not isinstance(offer, Offer):
        return
    most = max(offer.units, offer.units_high or 0)
    if offer.nation != commitment.nation:
        yield row.fault("offer", f"{offer.id!r} is an offer of {offer.nation}, not of {commitment.nation}")
    if commitment.units > most:
        yield row.fault("units", f"must be at most the units of offer {offer.id!r} ({most}), not '{commitment.units}'")
