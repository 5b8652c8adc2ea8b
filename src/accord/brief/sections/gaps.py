"""What is missing, the gravest first, why, and who could close it."""

import re
from collections.abc import Sequence
from itertools import islice

from accord.brief.annexes.cells import joined
from accord.brief.charts.gaps import gap_bars
from accord.brief.document import Block, Line, Paragraph, Role, Section, Term, Terms, Word, text_of
from accord.brief.evidence import row_anchor
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.brief.sections import figures, names
from accord.brief.sections.closers import closers
from accord.brief.sections.drawn import drawn, nothing
from accord.brief.sections.plan import short_lines
from accord.brief.sections.titles import titles
from accord.brief.wording import word
from accord.model.option import Gap, Option
from accord.model.words import Scope
from accord.plan.solution import WEIGHTS
from accord.plan.worst import worst_lines

MOST = 12
"""Lines that are told one by one."""
_REASONS, _LONG = 3, 240
_SCOPES = re.compile(rf"\b({'|'.join(Scope)})\b")


def section(findings: Findings, pen: Pen) -> Section:
    """The chart of all short lines, then the worst one by one."""
    option, title = names.main(findings), titles(pen)["gaps"]
    if option is None:
        missing = nothing(pen, pen.say("no option has been planned (accord plan)."))
        return Section(id="gaps", title=title, blocks=(missing,), role=Role.PAGE)
    worst = ranked(findings, option)
    if not worst:
        none = Paragraph(words=pen.line("No line is short: all demand is covered."), style="lead")
        return Section(id="gaps", title=title, blocks=(none,), role=Role.PAGE)
    blocks: tuple[Block, ...] = (
        Paragraph(words=_lead(findings, pen, option, worst), style="lead"),
        *drawn(pen, gap_bars(findings, pen), pen.say("the chart has no data.")),
        Paragraph(words=_order(findings, pen, len(worst)), style="note"),
    )
    told = tuple(_gap(findings, pen, option, gaps) for gaps in worst[:MOST])
    return Section(id="gaps", title=title, blocks=blocks, sections=told, role=Role.PAGE)


def ranked(findings: Findings, option: Option) -> list[list[Gap]]:
    """Gaps of each line together, the gravest line first."""
    return worst_lines(option.gaps, findings.workspace.settings.weights or WEIGHTS)


def _lead(findings: Findings, pen: Pen, option: Option, worst: Sequence[Sequence[Gap]]) -> Line:
    return pen.count_line(
        "{n} line is short: {line}, by {short} unit-months.",
        "{n} lines are short; the gravest is {line}, by {short} unit-months.",
        len(worst),
        n=short_lines(findings, pen, option),
        line=names.line(findings, pen, worst[0][0].requirement),
        short=figures.short_of(findings, pen, option, worst[0], strong=True),
    )


def _order(findings: Findings, pen: Pen, number: int) -> Line:
    first, second, third = figures.weights(findings, pen)
    said = pen.line(
        "In order of consequence: unit-months short, {first} for each of an essential line, {second} of an important, "
        "{third} of a desirable one.",
        first=first,
        second=second,
        third=third,
    )
    if number <= MOST:
        return said
    return (*said, *pen.line(" Below, the first {n} one by one; the annex has all lines.", n=pen.number(MOST)))


def _gap(findings: Findings, pen: Pen, option: Option, gaps: Sequence[Gap]) -> Section:
    line = gaps[0].requirement
    worst = max(gaps, key=lambda gap: (gap.short * gap.periods, -gap.first_period))
    return Section(
        id=row_anchor(f"gap/{line}"),
        title=text_of(names.line(findings, pen, line)),
        blocks=(
            Paragraph(words=_missing(findings, pen, option, gaps)),
            Terms(items=(_why(pen, worst), *closers(findings, pen, gaps))),
        ),
    )


def _missing(findings: Findings, pen: Pen, option: Option, gaps: Sequence[Gap]) -> Line:
    first = gaps[0]
    part = next(part for part in option.by_line if part.key == first.requirement)
    class_ = word(pen, first.priority)
    short = figures.short_of(findings, pen, option, gaps, strong=True)
    return pen.line(
        "{class}, {what}: {short} of {wanted} unit-months are missing, up to {peak} at a time, in {months} months "
        "between {start} and {until}.",
        **{"class": Word(text=class_[:1].upper() + class_[1:], strong=True)},
        what=names.capability(findings, pen, first.capability),
        short=short,
        wanted=figures.wanted(findings, pen, option, "line", part),
        peak=figures.short_at_once(findings, pen, option, gaps),
        months=figures.short_for(findings, pen, option, gaps),
        start=pen.day(min(gap.start for gap in gaps)),
        until=pen.day(max(gap.until for gap in gaps)),
    )


def _why(pen: Pen, gap: Gap) -> Term:
    """The weightiest reasons of the worst stretch."""
    reasons = (names.short(_in_words(str(one)), _LONG) for one in islice(gap.reasons, _REASONS))
    said = joined(map(pen.written, reasons), by="; ")
    if not said:
        return Term(word=pen.say("Why"), meaning=pen.line("No reason is known."))
    ended = said[-1].text.endswith("\N{HORIZONTAL ELLIPSIS}")
    return Term(word=pen.say("Why"), meaning=said if ended else (*said, Word(text=".")))


def _in_words(reason: str) -> str:
    """A reason with the codes of scopes as words.

    >>> _in_words("not offered for in_country: 6 units; caveat at_sea_only")
    'not offered for in country: 6 units; caveat at_sea_only'
    """
    return _SCOPES.sub(lambda found: found[0].replace("_", " "), reason)
