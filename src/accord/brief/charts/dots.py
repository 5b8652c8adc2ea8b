"""Dots on a line for each row, two or three values side by side: what is, what could be, what limits it."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import assert_never

from accord.brief.charts.frame import PORTRAIT
from accord.brief.charts.scale import scale_marks
from accord.brief.charts.svg import SIZE, SMALL, Svg, drawing, element, fitted, text, wrapped
from accord.brief.palette import BLUE, GREY, INK, ORANGE, PAPER, QUIET, RULE
from accord.brief.widths import text_width


class Shape(StrEnum):
    """How a value is drawn: told apart by form first, by colour second."""

    RING = "ring"
    """Open circle, orange."""
    DISC = "disc"
    """Filled circle, blue."""
    DIAMOND = "diamond"
    """Open diamond, ink."""
    TICK = "tick"
    """Upright stroke, ink."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One of the values that every row has."""

    shape: Shape
    heading: str
    """What it is, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DotRow:
    """A row: its name, its values and what is said of them."""

    name: str
    """Short name, strong; blank: none."""
    label: str
    """What it is, in words."""
    values: tuple[float | None, ...]
    """One a series; None: not known, not drawn."""
    said: tuple[str, ...]
    """One a column of numbers: those of the series, then any others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DotChart:
    """Rows of dots over one scale."""

    rows: tuple[DotRow, ...]
    series: tuple[Series, ...]
    others: tuple[str, ...] = ()
    """Headings of columns of numbers beyond those of the series."""
    names: float = 170.0
    """Most room for name and label, points."""
    row: float = 15.0
    """Height of a row, points."""
    lines: int = 1
    """Lines that a label may take."""
    most: float = math.inf
    """No mark of the scale lies above it, if no value does."""
    step: float = 0.0
    """Marks of the scale lie no closer: what their text can tell apart."""
    reference: tuple[float, str] | None = None
    """A value that all are compared with, and its name."""

    @property
    def headings(self) -> tuple[str, ...]:
        """Headings of the columns of numbers."""
        return (*(series.heading for series in self.series), *self.others)

    @property
    def columns(self) -> tuple[float, ...]:
        """Widths of the columns of numbers, points: as wide as their words, within bounds."""
        return tuple(
            min(_COLUMN[1], max(_COLUMN[0], max(_widths(heading, (row.said[number] for row in self.rows))) + 10.0))
            for number, heading in enumerate(self.headings)
        )

    def right_of(self, number: int) -> float:
        """Where a column of numbers ends, points."""
        return PORTRAIT - sum(self.columns[number + 1 :])

    @property
    def indent(self) -> float:
        """Where labels begin, points."""
        widest = max(text_width(row.name, SIZE, weight=600) for row in self.rows)
        return min(widest + 6.0, _ID_SHARE * self.names) if widest else 0.0

    @property
    def room(self) -> float:
        """Room that names and labels take, points."""
        widest = max(text_width(row.label, SIZE) for row in self.rows)
        return min(self.names, self.indent + widest + 1.0)


_COLUMN = (42.0, 84.0)
_ID_SHARE = 0.4
_TOP = 34.0
_FOOT = 14.0


def draw_dots(chart: DotChart, *, say: Callable[[float], str]) -> str:
    """Draw rows over one scale, with their numbers on the right.

    Parameters
    ----------
    say
        A mark of the scale as text.
    """
    values = [min(value, chart.most) for row in chart.rows for value in row.values if value is not None]
    marks = scale_marks(
        [*values, *([chart.reference[0]] if chart.reference else [])], least_step=chart.step, most=chart.most
    )
    left, right = chart.room + 16.0, PORTRAIT - sum(chart.columns) - 10.0
    bottom = _TOP + len(chart.rows) * chart.row

    def x(value: float) -> float:
        share = (value - marks[0]) / (marks[-1] - marks[0])
        return left + min(1.0, max(0.0, share)) * (right - left)

    parts: list[Svg] = [*_headings(chart)]
    named = _sparse([(x(value), say(value)) for value in marks])
    for value in marks:
        parts.append(element("line", x1=x(value), x2=x(value), y1=_TOP, y2=bottom, stroke=RULE, stroke_width=0.5))
    for place, name in named:
        parts.append(text(name, place, bottom + 10, size=SMALL, fill=QUIET, anchor="middle"))
    if chart.reference:
        parts.extend(_reference(chart.reference, x(chart.reference[0]), bottom, (left, right)))
    for number, row in enumerate(chart.rows):
        parts.extend(_row(chart, row, _TOP + number * chart.row, x))
    return drawing(PORTRAIT, bottom + _FOOT, parts)


def _widths(heading: str, said: Iterable[str]) -> Iterator[float]:
    yield from (text_width(part, SMALL) for part in heading.split())
    yield from (text_width(part, SIZE) for part in said)


def _sparse(marks: Sequence[tuple[float, str]]) -> Sequence[tuple[float, str]]:
    """Marks, or every second or fourth of them, so that no two names touch."""
    for step in (1, 2, 4):
        chosen = marks[::step]
        pairs = pairwise(chosen)
        if all(b[0] - a[0] > (text_width(a[1], SMALL) + text_width(b[1], SMALL)) / 2 + 4.0 for a, b in pairs):
            return chosen
    return marks[:1]


def _headings(chart: DotChart) -> list[Svg]:
    parts: list[Svg] = []
    for number, (heading, width) in enumerate(zip(chart.headings, chart.columns, strict=True)):
        right = chart.right_of(number)
        lines = wrapped(heading, width - 6, size=SMALL, lines=2)
        for at, line in enumerate(lines):
            y = 27.0 - (len(lines) - 1 - at) * 9.0
            parts.append(text(line, right, y, size=SMALL, fill=QUIET, anchor="end"))
        if number < len(chart.series):
            parts.append(mark(chart.series[number].shape, right - 4.0, 4.5))
    parts.append(element("line", x1=0, x2=PORTRAIT, y1=31.5, y2=31.5, stroke=RULE, stroke_width=0.6))
    return parts


def _reference(reference: tuple[float, str], x: float, bottom: float, room: tuple[float, float]) -> tuple[Svg, ...]:
    name = fitted(reference[1], room[1] - room[0], size=SMALL)
    half = text_width(name, SMALL) / 2
    at = min(max(x, room[0] + half), room[1] - half)
    return (
        element("line", x1=x, x2=x, y1=_TOP - 2.5, y2=bottom, stroke=QUIET, stroke_width=0.9, stroke_dasharray="3 2"),
        text(name, at, 27, size=SMALL, fill=QUIET, anchor="middle"),
    )


def _row(chart: DotChart, row: DotRow, y: float, x: Callable[[float], float]) -> list[Svg]:
    middle = y + chart.row / 2
    parts = _name(chart, row, middle)
    known = [value for value in row.values if value is not None]
    if len(known) > 1:
        ends = x(min(known)), x(max(known))
        parts.append(element("line", x1=ends[0], x2=ends[1], y1=middle, y2=middle, stroke=GREY, stroke_width=1.2))
    for series, value in reversed(list(zip(chart.series, row.values, strict=True))):
        if value is not None:
            parts.append(mark(series.shape, x(value), middle))
    for number, (said, width) in enumerate(zip(row.said, chart.columns, strict=True)):
        parts.append(text(fitted(said, width - 4), chart.right_of(number), middle + 3, anchor="end"))
    return parts


def _name(chart: DotChart, row: DotRow, middle: float) -> list[Svg]:
    after = chart.indent
    name = fitted(row.name, after - 3.0, weight=600) if after else ""
    lines = wrapped(row.label, chart.names - after, lines=chart.lines)
    parts = [text(name, 0, middle + 3, weight=600)] if name else []
    for at, line in enumerate(lines):
        parts.append(text(line, after, middle + 3 + (at - (len(lines) - 1) / 2) * 9.5))
    return parts


def mark(shape: Shape, x: float, y: float) -> Svg:
    """A value's mark about its place."""
    match shape:
        case Shape.RING:
            return element("circle", cx=x, cy=y, r=2.9, fill=PAPER, stroke=ORANGE, stroke_width=1.4)
        case Shape.DISC:
            return element("circle", cx=x, cy=y, r=3.4, fill=BLUE)
        case Shape.DIAMOND:
            path = f"M{x:.2f},{y - 3.7:.2f}l3.7,3.7l-3.7,3.7l-3.7,-3.7Z"
            return element("path", d=path, fill=PAPER, stroke=INK, stroke_width=1.1)
        case Shape.TICK:
            return element("line", x1=x, x2=x, y1=y - 4.5, y2=y + 4.5, stroke=INK, stroke_width=1.6)
        case _:
            assert_never(shape)
