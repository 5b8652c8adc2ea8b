"""The annotated agenda: item, lead, minutes, decision sought, fallback, and the pages that belong to it."""

from accord.brief.annexes.cells import joined
from accord.brief.document import Line, Paragraph, Role, Row, Section, Table, Word, plain
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.brief.sections import figures, names
from accord.brief.sections.drawn import nothing
from accord.brief.sections.titles import shown, titles
from accord.model.agenda import Agenda, AgendaItem


def section(findings: Findings, pen: Pen) -> Section:
    """The agenda as a table; one line if there is none."""
    agenda = findings.workspace.agenda
    title = titles(pen)["agenda"]
    if agenda is None or not agenda.items:
        words = pen.say("the workspace names no items in agenda.toml.")
        return Section(id="agenda", title=title, blocks=(nothing(pen, words),))
    blocks = (Paragraph(words=_lead(pen, agenda), style="lead"), *_frame(findings, pen, agenda))
    return Section(id="agenda", title=title, blocks=(*blocks, _table(findings, pen, agenda)), role=Role.PAGE)


def _lead(pen: Pen, agenda: Agenda) -> Line:
    minutes = sum(item.minutes or 0 for item in agenda.items)
    sought = sum(bool(item.decision) for item in agenda.items)
    items = pen.count_line("{n} item", "{n} items", len(agenda.items), n=_count(pen, "items", len(agenda.items)))
    decisions = pen.count_line(
        "{n} decision is sought", "{n} decisions are sought", sought, n=_count(pen, "decisions", sought)
    )
    if not minutes:
        return pen.line("{decisions} on {items}.", decisions=decisions, items=items)
    time = pen.count_line("{n} minute", "{n} minutes", minutes, n=_count(pen, "minutes", minutes))
    return pen.line("{decisions} on {items} in {time}.", decisions=decisions, items=items, time=time)


def _count(pen: Pen, what: str, number: int) -> Word:
    titles_ = {
        "items": pen.say("Items of the agenda"),
        "decisions": pen.say("Decisions that the agenda seeks"),
        "minutes": pen.say("Minutes of the agenda"),
    }
    return figures.plain_count(
        pen,
        number,
        ("agenda", what),
        titles_[what],
        pen.say("Counted in agenda.toml, as this audience may see it."),
    )


def _frame(findings: Findings, pen: Pen, agenda: Agenda) -> tuple[Paragraph, ...]:
    """Who chairs, and what the meeting is to achieve."""
    said: list[Line] = []
    if agenda.objective:
        said.append(pen.line("Objective: {objective}", objective=pen.written(agenda.objective)))
    if agenda.chair:
        said.append(pen.line("Chair: {chair}.", chair=_who(findings, pen, agenda.chair)))
    return tuple(Paragraph(words=words) for words in said)


def _who(findings: Findings, pen: Pen, who: str) -> Line:
    """A nation by its code, or what was written."""
    return (names.nation(findings, pen, who),) if who in findings.workspace.nations else pen.written(who)


def _table(findings: Findings, pen: Pen, agenda: Agenda) -> Table:
    minutes = sum(item.minutes or 0 for item in agenda.items)
    rows = [_row(findings, pen, number, item) for number, item in enumerate(agenda.items, start=1)]
    if minutes:
        total = (Word(text=pen.number(minutes), target=_count(pen, "minutes", minutes).target),)
        cells = (plain(pen.say("All")), (), (), total, (), (), ())
        rows.append(Row(cells=cells, strong=True))
    return Table(
        id="table-agenda",
        title="",
        columns=(
            pen.column("No."),
            pen.column("Item", weight=2.8),
            pen.column("Lead", weight=1.9),
            pen.column("Min.", right=True),
            pen.column("Decision sought", weight=3.8),
            pen.column("If not agreed", weight=3),
            pen.column("See", weight=1.6),
        ),
        rows=tuple(rows),
    )


def _row(findings: Findings, pen: Pen, number: int, item: AgendaItem) -> Row:
    known = shown(findings, pen)
    pages = [(Word(text=known[id], target=id),) if id in known else plain(id) for id in item.sections]
    return Row(
        cells=(
            plain(str(number)),
            pen.written(item.title),
            _who(findings, pen, item.lead),
            plain(pen.number(item.minutes)) if item.minutes else (),
            pen.written(item.decision) or (Word(text=pen.say("for information"), quiet=True),),
            pen.written(item.fallback),
            joined(pages),
        )
    )
