"""The document between results and pages: sections, paragraphs, tables, figures. It knows no HTML and no PDF.

Text is data: no character in it is markup. A run of text with one look and one target is a `Word`; a `Line` is what
stands in a paragraph, a list item or a table cell. Every number of the main part carries a target: the anchor of the
entry, row or source behind it (see `accord.brief.evidence`).
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias


class Mark(StrEnum):
    """A judgement beside a text; drawn as a sign and a colour, never as a colour alone."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A run of text with one look and one target."""

    text: str
    """What is read."""
    target: str = ""
    """Anchor of this document where a click lands; blank: none."""
    url: str = ""
    """Address outside the document, shown as a link; blank: none. Only http and https."""
    strong: bool = False
    """Whether it stands out."""
    quiet: bool = False
    """Whether it stands back: units, ids, grades."""
    lang: str = ""
    """Language of the text if it is not the document's: what people wrote, sentences of the planner."""
    mark: Mark | None = None
    """Judgement beside it."""
    bar: float | None = None
    """Share from 0 to 1 to be drawn as a small bar beside the text; None: no bar."""


Line: TypeAlias = tuple[Word, ...]
"""Words in one line of thought."""


class Align(StrEnum):
    """How cells of a column stand."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table."""

    heading: str
    """Its title; with the unit where the cells are bare numbers."""
    align: Align = Align.LEFT
    """Numbers stand right."""
    weight: float = 0.0
    """Share of the width that is left, against other weighted columns; 0: as wide as its content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table; its first cell is its heading."""

    cells: tuple[Line, ...]
    """One a column."""
    id: str = ""
    """Anchor that others may point at; blank: none."""
    strong: bool = False
    """Whether it is a total or stands out otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph."""

    words: Line
    """Its text."""
    style: str = ""
    """Blank, ``lead`` (larger, at the top), ``note`` (smaller, below what it explains) or ``missing`` (no data)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """A list."""

    items: tuple[Line, ...]
    """Its items."""
    ordered: bool = False
    """Whether the items are numbered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A key figure: a large value over its label."""

    label: str
    """What it is."""
    value: Line
    """The figure."""
    note: Line = ()
    """Its denominator, change or bound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Key figures side by side, at most four."""

    items: tuple[Fact, ...]
    """The figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table."""

    id: str
    """Anchor."""
    title: str
    """What it shows; blank where the heading above says it."""
    columns: tuple[Column, ...]
    """Its columns."""
    rows: tuple[Row, ...]
    """Its rows."""
    note: Line = ()
    """Units, what words mean, source and vintage."""
    missing: str = ""
    """What is said in one line if it has no rows."""
    paired: bool = False
    """Whether a page may hold it in two columns side by side: many short rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A chart or a map as SVG, the same string in both faces."""

    id: str
    """Anchor."""
    title: str
    """What it shows, as a statement where the data allows one."""
    svg: str
    """A whole ``<svg>`` element with a viewBox; no script, no outer reference, ids that begin with `id`."""
    alt: str
    """What a reader who cannot see it must know."""
    width: float
    """Width over which it was drawn, points; 510 fills the text width of an A4 page."""
    note: Line = ()
    """Units, source and vintage."""
    twin: Table | None = None
    """The same as numbers; shown folded in HTML and in an annex of the PDF."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word and what it means."""

    word: str
    """The word."""
    meaning: Line
    """What it means."""
    id: str = ""
    """Anchor; blank: none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Words and what they mean."""

    items: tuple[Term, ...]
    """In their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Blocks that belong together and stand out: decisions sought, points to make."""

    title: str
    """What it holds."""
    blocks: "tuple[Block, ...]"
    """Its content; no box within a box."""
    style: str = ""
    """Blank or ``decision``."""


Block: TypeAlias = Paragraph | Bullets | Facts | Table | Figure | Terms | Box


class Role(StrEnum):
    """What page a section stands on."""

    FLOW = "flow"
    """Where the one before ends."""
    PAGE = "page"
    """Begins a page."""
    SHEET = "sheet"
    """Begins a page and fits on it, to be printed alone: the summary, a nation's asks."""
    WIDE = "wide"
    """On landscape pages of its own."""
    ANNEX = "annex"
    """Begins a page behind the main part; small type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with blocks and sections below it."""

    id: str
    """Anchor."""
    title: str
    """Its heading."""
    blocks: tuple[Block, ...] = ()
    """What stands under the heading."""
    sections: "tuple[Section, ...]" = ()
    """Sections below it."""
    role: Role = Role.FLOW
    """What page it stands on."""

    def walk(self) -> "Iterator[Section]":
        """This section and all below it, in reading order."""
        yield self
        for section in self.sections:
            yield from section.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A meeting pack, a nation's page, a daily report."""

    title: str
    """Its title."""
    subtitle: str = ""
    """Meeting, place and day, or what the title leaves open."""
    language: str = "en"
    """Language code, ISO 639-1."""
    marking: str = ""
    """Handling marking, shown on each page."""
    edition: Line = ()
    """Who it is for, data as of which day, run: shown small on the first page and in the footer."""
    day: dt.date | None = None
    """Day that it speaks of; the date in the metadata. None: none."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Furniture in its language, by key: ``contents``, ``page``, ``of``, ``table``, ``figure``, ``data``, ``skip``."""
    sections: tuple[Section, ...] = ()
    """Its sections."""

    def walk(self) -> Iterator[Section]:
        """All sections in reading order."""
        for section in self.sections:
            yield from section.walk()


def text_of(line: Line) -> str:
    """The bare text of a line.

    >>> text_of((Word(text="81 %"), Word(text=" of all", quiet=True)))
    '81 % of all'
    """
    return "".join(word.text for word in line)


def plain(text: str, *, lang: str = "") -> Line:
    """Text as a line of one word; an empty line if it is blank.

    >>> plain("as it is")
    (Word(text='as it is', target='', url='', strong=False, quiet=False, lang='', mark=None, bar=None),)
    """
    return (Word(text=text, lang=lang),) if text else ()


def blocks_in(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Blocks and those within boxes, in reading order."""
    for block in blocks:
        yield block
        if isinstance(block, Box):
            yield from blocks_in(block.blocks)


def lines_of(block: Block) -> Iterator[Line]:
    """Every line of a block, the table twin of a figure included; not those within a box."""
    match block:
        case Paragraph():
            yield block.words
        case Bullets():
            yield from block.items
        case Facts():
            for fact in block.items:
                yield fact.value
                yield fact.note
        case Table():
            for row in block.rows:
                yield from row.cells
            yield block.note
        case Figure():
            yield block.note
            if block.twin:
                yield from lines_of(block.twin)
        case Terms():
            for term in block.items:
                yield term.meaning
        case Box():
            return
