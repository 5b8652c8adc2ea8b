"""Figures as SVG within the page: parsed, looked through and written anew, so that nothing else comes in."""

import re
from collections.abc import Callable
from html import escape
from xml.parsers.expat import ExpatError, ParserCreate

from markupsafe import Markup

from accord.brief.document import Figure
from accord.brief.html.anchors import Anchors
from accord.brief.legible import legible
from accord.model.problem import AccordError

_ELEMENTS = frozenset(
    {"svg", "g", "defs", "use", "symbol", "title", "desc", "image"}
    | {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "textPath"}
    | {"clipPath", "mask", "marker", "pattern", "linearGradient", "radialGradient", "stop"}
)
"""What draws; nothing that runs, loads, moves or leads away."""
_OUTER = re.compile(r"url\s*\(\s*['\"]?(?!['\"]?#)|@import|expression\s*\(", re.IGNORECASE)
_PICTURE = re.compile(r"data:image/(png|jpeg);base64,[A-Za-z0-9+/=\s]*\Z")
_LOST = ("class", "xmlns:xlink")
"""The page has its own classes."""
_OUTSIDE = ("width", "height", "style", "role", "aria-label", "aria-labelledby", "version", "id")
"""The page says how large the whole is, and what it is."""


def drawing(figure: Figure, anchors: Anchors) -> Markup:
    """The figure's SVG, safe to stand in the page.

    Raises
    ------
    AccordError
        If it is no SVG, would run, load or refer to something outside it, or its ids are not its own.
    """
    scribe = _Scribe(figure, anchors)
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = scribe.start
    parser.EndElementHandler = scribe.end
    parser.CharacterDataHandler = scribe.text
    parser.StartDoctypeDeclHandler = scribe.refuse("a document type or entities")
    parser.ProcessingInstructionHandler = scribe.refuse("an instruction to programs")
    try:
        parser.Parse(figure.svg.encode("utf-8", "replace"), True)
    except ExpatError as error:
        raise AccordError(f"figure {figure.id}: its SVG cannot be drawn: {error}") from error
    return Markup("".join(scribe.parts))  # every name is known, every value escaped


class _Scribe:
    """Writes the elements that a parser meets."""

    def __init__(self, figure: Figure, anchors: Anchors) -> None:
        self.figure = figure
        self.anchors = anchors
        self.parts: list[str] = []
        self.depth = 0

    def refuse(self, what: str) -> Callable[..., None]:
        """A handler that stops the build."""

        def stop(*_: object) -> None:
            raise AccordError(f"figure {self.figure.id}: its SVG cannot be drawn: it holds {what}")

        return stop

    def start(self, element: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if element not in _ELEMENTS:
            self.refuse(f"<{element}>")()
        if self.depth == 1:
            return self._root(element, attributes)
        for key, value in attributes.items():
            self._check(key, value)
        if "id" in attributes:
            self._own(attributes["id"])
        self._write(element, attributes)

    def _root(self, element: str, attributes: dict[str, str]) -> None:
        if element != "svg":
            self.refuse(f"<{element}> where <svg> begins")()
        if "viewBox" not in attributes:
            self.refuse("no viewBox")()
        for key, value in attributes.items():
            self._check(key, value)
        kept = {key: value for key, value in attributes.items() if key not in _OUTSIDE}
        self._write("svg", {**kept, "role": "img", "aria-label": legible(self.figure.alt)})

    def _write(self, element: str, attributes: dict[str, str]) -> None:
        written = "".join([f' {key}="{escape(value)}"' for key, value in attributes.items() if key not in _LOST])
        self.parts.append(f"<{element}{written}>")

    def end(self, element: str) -> None:
        self.depth -= 1
        last = self.parts[-1]
        if last.startswith(f"<{element}") and not last.endswith("/>"):
            self.parts[-1] = last[:-1] + "/>"
        else:
            self.parts.append(f"</{element}>")

    def text(self, text: str) -> None:
        self.parts.append(escape(text, quote=False))

    def _check(self, key: str, value: str) -> None:
        if key.lower().startswith("on"):
            self.refuse(f"an event handler, {key}")()
        if key.rpartition(":")[2] == "href" and not (value.startswith("#") or _PICTURE.match(value)):
            self.refuse(f"a reference to something outside it, {value[:80]}")()
        if _OUTER.search(value):
            self.refuse(f"a reference to something outside it, {value[:80]}")()

    def _own(self, anchor: str) -> None:
        if not anchor.startswith(self.figure.id):
            self.refuse(f"an id that does not begin with the figure's, {anchor}")()
        self.anchors.enter(anchor, f"figure {self.figure.id}")
