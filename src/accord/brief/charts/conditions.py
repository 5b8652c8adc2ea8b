"""What each condition is worth: coverage if it holds against coverage if it does not."""

from collections.abc import Sequence

from accord.brief.charts.dots import DotChart, DotRow, Series, Shape, draw_dots
from accord.brief.charts.frame import PORTRAIT, known_rows, link, note, row_of
from accord.brief.charts.svg import fitted
from accord.brief.document import Figure, Row, Table, plain, text_of
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.model.option import ConditionWorth

MOST = 12
"""Conditions that are drawn; the table holds all."""
_ID = "figure-conditions"
_LEAST_PP = 0.05
_TITLED = 230.0
"""Room of a condition in the title, points."""


def conditions(findings: Findings, pen: Pen) -> Figure | None:
    """Coverage with each condition false and true, the worthiest first; None if no condition was looked at."""
    found = sorted(findings.worths, key=lambda one: (-abs(one.worth_pp), one.condition, one.nation))
    if not found:
        return None
    drawn = [one for one in found if abs(one.worth_pp) >= _LEAST_PP][:MOST] or found[:1]
    explained = [pen.line("Weighted coverage, planned again under each truth; pp: percentage points.")]
    if len(drawn) < len(found):
        left = len(found) - len(drawn)
        explained.append(
            pen.count_line(
                "{n} condition that matters less stands in the table.",
                "{n} conditions that matter less stand in the table.",
                left,
                n=pen.number(left),
            )
        )
    return Figure(
        id=_ID,
        title=_title(pen, found[0]),
        svg=_draw(pen, drawn),
        alt=_alt(pen, found),
        width=PORTRAIT,
        note=note(findings, pen, *explained),
        twin=_twin(findings, pen, found),
    )


def _label(pen: Pen, one: ConditionWorth) -> str:
    words = one.label or one.condition
    return f"{one.nation}: {words}" if one.nation else words


def _now(pen: Pen, one: ConditionWorth) -> str:
    match one.now:
        case "true":
            return pen.say("true")
        case "false":
            return pen.say("false")
        case "as others do":
            return pen.say("as others do")
        case _:
            return pen.number(float(one.now), 2)


def _pp(pen: Pen, value: float) -> str:
    """Percentage points with their sign, the minus as such."""
    said = pen.number(abs(value), 1)
    sign = "" if not float(f"{abs(value):.1f}") else "+" if value > 0 else "\N{MINUS SIGN}"
    return f"{sign}{said}"


def _title(pen: Pen, one: ConditionWorth) -> str:
    if abs(one.worth_pp) < _LEAST_PP:
        return pen.say("No single condition changes what can be covered")
    return text_of(
        pen.line(
            "Most depends on this: “{condition}”; {low} if it is false, {high} if it is true",
            condition=fitted(_label(pen, one), _TITLED),
            low=pen.share(one.coverage_false),
            high=pen.share(one.coverage_true),
        )
    )


def _alt(pen: Pen, found: Sequence[ConditionWorth]) -> str:
    parts = [
        text_of(
            pen.line(
                "{condition}: {low} if false, {high} if true.",
                condition=_label(pen, one),
                low=pen.share(one.coverage_false),
                high=pen.share(one.coverage_true),
            )
        )
        for one in found[:5]
    ]
    return " ".join(parts)


def _draw(pen: Pen, found: Sequence[ConditionWorth]) -> str:
    chart = DotChart(
        rows=tuple(
            DotRow(
                name="",
                label=_label(pen, one),
                values=(one.coverage_false, one.coverage_true),
                said=(
                    pen.share(one.coverage_false),
                    pen.share(one.coverage_true),
                    _pp(pen, one.worth_pp),
                    _now(pen, one),
                ),
            )
            for one in found
        ),
        series=(
            Series(shape=Shape.RING, heading=pen.say("if false")),
            Series(shape=Shape.DISC, heading=pen.say("if true")),
        ),
        others=(pen.say("worth, pp"), pen.say("now")),
        names=190.0,
        most=1.0,
        step=0.01,
        row=22.0,
        lines=2,
    )
    return draw_dots(chart, say=lambda value: pen.share(value, 0))


def _twin(findings: Findings, pen: Pen, found: Sequence[ConditionWorth]) -> Table:
    return Table(
        id=f"{_ID}-data",
        title=pen.say("Weighted coverage with each condition false and true"),
        columns=(
            pen.column("Condition", weight=1.0),
            pen.column("Now"),
            pen.column("Units live if false", right=True),
            pen.column("Units live if true", right=True),
            pen.column("If false", right=True),
            pen.column("If true", right=True),
            pen.column("Worth, pp", right=True),
        ),
        rows=tuple(_twin_row(findings, pen, one) for one in found),
    )


def _twin_row(findings: Findings, pen: Pen, one: ConditionWorth) -> Row:
    made = row_of(
        pen,
        pen.line(
            "{code} {label}",
            code=link(findings, pen, f"conditions/{one.condition}"),
            label=pen.written(_label(pen, one)),
        ),
        (
            pen.number(one.units_false),
            pen.number(one.units_true),
            pen.share(one.coverage_false),
            pen.share(one.coverage_true),
            _pp(pen, one.worth_pp),
        ),
        key=(_ID, one.condition, one.nation),
        title=text_of(pen.line("What condition {condition} is worth", condition=_label(pen, one))),
        how=pen.say(
            "Weighted coverage planned with the condition true, less that with it false, in percentage points."
        ),
        rows=known_rows(findings, f"conditions/{one.condition}"),
    )
    first, *cells = made.cells
    return Row(cells=(first, plain(_now(pen, one)), *cells))
