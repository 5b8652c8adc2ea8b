"""Whom to ask for what next: all asks on a page, then a page for each nation."""

from itertools import islice

from accord.brief.annexes.cells import joined
from accord.brief.document import Block, Line, Paragraph, Role, Row, Section, Table, Word
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.brief.sections import effects, names
from accord.brief.sections.closers import units_asked
from accord.brief.sections.drawn import nothing
from accord.brief.sections.nation import nation_page
from accord.brief.sections.titles import titles
from accord.model.option import Ask

_REASONS = 1


def section(findings: Findings, pen: Pen) -> Section:
    """The overview, and below it a sheet for each nation with asks, the best ask first."""
    title = titles(pen)["asks"]
    if not findings.asks:
        missing = nothing(pen, pen.say("no extra unit that could be asked for is known to help (accord asks)."))
        return Section(id="asks", title=title, blocks=(missing,), role=Role.PAGE)
    nations = list(dict.fromkeys(ask.nation for ask in findings.asks))
    blocks: tuple[Block, ...] = (
        Paragraph(words=_lead(findings, pen, len(nations)), style="lead"),
        _table(findings, pen),
    )
    sheets = tuple(nation_page(findings, pen, nation) for nation in nations)
    return Section(id="asks", title=title, blocks=blocks, sections=sheets, role=Role.PAGE)


def _lead(findings: Findings, pen: Pen, nations: int) -> Line:
    best = max(findings.asks, key=lambda ask: ask.gain_pp)
    return pen.line(
        "{asks} to {nations}; most is gained by asking {nation} for {what}: {gain}.",
        asks=pen.count_line("{n} ask", "{n} asks", len(findings.asks), n=_all(pen, len(findings.asks))),
        nations=pen.count_line("{n} nation", "{n} nations", nations, n=_all(pen, nations)),
        nation=names.nation(findings, pen, best.nation),
        what=units_asked(findings, pen, best),
        gain=effects.gain(findings, pen, best, strong=True),
    )


def _all(pen: Pen, number: int) -> Word:
    """A count over the asks, which stand here."""
    return Word(text=pen.number(number), target="asks")


def _table(findings: Findings, pen: Pen) -> Table:
    return Table(
        id="table-asks",
        title=pen.say("Asks, what gains most first"),
        columns=(
            pen.column("Nation"),
            pen.column("Ask", weight=2),
            pen.column("From, until", weight=1.7),
            pen.column("Lines", weight=1.2),
            pen.column("Gain", right=True),
            pen.column("Why", weight=3.4),
        ),
        rows=tuple(_row(findings, pen, ask) for ask in findings.asks),
        note=pen.line(
            "Gain: demand covered, in percentage points, found by planning again with the unit. Gains do not add up."
        ),
    )


def _row(findings: Findings, pen: Pen, ask: Ask) -> Row:
    why = joined((pen.written(str(reason)) for reason in islice(ask.reasons, _REASONS)), by="; ")
    return Row(
        cells=(
            (names.nation(findings, pen, ask.nation),),
            units_asked(findings, pen, ask),
            pen.line("{start} to {until}", start=pen.day(ask.start), until=pen.day(ask.until)),
            joined((names.line_id(findings, pen, line),) for line in ask.requirements),
            (effects.gain(findings, pen, ask),),
            why,
        )
    )
