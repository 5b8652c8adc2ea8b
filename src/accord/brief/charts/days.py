"""Incidents of fire day by day, over the share of violence that would have been reported, with its band."""

import datetime as dt
from collections.abc import Sequence

from accord.brief.charts.frame import PORTRAIT
from accord.brief.charts.legend import Key, legend, swatch
from accord.brief.charts.scale import scale_marks
from accord.brief.charts.svg import SMALL, Svg, drawing, element, hatch, text
from accord.brief.charts.time_axis import TimeAxis
from accord.brief.document import Figure, Line, Row, Table, Word, plain, text_of
from accord.brief.monitor import numbers
from accord.brief.palette import BLUE, GREY, INK, LIGHT_BLUE, PAPER, QUIET, RULE
from accord.brief.pen import Pen
from accord.model.daily import Daily, DayFigures

_ID = "figure-days"
_LEFT, _TOP, _TALL, _LOW, _APART = 34.0, 22.0, 96.0, 58.0, 18.0
_HEIGHT = _TOP + _TALL + _APART + _LOW + 18.0


def days(daily: Daily, pen: Pen) -> Figure | None:
    """Bars over a band; None without a record."""
    if not daily.record or not any(one.fire or one.share is not None for one in daily.record):
        return None
    said = pen.line(
        "Above: incidents of fire a day in all areas. Below: expected share of violence that would be reported, mean "
        "over the areas, with its band. Hatched: nobody looked, so none is not quiet."
    )
    return Figure(
        id=_ID,
        title=_title(daily, pen),
        svg=_svg(daily.record, numbers.first_day(daily), pen),
        alt=_alt(daily, pen),
        width=PORTRAIT,
        note=said,
        twin=_twin(daily.record, pen),
    )


def _title(daily: Daily, pen: Pen) -> str:
    first, last = daily.record[0].day, daily.record[-1].day
    words = {"first": pen.day(first), "last": pen.day(last)}
    return text_of(pen.line("Incidents of fire day by day, {first} to {last}", **words))


def _alt(daily: Daily, pen: Pen) -> str:
    most = max(daily.record, key=lambda one: (one.fire, -one.day.toordinal()))
    last = daily.record[-1]
    return text_of(
        pen.line(
            "The most on one day were {most}, on {day}; on the last day {last}. Days on which nobody looked: {dark}.",
            most=pen.number(most.fire),
            day=pen.day(most.day),
            last=pen.number(last.fire),
            dark=pen.number(sum(one.share is None for one in daily.record)),
        )
    )


def _svg(record: Sequence[DayFigures], since: dt.date, pen: Pen) -> str:
    end = record[-1].day + dt.timedelta(days=1)
    axis = TimeAxis(first=record[0].day, end=end, left=_LEFT, right=PORTRAIT - 4.0)
    top = scale_marks([0.0, *(float(one.fire) for one in record)], least_step=1.0)
    low = _TOP + _TALL + _APART
    parts = [
        hatch(f"{_ID}-dark", GREY, ground=PAPER),
        *legend(_keys(pen), _LEFT, PORTRAIT),
        element(
            "rect", x=axis.x(since), y=_TOP - 4, width=axis.right - axis.x(since), height=_HEIGHT - _TOP - 10,
            fill="#fff6e5",
        ),
        *_scale(top, _TOP, _TALL, [pen.number(mark) for mark in top]),
        *_scale((0.0, 0.5, 1.0), low, _LOW, [pen.share(mark, 0) for mark in (0.0, 0.5, 1.0)]),
        *(bar for one in record for bar in _bar(one, axis, top)),
        *_band(record, axis, low),
        *_weeks(record, axis, pen),
    ]  # fmt: skip
    return drawing(PORTRAIT, _HEIGHT, parts)


def _keys(pen: Pen) -> list[Key]:
    return [
        (swatch(BLUE), pen.say("incidents of fire")),
        (swatch(LIGHT_BLUE), pen.say("share reported, band")),
        (swatch(f"url(#{_ID}-dark)", edge=QUIET), pen.say("not observed")),
        (swatch("#fff6e5", edge=RULE), pen.say("the period")),
    ]


def _scale(marks: Sequence[float], top: float, height: float, words: Sequence[str]) -> list[Svg]:
    found = []
    for mark, label in zip(marks, words, strict=True):
        y = top + height * (1 - (mark - marks[0]) / (marks[-1] - marks[0]))
        found.append(element("line", x1=_LEFT, x2=PORTRAIT - 4, y1=y, y2=y, stroke=RULE, stroke_width=0.5))
        found.append(text(label, _LEFT - 4, y + 2.8, size=SMALL, fill=QUIET, anchor="end"))
    return found


def _bar(one: DayFigures, axis: TimeAxis, marks: Sequence[float]) -> list[Svg]:
    left, right = axis.x(one.day), axis.x(one.day + dt.timedelta(days=1))
    wide = right - left
    found = []
    if one.share is None:
        found.append(
            element("rect", x=left, y=_TOP, width=wide, height=_TALL + _APART + _LOW, fill=f"url(#{_ID}-dark)")
        )
    if one.fire:
        tall = _TALL * one.fire / marks[-1]
        found.append(
            element("rect", x=left + 0.1 * wide, y=_TOP + _TALL - tall, width=0.8 * wide, height=tall, fill=BLUE)
        )
    return found


def _band(record: Sequence[DayFigures], axis: TimeAxis, top: float) -> list[Svg]:
    """A step for each day that somebody watched: the band as an area, the middle as a line."""
    found = []
    for one in record:
        if one.share is None:
            continue
        left, right = axis.x(one.day), axis.x(one.day + dt.timedelta(days=1))
        high, low, middle = (top + _LOW * (1 - value) for value in (one.high, one.low, one.share))
        found.append(element("rect", x=left, y=high, width=right - left, height=max(0.4, low - high), fill=LIGHT_BLUE))
        found.append(element("line", x1=left, x2=right, y1=middle, y2=middle, stroke=INK, stroke_width=1.1))
    return found


def _weeks(record: Sequence[DayFigures], axis: TimeAxis, pen: Pen) -> list[Svg]:
    """Every seventh day from the last one back has its name."""
    found = []
    step = 7 * max(1, -(-len(record) // 42))
    for one in record[::-1][::step]:
        x = (axis.x(one.day) + axis.x(one.day + dt.timedelta(days=1))) / 2
        anchor = "end" if x > PORTRAIT - 40 else "middle"
        found.append(element("line", x1=x, x2=x, y1=_HEIGHT - 18, y2=_HEIGHT - 14, stroke=QUIET, stroke_width=0.5))
        place = min(x + 20, PORTRAIT - 4) if anchor == "end" else x
        found.append(text(pen.day(one.day), place, _HEIGHT - 5, size=SMALL, fill=QUIET, anchor=anchor))
    return found


def _twin(record: Sequence[DayFigures], pen: Pen) -> Table:
    rows = []
    for one in record:
        key = ("monitor", "day", one.day.isoformat())
        count = pen.figure(
            pen.number(one.fire),
            (*key, "fire"),
            title=pen.say("Incidents of fire on {day}").format(day=pen.day(one.day)),
            how=pen.say("Incidents of fire that count, by the day on which they began."),
        )
        if one.share is None:
            cells: tuple[Line, ...] = (plain(pen.day(one.day)), (count,), plain(pen.say("not observed")), ())
        else:
            share = pen.figure(
                pen.share(one.share, 0),
                (*key, "share"),
                title=pen.say("Violence that would be reported"),
                how=pen.say("Expected share of violence that would be reported, mean over the areas."),
            )
            band = Word(text=f"{pen.share(one.low, 0)}\N{EN DASH}{pen.share(one.high, 0)}", target=share.target)
            cells = (plain(pen.day(one.day)), (count,), (share,), (band,))
        rows.append(Row(cells=cells))
    return Table(
        id=f"{_ID}-data",
        title=pen.say("Day by day"),
        columns=(
            pen.column("Day"),
            pen.column("Incidents of fire", right=True),
            pen.column("Would be reported", right=True),
            pen.column("Band", right=True),
        ),
        rows=tuple(rows),
    )
