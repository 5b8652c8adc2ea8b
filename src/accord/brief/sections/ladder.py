"""How firm offers are, and the conditions on which the plan rests."""

from collections import Counter

from accord.brief.document import Block, Line, Mark, Row, Table, Word, plain
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.brief.sections import effects, entries, figures, names
from accord.brief.sections.closers import scenario_of
from accord.brief.wording import word
from accord.model.option import Verdict
from accord.model.records import Condition, Offer
from accord.model.words import ConditionKind, Status

_CONDITIONS = 12
FIRM = (Status.CONFIRMED, Status.READY, Status.IN_THEATRE, Status.TRANSFERRED)
"""Steps on which a nation has decided."""


def verdicts(findings: Findings) -> dict[str, Verdict]:
    """How each offer stands in the scenario, by its id; empty without an option."""
    option = names.main(findings)
    return {verdict.offer: verdict for verdict in option.verdicts} if option else {}


def ladder(findings: Findings, pen: Pen) -> tuple[Block, ...]:
    """One row a status: offers, units, how many are live and how many the plan uses."""
    offers = list(findings.workspace.offers.values())
    option, judged = names.main(findings), verdicts(findings)
    used = {tour.offer for tour in option.tours} if option else set()
    rows = [
        _step(pen, status, [offer for offer in offers if offer.status is status], judged, used)
        for status in reversed(Status)
        if any(offer.status is status for offer in offers)
    ]
    return (
        Table(
            id="table-ladder",
            title="",
            columns=(
                pen.column("Status", weight=1.2),
                pen.column("What it means", weight=3.5),
                pen.column("Offers", right=True),
                pen.column("Units", right=True),
                pen.column("Live units", right=True),
                pen.column("Offers in the plan", right=True),
            ),
            rows=tuple(rows),
            note=pen.line("Live: the scenario lets the plan use it. The firmest stand first."),
            missing=pen.say("No offers are known."),
        ),
    )


def _step(pen: Pen, status: Status, offers: list[Offer], judged: dict[str, Verdict], used: set[str]) -> Row:
    name, rows = word(pen, status.value), [f"offers/{offer.id}" for offer in offers]

    def count(what: str, number: int, title: str) -> Line:
        how = pen.say("Counted over offers whose status is {status}.").format(status=name)
        title = entries.about(pen, title, pen.say("status {status}").format(status=name))
        return (figures.plain_count(pen, number, ("status", status.value, what), title, how, rows),)

    live = sum(judged[offer.id].units for offer in offers if offer.id in judged)
    return Row(
        cells=(
            plain(name),
            plain(_meaning(pen, status)),
            count("offers", len(offers), pen.say("Offers")),
            count("units", sum(offer.units for offer in offers), pen.say("Units offered")),
            count("live", live, pen.say("Live units")),
            count("used", sum(offer.id in used for offer in offers), pen.say("Offers with a tour in the plan")),
        )
    )


def _meaning(pen: Pen, status: Status) -> str:
    return {
        Status.REFUSED: pen.say("said no"),
        Status.WITHDRAWN: pen.say("was offered and is taken back"),
        Status.SENSED: pen.say("heard in talks, on nobody's authority"),
        Status.STATED: pen.say("said in public or by a minister"),
        Status.OFFERED: pen.say("written to the force generator"),
        Status.CONFIRMED: pen.say("confirmed by the nation's own decision"),
        Status.READY: pen.say("formed and at its notice"),
        Status.IN_THEATRE: pen.say("arrived"),
        Status.TRANSFERRED: pen.say("under the force commander's authority"),
    }[status]


def hanging(findings: Findings, pen: Pen) -> tuple[Block, ...]:
    """One row a condition: whether the scenario takes it as true, what hangs on it, what it is worth."""
    conditions = findings.workspace.conditions
    offers = Counter(tag for offer in findings.workspace.offers.values() for tag in offer.conditions)
    tags = sorted((tag for tag in conditions if offers[tag]), key=lambda tag: (-offers[tag], tag))
    rest = len(tags) - _CONDITIONS
    more = pen.count_line(" {n} more stands in the annex.", " {n} more stand in the annex.", rest, n=pen.number(rest))
    return (
        Table(
            id="table-conditions",
            title="",
            columns=(
                pen.column("Condition", weight=4),
                pen.column("Taken as", weight=2),
                pen.column("Offers", right=True),
                pen.column("Units", right=True),
                pen.column("Worth", right=True, weight=1.2),
            ),
            rows=tuple(_condition(findings, pen, conditions[tag]) for tag in tags[:_CONDITIONS]),
            note=pen.line(
                "Those that most offers name. A chance of a half or more counts as true. Worth: demand "
                "covered with it less without it, in percentage points."
            )
            + (more if rest > 0 else ()),
            missing=pen.say("No offer names a condition."),
        ),
    )


def _condition(findings: Findings, pen: Pen, row: Condition) -> Row:
    offers = [offer for offer in findings.workspace.offers.values() if row.id in offer.conditions]
    behind = [f"offers/{offer.id}" for offer in offers]
    how = pen.say("Counted over offers that name the condition.")
    worth = next((one for one in findings.worths if one.condition == row.id and not one.nation), None)
    on = pen.say("if “{label}”").format(label=entries.condition_name(findings, row.id))

    def count(what: str, number: int, title: str) -> Line:
        return (figures.plain_count(pen, number, ("hang", row.id, what), entries.about(pen, title, on), how, behind),)

    return Row(
        cells=(
            names.condition(findings, pen, row.id),
            truth(findings, pen, row),
            count("offers", len(offers), pen.say("Offers")),
            count("units", sum(offer.units for offer in offers), pen.say("Units offered")),
            (effects.worth(findings, pen, worth),) if worth else (),
        )
    )


def truth(findings: Findings, pen: Pen, row: Condition, nation: str = "") -> Line:
    """What the scenario takes a condition to be, for all or for one nation."""
    if row.kind is not ConditionKind.EVENT:
        return plain(pen.say("follows from others"))
    scenario = scenario_of(findings)
    told = {code: values[row.id] for code, values in scenario.nation_conditions.items() if row.id in values}
    stated = scenario.conditions.get(row.id, row.default)
    if nation:
        return _truth(pen, float(told.get(nation, stated)))  # type: ignore[call-overload]
    said = _truth(pen, float(stated))
    if not told:
        return said
    more = pen.count_line(" ({n} nation apart)", " ({n} nations apart)", len(told), n=pen.number(len(told)))
    return (*said, *(Word(text=w.text, quiet=True) for w in more))


def _truth(pen: Pen, chance: float) -> Line:
    if chance in (0.0, 1.0):
        text, mark = (pen.say("true"), Mark.GOOD) if chance else (pen.say("false"), Mark.POOR)
        return (Word(text=text, mark=mark),)
    holds = chance >= 0.5
    text = pen.say("{share} likely").format(share=pen.share(chance, 0))
    return (Word(text=text, mark=Mark.FAIR if holds else Mark.POOR),)
