"""The sheet of paper: sizes that the templates and the widths of columns share, in points."""

import re

from accord.brief import palette
from accord.brief.document import Role

_MM = 72 / 25.4
MARGIN = 20 * _MM
"""Left and right of the text."""
PORTRAIT = 210 * _MM - 2 * MARGIN
"""Width of the text on upright pages."""
LANDSCAPE = 297 * _MM - 2 * MARGIN
"""Width of the text on wide pages."""
WIDTH = {role: LANDSCAPE if role == Role.WIDE else PORTRAIT for role in Role}
"""Width of the text by role."""
SIZE = {role: 7.8 if role == Role.ANNEX else 9.5 for role in Role}
"""Type size by role."""
TABLE_SCALE = 0.92
"""Type size of tables against the text around them."""
BOX_INSET = 26.0
"""What a box takes from the width of its content."""
CELL_GAP = 9.0
"""Space between the contents of two columns."""
GUTTER = 16.0
"""Space between two columns of a page."""
ROW, DENSE_ROW, PAIRED_ROW = 0.42, 0.34, 0.26
"""Space above and below a row of a table, type sizes: in the main part, in annexes, in two columns."""
BAR = 3.4
"""Length of a bar in a line, in type sizes."""
TALLEST, TALLEST_WIDE = 600.0, 370.0
"""Height of a figure that leaves room for heading, title and note."""

LOOK = {
    "ink": palette.INK,
    "quiet": palette.QUIET,
    "rule": palette.RULE,
    "wash": palette.WASH,
    "blue": palette.BLUE,
    "light": palette.LIGHT_BLUE,
    "orange": palette.ORANGE,
    "red": palette.RED,
    "green": palette.GREEN,
    "margin": MARGIN,
    "size": SIZE[Role.FLOW],
    "small": SIZE[Role.ANNEX],
    "table": TABLE_SCALE,
    "gap": CELL_GAP,
    "bar": BAR,
    "gutter": GUTTER,
}
"""What the templates need to know of it."""

_VIEW = re.compile(r"""viewBox\s*=\s*["']\s*\S+[\s,]+\S+[\s,]+([\d.]+)[\s,]+([\d.]+)""")


def figure_width(svg: str, *, wide: bool) -> float:
    """The width at which a figure is as tall as a page allows.

    >>> figure_width('<svg viewBox="0 0 100 200">', wide=False)
    300.0
    """
    found = _VIEW.search(svg[:2000])
    if not found or float(found[2]) <= 0:
        return LANDSCAPE
    return (TALLEST_WIDE if wide else TALLEST) * float(found[1]) / float(found[2])
