"""Annex: every offer, how it stands in the scenario and why."""

from accord.brief.annexes.cells import joined, linked, rows_of, source_of, span, words
from accord.brief.document import Line, Row, Section, Table, Word, plain
from accord.brief.evidence import row_anchor
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.brief.wording import word
from accord.model.option import Verdict
from accord.model.records import Offer


def offers(findings: Findings, pen: Pen) -> Section:
    """One row an offer, in order of ids."""
    verdicts = {verdict.offer: verdict for verdict in findings.options[0].verdicts} if findings.options else {}
    table = Table(
        id="rows-offers",
        title="",
        columns=(
            pen.column("Offer"),
            pen.column("Units"),
            pen.column("Where and when", weight=3),
            pen.column("Status, in this scenario", weight=3),
            pen.column("Conditions and caveats", weight=3),
            pen.column("Source and grade", weight=1.5),
        ),
        rows=tuple(_row(findings, pen, row, verdicts.get(key)) for key, row in findings.workspace.offers.items()),
        note=pen.line(
            "Units: the likely figure, with low and high where they differ. Notice: days from activation. Live: the "
            "scenario may use so many units. What was said is in the workspace: accord show FOLDER and the offer."
        ),
        missing=pen.say("No offer that this audience may see."),
    )
    return Section(id="annex-offers", title=pen.say("Offers"), blocks=(table,))


def _row(findings: Findings, pen: Pen, offer: Offer, verdict: Verdict | None) -> Row:
    workspace = findings.workspace
    capability = linked(pen, "capabilities", offer.capability or "", workspace.capabilities)
    limits = joined(
        [
            rows_of(pen, "conditions", offer.conditions, workspace.conditions),
            rows_of(pen, "caveats", offer.caveats, workspace.caveats),
        ],
        by=" · ",
    )
    return Row(
        id=row_anchor(f"offers/{offer.id}"),
        cells=(
            plain(offer.id),
            joined([_units(pen, offer), capability], by=" "),
            joined([words(pen, offer.scopes), span(pen, offer.start, offer.until), _notice(pen, offer)]),
            joined([plain(word(pen, offer.status.value)), _standing(pen, verdict)]),
            limits,
            source_of(pen, workspace, offer),
        ),
    )


def _units(pen: Pen, offer: Offer) -> Line:
    low, high = offer.units_low, offer.units_high
    text = pen.number(offer.units)
    if any(other not in (None, offer.units) for other in (low, high)):
        ends = (offer.units if low is None else low, offer.units if high is None else high)
        text += f" ({pen.number(ends[0])}-{pen.number(ends[1])})"
    return plain(text)


def _notice(pen: Pen, offer: Offer) -> Line:
    return pen.line("notice {n}", n=pen.number(offer.notice_days)) if offer.notice_days else ()


def _standing(pen: Pen, verdict: Verdict | None) -> Line:
    if verdict is None:
        return ()
    if verdict.live:
        return pen.line("live {n}", n=pen.number(verdict.units))
    why = joined([pen.written(reason.text) for reason in verdict.reasons], by="; ")
    return (Word(text=pen.say("out"), strong=True), *((Word(text=": "), *why) if why else ()))
