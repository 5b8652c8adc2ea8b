"""The pack as a document: whole, sound, the same for the same findings, and honest about what is missing."""

import datetime as dt
import re
from dataclasses import replace

import pytest
from tests.brief.tiny import EARLY, LATE, bare, saved, tiny

from accord.brief.check import anchors_of, check_document, lines_in, targets_of
from accord.brief.compute import Effort
from accord.brief.document import Document, Figure, Paragraph, Section, Table, Word, blocks_in, lines_of, plain, text_of
from accord.brief.findings import Findings
from accord.brief.gather import gather
from accord.brief.pack import Pack, make_nation_page, make_pack
from accord.model.agenda import SECTIONS, Agenda
from accord.model.problem import AccordError, NotFound

MEASURE = re.compile(r"[^\w]*\d[\d.,]*\s*(%|points|m EUR)\W*")
"""A share, a difference of shares or money."""


@pytest.fixture(scope="module")
def findings(tmp_path_factory) -> Findings:
    folder = saved(tiny(), tmp_path_factory.mktemp("pack") / "ws")
    return gather(folder, since=EARLY, effort=Effort(rounds=1))


@pytest.fixture(scope="module")
def pack(findings) -> Pack:
    return make_pack(findings)


def with_agenda(findings: Findings, agenda: Agenda) -> Findings:
    return replace(findings, workspace=replace(findings.workspace, agenda=agenda))


PLANNED = [name for name in SECTIONS if name != "monitor"]
"""Sections of a pack where nothing was monitored."""


def texts(section: Section) -> str:
    return "\n".join(text_of(line) for part in section.walk() for line in lines_in(part))


def test_the_main_part_follows_the_order_of_a_meeting(pack):
    ids = [section.id for section in pack.document.sections]
    assert ids[: len(PLANNED)] == PLANNED
    assert ids[len(PLANNED) :] == ["annex-rows", "annex-notes", "annex-figures", "annex-evidence"]


def test_every_target_leads_somewhere_and_every_id_stands_once(pack):
    anchors = list(anchors_of(pack.document.sections))
    targets = [target for section in pack.document.walk() for target in targets_of(section)]
    assert len(targets) > 50
    assert set(targets) <= set(anchors)
    assert len(anchors) == len(set(anchors))


def test_every_measure_of_the_main_part_leads_to_its_evidence(pack):
    main = pack.document.sections[: len(PLANNED)]
    blocks = [block for top in main for part in top.walk() for block in blocks_in(part.blocks)]
    words = [word for block in blocks if not isinstance(block, Figure) for line in lines_of(block) for word in line]
    measures = [word for word in words if MEASURE.fullmatch(word.text)]
    assert measures
    assert [word.text for word in measures if not word.target] == []


def test_evidence_is_what_the_document_shows(pack):
    known = {entry.id: entry for entry in pack.evidence}
    rows = {row.id for block in pack.document.sections[-1].blocks if isinstance(block, Table) for row in block.rows}
    assert set(known) <= rows
    for section in pack.document.sections[: len(PLANNED)]:
        for part in section.walk():
            shown = [word for line in lines_in(part) for word in line if word.target in known]
            assert [
                (word.text, known[word.target].value) for word in shown if word.text != known[word.target].value
            ] == []


def test_the_same_findings_make_the_same_pack(findings, pack):
    assert make_pack(findings) == pack


def test_title_subtitle_edition_and_day_are_of_the_meeting(findings):
    agenda = Agenda(title="Third conference", day="2026-04-01", place="Brannock")
    document = make_pack(with_agenda(findings, agenda)).document
    assert (document.title, document.subtitle, document.day) == (
        "Third conference",
        "Tiny, Brannock, 1 Apr 2026",
        dt.date(2026, 4, 1),
    )
    assert text_of(document.edition).startswith(
        f"Data as of 10 Feb 2026 · scenario: As it is · rows {findings.fingerprint[:8]}"
    )


def test_without_a_meeting_the_day_is_the_newest_in_the_data(pack):
    assert (pack.document.title, pack.document.day) == ("Tiny", LATE)


def test_the_marking_says_for_whom_it_is_and_that_all_is_invented(findings):
    settings = findings.workspace.settings.model_copy(update={"marking": "OFFICIAL"})
    marked = replace(findings, workspace=replace(findings.workspace, settings=settings))
    assert make_pack(marked).document.marking == "OFFICIAL · exercise, invented nations · not for release"
    assert make_pack(replace(findings, audience="XAA")).document.marking == "exercise, invented nations · for Land XAA"
    assert make_pack(replace(findings, audience="public")).document.marking == "exercise, invented nations · public"


def test_a_workspace_with_next_to_nothing_yields_a_pack_that_says_what_is_missing(tmp_path):
    found = gather(saved(bare(), tmp_path / "ws"), effort=Effort(rounds=1))
    document = make_pack(found).document
    assert [section.id for section in document.sections][: len(PLANNED)] == PLANNED
    assert "No ask" in texts(section_of(document, "asks")) or "no extra unit" in texts(section_of(document, "asks"))


def test_an_audience_that_sees_nothing_gets_every_heading_with_a_line(tmp_path):
    found = gather(saved(bare(release=("secretariat",)), tmp_path / "ws"), audience="public")
    document = make_pack(found).document
    for name in PLANNED:
        section = section_of(document, name)
        assert section.title
        assert texts(section) or [block for part in section.walk() for block in part.blocks], name
    assert "L1" not in "".join(texts(section) for section in document.sections)


@pytest.mark.parametrize("part", ["options", "asks", "withdrawals", "delays", "worths"])
def test_what_was_not_computed_is_said(findings, part):
    blank = Findings(workspace=findings.workspace, audience="all", scenario="base", fingerprint=findings.fingerprint)
    lacking = replace(findings, missing=(part,), **{part: getattr(blank, part)})
    document = make_pack(lacking).document
    assert check_document(document) is None
    missing = [
        block
        for top in document.sections[: len(PLANNED)]
        for section in top.walk()
        for block in blocks_in(section.blocks)
        if isinstance(block, Paragraph) and block.style == "missing"
    ]
    assert missing


def test_a_nations_page_stands_alone_with_its_evidence(findings):
    pack = make_nation_page(findings, "XBB")
    assert [section.id for section in pack.document.sections] == ["nation-XBB", "annex-evidence"]
    check_document(pack.document)
    assert "XAA-" not in texts(pack.document.sections[0])


def test_a_nations_page_of_nobody_is_refused(findings):
    with pytest.raises(NotFound, match=r"--nation: no 'XBC' in nations\.csv; nearest: 'XBB'"):
        make_nation_page(findings, "XBC")
    alone = replace(findings.workspace, offers={})
    with pytest.raises(NotFound, match="XAA offers nothing"):
        make_nation_page(replace(findings, workspace=alone, asks=()), "XAA")


def test_other_languages_have_the_same_parts(findings, pack):
    ids = [section.id for section in pack.document.walk()]
    for code in ("uk", "fr", "de"):
        document = make_pack(findings, code).document
        assert ([section.id for section in document.walk()], document.language) == (ids, code)


@pytest.mark.parametrize(
    ("block", "fault"),
    [
        (Figure(id="f", title="F", svg="<svg/>", alt=" ", width=100), "figure 'f' has no text"),
        (Paragraph(words=(Word(text="1", target="nowhere"),)), "s: target 'nowhere' leads nowhere"),
        (Table(id="s", title="", columns=(), rows=()), "id 's' stands 2 times"),
    ],
)
def test_a_document_that_is_not_sound_is_refused_by_name(block, fault):
    with pytest.raises(AccordError, match=fault):
        check_document(Document(title="x", sections=(Section(id="s", title="S", blocks=(block,)),)))


def test_all_faults_are_named_at_once():
    lost = Paragraph(words=(*plain("a"), Word(text="1", target="b"), Word(text="2", target="c")))
    with pytest.raises(AccordError) as error:
        check_document(Document(title="x", sections=(Section(id="s", title="S", blocks=(lost,)),)))
    assert str(error.value).count("leads nowhere") == 2


def section_of(document: Document, id: str) -> Section:
    return next(section for section in document.sections if section.id == id)
