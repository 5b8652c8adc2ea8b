"""The page of tables: every file of a workspace, and what stands in its columns."""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined
from source import attributes, first_paragraph
from text import NOTE, code, table, unit_of

from accord.model.agenda import Agenda, AgendaItem
from accord.model.claim import Claim
from accord.model.deal import Deal, Exemption, Line, Party, Precondition, Term, WeaponClass, Zone
from accord.model.fields import cell, leaf_types, when_cell
from accord.model.notification import Notification
from accord.model.records import TABLES, Fact
from accord.model.report import Report
from accord.model.review import Review
from accord.model.watch import Watch
from accord.model.workspace import Phase, Place, Scenario, Settings
from accord.store.layout import CLAIMS, COVERAGE, NOTIFICATIONS, REQUIRED, REVIEWS, file_of

INTRO = f"""{NOTE}
# Tables

A workspace is a folder of plain files. Tables are CSV: UTF-8 without byte-order mark, commas, one line of column names.
A column that is left out takes its default; an unknown column is a fault that names the nearest. Days are written
`2027-01-31`, both ends included; `D+30` counts from day zero; several words in a cell are separated by `;`; yes or no
is written `yes`, `no`, `true` or `false`. The same id in several rows with different `recorded` are versions of one
fact: the newest not after `--as-of` counts.
"""

ITEMS = "Items in agenda.toml, each under `[[items]]`"
DEAL_PARTS = (Party, Line, Zone, WeaponClass, Term, Precondition, Exemption)
EVENTS: dict[str, type[BaseModel]] = {
    "reports/*.csv and reports/*.parquet": Report,
    COVERAGE: Watch,
    REVIEWS: Review,
    CLAIMS: Claim,
    NOTIFICATIONS: Notification,
}
COMMON = tuple(Fact.model_fields)
"""Columns that nearly every table has; they stand last."""
SIDES: dict[type, str] = {Ge: "at least", Gt: "above", Le: "at most", Lt: "below"}


def page() -> str:
    """The whole page."""
    parts = [INTRO, _record("accord.toml", Settings), _record("Phases in accord.toml, each under `[[phases]]`", Phase)]
    for name, record in TABLES.items():
        needed = "Required, with at least one row." if name in REQUIRED else "May be missing."
        parts.append(_record(file_of(name), record, needed))
    parts += [_record("Scenarios: `scenarios/<id>.toml`", Scenario), _places()]
    parts += [_record("agenda.toml", Agenda, "May be missing."), _record(ITEMS, AgendaItem)]
    parts += [_record("deal.toml", Deal, "May be missing."), *(_record(part_title(part), part) for part in DEAL_PARTS)]
    parts += [_record(file, record, "May be missing.") for file, record in EVENTS.items()]
    return "\n".join(parts)


def part_title(part: type[BaseModel]) -> str:
    """Heading of a part of the deal, as its docstring names it."""
    return (part.__doc__ or "").partition(": ")[0]


def _record(title: str, record: type[BaseModel], more: str = "") -> str:
    intro = first_paragraph(record.__doc__ or "").partition(": ")[2]
    says = f"{intro[:1].upper()}{intro[1:]} {more}".strip()
    rows = [
        _row(name, field) for name, field in sorted(record.model_fields.items(), key=lambda pair: pair[0] in COMMON)
    ]
    head = ["name", "type", "unit", "default", "meaning"]
    return f"## {title}\n\n{says}\n\n{table(head, rows)}".replace("\n\n\n\n", "\n\n")


def _row(name: str, field: FieldInfo) -> list[str]:
    description = field.description or ""
    kind = kind_of(field.annotation, [*field.metadata, *_inner(field.annotation)])
    unit = unit_of(description, name) if "number" in kind or "probability" in kind else ""
    return [code(name), kind, unit, _default(field), description]


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    value = field.default
    if value is None or value is PydanticUndefined or value in ((), "", {}):
        return "blank"
    leaves = leaf_types(field.annotation)
    return code(when_cell(value) if {int, dt.date} <= leaves and isinstance(value, int) else cell(value))


def kind_of(annotation: Any, metadata: Iterable[object] = ()) -> str:
    """Type of a field in words."""
    if get_origin(annotation) is dict:
        return "table of " + ("tables" if "dict" in str(annotation.__args__[1]) else _leaf(annotation.__args__[1]))
    several = "tuple" in str(annotation)
    word = _leaf(annotation) + _range(metadata)
    if not several:
        return word
    if word == "table":
        return "list of tables"
    return "three numbers" if str(annotation).count("float") == 3 else f"{word}s, by `;`"


def _leaf(annotation: Any) -> str:
    leaves = leaf_types(annotation) - {type(None), Ellipsis}
    closed = [leaf for leaf in leaves if isinstance(leaf, type) and issubclass(leaf, StrEnum)]
    if closed:
        return f"[{closed[0].__name__}](words.md#{closed[0].__name__.lower()})"
    if any(isinstance(leaf, type) and issubclass(leaf, BaseModel) for leaf in leaves):
        return "table"
    if {int, dt.date} <= leaves:
        return "day or D+n"
    if {bool, float} <= leaves:
        return "truth or probability"
    for leaf, word in (
        (bool, "yes or no"),
        (dt.datetime, "moment or day"),
        (dt.date, "day"),
        (int, "whole number"),
        (float, "number"),
    ):
        if leaf in leaves:
            return word
    return "word" if any(getattr(leaf, "__supertype__", None) is str for leaf in leaves) else "text"


def _inner(annotation: Any) -> Iterable[object]:
    """Limits on the parts of a union."""
    for part in get_args(annotation):
        for mark in getattr(part, "__metadata__", ()):
            yield from mark.metadata if isinstance(mark, FieldInfo) else ()
        yield from _inner(part)


def _range(metadata: Iterable[object]) -> str:
    sides = {type(part): _bound(part) for part in metadata if type(part) in SIDES}
    if Gt in sides:
        sides.pop(Ge, None)
    return "".join(f", {SIDES[side]} {bound:g}" for side, bound in sides.items())


def _bound(part: object) -> float:
    (field,) = dataclasses.fields(part)  # type: ignore[arg-type]
    return float(getattr(part, field.name))


def _places() -> str:
    """places.geojson, which is GeoJSON and no table of its own."""
    described = {one.name: one.description for one in attributes(Place)}
    rows = [
        ["`id`", "word", "", "required", "id of the feature, by which tables name the place"],
        ["`properties.name`", "text", "", "blank", "name in words"],
        ["`properties.kind`", "text", "", "blank", "what it is: sector, city, harbour, ..."],
        ["`properties.checked`", "yes or no", "", "`no`", described["checked"]],
        ["`properties.release`", "words, by `;`", "", "blank", described["release"]],
        ["`geometry`", "geometry", "degrees", "required", described["geometry"] + " Longitude first, then latitude."],
    ]
    head = ["name", "type", "unit", "default", "meaning"]
    return f"## places.geojson\n\nA GeoJSON FeatureCollection in WGS 84.\n\n{table(head, rows)}"
