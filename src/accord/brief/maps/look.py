"""How signs of a map look: tints of sea and land, strokes of borders, small marks for places."""

from accord.brief.charts.svg import Svg, element
from accord.brief.palette import BLUE, INK, ORANGE, PAPER, QUIET, RED, VIOLET

SEA = "#dce8f1"
LAND = "#fdfcf8"
NEIGHBOUR = "#ecebe5"
ADMIN = "#c4beb0"
BORDER = "#7d756a"
WATER = "#8fb4d6"
ZONE = ORANGE
CONTACT = RED
AREA = VIOLET
SEA_AREA = BLUE
SITES = {
    "capital": "capital", "city": "city", "town": "city", "village": "city", "port": "port", "harbour": "port",
    "hub": "hub", "base": "hub", "airfield": "airfield", "airport": "airfield", "crossing": "crossing",
    "headquarters": "headquarters",
}  # fmt: skip
"""Kind of a place -> its mark; any other kind has that of a city."""


def mark(kind: str, x: float, y: float) -> Svg:
    """A small mark of a kind of place, centred on a point."""
    match SITES.get(kind, "city"):
        case "capital":
            ring = element("circle", cx=x, cy=y, r=3.6, fill=PAPER, stroke=INK, stroke_width=1)
            return element("g", ring, element("circle", cx=x, cy=y, r=1.7, fill=INK))
        case "port":
            hull = f"M{x - 3.4:.1f} {y - 0.4:.1f}h6.8a3.4 3.4 0 0 1 -6.8 0z"
            return element(
                "g",
                element("path", d=hull, fill=BLUE, stroke=PAPER, stroke_width=0.5),
                element(
                    "path", d=f"M{x:.1f} {y - 0.4:.1f}v-3.6l2.8 2.6h-2.8", fill=BLUE, stroke=PAPER, stroke_width=0.4
                ),
            )
        case "hub":
            return element(
                "rect", x=x - 2.6, y=y - 2.6, width=5.2, height=5.2, fill=INK, stroke=PAPER, stroke_width=0.6
            )
        case "airfield":
            right = "l0.9 2.5 3 1.7v1l-3 -0.7 -0.3 2.1 1.1 1v0.7l-1.7 -0.5"
            wings = f"M{x:.1f} {y - 3.8:.1f}{right} -1.7 0.5v-0.7l1.1 -1 -0.3 -2.1 -3 0.7v-1l3 -1.7z"
            return element("path", d=wings, fill=INK, stroke=PAPER, stroke_width=0.4)
        case "crossing":
            cross = f"M{x - 2.4:.1f} {y - 2.4:.1f}l4.8 4.8m0 -4.8l-4.8 4.8"
            return element(
                "g",
                element("path", d=cross, stroke=PAPER, stroke_width=2.8, fill="none"),
                element("path", d=cross, stroke=INK, stroke_width=1.3, fill="none"),
            )
        case "headquarters":
            flag = f"M{x - 2.4:.1f} {y + 3.6:.1f}v-7.2h5.6v4h-5.6"
            return element("path", d=flag, fill=PAPER, stroke=INK, stroke_width=1)
        case _:
            return element("circle", cx=x, cy=y, r=1.9, fill=PAPER, stroke=INK, stroke_width=0.9)


def line_sign(kind: str, x: float, y: float) -> Svg:
    """A short piece of a kind of line for a legend, 18 points wide, its middle at half height."""
    styles: dict[str, dict[str, str | float | None]] = {
        "border": {"stroke": BORDER, "stroke_width": 1.0},
        "admin": {"stroke": ADMIN, "stroke_width": 0.7},
        "river": {"stroke": WATER, "stroke_width": 1.0},
        "contact": {"stroke": CONTACT, "stroke_width": 1.8},
    }
    return element("line", x1=x, x2=x + 18, y1=y, y2=y, **styles[kind])


def patch_sign(
    fill: str, x: float, y: float, *, stroke: str = QUIET, dash: str | None = None, width: float = 0.8
) -> Svg:
    """A small area for a legend, 18 by 8 points around a middle height."""
    return element(
        "rect", x=x, y=y - 4, width=18, height=8, fill=fill, stroke=stroke, stroke_width=width, stroke_dasharray=dash
    )
