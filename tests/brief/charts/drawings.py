"""What is true of every drawing and every twin, whatever they show."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from accord.brief.document import Figure, lines_of
from accord.brief.evidence import Ledger
from accord.brief.language import language
from accord.brief.pen import Pen
from accord.brief.widths import text_width

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "g", "defs", "pattern", "clipPath", "rect", "line", "path", "circle", "text", "ellipse"}
LEAST_SIZE = 4.0
"""Only where more tours lie side by side than a page is high is text this small."""


def new_pen(code: str = "en") -> Pen:
    return Pen(language(code), Ledger())


@dataclass(frozen=True)
class Written:
    """A text where it stands."""

    words: str
    left: float
    right: float
    baseline: float
    size: float


def texts(svg: str) -> Iterator[Written]:
    for element in ET.fromstring(svg).iter(f"{SVG}text"):
        words, size = element.text or "", float(element.get("font-size", 0))
        width = text_width(words, size, weight=int(element.get("font-weight", 400)))
        x, y = float(element.get("x", 0)), float(element.get("y", 0))
        moved = re.fullmatch(r"translate\(([-\d.]+) ([-\d.]+)\)", element.get("transform", ""))
        if moved:
            x, y = x + float(moved[1]), y + float(moved[2])
        else:
            assert element.get("transform") is None
        left = x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[element.get("text-anchor", "start")]
        yield Written(words=words, left=left, right=left + width, baseline=y, size=size)


def assert_sound(figure: Figure, pen: Pen) -> None:
    """The drawing is well-formed and within its box, its ids are its own, and every number of the twin has evidence."""
    root = ET.fromstring(figure.svg)
    assert root.tag == f"{SVG}svg"
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= ALLOWED
    _, _, width, height = map(float, root.get("viewBox", "").split())
    assert width == figure.width
    ids = [element.get("id", "") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert all(id.startswith(figure.id) for id in ids)
    assert set(re.findall(r"url\(#([^)]*)\)", figure.svg)) <= set(ids)
    for text in texts(figure.svg):
        assert text.words.strip() == text.words
        assert text.words
        assert text.left >= -0.5, text
        assert text.right <= width + 0.5, text
        assert text.size - 1.5 <= text.baseline <= height - 1.0, text
        assert text.size >= LEAST_SIZE, text
    assert figure.title
    assert figure.alt
    _assert_twin(figure, pen)


def _assert_twin(figure: Figure, pen: Pen) -> None:
    assert figure.twin is not None
    assert figure.twin.id == f"{figure.id}-data"
    assert figure.twin.rows
    assert all(len(row.cells) == len(figure.twin.columns) for row in figure.twin.rows)
    entries = {entry.id for entry in pen.ledger.entries}
    targets = {word.target for line in lines_of(figure.twin) for word in line if word.target.startswith("q-")}
    assert targets
    assert targets <= entries
