"""Annex: behind the numbers: how each was counted, and the rows and numbers it rests on."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from accord.brief.annexes.cells import joined
from accord.brief.check import targets_of
from accord.brief.document import Line, Role, Row, Section, Table, Word, plain
from accord.brief.evidence import Evidence, row_anchor
from accord.brief.pen import Pen

MOST_ROWS, MOST_PARTS = 6, 4
"""Rows and parts that are listed here; all are in evidence.json."""
SHARED = 3
"""Entries that share a way of counting from which on it is written once."""


def evidence(
    pen: Pen, entries: Mapping[str, Evidence], anchors: Collection[str], main: Iterable[Section] = ()
) -> Section:
    """One row an entry, by the page that shows it; ways of counting that many entries share are written once.

    Parameters
    ----------
    entries
        Entries by id.
    anchors
        Anchors of the other parts of the document: rows that are among them become links.
    main
        The sections that show the numbers.
    """
    ways = _shared_ways(entries.values())
    numbers = _numbers(pen, entries, ways, anchors, main)
    blocks = (_ways(pen, ways), numbers) if ways else (numbers,)
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


def _numbers(
    pen: Pen,
    entries: Mapping[str, Evidence],
    ways: Mapping[str, str],
    anchors: Collection[str],
    main: Iterable[Section],
) -> Table:
    rows: list[Row] = []
    for title, group in _by_page(pen, entries, main).items():
        rows.append(Row(cells=(plain(title), ()), strong=True))
        rows.extend(_row(pen, entry, entries, ways, anchors) for entry in group)
    return Table(
        id="rows-evidence",
        title=pen.say("Numbers by the page that shows them first"),
        columns=(
            pen.column("Number, how it was counted, and on what it rests", weight=1),
            pen.column("Value", right=True, weight=0.1),
        ),
        rows=tuple(rows),
        note=pen.line(
            "Beyond {rows} rows only the first are listed; evidence.json beside this pack holds all, with the name of "
            "each number. accord show FOLDER and a name shows the same; in the HTML pack a clicked number's name ends "
            "the address.",
            rows=str(MOST_ROWS),
        ),
        missing=pen.say("No number stands in the main part."),
        paired=True,
    )


def _by_page(pen: Pen, entries: Mapping[str, Evidence], main: Iterable[Section]) -> dict[str, list[Evidence]]:
    """Heading -> the entries that its page shows first, in reading order; those that they sum up behind them."""
    left, pages = dict(entries), dict[str, list[Evidence]]()
    for title, section in _pages(main):
        found = reachable(left.values(), targets_of(section))
        if found:
            pages.setdefault(title, []).extend(found.values())
        left = {key: entry for key, entry in left.items() if key not in found}
    return pages | ({pen.say("Elsewhere"): list(left.values())} if left else {})


def _pages(main: Iterable[Section]) -> Iterator[tuple[str, Section]]:
    """Sections in reading order, each with the heading of the page on which it stands."""
    for top in main:
        title = top.title
        for section in top.walk():
            if section is not top and section.role == Role.SHEET:
                title = f"{top.title}, {section.title}"
            yield title, section


def _row(
    pen: Pen, entry: Evidence, entries: Mapping[str, Evidence], ways: Mapping[str, str], anchors: Collection[str]
) -> Row:
    name = ways.get(entry.how)
    how = (Word(text=name, target=_way_anchor(name)),) if name else plain(entry.how)
    words = joined([plain(entry.title), how, _rows(pen, entry, anchors), _parts(pen, entry, entries)], by=" · ")
    return Row(id=entry.id, cells=(words, plain(_unbroken(entry.value))))


def _unbroken(value: str) -> str:
    """A value that stands in one line, or breaks between its parts.

    >>> _unbroken("2,971 m EUR").split(" "), _unbroken("53 / 58 %").split(" ")
    (['2,971\\xa0m\\xa0EUR'], ['53\\xa0/', '58\\xa0%'])
    """
    return value.replace(" ", "\N{NO-BREAK SPACE}").replace("/\N{NO-BREAK SPACE}", "/ ")


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
