"""A workspace as a Frictionless data package: CSV files with their types, rules and references, in one zip archive."""

import datetime as dt
import io
import json
import zipfile
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, get_args, get_origin

from pydantic.fields import FieldInfo

from accord.model.fields import leaf_types
from accord.model.records import TABLES
from accord.model.workspace import Workspace
from accord.store.layout import OUT, file_of
from accord.store.refer import REFERENCES
from accord.store.write import workspace_files, written_columns

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The day that zip archives begin with; the clock would give other bytes at each export."""


def package_bytes(workspace: Workspace, results: Mapping[str, bytes]) -> bytes:
    """The zip archive; the same bytes for the same workspace and results.

    Parameters
    ----------
    workspace
        Its files go into the archive as `write_workspace` writes them.
    results
        Name of a file under ``out/`` -> content.
    """
    files = {**workspace_files(workspace), **{f"{OUT}/{name}": data for name, data in sorted(results.items())}}
    descriptor = json.dumps(_descriptor(workspace, list(files)), ensure_ascii=False, indent=2) + "\n"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"datapackage.json": descriptor.encode(), **files}.items():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3  # the same bytes on every system
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, 9)
    return data.getvalue()


def _descriptor(workspace: Workspace, names: list[str]) -> dict[str, Any]:
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "accord-workspace",
        "title": workspace.settings.title,
        "resources": [_resource(workspace, name, names) for name in names],
    }


def _resource(workspace: Workspace, file: str, names: list[str]) -> dict[str, Any]:
    stem, _, extension = file.rpartition(".")
    kinds = {
        "csv": "text/csv",
        "toml": "application/toml",
        "geojson": "application/geo+json",
        "json": "application/json",
    }
    resource: dict[str, Any] = {"name": stem.replace("/", "-").lower(), "path": file, "mediatype": kinds[extension]}
    if extension == "csv":
        resource |= {"type": "table", "format": "csv", "encoding": "utf-8", "schema": _schema(workspace, stem, names)}
    return resource


def _schema(workspace: Workspace, table: str, names: list[str]) -> dict[str, Any]:
    kind = TABLES[table]
    columns = written_columns(table, getattr(workspace, table))
    schema: dict[str, Any] = {
        "fields": [_field(name, kind.model_fields[name]) for name in columns],
        "primaryKey": [kind.key],
        "missingValues": [""],
    }
    foreign = [
        {"fields": [part.column], "reference": {"resource": part.target, "fields": ["id"]}}
        for part in REFERENCES
        if part.table == table
        and part.column in columns
        and file_of(part.target) in names
        and not part.also
        and not _holds(kind.model_fields[part.column].annotation, tuple)
    ]
    return schema | ({"foreignKeys": foreign} if foreign else {})


def _field(name: str, field: FieldInfo) -> dict[str, Any]:
    described: dict[str, Any] = {"name": name, **_type(field.annotation), "description": field.description}
    constraints = {"required": True} if field.is_required() else {}
    constraints |= described.pop("constraints", {})
    return described | ({"constraints": constraints} if constraints else {})


def _type(annotation: object) -> dict[str, Any]:
    leaves = leaf_types(annotation)
    closed = [leaf for leaf in leaves if isinstance(leaf, type) and issubclass(leaf, StrEnum)]
    if _holds(annotation, tuple) or {int, dt.date} <= leaves:
        return {"type": "string"}  # several words in a cell, or a date or D+n
    if closed:
        return {"type": "string", "constraints": {"enum": [word.value for word in closed[0]]}}
    if bool in leaves:
        return {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]}
    for leaf, name in ((dt.date, "date"), (int, "integer"), (float, "number")):
        if leaf in leaves:
            return {"type": name}
    return {"type": "string"}


def _holds(annotation: object, kind: type) -> bool:
    return get_origin(annotation) is kind or any(_holds(part, kind) for part in get_args(annotation))
