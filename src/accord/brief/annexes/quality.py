"""Annex: what the data are worth: computed from the rows, with "not stated" as a value."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from accord.brief.annexes.cells import joined
from accord.brief.document import Align, Block, Bullets, Column, Line, Row, Section, Table, Word, plain
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.model.records import TABLES, Fact, Source
from accord.model.words import Reliability
from accord.model.workspace import Workspace

_FACTS = tuple(table for table, kind in TABLES.items() if issubclass(kind, Fact))
MOST_NAMED = 8
"""Rows named in a sentence."""


def quality(findings: Findings, pen: Pen) -> Section:
    """Grades by table, then what is missing, in sentences."""
    workspace = findings.workspace
    blocks: tuple[Block, ...] = (
        _grades(workspace, pen),
        _credibilities(workspace, pen),
        Bullets(items=tuple(_sentences(findings, pen))),
    )
    return Section(id="annex-quality", title=pen.say("Quality of the data"), blocks=blocks)


def facts(workspace: Workspace) -> Iterator[tuple[str, Any]]:
    """Every row that states a fact, with its table."""
    for table in _FACTS:
        for row in getattr(workspace, table).values():
            yield table, row


def _grades(workspace: Workspace, pen: Pen) -> Table:
    """Rows by table and by reliability of their source."""
    counts: dict[str, Counter[str]] = {table: Counter() for table in _FACTS}
    for table, row in facts(workspace):
        source = workspace.sources.get(row.source) if row.source else None
        counts[table][source.reliability.value if source else ""] += 1
    return _counted(pen, "rows-grades", pen.say("Rows by reliability of their source"), counts, [*Reliability, ""])


def _credibilities(workspace: Workspace, pen: Pen) -> Table:
    """Rows by table and by credibility of what they say."""
    counts: dict[str, Counter[str]] = {table: Counter() for table in _FACTS}
    for table, row in facts(workspace):
        counts[table][str(row.credibility or "")] += 1
    keys = [*map(str, range(1, 7)), ""]
    return _counted(pen, "rows-credibility", pen.say("Rows by credibility of what they say"), counts, keys)


def _counted(pen: Pen, id: str, title: str, counts: dict[str, Counter[str]], keys: Sequence[str]) -> Table:
    filled = {table: count for table, count in counts.items() if count}
    rows = [_row(pen, plain(table), count, keys) for table, count in filled.items()]
    total = sum(filled.values(), Counter[str]())
    if filled:
        rows.append(_row(pen, plain(pen.say("all")), total, keys, strong=True))
    headings = [Column(heading=str(key) or pen.say("not stated"), align=Align.RIGHT) for key in keys]
    return Table(
        id=id,
        title=title,
        columns=(pen.column("Table", weight=1), *headings, pen.column("Rows", right=True)),
        rows=tuple(rows),
        missing=pen.say("No row that this audience may see."),
    )


def _row(pen: Pen, name: Line, count: Counter[str], keys: Sequence[str], *, strong: bool = False) -> Row:
    cells = [plain(pen.number(count[key])) if count[key] else (Word(text="0", quiet=True),) for key in keys]
    return Row(cells=(name, *cells, plain(pen.number(count.total()))), strong=strong)


def _sentences(findings: Findings, pen: Pen) -> Iterator[Line]:
    workspace = findings.workspace
    yield _recorded(workspace, pen)
    unsourced = [f"{table}/{row.id}" for table, row in facts(workspace) if row.source is None]
    yield _named(pen, pen.say("Rows without a source"), unsourced)
    yield from _of_sources(list(workspace.sources.values()), pen)
    offers = workspace.offers.values()
    yield _counted_of(
        pen,
        pen.say("Offers whose probability is not stated (that of their status counts)"),
        sum(offer.probability is None for offer in offers),
        len(workspace.offers),
    )
    kinds = workspace.capabilities.values()
    yield _named(
        pen, pen.say("Capabilities whose cost is not stated"), [kind.id for kind in kinds if not kind.cost_likely]
    )
    yield _named(
        pen, pen.say("Capabilities whose people are not stated"), [kind.id for kind in kinds if not kind.people]
    )
    nations = workspace.nations.values()
    yield _named(
        pen,
        pen.say("Nations whose gross domestic product is not stated"),
        [row.id for row in nations if row.gdp_eur is None],
    )
    yield _side_by_side(workspace, pen)


def _recorded(workspace: Workspace, pen: Pen) -> Line:
    days = [row.recorded for _, row in facts(workspace) if row.recorded is not None]
    without = sum(row.recorded is None for _, row in facts(workspace))
    if not days:
        return pen.line("No row says on which day it was recorded.")
    return pen.line(
        "Recorded from {first} to {last}; {n} rows do not say when and count from the beginning.",
        first=pen.day(min(days)),
        last=pen.day(max(days)),
        n=pen.number(without),
    )


def newest_day(workspace: Workspace) -> dt.date | None:
    """The newest day on which anything was recorded or a source was read; None: nothing says."""
    days = [row.recorded for _, row in facts(workspace) if row.recorded is not None]
    read = [day for source in workspace.sources.values() for day in (source.retrieved, source.published) if day]
    return max([*days, *([] if days else read)], default=None)


def _of_sources(sources: Sequence[Source], pen: Pen) -> Iterator[Line]:
    yield _named(
        pen,
        pen.say("Sources without a day of publication"),
        [source.id for source in sources if source.published is None],
    )
    yield _named(pen, pen.say("Sources without an address"), [source.id for source in sources if not source.url])


def _counted_of(pen: Pen, what: str, number: int, of: int) -> Line:
    return pen.line("{what}: {n} of {all}.", what=what, n=pen.number(number), all=pen.number(of))


def _named(pen: Pen, what: str, ids: Sequence[str]) -> Line:
    if not ids:
        return pen.line("{what}: none.", what=what)
    listed = ", ".join(ids[:MOST_NAMED]) + (", ..." if len(ids) > MOST_NAMED else "")
    return pen.line("{what}: {n} ({listed}).", what=what, n=pen.number(len(ids)), listed=listed)


def _side_by_side(workspace: Workspace, pen: Pen) -> Line:
    """Offers of the same nation, capability, scopes and days that rest on different sources."""
    alike: defaultdict[tuple[object, ...], list[str]] = defaultdict(list)
    told: defaultdict[tuple[object, ...], set[str | None]] = defaultdict(set)
    for offer in workspace.offers.values():
        key = (offer.nation, offer.capability, offer.scopes, offer.start, offer.until)
        alike[key].append(offer.id)
        told[key].add(offer.source)
    both = [plain(" / ".join(ids)) for key, ids in alike.items() if len(told[key]) > 1]
    if not both:
        return pen.line("No two sources tell differently of what could be the same offer.")
    listed = joined(both[:MOST_NAMED], by="; ")
    return pen.line("Told differently by several sources, and kept side by side: {listed}.", listed=listed)
