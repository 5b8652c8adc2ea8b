"""The daily report of monitoring as a document of its own."""

from accord.brief.annexes.evidence import evidence, reachable
from accord.brief.annexes.figures import figures
from accord.brief.check import anchors_of, check_document, targets_of
from accord.brief.cover import furniture, marking_of
from accord.brief.document import Document, Role, Section
from accord.brief.evidence import Ledger
from accord.brief.findings import Findings
from accord.brief.language import Language, language
from accord.brief.monitor.numbers import days_text
from accord.brief.pack import Pack
from accord.brief.pen import Pen
from accord.brief.sections.monitor import written
from accord.model.daily import Daily
from accord.model.workspace import Workspace
from accord.version import __version__


def make_daily(
    workspace: Workspace, daily: Daily, tongue: Language | str = "en", *, audience: str = "all", print: str = ""
) -> Pack:
    """The daily report, with what stands behind its numbers.

    Parameters
    ----------
    workspace
        Rows that the audience may see: places, deal, marking.
    daily
        Figures made from reports that the audience may see.
    tongue
        Language, or its code.
    audience
        ``all``, ``public`` or a nation's code.
    print
        SHA-256 of the rows, hexadecimal; blank: not shown.

    Raises
    ------
    AccordError
        If the document is not sound.
    """
    pen = Pen(language(tongue) if isinstance(tongue, str) else tongue, Ledger())
    findings = Findings(workspace=workspace, audience=audience, scenario="", fingerprint=print, daily=daily)
    blocks, parts = written(findings, daily, pen)
    first = Section(id="monitor", title=pen.say("What stands out"), blocks=blocks, role=Role.FLOW)
    main: tuple[Section, ...] = (first, *parts)
    drawn = figures(main, pen)
    main = (*main, *((drawn,) if drawn else ()))
    targets = {target for top in main for section in top.walk() for target in targets_of(section)}
    entries = reachable(pen.ledger.entries, targets)
    document = Document(
        title=pen.say("Daily report, {days}").format(days=days_text(pen, daily)),
        subtitle=workspace.settings.title,
        language=pen.language.tongue.value,
        marking=marking_of(findings, pen),
        edition=pen.line(
            "{reports} reports · days in UTC · rows {print} · Accord {version}",
            reports=pen.number(daily.reports),
            print=print[:8] or "\N{EN DASH}",
            version=__version__,
        ),
        day=daily.day,
        words=furniture(pen),
        sections=(*main, evidence(pen, entries, set(anchors_of(main)), main)),
    )
    check_document(document)
    return Pack(document=document, evidence=tuple(entries.values()))
