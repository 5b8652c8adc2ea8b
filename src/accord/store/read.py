"""A workspace folder to a workspace: all that is wrong in all files is said at once, or nothing is read."""

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from accord.model.agenda import Agenda
from accord.model.deal import Deal
from accord.model.fields import Id, one_word
from accord.model.problem import BadWorkspace, NotFound, Problem
from accord.model.records import TABLES
from accord.model.workspace import Scenario, Settings, Workspace
from accord.store.agree import broken_view_rules
from accord.store.deal import broken_deal
from accord.store.draft import Draft, View, repeated
from accord.store.fault import nearest
from accord.store.horizon import broken_settings
from accord.store.layout import (
    AGENDA,
    DEAL,
    EVENTS,
    INPUTS,
    PLACES,
    REQUIRED,
    SCENARIOS,
    SETTINGS,
    file_of,
    scenario_file,
)
from accord.store.meeting import broken_agenda
from accord.store.places import Places, read_places
from accord.store.refer import broken_references, later_references
from accord.store.rules import broken_row_rules
from accord.store.table import Table, read_table
from accord.store.toml import read_toml


def read_workspace(
    folder: str | os.PathLike[str], *, as_of: dt.date | None = None, unfinished: bool = False
) -> Workspace:
    """Read and check a workspace folder.

    Parameters
    ----------
    folder
        Folder that holds ``accord.toml``, the CSV tables, ``places.geojson`` and perhaps ``scenarios/*.toml``,
        ``agenda.toml`` and ``deal.toml``.
    as_of
        Leave out rows recorded after this day; of several rows with the same id the newest that remains counts.
        None: the newest of all.
    unfinished
        Whether tables and places that a plan needs may be missing or without rows.

    Returns
    -------
    Workspace
        All rows that count, each table in the order of its ids.

    Raises
    ------
    NotFound
        If there is no such folder.
    BadWorkspace
        With every fault of every file.
    """
    return checked(*read_draft(folder, unfinished=unfinished), as_of=as_of)


def checked(draft: Draft, faults: Sequence[Problem], *, as_of: dt.date | None = None) -> Workspace:
    """The workspace that a draft makes as of a day.

    Raises
    ------
    BadWorkspace
        With the faults given and those between rows, if there are any.
    """
    view = draft.view(as_of)
    faults = list(faults)
    faults += broken_references(draft)
    faults += later_references(draft, view, as_of)
    faults += broken_settings(draft)
    faults += broken_agenda(draft)
    faults += broken_deal(draft)
    faults += broken_row_rules(draft)
    faults += broken_view_rules(view)
    if faults or draft.settings is None:
        raise BadWorkspace(faults)
    return _workspace(draft, draft.settings, view, as_of)


def read_draft(folder: str | os.PathLike[str], *, unfinished: bool = False) -> tuple[Draft, list[Problem]]:
    """Read every row of every version, and list the faults that each file has by itself.

    Parameters
    ----------
    folder
        The workspace.
    unfinished
        Whether tables and places that a plan needs may be missing or without rows.

    Raises
    ------
    NotFound
        If there is no such folder, or nothing in it that could be a workspace.
    """
    home = _home(Path(folder))
    faults = list(_strangers(home))
    settings, keys = read_toml(home / SETTINGS, SETTINGS, Settings, faults)
    needed = frozenset() if unfinished else frozenset(REQUIRED)
    tables = {name: _read(home, name, faults, required=name in needed) for name in TABLES}
    places = read_places(home / PLACES, PLACES, faults, required=not unfinished)
    scenarios, scenario_keys = _scenarios(home, faults)
    agenda, agenda_keys = read_toml(home / AGENDA, AGENDA, Agenda, faults) if (home / AGENDA).exists() else (None, {})
    deal, deal_keys = read_toml(home / DEAL, DEAL, Deal, faults) if (home / DEAL).exists() else (None, {})
    for table in tables.values():
        faults += repeated(table.rows)
    draft = Draft(
        settings=settings,
        rows={name: table.rows for name, table in tables.items()},
        ids=_ids(tables, places, settings),
        places=places.places,
        scenarios=scenarios,
        agenda=agenda,
        deal=deal,
        lines={f"places/{key}": (PLACES, line) for key, line in places.lines.items()}
        | {f"scenarios/{key}": (scenario_file(key), 1) for key in scenarios},
        keys={SETTINGS: keys, AGENDA: agenda_keys, DEAL: deal_keys, **scenario_keys},
    )
    return draft, faults


def _home(folder: Path) -> Path:
    if not folder.is_dir():
        raise NotFound(f"no folder {str(folder)!r}")
    if not any((folder / name).exists() for name in INPUTS):
        raise NotFound(f"{str(folder)!r} is not a workspace: it holds no {SETTINGS} and no tables")
    return folder


def _strangers(home: Path) -> Iterator[Problem]:
    """CSV files that no table has: usually a misspelt name, whose rows would be missed in silence."""
    tables = [*map(file_of, TABLES), *EVENTS]
    for path in home.iterdir():
        if path.suffix.lower() == ".csv" and path.name not in tables and not path.name.startswith("."):
            message = f"is not a table that Accord knows{nearest(path.name, tables)}"
            yield Problem(file=path.name, message=message)


def _read(home: Path, table: str, faults: list[Problem], *, required: bool) -> Table:
    path = home / file_of(table)
    if path.exists() or required:
        return read_table(path, table, TABLES[table], faults, required=required)
    return Table((), None if any(_strangers(home)) else frozenset())  # a stranger may be this table under another name


def _scenarios(home: Path, faults: list[Problem]) -> tuple[dict[Id, Scenario], dict[str, dict[str, int]]]:
    scenarios, keys = {}, {}
    for path in sorted((home / SCENARIOS).glob("*.toml")):
        name = scenario_file(path.stem)
        try:
            one_word(path.stem)
        except ValueError as error:
            faults.append(Problem(file=name, message=f"the name of the file {error}"))
        scenario, lines = read_toml(path, name, Scenario, faults)
        keys[name] = dict(lines)
        if scenario is not None:
            scenarios[Id(path.stem)] = scenario
    return scenarios, keys


def _ids(tables: dict[str, Table], places: Places, settings: Settings | None) -> dict[str, frozenset[str]]:
    ids = {name: table.ids for name, table in tables.items()} | {"places": places.ids}
    if settings is not None:
        ids["phases"] = frozenset(phase.id for phase in settings.phases)
    return {name: known for name, known in ids.items() if known is not None}


def _workspace(draft: Draft, settings: Settings, view: View, as_of: dt.date | None) -> Workspace:
    tables: dict[str, Any] = {name: {key: row.record for key, row in rows.items()} for name, rows in view.items()}
    lines = {f"{row.table}/{key}": (row.file, row.line) for rows in view.values() for key, row in rows.items()}
    return Workspace(
        settings=settings,
        **tables,
        places=draft.places,
        scenarios=draft.scenarios,
        agenda=draft.agenda,
        deal=draft.deal,
        as_of=as_of,
        lines=lines | dict(draft.lines),
    )
