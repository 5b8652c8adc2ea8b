"""The drawing of what slipping costs: lines of shares over months, bars of cost below, as an ECharts option."""

import math
from collections.abc import Sequence
from typing import Any

from accord.brief.charts.frame import PORTRAIT
from accord.brief.charts.scale import scale_marks
from accord.brief.charts.svg import SIZE, SMALL, fitted
from accord.brief.document import text_of
from accord.brief.palette import BLUE, GREEN, INK, LIGHT_BLUE, QUIET, RULE
from accord.brief.pen import Pen
from accord.brief.widths import text_width
from accord.model.option import DelayPoint

HEIGHT = 292.0
"""Height of the drawing, points."""
MILLION = 1e6
_LEFT = 40.0
_MOST_LABEL = 130.0
_PLOT = 150.0
_APART = 11.0


def delay_lines(pen: Pen, points: Sequence[DelayPoint], currency: str) -> dict[str, Any]:
    """Shares and cost of points in order of their months."""
    months = range(points[0].months, points[-1].months + 1)
    known = {point.months: point for point in points}
    shares = [
        _series(pen, pen.say("bound"), [point.limit for point in points], points, months, QUIET, "none", "dotted"),
        _series(
            pen, pen.say("coverage"), [point.coverage for point in points], points, months, BLUE, "circle", "solid"
        ),
        _series(
            pen, pen.say("essential"), [point.essential for point in points], points, months, INK, "diamond", "solid"
        ),
        _series(
            pen,
            pen.say("readiness"),
            [point.ready_share for point in points],
            points,
            months,
            GREEN,
            "emptyRect",
            "dashed",
        ),
    ]
    shown = [series for series in shares if series is not None]
    values = [value for series in shown for value in series["data"] if value is not None]
    marks = scale_marks(values, least_step=1.0, most=100.0)
    _part_labels(shown, marks)
    right = max(text_width(series["name"], SIZE) for series in shown) + 10.0
    names = {"fontSize": SMALL, "color": QUIET}
    axis = {"axisTick": {"show": False}, "axisLabel": names}
    cost = [known[month].cost_likely / MILLION if month in known else None for month in months]
    return {
        "animation": False,
        "title": [
            _heading(pen.say("Coverage"), 3),
            _heading(text_of(pen.line("Likely cost, million {currency}", currency=currency)), 186),
        ],
        "grid": [
            {"left": _LEFT, "right": right, "top": 20, "height": _PLOT},
            {"left": _LEFT, "right": right, "top": 209, "height": 48},
        ],
        "xAxis": [
            {
                **axis,
                "type": "category",
                "data": [str(month) for month in months],
                "axisLine": {"lineStyle": {"color": RULE}},
                "gridIndex": 0,
                "axisLabel": {"show": False},
            },
            {
                **axis,
                "type": "category",
                "data": [str(month) for month in months],
                "axisLine": {"lineStyle": {"color": RULE}},
                "gridIndex": 1,
                "name": fitted(pen.say("Months by which day zero slips"), PORTRAIT - _LEFT - right, size=SMALL),
                "nameLocation": "middle",
                "nameGap": 22,
                "nameTextStyle": names,
            },
        ],
        "yAxis": [
            {
                **axis,
                "type": "value",
                "gridIndex": 0,
                "min": marks[0],
                "max": marks[-1],
                "interval": marks[1] - marks[0],
                "axisLabel": {**names, "formatter": "{value}\N{NO-BREAK SPACE}%"},
                "splitLine": {"lineStyle": {"color": RULE, "width": 0.5}},
            },
            {"type": "value", "gridIndex": 1, "min": 0, "show": False},
        ],
        "series": [
            *shown,
            {
                "type": "bar",
                "xAxisIndex": 1,
                "yAxisIndex": 1,
                "data": _bars(pen, cost),
                "barWidth": "62%",
                "barMaxWidth": 28,
                "itemStyle": {"color": LIGHT_BLUE},
            },
        ],
    }


def _part_labels(shown: Sequence[dict[str, Any]], marks: Sequence[float]) -> None:
    """Move labels at the ends of lines apart, in their order from top to bottom."""

    def place(series: dict[str, Any]) -> float:
        last = next(value for value in reversed(series["data"]) if value is not None)
        return float(_PLOT * (marks[-1] - last) / (marks[-1] - marks[0]))

    below = -math.inf
    for series in sorted(shown, key=place):
        at = max(place(series), below + _APART)
        series["endLabel"]["offset"] = [0, round(at - place(series), 2)]
        below = at


def _heading(words: str, top: float) -> dict[str, Any]:
    style = {"fontSize": SIZE, "fontWeight": 600, "color": INK}
    return {"text": fitted(words, PORTRAIT - 4, weight=600), "left": 0, "top": top, "padding": 0, "textStyle": style}


def _series(
    pen: Pen,
    name: str,
    values: Sequence[float | None],
    points: Sequence[DelayPoint],
    months: Sequence[int],
    colour: str,
    symbol: str,
    line: str,
) -> dict[str, Any] | None:
    known = {point.months: value for point, value in zip(points, values, strict=True) if value is not None}
    if not known:
        return None
    last = known[max(known)]
    label = fitted(f"{name} {pen.share(last)}", _MOST_LABEL)
    data = [round(100.0 * known[month], 3) if month in known else None for month in months]
    return {
        "type": "line",
        "name": label,
        "data": data,
        "connectNulls": True,
        "symbol": symbol,
        "symbolSize": 5,
        "showAllSymbol": True,
        "color": colour,
        "lineStyle": {"width": 1.4, "type": line, "color": colour},
        "itemStyle": {"color": colour},
        "endLabel": {
            "show": True,
            "formatter": "{a}",
            "fontSize": SIZE,
            "color": colour,
            "distance": 6,
            "offset": [0, 0],
        },
    }


def _bars(pen: Pen, cost: Sequence[float | None]) -> list[dict[str, Any] | None]:
    """Bars; the first and the last say their height."""
    said = {0, len(cost) - 1}
    return [
        None
        if value is None
        else {
            "value": round(value, 3),
            "label": {
                "show": number in said,
                "position": "top",
                "fontSize": SMALL,
                "color": INK,
                "formatter": pen.number(value),
            },
        }
        for number, value in enumerate(cost)
    ]
