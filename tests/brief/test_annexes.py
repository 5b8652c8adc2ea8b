"""Annexes: every row has its anchor, its source and grade; what is not stated is said."""

from dataclasses import replace

import pytest
from tests.brief.tiny import EARLY, LATE, saved, tiny

from accord.brief.annexes.capabilities import capabilities
from accord.brief.annexes.conditions import conditions
from accord.brief.annexes.evidence import MOST_ROWS, SHARED, evidence
from accord.brief.annexes.glossary import glossary
from accord.brief.annexes.limits import limits
from accord.brief.annexes.lines import lines
from accord.brief.annexes.method import method
from accord.brief.annexes.nations import nations
from accord.brief.annexes.offers import offers
from accord.brief.annexes.quality import newest_day, quality
from accord.brief.annexes.sources import sources
from accord.brief.annexes.tours import tours
from accord.brief.check import anchors_of, lines_in
from accord.brief.compute import Effort
from accord.brief.document import Bullets, Paragraph, Role, Section, Table, Terms, text_of
from accord.brief.evidence import Ledger, row_anchor
from accord.brief.findings import Findings
from accord.brief.gather import gather
from accord.brief.language import language
from accord.brief.pen import Pen
from accord.model.records import TABLES

ROWS = (lines, offers, nations, conditions, limits, capabilities, sources)


@pytest.fixture(scope="module")
def findings(tmp_path_factory) -> Findings:
    return gather(saved(tiny(), tmp_path_factory.mktemp("annexes") / "ws"), effort=Effort(rounds=1))


@pytest.fixture
def pen() -> Pen:
    return Pen(language("en"), Ledger())


def cells(section: Section, id: str) -> list[str]:
    """Texts of the cells of a row."""
    for block in section.blocks:
        for row in block.rows if isinstance(block, Table) else ():
            if row.id == id:
                return [text_of(cell) for cell in row.cells]
    raise KeyError(id)


def said(section: Section) -> str:
    return "\n".join(text_of(line) for line in lines_in(section))


def test_every_row_that_states_something_has_its_anchor(findings, pen):
    anchors = set(anchors_of([annex(findings, pen) for annex in ROWS]))
    for table in TABLES:
        if table not in ("commitments", "substitutes"):
            assert getattr(findings.workspace, table), table
        assert {row_anchor(f"{table}/{key}") for key in getattr(findings.workspace, table)} <= anchors


@pytest.mark.parametrize("annex", [*ROWS, tours, quality])
def test_without_rows_every_table_says_so(annex, findings, pen):
    workspace = replace(findings.workspace, **{table: {} for table in TABLES}, places={})
    blank = Findings(workspace=workspace, audience="public", scenario="base", fingerprint="0" * 64)
    tables = [block for block in annex(blank, pen).blocks if isinstance(block, Table)]
    assert tables
    assert all(not table.rows and table.missing for table in tables)


def test_a_line_shows_what_is_covered_of_it(findings, pen):
    """Twelve months wanted; the share is of the recommended option."""
    (part,) = [part for part in findings.options[0].by_line if part.key == "L1"]
    found = cells(lines(findings, pen), "requirements-L1")
    assert found[0] == "L1"
    assert f"({part.covered:.0f}/12)" in found[-2]
    assert found[-1] == "s1 B2"


def test_an_offer_shows_units_standing_conditions_and_source(findings, pen):
    section = offers(findings, pen)
    assert cells(section, "offers-b") == [
        "b", "1 INF", "in country", "offered, out: condition vote is false", "vote · north", "s2 B-",
    ]  # fmt: skip
    assert cells(section, "offers-c")[1:4] == ["2 (2-3) INF", "in country, until 31 May 2026", "offered, live 2"]
    assert cells(section, "offers-h")[-1] == "not stated"


def test_a_condition_shows_its_truth_in_the_scenario(findings, pen):
    assert cells(conditions(findings, pen), "conditions-vote")[3:5] == ["false", "1"]
    held = replace(findings, scenario="vote")
    assert cells(conditions(held, pen), "conditions-vote")[3] == "true"


def test_means_that_are_not_stated_are_never_zero(findings, pen):
    found = cells(nations(findings, pen), "nations-XBB")
    assert found[2:4] == ["not stated", "not stated"]
    assert found[1] == "Land XBB"


def test_tours_of_one_offer_on_one_line_stand_together(findings, pen):
    (table,) = tours(findings, pen).blocks
    found = {text_of(row.cells[0]): text_of(row.cells[1]) for row in table.rows}
    made = findings.options[0].tours
    assert sorted(found) == sorted({tour.requirement for tour in made})
    for line, said in found.items():
        offers = sorted({tour.offer for tour in made if tour.requirement == line})
        assert [part.partition(":")[0] for part in said.split("; ")] == offers
    months = [float(part.rpartition("(")[2].partition(",")[0]) for said in found.values() for part in said.split("; ")]
    assert sum(months) == sum(tour.units * tour.periods for tour in made)


def test_quality_counts_rows_by_grade_and_names_what_is_not_stated(findings, pen):
    section = quality(findings, pen)
    grades = section.blocks[0]
    (row,) = [row for row in grades.rows if text_of(row.cells[0]) == "offers"]
    assert [text_of(cell) for cell in row.cells] == ["offers", "0", "3", "0", "0", "0", "0", "1", "4"]
    told = said(section)
    assert "Recorded from 10 Jan 2026 to 10 Feb 2026" in told
    assert "Offers whose probability is not stated (that of their status counts): 4 of 4." in told
    assert "Nations whose gross domestic product is not stated: none." in told
    assert newest_day(findings.workspace) == LATE > EARLY


def test_sources_show_days_grade_and_how_many_rows_rest_on_them(findings, pen):
    assert cells(sources(findings, pen), "sources-s1") == [
        "s1", "Letter s1", "not stated", "10 Jan 2026", "10 Feb 2026", "B", "5",
    ]  # fmt: skip


def test_behind_a_number_stand_its_rows_and_parts(pen):
    many = [f"offers/o{number}" for number in range(MOST_ROWS + 3)]
    part = pen.figure("1", ("part",), title="Part", how="Counted.", rows=["offers/o1"])
    pen.figure("2", ("whole",), title="Whole", how="Summed.", rows=many, parts=[part.target])
    entries = {entry.id: entry for entry in pen.ledger.entries}
    section = evidence(pen, entries, {"offers-o1"})
    whole = cells(section, "q-whole")
    assert whole[1] == "2"
    assert whole[0].startswith("Whole · Summed. · o0, o1, o2")
    assert whole[0].endswith("and 3 more · Part")
    (table,) = section.blocks
    targets = {word.target for row in table.rows for cell in row.cells for word in cell} - {""}
    assert targets == {"offers-o1", "q-part"}


def test_numbers_stand_under_the_page_that_shows_them_first(pen):
    first = pen.figure("1", ("first",), title="First", how="Counted.")
    nation = pen.figure("2", ("nation",), title="Of a nation", how="Counted.")
    pen.figure("3", ("nowhere",), title="Nowhere", how="Counted.")
    shown = Paragraph(words=(first, nation))
    page = Section(id="nation-XAA", title="Land XAA", blocks=(shown,), role=Role.SHEET)
    main = Section(id="asks", title="Asks", blocks=(Paragraph(words=(first,)),), sections=(page,))
    section = evidence(pen, {entry.id: entry for entry in pen.ledger.entries}, set(), [main])
    rows = [text_of(row.cells[0]) for row in section.blocks[-1].rows]
    headings = ["Asks", "Asks, Land XAA", "Elsewhere"]
    assert [row.partition(" · ")[0] for row in rows] == [
        headings[0], "First", headings[1], "Of a nation", headings[2], "Nowhere",
    ]  # fmt: skip


def test_a_way_of_counting_that_many_share_is_written_once(pen):
    for number in range(SHARED):
        pen.figure(str(number), ("n", str(number)), title=f"N{number}", how="Counted one by one.")
    section = evidence(pen, {entry.id: entry for entry in pen.ledger.entries}, set())
    assert said(section).count("Counted one by one.") == 1
    assert cells(section, "q-n-0") == ["N0 · H1", "0"]
    assert cells(section, "how-h1") == ["H1", "Counted one by one."]


def test_method_and_glossary_fit_a_page_each(findings, pen):
    (items, _) = method(findings, pen).blocks
    assert isinstance(items, Bullets)
    assert len(said(method(findings, pen))) < 3000
    (terms,) = glossary(findings, pen).blocks
    assert isinstance(terms, Terms)
    words = [term.word.casefold() for term in terms.items]
    assert words == sorted(words)
    assert {"refused", "in theatre", "caveat"} <= set(words)
