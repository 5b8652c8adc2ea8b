"""Options side by side: one small chart a criterion, each with its own scale."""

from collections.abc import Sequence
from typing import Any

from accord.brief.charts.criteria import COST, Criterion, criteria_of
from accord.brief.charts.frame import PORTRAIT, note, started
from accord.brief.charts.svg import SIZE, SMALL, fitted
from accord.brief.document import Align, Column, Figure, Line, Row, Table, plain, text_of
from accord.brief.findings import Findings
from accord.brief.javascript import engine
from accord.brief.palette import BLUE, INK, LIGHT_BLUE, PAPER, QUIET, RULE
from accord.brief.pen import Pen
from accord.model.comparison import Profile

MOST = 8
"""Options that are drawn; the table holds all."""
_ID = "figure-options"
_UNLIKE = "different_unit_months"
_ACROSS = 3
_NAMES = 84.0
_SAID = 56.0
_GUTTER = 16.0
_HEAD = 16.0
_ROW = 15.0
_FOOT = 16.0


def options(findings: Findings, pen: Pen) -> Figure | None:
    """Dots of each option on each criterion; None if no options were compared."""
    if findings.comparison is None or not findings.comparison.profiles:
        return None
    profiles = findings.comparison.profiles
    criteria = criteria_of(pen, profiles, findings.workspace.settings.currency)
    drawn = criteria_of(pen, profiles[:MOST], findings.workspace.settings.currency)
    explained = [pen.line("A filled dot is the best of its criterion. Each criterion has its own scale.")]
    if len(profiles) > MOST:
        left = len(profiles) - MOST
        explained.append(
            pen.count_line(
                "{n} more option stands in the table.", "{n} more options stand in the table.", left, n=pen.number(left)
            )
        )
    names = [profile.title for profile in profiles[:MOST]]
    rows = -(-len(drawn) // _ACROSS)
    return Figure(
        id=_ID,
        title=_title(pen, profiles),
        svg=engine().chart(_chart(drawn, names), width=PORTRAIT, height=rows * _height(len(names)), id=_ID),
        alt=_alt(pen, criteria, profiles),
        width=PORTRAIT,
        note=note(findings, pen, *explained),
        twin=_twin(pen, criteria, profiles),
    )


def _title(pen: Pen, profiles: Sequence[Profile]) -> str:
    if len(profiles) == 1:
        return text_of(pen.line("One option: it covers {share}", share=pen.share(profiles[0].coverage)))
    if all(profile.measures.get(_UNLIKE) == 0.0 for profile in profiles):
        return text_of(
            pen.line("All options are the same plan: it covers {share}", share=pen.share(profiles[0].coverage))
        )
    most = max(profiles, key=lambda profile: profile.coverage)
    costs = [profile for profile in profiles if COST in profile.measures]
    if not costs:
        return text_of(pen.line("{most} covers most", most=most.title))
    cheap = min(costs, key=lambda profile: profile.measures[COST])
    return text_of(pen.line("“{most}” covers most, “{cheap}” costs least", most=most.title, cheap=cheap.title))


def _height(rows: int) -> float:
    return _HEAD + rows * _ROW + _FOOT


def _chart(criteria: Sequence[Criterion], names: Sequence[str]) -> dict[str, Any]:
    wide = (PORTRAIT - _NAMES - (_ACROSS - 1) * _GUTTER) / _ACROSS
    titles, grids, xs, ys, series = [], [], [], [], []
    for number, one in enumerate(criteria):
        down, across = divmod(number, _ACROSS)
        left, top = _NAMES + across * (wide + _GUTTER), down * _height(len(names))
        titles.append(_heading(one.heading, left, top, wide))
        grids.append({"left": left, "top": top + _HEAD, "width": wide - _SAID, "height": len(names) * _ROW})
        xs.append(_scale(one, number))
        ys.append(
            _labels([fitted(name, _NAMES - 8) for name in names] if across == 0 else [""] * len(names), number, "left")
        )
        ys.append(_labels([fitted(said, _SAID - 3) for said in one.said], number, "right"))
        series.extend(_series(one, number))
    return {"animation": False, "title": titles, "grid": grids, "xAxis": xs, "yAxis": ys, "series": series}


def _heading(words: str, left: float, top: float, width: float) -> dict[str, Any]:
    style = {"fontSize": SMALL, "fontWeight": 600, "color": INK}
    shown = fitted(words, width, size=SMALL, weight=600)
    return {"text": shown, "left": left, "top": top + 2, "padding": 0, "textStyle": style}


def _scale(one: Criterion, number: int) -> dict[str, Any]:
    values = [value for value in one.values if value is not None] + [end for span in one.spans for end in span]
    low, high = min(values), max(values)
    room = 0.14 * (high - low) or max(1.0, abs(high)) * 0.1
    return {
        "type": "value",
        "gridIndex": number,
        "min": low - room,
        "max": high + room,
        "axisLabel": {"show": False},
        "axisTick": {"show": False},
        "axisLine": {"show": False},
        "splitLine": {"show": False},
    }


def _labels(words: Sequence[str], number: int, side: str) -> dict[str, Any]:
    colour = INK if side == "left" else QUIET
    return {
        "type": "category",
        "gridIndex": number,
        "position": side,
        "inverse": True,
        "data": list(words),
        "axisTick": {"show": False},
        "axisLine": {"show": False},
        "axisLabel": {"fontSize": SIZE, "color": colour, "interval": 0, "margin": 6},
        "splitLine": {"show": side == "left", "alignWithLabel": True, "lineStyle": {"color": RULE, "width": 0.5}},
    }


def _series(one: Criterion, number: int) -> list[dict[str, Any]]:
    at = {"xAxisIndex": number, "yAxisIndex": 2 * number}
    spans = [
        {
            **at,
            "type": "line",
            "data": [[low, row], [high, row]],
            "symbol": "none",
            "lineStyle": {"color": LIGHT_BLUE, "width": 4},
        }
        for row, (low, high) in enumerate(one.spans)
    ]
    dots = [_dot(value, row, best=row in one.best) for row, value in enumerate(one.values) if value is not None]
    return [*spans, {**at, "type": "scatter", "symbolSize": 6.5, "z": 5, "data": dots}]


def _dot(value: float, row: int, *, best: bool) -> dict[str, Any]:
    look = {"color": BLUE if best else PAPER, "borderColor": BLUE, "borderWidth": 1.4, "opacity": 1}
    return {"value": [value, row], "itemStyle": look}


def _alt(pen: Pen, criteria: Sequence[Criterion], profiles: Sequence[Profile]) -> str:
    sentences = []
    for one in criteria:
        said = "; ".join(f"{profile.title} {said}" for profile, said in zip(profiles, one.said, strict=True) if said)
        sentences.append(text_of(pen.line("{criterion}: {values}.", criterion=one.heading, values=said)))
    return " ".join(sentences)


def _twin(pen: Pen, criteria: Sequence[Criterion], profiles: Sequence[Profile]) -> Table:
    return Table(
        id=f"{_ID}-data",
        title=pen.say("Options on all criteria"),
        columns=(
            pen.column("Criterion", weight=1.0),
            *(Column(heading=one.title, align=Align.RIGHT) for one in profiles),
        ),
        rows=tuple(_twin_row(pen, one, profiles) for one in criteria),
    )


def _twin_row(pen: Pen, one: Criterion, profiles: Sequence[Profile]) -> Row:
    cells: list[Line] = []
    for profile, said in zip(profiles, one.said, strict=True):
        title = text_of(pen.line("{what}, “{option}”", what=one.heading, option=profile.title))
        key = (_ID, one.key, profile.option, profile.scenario)
        cells.append((pen.figure(said, key, title=title, how=one.how),) if said else ())
    return Row(cells=(plain(started(one.heading)), *cells))
