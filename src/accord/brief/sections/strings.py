"""Conditions and caveats of a nation's own offers, and what each costs as far as it is known."""

from collections.abc import Iterator

from accord.brief.annexes.cells import joined
from accord.brief.document import Block, Line, Row, Table, Word, plain
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.brief.sections import effects, names
from accord.brief.sections.ladder import truth
from accord.model.option import ConditionWorth
from accord.model.records import Offer

_MOST, _NAMED, _LABEL = 4, 2, 56
_BARRED = ("caveat", "not_tolerated")


def strings(findings: Findings, pen: Pen, nation: str) -> tuple[Block, ...]:
    """A table of what hangs on what; none if its offers are free of both."""
    offers = [offer for offer in findings.workspace.offers.values() if offer.nation == nation]
    rows = [*_conditions(findings, pen, nation, offers), *_caveats(findings, pen, offers)]
    if not rows:
        return ()
    note: Line = ()
    if len(rows) > _MOST:
        more = len(rows) - _MOST
        note = pen.count_line("{n} more stands in the annex.", "{n} more stand in the annex.", more, n=pen.number(more))
    return (
        Table(
            id=f"table-strings-{nation}",
            title=pen.say("What its offers hang on"),
            columns=(
                pen.column("Condition or caveat", weight=4.4),
                pen.column("Offers", weight=2.4),
                pen.column("What it costs", weight=3.2),
            ),
            rows=tuple(rows[:_MOST]),
            note=note,
        ),
    )


def worth_of(findings: Findings, nation: str, tag: str) -> ConditionWorth | None:
    """What a condition is worth, for this nation alone if that is known."""
    found = {one.nation: one for one in findings.worths if one.condition == tag}
    return found.get(nation) or found.get("")


def tags_of(findings: Findings, nation: str) -> list[str]:
    """Conditions of a nation's offers, what is worth most first."""
    tags = {tag for offer in findings.workspace.offers.values() if offer.nation == nation for tag in offer.conditions}

    def key(tag: str) -> tuple[float, str]:
        worth = worth_of(findings, nation, tag)
        return (-worth.worth_pp if worth else 0.0, tag)

    return sorted(tags, key=key)


def _conditions(findings: Findings, pen: Pen, nation: str, offers: list[Offer]) -> Iterator[Row]:
    for tag in tags_of(findings, nation):
        row, worth = findings.workspace.conditions.get(tag), worth_of(findings, nation, tag)  # type: ignore[call-overload]
        taken = truth(findings, pen, row, nation) if row else ()
        cost = pen.line("worth {n} in all", n=effects.worth(findings, pen, worth)) if worth else ()
        if worth and worth.nation:
            cost = pen.line("worth {n} for this nation alone", n=effects.worth(findings, pen, worth))
        yield Row(
            cells=(
                names.condition(findings, pen, tag, _LABEL),
                _named(findings, pen, [offer for offer in offers if tag in offer.conditions]),
                joined([taken, cost], by="; "),
            )
        )


def _caveats(findings: Findings, pen: Pen, offers: list[Offer]) -> Iterator[Row]:
    for tag in sorted({tag for offer in offers for tag in offer.caveats}):
        own = [offer for offer in offers if tag in offer.caveats]
        lines = _kept_from(findings, tag, {f"offers/{offer.id}" for offer in own})
        shown = joined((names.line_id(findings, pen, line),) for line in lines[:_NAMED])
        if len(lines) > _NAMED:
            shown = (*shown, Word(text=" …"))
        cost = pen.line("keeps units from lines that are short: {lines}", lines=shown) if lines else ()
        cells = (
            names.caveat(findings, pen, tag, _LABEL),
            _named(findings, pen, own),
            cost or plain(pen.say("keeps none from a line that is short")),
        )
        yield Row(cells=cells)


def _kept_from(findings: Findings, tag: str, offers: set[str]) -> list[str]:
    """Lines that are short from which a caveat keeps any of the offers."""
    option = names.main(findings)
    return sorted(
        {
            gap.requirement
            for gap in (option.gaps if option else ())
            for reason in gap.reasons
            if reason.code in _BARRED and f"caveats/{tag}" in reason.rows and offers & set(reason.rows)
        }
    )


def _named(findings: Findings, pen: Pen, offers: list[Offer]) -> Line:
    shown = joined((names.offer(findings, pen, offer.id),) for offer in offers[:_NAMED])
    more = len(offers) - _NAMED
    if more <= 0:
        return shown
    return (*shown, *pen.count_line(" and {n} more", " and {n} more", more, n=pen.number(more)))
