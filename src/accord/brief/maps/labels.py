"""Puts labels where they cover nothing: the weightiest first, each at the best free place around its point."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accord.brief.charts.svg import Svg, element, text
from accord.brief.palette import INK
from accord.brief.widths import text_width

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, points."""
LONGEST = 96.0
"""Widest label of a place, points."""
_ASCENT, _DESCENT = 0.78, 0.24
"""Of a line of text, in its size."""
_LEADING = 1.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Lines of text that belong to a point."""

    lines: tuple[str, ...]
    """What is read, from top to bottom."""
    x: float
    """Point that it belongs to."""
    y: float
    """Point that it belongs to."""
    rank: float = 0.0
    """The lowest is put first."""
    gap: float = 4.0
    """Distance from the point, points; 0: it may stand on the point."""
    size: float = 7.0
    """Size of the text, points."""
    weight: int = 400
    """Weight of the text."""
    fill: str = INK
    """Colour of the text."""
    strong: int = 0
    """So many of the last lines are bold."""
    spots: tuple[tuple[float, float], ...] = ()
    """Centres at which it may stand, the best first; blank: around its point."""
    must: bool = False
    """Whether it stands at its best place even if nothing is free."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A label and where its text stands."""

    label: Label
    box: Box
    line: tuple[float, float, float, float] | None = None
    """Leader from its point, if it had to stand away from it."""

    def svg(self) -> Svg:
        """The text, with its halo."""
        left, top, right, _ = self.box
        size = self.label.size
        return element(
            "g",
            self._leader(),
            *(
                text(
                    line,
                    (left + right) / 2,
                    top + size * (_ASCENT + _LEADING * index),
                    size=size,
                    weight=_weight(self.label, index),
                    fill=self.label.fill,
                    anchor="middle",
                    halo=1.2,
                )
                for index, line in enumerate(self.label.lines)
            ),
        )

    def _leader(self) -> Svg:
        if not self.line:
            return Svg("")
        x1, y1, x2, y2 = self.line
        return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=INK, stroke_width=0.6)


class Taken:
    """Boxes of the page that are taken."""

    def __init__(self, width: float, height: float, boxes: Iterable[Box] = ()) -> None:
        self.width, self.height = width, height
        self._boxes: list[Box] = list(boxes)

    def add(self, box: Box) -> None:
        """Take a box."""
        self._boxes.append(box)

    @property
    def boxes(self) -> NDArray[np.float64]:
        """All boxes, shape (n, 4)."""
        return np.array(self._boxes, dtype=float).reshape(-1, 4)

    def free(self, box: Box, *, margin: float = 1.0) -> bool:
        """Whether a box lies on the page and touches none that is taken."""
        left, top, right, bottom = box
        if left < margin or top < margin or right > self.width - margin or bottom > self.height - margin:
            return False
        taken = self.boxes
        return not bool(
            (
                (taken[:, 0] < right + margin)
                & (taken[:, 2] > left - margin)
                & (taken[:, 1] < bottom + margin)
                & (taken[:, 3] > top - margin)
            ).any()
        )


def place_labels(labels: Sequence[Label], taken: Taken) -> tuple[Placed, ...]:
    """Put labels on a page in order of their rank; one that finds no free place is left out unless it must stand.

    Places that are found are taken from then on. The same labels give the same page, whatever their order.
    """
    found: list[Placed] = []
    for label in sorted(labels, key=lambda one: (one.rank, one.lines, one.x, one.y)):
        spots = [box_at(label, x, y) for x, y in label.spots] or candidates(label)
        free = next((box for box in spots if taken.free(box)), None)
        line = None
        if free is None and label.must:
            x, y = label.spots[0] if label.spots else (label.x, label.y)
            free = next((box for box in _ring(label, x, y) if taken.free(box)), None)
            line = (x, y, *_nearest(x, y, free)) if free else None
            free = free or kept_on_page(spots[0], taken)
        if free is not None:
            taken.add(free)
            found.append(Placed(label, free, line))
    return tuple(found)


def _ring(label: Label, x: float, y: float) -> list[Box]:
    """Boxes farther and farther around a point."""
    width, height = size_of(label)
    turns = [2 * math.pi * index / 24 for index in range(24)]
    return [
        box_at(label, x + (far + width / 2) * math.cos(turn), y + (far + height / 2) * math.sin(turn))
        for far in (6.0, 12.0, 20.0, 30.0, 42.0, 56.0, 72.0)
        for turn in turns
    ]


def _nearest(x: float, y: float, box: Box) -> tuple[float, float]:
    return min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3])


def box_at(label: Label, x: float, y: float) -> Box:
    """The box of a label whose centre stands at a point."""
    width, height = size_of(label)
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def size_of(label: Label) -> tuple[float, float]:
    """Width and height of a label, points."""
    width = max(text_width(line, label.size, weight=_weight(label, index)) for index, line in enumerate(label.lines))
    return width, label.size * (_ASCENT + _DESCENT + _LEADING * (len(label.lines) - 1))


def _weight(label: Label, index: int) -> int:
    return 600 if index >= len(label.lines) - label.strong else label.weight


def candidates(label: Label) -> list[Box]:
    """Boxes around the point of a label, the best first: right, left, above, below, then the corners, then farther."""
    width, height = size_of(label)
    found = []
    for gap in (label.gap, label.gap + 5.0):
        across, down = gap + width / 2, gap + height / 2
        slant = 0.7 * gap
        moves = [(across, 0.0), (-across, 0.0), (0.0, -down), (0.0, down)]
        moves += [(right * (slant + width / 2), up * (slant + height / 2)) for up in (-1, 1) for right in (1, -1)]
        moves += [(right * width / 4, up * down) for up in (-1, 1) for right in (1, -1)]
        found += [box_at(label, label.x + right, label.y + up) for right, up in moves]
    return found


def kept_on_page(box: Box, taken: Taken) -> Box:
    """A box moved so that it lies on the page."""
    left, top, right, bottom = box
    move_x = max(2.0 - left, min(0.0, taken.width - 2.0 - right))
    move_y = max(2.0 - top, min(0.0, taken.height - 2.0 - bottom))
    return left + move_x, top + move_y, right + move_x, bottom + move_y
