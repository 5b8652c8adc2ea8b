"""A document as plain lists and dicts, the only thing that the templates read."""

import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Any, assert_never
from urllib.parse import quote, urlsplit

from accord.brief.document import (
    Block,
    Box,
    Bullets,
    Document,
    Facts,
    Figure,
    Line,
    Paragraph,
    Role,
    Section,
    Table,
    Terms,
    Word,
    blocks_in,
    lines_of,
    text_of,
)
from accord.brief.legible import legible
from accord.brief.pdf import page
from accord.brief.pdf.tables import table_data
from accord.brief.pdf.wrap import pieces, printable

Plain = dict[str, Any]

_SAFE = re.compile(r"[\w.~-]{1,100}", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_WHOLE = 2000
"""Letters of a section of text alone that stays on one page."""
_CONTENTS = 60
"""Entries that two columns of one page hold."""


def payload(document: Document) -> Plain:
    """All that the templates print."""
    return _Writer(document).document()


def label(anchor: str) -> str:
    """An anchor as a name that every PDF reader knows: short and of plain letters.

    >>> label("q-covered"), label("place <Київ>")
    ('q-covered', 'x-2059a75f35db')
    """
    return anchor if _SAFE.fullmatch(anchor) else "x-" + sha256(anchor.encode("utf-8", "replace")).hexdigest()[:12]


def anchors(document: Document) -> Iterator[str]:
    """Every anchor that the PDF prints, in reading order."""
    for section in document.walk():
        yield section.id
        for block in blocks_in(section.blocks):
            match block:
                case Table():
                    yield block.id
                    yield from (row.id for row in block.rows)
                case Figure():
                    yield block.id
                case Terms():
                    yield from (term.id for term in block.items)
                case _:
                    pass


class _Writer:
    """Writes one document; each anchor is set where it stands first, and links only lead to anchors that stand."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._known = set(anchors(document)) - {""}
        self._set: set[str] = set()
        self._language = document.language

    def document(self) -> Plain:
        made = self._document
        runs = self._runs()
        depth = 2 if sum(1 for section in made.walk()) <= _CONTENTS else 1
        return {
            "title": printable(made.title),
            "plain_title": legible(made.title)[:500],
            "short_title": printable(_short(made.title, 80)),
            "subtitle": printable(made.subtitle),
            "marking": printable(_short(made.marking, 160)),
            "lang": _language(made.language) or "en",
            "edition": self.line(made.edition),
            "footer": printable(_short(text_of(made.edition), 110)),
            "words": {key: printable(_short(word, 40)) for key, word in sorted(made.words.items())},
            "contents": depth if sum(1 for _ in made.walk()) > 3 else 0,
            "contents_at": 1 if made.sections and made.sections[0].role == Role.SHEET else 0,
            "runs": runs,
            "look": page.LOOK,
        }

    def _runs(self) -> list[Plain]:
        """Sections in reading order, those on pages of one kind together."""
        runs: list[Plain] = []
        for section in self._document.sections:
            self._add(section, section.role, 1, runs)
        return runs

    def _add(self, section: Section, role: Role, level: int, runs: list[Plain]) -> None:
        if section.role != Role.FLOW or not runs or runs[-1]["role"] != role:
            runs.append({"role": role, "breaks": section.role != Role.FLOW, "sections": []})
        entry = {"level": level, "title": printable(section.title), "id": self._anchor(section.id)}
        entry["whole"] = level > 1 and role in (Role.FLOW, Role.PAGE) and _is_short(section)
        entry["blocks"] = [self.block(block, page.WIDTH[role], page.SIZE[role]) for block in section.blocks]
        runs[-1]["sections"].append(entry)
        for below in section.sections:
            self._add(below, role if below.role == Role.FLOW else below.role, min(level + 1, 6), runs)

    def _anchor(self, anchor: str) -> str:
        if not anchor or anchor in self._set:
            return ""
        self._set.add(anchor)
        return label(anchor)

    def line(self, line: Line, *, whole: bool = True) -> Any:
        """A line as text, or as a list of words; `whole`: there is room for what should stay in one line."""
        words = [self._word(word, whole=whole) for word in line]
        return words[0] if len(words) == 1 and isinstance(words[0], str) else words

    def _word(self, word: Word, *, whole: bool) -> Any:
        looks: Plain = {}
        if word.target in self._known:
            looks["to"] = label(word.target)
        elif address := _address(word.url):
            looks["url"] = address
        if word.strong:
            looks["strong"] = True
        if word.quiet:
            looks["quiet"] = True
        if (tongue := _language(word.lang)) and tongue != self._language:
            looks["lang"] = tongue
        if word.mark:
            looks["mark"] = word.mark.value
        if word.bar is not None:
            looks["bar"] = min(max(word.bar, 0.0), 1.0)
        text = pieces(word.text) if whole else [printable(word.text)]
        if len(text) > 1:
            looks["pieces"] = text
        return {"t": "".join(text), **looks} if looks else text[0]

    def block(self, block: Block, width: float, size: float) -> Plain:
        match block:
            case Paragraph():
                return {"kind": "paragraph", "style": block.style, "words": self.line(block.words)}
            case Bullets():
                return {"kind": "bullets", "ordered": block.ordered, "items": [self.line(item) for item in block.items]}
            case Facts():
                return {
                    "kind": "facts",
                    "items": [self._fact(fact.label, fact.value, fact.note) for fact in block.items],
                }
            case Table():
                return table_data(block, width=width, size=size, line=self.line, anchor=self._anchor)
            case Figure():
                return self._figure(block, width)
            case Terms():
                items = [[printable(term.word), self.line(term.meaning), self._anchor(term.id)] for term in block.items]
                return {"kind": "terms", "items": items}
            case Box():
                inner = [self.block(each, width - page.BOX_INSET, size) for each in block.blocks]
                return {"kind": "box", "style": block.style, "title": printable(block.title), "blocks": inner}
            case _:
                assert_never(block)

    def _fact(self, name: str, value: Line, note: Line) -> Plain:
        return {"label": printable(name), "value": self.line(value, whole=False), "note": self.line(note, whole=False)}

    def _figure(self, figure: Figure, width: float) -> Plain:
        drawn = min(figure.width, width, page.figure_width(figure.svg, wide=width > page.WIDTH[Role.FLOW]))
        return {
            "kind": "figure",
            "id": self._anchor(figure.id),
            "title": printable(figure.title),
            "svg": figure.svg.encode("utf-8", "replace").decode(),
            "alt": printable(figure.alt),
            "width": round(drawn, 2),
            "note": self.line(figure.note),
        }


def _is_short(section: Section) -> bool:
    """Whether a section is a few lines of text that should not be torn apart."""
    lines = [line for block in section.blocks for line in lines_of(block)]
    text = all(isinstance(block, Paragraph | Bullets | Terms) for block in section.blocks)
    return text and sum(len(text_of(line)) for line in lines) < _WHOLE


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _language(code: str) -> str:
    """The code as Typst knows it, without a region; blank if it is none."""
    first = code.lower().partition("-")[0]
    return first if _LANGUAGE.fullmatch(first) else ""


def _address(url: str) -> str:
    """An http address in plain letters; blank if it is none or too long for a reader to open."""
    try:
        known = urlsplit(url).scheme in ("http", "https")
        safe = quote(url, safe="%/:=&?~#+!$,;'@()*[]") if known else ""
    except ValueError:
        return ""
    return safe if len(safe) <= 2000 else ""


def bare(document: Document, figure: Figure) -> Document:
    """A document of one figure alone, to find out whether it can be drawn."""
    section = Section(id="", title=figure.id, blocks=(replace(figure, twin=None),))
    return Document(title=figure.id or "figure", language=document.language, sections=(section,))
