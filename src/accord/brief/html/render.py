"""From the document model to HTML by fixed templates; every text is escaped, no template comes from outside."""

from functools import cache
from itertools import count
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from accord.brief import palette
from accord.brief.document import Block, Document, Figure, Role, Table, blocks_in, text_of
from accord.brief.fonts import faces_for, font_face_css
from accord.brief.html import tables
from accord.brief.html.anchors import Anchors, link, name
from accord.brief.html.drawing import drawing
from accord.brief.html.words import Writer, is_language
from accord.brief.legible import legible

FURNITURE = {
    "contents": "Contents",
    "page": "Page",
    "of": "of",
    "table": "Table",
    "figure": "Figure",
    "data": "Data",
    "skip": "Skip to the content",
}
"""Words of the page where the document has none."""
_FACES = "/*faces*/"
"""Stands in the template, before any text of the document, where the fonts belong."""


def render_html(document: Document) -> str:
    """The document as one HTML file.

    Raises
    ------
    AccordError
        If an anchor stands twice, or an SVG cannot be drawn; the message names the figure.

    Examples
    --------
    >>> page = render_html(Document(title="R&D <b>", language="en"))
    >>> "<h1>R&amp;D &lt;b&gt;</h1>" in page, "<script" in page
    (True, False)
    """
    anchors = Anchors(document)
    words = {**FURNITURE, **document.words}
    writer = Writer(anchors, words)
    context = {
        "document": document,
        "language": document.language if is_language(document.language) else "en",
        "words": words,
        "colours": _colours(),
        "edition": text_of(document.edition),
        "drawings": {figure.id: drawing(figure, anchors) for figure in _figures(document)},
        "numbers": _numbers(document),
        "anchors": anchors,
        "line": writer.line,
        "text": writer.text,
        "rows": lambda table, anchored: tables.rows(table, writer, anchored=anchored),
    }
    page = _environment().get_template("document.html").render(context)
    before, _, after = page.partition(_FACES)
    return before + font_face_css(faces_for(page)) + after


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("accord.brief.html"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_legible,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {
        "kind": lambda block: type(block).__name__.lower(),
        "link": link,
        "looks": tables.looks,
        "measure": tables.measure,
        "shares": tables.shares,
        "scrolls": tables.scrolls,
        "Role": Role,
    }
    environment.filters |= {"name": name, "css": css_string}
    return environment


def _legible(value: Any) -> Any:
    return legible(value) if type(value) is str else value


def css_string(text: str) -> Markup:
    """Text as a string of CSS; every character that is not a plain letter or digit as its number.

    >>> print(css_string('A "b" </style>'))
    "A\\20 \\22 b\\22 \\20 \\3c \\2f style\\3e "
    """
    plain = (c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in legible(text))
    return Markup('"' + "".join(plain) + '"')


def _colours() -> dict[str, str]:
    return {key.lower().replace("_", "-"): value for key, value in vars(palette).items() if key.isupper()}


def _blocks(document: Document) -> list[Block]:
    return [block for section in document.walk() for block in blocks_in(section.blocks)]


def _figures(document: Document) -> list[Figure]:
    return [block for block in _blocks(document) if isinstance(block, Figure)]


def _numbers(document: Document) -> dict[str, int]:
    """Figures and titled tables are counted in reading order, each for themselves."""
    figures, titled = count(1), count(1)
    numbers = {}
    for block in _blocks(document):
        if isinstance(block, Figure):
            numbers[block.id] = next(figures)
        elif isinstance(block, Table) and block.title and block.rows:
            numbers[block.id] = next(titled)
    return numbers
