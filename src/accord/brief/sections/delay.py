"""What a later beginning costs, and what each condition is worth."""

from accord.brief.charts.conditions import conditions
from accord.brief.charts.delay import delay
from accord.brief.document import Block, Line, Paragraph, Role, Row, Section, Table, plain
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.brief.sections import effects, figures, names
from accord.brief.sections.drawn import drawn, nothing
from accord.brief.sections.titles import titles
from accord.model.option import DelayPoint


def section(findings: Findings, pen: Pen) -> Section:
    """The plan month by month of delay, then the conditions."""
    heading = pen.say("What each condition is worth")
    worth = Section(id="delay-conditions", title=heading, blocks=_worths(findings, pen), role=Role.PAGE)
    return Section(
        id="delay", title=titles(pen)["delay"], blocks=_delays(findings, pen), sections=(worth,), role=Role.PAGE
    )


def _delays(findings: Findings, pen: Pen) -> tuple[Block, ...]:
    points = sorted(findings.delays, key=lambda point: point.months)
    if not points:
        return (nothing(pen, pen.say("no delay has been looked at (accord delay).")),)
    chart = drawn(pen, delay(findings, pen), pen.say("the chart has no data."))
    return (Paragraph(words=_lead(findings, pen, points), style="lead"), *chart, _table(findings, pen, points))


def _lead(findings: Findings, pen: Pen, points: list[DelayPoint]) -> Line:
    first, last = points[0], points[-1]
    if first is last:
        return pen.line("Demand covered is {now}.", now=effects.delayed(findings, pen, first, strong=True))
    now, then = effects.delayed(findings, pen, first), effects.delayed(findings, pen, last, strong=True)
    months = pen.number(last.months)
    if pen.share(last.coverage) == pen.share(first.coverage):
        return pen.line(
            "If day zero slips by {months} months, {then} of demand is covered, as now.", months=months, then=then
        )
    return pen.line(
        "If day zero slips by {months} months, {then} of demand is covered instead of {now}.",
        months=months,
        then=then,
        now=now,
    )


def _table(findings: Findings, pen: Pen, points: list[DelayPoint]) -> Table:
    return Table(
        id="table-delay",
        title=pen.say("The plan if day zero slips"),
        columns=(
            pen.column("Months later", right=True),
            pen.column("Covered", right=True, weight=2),
            pen.column("At most", right=True, weight=1),
            pen.column("Essential", right=True, weight=1),
            pen.column("Ready on day zero", right=True, weight=1),
            pen.column("Likely cost", right=True, weight=1.5),
        ),
        rows=tuple(_row(findings, pen, point) for point in points),
        note=pen.line(
            "Ready on day zero: share of the demand of the first three months that is covered. Cost: all tours in the "
            "horizon, {year} prices. The horizon slips with day zero and keeps its length.",
            year=str(findings.workspace.settings.price_year),
        )
        + _again(findings, pen, points[0]),
    )


def _again(findings: Findings, pen: Pen, first: DelayPoint) -> Line:
    """Why the plan without a delay is not quite the plan of the pack, where a reader sees a difference."""
    option = names.main(findings)
    if option is None or first.months != 0 or pen.share(first.coverage) == pen.share(option.coverage):
        return ()
    return pen.line(
        " Without a delay the plan was made again as well, to compare like with like: it covers {again}; the plan of "
        "this pack covers {plan}.",
        again=effects.delayed(findings, pen, first),
        plan=figures.covered(findings, pen, option),
    )


def _row(findings: Findings, pen: Pen, point: DelayPoint) -> Row:
    return Row(
        cells=(
            plain(pen.number(point.months)),
            (effects.delayed(findings, pen, point),),
            effects.of_delay(pen, point, "limit", pen.share(point.limit)),
            effects.of_delay(pen, point, "essential", "" if point.essential is None else pen.share(point.essential)),
            effects.of_delay(pen, point, "ready", pen.share(point.ready_share)),
            effects.of_delay(pen, point, "cost", figures.million(pen, findings, point.cost_likely)),
        )
    )


def _worths(findings: Findings, pen: Pen) -> tuple[Block, ...]:
    found = max(findings.worths, key=lambda worth: (worth.worth_pp, worth.condition), default=None)
    if found is None:
        return (nothing(pen, pen.say("no condition has been weighed (accord conditions).")),)
    label = pen.written(found.label or found.condition)
    if found.now == "false":
        share = effects.if_true(findings, pen, found, strong=True)
        lead = pen.line("Most hangs on this: {label}. With it, {share} of demand is covered.", label=label, share=share)
    else:
        share = effects.if_false(findings, pen, found, strong=True)
        lead = pen.line(
            "Most hangs on this: {label}. Without it, {share} of demand is covered.", label=label, share=share
        )
    return (Paragraph(words=lead), *drawn(pen, conditions(findings, pen), pen.say("the chart has no data.")))
