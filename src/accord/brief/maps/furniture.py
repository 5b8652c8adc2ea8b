"""Scale bar and legend of a map, and the sheet that holds window and legend."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from accord.brief.charts.svg import Svg, drawing, element, text, wrapped
from accord.brief.maps.frame import Extent, Frame, frame_of
from accord.brief.maps.ground import Ground
from accord.brief.maps.labels import Box
from accord.brief.palette import INK, PAPER, QUIET, RULE
from accord.brief.pen import Pen
from accord.brief.widths import text_width

WIDTH = 510.0
"""Width of a map and its legend, points."""
SIDE = 122.0
"""Width of a legend beside the window, points."""
_SIZE = 7.5
_ROW = 13.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """An entry of a legend."""

    draw: Callable[[float, float], Svg]
    """Draws it from a left edge at a middle height, at most 18 points wide."""
    meaning: str
    """What it means."""


def roomy_frame(extent: Extent, ground: Ground) -> Frame:
    """The largest window that a page holds, its legend below."""
    return frame_of(extent, width=WIDTH, least=230.0, most=540.0, limits=ground.limits)


def frame_for(extent: Extent, ground: Ground) -> tuple[Frame, bool]:
    """The window for an extent, and whether the legend stands beside it: so for an extent that is high."""
    wide = frame_of(extent, width=WIDTH, least=230.0, most=440.0, limits=ground.limits)
    tall = frame_of(extent, width=WIDTH - SIDE - 10.0, least=300.0, most=470.0, limits=ground.limits)
    if tall.km_per_point <= wide.km_per_point * 1.12:
        return tall, True
    return wide, False


def scale_bar(frame: Frame, pen: Pen) -> tuple[Svg, Box]:
    """A bar of a round number of kilometres, true at the centre of the window, and the box it takes."""
    km = round_length(frame.km_at_centre() * frame.width * 0.22)
    length = km / frame.km_at_centre()
    x, y = 10.0, frame.height - 9.0
    words = f"{pen.number(km, 1 if km < 1 else 0)} km"
    right = x + length + 6 + text_width(words, 7.0)
    bar = f"M{x:.1f} {y - 3:.1f}v3h{length:.2f}v-3"
    return element(
        "g",
        element("rect", x=4, y=y - 10, width=right, height=16, fill=PAPER, fill_opacity=0.8, rx=2),
        element("path", d=bar, fill="none", stroke=INK, stroke_width=1),
        text(words, x + length + 4, y + 0.5, size=7.0),
    ), (4.0, y - 10, right + 4, y + 6)


def round_length(most: float) -> float:
    """The largest of 1, 2, 5 times a power of ten that is not above.

    >>> [round_length(km) for km in (7.0, 130.0, 999.0, 0.3)]
    [5.0, 100.0, 500.0, 0.2]
    """
    power = 10.0 ** math.floor(math.log10(most))
    return float(next(step * power for step in (5.0, 2.0, 1.0) if step * power <= most * (1 + 1e-9)))


def sheet(
    id: str, frame: Frame, beside: bool, *, layers: Sequence[Svg], signs: Sequence[Sign], defs: Sequence[Svg] = ()
) -> str:
    """The whole drawing: definitions, window and legend."""
    legend, height = _beside(frame, signs) if beside else _below(frame, signs)
    shape = {"width": frame.width, "height": frame.height}
    clip = element("defs", element("clipPath", element("rect", **shape), id=f"{id}-window"))
    window = element("g", *layers, clip_path=f"url(#{id}-window)")
    border = element("rect", **shape, fill="none", stroke=RULE, stroke_width=0.8)
    return drawing(WIDTH, height, [*defs, clip, window, border, *legend])


def _beside(frame: Frame, signs: Sequence[Sign]) -> tuple[list[Svg], float]:
    x, y, found = frame.width + 10.0, 6.0, []
    for sign in signs:
        lines = wrapped(sign.meaning, SIDE - 26.0, size=_SIZE, lines=3)
        found.append(sign.draw(x, y))
        found += [text(line, x + 24, y + 2.7 + 9 * index, size=_SIZE, fill=QUIET) for index, line in enumerate(lines)]
        y += _ROW + 9 * (len(lines) - 1)
    return found, max(frame.height, y) + 1


def _below(frame: Frame, signs: Sequence[Sign]) -> tuple[list[Svg], float]:
    x, y, found = 1.0, frame.height + 12.0, []
    for sign in signs:
        words = wrapped(sign.meaning, WIDTH - 40, size=_SIZE, lines=1)[0]
        width = 24 + text_width(words, _SIZE) + 14
        if x > 1.0 and x + width - 14 > WIDTH:
            x, y = 1.0, y + _ROW
        found += [sign.draw(x, y), text(words, x + 23, y + 2.7, size=_SIZE, fill=QUIET)]
        x += width
    return found, y + 8 if signs else frame.height + 1
