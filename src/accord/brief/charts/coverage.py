"""What is wanted and what is covered over time, one small chart a component."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from accord.brief.charts.demand import Demand, demand
from accord.brief.charts.frame import PORTRAIT, note, quantity, started
from accord.brief.charts.legend import legend, swatch
from accord.brief.charts.svg import SMALL, Svg, drawing, element, fitted, hatch, text
from accord.brief.charts.time_axis import TimeAxis, draw_months
from accord.brief.document import Align, Column, Figure, Line, Row, Table, Word, plain, text_of
from accord.brief.findings import Findings
from accord.brief.palette import BLUE, INK, LIGHT_BLUE, ORANGE, QUIET, RULE
from accord.brief.pen import Pen
from accord.brief.wording import word

MOST = 12
"""Components that are drawn; the table holds all."""
_ID = "figure-periods"
_COLUMNS = 2
_GUTTER = 24.0
_SCALE = 24.0
_HEAD = 20.0
_PANEL = 96.0
_PLOT = (16.0, 76.0)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Component:
    key: str
    name: str
    wanted: Floats
    """(T,) units."""
    covered: Floats
    """(T,) units that count."""
    months: float
    """Periods in a month."""
    lines: tuple[str, ...]

    @property
    def demand(self) -> float:
        return float(self.wanted.sum()) / self.months

    @property
    def short(self) -> float:
        return max(0.0, float((self.wanted - self.covered).sum()) / self.months)

    @property
    def share(self) -> float:
        return 1.0 - self.short / self.demand


def by_period(findings: Findings, pen: Pen) -> Figure | None:
    """Covered against wanted over the horizon, by component, the shortest first; None if nothing is wanted."""
    if not findings.options:
        return None
    found = demand(findings, findings.options[0])
    parts = _components(pen, found, findings.workspace.settings.step.per_month)
    if not parts:
        return None
    explained = [pen.line("Units in each period. Each component has its own scale.")]
    if len(parts) > MOST:
        left = len(parts) - MOST
        explained.append(
            pen.count_line("{n} more stands in the table.", "{n} more stand in the table.", left, n=pen.number(left))
        )
    return Figure(
        id=_ID,
        title=_title(pen, parts),
        svg=_draw(pen, found, parts[:MOST]),
        alt=_alt(pen, found, parts),
        width=PORTRAIT,
        note=note(findings, pen, *explained),
        twin=_twin(pen, found, parts),
    )


def _components(pen: Pen, found: Demand, months: float) -> tuple[_Component, ...]:
    keys = sorted({line.component for line in found.lines})
    parts = []
    for key in keys:
        rows = [number for number, line in enumerate(found.lines) if line.component == key]
        if found.wanted[rows].sum() > 0:
            parts.append(
                _Component(
                    key=key,
                    name=started(word(pen, key)),
                    wanted=found.wanted[rows].sum(axis=0),
                    covered=found.covered[rows].sum(axis=0),
                    months=months,
                    lines=tuple(f"requirements/{found.lines[row].id}" for row in rows),
                )
            )
    return tuple(sorted(parts, key=lambda part: (-part.short, part.key)))


def _title(pen: Pen, parts: Sequence[_Component]) -> str:
    worst = parts[0]
    if quantity(pen, worst.short) == "0":
        return pen.say("Every component is covered in every period")
    return text_of(
        pen.line(
            "{component} is short most: {short} of {wanted} unit-months",
            component=worst.name,
            short=quantity(pen, worst.short),
            wanted=quantity(pen, worst.demand),
        )
    )


def _alt(pen: Pen, found: Demand, parts: Sequence[_Component]) -> str:
    sentences = [
        text_of(
            pen.line(
                "{name}: {share} of {wanted} unit-months.",
                name=part.name,
                share=pen.share(part.share),
                wanted=quantity(pen, part.demand),
            )
        )
        for part in parts
    ]
    wanted = found.wanted.sum(axis=0)
    shares = np.where(wanted > 0, found.covered.sum(axis=0) / np.where(wanted > 0, wanted, 1.0), 1.0)
    lowest = int(shares.argmin())
    trend = pen.line(
        "All together: {first} in the first period, {last} in the last, lowest {low} in the period from {day}.",
        first=pen.share(float(shares[0])),
        last=pen.share(float(shares[-1])),
        low=pen.share(float(shares[lowest])),
        day=pen.day(found.bounds[lowest]),
    )
    return " ".join((*sentences, text_of(trend)))


def _twin(pen: Pen, found: Demand, parts: Sequence[_Component]) -> Table:
    targets = [_enter(pen, part) for part in parts]
    rows = [
        Row(
            cells=(
                plain(pen.day(first)),
                *(_cell(pen, part, period, target) for part, target in zip(parts, targets, strict=True)),
            )
        )
        for period, first in enumerate(found.bounds[:-1])
    ]
    total = tuple(
        (Word(text=_of(pen, part.demand - part.short, part.demand), target=target, strong=True),)
        for part, target in zip(parts, targets, strict=True)
    )
    rows.append(Row(cells=(plain(pen.say("Unit-months")), *total), strong=True))
    return Table(
        id=f"{_ID}-data",
        title=pen.say("Units covered of units wanted, by component and period"),
        columns=(pen.column("Period from"), *(Column(heading=part.name, align=Align.RIGHT) for part in parts)),
        rows=tuple(rows),
    )


def _enter(pen: Pen, part: _Component) -> str:
    return pen.ledger.enter(
        (_ID, part.key),
        title=text_of(pen.line("Covered of component {name}", name=word(pen, part.key))),
        value=_of(pen, part.demand - part.short, part.demand),
        how=pen.say(
            "Units that count and units wanted on all lines of the component: unit-months of the horizon, "
            "units of one period."
        ),
        rows=part.lines,
    )


def _cell(pen: Pen, part: _Component, period: int, target: str) -> Line:
    return (Word(text=_of(pen, float(part.covered[period]), float(part.wanted[period])), target=target),)


def _of(pen: Pen, covered: float, wanted: float) -> str:
    return text_of(pen.line("{covered} of {wanted}", covered=quantity(pen, covered), wanted=quantity(pen, wanted)))


def _draw(pen: Pen, found: Demand, parts: Sequence[_Component]) -> str:
    elements: list[Svg] = [hatch(f"{_ID}-short", ORANGE), *_head(pen)]
    wide = (PORTRAIT - _GUTTER * (_COLUMNS - 1)) / _COLUMNS
    for number, part in enumerate(parts):
        row, column = divmod(number, _COLUMNS)
        left = column * (wide + _GUTTER)
        top = _HEAD + row * _PANEL
        elements.extend(_panel(pen, found, part, left, top, left + wide))
    rows = -(-len(parts) // _COLUMNS)
    return drawing(PORTRAIT, _HEAD + rows * _PANEL - 6.0, elements)


def _head(pen: Pen) -> tuple[Svg, ...]:
    keys = (
        (lambda x: (element("line", x1=x, x2=x + 10, y1=6, y2=6, stroke=INK, stroke_width=1.2),), pen.say("wanted")),
        (swatch(LIGHT_BLUE), pen.say("covered")),
        (swatch(f"url(#{_ID}-short)", edge=ORANGE), pen.say("short")),
    )
    return legend(keys, _SCALE, PORTRAIT)


def _panel(pen: Pen, found: Demand, part: _Component, left: float, top: float, right: float) -> tuple[Svg, ...]:
    axis = TimeAxis(first=found.bounds[0], end=found.bounds[-1], left=left + _SCALE, right=right)
    high, low = top + _PLOT[0], top + _PLOT[1]
    most = float(part.wanted.max())
    edges = [axis.x(day) for day in found.bounds]

    def heights(values: Floats) -> list[float]:
        return [low - min(1.0, float(value) / most) * (low - high) for value in values]

    wanted, covered = heights(part.wanted), heights(part.covered)
    said = text_of(pen.line("{share} covered", share=pen.share(part.share)))
    return (
        text(fitted(part.name, right - left - _SCALE - 90, weight=600), left + _SCALE, top + 9, weight=600),
        text(fitted(said, 88, size=SMALL), right, top + 9, size=SMALL, fill=QUIET, anchor="end"),
        *draw_months(pen, axis, high, low),
        element("path", d=_area(edges, wanted, covered), fill=f"url(#{_ID}-short)"),
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
