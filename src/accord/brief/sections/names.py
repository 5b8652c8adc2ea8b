"""What things are called: nations, lines, capabilities, offers, conditions and places, with links to their rows."""

from dataclasses import replace

from accord.brief.document import Line, Word
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.model.option import Option

LONGEST = 72
"""Characters of a label on a page that must stay one page; the annex has the whole of it."""


def short(text: str, longest: int = LONGEST) -> str:
    """A text cut to a length, with dots where it was cut.

    >>> short("a" * 100, 4), short(" a ", 4)
    ('aaa…', 'a')
    """
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def main(findings: Findings) -> Option | None:
    """The recommended option; None: there is none."""
    return findings.options[0] if findings.options else None


def nation_name(findings: Findings, code: str) -> str:
    """Name of a nation as bare text; its code if it has no row."""
    row = findings.workspace.nations.get(code)  # type: ignore[call-overload]
    return short(row.name, 40) if row else code


def nation(findings: Findings, pen: Pen, code: str) -> Word:
    """Name of a nation, linked to its row."""
    return _linked(pen, "nations", code, nation_name(findings, code), code in findings.workspace.nations)


def line_id(findings: Findings, pen: Pen, code: str) -> Word:
    """Id of a requirement line, linked to its row."""
    return _linked(pen, "requirements", code, code, code in findings.workspace.requirements, name=False)


def line(findings: Findings, pen: Pen, code: str, longest: int = LONGEST) -> Line:
    """Id and label of a requirement line."""
    row = findings.workspace.requirements.get(code)  # type: ignore[call-overload]
    label = pen.written(short(row.label, longest)) if row and row.label and row.label != code else ()
    return (line_id(findings, pen, code), *((Word(text=" "), *label) if label else ()))


def offer(findings: Findings, pen: Pen, code: str) -> Word:
    """Id of an offer, linked to its row."""
    return _linked(pen, "offers", code, code, code in findings.workspace.offers, name=False)


def capability(findings: Findings, pen: Pen, code: str | None, longest: int = LONGEST) -> Line:
    """A capability in words."""
    return pen.written(short(capability_name(findings, code), longest))


def capability_name(findings: Findings, code: str | None) -> str:
    """A capability as bare text."""
    row = findings.workspace.capabilities.get(code)  # type: ignore[call-overload]
    return short(row.label, 48) if row else code or "?"


def condition(findings: Findings, pen: Pen, tag: str, longest: int = LONGEST) -> Line:
    """A condition in words."""
    row = findings.workspace.conditions.get(tag)  # type: ignore[call-overload]
    return pen.written(short((row.label if row else "") or tag, longest))


def caveat(findings: Findings, pen: Pen, tag: str, longest: int = LONGEST) -> Line:
    """A caveat in words."""
    row = findings.workspace.caveats.get(tag)  # type: ignore[call-overload]
    return pen.written(short((row.label if row else "") or tag, longest))


def place(findings: Findings, pen: Pen, code: str) -> Line:
    """A place by its name, with its id where another place has the same name."""
    places = findings.workspace.places
    row = places.get(code)  # type: ignore[call-overload]
    if row is None or not row.name:
        return pen.written(short(code))
    alone = sum(other.name == row.name for other in places.values()) == 1
    return pen.written(short(row.name)) + (() if alone else (Word(text=f" {short(code)}", quiet=True),))


def _linked(pen: Pen, table: str, key: str, text: str, known: bool, *, name: bool = True) -> Word:
    found = pen.row(f"{table}/{key}", text) if known else Word(text=text)
    return replace(found, lang="" if not name or pen.language.tongue == "en" else "en")
