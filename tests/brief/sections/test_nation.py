"""A nation's page: all of its own, and nothing of what others said."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.brief.charts.made import bare
from tests.brief.sections.made import findings, pen, texts
from tests.plan.workspaces import nation, offer, workspace

from accord.brief.document import Box, Role
from accord.brief.sections.asks import section
from accord.brief.sections.nation import nation_page
from accord.model.words import Status

SEEDS = st.integers(0, 10**6)


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_a_page_holds_no_id_caveat_or_condition_of_another_nation(seed):
    made = findings(seed)
    for code in made.workspace.nations:
        ink = pen()
        said = "\n".join(texts(nation_page(made, ink, code)))
        behind = " ".join(row for entry in ink.ledger.entries for row in entry.rows)
        for other in set(made.workspace.nations) - {code}:
            for secret in (f"{other}-1", f"caveat-of-{other}", f"condition-of-{other}", f"told by {other}"):
                assert secret not in said
                assert secret not in behind


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_a_page_names_its_own_offers_and_what_they_hang_on(seed):
    made = findings(seed)
    for code in made.workspace.nations:
        said = texts(nation_page(made, pen(), code))
        for own in (f"{code}-1", f"Caveat told by {code}", f"Condition told by {code}"):
            assert own in said


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_no_line_of_a_page_grows_with_a_label(seed):
    made = findings(seed)
    for code in made.workspace.nations:
        assert max(map(len, texts(nation_page(made, pen(), code)))) < 600


def test_every_nation_with_an_ask_has_a_sheet_of_its_own():
    made = findings(4)
    sheets = section(made, pen()).sections
    assert [sheet.id for sheet in sheets] == [f"nation-{ask.nation}" for ask in made.asks]
    assert {sheet.role for sheet in sheets} == {Role.SHEET}


def test_a_page_of_many_offers_shows_some_and_counts_the_rest():
    rows = [offer(f"o{number:02}", nation="XAA") for number in range(30)]
    made = bare(workspace(*rows, nation("XAA")))
    said = texts(nation_page(made, pen(), "XAA"))
    assert sum(text.startswith("o") and text[1:].isdigit() for text in said) == 6
    assert any("24 more offers stand in the annex." in text for text in said)


def test_without_asks_and_results_the_page_says_so_and_stands():
    made = bare(workspace(nation("XAA")))
    said = texts(nation_page(made, pen(), "XAA"))
    assert "No ask of Land XAA is open." in said
    assert "It has offered nothing yet." in said


def test_a_nation_without_a_row_goes_by_its_code():
    assert nation_page(bare(workspace()), pen(), "XZZ").title == "XZZ"


def test_a_step_up_since_the_last_meeting_is_marked():
    was, now = (workspace(offer("o", nation="XAA", status=status)) for status in ("stated", Status.CONFIRMED))
    made = replace(bare(now), earlier=bare(was))
    assert "confirmed was stated" in texts(nation_page(made, pen(), "XAA"))


def test_points_to_make_and_answers_come_with_the_plan():
    made = findings(3)
    code = made.options[0].tours[0].nation
    titles = [block.title for block in nation_page(made, pen(), code).blocks if isinstance(block, Box)]
    assert titles == ["Points to make", "If asked"]
