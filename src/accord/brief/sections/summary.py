"""The summary: one page that a minister reads in five minutes, the decisions first."""

from collections.abc import Iterator

from accord.brief.document import Block, Box, Bullets, Fact, Facts, Line, Paragraph, Role, Section, Word
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.brief.sections import effects, entries, figures, names
from accord.brief.sections.closers import scenario_of
from accord.brief.sections.decisions import MOST, decisions, line_of
from accord.brief.sections.drawn import nothing
from accord.brief.sections.plan import short_lines
from accord.brief.sections.since import since
from accord.brief.sections.titles import titles
from accord.brief.sections.withdrawal import worst_first
from accord.model.option import Option

_RISKS = 3


def section(findings: Findings, pen: Pen) -> Section:
    """Objective, key figures, decisions sought, what changed, main risks."""
    option = names.main(findings)
    blocks: tuple[Block, ...] = (
        Paragraph(words=_objective(findings, pen), style="lead"),
        *_decisions(findings, pen),
        *((_facts(findings, pen, option),) if option else ()),
    )
    changed = Section(id="summary-changes", title=pen.say("Since the last meeting"), blocks=since(findings, pen))
    risks = tuple(_risks(findings, pen))[:_RISKS]
    below = [changed]
    if risks:
        below.append(Section(id="summary-risks", title=pen.say("Main risks"), blocks=(Bullets(items=risks),)))
    note = _meaning(findings, pen)
    if option:
        last = below[-1]
        below[-1] = Section(id=last.id, title=last.title, blocks=(*last.blocks, Paragraph(words=note, style="note")))
    return Section(id="summary", title=titles(pen)["summary"], blocks=blocks, sections=tuple(below), role=Role.SHEET)


def _objective(findings: Findings, pen: Pen) -> Line:
    """What the meeting is for, or else what the plan answers."""
    agenda, scenario = findings.workspace.agenda, scenario_of(findings)
    if agenda and agenda.objective:
        return pen.written(names.short(agenda.objective, 200))
    if findings.scenario in findings.workspace.scenarios and scenario.title:
        return pen.line(
            "Who covers what, if this holds: {scenario}.", scenario=pen.written(names.short(scenario.title, 160))
        )
    return pen.line("Who covers what, as things stand.")


def _decisions(findings: Findings, pen: Pen) -> tuple[Block, ...]:
    sought = decisions(findings, pen)
    if not sought:
        missing = pen.say("nothing is to be decided: no option with tours has been planned (accord plan).")
        return (nothing(pen, missing),)
    items = Bullets(items=tuple(line_of(decision) for decision in sought), ordered=True)
    return (Box(title=pen.say("Decisions sought"), blocks=(items, *_further(findings, pen)), style="decision"),)


def _further(findings: Findings, pen: Pen) -> tuple[Paragraph, ...]:
    """Decisions that the agenda seeks beyond those of the summary."""
    agenda = findings.workspace.agenda
    more = sum(bool(item.decision) for item in agenda.items) - MOST if agenda else 0
    if more <= 0:
        return ()
    words = pen.count_line(
        "{n} more stands in the {agenda}.",
        "{n} more stand in the {agenda}.",
        more,
        n=pen.number(more),
        agenda=Word(text=pen.say("agenda"), target="agenda"),
    )
    return (Paragraph(words=words, style="note"),)


def _facts(findings: Findings, pen: Pen, option: Option) -> Facts:
    return Facts(
        items=(
            _covered(findings, pen, option),
            *_essential(findings, pen, option),
            _live(findings, pen, option),
            *_worst(findings, pen),
        )
    )


def _covered(findings: Findings, pen: Pen, option: Option) -> Fact:
    limit = figures.limit(findings, pen, option)
    note = pen.line("{limit} at most", limit=limit) if limit else pen.line("no bound is known")
    return Fact(label=pen.say("Demand covered"), value=(figures.covered(findings, pen, option),), note=note)


def _essential(findings: Findings, pen: Pen, option: Option) -> Iterator[Fact]:
    part = next((part for part in option.by_priority if part.key == "essential" and part.demand > 0), None)
    if part is None:
        lines = len({gap.requirement for gap in option.gaps})
        note = pen.line("nothing is essential")
        yield Fact(
            label=pen.say("Lines short"), value=(short_lines(findings, pen, option),), note=note if lines else ()
        )
        return
    short = {gap.requirement for gap in option.gaps if gap.priority == part.key}
    note = pen.count_line(
        "{n} line stays short",
        "{n} lines stay short",
        len(short),
        n=figures.plain_count(
            pen,
            len(short),
            (option.id, "lines", "short", part.key),
            entries.in_option(pen, pen.say("Essential lines that are short"), option.title),
            pen.say("Essential lines that miss a unit, or a part of one, in one month at least."),
            [f"requirements/{line}" for line in sorted(short)],
        ),
    )
    value = figures.plain_share(figures.class_covered(findings, pen, option, part))
    yield Fact(label=pen.say("Essential lines"), value=(value,), note=note)


def _live(findings: Findings, pen: Pen, option: Option) -> Fact:
    live = [verdict for verdict in option.verdicts if verdict.live]
    nations = sorted({verdict.nation for verdict in live})
    value = figures.plain_count(
        pen,
        len(nations),
        ("nations", "live"),
        pen.say("Nations with a live offer"),
        pen.say("Nations with an offer that the scenario lets the plan use."),
        [f"nations/{code}" for code in nations],
    )
    number = sum(verdict.units for verdict in live)
    units = figures.plain_count(
        pen,
        number,
        ("units", "live"),
        entries.about(pen, pen.say("Live units"), pen.say("all nations")),
        pen.say("Units of offers that the scenario lets the plan use."),
        [f"offers/{verdict.offer}" for verdict in live],
    )
    note = pen.count_line("with {n} live unit", "with {n} live units", number, n=units)
    return Fact(label=pen.say("Nations taking part"), value=(value,), note=note)


def _worst(findings: Findings, pen: Pen) -> Iterator[Fact]:
    for row in worst_first(findings)[:1]:
        again = effects.replanned(findings, pen, row)
        yield Fact(
            label=pen.say("If {nation} leaves").format(nation=names.nation_name(findings, row.nation)),
            value=(effects.left(findings, pen, row),),
            note=pen.line("covered; {again} after planning again", again=again),
        )


def _risks(findings: Findings, pen: Pen) -> Iterator[Line]:
    taken = [one for one in findings.worths if one.now == "true" and one.worth_pp > 0 and not one.nation]
    if taken:
        most = max(taken, key=lambda one: (one.worth_pp, one.condition))
        yield pen.line(
            "The plan takes this as given: {label}. Without it, {share} of demand is covered.",
            label=pen.written(names.short(most.label or most.condition, 90)),
            share=effects.if_false(findings, pen, most),
        )
    profile = findings.comparison.profiles[0] if findings.comparison and findings.comparison.profiles else None
    if profile:
        yield pen.line(
            "Offers may fail: in 1 future of 10, no more than {share} is covered.",
            share=effects.low_future(pen, profile),
        )
    points = sorted(findings.delays, key=lambda point: point.months)
    if len(points) > 1 and points[-1].coverage < points[0].coverage:
        yield pen.line(
            "Time works against the plan: {months} months later, {share} is covered.",
            months=pen.number(points[-1].months),
            share=effects.delayed(findings, pen, points[-1]),
        )


def _meaning(findings: Findings, pen: Pen) -> Line:
    first, second, third = figures.weights(findings, pen)
    return pen.line(
        "Demand covered: share of the wanted unit-months (one unit on a line for one month) that is served; essential "
        "ones weigh {first}, important {second}, desirable {third}. Points are percentage points of it. Every number "
        "leads to the rows behind it.",
        first=first,
        second=second,
        third=third,
    )
