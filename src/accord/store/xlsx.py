"""A workspace and its results as one Excel file: a sheet a table, typed cells, headings that stay in view.

Text is written as text even where it begins with ``=``: nothing in a workspace becomes a formula or a link.
"""

import dataclasses
import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from accord.model.fields import cell, row_text
from accord.model.option import Option
from accord.model.records import TABLES
from accord.model.workspace import Workspace
from accord.store.results import RESULTS, plain
from accord.store.write import columns, settings_document

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet

LONGEST_CELL = 32_767
"""Characters that Excel keeps in one cell."""
CUT = " [cut]"
_WIDEST = 60
_FIRST_YEAR = 1901  # Excel counts days from 1900, and one of them wrongly

Sheet = tuple[Sequence[str], Sequence[Sequence[Any]]]
"""Headings and rows."""


def xlsx_bytes(workspace: Workspace, results: Mapping[str, Sequence[object]]) -> bytes:
    """The Excel file; the same bytes for the same workspace and results.

    Parameters
    ----------
    workspace
        Every table becomes a sheet, empty ones too, so that the file can be filled in.
    results
        Name of a kind of result, as in ``out/``, -> results; options spread over several sheets.
    """
    import xlsxwriter

    sheets = {**_workspace_sheets(workspace), **_result_sheets(results)}
    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(data, options) as book:
        # The clock would give other bytes at each export.
        book.set_properties({"title": workspace.settings.title, "created": dt.datetime(2000, 1, 1)})
        formats = _formats(book)
        for name, (headings, rows) in sheets.items():
            _fill(book.add_worksheet(name), headings, rows, formats)
    return data.getvalue()


def _workspace_sheets(workspace: Workspace) -> dict[str, Sheet]:
    settings = settings_document(workspace.settings)
    sheets: dict[str, Sheet] = {"settings": (("name", "value"), _flat(settings))}
    for table in TABLES:
        names = columns(table)
        rows = getattr(workspace, table).values()
        sheets[table] = (names, [_typed(row, names) for row in rows])
    places = [
        (place.id, place.name, place.kind, place.longitude, place.latitude) for place in workspace.places.values()
    ]
    sheets["places"] = (("id", "name", "kind", "longitude", "latitude"), places)
    scenarios = [(key, *pair) for key, scenario in workspace.scenarios.items() for pair in _flat(scenario.model_dump())]
    sheets["scenarios"] = (("scenario", "name", "value"), scenarios)
    if workspace.agenda is not None:
        sheets["agenda"] = (("name", "value"), _flat(workspace.agenda.model_dump()))
    if workspace.deal is not None:
        sheets["deal"] = (("name", "value"), _flat(workspace.deal.model_dump(mode="json")))
    return sheets


def _flat(document: Mapping[str, Any], above: str = "") -> list[tuple[str, Any]]:
    """Dotted name and value of everything in nested tables."""
    found: list[tuple[str, Any]] = []
    for name, value in document.items():
        if isinstance(value, Mapping):
            found += _flat(value, f"{above}{name}.")
        elif isinstance(value, list | tuple) and value and isinstance(value[0], Mapping):
            for place, part in enumerate(value, 1):
                found += _flat(part, f"{above}{name}.{place}.")
        else:
            found.append((above + name, tuple(value) if isinstance(value, list) else value))
    return found


def _typed(row: Any, names: Iterable[str]) -> list[Any]:
    """Values of a row as Excel's types; days from day zero are text, D+30, because Excel has no such type."""
    text = row_text(row)
    is_offset = {name for name in names if isinstance(getattr(row, name), int) and text[name].startswith("D")}
    return [text[name] if name in is_offset else getattr(row, name) for name in names]


def _result_sheets(results: Mapping[str, Sequence[object]]) -> dict[str, Sheet]:
    sheets: dict[str, Sheet] = {}
    for name in RESULTS:
        found = results.get(name, ())
        if name == "options":
            sheets |= _option_sheets([option for option in found if isinstance(option, Option)])
        elif found:
            sheets[f"result {name}"] = _records_sheet(found)
    return sheets


def _option_sheets(options: Sequence[Option]) -> dict[str, Sheet]:
    if not options:
        return {}
    measures = sorted({name for option in options for name in option.measures})
    heads = ("option", "title", "scenario", "objective", "coverage", "limit", "status", "broken_rules", *measures)
    summary = [
        (option.id, option.title, option.scenario, option.objective, option.coverage, bound.limit, bound.status,
         len(option.broken_rules), *(option.measures.get(name) for name in measures))
        for option in options for bound in option.bounds[:1]
    ]  # fmt: skip
    sheets: dict[str, Sheet] = {"result options": (heads, summary)}
    for part in ("bounds", "tours", "gaps", "verdicts"):
        sheets[f"result {part}"] = _parts_sheet(options, part)
    coverage = [
        (option.id, kind, share.key, share.demand, share.covered, share.share)
        for option in options
        for kind in ("priority", "component", "area", "line", "period")
        for share in getattr(option, f"by_{kind}")
    ]
    sheets["result coverage"] = (("option", "by", "key", "demand", "covered", "share"), coverage)
    return sheets


def _parts_sheet(options: Sequence[Option], part: str) -> Sheet:
    pairs = [(option.id, record) for option in options for record in getattr(option, part)]
    headings, rows = _records_sheet([record for _, record in pairs])
    return ("option", *headings), [(key, *row) for (key, _), row in zip(pairs, rows, strict=True)]


def _records_sheet(records: Sequence[Any]) -> Sheet:
    if not records:
        return (), []
    names = [field.name for field in dataclasses.fields(records[0])]
    return names, [[getattr(record, name) for name in names] for record in records]


def _formats(book: "xlsxwriter.Workbook") -> dict[str, Any]:
    return {
        "heading": book.add_format({"bold": True, "bottom": 1, "align": "left"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        "text": book.add_format({"num_format": "@"}),
    }


def _fill(sheet: "Worksheet", headings: Sequence[str], rows: Sequence[Sequence[Any]], formats: dict[str, Any]) -> None:
    widths = [len(heading) + 2 for heading in headings]
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, formats["heading"])
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            widths[column] = max(widths[column], _put(sheet, number, column, value, formats))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width, _WIDEST))
    if headings:
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(1, len(rows)), len(headings) - 1)


def _put(sheet: "Worksheet", row: int, column: int, value: Any, formats: dict[str, Any]) -> int:
    """Write one cell with its own type and say how many characters it shows."""
    match value:
        case None:
            return 0
        case bool():
            sheet.write_boolean(row, column, value)
            return 5
        case int() | float():
            sheet.write_number(row, column, value)
            return len(cell(plain(value)))
        case dt.date() if value.year >= _FIRST_YEAR:
            sheet.write_datetime(row, column, dt.datetime(value.year, value.month, value.day), formats["day"])
            return 10
        case _:
            text = _text(value)
            if text:
                sheet.write_string(row, column, text, formats["text"])
            return max(map(len, text.split("\n"))) + 1


def _text(value: Any) -> str:
    text = value if isinstance(value, str) and not isinstance(value, StrEnum) else _joined(value)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(CUT)] + CUT


def _joined(value: Any) -> str:
    if isinstance(value, tuple):
        return "; ".join(map(str, value)) if any(" " in str(part) for part in value) else cell(value)
    return cell(value)
