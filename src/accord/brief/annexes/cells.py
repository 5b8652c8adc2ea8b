"""Cells that several annexes share: links to rows, days, joined words, grades."""

import datetime as dt
from collections.abc import Collection, Iterable

from accord.brief.document import Line, Word, plain
from accord.brief.pen import Pen
from accord.brief.wording import word
from accord.model.fields import when_cell
from accord.model.records import Record
from accord.model.workspace import Workspace


def joined(parts: Iterable[Line], *, by: str = ", ") -> Line:
    """Lines as one line.

    >>> [word.text for word in joined([plain("a"), (), plain("b")])]
    ['a', ', ', 'b']
    """
    found: list[Word] = []
    for part in parts:
        if part:
            found.extend((Word(text=by), *part) if found else part)
    return tuple(found)


def rows_of(pen: Pen, table: str, ids: Iterable[str], known: Collection[str]) -> Line:
    """Ids of rows, each a link to its row where the pack holds it."""
    return joined((pen.row(f"{table}/{key}"),) if key in known else plain(key) for key in ids)


def linked(pen: Pen, table: str, key: str, known: Collection[str], *, strong: bool = False) -> Line:
    """The same for one id, or nothing for a blank."""
    if not key:
        return ()
    own = pen.row(f"{table}/{key}") if key in known else Word(text=key)
    return (Word(text=own.text, target=own.target, strong=strong),)


def words(pen: Pen, codes: Iterable[str]) -> Line:
    """Settled words, separated by commas."""
    return plain(", ".join(word(pen, str(code)) for code in codes))


def when(pen: Pen, value: dt.date | int | None) -> str:
    """A day, or days from day zero, as text; blank where it is open."""
    return pen.day(value) if isinstance(value, dt.date) else when_cell(value)


def span(pen: Pen, start: dt.date | int | None, until: dt.date | int | None) -> Line:
    """From when to when, as far as it is said."""
    if start is None and until is None:
        return ()
    if until is None:
        return pen.line("from {start}", start=when(pen, start))
    if start is None:
        return pen.line("until {until}", until=when(pen, until))
    return pen.line("{start} to {until}", start=when(pen, start), until=when(pen, until))


def source_of(pen: Pen, workspace: Workspace, row: Record) -> Line:
    """The source of a row with both Admiralty grades, linked; "not stated" is a value."""
    key, credibility = getattr(row, "source", None), getattr(row, "credibility", None)
    if key is None:
        return (Word(text=pen.say("not stated"), quiet=True),)
    source = workspace.sources.get(key)
    grade = f" {source.reliability if source else '?'}{credibility or '-'}"
    return (*linked(pen, "sources", key, workspace.sources), Word(text=grade, quiet=True))


def note_of(pen: Pen, *texts: str) -> Line:
    """What people wrote, standing back; a line of its own where a cell holds more."""
    return joined(
        (tuple(Word(text=w.text, lang=w.lang, quiet=True) for w in pen.written(text)) for text in texts), by=" "
    )
