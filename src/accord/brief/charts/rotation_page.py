"""Draws one page of the rotation: names on the left, months below, tours as bars, what is short hatched."""

import datetime as dt
from collections.abc import Sequence

from accord.brief.charts.frame import LANDSCAPE, quantity, started
from accord.brief.charts.legend import legend
from accord.brief.charts.rotation_bands import Band
from accord.brief.charts.svg import SMALL, Svg, drawing, element, fitted, hatch, text
from accord.brief.charts.time_axis import TimeAxis, draw_months
from accord.brief.document import text_of
from accord.brief.palette import BLUE, LIGHT_BLUE, ORANGE, PAPER, QUIET, RULE, WASH
from accord.brief.pen import Pen
from accord.brief.widths import text_width
from accord.brief.wording import component_name, word
from accord.model.option import Gap, Tour

HEIGHT = 420.0
"""Room for bands and headings of components on a page, points."""
HEADING = 15.0
"""Room of a component's name, points."""
_HEAD = 16.0
_FOOT = 12.0
_NAMES = 172.0
_LANE = 9.6
_PAD = 4.0
_LEAST = 25.0
_LABEL = 7.0
_DAY = dt.timedelta(days=1)


def band_height(band: Band) -> float:
    """Room that a line takes, points; at most a page less a heading."""
    lanes = len(band.lanes) + (1 if band.gaps else 0)
    return min(HEIGHT - HEADING, max(_LEAST, lanes * _LANE + _PAD))


def draw_page(pen: Pen, bounds: Sequence[dt.date], bands: Sequence[Band], id: str) -> str:
    """Bands below each other, those of a component under its name."""
    axis = TimeAxis(first=bounds[0], end=bounds[-1], left=_NAMES, right=LANDSCAPE)
    parts: list[Svg] = []
    y, component = _HEAD, None
    for band in bands:
        if band.line.component != component:
            component = band.line.component
            parts.extend(_heading(pen, component, y))
            y += HEADING
        parts.extend(_band(pen, axis, bounds, band, y, id))
        y += band_height(band)
    frame = (
        hatch(f"{id}-short", ORANGE),
        *_head(pen, id),
        *draw_months(pen, axis, _HEAD, y, size=SMALL),
        element("line", x1=0, x2=LANDSCAPE, y1=y, y2=y, stroke=RULE, stroke_width=0.6),
    )
    return drawing(LANDSCAPE, y + _FOOT, (*frame, *parts))


def _heading(pen: Pen, component: str, y: float) -> tuple[Svg, ...]:
    return (
        element("rect", x=0, y=y, width=LANDSCAPE, height=HEADING - 2.0, fill=WASH),
        text(fitted(started(component_name(pen, component)), LANDSCAPE - 8, weight=600), 3, y + 9.5, weight=600),
    )


def _head(pen: Pen, id: str) -> tuple[Svg, ...]:
    keys = (
        (lambda x: _tour_box(x, 2, 14, 8, whole=True), pen.say("tour: nation and units")),
        (lambda x: _tour_box(x, 2, 14, 8, whole=False), pen.say("tour that counts for less than wanted")),
        (lambda x: _short_box(x, 2, 14, 8, id), pen.say("units short")),
    )
    return legend(keys, _NAMES, LANDSCAPE, wide=14.0)


def _band(pen: Pen, axis: TimeAxis, bounds: Sequence[dt.date], band: Band, y: float, id: str) -> tuple[Svg, ...]:
    rows = len(band.lanes) + (1 if band.gaps else 0)
    room = band_height(band) - _PAD
    step = min(_LANE, room / max(1, rows))
    top = y + _PAD / 2
    parts = [*_name(pen, band, y)]
    for lane, tours in enumerate(band.lanes):
        for tour in tours:
            parts.extend(_tour(pen, axis, tour, top + lane * step, step))
    for gap in band.gaps:
        parts.extend(_gap(pen, axis, gap, top + len(band.lanes) * step, step, id))
    bottom = y + band_height(band)
    parts.append(element("line", x1=0, x2=LANDSCAPE, y1=bottom, y2=bottom, stroke=RULE, stroke_width=0.4))
    return tuple(parts)


def _name(pen: Pen, band: Band, y: float) -> tuple[Svg, ...]:
    line = band.line
    id = fitted(line.id, 60, size=SMALL, weight=600)
    after = 3.0 + text_width(id, SMALL, weight=600) + 5.0
    wanted = quantity(pen, band.most)
    if quantity(pen, band.least) != wanted:
        wanted = text_of(pen.line("{least} to {most}", least=quantity(pen, band.least), most=wanted))
    said = text_of(
        pen.line(
            "{wanted} {capability} wanted, {priority}",
            wanted=wanted,
            capability=line.capability,
            priority=word(pen, line.priority),
        )
    )
    return (
        text(id, 3, y + 10.5, size=SMALL, weight=600),
        text(fitted(line.label, _NAMES - after - 6, size=SMALL), after, y + 10.5, size=SMALL),
        text(fitted(said, _NAMES - 9, size=_LABEL), 3, y + 20, size=_LABEL, fill=QUIET),
    )


def _tour(pen: Pen, axis: TimeAxis, tour: Tour, y: float, step: float) -> tuple[Svg, ...]:
    left, right = axis.x(tour.start), axis.x(tour.until + _DAY)
    label = f"{tour.nation} {pen.number(tour.units)}" if tour.units != 1 else str(tour.nation)
    size = min(_LABEL, step - 1.6)
    words = label if text_width(label, size) <= right - left - 5.0 else ""
    box = _tour_box(left, y + 0.5, right - left, step - 1.0, whole=tour.quality >= 1.0)
    if not words or size < 4.0:
        return box
    return (*box, text(words, left + 3.5, y + step / 2 + size * 0.36, size=size))


def _tour_box(x: float, y: float, width: float, height: float, *, whole: bool) -> tuple[Svg, ...]:
    width = max(0.6, width - 0.8)
    if not whole:
        return (
            element(
                "rect",
                x=x + 0.3,
                y=y + 0.3,
                width=max(0.3, width - 0.6),
                height=height - 0.6,
                fill=PAPER,
                stroke=BLUE,
                stroke_width=0.6,
                stroke_dasharray="2 1.2",
            ),
            element("rect", x=x, y=y, width=min(1.6, width), height=height, fill=BLUE),
        )
    return (
        element("rect", x=x, y=y, width=width, height=height, fill=LIGHT_BLUE),
        element("rect", x=x, y=y, width=min(1.6, width), height=height, fill=BLUE),
    )


def _gap(pen: Pen, axis: TimeAxis, gap: Gap, y: float, step: float, id: str) -> tuple[Svg, ...]:
    left, right = axis.x(gap.start), axis.x(gap.until + _DAY)
    size = min(_LABEL, step - 1.6)
    label = text_of(pen.line("{units} short", units=quantity(pen, gap.short)))
    bare = quantity(pen, gap.short)
    words = next((own for own in (label, bare) if text_width(own, size, weight=600) <= right - left - 3.0), "")
    box = _short_box(left, y + 0.5, right - left, step - 1.0, id)
    if not words or size < 4.0:
        return box
    middle = (left + right) / 2
    return (*box, text(words, middle, y + step / 2 + size * 0.36, size=size, weight=600, anchor="middle", halo=1.2))


def _short_box(x: float, y: float, width: float, height: float, id: str) -> tuple[Svg, ...]:
    wide = max(0.4, width - 1.4)
    return (
        element(
            "rect",
            x=x + 0.3,
            y=y + 0.3,
            width=wide,
            height=height - 0.6,
            fill=f"url(#{id}-short)",
            stroke=ORANGE,
            stroke_width=0.6,
        ),
    )
