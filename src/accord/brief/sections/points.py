"""Points to make to a nation, and what to answer if it asks: sentences over facts."""

from collections.abc import Iterator

from accord.brief.annexes.cells import joined
from accord.brief.document import Block, Box, Bullets, Line, Term, Terms
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.brief.sections import effects, entries, figures, names
from accord.brief.sections.carried import Carried
from accord.brief.sections.closers import units_asked
from accord.brief.sections.ladder import FIRM, verdicts
from accord.brief.sections.strings import tags_of, worth_of
from accord.model.records import Offer
from accord.model.words import Status

_POINTS, _LINES = 4, 3


def points_to_make(findings: Findings, pen: Pen, nation: str, part: Carried) -> tuple[Block, ...]:
    """Up to four points; none if there is nothing to say."""
    said = (
        *_wanted(findings, pen, nation),
        *_served(findings, pen, nation, part),
        *_alone(findings, pen, part),
        *_to_confirm(findings, pen, nation),
        *_waiting(findings, pen, nation),
    )
    if not said:
        return ()
    return (Box(title=pen.say("Points to make"), blocks=(Bullets(items=said[:_POINTS]),)),)


def _wanted(findings: Findings, pen: Pen, nation: str) -> Iterator[Line]:
    """What the best ask would serve, and how short that is."""
    option = names.main(findings)
    ask = next((ask for ask in findings.asks if ask.nation == nation), None)
    line = ask.requirements[0] if ask and ask.requirements else ""
    gaps = [gap for gap in (option.gaps if option else ()) if gap.requirement == line]
    if option is None or ask is None or not gaps:
        return
    yield pen.line(
        "{line} lacks {short} unit-months; {what} would serve there.",
        line=names.line(findings, pen, line, 48),
        short=figures.short_of(findings, pen, option, gaps),
        what=units_asked(findings, pen, ask),
    )


def _served(findings: Findings, pen: Pen, nation: str, part: Carried) -> Iterator[Line]:
    if part.tours:
        yield pen.line(
            "Your units serve {months} unit-months and carry {share} of all people-months in the plan.",
            months=effects.served(findings, pen, nation, part.unit_months),
            share=effects.people_share(findings, pen, nation, part.people_months),
        )


def _alone(findings: Findings, pen: Pen, part: Carried) -> Iterator[Line]:
    if not part.alone:
        return
    lines = joined((names.line_id(findings, pen, line),) for line in part.alone[:_LINES])
    more = len(part.alone) - _LINES
    if more > 0:
        lines = (*lines, *pen.count_line(" and {n} more", " and {n} more", more, n=pen.number(more)))
    yield pen.count_line(
        "Nobody else serves this line: {lines}.",
        "Nobody else serves these lines: {lines}.",
        len(part.alone),
        lines=lines,
    )


def _to_confirm(findings: Findings, pen: Pen, nation: str) -> Iterator[Line]:
    option = names.main(findings)
    used = {tour.offer for tour in option.tours} if option else set()
    soft = [offer for offer in _own(findings, nation) if offer.id in used and offer.status not in FIRM]
    if soft:
        units = sum(offer.units for offer in soft)
        yield pen.count_line(
            "{n} unit that the plan counts on is not confirmed yet: {offers}.",
            "{n} units that the plan counts on are not confirmed yet: {offers}.",
            units,
            n=figures.plain_count(
                pen,
                units,
                (nation, "units", "unconfirmed"),
                entries.of_nation(findings, pen, pen.say("Units in the plan that are not confirmed"), nation),
                pen.say("Units of its offers with a tour whose status is below confirmed."),
                [f"offers/{offer.id}" for offer in soft],
            ),
            offers=_ids(findings, pen, soft),
        )


def _waiting(findings: Findings, pen: Pen, nation: str) -> Iterator[Line]:
    judged = verdicts(findings)
    ended = (Status.REFUSED, Status.WITHDRAWN)
    out = [o for o in _own(findings, nation) if o.id in judged and not judged[o.id].live and o.status not in ended]
    units = sum(offer.units for offer in out)
    if units:
        yield pen.count_line(
            "{n} unit that you offer stays out of the plan as things stand: {offers}.",
            "{n} units that you offer stay out of the plan as things stand: {offers}.",
            units,
            n=figures.plain_count(
                pen,
                units,
                (nation, "units", "out"),
                entries.of_nation(findings, pen, pen.say("Units that stay out"), nation),
                pen.say("Units of its offers that the scenario may not use."),
                [f"offers/{offer.id}" for offer in out],
            ),
            offers=_ids(findings, pen, out),
        )


def _own(findings: Findings, nation: str) -> list[Offer]:
    return [offer for offer in findings.workspace.offers.values() if offer.nation == nation]


def _ids(findings: Findings, pen: Pen, offers: list[Offer]) -> Line:
    shown = joined((names.offer(findings, pen, offer.id),) for offer in offers[:_LINES])
    more = len(offers) - _LINES
    return (*shown, *pen.count_line(" and {n} more", " and {n} more", more, n=pen.number(more))) if more > 0 else shown


def if_asked(findings: Findings, pen: Pen, nation: str, part: Carried) -> tuple[Block, ...]:
    """Answers to what a nation is likely to ask; none if nothing is known."""
    terms = (
        *_if_you_leave(findings, pen, nation),
        *_if_it_fails(findings, pen, nation),
        *_compared(findings, pen, nation, part),
        *_rested(findings, pen, nation),
    )
    return (Box(title=pen.say("If asked"), blocks=(Terms(items=terms),)),) if terms else ()


def _if_you_leave(findings: Findings, pen: Pen, nation: str) -> Iterator[Term]:
    row = next((row for row in findings.withdrawals if row.nation == nation), None)
    if row is None:
        return
    said = pen.line(
        "{left} of demand would still be covered, {again} after planning again.",
        left=effects.left(findings, pen, row),
        again=effects.replanned(findings, pen, row),
    )
    if row.also_out:
        number = len(row.also_out)
        more = pen.count_line(
            " {n} offer of others would fall away too.",
            " {n} offers of others would fall away too.",
            number,
            n=pen.number(number),
        )
        said = (*said, *more)
    yield Term(word=pen.say("What if we leave?"), meaning=said)


def _if_it_fails(findings: Findings, pen: Pen, nation: str) -> Iterator[Term]:
    for tag in tags_of(findings, nation):
        worth = worth_of(findings, nation, tag)
        if worth is None:
            continue
        hanging = sum(tag in offer.conditions for offer in _own(findings, nation))
        share = effects.if_false(findings, pen, worth)
        said = (
            pen.line("If it does not hold for you, {share} of demand is covered", share=share)
            if worth.nation
            else pen.line("If it holds for nobody, {share} of demand is covered", share=share)
        )
        more = pen.count_line(
            "; {n} of your offers hangs on it.", "; {n} of your offers hang on it.", hanging, n=pen.number(hanging)
        )
        label = names.short(worth.label or tag, 52)
        yield Term(word=pen.say("What without this: “{label}”?").format(label=label), meaning=(*said, *more))
        return


def _compared(findings: Findings, pen: Pen, nation: str, part: Carried) -> Iterator[Term]:
    if not part.tours or (part.gdp is None and part.personnel is None):
        return
    carried = effects.people_share(findings, pen, nation, part.people_months)
    stated = [
        pen.line("{share} of gross domestic product", share=effects.means(findings, pen, nation, "gdp", part.gdp))
        if part.gdp is not None
        else (),
        pen.line("{share} of active strength", share=effects.means(findings, pen, nation, "personnel", part.personnel))
        if part.personnel is not None
        else (),
    ]
    yield Term(
        word=pen.say("How does our burden compare?"),
        meaning=pen.line(
            "You carry {share} of people-months; of nations with a live offer you have {means}.",
            share=carried,
            means=joined(stated),
        ),
    )


def _rested(findings: Findings, pen: Pen, nation: str) -> Iterator[Term]:
    option = names.main(findings)
    used = {tour.offer for tour in option.tours} if option else set()
    ratios = sorted(o.rest_ratio for o in _own(findings, nation) if o.id in used and o.rest_ratio is not None)
    if not ratios or not ratios[-1]:
        return
    low, high = (pen.number(ratio, 0 if ratio == int(ratio) else 1) for ratio in (ratios[0], ratios[-1]))
    if ratios[0] == ratios[-1] == 1:
        said = pen.line("Yes: after each tour a unit rests at least as long as it served.")
    elif low == high:
        said = pen.line("Yes: after each tour a unit rests at least {n} times as long as it served.", n=low)
    else:
        said = pen.line(
            "Yes: after each tour a unit rests {low} to {high} times as long as it served.",
            low=low,
            high=high,
        )
    yield Term(word=pen.say("Do our units get their rest?"), meaning=said)
