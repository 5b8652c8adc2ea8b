"""The state of the plan: how much of the demand is covered, where, when, by offers of which standing."""

from accord.brief.charts.coverage import by_period
from accord.brief.charts.priorities import by_priority
from accord.brief.document import Block, Line, Paragraph, Role, Section, Word
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.brief.sections import entries, figures, names
from accord.brief.sections.drawn import drawn, nothing
from accord.brief.sections.ladder import hanging, ladder
from accord.brief.sections.tables import areas, components, half_years, priorities
from accord.brief.sections.titles import titles
from accord.model.option import Option


def section(findings: Findings, pen: Pen) -> Section:
    """Coverage by class, component, time and place; then what it rests on."""
    option, title = names.main(findings), titles(pen)["plan"]
    standing = _standing(findings, pen)
    if option is None:
        missing = nothing(pen, pen.say("no option has been planned (accord plan)."))
        return Section(id="plan", title=title, blocks=(missing,), sections=standing, role=Role.PAGE)
    lead = Paragraph(words=lead_line(findings, pen, option), style="lead")
    meaning = Paragraph(words=meaning_line(findings, pen), style="note")
    empty = pen.say("the scenario wants nothing.")
    classes = (*drawn(pen, by_priority(findings, pen), empty), priorities(findings, pen, option))
    return Section(
        id="plan",
        title=title,
        blocks=(lead, meaning, *classes),
        sections=(*_divided(findings, pen, option, standing[0]), *standing[1:]),
        role=Role.PAGE,
    )


def lead_line(findings: Findings, pen: Pen, option: Option) -> Line:
    """How far essential lines are covered, and how many lines are short."""
    short = len({gap.requirement for gap in option.gaps})
    essential = next((part for part in option.by_priority if part.key == "essential" and part.demand > 0), None)
    if short == 0:
        return pen.line("All lines are covered: {share} of demand.", share=figures.covered(findings, pen, option))
    lines = short_lines(findings, pen, option)
    if essential is None:
        return pen.count_line(
            "{share} of demand is covered; {n} line stays short. Nothing is essential.",
            "{share} of demand is covered; {n} lines stay short. Nothing is essential.",
            short,
            share=figures.covered(findings, pen, option, strong=True),
            n=lines,
        )
    return pen.count_line(
        "Essential lines are covered to {essential}, all lines to {share}; {n} line stays short.",
        "Essential lines are covered to {essential}, all lines to {share}; {n} lines stay short.",
        short,
        essential=figures.plain_share(figures.class_covered(findings, pen, option, essential, strong=True)),
        share=figures.covered(findings, pen, option),
        n=lines,
    )


def short_lines(findings: Findings, pen: Pen, option: Option) -> Word:
    """How many lines are short in an option."""
    rows = sorted({gap.requirement for gap in option.gaps})
    return figures.plain_count(
        pen,
        len(rows),
        (option.id, "lines", "short"),
        entries.in_option(pen, pen.say("Lines that are short"), option.title),
        pen.say("Lines that miss a unit, or a part of one, in one month at least."),
        [f"requirements/{row}" for row in rows],
    )


def meaning_line(findings: Findings, pen: Pen) -> Line:
    """What a unit-month is and how coverage is weighed."""
    first, second, third = figures.weights(findings, pen)
    return pen.line(
        "A unit-month is one unit on a line for one month. Of all lines together, a unit-month counts {first} on an "
        "essential line, {second} on an important and {third} on a desirable one.",
        first=first,
        second=second,
        third=third,
    )


def _divided(findings: Findings, pen: Pen, option: Option, offers: Section) -> tuple[Section, ...]:
    """Parts in the order that fills pages: short tables between long ones."""
    empty = pen.say("the scenario wants nothing.")
    over_time: tuple[Block, ...] = (*drawn(pen, by_period(findings, pen), empty), half_years(findings, pen, option))
    return (
        Section(id="plan-component", title=pen.say("By component"), blocks=(components(findings, pen, option),)),
        offers,
        Section(id="plan-time", title=pen.say("Over time"), blocks=over_time),
        Section(id="plan-area", title=pen.say("By place"), blocks=(areas(findings, pen, option),)),
    )


def _standing(findings: Findings, pen: Pen) -> tuple[Section, ...]:
    return (
        Section(id="plan-offers", title=pen.say("How firm the offers are"), blocks=ladder(findings, pen)),
        Section(id="plan-conditions", title=pen.say("Conditions it rests on"), blocks=hanging(findings, pen)),
    )
