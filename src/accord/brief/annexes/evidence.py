"""Annex: behind the numbers: how each was counted, and the rows and numbers it rests on."""

from collections.abc import Collection, Mapping

from accord.brief.annexes.cells import joined
from accord.brief.document import Line, Role, Row, Section, Table, Word, plain
from accord.brief.evidence import Evidence, row_anchor
from accord.brief.pen import Pen

MOST_ROWS, MOST_PARTS = 12, 8
"""Rows and parts that are listed here; all are in evidence.json."""


def evidence(pen: Pen, anchors: Collection[str]) -> Section:
    """One row an entry, in order of ids.

    Parameters
    ----------
    anchors
        Anchors of the other parts of the document: rows that are among them become links.
    """
    entries = {entry.id: entry for entry in pen.ledger.entries}
    table = Table(
        id="rows-evidence",
        title="",
        columns=(
            pen.column("Number", weight=3),
            pen.column("Value"),
            pen.column("How it was counted", weight=4),
            pen.column("Rests on", weight=4),
        ),
        rows=tuple(_row(pen, entry, entries, anchors) for entry in entries.values()),
        note=pen.line(
            "Beyond {rows} rows only the first are listed; evidence.json beside this pack holds all. "
            "The same entry is shown by: accord show FOLDER q-...",
            rows=str(MOST_ROWS),
        ),
        missing=pen.say("No number stands in the main part."),
    )
    return Section(id="annex-evidence", title=pen.say("Behind the numbers"), blocks=(table,), role=Role.ANNEX)


def _row(pen: Pen, entry: Evidence, entries: Mapping[str, Evidence], anchors: Collection[str]) -> Row:
    return Row(
        id=entry.id,
        cells=(
            (Word(text=entry.title), Word(text=f" {entry.id}", quiet=True)),
            plain(entry.value),
            plain(entry.how),
            joined([_rows(pen, entry, anchors), _parts(pen, entry, entries)], by=" · "),
        ),
    )


def _rows(pen: Pen, entry: Evidence, anchors: Collection[str]) -> Line:
    listed = [_linked(pen, row, anchors) for row in entry.rows[:MOST_ROWS]]
    return joined([*listed, _more(pen, len(entry.rows) - MOST_ROWS)])


def _linked(pen: Pen, row: str, anchors: Collection[str]) -> Line:
    return (pen.row(row),) if row_anchor(row) in anchors else plain(row.partition("/")[2] or row)


def _parts(pen: Pen, entry: Evidence, entries: Mapping[str, Evidence]) -> Line:
    listed = [
        (Word(text=entries[part].title, target=part),) if part in entries else plain(part)
        for part in entry.parts[:MOST_PARTS]
    ]
    return joined([*listed, _more(pen, len(entry.parts) - MOST_PARTS)])


def _more(pen: Pen, number: int) -> Line:
    return pen.count_line("and {n} more", "and {n} more", number, n=pen.number(number)) if number > 0 else ()
