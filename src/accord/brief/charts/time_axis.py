"""Days along a line: where they lie, and which months are named."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from accord.brief.charts.svg import SMALL, Svg, element, text
from accord.brief.palette import QUIET, RULE
from accord.brief.pen import Pen
from accord.brief.widths import text_width
from accord.model.span import add_months

_STEPS = (1, 2, 3, 6, 12, 24, 36, 60, 120)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeAxis:
    """A stretch of days drawn from left to right.

    >>> import datetime as dt
    >>> axis = TimeAxis(first=dt.date(2027, 4, 1), end=dt.date(2027, 5, 1), left=10.0, right=40.0)
    >>> axis.x(dt.date(2027, 4, 16))
    25.0
    """

    first: dt.date
    """First day."""
    end: dt.date
    """Day after the last."""
    left: float
    """Where the first day begins, points."""
    right: float
    """Where the last day ends, points."""

    def x(self, day: dt.date) -> float:
        """Where a day begins, kept within the stretch."""
        share = (day - self.first).days / max(1, (self.end - self.first).days)
        return self.left + min(1.0, max(0.0, share)) * (self.right - self.left)


def month_marks(pen: Pen, axis: TimeAxis, *, size: float = SMALL) -> tuple[tuple[float, str], ...]:
    """Places and names of as many months as fit, the first of them the first whole month."""
    day = axis.first if axis.first.day == 1 else add_months(axis.first.replace(day=1), 1)
    months = _months_until(day, axis.end)
    for step in _STEPS:
        days = [add_months(day, ahead) for ahead in range(0, months, step)]
        marks = tuple((axis.x(own), pen.month(own)) for own in days)
        if _apart(marks, axis.right, size):
            return marks
    return marks[:1]


def _months_until(day: dt.date, end: dt.date) -> int:
    months = (end.year - day.year) * 12 + end.month - day.month
    return max(1, months + (1 if end.day > day.day else 0))


def _apart(marks: Sequence[tuple[float, str]], right: float, size: float) -> bool:
    ends = [x + text_width(label, size) + 8.0 for x, label in marks]
    return ends[-1] <= right + 12.0 and all(
        end <= following for end, (following, _) in zip(ends, marks[1:], strict=False)
    )


def draw_months(pen: Pen, axis: TimeAxis, top: float, bottom: float, *, size: float = SMALL) -> tuple[Svg, ...]:
    """Hairlines from top to bottom at named months, their names below."""
    parts: list[Svg] = []
    for x, label in month_marks(pen, axis, size=size):
        parts.append(element("line", x1=x, x2=x, y1=top, y2=bottom + 3.0, stroke=RULE, stroke_width=0.5))
        parts.append(text(label, x + 1.5, bottom + 9.5, size=size, fill=QUIET))
    return tuple(parts)
