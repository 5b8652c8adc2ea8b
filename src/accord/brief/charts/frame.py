"""What all charts share: the note on source and vintage, numbers that lead to their evidence, quantities as text."""

from collections.abc import Sequence

from accord.brief.document import Line, Row, Word
from accord.brief.findings import Findings
from accord.brief.pen import Pen

PORTRAIT = 510.0
"""Text width of a page, points."""
LANDSCAPE = 740.0
"""Text width of a wide page, points."""


def vintage(findings: Findings, pen: Pen) -> Line:
    """Where the numbers of a chart come from, and as of when."""
    workspace = findings.workspace
    known = workspace.scenarios.get(findings.scenario)  # type: ignore[call-overload]
    words = {
        "source": pen.written(workspace.settings.title),
        "scenario": pen.written(known.title if known and known.title else findings.scenario),
    }
    if workspace.as_of is None:
        return pen.line("Source: {source}, scenario: {scenario}, all rows as they stand.", **words)
    return pen.line("Source: {source}, scenario: {scenario}, data as of {day}.", **words, day=pen.day(workspace.as_of))


def note(findings: Findings, pen: Pen, *sentences: Line) -> Line:
    """Sentences that explain a chart, then its source and vintage."""
    parts: list[Word] = []
    for sentence in (*sentences, vintage(findings, pen)):
        parts.extend((Word(text=" "),) if parts else ())
        parts.extend(sentence)
    return tuple(parts)


def row_of(
    pen: Pen, heading: Line, numbers: Sequence[str], *, key: Sequence[str], title: str, how: str, rows: Sequence[str]
) -> Row:
    """A row of a table twin whose numbers all lead to one entry of the ledger.

    Parameters
    ----------
    heading
        Its first cell.
    key, title, how, rows
        As in `Pen.figure`; the value of the entry is the row's last number.
    """
    target = pen.ledger.enter(key, title=title, value=numbers[-1], how=how, rows=rows)
    return Row(cells=(heading, *((Word(text=number, target=target),) if number else () for number in numbers)))


def known_rows(findings: Findings, *rows: str) -> tuple[str, ...]:
    """Those rows, as ``table/id``, that the workspace has."""
    split = ((row, *row.partition("/")[::2]) for row in rows)
    return tuple(row for row, table, id in split if id in getattr(findings.workspace, table))


def link(findings: Findings, pen: Pen, row: str) -> Word:
    """The id of a row, leading to the row if the workspace has it."""
    return pen.row(row) if known_rows(findings, row) else Word(text=row.partition("/")[2])


def quantity(pen: Pen, value: float) -> str:
    """A number of units: whole if it is, otherwise with one decimal below 100."""
    return pen.number(value, 0 if abs(value) >= 99.95 or abs(value - round(value)) < 0.05 else 1)


def started(words: str) -> str:
    """Words with a capital first letter; the rest as people wrote it.

    >>> started("land"), started("eFP"), started("")
    ('Land', 'EFP', '')
    """
    return words[:1].upper() + words[1:]
