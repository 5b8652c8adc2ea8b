"""Is the deal kept? Counts with period and coverage, findings by term, restrictions, signs of a build-up, claims."""

from collections.abc import Sequence

from accord.brief.charts.days import days
from accord.brief.document import Block, Role, Section
from accord.brief.findings import Findings
from accord.brief.maps.incidents import incidents_map
from accord.brief.monitor import tables
from accord.brief.monitor.clusters import clusters
from accord.brief.monitor.escalation import escalation
from accord.brief.monitor.incidents import incidents, listing
from accord.brief.monitor.lead import lead
from accord.brief.monitor.names import Names, names_of
from accord.brief.monitor.signs import signs
from accord.brief.pen import Pen
from accord.brief.sections.drawn import drawn, nothing
from accord.brief.sections.titles import titles
from accord.model.daily import Daily


def section(findings: Findings, pen: Pen) -> Section:
    """The section of a pack; a pack without figures of a day has none."""
    title = titles(pen)["monitor"]
    if findings.daily is None:
        missing = nothing(pen, pen.say("reports have not been judged (accord monitor)."))
        return Section(id="monitor", title=title, blocks=(missing,))
    blocks, parts = written(findings, findings.daily, pen)
    return Section(id="monitor", title=title, blocks=blocks, sections=parts, role=Role.PAGE)


def written(findings: Findings, daily: Daily, pen: Pen) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """What stands first, and the parts below it."""
    names = names_of(findings.workspace)
    return lead(daily, names, pen), (
        _part("monitor-areas", pen.say("By area"), (tables.areas(daily, pen), *_map(findings, daily, pen))),
        _part("monitor-days", pen.say("Day by day"), drawn(pen, days(daily, pen), pen.say("no day has a record."))),
        _part(
            "monitor-terms",
            pen.say("Is the deal kept?"),
            _kept(daily, names, pen),
        ),
        _part("monitor-restrictions", pen.say("Restrictions of monitors"), _restrictions(daily, pen, names)),
        _part("monitor-signs", pen.say("Signs of a build-up"), signs(daily, pen)),
        _part("monitor-escalation", pen.say("Is it escalating?"), escalation(daily, pen)),
        _part("monitor-clusters", pen.say("Clusters"), (clusters(daily, names, pen),)),
        _part("monitor-claims", pen.say("Claims of the parties"), (tables.claims(daily, names, pen),)),
        _part("monitor-incidents", pen.say("All incidents of the period"), (_all(daily, pen, names),)),
    )


def _part(id: str, title: str, blocks: Sequence[Block]) -> Section:
    return Section(id=id, title=title, blocks=tuple(blocks))


def _map(findings: Findings, daily: Daily, pen: Pen) -> tuple[Block, ...]:
    figure = incidents_map(findings, daily, pen)
    return (figure,) if figure else ()


def _kept(daily: Daily, names: Names, pen: Pen) -> tuple[Block, ...]:
    weapons = incidents(
        pen,
        daily.weapons,
        names,
        days=daily.days,
        listed=listing(daily),
        id="table-monitor-weapons",
        title=pen.say("Weapons and works where a term forbids them"),
        missing=pen.say(
            "No weapons or works were reported where a term forbids them; what was not watched may hold some."
        ),
    )
    return tables.terms(daily, names, pen), weapons


def _restrictions(daily: Daily, pen: Pen, names: Names) -> tuple[Block, ...]:
    reported = incidents(
        pen,
        daily.restrictions,
        names,
        days=daily.days,
        listed=listing(daily),
        id="table-monitor-restrictions",
        title=pen.say("Denials and jammings"),
        missing=pen.say("No refused access and no jamming was reported."),
    )
    return reported, tables.hampered(daily, pen, names)


def _all(daily: Daily, pen: Pen, names: Names) -> Block:
    return incidents(
        pen,
        daily.notices,
        names,
        days=daily.days,
        listed=listing(daily),
        id="table-monitor-incidents",
        title=pen.say("Incidents of the period, in order of time"),
        missing=pen.say("No incident was reported."),
        anchors=True,
    )
