"""Which lines are short, and by how much: the worst first."""

from dataclasses import dataclass

from accord.brief.charts.frame import PORTRAIT, note, quantity, row_of
from accord.brief.charts.legend import legend, swatch
from accord.brief.charts.svg import SMALL, Svg, drawing, element, fitted, hatch, text
from accord.brief.document import Figure, Row, Table, plain, text_of
from accord.brief.findings import Findings
from accord.brief.palette import BLUE, ORANGE, QUIET, RULE
from accord.brief.pen import Pen
from accord.brief.widths import text_width
from accord.brief.wording import word
from accord.model.option import Option
from accord.model.records import Requirement
from accord.model.words import Priority
from accord.plan.solution import WEIGHTS
from accord.plan.worst import worst_lines

MOST = 25
"""Lines that are drawn; the rest is summed."""
_ID = "figure-gaps"
_ROW = 15.0
_HEAD = 20.0
_NAME = 40.0
_PRIORITY = 226.0
_BARS = (282.0, 446.0)
_SAME = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortLine:
    """A line that is short, in unit-months."""

    line: Requirement
    wanted: float
    short: float
    weighted: float
    """Shortfall times the weight of its class."""


def short_lines(findings: Findings, option: Option) -> tuple[ShortLine, ...]:
    """Lines that an option leaves short, by weighted unit-months, the worst first."""
    settings = findings.workspace.settings
    weights = dict(zip(Priority, settings.weights or WEIGHTS, strict=True))
    wanted = {part.key: part.demand / settings.step.per_month for part in option.by_line}
    found = []
    for gaps in worst_lines(option.gaps, settings.weights or WEIGHTS):
        line = findings.workspace.requirements[gaps[0].requirement]  # type: ignore[index]
        short = sum(gap.short * gap.periods for gap in gaps) / settings.step.per_month
        found.append(ShortLine(line=line, wanted=wanted[line.id], short=short, weighted=short * weights[line.priority]))
    return tuple(found)


def gap_bars(findings: Findings, pen: Pen) -> Figure | None:
    """Bars of what is wanted on the lines that are short, the missing part hatched; None if nothing is short."""
    if not findings.options:
        return None
    option = findings.options[0]
    rows = short_lines(findings, option)
    if not rows:
        return None
    twin = Table(
        id=f"{_ID}-data",
        title=pen.say("Lines that are short"),
        columns=(
            pen.column("Line"),
            pen.column("What", weight=1.0),
            pen.column("Priority"),
            pen.column("Wanted, unit-months", right=True),
            pen.column("Covered, unit-months", right=True),
            pen.column("Short, unit-months", right=True),
        ),
        rows=tuple(_twin_row(pen, row) for row in rows),
    )
    explained = pen.line(
        "In unit-months over the whole horizon; ranked by unit-months short times the weight of the priority."
    )
    return Figure(
        id=_ID,
        title=_title(pen, rows, len(option.by_line)),
        svg=_draw(pen, rows),
        alt=_alt(pen, rows),
        width=PORTRAIT,
        note=note(findings, pen, explained),
        twin=twin,
    )


def _title(pen: Pen, rows: tuple[ShortLine, ...], lines: int) -> str:
    half, count, reached = sum(row.weighted for row in rows) / 2, 0, 0.0
    while reached < half - _SAME:
        reached += rows[count].weighted
        count += 1
    words = {"n": pen.number(count), "short": pen.number(len(rows)), "all": pen.number(lines)}
    return text_of(
        pen.count_line(
            "{short} of {all} lines are short; {n} line alone holds half of the weighted shortfall",
            "{short} of {all} lines are short; {n} lines hold half of the weighted shortfall",
            count,
            **words,
        )
    )


def _alt(pen: Pen, rows: tuple[ShortLine, ...]) -> str:
    worst = "; ".join(
        text_of(
            pen.line(
                "{line} lacks {short} of {wanted}",
                line=row.line.id,
                short=quantity(pen, row.short),
                wanted=quantity(pen, row.wanted),
            )
        )
        for row in rows[:3]
    )
    total = quantity(pen, sum(row.short for row in rows))
    return text_of(
        pen.line(
            "Bars of unit-months covered and short by line. In all {total} unit-months are short. The worst: {worst}.",
            total=total,
            worst=worst,
        )
    )


def _twin_row(pen: Pen, row: ShortLine) -> Row:
    line = row.line
    wanted, covered, short = (quantity(pen, value) for value in (row.wanted, row.wanted - row.short, row.short))
    made = row_of(
        pen,
        (pen.row(f"requirements/{line.id}"),),
        (wanted, covered, short),
        key=("figure-gaps", line.id),
        title=text_of(pen.line("Unit-months short on line {line}", line=line.id)),
        how=pen.say(
            "Units wanted less units that count, at least 0, summed over the periods of the horizon, in months."
        ),
        rows=(f"requirements/{line.id}",),
    )
    first, *numbers = made.cells
    return Row(cells=(first, pen.written(line.label), plain(word(pen, line.priority)), *numbers))


def _draw(pen: Pen, rows: tuple[ShortLine, ...]) -> str:
    shown = rows[:MOST]
    scale = (_BARS[1] - _BARS[0]) / max(row.wanted for row in shown)
    parts: list[Svg] = [hatch(f"{_ID}-short", ORANGE), *_head(pen)]
    for number, row in enumerate(shown):
        parts.extend(_bar(pen, row, _HEAD + number * _ROW, scale))
    bottom = _HEAD + len(shown) * _ROW
    rest = rows[MOST:]
    if rest:
        bottom += _ROW
        parts.append(_rest(pen, rest, bottom - 4.0))
    return drawing(PORTRAIT, bottom + 3.0, parts)


def _head(pen: Pen) -> tuple[Svg, ...]:
    amount = fitted(pen.say("Unit-months short"), 110, size=SMALL)
    keys = (
        (swatch(BLUE), pen.say("covered")),
        (swatch(f"url(#{_ID}-short)", edge=ORANGE), pen.say("short")),
    )
    return (
        text(fitted(pen.say("Line"), _PRIORITY - 6, size=SMALL), 0, 9, size=SMALL, fill=QUIET),
        text(fitted(pen.say("Priority"), _BARS[0] - _PRIORITY - 4, size=SMALL), _PRIORITY, 9, size=SMALL, fill=QUIET),
        *legend(keys, _BARS[0], PORTRAIT - text_width(amount, SMALL) - 14),
        text(amount, PORTRAIT, 9, size=SMALL, fill=QUIET, anchor="end"),
        element("line", x1=0, x2=PORTRAIT, y1=14.5, y2=14.5, stroke=RULE, stroke_width=0.6),
    )


def _missing(x: float, y: float, width: float, height: float) -> Svg:
    return element(
        "rect",
        x=x + 0.3,
        y=y + 0.3,
        width=max(0.0, width - 0.6),
        height=height - 0.6,
        fill=f"url(#{_ID}-short)",
        stroke=ORANGE,
        stroke_width=0.6,
    )


def _bar(pen: Pen, row: ShortLine, y: float, scale: float) -> tuple[Svg, ...]:
    line, covered = row.line, (row.wanted - row.short) * scale
    base = y + 10.0
    name = fitted(line.id, _NAME - 4, weight=600)
    amount = pen.line("{short} of {wanted}", short=quantity(pen, row.short), wanted=quantity(pen, row.wanted))
    return (
        text(name, 0, base, weight=600),
        text(fitted(line.label, _PRIORITY - _NAME - 6), _NAME, base),
        text(fitted(word(pen, line.priority), _BARS[0] - _PRIORITY - 4), _PRIORITY, base, fill=QUIET),
        element("rect", x=_BARS[0], y=y + 1.5, width=covered, height=_ROW - 4.5, fill=BLUE),
        _missing(_BARS[0] + covered, y + 1.5, row.short * scale, _ROW - 4.5),
        text(fitted(text_of(amount), PORTRAIT - _BARS[1] - 6), PORTRAIT, base, anchor="end"),
    )


def _rest(pen: Pen, rows: tuple[ShortLine, ...], base: float) -> Svg:
    words = pen.count_line(
        "{n} more line lacks {short} of {wanted} unit-months",
        "{n} more lines lack {short} of {wanted} unit-months together",
        len(rows),
        n=pen.number(len(rows)),
        short=quantity(pen, sum(row.short for row in rows)),
        wanted=quantity(pen, sum(row.wanted for row in rows)),
    )
    return text(fitted(text_of(words), PORTRAIT), PORTRAIT, base, anchor="end", fill=QUIET)
