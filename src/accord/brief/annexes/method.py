"""Annex: how the numbers come about, in one page."""

from accord.brief.document import Bullets, Line, Paragraph, Section
from accord.brief.findings import Findings
from accord.brief.pen import Pen


def method(findings: Findings, pen: Pen) -> Section:
    """Short sentences, one a question that a reader asks."""
    weights = findings.workspace.settings.weights
    order = (
        pen.line("Essential lines come before important ones, and these before desirable ones.")
        if weights is None
        else pen.line(
            "Essential, important and desirable lines weigh {essential}, {important} and {desirable}.",
            essential=pen.number(weights[0], 1),
            important=pen.number(weights[1], 1),
            desirable=pen.number(weights[2], 1),
        )
    )
    items: tuple[Line, ...] = (
        pen.line(
            "Seen: rows that the audience may not see were removed first, with all that rests on them. "
            "Every number is computed on what is left."
        ),
        pen.line(
            "Live: a scenario says which conditions hold. Offers whose conditions fail leave, until nobody more has "
            "to; what remains is the largest set that is consistent. A probability of one half or more counts as true."
        ),
        pen.line(
            "Plan: units of live offers are put on lines in tours with rest between them. Caveats, limits, pools and "
            "commitments hold in every period. A second program that shares nothing with the search checks every rule."
        ),
        order,
        pen.line(
            "Coverage: unit-periods that count, of those wanted. Weighted coverage counts an essential unit-period "
            "eight times, an important one four times, a desirable one twice, unless the workspace says otherwise."
        ),
        pen.line(
            "At most: a bound that no plan can exceed, from prices of the lines and limits. Proven means that the plan "
            "reaches it; a gap in percentage points is what is still open."
        ),
        pen.line(
            "Gaps: a stretch in which a line is short by the same units. Its reasons say what holds units back, "
            "and how many each alone would free."
        ),
        pen.line(
            "Asks: one more unit of what a nation has and does not refuse. Each is planned again with the unit and "
            "without; the gain is the difference. Gains do not add up."
        ),
        pen.line(
            "Futures: conditions and offers hold by chance, with the probability of each. The same futures serve every "
            "option; nothing is planned again in them. Of ten futures one stays at or below P10, nine at or below P90."
        ),
        pen.line(
            "If a nation leaves: its tours are taken out, and those of offers that wait for it; then what is left is "
            "planned again."
        ),
        pen.line(
            "Delay: day zero slips. Offers that end on a day of the calendar are lost to it; those that need notice "
            "come in reach."
        ),
        pen.line(
            "Cost: likely cost of units on the line, in {currency} at prices of {year}. Nothing else is in it.",
            currency=findings.workspace.settings.currency,
            year=str(findings.workspace.settings.price_year),
        ),
    )
    note = pen.line(
        "The method notes that come with Accord (docs/why) give formulas, sources and limits: planning, conditions, "
        "gaps, asks, robustness."
    )
    blocks = (Bullets(items=items), Paragraph(words=note, style="note"))
    return Section(id="annex-method", title=pen.say("Method"), blocks=blocks)
