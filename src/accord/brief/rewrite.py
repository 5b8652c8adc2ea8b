"""Sections with their lines or figures changed, all else as it was."""

from collections.abc import Callable, Collection
from dataclasses import replace

from accord.brief.document import (
    Block,
    Box,
    Bullets,
    Facts,
    Figure,
    Line,
    Paragraph,
    Section,
    Table,
    Terms,
)

Change = Callable[[Line], Line]


def with_lines(section: Section, change: Change) -> Section:
    """A section with every line changed, in sections below it too; tables of figures stay."""
    return _with_blocks(section, lambda block: block_with_lines(block, change))


def with_figures(section: Section, change: Callable[[Figure], Figure]) -> Section:
    """A section with every figure changed, in boxes and sections below it too."""

    def changed(block: Block) -> Block:
        match block:
            case Figure():
                return change(block)
            case Box():
                return replace(block, blocks=tuple(map(changed, block.blocks)))
            case _:
                return block

    return _with_blocks(section, changed)


def _with_blocks(section: Section, change: Callable[[Block], Block]) -> Section:
    return replace(
        section,
        blocks=tuple(map(change, section.blocks)),
        sections=tuple(_with_blocks(part, change) for part in section.sections),
    )


def with_targets_among(section: Section, anchors: Collection[str]) -> Section:
    """A section whose words point at nothing but the anchors given: a page that is printed alone.

    >>> from accord.brief.document import Word
    >>> words = (Word(text="81 %", target="q-a"), Word(text="XAV-01", target="offers-XAV-01"))
    >>> page = Section(id="a", title="A", blocks=(Paragraph(words=words),))
    >>> [word.target for word in with_targets_among(page, {"q-a"}).blocks[0].words]
    ['q-a', '']
    """
    return with_lines(
        section, lambda line: tuple(word if word.target in anchors else replace(word, target="") for word in line)
    )


def table_with_lines(table: Table, change: Change) -> Table:
    """A table with every cell and its note changed."""
    rows = (replace(row, cells=tuple(map(change, row.cells))) for row in table.rows)
    return replace(table, rows=tuple(rows), note=change(table.note))


def block_with_lines(block: Block, change: Change) -> Block:
    """A block with every line changed."""
    match block:
        case Paragraph():
            return replace(block, words=change(block.words))
        case Bullets():
            return replace(block, items=tuple(map(change, block.items)))
        case Facts():
            facts = (replace(fact, value=change(fact.value), note=change(fact.note)) for fact in block.items)
            return replace(block, items=tuple(facts))
        case Table():
            return table_with_lines(block, change)
        case Terms():
            return replace(block, items=tuple(replace(term, meaning=change(term.meaning)) for term in block.items))
        case Box():
            return replace(block, blocks=tuple(block_with_lines(part, change) for part in block.blocks))
        case Figure():
            return replace(block, note=change(block.note))
