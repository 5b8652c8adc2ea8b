"""A workspace to a folder of plain files; reading them again gives the same workspace.

The cells are written exactly as they are, also text that begins with ``=``, ``+``, ``-`` or ``@``, which a spreadsheet
would run as a formula: a workspace is data for programs first, and a mark before such text would come back as part of
it. `accord check` warns of such cells, and the Excel export writes them as text, never as formulas.
"""

import datetime as dt
import json
import os
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

import tomli_w
from pydantic import BaseModel

from accord.model.agenda import Agenda
from accord.model.deal import Deal
from accord.model.fields import row_text, when_cell
from accord.model.problem import AccordError
from accord.model.records import TABLES, Fact, Record
from accord.model.workspace import Place, Scenario, Settings, Workspace
from accord.store.atomic import write_files
from accord.store.layout import AGENDA, DEAL, PLACES, REQUIRED, SCENARIOS, SETTINGS, file_of, scenario_file


def write_workspace(workspace: Workspace, folder: str | os.PathLike[str], *, overwrite: bool = False) -> None:
    """Write a workspace as a folder of plain files.

    Only the versions of rows that the workspace holds are written: earlier versions of the same rows, which reading
    left out, would be lost by writing over them.

    Parameters
    ----------
    workspace
        What to write. Columns that hold nothing but their default are left out.
    folder
        Where to. It must not exist or be empty, unless `overwrite`.
    overwrite
        Replace the tables, places, settings, scenarios, agenda and deal of a workspace; its other files stay.

    Raises
    ------
    AccordError
        If the folder is in use and `overwrite` is not set, or a scenario's id cannot be the name of a file.
    """
    home = Path(folder)
    if home.exists() and not overwrite and any(home.iterdir()):
        raise AccordError(f"{str(home)!r} is not empty: nothing was written")
    files = workspace_files(workspace)
    if home.exists() and not any(home.iterdir()):
        home.rmdir()  # so that the whole folder appears in one step
    write_files(home, files)
    for stale in _own_files(home) - set(files):
        (home / stale).unlink()


def _own_files(home: Path) -> set[str]:
    single = {name for name in (AGENDA, DEAL, *map(file_of, TABLES)) if (home / name).exists()}
    return single | {f"{SCENARIOS}/{path.name}" for path in (home / SCENARIOS).glob("*.toml")}


def workspace_files(workspace: Workspace) -> dict[str, bytes]:
    """Name relative to the folder -> content of each file of a workspace."""
    files = {SETTINGS: _toml(settings_document(workspace.settings))}
    for table in TABLES:
        rows: Mapping[str, Record] = getattr(workspace, table)
        if rows or table in REQUIRED:
            files[file_of(table)] = table_text(table, rows).encode()
    files[PLACES] = places_text(workspace.places).encode()
    if workspace.agenda is not None:
        files[AGENDA] = _toml(_plain(workspace.agenda, exclude_defaults=True))
    if workspace.deal is not None:
        files[DEAL] = _toml(_plain(workspace.deal, exclude_defaults=True))
    for key, scenario in workspace.scenarios.items():
        if key.startswith(".") or {"/", "\\"} & set(key):
            raise AccordError(f"scenario {key!r} cannot be the name of a file")
        files[scenario_file(key)] = _toml(_plain(scenario, exclude_defaults=True))
    return files


def table_text(table: str, rows: Mapping[str, Record]) -> str:
    """A table as CSV, rows in order of their ids, without the columns that hold only their default.

    >>> from accord.model.records import Substitute
    >>> rule = Substitute(id="s1", capability="INF", substitute="MECH")
    >>> print(table_text("substitutes", {"s1": rule}), end="")
    id,capability,substitute
    s1,INF,MECH
    """
    names = written_columns(table, rows)
    texts = (row_text(rows[key]) for key in sorted(rows))
    lines = [names, *([text[name] for name in names] for text in texts)]
    return "".join(",".join(map(_csv_cell, cells)) + "\n" for cells in lines)


def _csv_cell(text: str) -> str:
    # The csv module leaves a lone carriage return without quotes, and reading then ends the row there.
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES & set(text) else text


_NEEDS_QUOTES = frozenset(',"\r\n')


def written_columns(table: str, rows: Mapping[str, Record]) -> list[str]:
    """Columns that say something: required ones, and those in which some row differs from the default."""
    fields = TABLES[table].model_fields
    return [
        name
        for name in columns(table)
        if fields[name].is_required() or any(getattr(row, name) != fields[name].default for row in rows.values())
    ]


def columns(table: str) -> list[str]:
    """All columns of a table as people like to read them: its own first, then where the row comes from."""
    kind = TABLES[table]
    shared = Fact.model_fields if issubclass(kind, Fact) else {}
    return [name for name in kind.model_fields if name not in shared] + list(shared)


def settings_document(settings: Settings) -> dict[str, Any]:
    """The settings as TOML values."""
    return _plain(settings, exclude_none=True)


def places_text(places: Mapping[Any, Place]) -> str:
    """Places as GeoJSON, one feature a line."""
    features = ",\n".join(json.dumps(_feature(place), ensure_ascii=False) for _, place in sorted(places.items()))
    return f'{{"type": "FeatureCollection", "features": [\n{features}\n]}}\n'


def _feature(place: Place) -> dict[str, Any]:
    properties: dict[str, Any] = {"name": place.name}
    if place.kind:
        properties["kind"] = place.kind
    if place.checked:
        properties["checked"] = True
    if place.release:
        properties["release"] = ";".join(place.release)
    return {"type": "Feature", "id": place.id, "properties": properties, "geometry": place.geometry}


def _plain(record: Settings | Scenario | Agenda | Deal, **choice: bool) -> dict[str, Any]:
    document: dict[str, Any] = _toml_value(record.model_dump(**choice))  # type: ignore[arg-type]
    for phase in document.get("phases", []):
        phase["start"] = phase["start"] if isinstance(phase["start"], dt.date) else when_cell(phase["start"])
    return document


def _toml_value(value: Any) -> Any:
    match value:
        case dict():
            return {str(key): _toml_value(part) for key, part in value.items()}
        case tuple() | list():
            return [_toml_value(part) for part in value]
        case StrEnum():
            return value.value
        case BaseModel():
            return _toml_value(value.model_dump())
        case _:
            return value


def _toml(document: Mapping[str, Any]) -> bytes:
    return tomli_w.dumps(document).encode()
