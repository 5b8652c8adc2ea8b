"""Annex: the settled words."""

from accord.brief.document import Section, Term, Terms
from accord.brief.findings import Findings
from accord.brief.pen import Pen


def glossary(findings: Findings, pen: Pen) -> Section:
    """Words in the order of the alphabet of the document's language."""
    meanings = (
        (pen.say("ask"), pen.line("One more unit to ask a nation for; its gain was found by planning again.")),
        (pen.say("at most"), pen.line("What no plan could exceed with these offers: the bound.")),
        (pen.say("caveat"), pen.line("A limit on how a unit may be used once it is there.")),
        (pen.say("condition"), pen.line("What must hold before an offer is live.")),
        (pen.say("coverage"), pen.line("Share of the unit-periods wanted that is served.")),
        (pen.say("day zero (D)"), pen.line("The day from which the operation counts; D+30 is 30 days later.")),
        (pen.say("essential"), pen.line("Without it the force fails.")),
        (pen.say("important"), pen.line("Without it the force is at risk.")),
        (pen.say("desirable"), pen.line("Makes the force better.")),
        (pen.say("gap"), pen.line("A stretch of time in which a line is short.")),
        (pen.say("line"), pen.line("A row of the statement of requirements: what, where, when, how many.")),
        (pen.say("live"), pen.line("Said of an offer that the scenario may use.")),
        (pen.say("offer"), pen.line("What a nation says it would give, with its conditions and caveats.")),
        (pen.say("option"), pen.line("A course of action: who covers what, when.")),
        (pen.say("percentage point (pp)"), pen.line("A hundredth of the whole, when two shares are compared.")),
        (pen.say("people-month"), pen.line("One person on a line for a month.")),
        (pen.say("pool"), pen.line("Units or people that several offers of a nation draw on.")),
        (pen.say("scenario"), pen.line("Which conditions are taken to hold, and what is changed.")),
        (pen.say("shortfall"), pen.line("What is wanted and not covered.")),
        (pen.say("tour"), pen.line("A stay on a line, after which the units rest.")),
        (pen.say("unit-month"), pen.line("One unit wanted or present for a month.")),
        (pen.say("sensed"), pen.line("Heard in talks, on nobody's authority.")),
        (pen.say("stated"), pen.line("Said in public or by a minister.")),
        (pen.say("offered"), pen.line("Written to the force generator.")),
        (pen.say("confirmed"), pen.line("Confirmed by the nation's own decision.")),
        (pen.say("ready"), pen.line("Formed and at its notice.")),
        (pen.say("in theatre"), pen.line("Arrived.")),
        (pen.say("transferred"), pen.line("Under the force commander's authority.")),
        (pen.say("refused"), pen.line("Said no; carries no units, and is never asked for.")),
        (pen.say("withdrawn"), pen.line("Was offered and is taken back; carries no units.")),
    )
    terms = Terms(
        items=tuple(
            Term(word=word, meaning=meaning)
            for word, meaning in sorted(meanings, key=lambda one: pen.language.order(one[0]))
        )
    )
    return Section(id="annex-glossary", title=pen.say("Glossary"), blocks=(terms,))
