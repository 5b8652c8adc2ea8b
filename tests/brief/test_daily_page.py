import pytest
from tests.monitor.days import claim, claims, findings, incident, incidents, members, reports
from tests.monitor.test_daily import DEAL
from tests.monitor.watches import TWO, box, day, frame, ground, watch

from accord.brief.check import anchors_of, lines_in, targets_of
from accord.brief.daily import make_daily
from accord.brief.document import Figure, blocks_in, text_of
from accord.brief.html import render_html
from accord.model.workspace import Settings, Workspace
from accord.monitor.daily import daily

PLACES = ground(*TWO.values(), box("land", -1, -1, 2, 2, kind="country"))
SPACE = Workspace(settings=Settings(title="Test", day_zero=day(0), invented=True), places=PLACES, deal=DEAL)


def made(*, days=2, rows=None, watches=None, tongue="en", **options):
    shown = [
        incident("a", 39, count_low=20.0, count_high=30.0, longitude=0.512345),
        incident("b", 38, "south", kind="strike", unit="strike"),
        incident("w", 39, kind="weapon", unit="item"),
        incident("d", 39, kind="denial", unit="incident"),
        incident("e", 30, kind="position", unit="item"),
    ]
    seen = [watch("n", until=24 * 40, chance=0.6, chance_low=0.4), watch("x", start=930, until=940, hindrance="denial",
            chance=0.0)]  # fmt: skip
    figures = daily(
        reports(("r", 39, ["notified"])),
        incidents(*(shown if rows is None else rows)),
        findings(("a", "fire", "breach"), ("w", "guns", "likely_breach")),
        frame(*(seen if watches is None else watches)),
        claims(claim("c1", 38, 39, 412)),
        SPACE,
        day=day(39),
        days=days,
        members=members(("a", "r")),
    )
    return make_daily(SPACE, figures, tongue, **options)


def said(document):
    return "\n".join(text_of(line) for section in document.walk() for line in lines_in(section))


@pytest.fixture(scope="module")
def pack():
    return made()


def test_the_headline_says_the_count_its_period_and_its_coverage(pack):
    lead = text_of(pack.document.sections[0].blocks[0].words)
    assert lead.startswith("4 incidents, 9 May 2027 to 10 May 2027; 0 in the 2 days before.")
    assert "Of all violence, 30" in lead


def test_a_period_of_several_days_says_so_and_one_of_a_day_names_it(pack):
    assert pack.document.title == "Daily report, 9 May 2027 to 10 May 2027"
    assert made(days=1).document.title == "Daily report, 10 May 2027"


def test_every_number_leads_to_how_it_was_counted(pack):
    anchors = {*anchors_of(pack.document.sections)}
    targets = {target for section in pack.document.walk() for target in targets_of(section)}
    assert targets <= anchors
    table = next(
        block
        for section in pack.document.walk()
        for block in blocks_in(section.blocks)
        if getattr(block, "id", "") == "table-monitor-areas"
    )
    numbers = [word for row in table.rows for cell in row.cells for word in cell if word.text.isdigit()]
    assert numbers
    assert all(word.target for word in numbers)


def test_what_nobody_watched_is_not_called_quiet(pack):
    text = said(pack.document)
    assert "not observed" in text
    assert "Nothing reported, but not known to be quiet" not in text  # a strike was reported there
    dark = made(rows=[])
    assert "Nothing reported, but not known to be quiet: South." in said(dark.document)


def test_units_are_written_apart(pack):
    text = said(pack.document)
    assert "20\N{EN DASH}30 rounds (notified: 1), 1 strike" in text


def test_claims_stand_beside_and_say_that_they_are_not_verified(pack):
    assert "412 incidents: violations" in said(pack.document)
    claimed = next(entry for entry in pack.evidence if entry.id == "q-monitor-claim-c1")
    assert claimed.how == "Stated by the party; not verified."


def test_no_position_of_an_incident_is_in_the_page(pack):
    html = render_html(pack.document)
    assert "0.512345" not in html
    assert "0.75" not in said(pack.document)


def test_the_map_says_what_a_reader_who_cannot_see_it_must_know(pack):
    found = {
        block.id: block for section in pack.document.walk() for block in section.blocks if isinstance(block, Figure)
    }
    assert {"map-incidents", "figure-days"} <= set(found)
    assert "North: 3" in found["map-incidents"].alt
    assert "not observed" in said(pack.document)


def test_the_page_is_the_same_bytes_for_the_same_rows(pack):
    assert render_html(made().document) == render_html(pack.document)


def test_without_coverage_the_page_says_that_counts_are_reports():
    text = said(made(watches=[]).document)
    assert "There is no log of coverage" in text
    assert "the coverage log is missing or too short" in text


def test_a_day_without_anything_is_a_page():
    assert "No incident was reported." in {
        block.missing
        for section in made(rows=[]).document.walk()
        for block in section.blocks
        if hasattr(block, "missing")
    }


@pytest.mark.parametrize("tongue", ["uk", "fr", "de"])
def test_the_page_is_written_in_every_language(tongue):
    assert made(tongue=tongue).document.language == tongue


def test_marking_says_for_whom_it_is():
    assert made(audience="public").document.marking == "exercise, invented nations · public"


def test_a_day_with_more_incidents_than_the_table_holds_leads_nowhere_only_where_no_row_is():
    shots = [incident(f"s{number:03}", 38, kind="shots") for number in range(80)]
    page = made(rows=[*shots, incident("late", 39, kind="denial", unit="incident")]).document
    targets = {target for section in page.walk() for target in targets_of(section)}
    anchors = set(anchors_of(page.sections))
    assert targets <= anchors
    assert any("s000" in target for target in targets)
    assert "incidents-late" not in targets


def test_an_incident_is_named_by_a_beginning_that_no_other_has_and_leads_to_its_whole_name():
    ids = ["i-0123456789aaaaaa", "i-0123456700bbbbbb", "i-9999999999999999"]
    pack = made(rows=[incident(id, 39, kind="denial", unit="incident") for id in ids])
    shown = [
        row.cells[-1][0]
        for section in pack.document.walk()
        for block in section.blocks
        if getattr(block, "id", "") in ("table-monitor-incidents", "table-monitor-restrictions")
        for row in block.rows
    ]
    assert [word.text for word in shown] == [id[:11] for id in sorted(ids)] * 2
    rows = {entry.id: entry.rows for entry in pack.evidence}
    assert [rows[word.target] for word in shown] == [(f"incidents/{id}",) for id in sorted(ids)] * 2
    behind = next(section for section in pack.document.walk() if section.id == "annex-evidence")
    told = " ".join(text_of(line) for line in lines_in(behind))
    assert all(id in told for id in ids)
