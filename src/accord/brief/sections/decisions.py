"""Decisions sought: what the agenda asks for, or else what the results call for; each with its one key figure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from accord.brief.annexes.cells import joined
from accord.brief.document import Line, Word
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.brief.sections import effects, entries, figures, names
from accord.brief.sections.closers import units_asked
from accord.brief.sections.gaps import ranked
from accord.brief.sections.item import item_figure
from accord.brief.sections.ladder import FIRM
from accord.brief.sections.titles import shown
from accord.brief.sections.withdrawal import worst_first
from accord.model.agenda import AgendaItem
from accord.model.option import Option
from accord.model.words import Priority

MOST, FEWEST = 5, 3
_ASKS = 3
_WHOLE = ("options", "withdrawal")
"""Sections whose one figure fits whatever an item says; gaps and asks are of single lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Something to be agreed, in one line with one figure."""

    about: str
    """Section of the pack that it belongs to."""
    words: Line
    """The decision."""
    figure: Line = ()
    """The figure that speaks for it."""


def decisions(findings: Findings, pen: Pen) -> tuple[Decision, ...]:
    """Those of the agenda, filled up from the results to at least three; at most five."""
    derived = list(_derived(findings, pen))
    sought = list(islice(_of_agenda(findings, pen, derived), MOST))
    if len(sought) >= FEWEST:
        return tuple(sought)
    about = {decision.about for decision in sought}
    wanted = MOST if not sought else FEWEST
    more = [decision for decision in derived if decision.about not in about]
    return tuple([*sought, *more][: max(wanted, len(sought))])


def line_of(decision: Decision) -> Line:
    """The decision, strong, and its figure."""
    strong = tuple(Word(text=w.text, target=w.target, lang=w.lang, strong=True) for w in decision.words)
    return (*strong, Word(text=" "), *decision.figure) if decision.figure else strong


def _of_agenda(findings: Findings, pen: Pen, derived: Sequence[Decision]) -> Iterator[Decision]:
    """Decisions that items of the agenda seek, each with the figure that its words or its sections lead to."""
    agenda = findings.workspace.agenda
    for item in agenda.items if agenda else ():
        if item.decision:
            words = pen.written(names.short(item.decision, 180))
            figure = item_figure(findings, pen, item) or _figure_of_section(item, derived) or _see(findings, pen, item)
            yield Decision(about=item.sections[0] if item.sections else "agenda", words=words, figure=figure)


def _figure_of_section(item: AgendaItem, derived: Sequence[Decision]) -> Line:
    first = item.sections[0] if item.sections else ""
    return next((d.figure for d in derived if d.about == first and first in _WHOLE), ())


def _see(findings: Findings, pen: Pen, item: AgendaItem) -> Line:
    """Where to read on."""
    id = item.sections[0] if item.sections else "agenda"
    known = shown(findings, pen)
    return pen.line("See {section}.", section=Word(text=known[id], target=id)) if id in known else ()


def _derived(findings: Findings, pen: Pen) -> Iterator[Decision]:
    """What the results call for, the weightiest first: a condition, if it opens more than all that is covered."""
    option = names.main(findings)
    if option is None or not option.tours:
        return
    secured = tuple(_secure(findings, pen))
    opens = max((one.worth_pp for one in findings.worths if one.now != "true"), default=0.0)
    first = opens > 100.0 * option.coverage
    if first:
        yield from secured
    yield _adopt(findings, pen, option)
    yield from _ask(findings, pen)
    if not first:
        yield from secured
    yield from _mitigate(findings, pen, option)
    yield from _insure(findings, pen, option)
    yield from _confirm(findings, pen, option)


def _adopt(findings: Findings, pen: Pen, option: Option) -> Decision:
    others = findings.options[1:]
    words = pen.line("Adopt the option “{title}”.", title=pen.written(names.short(option.title, 60)))
    share = figures.covered(findings, pen, option)
    said = pen.share(option.coverage)
    second = next((other for other in others if pen.share(other.coverage) != said), None)
    if second is None:
        return Decision(about="options", words=words, figure=pen.line("It covers {share} of demand.", share=share))
    compared = pen.line(
        "“{title}” covers {share} of demand, “{other}” covers {less}.",
        title=pen.written(names.short(option.title, 40)),
        share=share,
        other=pen.written(names.short(second.title, 40)),
        less=figures.covered(findings, pen, second),
    )
    return Decision(about="options", words=words, figure=compared)


def _ask(findings: Findings, pen: Pen) -> Iterator[Decision]:
    asks = findings.asks[:_ASKS]
    if not asks:
        return
    named = (
        pen.line(
            "{nation} for {what}",
            nation=names.nation(findings, pen, ask.nation),
            what=units_asked(findings, pen, ask),
        )
        for ask in asks
    )
    gain = effects.gain(findings, pen, asks[0])
    said = pen.count_line("It gains {gain}.", "The first gains {gain} alone.", len(asks), gain=gain)
    yield Decision(about="asks", words=pen.line("Ask {whom}.", whom=joined(named, by="; ")), figure=said)


def _secure(findings: Findings, pen: Pen) -> Iterator[Decision]:
    """The uncertain condition that is worth most; one that is taken as true if all are."""
    useful = [one for one in findings.worths if one.worth_pp > 0]
    open_ = [one for one in useful if one.now != "true"] or useful
    if not open_:
        return
    best = max(open_, key=lambda one: (one.worth_pp, one.condition, one.nation))
    label = pen.written(names.short(best.label or best.condition, 70))
    whom = names.nation(findings, pen, best.nation) if best.nation else None
    words = (
        pen.line("Work with {nation} on this condition: {label}.", nation=whom, label=label)
        if whom
        else pen.line("Work on this condition: {label}.", label=label)
    )
    yield Decision(
        about="delay", words=words, figure=pen.line("It is worth {n}.", n=effects.worth(findings, pen, best))
    )


def _mitigate(findings: Findings, pen: Pen, option: Option) -> Iterator[Decision]:
    """The gravest gap of the highest class that has one."""
    worst = sorted(ranked(findings, option), key=lambda gaps: Priority(gaps[0].priority).rank)
    if not worst:
        return
    gaps = worst[0]
    line = names.line(findings, pen, gaps[0].requirement, 56)
    yield Decision(
        about="gaps",
        words=pen.line("Close the gap on {line}, or accept the risk.", line=line),
        figure=pen.line(
            "{short} unit-months are missing from {start} to {until}.",
            short=figures.short_of(findings, pen, option, gaps),
            start=pen.day(min(gap.start for gap in gaps)),
            until=pen.day(max(gap.until for gap in gaps)),
        ),
    )


def _insure(findings: Findings, pen: Pen, option: Option) -> Iterator[Decision]:
    for row in worst_first(findings)[:1]:
        nation = names.nation(findings, pen, row.nation)
        left = effects.left(findings, pen, row)
        yield Decision(
            about="withdrawal",
            words=pen.line("Name stand-ins in case {nation} leaves.", nation=nation),
            figure=pen.line("Without {nation}, {left} of demand is still covered.", nation=nation, left=left),
        )


def _confirm(findings: Findings, pen: Pen, option: Option) -> Iterator[Decision]:
    """Units in the plan that no nation has confirmed."""
    used = {tour.offer for tour in option.tours}
    soft = [o for o in findings.workspace.offers.values() if o.id in used and o.status not in FIRM]
    units = sum(offer.units for offer in soft)
    if not units:
        return
    count = figures.plain_count(
        pen,
        units,
        ("units", "unconfirmed"),
        entries.about(pen, pen.say("Units in the plan that are not confirmed"), pen.say("all nations")),
        pen.say("Units of offers with a tour whose status is below confirmed."),
        [f"offers/{offer.id}" for offer in soft],
    )
    said = pen.count_line(
        "{n} unit of the plan is not confirmed yet.", "{n} units of the plan are not confirmed yet.", units, n=count
    )
    words = pen.line("Ask all who offered to confirm their offers.")
    yield Decision(about="plan", words=words, figure=said)
