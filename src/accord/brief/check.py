"""Whether a document is sound: every target leads somewhere, ids stand once, figures say what they show."""

from collections import Counter
from collections.abc import Iterable, Iterator

from accord.brief.document import Block, Document, Figure, Line, Section, Table, Terms, blocks_in, lines_of
from accord.model.problem import AccordError


def check_document(document: Document) -> None:
    """Refuse a document that is not sound.

    Raises
    ------
    AccordError
        With the names of all that is wrong.

    >>> from accord.brief.document import Paragraph, Word
    >>> lost = Paragraph(words=(Word(text="81 %", target="q-lost"),))
    >>> check_document(Document(title="x", sections=(Section(id="plan", title="Plan", blocks=(lost,)),)))
    Traceback (most recent call last):
    ...
    accord.model.problem.AccordError: plan: target 'q-lost' leads nowhere
    """
    anchors = Counter(anchors_of(document.sections))
    faults = [f"id {name!r} stands {number} times" for name, number in anchors.items() if number > 1]
    for section in document.walk():
        lost = dict.fromkeys(target for target in targets_of(section) if target not in anchors)
        faults += [f"{section.id}: target {target!r} leads nowhere" for target in lost]
        faults += [f"{section.id}: {fault}" for block in blocks_in(section.blocks) for fault in _faults(block)]
    if faults:
        raise AccordError("\n".join(faults))


def _faults(block: Block) -> Iterator[str]:
    match block:
        case Figure():
            if not block.alt.strip():
                yield f"figure {block.id!r} has no text for who cannot see it"
        case Table():
            wrong = [row.id or number for number, row in enumerate(block.rows) if len(row.cells) != len(block.columns)]
            if wrong:
                yield f"table {block.id!r}: rows {wrong} do not have a cell for each column"
        case _:
            return


def anchors_of(sections: Iterable[Section]) -> Iterator[str]:
    """Every id that a target may name; the twin of a figure counts where it stands as a table."""
    for top in sections:
        for section in top.walk():
            yield section.id
            for block in blocks_in(section.blocks):
                yield from _anchors(block)


def _anchors(block: Block) -> Iterator[str]:
    match block:
        case Table():
            yield block.id
            yield from (row.id for row in block.rows if row.id)
        case Figure():
            yield block.id
        case Terms():
            yield from (term.id for term in block.items if term.id)
        case _:
            return


def targets_of(section: Section) -> Iterator[str]:
    """Targets of the words of a section, not of those below it."""
    for line in lines_in(section):
        yield from (word.target for word in line if word.target)


def lines_in(section: Section) -> Iterator[Line]:
    """Lines of a section, boxes included, not of sections below it."""
    for block in blocks_in(section.blocks):
        yield from lines_of(block)
