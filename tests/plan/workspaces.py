"""Tiny workspaces in memory: name only what matters to the test, the rest is completed."""

from collections.abc import Iterable, Mapping
from typing import Any

from accord.model.records import (
    Capability,
    Caveat,
    Commitment,
    Condition,
    Limit,
    NationRow,
    Offer,
    Pool,
    Record,
    Requirement,
    Substitute,
)
from accord.model.workspace import Place, Scenario, Settings, Workspace


def settings(**columns: Any) -> Settings:
    """Twelve months from 1 March 2026."""
    return Settings.model_validate(
        {"title": "Tiny", "day_zero": "2026-03-01", "periods": 12, "invented": True, **columns}
    )


def offer(id: str, **columns: Any) -> Offer:
    """One battalion of XAA in country, tours of 1 to 3 months, no rest, no notice."""
    usual = {
        "nation": "XAA",
        "capability": "INF",
        "units": 1,
        "scopes": ("in_country",),
        "tour_min_months": 1,
        "tour_max_months": 3,
        "rest_ratio": 0,
    }
    return Offer.model_validate({"id": id, **usual, **columns})


def requirement(id: str, **columns: Any) -> Requirement:
    """One battalion in the north, in country, important, from day zero on."""
    usual = {"label": id, "component": "land", "capability": "INF", "area": "north", "scope": "in_country"}
    return Requirement.model_validate({"id": id, **usual, **columns})


def capability(id: str, **columns: Any) -> Capability:
    """100 people, 10 tonnes, 1 / 2 / 3 a month."""
    usual = {"label": id, "component": "land", "people": 100, "lift_tonnes": 10}
    return Capability.model_validate({"id": id, **usual, "cost_low": 1, "cost_likely": 2, "cost_high": 3, **columns})


def nation(id: str, **columns: Any) -> NationRow:
    return NationRow.model_validate({"id": id, "name": f"Land {id}", **columns})


def condition(id: str, **columns: Any) -> Condition:
    return Condition.model_validate({"id": id, **columns})


def caveat(id: str, kind: str, **columns: Any) -> Caveat:
    return Caveat.model_validate({"id": id, "kind": kind, **columns})


def substitute(capability: str, stands_in: str, quality: float = 1.0) -> Substitute:
    return Substitute(id=f"{capability}-{stands_in}", capability=capability, substitute=stands_in, quality=quality)


def pool(id: str, quantity: int, **columns: Any) -> Pool:
    return Pool.model_validate({"id": id, "nation": "XAA", "kind": "units", "quantity": quantity, **columns})


def commitment(id: str, **columns: Any) -> Commitment:
    return Commitment.model_validate({"id": id, "nation": "XAA", "operation": "elsewhere", **columns})


def limit(id: str, resource: str, maximum: float, **columns: Any) -> Limit:
    return Limit.model_validate({"id": id, "resource": resource, "maximum": maximum, **columns})


def place(id: str, longitude: float = 30.0, latitude: float = 50.0) -> Place:
    geometry = {"type": "Point", "coordinates": [longitude, latitude]}
    return Place(id=id, name=id, geometry=geometry, longitude=longitude, latitude=latitude)


def square(id: str, west: float, south: float, side: float = 1.0) -> Place:
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return Place(id=id, name=id, geometry=geometry, longitude=west + side / 2, latitude=south + side / 2)


def scenario(**columns: Any) -> Scenario:
    return Scenario.model_validate(columns)


def workspace(*rows: Record | Place, scenarios: Mapping[str, Scenario] | None = None, **columns: Any) -> Workspace:
    """Sort rows into their tables; capabilities, nations and places that rows name but nobody gave are completed.

    Keywords other than `scenarios` are columns of the settings.
    """
    tables = {name: _table(rows, kind) for name, kind in _KINDS.items()}
    _complete(tables["capabilities"], _capabilities(rows), capability)
    _complete(tables["nations"], (row.nation for row in rows if isinstance(row, Offer | Commitment | Pool)), nation)
    _complete(tables["places"], (row.area for row in rows if isinstance(row, Requirement)), place)
    tables = {name: dict(sorted(table.items())) for name, table in tables.items()}
    return Workspace(settings=settings(**columns), scenarios=dict(scenarios or {}), **tables)


_KINDS: dict[str, type] = {
    "nations": NationRow,
    "capabilities": Capability,
    "substitutes": Substitute,
    "conditions": Condition,
    "caveats": Caveat,
    "pools": Pool,
    "offers": Offer,
    "commitments": Commitment,
    "requirements": Requirement,
    "limits": Limit,
    "places": Place,
}


def _table(rows: Iterable[Any], kind: type) -> dict[Any, Any]:
    return {row.id: row for row in rows if isinstance(row, kind)}


def _capabilities(rows: Iterable[Any]) -> Iterable[str]:
    for row in rows:
        match row:
            case Offer(capability=str(code)) | Requirement(capability=code):
                yield code
            case Substitute():
                yield from (row.capability, row.substitute)


def _complete(table: dict[Any, Any], ids: Iterable[str], make: Any) -> None:
    for id in ids:
        table.setdefault(id, make(id))
