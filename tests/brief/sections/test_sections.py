"""What holds of every section: a heading whatever is missing, numbers that lead somewhere, nothing said twice."""

import re
from collections import Counter
from dataclasses import replace
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.brief.charts.made import bare
from tests.brief.sections.made import agenda, findings, pen, texts
from tests.plan.workspaces import requirement, workspace

from accord.brief.document import Paragraph, Table, Terms, blocks_in, lines_of, text_of
from accord.brief.sections import gaps as gaps_section
from accord.brief.sections.agenda import section as agenda_section
from accord.brief.sections.plan import section as plan_section
from accord.brief.sections.titles import titles
from accord.model.agenda import SECTIONS
from accord.model.option import Coverage

SEEDS = st.integers(0, 10**6)
NUMBER = re.compile(r"[+\N{MINUS SIGN}]?[\d.,]+([ \N{NO-BREAK SPACE}](%|points))?")
WRITERS = {name: import_module(f"accord.brief.sections.{name}").section for name in SECTIONS}


@pytest.mark.parametrize("name", SECTIONS)
def test_without_results_a_section_keeps_its_heading_and_says_what_is_missing(name):
    found = WRITERS[name](bare(), pen())
    assert (found.id, found.title) == (name, titles(pen())[name])
    missing = [b for part in found.walk() for b in part.blocks if isinstance(b, Paragraph) and b.style == "missing"]
    assert missing


@settings(max_examples=5, deadline=None)
@given(SEEDS)
def test_every_target_is_an_entry_a_row_or_a_section(seed):
    made, ink = findings(seed, items=3), pen()
    parts = [write(made, ink) for write in WRITERS.values()]
    known = {entry.id for entry in ink.ledger.entries}
    ids = {section.id for part in parts for section in part.walk()}
    tables = ("offers-", "requirements-", "nations-", "capabilities-", "annex-", "limits-", "conditions-")
    for part in parts:
        for section in part.walk():
            for block in blocks_in(section.blocks):
                for line in lines_of(block):
                    for word in line:
                        if word.target and not word.target.startswith(tables):
                            assert word.target in known or word.target in ids


@settings(max_examples=5, deadline=None)
@given(SEEDS)
def test_ids_of_sections_differ(seed):
    made, ink = findings(seed), pen()
    count = Counter(section.id for write in WRITERS.values() for section in write(made, ink).walk())
    assert max(count.values()) == 1


@settings(max_examples=5, deadline=None)
@given(SEEDS)
def test_the_same_findings_give_the_same_sections(seed):
    made = findings(seed)
    for write in WRITERS.values():
        assert write(made, pen()) == write(made, pen())


@pytest.mark.parametrize("code", ["en", "de", "uk", "fr"])
def test_every_language_is_written_without_a_fault(code):
    made, ink = findings(5, items=2), pen(code)
    for write in WRITERS.values():
        assert write(made, ink).title


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_each_gap_tells_why_and_who(seed):
    made = findings(seed)
    found = gaps_section.section(made, pen())
    short = {gap.requirement for gap in made.options[0].gaps} if made.options else set()
    assert len(found.sections) == min(len(short), gaps_section.MOST)
    for gap in found.sections:
        terms = next(block for block in gap.blocks if isinstance(block, Terms))
        words = [term.word for term in terms.items]
        assert words[0] == "Why"
        assert len(words) > 1
        assert "rests" in text_of(terms.items[0].meaning)


def test_a_gap_that_a_single_caveat_leaves_open_names_whose_it_is():
    made = findings(3)
    said = "\n".join(texts(gaps_section.section(made, pen())))
    assert "Caveat told by" in said


def test_a_plan_without_a_gap_says_so():
    made = findings(3)
    whole = replace(made, options=(replace(made.options[0], gaps=()),))
    assert "No line is short: all demand is covered." in texts(gaps_section.section(whole, pen()))


def test_minutes_of_the_agenda_are_summed():
    space = replace(workspace(requirement("L")), agenda=agenda(3))
    said = texts(agenda_section(bare(space), pen()))
    assert "3 decisions are sought on 3 items in 30 minutes." in said
    assert said[said.index("All") + 3] == "30"


def test_the_plan_says_when_nothing_is_essential():
    made = next(f for f in map(findings, range(50)) if f.options and f.options[0].gaps)
    none = tuple(part for part in made.options[0].by_priority if part.key != "essential")
    made = replace(made, options=(replace(made.options[0], by_priority=none),))
    assert "Nothing is essential." in texts(plan_section(made, pen()))[1]


@settings(max_examples=8, deadline=None)
@given(SEEDS)
def test_every_number_in_a_table_leads_somewhere(seed):
    made, ink = findings(seed), pen()
    for name, write in WRITERS.items():
        for section in write(made, ink).walk() if name != "agenda" else ():
            for block in blocks_in(section.blocks):
                for row in block.rows if isinstance(block, Table) else ():
                    for line in row.cells[1:]:
                        bare = [word.text for word in line if NUMBER.fullmatch(word.text) and not word.target]
                        assert not bare, (block.id, text_of(row.cells[0]))


def test_what_hangs_on_a_condition_that_is_false_now_is_told_as_if_it_were_true():
    made = findings(3)
    one = replace(made.worths[0], now="false", coverage_false=0.01, coverage_true=0.08)
    said = texts(WRITERS["delay"](replace(made, worths=(one,)), pen()))
    assert any("With it, 8.0\xa0% of demand is covered." in line for line in said)


@pytest.mark.parametrize(("again", "told"), [(0.834, True), (0.8351, False)])
def test_a_plan_made_again_that_differs_from_the_plan_says_why(again, told):
    made = findings(3)
    option = replace(made.options[0], coverage=0.835)
    points = (replace(made.delays[0], months=0, coverage=again), replace(made.delays[1], months=3))
    said = texts(WRITERS["delay"](replace(made, options=(option,), delays=points), pen()))
    note = "it covers 83.4\N{NO-BREAK SPACE}%; the plan of this pack covers 83.5\N{NO-BREAK SPACE}%."
    assert any(note in text for text in said) == told


def test_no_sentence_counts_nought_places():
    made = findings(3)
    short = replace(made.options[0], by_area=(Coverage(key="a", demand=4.0, covered=1.0),))
    whole = replace(made.options[0], by_area=(*short.by_area, Coverage(key="b", demand=4.0, covered=4.0)))
    said = [texts(WRITERS["plan"](replace(made, options=(option,)), pen())) for option in (short, whole)]
    assert not any("fully covered" in line for line in said[0])
    assert "1 more place is fully covered." in said[1]
