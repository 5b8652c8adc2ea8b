"""Annex: behind the numbers: how each was counted, and the rows and numbers it rests on."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from accord.brief.annexes.cells import joined
from accord.brief.document import Line, Role, Row, Section, Table, Word, plain
from accord.brief.evidence import Evidence, row_anchor
from accord.brief.pen import Pen

MOST_ROWS, MOST_PARTS = 12, 6
"""Rows and parts that are listed here; all are in evidence.json."""
SHARED = 3
"""Entries that share a way of counting from which on it is written once."""


def evidence(pen: Pen, entries: Mapping[str, Evidence], anchors: Collection[str]) -> Section:
    """One row an entry, in order of ids; ways of counting that many entries share are written once.

    Parameters
    ----------
    entries
        Entries by id.
    anchors
        Anchors of the other parts of the document: rows that are among them become links.
    """
    ways = _shared_ways(entries.values())
    blocks = (
        (_ways(pen, ways), _numbers(pen, entries, ways, anchors)) if ways else (_numbers(pen, entries, ways, anchors),)
    )
    return Section(id="annex-evidence", title=pen.say("Behind the numbers"), blocks=blocks, role=Role.ANNEX)


def _shared_ways(entries: Iterable[Evidence]) -> dict[str, str]:
    """How many entries are counted -> a short name for it, in the order of their first use."""
    used = Counter(entry.how for entry in entries)
    return {how: f"H{number}" for number, how in enumerate((how for how in used if used[how] >= SHARED), start=1)}


def _ways(pen: Pen, ways: Mapping[str, str]) -> Table:
    return Table(
        id="rows-ways",
        title=pen.say("How numbers are counted"),
        columns=(pen.column("Name"), pen.column("How", weight=1)),
        rows=tuple(Row(id=_way_anchor(name), cells=(plain(name), plain(how))) for how, name in ways.items()),
    )


def _way_anchor(name: str) -> str:
    return f"how-{name.lower()}"


def _numbers(pen: Pen, entries: Mapping[str, Evidence], ways: Mapping[str, str], anchors: Collection[str]) -> Table:
    return Table(
        id="rows-evidence",
        title=pen.say("Numbers of the main part"),
        columns=(
            pen.column("Number", weight=6),
            pen.column("Value", right=True, weight=1.2),
            pen.column("How it was counted, and on what it rests", weight=6),
        ),
        rows=tuple(_row(pen, entry, entries, ways, anchors) for entry in entries.values()),
        note=pen.line(
            "Beyond {rows} rows only the first are listed; evidence.json beside this pack holds all, with the name of "
            "each number. accord show FOLDER and a name shows the same; in the HTML pack a clicked number's name ends "
            "the address.",
            rows=str(MOST_ROWS),
        ),
        missing=pen.say("No number stands in the main part."),
    )


def _row(
    pen: Pen, entry: Evidence, entries: Mapping[str, Evidence], ways: Mapping[str, str], anchors: Collection[str]
) -> Row:
    name = ways.get(entry.how)
    how = (Word(text=name, target=_way_anchor(name)),) if name else plain(entry.how)
    return Row(
        id=entry.id,
        cells=(
            plain(entry.title),
            plain(entry.value),
            joined([how, _rows(pen, entry, anchors), _parts(pen, entry, entries)], by=" · "),
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


def reachable(entries: Iterable[Evidence], targets: Iterable[str]) -> dict[str, Evidence]:
    """Entries that targets lead to, and those that they sum up, in order of ids.

    >>> one, two, three = (Evidence(id=f"q-{n}", title="", value="", how="") for n in "123")
    >>> from dataclasses import replace
    >>> list(reachable([replace(one, parts=("q-2",)), two, three], ["q-1", "offers-a"]))
    ['q-1', 'q-2']
    """
    known = {entry.id: entry for entry in entries}
    found: set[str] = set()
    left = [target for target in targets if target in known]
    while left:
        entry = known[left.pop()]
        if entry.id not in found:
            found.add(entry.id)
            left.extend(part for part in entry.parts if part in known)
    return {key: known[key] for key in sorted(found)}
