"""What happens if one nation leaves."""

from accord.brief.annexes.cells import joined
from accord.brief.charts.withdrawals import withdrawals
from accord.brief.document import Line, Paragraph, Role, Row, Section, Table
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.brief.sections import effects, names
from accord.brief.sections.drawn import drawn, nothing
from accord.brief.sections.titles import titles
from accord.model.option import Withdrawal

_SHOWN = 12


def section(findings: Findings, pen: Pen) -> Section:
    """Nation by nation, the worst first."""
    title, rows = titles(pen)["withdrawal"], worst_first(findings)
    if not rows:
        missing = nothing(pen, pen.say("no withdrawal has been looked at (accord withdraw)."))
        return Section(id="withdrawal", title=title, blocks=(missing,))
    chart = drawn(pen, withdrawals(findings, pen), pen.say("the chart has no data."))
    lead = Paragraph(words=_lead(findings, pen, rows[0]), style="lead")
    return Section(id="withdrawal", title=title, blocks=(lead, *chart, _table(findings, pen, rows)), role=Role.PAGE)


def worst_first(findings: Findings) -> list[Withdrawal]:
    """Withdrawals of a nation; first the one that leaves least, nothing planned again."""
    return sorted((row for row in findings.withdrawals if row.nation), key=lambda row: (row.coverage, row.nation))


def _lead(findings: Findings, pen: Pen, row: Withdrawal) -> Line:
    return pen.line(
        "The withdrawal of {nation} would hurt most: {left} of demand would still be covered, {again} after planning "
        "again.",
        nation=names.nation(findings, pen, row.nation),
        left=effects.left(findings, pen, row, strong=True),
        again=effects.replanned(findings, pen, row),
    )


def _table(findings: Findings, pen: Pen, rows: list[Withdrawal]) -> Table:
    note = pen.line(
        "Left: nothing planned again. Planned again: the rest takes over what it can. At most: what no plan can exceed."
    )
    if len(rows) > _SHOWN:
        more = pen.count_line(
            " {n} more nation leaves a smaller gap.",
            " {n} more nations leave a smaller gap.",
            len(rows) - _SHOWN,
            n=pen.number(len(rows) - _SHOWN),
        )
        note = (*note, *more)
    return Table(
        id="table-withdrawal",
        title=pen.say("If one nation leaves, the worst first"),
        columns=(
            pen.column("Nation", weight=2),
            pen.column("Tours", right=True),
            pen.column("Left", right=True, weight=1),
            pen.column("Planned again", right=True, weight=1),
            pen.column("At most", right=True, weight=1),
            pen.column("Essential left", right=True, weight=1),
            pen.column("Offers that go with it", weight=2),
        ),
        rows=tuple(_row(findings, pen, row) for row in rows[:_SHOWN]),
        note=note,
    )


def _row(findings: Findings, pen: Pen, row: Withdrawal) -> Row:
    return Row(
        cells=(
            (names.nation(findings, pen, row.nation),),
            (effects.tours(findings, pen, row.nation, row.tours),),
            (effects.left(findings, pen, row),),
            (effects.replanned(findings, pen, row),),
            effects.of_withdrawal(findings, pen, row, "limit", row.limit),
            effects.of_withdrawal(findings, pen, row, "essential", row.essential),
            _also(findings, pen, row.also_out),
        )
    )


def _also(findings: Findings, pen: Pen, offers: tuple[str, ...]) -> Line:
    return joined((names.offer(findings, pen, offer),) for offer in offers)
