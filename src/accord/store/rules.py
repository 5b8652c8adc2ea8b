"""What a row must fulfil beyond the type of its cells, one function a table: dates in order, sums that add up."""

import datetime as dt
from collections.abc import Iterator
from typing import assert_never

from accord.model.fields import cell
from accord.model.problem import Problem
from accord.model.records import (
    Capability,
    Caveat,
    Commitment,
    Condition,
    NationRow,
    Offer,
    Pool,
    Substitute,
)
from accord.model.span import first_day, last_day_of_tour
from accord.model.words import CaveatKind, ConditionKind, PoolKind, Status
from accord.model.workspace import Settings
from accord.store.draft import Draft
from accord.store.fault import nearest
from accord.store.iso import ASSIGNED, is_invented, is_real

Fault = tuple[str, str]
"""Field and message."""
When = dt.date | int | None

NO_UNITS = (Status.REFUSED, Status.WITHDRAWN)


def broken_row_rules(draft: Draft) -> Iterator[Problem]:
    """Faults that one row has by itself, in any version."""
    for row in draft.all_rows():
        for field, message in _faults(row.record, draft.settings):
            yield row.fault(field, message)


def _faults(record: object, settings: Settings | None) -> Iterator[Fault]:
    match record:
        case NationRow():
            yield from _nation(record, settings)
        case Capability():
            yield from _costs_rise(record.cost_low, record.cost_likely, record.cost_high)
        case Substitute():
            yield from _substitute(record)
        case Condition():
            yield from _condition(record)
        case Caveat():
            yield from _caveat(record)
            yield from _window(record.start, record.until, settings)
        case Pool():
            yield from _pool(record)
        case Offer():
            yield from _offer(record, settings)
        case Commitment():
            yield from _commitment(record)
            yield from _window(record.start, record.until, settings)
        case _:
            start, until = getattr(record, "start", None), getattr(record, "until", None)
            yield from _window(start, until, settings)


def _nation(nation: NationRow, settings: Settings | None) -> Iterator[Fault]:
    code = nation.id
    if not is_real(code) and not is_invented(code):
        yield "id", f"{code!r} is no ISO 3166-1 alpha-3 code{nearest(code, ASSIGNED)}"
    elif settings and settings.invented and is_real(code):
        yield "id", f"{code!r} is a real nation, but accord.toml says invented = true; use XAA to XZZ"
    elif settings and not settings.invented and is_invented(code):
        yield "id", f"{code!r} is a code for invented nations, but accord.toml does not say invented = true"
    out, active = nation.deployed_elsewhere, nation.active_personnel
    if out is not None and active is not None and out > active:
        yield "deployed_elsewhere", f"must be at most active_personnel ({active}), not '{out}'"


def _costs_rise(low: float | None, likely: float | None, high: float | None) -> Iterator[Fault]:
    if low is not None and likely is not None and likely < low:
        yield "cost_likely", f"must be at least cost_low ({cell(low)}), not '{cell(likely)}'"
    if likely is not None and high is not None and high < likely:
        yield "cost_high", f"must be at least cost_likely ({cell(likely)}), not '{cell(high)}'"


def _substitute(rule: Substitute) -> Iterator[Fault]:
    if rule.substitute == rule.capability:
        yield "substitute", f"{rule.substitute!r} cannot stand in for itself"


def _condition(condition: Condition) -> Iterator[Fault]:
    kind = condition.kind
    if kind is ConditionKind.AT_LEAST and condition.at_least < 1:
        yield "at_least", "must be at least 1 for a condition of kind at_least"
    if kind is not ConditionKind.AT_LEAST and condition.at_least:
        yield "at_least", f"counts only for kind at_least, but the kind is {kind}"
    if kind is ConditionKind.JOINS and not condition.nations:
        yield "nations", "is required for a condition of kind joins"
    if kind is ConditionKind.EVENT and condition.nations:
        yield "nations", "counts only for kinds all, at_least and joins, but the kind is event"
    if kind is ConditionKind.AT_LEAST and 0 < len(condition.nations) < condition.at_least:
        yield (
            "at_least",
            f"must be at most the number of nations named ({len(condition.nations)}), not '{condition.at_least}'",
        )
    if kind is not ConditionKind.EVENT and condition.default:
        yield "default", f"counts only for kind event, but the kind is {kind}"


def _caveat(caveat: Caveat) -> Iterator[Fault]:
    own = _columns_of(caveat.kind)
    given = [name for name in _CAVEAT_COLUMNS if getattr(caveat, name) not in ((), None)]
    if own and not set(own) & set(given):
        words = " or ".join(own) if len(own) < 3 else f"{', '.join(own[:-1])} or {own[-1]}"
        yield own[0], f"a caveat of kind {caveat.kind} needs {words}"
    for name in given:
        if name not in own:
            yield name, f"does not count for a caveat of kind {caveat.kind}"


_CAVEAT_COLUMNS = ("areas", "tasks", "scopes", "not_with", "command", "needs", "start", "until", "tour_max_months")


def _columns_of(kind: CaveatKind) -> tuple[str, ...]:
    match kind:
        case CaveatKind.AREA:
            return ("areas",)
        case CaveatKind.TASK:
            return ("tasks",)
        case CaveatKind.TIME:
            return ("start", "until", "tour_max_months")
        case CaveatKind.SCOPE:
            return ("scopes",)
        case CaveatKind.COMMAND:
            return ("command",)
        case CaveatKind.PAIRING:
            return ("not_with",)
        case CaveatKind.FORCE_PROTECTION:
            return ("needs",)
        case CaveatKind.LEGAL | CaveatKind.PERSONNEL | CaveatKind.INFORMATION:
            return ()
        case _:
            assert_never(kind)


def _pool(pool: Pool) -> Iterator[Fault]:
    if pool.kind is PoolKind.UNITS and pool.capability is None:
        yield "capability", "is required for a pool of units"
    if pool.kind is PoolKind.PEOPLE and pool.capability is not None:
        yield "capability", "does not count for a pool of people"


def _commitment(commitment: Commitment) -> Iterator[Fault]:
    if commitment.units and commitment.offer is None:
        yield "offer", "is required where units are held"


def _offer(offer: Offer, settings: Settings | None) -> Iterator[Fault]:
    yield from _window(offer.start, offer.until, settings)
    yield from _costs_rise(offer.cost_low, offer.cost_likely, offer.cost_high)
    yield from _units(offer)
    yield from _tour(offer, settings)
    if offer.rest_ratio is not None and offer.rest_months is not None:
        yield "rest_months", "rest_ratio is given too: a rest is a ratio or a length, not both"
    if offer.status in NO_UNITS:
        return
    if offer.capability is None:
        yield "capability", f"is required where the status is {offer.status}"
    if not offer.scopes:
        yield "scopes", f"is required where the status is {offer.status}"


def _units(offer: Offer) -> Iterator[Fault]:
    low, likely, high = offer.units_low, offer.units, offer.units_high
    if offer.status in NO_UNITS:
        for name, units in (("units_low", low), ("units", likely), ("units_high", high)):
            if units:
                yield name, f"must be blank or 0 where the status is {offer.status}, not '{units}'"
        return
    if low is not None and low > likely:
        yield "units_low", f"must be at most units ({likely}), not '{low}'"
    if high is not None and high < likely:
        yield "units_high", f"must be at least units ({likely}), not '{high}'"


def _tour(offer: Offer, settings: Settings | None) -> Iterator[Fault]:
    shortest, longest = offer.tour_min_months, offer.tour_max_months
    if longest < shortest:
        yield "tour_max_months", f"must be at least tour_min_months ({shortest:g}), not '{longest:g}'"
    if settings is None:
        return
    if longest * settings.step.per_month < 0.5:
        yield "tour_max_months", f"must be at least half a period (a {settings.step}), not '{longest:g}'"
    start, until = first_day(offer.start, settings), first_day(offer.until, settings)
    if start and until and start <= until < _last_day(start, shortest):
        message = f"a tour of {shortest:g} months does not fit into {start} to {until}, when the units are available"
        yield "tour_min_months", message


def _last_day(start: dt.date, months: float) -> dt.date:
    try:
        return last_day_of_tour(start, months)
    except (ValueError, OverflowError):
        return dt.date.max


def _window(start: When, until: When, settings: Settings | None) -> Iterator[Fault]:
    """The first day may not lie after the last; days from day zero and dates are compared once day zero is known."""
    if start is None or until is None:
        return
    if isinstance(start, int) and isinstance(until, int):
        backward = start > until
    elif settings is None:
        return
    else:
        backward = first_day(start, settings) > first_day(until, settings)
    if backward:
        yield "until", f"must not be before start ({_shown(start, settings)}), not '{_shown(until, settings)}'"


def _shown(when: dt.date | int, settings: Settings | None) -> str:
    if not isinstance(when, int):
        return when.isoformat()
    return f"D{when:+d}" if settings is None else f"D{when:+d} = {first_day(when, settings)}"
