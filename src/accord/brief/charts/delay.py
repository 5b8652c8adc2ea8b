"""What slipping costs: coverage, essential coverage and readiness by month of delay, with the likely cost below."""

import math
from collections.abc import Sequence
from typing import Any

from accord.brief.charts.frame import PORTRAIT, note, row_of
from accord.brief.charts.scale import scale_marks
from accord.brief.charts.svg import SIZE, SMALL, fitted
from accord.brief.document import Figure, Row, Table, plain, text_of
from accord.brief.findings import Findings
from accord.brief.javascript import engine
from accord.brief.palette import BLUE, GREEN, INK, LIGHT_BLUE, QUIET, RULE
from accord.brief.pen import Pen
from accord.brief.widths import text_width
from accord.model.option import DelayPoint

_ID = "figure-delay"
_HEIGHT = 292.0
_LEFT = 40.0
_MOST_LABEL = 130.0
_PLOT = 150.0
_APART = 11.0
_MILLION = 1e6


def delay(findings: Findings, pen: Pen) -> Figure | None:
    """Lines over months of delay; None if no delay was looked at."""
    points = sorted(findings.delays, key=lambda point: point.months)
    if not points:
        return None
    currency = findings.workspace.settings.currency
    explained = pen.line(
        "Share of what is wanted; readiness: share of the first three months. Money in {currency} of {year}.",
        currency=currency,
        year=str(findings.workspace.settings.price_year),
    )
    return Figure(
        id=_ID,
        title=_title(pen, points),
        svg=engine().chart(_option(pen, points, currency), width=PORTRAIT, height=_HEIGHT, id=_ID),
        alt=_alt(pen, points),
        width=PORTRAIT,
        note=note(findings, pen, explained),
        twin=_twin(pen, points, currency),
    )


def _title(pen: Pen, points: Sequence[DelayPoint]) -> str:
    first, last = points[0], points[-1]
    words = {"months": pen.number(last.months), "from_": pen.share(first.coverage), "to": pen.share(last.coverage)}
    if last is first:
        return text_of(pen.line("A delay of {months} months: coverage {to}", months=words["months"], to=words["to"]))
    if round(last.coverage, 3) < round(first.coverage, 3):
        return text_of(pen.line("A delay of {months} months lowers coverage from {from_} to {to}", **words))
    if round(last.coverage, 3) > round(first.coverage, 3):
        return text_of(pen.line("A delay of {months} months raises coverage from {from_} to {to}", **words))
    return text_of(
        pen.line("A delay of {months} months leaves coverage at {to}", months=words["months"], to=words["to"])
    )


def _alt(pen: Pen, points: Sequence[DelayPoint]) -> str:
    first, last = points[0], points[-1]
    lowest = min(points, key=lambda point: (point.coverage, point.months))
    return text_of(
        pen.line(
            "Coverage is {first} without delay beyond {start} months and {last} at {end} months, lowest {low} at "
            "{when}; no plan exceeds {limit} at {end}. Readiness goes from {ready} to {ready_last}.",
            first=pen.share(first.coverage),
            start=pen.number(first.months),
            last=pen.share(last.coverage),
            end=pen.number(last.months),
            low=pen.share(lowest.coverage),
            when=pen.number(lowest.months),
            limit=pen.share(last.limit),
            ready=pen.share(first.ready_share),
            ready_last=pen.share(last.ready_share),
        )
    )


def _option(pen: Pen, points: Sequence[DelayPoint], currency: str) -> dict[str, Any]:
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
    cost = [known[month].cost_likely / _MILLION if month in known else None for month in months]
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


def _twin(pen: Pen, points: Sequence[DelayPoint], currency: str) -> Table:
    return Table(
        id=f"{_ID}-data",
        title=pen.say("The plan if day zero slips"),
        columns=(
            pen.column("Months", right=True),
            pen.column("Essential", right=True),
            pen.column("Readiness", right=True),
            pen.column("Likely cost, million", right=True),
            pen.column("Bound", right=True),
            pen.column("Coverage", right=True),
        ),
        rows=tuple(_twin_row(pen, point) for point in points),
        note=pen.line("Money in {currency}.", currency=currency),
    )


def _twin_row(pen: Pen, point: DelayPoint) -> Row:
    essential = "" if point.essential is None else pen.share(point.essential)
    cost = pen.number(point.cost_likely / _MILLION, 1)
    return row_of(
        pen,
        plain(pen.number(point.months)),
        (essential, pen.share(point.ready_share), cost, pen.share(point.limit), pen.share(point.coverage)),
        key=(_ID, str(point.months)),
        title=text_of(
            pen.line("Weighted coverage if day zero slips by {months} months", months=pen.number(point.months))
        ),
        how=pen.say("Day zero and the horizon slip, dates in the tables do not, and everything is planned again."),
        rows=(),
    )
