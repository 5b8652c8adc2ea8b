"""Who serves which line from when to when."""

from accord.brief.charts.rotation import rotation
from accord.brief.document import Line, Paragraph, Role, Section
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.brief.sections import entries, figures, names
from accord.brief.sections.drawn import drawn
from accord.brief.sections.titles import titles
from accord.model.option import Option


def section(findings: Findings, pen: Pen) -> Section:
    """The rotation chart on wide pages."""
    option = names.main(findings)
    lead = (Paragraph(words=_lead(findings, pen, option), style="lead"),) if option and option.tours else ()
    chart = drawn(pen, rotation(findings, pen), pen.say("no option with tours has been planned."))
    return Section(id="rotation", title=titles(pen)["rotation"], blocks=(*lead, *chart), role=Role.WIDE)


def _lead(findings: Findings, pen: Pen, option: Option) -> Line:
    served = len({tour.requirement for tour in option.tours})
    lines = figures.plain_count(
        pen,
        served,
        (option.id, "lines", "served"),
        entries.in_option(pen, pen.say("Lines with a tour"), option.title),
        pen.say("Lines that any unit serves in the option."),
    )
    relieved = option.measures.get("relieved_units")
    said = pen.count_line(
        "Tours on {n} line: {tours}.",
        "Tours on {n} lines: {tours}.",
        served,
        n=lines,
        tours=figures.tours(pen, option),
    )
    if relieved is None:
        return said
    units = figures.measure(
        findings,
        pen,
        option,
        "relieved_units",
        pen.number(relieved),
        pen.say("Units relieved in place"),
        pen.say("Units that leave a line while others arrive in the next period."),
    )
    more = pen.line(" Units relieved by the next one without a break: {units}.", units=units)
    return (*said, *more)
