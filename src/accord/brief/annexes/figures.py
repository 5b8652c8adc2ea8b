"""Annex: the tables behind the charts and maps."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from accord.brief.document import Figure, Line, Role, Section, Table, Word, blocks_in, lines_of, text_of
from accord.brief.evidence import Evidence, row_anchor
from accord.brief.pen import Pen
from accord.brief.rewrite import table_with_lines, with_figures

ROTATION = "figure-rotation"
"""How ids of rotation charts begin; the annex of tours is their table."""


_MANY, _FEW, _LETTERS = 20, 5, 72
"""Rows from which on, and columns and letters of a row up to which, a table stands in two columns."""


def figures(sections: Iterable[Section], pen: Pen) -> Section | None:
    """The table of every figure, in reading order; None if there is none."""
    twins = tuple(
        replace(block.twin, paired=_is_narrow(block.twin))
        for section in sections
        for part in section.walk()
        for block in blocks_in(part.blocks)
        if isinstance(block, Figure) and block.twin is not None
    )
    if not twins:
        return None
    return Section(id="annex-figures", title=pen.say("Figures as tables"), blocks=twins, role=Role.ANNEX)


def _is_narrow(table: Table) -> bool:
    """Whether two columns of a page hold it side by side.

    >>> from accord.brief.document import Column, Row, plain
    >>> columns = (Column(heading="Place"), Column(heading="Units"))
    >>> row = Row(cells=(plain("Neresk"), plain("12")))
    >>> [_is_narrow(Table(id="t", title="", columns=columns, rows=(row,) * number)) for number in (3, 30)]
    [False, True]
    """
    widest = max((sum(len(text_of(cell)) for cell in row.cells) for row in table.rows), default=0)
    return len(table.rows) >= _MANY and len(table.columns) <= _FEW and widest <= _LETTERS


def with_light_tables(sections: Iterable[Section], pen: Pen, rows: Collection[str]) -> tuple[Section, ...]:
    """Sections whose figures repeat nothing in their tables.

    A number there that stands in no text links straight to its row, if it rests on one; rotation charts point at the
    annex of tours.

    Parameters
    ----------
    rows
        Anchors of the rows in the annexes.
    """
    written = tuple(sections)
    told = {target for section in written for part in section.walk() for target in _targets(part)}
    entries = {entry.id: entry for entry in pen.ledger.entries if entry.id not in told}

    def light(figure: Figure) -> Figure:
        if figure.id.startswith(ROTATION):
            words = pen.line("As a table: {annex}.", annex=Word(text=pen.say("annex of tours"), target="annex-tours"))
            return replace(figure, twin=None, note=(*figure.note, Word(text=" "), *words))
        return replace(figure, twin=figure.twin and _light(figure.twin, entries, rows))

    return tuple(with_figures(section, light) for section in written)


def _targets(section: Section) -> Iterator[str]:
    """Targets of all words but those in tables of figures."""
    for block in blocks_in(section.blocks):
        lines = [block.note] if isinstance(block, Figure) else lines_of(block)
        yield from (word.target for line in lines for word in line if word.target)


def _light(table: Table, entries: Mapping[str, Evidence], rows: Collection[str]) -> Table:
    def change(line: Line) -> Line:
        return tuple(
            replace(word, target=_row(entries[word.target], rows)) if word.target in entries else word for word in line
        )

    return table_with_lines(table, change)


def _row(entry: Evidence, rows: Collection[str]) -> str:
    """Anchor of the only row that an entry rests on; blank if there are more or none."""
    anchor = row_anchor(entry.rows[0]) if len(entry.rows) == 1 else ""
    return anchor if anchor in rows else ""
