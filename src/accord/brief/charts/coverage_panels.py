"""Small charts of units wanted as a line and units covered as an area, with what is short hatched between."""

import datetime as dt
from collections.abc import Sequence

from accord.brief.charts.components import Component, Floats
from accord.brief.charts.frame import PORTRAIT, quantity
from accord.brief.charts.legend import legend, swatch
from accord.brief.charts.svg import SMALL, Svg, drawing, element, fitted, hatch, text
from accord.brief.charts.time_axis import TimeAxis, draw_months
from accord.brief.document import text_of
from accord.brief.palette import BLUE, INK, LIGHT_BLUE, ORANGE, QUIET, RULE
from accord.brief.pen import Pen

_COLUMNS = 2
_GUTTER = 24.0
_SCALE = 24.0
_HEAD = 20.0
_PANEL = 96.0
_PLOT = (16.0, 76.0)


def draw_panels(pen: Pen, bounds: Sequence[dt.date], parts: Sequence[Component], id: str) -> str:
    """A panel for each component, two in a row.

    Parameters
    ----------
    bounds
        First day of each period, and of the period after the last.
    """
    elements: list[Svg] = [hatch(f"{id}-short", ORANGE), *_head(pen, id)]
    wide = (PORTRAIT - _GUTTER * (_COLUMNS - 1)) / _COLUMNS
    for number, part in enumerate(parts):
        row, column = divmod(number, _COLUMNS)
        left = column * (wide + _GUTTER)
        top = _HEAD + row * _PANEL
        elements.extend(_panel(pen, bounds, part, (left, top, left + wide), id))
    rows = -(-len(parts) // _COLUMNS)
    return drawing(PORTRAIT, _HEAD + rows * _PANEL - 6.0, elements)


def _head(pen: Pen, id: str) -> tuple[Svg, ...]:
    keys = (
        (lambda x: (element("line", x1=x, x2=x + 10, y1=6, y2=6, stroke=INK, stroke_width=1.2),), pen.say("wanted")),
        (swatch(LIGHT_BLUE), pen.say("covered")),
        (swatch(f"url(#{id}-short)", edge=ORANGE), pen.say("short")),
    )
    return legend(keys, _SCALE, PORTRAIT)


def _panel(
    pen: Pen, bounds: Sequence[dt.date], part: Component, at: tuple[float, float, float], id: str
) -> tuple[Svg, ...]:
    left, top, right = at
    axis = TimeAxis(first=bounds[0], end=bounds[-1], left=left + _SCALE, right=right)
    high, low = top + _PLOT[0], top + _PLOT[1]
    most = float(part.wanted.max())
    edges = [axis.x(day) for day in bounds]

    def heights(values: Floats) -> list[float]:
        return [low - min(1.0, float(value) / most) * (low - high) for value in values]

    wanted, covered = heights(part.wanted), heights(part.covered)
    said = text_of(pen.line("{share} covered", share=pen.share(part.share)))
    return (
        text(fitted(part.name, right - left - _SCALE - 90, weight=600), left + _SCALE, top + 9, weight=600),
        text(fitted(said, 88, size=SMALL), right, top + 9, size=SMALL, fill=QUIET, anchor="end"),
        *draw_months(pen, axis, high, low),
        element("path", d=_area(edges, wanted, covered), fill=f"url(#{id}-short)"),
        element("path", d=_area(edges, covered, [low] * len(covered)), fill=LIGHT_BLUE),
        element("path", d=_steps(edges, covered), fill="none", stroke=BLUE, stroke_width=0.8),
        element("path", d=_steps(edges, wanted), fill="none", stroke=INK, stroke_width=1.2),
        element("line", x1=axis.left, x2=axis.right, y1=low, y2=low, stroke=RULE, stroke_width=0.6),
        text(
            fitted(quantity(pen, most), _SCALE - 5, size=SMALL),
            axis.left - 4,
            high + 3,
            size=SMALL,
            fill=QUIET,
            anchor="end",
        ),
        text("0", axis.left - 4, low + 3, size=SMALL, fill=QUIET, anchor="end"),
    )


def _steps(edges: Sequence[float], heights: Sequence[float]) -> str:
    return "M" + "L".join(f"{x:.2f},{y:.2f}" for x, y in _corners(edges, heights))


def _area(edges: Sequence[float], upper: Sequence[float], lower: Sequence[float]) -> str:
    back = reversed(_corners(edges, lower))
    return _steps(edges, upper) + "L" + "L".join(f"{x:.2f},{y:.2f}" for x, y in back) + "Z"


def _corners(edges: Sequence[float], heights: Sequence[float]) -> list[tuple[float, float]]:
    """Corners of a step line; points within a level stretch are left out."""
    found: list[tuple[float, float]] = []
    for number, height in enumerate(heights):
        if not found or height != found[-1][1]:
            found.append((edges[number], height))
        elif len(found) > 1 and found[-2][1] == height:
            found.pop()
        found.append((edges[number + 1], height))
    return found
