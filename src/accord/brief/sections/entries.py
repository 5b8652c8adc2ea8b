"""Titles of the entries behind numbers: each says what its number is, read alone."""

import datetime as dt
from collections.abc import Mapping

from accord.brief.document import text_of
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.brief.sections import names
from accord.brief.wording import component_name, word
from accord.model.fields import Id
from accord.model.records import Capability, Condition


def about(pen: Pen, what: str, whom: str) -> str:
    """A quantity and what it is of.

    >>> from accord.brief.evidence import Ledger
    >>> from accord.brief.language import language
    >>> about(Pen(language("en"), Ledger()), "Live units", "Averane")
    'Live units: Averane'
    """
    return pen.say("{what}: {whom}").format(what=what, whom=whom)


def in_option(pen: Pen, what: str, title: str) -> str:
    """A quantity of an option, named by its title."""
    return pen.say("{what}, “{option}”").format(what=what, option=names.short(title, 40))


def of_nation(findings: Findings, pen: Pen, what: str, nation: str) -> str:
    """A quantity of one nation."""
    return about(pen, what, nation_name(findings, nation))


def nation_name(findings: Findings, code: str) -> str:
    """Name of a nation; with its code where another has the same."""
    name = names.nation_name(findings, code)
    alone = sum(names.nation_name(findings, other) == name for other in findings.workspace.nations) < 2
    return name if alone else f"{name} ({code})"


def of_line(findings: Findings, pen: Pen, what: str, line: str) -> str:
    """A quantity of one requirement line."""
    return about(pen, what, line_name(findings, line))


def line_name(findings: Findings, code: str) -> str:
    """Id and label of a requirement line as bare text."""
    row = findings.workspace.requirements.get(code)  # type: ignore[call-overload]
    return f"{code} {names.short(row.label)}" if row and row.label and row.label != code else code


def condition_name(findings: Findings, tag: str, nation: str = "") -> str:
    """A condition in words, of one nation if one is named."""
    name = _label(findings.workspace.conditions, tag)
    return f"{name} ({nation_name(findings, nation)})" if nation else name


def capability_name(findings: Findings, code: str) -> str:
    """A capability in words."""
    return _label(findings.workspace.capabilities, code)


def _label(rows: Mapping[Id, Condition] | Mapping[Id, Capability], key: str) -> str:
    """Label of a row; with its id where another row has the same."""
    row = rows.get(Id(key))
    if row is None or not row.label:
        return key
    alone = sum(other.label == row.label for other in rows.values()) == 1
    return names.short(row.label, 90) if alone else f"{names.short(row.label, 90)} ({key})"


def window(pen: Pen, start: dt.date, until: dt.date) -> str:
    """A stretch of days."""
    return pen.say("{start} to {until}").format(start=pen.day(start), until=pen.day(until))


def later(pen: Pen, months: int) -> str:
    """A slip of day zero."""
    return pen.language.say_many("{n} month later", "{n} months later", months).format(n=months)


def scope(findings: Findings, pen: Pen, kind: str, key: str) -> str:
    """What a coverage is of; `kind` is ``priority``, ``component``, ``area``, ``half`` or ``line``."""
    match kind:
        case "priority" if key == "all":
            return pen.say("all lines")
        case "priority":
            return pen.say("{class} lines").replace("{class}", word(pen, key))
        case "component":
            return pen.say("component {name}").format(name=component_name(pen, key))
        case "area":
            return pen.say("place {name}").format(name=text_of(names.place(findings, pen, key)))
        case "half":
            year, half = key.split(" H")
            said = pen.say("{year}, first half") if half == "1" else pen.say("{year}, second half")
            return said.format(year=year)
        case _:
            return line_name(findings, key)
