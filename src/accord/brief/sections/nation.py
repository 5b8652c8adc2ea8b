"""One page for one nation: what is asked of it, its record, its conditions, points to make, and answers if asked.

The page says nothing of other nations' offers, conditions and caveats: it may be handed over.
"""

from itertools import islice

from accord.brief.annexes.cells import joined
from accord.brief.document import Block, Fact, Facts, Line, Mark, Paragraph, Role, Row, Section, Table, Word, plain
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.brief.sections import effects, entries, figures, names
from accord.brief.sections.carried import Carried, carried
from accord.brief.sections.closers import units_asked
from accord.brief.sections.ladder import verdicts
from accord.brief.sections.points import if_asked, points_to_make
from accord.brief.sections.strings import strings
from accord.brief.wording import word
from accord.model.option import Ask, Verdict
from accord.model.reason import Reason
from accord.model.records import Offer
from accord.model.words import Status

_OFFERS, _ASKS, _REASONS = 6, 3, 1
_LABEL = 40


def nation_page(findings: Findings, pen: Pen, nation: str) -> Section:
    """The page of a nation, with or without asks."""
    part = carried(findings, nation)
    asks = [ask for ask in findings.asks if ask.nation == nation]
    blocks: tuple[Block, ...] = (
        Paragraph(words=_lead(findings, pen, nation, asks), style="lead"),
        *((_asks(findings, pen, nation, asks),) if asks else ()),
        _facts(findings, pen, nation, part),
        _offers(findings, pen, nation),
        *strings(findings, pen, nation),
        *points_to_make(findings, pen, nation, part),
        *if_asked(findings, pen, nation, part),
    )
    title = names.nation_name(findings, nation)
    return Section(id=f"nation-{nation}", title=title, blocks=blocks, role=Role.SHEET)


def own_offers(findings: Findings, nation: str) -> list[Offer]:
    """Offers of a nation."""
    return [offer for offer in findings.workspace.offers.values() if offer.nation == nation]


def _lead(findings: Findings, pen: Pen, nation: str, asks: list[Ask]) -> Line:
    name = names.nation(findings, pen, nation)
    if not asks:
        return pen.line("No ask of {nation} is open.", nation=name)
    best = max(asks, key=lambda ask: ask.gain_pp)
    return pen.line(
        "{nation} is asked for {what}: {gain} of demand covered.",
        nation=name,
        what=joined(units_asked(findings, pen, ask) for ask in asks[:_ASKS]),
        gain=effects.gain(findings, pen, best, strong=True),
    )


def _asks(findings: Findings, pen: Pen, nation: str, asks: list[Ask]) -> Table:
    return Table(
        id=f"table-asks-{nation}",
        title=pen.say("What is asked"),
        columns=(
            pen.column("Ask", weight=2),
            pen.column("From, until", weight=2.6),
            pen.column("Lines", weight=1),
            pen.column("Gain", right=True),
            pen.column("What it mends", weight=4),
        ),
        rows=tuple(_ask(findings, pen, ask) for ask in asks[:_ASKS]),
        note=pen.line("Gain in percentage points of demand covered, found by planning again; gains do not add up."),
    )


def _ask(findings: Findings, pen: Pen, ask: Ask) -> Row:
    helps = (reason for reason in ask.reasons if reason.code == "gap" and _own(findings, reason, ask.nation))
    return Row(
        cells=(
            units_asked(findings, pen, ask),
            pen.line("{start} to {until}", start=pen.day(ask.start), until=pen.day(ask.until)),
            joined((names.line_id(findings, pen, line),) for line in ask.requirements),
            (effects.gain(findings, pen, ask),),
            joined((pen.written(names.short(str(reason), 160)) for reason in islice(helps, _REASONS)), by="; "),
        )
    )


def _own(findings: Findings, reason: Reason, nation: str) -> bool:
    """Whether a reason rests on the nation's rows and on lines alone."""
    offers = {f"offers/{offer.id}" for offer in own_offers(findings, nation)}
    return all(row.startswith("requirements/") or row in offers or row == f"nations/{nation}" for row in reason.rows)


def _facts(findings: Findings, pen: Pen, nation: str, part: Carried) -> Facts:
    offers, judged = own_offers(findings, nation), verdicts(findings)
    live = [judged[offer.id] for offer in offers if offer.id in judged and judged[offer.id].live]
    return Facts(
        items=(
            _live_units(findings, pen, nation, offers, live),
            _burden(findings, pen, nation, part),
            _tours(findings, pen, nation, part),
            *_if_it_leaves(findings, pen, nation),
        )
    )


def _live_units(findings: Findings, pen: Pen, nation: str, offers: list[Offer], live: list[Verdict]) -> Fact:
    units = sum(verdict.units for verdict in live)
    how = pen.say("Units of its offers that the scenario may use.")
    live_ids = [verdict.offer for verdict in live]
    rows = [f"offers/{id}" for id in live_ids]
    title = entries.of_nation(findings, pen, pen.say("Live units"), nation)
    value = figures.plain_count(pen, units, (nation, "units", "live"), title, how, rows)
    note = pen.line(
        "in {live} of {all} offers",
        live=_offers_of(findings, pen, nation, "live", live_ids),
        all=_offers_of(findings, pen, nation, "all", [offer.id for offer in offers]),
    )
    return Fact(label=pen.say("Live units"), value=(value,), note=note)


def _offers_of(findings: Findings, pen: Pen, nation: str, which: str, ids: list[str]) -> Word:
    rows, how = [f"offers/{id}" for id in ids], pen.say("Rows of offers.csv; live are those that the scenario may use.")
    what = pen.say("Live offers") if which == "live" else pen.say("Offers")
    title = entries.of_nation(findings, pen, what, nation)
    return figures.plain_count(pen, len(ids), (nation, "offers", which), title, how, rows)


def _tour_count(findings: Findings, pen: Pen, nation: str, part: Carried) -> Word:
    how = pen.say("Its tours in the recommended option.")
    title = entries.of_nation(findings, pen, pen.say("Tours"), nation)
    return figures.plain_count(pen, part.tours, (nation, "tours"), title, how, [f"nations/{nation}"])


def _burden(findings: Findings, pen: Pen, nation: str, part: Carried) -> Fact:
    value = effects.people_share(findings, pen, nation, part.people_months)
    stated = [
        pen.line("GDP {share}", share=effects.means(findings, pen, nation, "gdp", part.gdp))
        if part.gdp is not None
        else (),
        pen.line("strength {share}", share=effects.means(findings, pen, nation, "personnel", part.personnel))
        if part.personnel is not None
        else (),
    ]
    note = joined(stated) or plain(pen.say("means are not stated"))
    return Fact(label=pen.say("Of all people-months"), value=(value,), note=note)


def _tours(findings: Findings, pen: Pen, nation: str, part: Carried) -> Fact:
    value = effects.served(findings, pen, nation, part.unit_months)
    note = pen.count_line("in {n} tour", "in {n} tours", part.tours, n=_tour_count(findings, pen, nation, part))
    return Fact(label=pen.say("Unit-months served"), value=(value,), note=note)


def _if_it_leaves(findings: Findings, pen: Pen, nation: str) -> tuple[Fact, ...]:
    row = next((row for row in findings.withdrawals if row.nation == nation), None)
    if row is None:
        return ()
    option = names.main(findings)
    note = pen.line("covered, instead of {now}", now=figures.covered(findings, pen, option)) if option else ()
    return (Fact(label=pen.say("Without it"), value=(effects.left(findings, pen, row),), note=note),)


def _offers(findings: Findings, pen: Pen, nation: str) -> Table:
    judged = verdicts(findings)
    offers = sorted(own_offers(findings, nation), key=lambda offer: (offer.status in _SAID_NO, offer.id))
    note = pen.line("In: the scenario lets the plan use it.")
    if len(offers) > _OFFERS:
        more = len(offers) - _OFFERS
        note = (
            *note,
            *pen.count_line(
                " {n} more offer stands in the annex.", " {n} more offers stand in the annex.", more, n=pen.number(more)
            ),
        )
    return Table(
        id=f"table-offers-{nation}",
        title=pen.say("Its record: offers"),
        columns=(
            pen.column("Offer"),
            pen.column("Capability", weight=3),
            pen.column("Units", right=True),
            pen.column("Status", weight=2),
            pen.column("In or out", weight=3),
        ),
        rows=tuple(_offer(findings, pen, offer, judged.get(offer.id)) for offer in offers[:_OFFERS]),
        note=note,
        missing=pen.say("It has offered nothing yet."),
    )


_SAID_NO = (Status.REFUSED, Status.WITHDRAWN)


def _offer(findings: Findings, pen: Pen, offer: Offer, verdict: Verdict | None) -> Row:
    anything = plain(pen.say("anything"))
    return Row(
        cells=(
            (names.offer(findings, pen, offer.id),),
            names.capability(findings, pen, offer.capability, _LABEL) if offer.capability else anything,
            (figures.beside(names.offer(findings, pen, offer.id), pen.number(offer.units)),),
            _status(findings, pen, offer),
            _stands(pen, offer, verdict),
        )
    )


def _status(findings: Findings, pen: Pen, offer: Offer) -> Line:
    """The step on the ladder, and whether it rose or fell since the last meeting."""
    now = Word(text=word(pen, offer.status.value))
    before = findings.earlier.workspace.offers.get(offer.id) if findings.earlier else None
    if findings.earlier is None or (before and before.status is offer.status):
        return (now,)
    if before is None:
        return (now, Word(text=" "), Word(text=pen.say("new"), quiet=True))
    ladder = list(Status)
    mark = Mark.UP if ladder.index(offer.status) > ladder.index(before.status) else Mark.DOWN
    was = pen.say("was {status}").format(status=word(pen, before.status.value))
    return (Word(text=now.text, mark=mark), Word(text=" "), Word(text=was, quiet=True))


def _stands(pen: Pen, offer: Offer, verdict: Verdict | None) -> Line:
    """Live, or out and the first ground; other nations' offers are never the ground that is told."""
    if verdict is None:
        return ()
    if verdict.live:
        return (Word(text=pen.say("in"), mark=Mark.GOOD),)
    if offer.status in _SAID_NO:
        return (Word(text=pen.say("out"), mark=Mark.POOR),)
    ground = next((reason for reason in verdict.reasons if reason.code != "waits"), None)
    said = pen.written(names.short(str(ground), 48)) if ground else plain(pen.say("waits for others"))
    return (Word(text=pen.say("out"), mark=Mark.POOR), Word(text=": "), *said)
