"""Annex: the sources that rows rest on, with days and grades, and how many rows rest on each."""

from collections import Counter

from accord.brief.document import Line, Row, Section, Table, Word, plain
from accord.brief.evidence import row_anchor
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.model.records import TABLES, Source


def sources(findings: Findings, pen: Pen) -> Section:
    """One row a source, in order of ids."""
    workspace = findings.workspace
    used = Counter(getattr(row, "source", None) for table in TABLES for row in getattr(workspace, table).values())
    table = Table(
        id="rows-sources",
        title="",
        columns=(
            pen.column("Source"),
            pen.column("Title", weight=4),
            pen.column("Publisher", weight=3),
            pen.column("Published"),
            pen.column("Read"),
            pen.column("Grade"),
            pen.column("Rows", right=True),
        ),
        rows=tuple(_row(pen, source, used[key]) for key, source in workspace.sources.items()),
        note=pen.line(
            "Grade: reliability of the source, A completely reliable to E unreliable, F cannot be judged. "
            "In other tables a number from 1 (confirmed) to 6 (cannot be judged) follows: the credibility of what "
            "it says, apart from who says it."
        ),
        missing=pen.say("No source that this audience may see."),
    )
    return Section(id="annex-sources", title=pen.say("Sources"), blocks=(table,))


def _row(pen: Pen, source: Source, rows: int) -> Row:
    title = tuple(Word(text=word.text, lang=word.lang, url=source.url) for word in pen.written(source.title))
    return Row(
        id=row_anchor(f"sources/{source.id}"),
        cells=(
            plain(source.id),
            title,
            pen.written(source.publisher) or _blank(pen),
            plain(pen.day(source.published)) if source.published else _blank(pen),
            plain(pen.day(source.retrieved)) if source.retrieved else _blank(pen),
            plain(source.reliability.value),
            plain(pen.number(rows)),
        ),
    )


def _blank(pen: Pen) -> Line:
    return (Word(text=pen.say("not stated"), quiet=True),)
