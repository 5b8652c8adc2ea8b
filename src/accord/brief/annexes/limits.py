"""Annex: limits, pools and commitments: what a nation cannot exceed, draws on, and has promised elsewhere."""

from accord.brief.annexes.cells import joined, linked, note_of, rows_of, source_of, span, words
from accord.brief.document import Block, Row, Section, Table, plain
from accord.brief.evidence import row_anchor
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.brief.wording import word
from accord.model.records import Commitment, Limit, Pool


def limits(findings: Findings, pen: Pen) -> Section:
    """Three tables, each in order of ids."""
    blocks: tuple[Block, ...] = (_limits(findings, pen), _pools(findings, pen), _commitments(findings, pen))
    return Section(id="annex-limits", title=pen.say("Limits, pools and commitments"), blocks=blocks)


def _limits(findings: Findings, pen: Pen) -> Table:
    return Table(
        id="rows-limits",
        title=pen.say("Limits: most of a resource in one period"),
        columns=(
            pen.column("Limit"),
            pen.column("In words", weight=3),
            pen.column("Counts", weight=2),
            pen.column("Most", right=True),
            pen.column("Of"),
            pen.column("When"),
            pen.column("Source and grade", weight=1.5),
        ),
        rows=tuple(_limit(findings, pen, row) for row in findings.workspace.limits.values()),
        missing=pen.say("No limit that this audience may see."),
    )


def _limit(findings: Findings, pen: Pen, row: Limit) -> Row:
    workspace = findings.workspace
    counts = [
        rows_of(pen, "nations", row.nations, workspace.nations),
        rows_of(pen, "capabilities", row.capabilities, workspace.capabilities),
        plain(", ".join(row.areas)),
        words(pen, [scope.value for scope in row.scopes]),
        plain(", ".join(row.tags)),
    ]
    return Row(
        id=row_anchor(f"limits/{row.id}"),
        cells=(
            plain(row.id),
            joined([pen.written(row.label), note_of(pen, row.note)], by=" "),
            joined(counts) or plain(pen.say("everything")),
            plain(pen.number(row.maximum)),
            plain(word(pen, row.resource.value)),
            span(pen, row.start, row.until),
            source_of(pen, workspace, row),
        ),
    )


def _pools(findings: Findings, pen: Pen) -> Table:
    return Table(
        id="rows-pools",
        title=pen.say("Pools: units or people that offers share"),
        columns=(
            pen.column("Pool"),
            pen.column("Nation"),
            pen.column("Holds", right=True),
            pen.column("Of"),
            pen.column("How the figure was derived", weight=4),
            pen.column("Source and grade", weight=1.5),
        ),
        rows=tuple(_pool(findings, pen, row) for row in findings.workspace.pools.values()),
        missing=pen.say("No pool that this audience may see."),
    )


def _pool(findings: Findings, pen: Pen, row: Pool) -> Row:
    workspace = findings.workspace
    return Row(
        id=row_anchor(f"pools/{row.id}"),
        cells=(
            plain(row.id),
            linked(pen, "nations", row.nation, workspace.nations),
            plain(pen.number(row.quantity)),
            linked(pen, "capabilities", row.capability or "", workspace.capabilities) or words(pen, [row.kind.value]),
            joined([pen.written(row.derivation), note_of(pen, row.note)], by=" "),
            source_of(pen, workspace, row),
        ),
    )


def _commitments(findings: Findings, pen: Pen) -> Table:
    return Table(
        id="rows-commitments",
        title=pen.say("Commitments: what competes for the same units or people"),
        columns=(
            pen.column("Commitment"),
            pen.column("Nation"),
            pen.column("Operation", weight=3),
            pen.column("Holds", weight=2),
            pen.column("When", weight=2),
            pen.column("Source and grade", weight=1.5),
        ),
        rows=tuple(_commitment(findings, pen, row) for row in findings.workspace.commitments.values()),
        missing=pen.say("No commitment that this audience may see."),
    )


def _commitment(findings: Findings, pen: Pen, row: Commitment) -> Row:
    workspace = findings.workspace
    holds = []
    if row.offer:
        offer = linked(pen, "offers", row.offer, workspace.offers)
        holds.append(
            pen.count_line("{n} unit of {offer}", "{n} units of {offer}", row.units, n=str(row.units), offer=offer)
        )
    if row.people:
        holds.append(pen.line("{n} people", n=pen.number(row.people)))
    if row.breakable:
        holds.append(pen.line("may be broken"))
    return Row(
        id=row_anchor(f"commitments/{row.id}"),
        cells=(
            plain(row.id),
            linked(pen, "nations", row.nation, workspace.nations),
            joined([pen.written(row.operation), note_of(pen, row.note)], by=" "),
            joined(holds),
            span(pen, row.start, row.until),
            source_of(pen, workspace, row),
        ),
    )
