"""Unit symbols of APP-6 and MIL-STD-2525D, drawn by milsymbol from 20-digit codes.

The seventh digit is the status: 0 present (a whole frame), 1 planned (a dashed frame). Who sends a unit is never in
the symbol: the caller writes it beside, as text.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

from accord.brief.javascript import CannotDraw, engine
from accord.brief.plain_svg import plain_svg

Status: TypeAlias = Literal["present", "planned"]
_DIGIT = {"present": "0", "planned": "1"}
_STATUS_AT = 6
_NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'
_CODE = re.compile(r"[0-9]{20}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """A drawn symbol."""

    svg: str
    """An ``<svg>`` element with a viewBox, a width and a height, to be put into another by `at`."""
    width: float
    """Its width, points."""
    height: float
    """Its height, points."""
    anchor: tuple[float, float]
    """The point of it that stands on the place it marks, from its upper left corner, points: the middle of the frame,
    or the foot of a headquarters' staff."""

    def at(self, x: float, y: float) -> str:
        """The symbol as an element of another SVG, its anchor on a point.

        >>> symbol("10031000161211020000", size=20).at(100, 50)[:28]
        '<svg x="84.2" y="31.2" width'
        """
        left, top = x - self.anchor[0], y - self.anchor[1]
        return self.svg.replace("<svg ", f'<svg x="{round(left, 2):g}" y="{round(top, 2):g}" ', 1)


def valid(code: str) -> bool:
    """Whether a code is 20 digits that milsymbol knows, with an icon in its frame.

    >>> valid("10031000161211020000"), valid("10031000169999990000"), valid("SFGPUCI-----")
    (True, False, False)
    """
    return bool(_CODE.fullmatch(code)) and _is_known(code)


@cache
def _is_known(code: str) -> bool:
    try:
        return bool(engine().answer("symbols", "checkSymbol", code, figure=code))
    except CannotDraw:
        return False


@cache
def symbol(code: str, *, size: float, status: Status = "present", id: str = "symbol") -> Symbol:
    """Draw a symbol.

    Parameters
    ----------
    code
        20 digits; its own status digit is replaced.
    size
        milsymbol's measure: a friendly land unit's frame is 1.5 times as wide and as high as this, points.
    status
        Whether the unit is there or offered.
    id
        What ids within the drawing begin with.

    Raises
    ------
    CannotDraw
        The code is not one that `valid` accepts; the error names `id`.

    Examples
    --------
    >>> planned = symbol("10031000161211020000", size=20, status="planned")
    >>> planned.width, planned.height, planned.anchor, "stroke-dasharray" in planned.svg
    (31.6, 29.6, (15.8, 18.8), True)
    """
    if not valid(code):
        raise CannotDraw(id, f"'{code}' is not the code of a symbol")
    code = code[:_STATUS_AT] + _DIGIT[status] + code[_STATUS_AT + 1 :]
    drawn = engine().answer("symbols", "drawSymbol", code, size, figure=id)
    return Symbol(
        svg=plain_svg(drawn["svg"], id=id).replace(_NAMESPACE, "", 1),
        width=drawn["width"],
        height=drawn["height"],
        anchor=(drawn["anchor"]["x"], drawn["anchor"]["y"]),
    )
