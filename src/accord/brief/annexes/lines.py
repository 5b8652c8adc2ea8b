"""Annex: every line of the statement of requirements, with what the recommended option covers of it."""

from accord.brief.annexes.cells import joined, linked, source_of, span, words
from accord.brief.document import Line, Row, Section, Table, Word, plain
from accord.brief.evidence import row_anchor
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.brief.wording import word
from accord.model.option import Coverage
from accord.model.records import Requirement


def lines(findings: Findings, pen: Pen) -> Section:
    """One row a line, in order of ids."""
    covered = {part.key: part for part in findings.options[0].by_line} if findings.options else {}
    rows = findings.workspace.requirements
    table = Table(
        id="rows-lines",
        title="",
        columns=(
            pen.column("Line"),
            pen.column("What is wanted", weight=3),
            pen.column("Capability"),
            pen.column("Where", weight=2),
            pen.column("Units", weight=1),
            pen.column("When", weight=2),
            pen.column("Covered", right=True),
            pen.column("Source and grade", weight=1.5),
        ),
        rows=tuple(_row(findings, pen, row, covered.get(key)) for key, row in rows.items()),
        note=pen.line(
            "Covered: unit-periods that count, of those wanted, in the recommended option. "
            "D+30 is 30 days after day zero. A line that the scenario leaves out is marked so."
        ),
        missing=pen.say("No line that this audience may see."),
    )
    return Section(id="annex-lines", title=pen.say("Requirement lines"), blocks=(table,))


def _row(findings: Findings, pen: Pen, line: Requirement, coverage: Coverage | None) -> Row:
    workspace = findings.workspace
    what = joined([pen.written(line.label), plain(word(pen, line.priority.value))], by=" · ")
    area = workspace.places.get(line.area)
    return Row(
        id=row_anchor(f"requirements/{line.id}"),
        cells=(
            plain(line.id),
            what,
            linked(pen, "capabilities", line.capability, workspace.capabilities),
            joined([pen.written((area.name if area else "") or line.area), words(pen, [line.scope.value])]),
            plain(
                ", ".join(part.replace(":", " ") for part in line.profile)
                or pen.number(line.units, 0 if line.units == int(line.units) else 1)
            ),
            span(pen, line.start, line.until),
            _covered(pen, coverage),
            source_of(pen, workspace, line),
        ),
    )


def _covered(pen: Pen, coverage: Coverage | None) -> Line:
    if coverage is None or coverage.demand <= 0:
        return (Word(text=pen.say("left out"), quiet=True),)
    return (
        Word(text=pen.share(coverage.share, 0)),
        Word(text=f" ({pen.number(coverage.covered)}/{pen.number(coverage.demand)})", quiet=True),
    )
