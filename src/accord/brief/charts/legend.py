"""Keys above a chart: a swatch and a word each, one after the other in one row."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from accord.brief.charts.svg import SMALL, Svg, element, fitted, text
from accord.brief.palette import QUIET
from accord.brief.widths import text_width

Key: TypeAlias = tuple[Callable[[float], tuple[Svg, ...]], str]
"""Draws a swatch that begins at x; and what it means."""

_AFTER = 4.0
_BETWEEN = 18.0
_BASE = 9.0


def swatch(fill: str, *, edge: str | None = None) -> Callable[[float], tuple[Svg, ...]]:
    """A small rectangle of a fill.

    >>> swatch("#1f5a96")(5.0)
    ('<rect x="5" y="2.5" width="10" height="7" fill="#1f5a96" stroke-width="0.6"/>',)
    """
    return lambda x: (element("rect", x=x, y=2.5, width=10, height=7, fill=fill, stroke=edge, stroke_width=0.6),)


def legend(keys: Sequence[Key], left: float, right: float, *, wide: float = 10.0) -> tuple[Svg, ...]:
    """Keys in a row from left to right; words are cut if they do not all fit.

    >>> legend([(lambda x: (), "covered")], 0.0, 100.0)
    ('<text x="14" y="9" font-size="8" fill="#51606e">covered</text>',)
    """
    room = right - left - len(keys) * (wide + _AFTER) - (len(keys) - 1) * _BETWEEN
    widths = [text_width(words, SMALL) for _, words in keys]
    if sum(widths) > room:
        widths = [min(width, room / len(keys)) for width in widths]
    parts: list[Svg] = []
    x = left
    for (draw, words), width in zip(keys, widths, strict=True):
        parts.extend(draw(x))
        parts.append(text(fitted(words, width + 0.01, size=SMALL), x + wide + _AFTER, _BASE, size=SMALL, fill=QUIET))
        x += wide + _AFTER + width + _BETWEEN
    return tuple(parts)
