"""Options side by side: one small chart a criterion, each with its own scale."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from accord.brief.charts.frame import PORTRAIT, note, quantity, started
from accord.brief.charts.svg import SIZE, SMALL, fitted
from accord.brief.document import Align, Column, Figure, Line, Row, Table, plain, text_of
from accord.brief.findings import Findings
from accord.brief.javascript import engine
from accord.brief.palette import BLUE, INK, LIGHT_BLUE, PAPER, QUIET, RULE
from accord.brief.pen import Pen
from accord.model.comparison import Profile
from accord.model.words import Priority

MOST = 8
"""Options that are drawn; the table holds all."""
_ID = "figure-options"
_ACROSS = 3
_NAMES = 84.0
_SAID = 56.0
_GUTTER = 16.0
_HEAD = 16.0
_ROW = 15.0
_FOOT = 16.0
_MILLION = 1e6
_SAME = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class _Criterion:
    """What options are compared on."""

    key: str
    heading: str
    """Its name, with the unit."""
    values: tuple[float | None, ...]
    """One an option; None: not known."""
    said: tuple[str, ...]
    how: str
    sign: int
    """1: more is better, -1: less is better, 0: neither."""
    spans: tuple[tuple[float, float], ...] = ()
    """Least and most of each option, where a value is one of many."""

    @property
    def best(self) -> frozenset[int]:
        """Numbers of the options that no other surpasses."""
        known = [value for value in self.values if value is not None]
        if not self.sign or len(known) < 2:
            return frozenset()
        top = max(known) if self.sign > 0 else min(known)
        return frozenset(i for i, value in enumerate(self.values) if value is not None and abs(value - top) <= _SAME)


def options(findings: Findings, pen: Pen) -> Figure | None:
    """Dots of each option on each criterion; None if no options were compared."""
    if findings.comparison is None or not findings.comparison.profiles:
        return None
    profiles = findings.comparison.profiles
    criteria = _criteria(pen, profiles, findings.workspace.settings.currency)
    drawn = _criteria(pen, profiles[:MOST], findings.workspace.settings.currency)
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
    most = max(profiles, key=lambda profile: profile.coverage)
    costs = [profile for profile in profiles if _COST in profile.measures]
    if not costs:
        return text_of(pen.line("{most} covers most", most=most.title))
    cheap = min(costs, key=lambda profile: profile.measures[_COST])
    return text_of(pen.line("“{most}” covers most, “{cheap}” costs least", most=most.title, cheap=cheap.title))


_COST = "cost_likely_money"


def _criteria(pen: Pen, profiles: Sequence[Profile], currency: str) -> tuple[_Criterion, ...]:
    found = (
        _coverage(pen, profiles),
        _essential(pen, profiles),
        _worst(pen, profiles),
        _futures(pen, profiles),
        _measure(
            pen, profiles, "gap_unit_months", pen.say("Short, unit-months"), lambda value: quantity(pen, value), -1
        ),
        _measure(
            pen, profiles, "deployed_mean_people", pen.say("People deployed, mean"), lambda value: pen.number(value), 0
        ),
        _measure(
            pen,
            profiles,
            _COST,
            text_of(pen.line("Likely cost, million {currency}", currency=currency)),
            lambda value: pen.number(value / _MILLION),
            -1,
        ),
        _measure(
            pen,
            profiles,
            "burden_gini_gdp_share",
            pen.say("Uneven burden, 0 to 1"),
            lambda value: pen.number(value, 3),
            -1,
        ),
        _measure(
            pen,
            profiles,
            "different_unit_months",
            pen.say("Unlike the first, unit-months"),
            lambda value: quantity(pen, value),
            0,
        ),
    )
    return tuple(one for one in found if any(value is not None for value in one.values))


def _coverage(pen: Pen, profiles: Sequence[Profile]) -> _Criterion:
    return _Criterion(
        key="coverage",
        heading=pen.say("Weighted coverage"),
        values=tuple(profile.coverage for profile in profiles),
        said=tuple(pen.share(profile.coverage) for profile in profiles),
        how=pen.say("Unit-months that count over unit-months wanted, each weighted by the priority of its line."),
        sign=1,
    )


def _essential(pen: Pen, profiles: Sequence[Profile]) -> _Criterion:
    values = [
        next((part.share for part in profile.by_priority if part.key == Priority.ESSENTIAL and part.demand > 0), None)
        for profile in profiles
    ]
    return _Criterion(
        key="essential",
        heading=pen.say("Essential coverage"),
        values=tuple(values),
        said=tuple("" if value is None else pen.share(value) for value in values),
        how=pen.say("Unit-months that count over unit-months wanted, on essential lines."),
        sign=1,
    )


def _worst(pen: Pen, profiles: Sequence[Profile]) -> _Criterion:
    return _Criterion(
        key="worst",
        heading=pen.say("If the worst nation leaves"),
        values=tuple(profile.worst.coverage if profile.worst else None for profile in profiles),
        said=tuple(f"{pen.share(one.worst.coverage)} {one.worst.nation}" if one.worst else "" for one in profiles),
        how=pen.say("Weighted coverage without the nation whose leaving costs most, nothing planned again."),
        sign=1,
    )


def _futures(pen: Pen, profiles: Sequence[Profile]) -> _Criterion:
    return _Criterion(
        key="futures",
        heading=pen.say("In 8 of 10 futures"),
        values=tuple(profile.futures.p50 for profile in profiles),
        said=tuple(
            f"{pen.number(100 * one.futures.p10)}\N{EN DASH}{pen.share(one.futures.p90, 0)}" for one in profiles
        ),
        how=pen.say("Weighted coverage when offers and conditions hold by chance: 1 future in 10 lies below, 1 above."),
        sign=0,
        spans=tuple((profile.futures.p10, profile.futures.p90) for profile in profiles),
    )


def _measure(
    pen: Pen, profiles: Sequence[Profile], key: str, heading: str, say: Callable[[float], str], sign: int
) -> _Criterion:
    values = [profile.measures.get(key, getattr(profile, key, None)) for profile in profiles]
    return _Criterion(
        key=key,
        heading=heading,
        values=tuple(values),
        said=tuple("" if value is None else say(value) for value in values),
        how=pen.say("Counted over all tours of the option in the horizon; see the method."),
        sign=sign,
    )


def _height(rows: int) -> float:
    return _HEAD + rows * _ROW + _FOOT


def _chart(criteria: Sequence[_Criterion], names: Sequence[str]) -> dict[str, Any]:
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


def _scale(one: _Criterion, number: int) -> dict[str, Any]:
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


def _series(one: _Criterion, number: int) -> list[dict[str, Any]]:
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
    dots = [
        {
            "value": [value, row],
            "itemStyle": {"color": BLUE if row in one.best else PAPER, "borderColor": BLUE, "borderWidth": 1.4, "opacity": 1},
        }
        for row, value in enumerate(one.values)
        if value is not None
    ]
    return [*spans, {**at, "type": "scatter", "symbolSize": 6.5, "z": 5, "data": dots}]


def _alt(pen: Pen, criteria: Sequence[_Criterion], profiles: Sequence[Profile]) -> str:
    sentences = []
    for one in criteria:
        said = "; ".join(f"{profile.title} {said}" for profile, said in zip(profiles, one.said, strict=True) if said)
        sentences.append(text_of(pen.line("{criterion}: {values}.", criterion=one.heading, values=said)))
    return " ".join(sentences)


def _twin(pen: Pen, criteria: Sequence[_Criterion], profiles: Sequence[Profile]) -> Table:
    return Table(
        id=f"{_ID}-data",
        title=pen.say("Options on all criteria"),
        columns=(
            pen.column("Criterion", weight=1.0),
            *(Column(heading=one.title, align=Align.RIGHT) for one in profiles),
        ),
        rows=tuple(_twin_row(pen, one, profiles) for one in criteria),
    )


def _twin_row(pen: Pen, one: _Criterion, profiles: Sequence[Profile]) -> Row:
    cells: list[Line] = []
    for profile, said in zip(profiles, one.said, strict=True):
        title = text_of(pen.line("{criterion}, option {option}", criterion=one.heading, option=profile.title))
        key = (_ID, one.key, profile.option, profile.scenario)
        cells.append((pen.figure(said, key, title=title, how=one.how),) if said else ())
    return Row(cells=(plain(started(one.heading)), *cells))
