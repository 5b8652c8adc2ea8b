"""Writes SVG: elements whose text and attributes are escaped, text that fits its place, halos, hatching.

All lengths are points at printed size; y points downward. Nothing is styled by CSS, so that every renderer draws alike.
"""

from collections.abc import Iterable
from html import escape
from typing import NewType

from accord.brief.legible import legible
from accord.brief.palette import INK, PAPER
from accord.brief.widths import text_width

Svg = NewType("Svg", str)
"""A piece of well-formed SVG; made by `element` alone."""

SIZE = 8.5
"""Usual size of text in a chart, points."""
SMALL = 8.0
"""Smallest size of text in a chart, points."""
FONT = "Inter, sans-serif"


def element(tag: str, /, *children: str, **attributes: str | float | None) -> Svg:
    """An element; attributes that are None are left out, ``_`` in a name stands for ``-``, numbers have 2 decimals.

    Parameters
    ----------
    children
        Elements, already written.

    >>> element("g", element("line", x1=0, x2=1 / 3, stroke_width=0.5), id='<"a">', fill=None)
    '<g id="&lt;&quot;a&quot;&gt;"><line x1="0" x2="0.33" stroke-width="0.5"/></g>'
    """
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    content = "".join(children)
    return Svg(f"<{tag}{written}>{content}</{tag}>" if content else f"<{tag}{written}/>")


def text(
    words: str,
    x: float,
    y: float,
    *,
    size: float = SIZE,
    weight: int = 400,
    fill: str = INK,
    anchor: str | None = None,
    halo: float = 0.0,
    turn: float = 0.0,
) -> Svg:
    """Text on a baseline.

    Parameters
    ----------
    anchor
        ``middle`` or ``end``; None: it starts at x.
    halo
        Width of the ground drawn around it, points, so that it reads over lines; 0: none.
    turn
        Degrees by which it is turned about its anchor, clockwise.

    >>> text("a < b", 1, 2)
    '<text x="1" y="2" font-size="8.5" fill="#1b2733">a &lt; b</text>'
    """
    shape: dict[str, str | float | None] = {
        "x": x,
        "y": y,
        "font_size": size,
        "font_weight": weight if weight != 400 else None,
        "text_anchor": anchor,
        "transform": f"rotate({_number(turn)} {_number(x)} {_number(y)})" if turn else None,
    }
    content = escape(legible(words), quote=False)
    around = (
        element("text", content, **shape, fill=PAPER, stroke=PAPER, stroke_width=2 * halo, stroke_linejoin="round")
        if halo
        else ""
    )
    return Svg(around + element("text", content, **shape, fill=fill))


def fitted(words: str, width: float, *, size: float = SIZE, weight: int = 400) -> str:
    """Words cut with an ellipsis so that they are at most so wide, points; blank if not even the ellipsis fits.

    >>> fitted("Battalion", 100), fitted("Battalion", 30), fitted("Battalion", 2)
    ('Battalion', 'Batta…', '')
    """
    words = legible(words)[:_LONGEST]
    if text_width(words, size, weight=weight) <= width:
        return words
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        fits = text_width(_cut(words, middle), size, weight=weight) <= width
        low, high = (middle, high) if fits else (low, middle - 1)
    return _cut(words, low) if low else ("…" if text_width("…", size, weight=weight) <= width else "")


_LONGEST = 1_000
"""No line of a chart holds as many characters."""


def wrapped(words: str, width: float, *, size: float = SIZE, weight: int = 400, lines: int = 2) -> tuple[str, ...]:
    """Words broken into at most so many lines that fit a width, the last one cut with an ellipsis.

    >>> wrapped("Air policing from Marnholt", 60)
    ('Air policing', 'from Marnholt')
    """
    rest = legible(words)[:_LONGEST].split()
    found: list[str] = []
    while rest and len(found) < lines - 1:
        count = 1
        while count < len(rest) and text_width(" ".join(rest[: count + 1]), size, weight=weight) <= width:
            count += 1
        found.append(fitted(" ".join(rest[:count]), width, size=size, weight=weight))
        rest = rest[count:]
    return (*found, fitted(" ".join(rest), width, size=size, weight=weight)) if rest else tuple(found)


def drawing(width: float, height: float, children: Iterable[str]) -> str:
    """A whole drawing of so many points.

    >>> drawing(10, 5, [])
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 5" font-family="Inter, sans-serif"/>'
    """
    box = f"0 0 {_number(width)} {_number(height)}"
    return element("svg", *children, xmlns="http://www.w3.org/2000/svg", viewBox=box, font_family=FONT)


def hatch(id: str, stroke: str, *, ground: str = PAPER, gap: float = 3.0, width: float = 0.9) -> Svg:
    """Definition of slanted hatching, to be used as ``fill="url(#id)"``.

    >>> hatch("fig-short", "#b35900")[:20]
    '<defs><pattern id="f'
    """
    half = gap / 2
    # The stroke runs over the tile's edges, so that lines join at its corners.
    path = f"M{_number(-half)},{_number(half)}L{_number(half)},{_number(-half)}"
    path += f"M0,{_number(gap)}L{_number(gap)},0"
    path += f"M{_number(half)},{_number(gap + half)}L{_number(gap + half)},{_number(half)}"
    tile = (
        element("rect", width=gap, height=gap, fill=ground),
        element("path", d=path, stroke=stroke, stroke_width=width),
    )
    return element("defs", element("pattern", *tile, id=id, width=gap, height=gap, patternUnits="userSpaceOnUse"))


def _cut(words: str, count: int) -> str:
    return words if count >= len(words) else words[:count].rstrip() + "…"


def _value(value: str | float) -> str:
    return escape(legible(value)) if isinstance(value, str) else _number(value)


def _number(value: float) -> str:
    """At most 2 decimals, no trailing zeros.

    >>> _number(1.0), _number(-0.001), _number(2 / 3)
    ('1', '0', '0.67')
    """
    found = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if found == "-0" else found
