"""Headings of the main part by the ids of its sections."""

from collections.abc import Mapping

from accord.brief.findings import Findings
from accord.brief.pen import Pen


def titles(pen: Pen) -> Mapping[str, str]:
    """Heading of each section, in the order of the pack.

    >>> from accord.brief.evidence import Ledger
    >>> from accord.brief.language import language
    >>> list(titles(Pen(language("en"), Ledger())).values())[:2]
    ['Summary', 'Agenda']
    """
    return {
        "summary": pen.say("Summary"),
        "agenda": pen.say("Agenda"),
        "plan": pen.say("State of the plan"),
        "monitor": pen.say("Is the deal kept?"),
        "gaps": pen.say("Gaps"),
        "asks": pen.say("Asks by nation"),
        "options": pen.say("Options"),
        "rotation": pen.say("Rotation"),
        "withdrawal": pen.say("If a nation leaves"),
        "delay": pen.say("If it begins later"),
        "maps": pen.say("Maps"),
    }


def shown(findings: Findings, pen: Pen) -> Mapping[str, str]:
    """The same for the sections that this pack has: that on monitoring only where a day has figures."""
    return {id: title for id, title in titles(pen).items() if findings.daily or id != "monitor"}
