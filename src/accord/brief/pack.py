"""A pack: what was found, as a document in the order of a meeting, with the evidence of its numbers."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from accord.brief.annexes.capabilities import capabilities
from accord.brief.annexes.conditions import conditions
from accord.brief.annexes.evidence import evidence, reachable
from accord.brief.annexes.figures import figures, with_light_tables
from accord.brief.annexes.glossary import glossary
from accord.brief.annexes.limits import limits
from accord.brief.annexes.lines import lines
from accord.brief.annexes.method import method
from accord.brief.annexes.nations import nations
from accord.brief.annexes.offers import offers
from accord.brief.annexes.quality import quality
from accord.brief.annexes.sources import sources
from accord.brief.annexes.tours import tours
from accord.brief.check import anchors_of, check_document, targets_of
from accord.brief.cover import day_of, edition_of, furniture, marking_of, subtitle_of, title_of
from accord.brief.document import Document, Paragraph, Role, Section
from accord.brief.evidence import Evidence, Ledger
from accord.brief.findings import Findings
from accord.brief.language import Language, language
from accord.brief.pen import Pen
from accord.brief.rewrite import with_targets_among
from accord.brief.sections import agenda, asks, delay, gaps, maps, monitor, options, plan, rotation, summary, withdrawal
from accord.brief.sections.nation import nation_page
from accord.model.problem import NotFound
from accord.store.fault import unknown

Writer = Callable[[Findings, Pen], Section]

MAIN: tuple[Writer, ...] = (
    summary.section,
    agenda.section,
    plan.section,
    monitor.section,
    gaps.section,
    asks.section,
    options.section,
    rotation.section,
    withdrawal.section,
    delay.section,
    maps.section,
)
"""The main part, in the order of a meeting."""
TABLES: tuple[Writer, ...] = (lines, offers, nations, tours, conditions, limits, capabilities)
"""Annexes of rows, in their order."""
NOTES: tuple[Writer, ...] = (method, sources, quality, glossary)
"""Annexes that say how to read the pack, in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A document and what stands behind its numbers."""

    document: Document
    """To be rendered."""
    evidence: tuple[Evidence, ...]
    """In order of ids."""


def make_pack(findings: Findings, tongue: Language | str = "en") -> Pack:
    """The whole pack.

    Parameters
    ----------
    findings
        Rows that the audience may see, and what was found.
    tongue
        Language, or its code.

    Raises
    ------
    AccordError
        If the document is not sound: a target that leads nowhere, an id used twice, a figure without text.
    """
    pen = Pen(language(tongue) if isinstance(tongue, str) else tongue, Ledger())
    main = tuple(_paged(write(findings, pen)) for write in MAIN if findings.daily or write is not monitor.section)
    return _bound(findings, pen, main)


def _paged(section: Section) -> Section:
    """A section that has nothing to show takes no page of its own."""
    blocks = [block for part in section.walk() for block in part.blocks]
    if section.role == Role.SHEET or not all(isinstance(one, Paragraph) and one.style == "missing" for one in blocks):
        return section
    return replace(section, role=Role.FLOW, sections=tuple(map(_paged, section.sections)))


def _bound(findings: Findings, pen: Pen, main: tuple[Section, ...]) -> Pack:
    """The main part with its annexes."""
    rows = _annex(findings, pen, "annex-rows", pen.say("Tables"), TABLES)
    notes = _annex(findings, pen, "annex-notes", pen.say("Method, sources and words"), NOTES)
    main = with_light_tables(main, pen, set(anchors_of((rows, notes))))
    drawn = figures(main, pen)
    return _pack(findings, pen, (*main, rows, notes, *((drawn,) if drawn else ())))


def _annex(findings: Findings, pen: Pen, id: str, title: str, parts: tuple[Writer, ...]) -> Section:
    sections = tuple(write(findings, pen) for write in parts)
    return Section(id=id, title=title, sections=sections, role=Role.ANNEX)


def _pack(findings: Findings, pen: Pen, written: tuple[Section, ...]) -> Pack:
    """The written sections, with their evidence behind them and their cover around them."""
    targets = {target for top in written for section in top.walk() for target in targets_of(section)}
    entries = reachable(pen.ledger.entries, targets)
    document = Document(
        title=title_of(findings),
        subtitle=subtitle_of(findings, pen),
        language=pen.language.tongue.value,
        marking=marking_of(findings, pen),
        edition=edition_of(findings, pen),
        day=day_of(findings),
        words=furniture(pen),
        sections=(*written, evidence(pen, entries, set(anchors_of(written)), written)),
    )
    check_document(document)
    return Pack(document=document, evidence=tuple(entries.values()))


def make_nation_page(findings: Findings, nation: str, tongue: Language | str = "en") -> Pack:
    """The page of one nation alone, with what stands behind its numbers.

    Raises
    ------
    NotFound
        If the audience knows no such nation, or it offers nothing and is asked for nothing.
    """
    workspace = findings.workspace
    if nation not in workspace.nations:
        raise NotFound(f"--nation: {unknown(nation, workspace.nations, 'nations.csv')}")
    known = {*(offer.nation for offer in workspace.offers.values()), *(ask.nation for ask in findings.asks)}
    if nation not in known:
        raise NotFound(f"--nation: {nation} offers nothing and is asked for nothing")
    pen = Pen(language(tongue) if isinstance(tongue, str) else tongue, Ledger())
    page = nation_page(findings, pen, nation)
    anchors = {*anchors_of((page,)), *(entry.id for entry in pen.ledger.entries)}
    return _pack(findings, pen, (with_targets_among(page, anchors),))
