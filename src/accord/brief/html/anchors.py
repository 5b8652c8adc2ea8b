"""Anchors of a document: each stands once, and links only lead where one stands."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from accord.brief.document import Block, Document, Figure, Table, Terms, blocks_in
from accord.model.problem import AccordError

FURNITURE = ("-main", "-contents", "-good", "-fair", "-poor", "-up", "-down")
"""Anchors of the page itself."""
_UNFIT = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def name(anchor: str) -> str:
    """An anchor as an id of HTML, which knows no blanks.

    >>> name("lines-L-04"), name("a b")
    ('lines-L-04', 'a~20b')
    """
    if not _UNFIT.search(anchor):
        return anchor
    return _UNFIT.sub(lambda found: f"~{ord(found.group()):x}", anchor)


def link(anchor: str) -> str:
    """Address of an anchor within the page.

    >>> link("lines-L-04"), link("a b"), link('q-łódź"')
    ('#lines-L-04', '#a~20b', '#q-%C5%82%C3%B3d%C5%BA%22')
    """
    return "#" + quote(name(anchor), safe="~")


class Anchors:
    """All anchors of a document.

    Raises
    ------
    AccordError
        If one stands twice.
    """

    def __init__(self, document: Document) -> None:
        self._names = set(FURNITURE)
        self._tables: set[str] = set()
        figures: list[Figure] = []
        for section in document.walk():
            self.enter(section.id)
            for block in blocks_in(section.blocks):
                for anchor in _of(block):
                    self.enter(anchor)
                if isinstance(block, Table):
                    self._tables.add(block.id)
                elif isinstance(block, Figure):
                    figures.append(block)
        for figure in figures:
            if figure.twin and not self.tabled(figure.twin):
                for anchor in _of(figure.twin):
                    self.enter(anchor)

    def __contains__(self, anchor: str) -> bool:
        return name(anchor) in self._names

    def enter(self, anchor: str, where: str = "") -> None:
        """Take an anchor in; blank ones are none. `where` begins the message if it stands already."""
        if anchor in self and anchor:
            raise AccordError(f"{where + ': ' if where else ''}the anchor {anchor!r} stands twice in the document")
        if anchor:
            self._names.add(name(anchor))

    def tabled(self, twin: Table) -> bool:
        """Whether the twin of a figure stands in the document as a table of its own."""
        return twin.id in self._tables


def _of(block: Block) -> Iterator[str]:
    match block:
        case Table():
            yield block.id
            yield from (row.id for row in block.rows)
        case Figure():
            yield block.id
        case Terms():
            yield from (term.id for term in block.items)
