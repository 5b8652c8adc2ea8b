"""From a document to pages: the templates compiled with the document as their data."""

import datetime as dt
import json
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import typst

from accord.brief.document import Document, Figure, blocks_in
from accord.brief.fonts import font_folder
from accord.brief.pdf.finish import Place, finished
from accord.brief.pdf.payload import bare, label, payload
from accord.model.problem import AccordError

STANDARDS: list[Any] = ["a-2b", "ua-1"]
"""PDF/A-2b (to be archived) and PDF/UA-1 (to be read aloud)."""
_EPOCH = dt.date(2000, 1, 1)
_ABSENT = re.compile(r'the text `"(.*?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_ROUNDS = 4


class BadFigure(AccordError):
    """A figure that cannot be drawn or that says nothing to who cannot see it; the message names it."""


def render_pdf(document: Document, *, fonts: Path | None = None) -> bytes:
    """A document as PDF/A-2b and PDF/UA-1, the same bytes for the same document.

    Parameters
    ----------
    fonts
        Folder with the Inter fonts; None: those that come with Accord.

    Raises
    ------
    BadFigure
        If the SVG of a figure cannot be drawn, or a figure has no text for those who cannot see it.
    AccordError
        If the document cannot be set for another reason.
    """
    options = {"format": "pdf", "pdf_standards": STANDARDS, "timestamp": _seconds(document.day)}
    pdf, places = _render(document, fonts, options)
    return finished(pdf, places)


def render_pages(
    document: Document, *, fonts: Path | None = None, ppi: float = 100.0, anchors: Sequence[str] = ()
) -> tuple[bytes, ...]:
    """The pages of a document as PNG images.

    Parameters
    ----------
    anchors
        Only the pages on which these anchors stand, one each, in this order; none: all pages.

    Raises
    ------
    KeyError
        If an anchor stands nowhere.
    """
    made, places = _render(document, fonts, {"format": "png", "ppi": ppi})
    pages = tuple(made) if isinstance(made, list) else (made,)
    return tuple(pages[places[label(anchor)].page - 1] for anchor in anchors) if anchors else pages


def _render(document: Document, fonts: Path | None, options: dict[str, Any]) -> tuple[Any, dict[str, Place]]:
    folder = fonts or font_folder()
    for figure in _figures(document):
        if not figure.alt.strip():
            raise BadFigure(f"figure {figure.id!r} has no alternative text")
    data = json.dumps(payload(document), ensure_ascii=False)
    try:
        return _compile(data, folder, options)
    except typst.TypstError as error:
        _blame(document, folder, options)
        raise AccordError(f"the document cannot be set as PDF: {error.diagnostic or error.message}") from error


def _compile(data: str, folder: Path, options: dict[str, Any]) -> tuple[Any, dict[str, Place]]:
    """Pages of the data; characters that no font has are printed as U+FFFD."""
    for _ in range(_ROUNDS):
        try:
            return _compile_once(data, folder, options)
        except typst.TypstError as error:
            absent = _absent(error.diagnostic)
            if not absent:
                raise
            data = data.translate(dict.fromkeys(absent, "\N{REPLACEMENT CHARACTER}"))
    return _compile_once(data, folder, options)


def _compile_once(data: str, folder: Path, options: dict[str, Any]) -> tuple[Any, dict[str, Place]]:
    with as_file(files("accord.brief.pdf") / "templates") as root:
        compiler = typst.Compiler(
            root / "main.typ", root=root, font_paths=_fonts(folder), ignore_system_fonts=True, sys_inputs={"data": data}
        )
        made, warnings = compiler.compile_with_warnings(**options)
        places = json.loads(compiler.query("<places>", field="value", one=True))
    if warnings:
        raise AccordError("the document cannot be set as PDF: " + "; ".join(each.message for each in warnings))
    return made, {name: Place(page, left, top) for name, page, left, top in places}


@cache
def _fonts(folder: Path) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(folder)])


def _absent(diagnostic: str) -> set[int]:
    """Characters beyond ASCII that a diagnostic says no font has."""
    texts = (_ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) for text in _ABSENT.findall(diagnostic))
    return {ord(sign) for text in texts for sign in text if ord(sign) > 127 and sign != "\N{REPLACEMENT CHARACTER}"}


def _blame(document: Document, folder: Path, options: dict[str, Any]) -> None:
    """Name the first figure that cannot be drawn, if one of them is at fault."""
    for figure in _figures(document):
        try:
            _compile(json.dumps(payload(bare(document, figure)), ensure_ascii=False), folder, options)
        except typst.TypstError as error:
            raise BadFigure(f"figure {figure.id!r} cannot be drawn: {error.message}") from error


def _figures(document: Document) -> list[Figure]:
    return [each for section in document.walk() for each in blocks_in(section.blocks) if isinstance(each, Figure)]


def _seconds(day: dt.date | None) -> int:
    day = day or _EPOCH
    return int(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).timestamp())
