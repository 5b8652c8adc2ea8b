"""Any CSV file, by a map of its columns: a TOML file that says which column is which, and what their words mean.

    timezone = "Europe/Kyiv"          # of times without one
    time = "%d.%m.%Y %H:%M"           # their form; ISO 8601 if left out

    [columns]                         # field of a report = column of the file
    id = "ref"
    start = "when"

    [constants]                       # field = the same for all rows
    source = "PATROLS"

    [words.kind]                      # word of the file = word of Accord
    Beschuss = "shelling"

Rows whose word stands for ``-`` are left out.
"""

from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import polars as pl

from accord.model.problem import AccordError
from accord.model.report import Report
from accord.store.alike import LINE
from accord.store.columns import MOMENTS
from accord.store.fault import nearest, unknown
from accord.store.outside.table import Adapter, Asked

_PARTS = ("timezone", "time", "columns", "constants", "words", "places")
SKIP = "-"


def _reports(cells: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    check_map(asked.map, cells.columns)
    columns, constants = asked.map.get("columns", {}), asked.map.get("constants", {})
    words = asked.map.get("words", {})
    skipped = [
        pl.col(columns[field]).is_in([word for word, value in table.items() if value == SKIP])
        for field, table in words.items()
        if field in columns
    ]
    made = {field: _field(field, column, asked.map) for field, column in columns.items()}
    fixed = {field: pl.lit(str(value)) for field, value in constants.items()}
    if "received" not in {**made, **fixed}:
        fixed["received"] = pl.lit(asked.received.isoformat())
    if asked.source:
        fixed["source"] = pl.lit(asked.source)
    kept = cells.filter(~pl.any_horizontal(one.fill_null(False) for one in skipped)) if skipped else cells
    return kept.select(LINE, **{**made, **fixed})


def _field(field: str, column: str, map: Any) -> pl.Expr:
    cell = pl.col(column)
    table = {word: value for word, value in map.get("words", {}).get(field, {}).items() if value != SKIP}
    if table:
        cell = cell.replace(list(table), [str(value) for value in table.values()])
    if field not in MOMENTS or not ("time" in map or "timezone" in map):
        return cell
    zone = map.get("timezone", "UTC")
    forms = [map["time"]] if "time" in map else ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"]
    naive = pl.coalesce(cell.str.to_datetime(form, strict=False, time_unit="us") for form in forms)
    # An hour that clocks repeat is taken as the first of the two, one that they skip is no moment.
    local = naive.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null").dt.convert_time_zone("UTC")
    return pl.when(local.is_not_null()).then(local.dt.to_string("%Y-%m-%dT%H:%M:%SZ")).otherwise(cell)


def check_map(map: Any, names: list[str]) -> None:
    """Check a map against the names of a file's columns.

    Raises
    ------
    AccordError
        With everything that is wrong with the map.
    """
    faults = [f"{part}: unknown name{nearest(part, _PARTS)}" for part in map if part not in _PARTS]
    columns = map.get("columns", {})
    for part in ("columns", "constants", "words"):
        faults += [
            f"{part}: {unknown(f, Report.model_fields, 'reports')}"
            for f in map.get(part, {})
            if f not in Report.model_fields
        ]
    faults += [f"columns: {unknown(c, names, 'the file')}" for c in columns.values() if c not in names]
    try:
        ZoneInfo(str(map.get("timezone", "UTC")))
    except (ZoneInfoNotFoundError, ValueError):
        faults.append(f"timezone: must be a zone of time such as Europe/Kyiv, not {map['timezone']!r}")
    if not columns:
        faults.append("columns: is required: which column of the file is which field of a report")
    if faults:
        raise AccordError("--map: " + "; ".join(faults))


ADAPTER = Adapter(source="", title="a CSV file", columns=(), reports=_reports)
