"""The line that an item of the agenda speaks of, by the words that both share, and how short it is."""

import re

from accord.brief.document import Line
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.brief.sections import figures, names
from accord.brief.sections.gaps import ranked
from accord.model.agenda import AgendaItem
from accord.model.option import Gap

_SHARED = 2
"""Words that an item and a line must share at least."""
_LETTERS = 5


def item_figure(findings: Findings, pen: Pen, item: AgendaItem) -> Line:
    """What the line lacks that an item speaks of; nothing if it speaks of none that is short."""
    option = names.main(findings)
    gaps = _spoken_of(findings, item)
    if option is None or not gaps:
        return ()
    return pen.line(
        "{line} lacks {short} unit-months.",
        line=names.line(findings, pen, gaps[0].requirement, 56),
        short=figures.short_of(findings, pen, option, gaps),
    )


def _spoken_of(findings: Findings, item: AgendaItem) -> list[Gap]:
    """Gaps of the short line that shares most words with an item; among equals the gravest."""
    option = names.main(findings)
    said = _stems(f"{item.title} {item.decision}")
    best: tuple[int, list[Gap]] = (_SHARED - 1, [])
    for gaps in ranked(findings, option) if option else ():
        shared = len(said & _stems(_words_of(findings, gaps[0].requirement)))
        if shared > best[0]:
            best = (shared, gaps)
    return best[1]


def _words_of(findings: Findings, line: str) -> str:
    row = findings.workspace.requirements.get(line)  # type: ignore[call-overload]
    return f"{line} {row.label} {names.capability_name(findings, row.capability)}" if row else line


def _stems(text: str) -> set[str]:
    """Words of a text without a plural s, short ones left out.

    >>> sorted(_stems("The helicopters of a Helicopter squadron"))
    ['helicopter', 'squadron']
    """
    return {word.removesuffix("s") for word in re.findall(r"\w+", text.casefold()) if len(word) >= _LETTERS}
