"""The summary: three to five decisions, each with what speaks for it; the page fits whatever is written."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.brief.charts.made import bare
from tests.brief.sections.made import agenda, findings, pen, texts

from accord.brief.document import Box, Bullets, Facts, Role, text_of
from accord.brief.sections.decisions import decisions
from accord.brief.sections.summary import section

SEEDS = st.integers(0, 10**6)


def decision_lines(found):
    box = next(block for block in found.blocks if isinstance(block, Box))
    bullets = next(block for block in box.blocks if isinstance(block, Bullets))
    return bullets.items


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.integers(0, 9))
def test_three_to_five_decisions_are_sought_each_with_a_target(seed, items):
    made = findings(seed, items=items)
    if not made.options[:1] or not made.options[0].tours:
        return
    lines = decision_lines(section(made, pen()))
    assert 3 <= len(lines) <= 5
    for line in lines:
        assert items or any(word.target for word in line), text_of(line)


def test_decisions_of_the_agenda_stand_first_and_as_they_are_written():
    lines = decision_lines(section(findings(3, items=2), pen()))
    assert [text_of(line)[:8] for line in lines[:2]] == ["Agree 0.", "Agree 1."]


def test_decisions_beyond_five_are_counted():
    assert "3 more stand in the agenda." in texts(section(findings(3, items=8), pen()))


def test_derived_decisions_are_about_different_things():
    found = decisions(findings(3), pen())
    assert len({decision.about for decision in found}) == len(found)


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_every_fact_leads_to_its_evidence(seed):
    ink = pen()
    found = section(findings(seed), ink)
    known = {entry.id for entry in ink.ledger.entries}
    for block in found.blocks:
        for fact in block.items if isinstance(block, Facts) else ():
            assert fact.value[0].target in known


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_no_line_of_the_page_grows_with_a_label(seed):
    assert max(map(len, texts(section(findings(seed), pen())))) < 600


def test_the_summary_is_a_sheet_even_with_nothing_in_it():
    found = section(bare(), pen())
    assert found.role is Role.SHEET
    said = texts(found)
    assert any("nothing is to be decided" in text for text in said)
    assert any("No earlier meeting was named" in text for text in said)


def test_an_objective_of_the_agenda_comes_first():
    space = replace(bare().workspace, agenda=agenda(1))
    found = section(replace(bare(), workspace=space), pen())
    assert text_of(found.blocks[0].words) == "Agree."


@pytest.mark.parametrize("seed", [1, 2])
def test_what_changed_says_so_when_nothing_did(seed):
    made = findings(seed)
    assert "Nothing that counts has changed." in texts(section(replace(made, earlier=made), pen()))


def test_a_new_offer_is_among_the_changes():
    made = findings(3)
    earlier = replace(made.workspace, offers={})
    said = texts(section(replace(made, earlier=replace(made, workspace=earlier)), pen()))
    assert any(text.partition(": ")[2].startswith("new, 3") for text in said)


def test_a_condition_that_opens_more_than_all_that_is_covered_is_decided_first():
    made = findings(3)
    option = replace(made.options[0], coverage=0.01)
    worth = replace(made.worths[0], now="false", nation="", coverage_false=0.01, coverage_true=0.08)
    about = [
        [decision.about for decision in decisions(replace(made, options=(option,), worths=(one,)), pen())]
        for one in (worth, replace(worth, coverage_true=0.015))
    ]
    assert about[0][0] == "delay"
    assert about[1][0] == "options"


def test_without_an_agenda_the_summary_says_what_the_plan_answers():
    assert "Who covers what, as things stand." in texts(section(findings(3), pen()))


def test_one_live_unit_is_no_plural():
    made = findings(3)
    verdicts = made.options[0].verdicts
    single = replace(made.options[0], verdicts=(replace(verdicts[0], live=True, units=1),))
    assert "with 1 live unit" in texts(section(replace(made, options=(single,)), pen()))
