import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.brief.charts.drawings import assert_sound, new_pen, texts
from tests.brief.charts.made import bare, findings
from tests.plan.workspaces import requirement, workspace

from accord.brief.charts.burden import burden
from accord.brief.charts.conditions import conditions
from accord.brief.charts.coverage import by_period
from accord.brief.charts.delay import delay
from accord.brief.charts.demand import demand
from accord.brief.charts.gaps import gap_bars
from accord.brief.charts.options import options
from accord.brief.charts.priorities import by_priority
from accord.brief.charts.rotation import rotation
from accord.brief.charts.withdrawals import withdrawals
from accord.brief.document import Figure, lines_of, text_of
from accord.brief.findings import Findings
from accord.brief.pen import Pen

Chart: TypeAlias = Callable[[Findings, Pen], Figure | tuple[Figure, ...] | None]
CHARTS: tuple[Chart, ...] = (
    gap_bars, by_period, by_priority, rotation, withdrawals, delay, options, burden, conditions,
)  # fmt: skip
SEEDS = st.integers(0, 2**32 - 1)
every_chart = pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.__name__)


@cache
def _many() -> Findings:
    return findings(1, lines=200, nations=50, options=12)


def figures(chart: Chart, found: Findings, pen: Pen) -> tuple[Figure, ...]:
    drawn = chart(found, pen)
    return drawn if isinstance(drawn, tuple) else (drawn,) if drawn else ()


@every_chart
@settings(max_examples=8, deadline=None)
@given(seed=SEEDS, tongue=st.sampled_from(("en", "uk", "fr", "de")))
def test_any_findings_make_sound_drawings(chart: Chart, seed: int, tongue: str) -> None:
    pen = new_pen(tongue)
    for figure in figures(chart, findings(seed), pen):
        assert_sound(figure, pen)


@every_chart
def test_the_same_findings_make_the_same_figure(chart: Chart) -> None:
    assert figures(chart, findings(7), new_pen()) == figures(chart, findings(7), new_pen())


@every_chart
def test_no_results_make_no_figure(chart: Chart) -> None:
    assert figures(chart, bare(), new_pen()) == ()


@every_chart
def test_two_hundred_lines_and_fifty_nations_stay_within_their_box(chart: Chart) -> None:
    pen = new_pen()
    drawn = figures(chart, _many(), pen)
    assert drawn
    for figure in drawn:
        assert_sound(figure, pen)


@every_chart
def test_every_note_says_source_and_vintage(chart: Chart) -> None:
    for figure in figures(chart, findings(3), new_pen()):
        assert "Source:" in text_of(figure.note)
        assert "all rows as they stand" in text_of(figure.note)


@settings(max_examples=25, deadline=None)
@given(seed=SEEDS)
def test_demand_less_gaps_is_what_the_option_says(seed: int) -> None:
    found = findings(seed)
    option = found.options[0]
    held = demand(found, option)
    for number, line in enumerate(held.lines):
        said = next(part for part in option.by_line if part.key == line.id)
        assert held.wanted[number].sum() == pytest.approx(said.demand)
        assert held.covered[number].sum() == pytest.approx(said.covered)


def test_a_twin_adds_up_to_the_result() -> None:
    found = findings(5, lines=6)
    figure = gap_bars(found, new_pen())
    assert figure is not None
    assert figure.twin is not None
    months = found.workspace.settings.step.per_month
    short = sum(float(text_of(row.cells[-1]).replace(",", "")) for row in figure.twin.rows)
    expected = sum(gap.short * gap.periods for gap in found.options[0].gaps) / months
    assert short == pytest.approx(expected, abs=0.5 * len(figure.twin.rows))


def test_every_tour_is_drawn_once() -> None:
    found = findings(11, lines=30, nations=9)
    pages = rotation(found, new_pen())
    assert len(pages) > 1
    named = sum(
        len(re.findall(r"\bX[A-Z]{2}\b", text_of(row.cells[1])))
        for page in pages
        for row in (page.twin.rows if page.twin else ())
    )
    assert named == len(found.options[0].tours)


def test_full_coverage_leaves_no_gap_to_draw() -> None:
    found = findings(2)
    option = replace(found.options[0], gaps=())
    assert gap_bars(replace(found, options=(option,)), new_pen()) is None
    full = by_period(replace(found, options=(option,)), new_pen())
    assert full is None or full.title == "Every component is covered in every period"


def test_the_worst_withdrawal_stands_first() -> None:
    figure = withdrawals(findings(4, nations=5), new_pen())
    assert figure is not None
    assert figure.twin is not None
    left = [float(text_of(row.cells[-1]).split("\N{NO-BREAK SPACE}")[0]) for row in figure.twin.rows]
    assert left == sorted(left)


def test_markup_in_names_is_printed_as_it_is() -> None:
    label = '<b> & #x $y @z *w* "q"'
    bare_option = replace(findings(1).options[0], gaps=(), tours=())
    found = replace(findings(1), workspace=workspace(requirement("L1", label=label)), options=(bare_option,))
    (page,) = rotation(found, new_pen())
    assert label in {text.words for text in texts(page.svg)}


@pytest.mark.parametrize("chart", [withdrawals, burden, conditions], ids=lambda chart: chart.__name__)
def test_nothing_leads_to_a_row_that_is_not_there(chart: Chart) -> None:
    found = findings(1)
    without = replace(found, workspace=replace(found.workspace, nations={}, conditions={}))
    (figure,) = figures(chart, without, new_pen())
    assert figure.twin is not None
    targets = {word.target for line in lines_of(figure.twin) for word in line if word.target}
    assert all(target.startswith("q-") for target in targets)


def test_options_that_are_one_plan_are_not_said_to_differ() -> None:
    found = findings(4, options=3)
    assert found.comparison is not None
    same = tuple(
        replace(profile, measures={**profile.measures, "different_unit_months": 0.0})
        for profile in found.comparison.profiles
    )
    figure = options(replace(found, comparison=replace(found.comparison, profiles=same)), new_pen())
    assert figure is not None
    assert figure.title.startswith("All options are the same plan")


def test_marks_of_shares_read_differently_however_close_the_shares_are() -> None:
    close = replace(findings(4).withdrawals[0], nation="XAA", coverage=0.001, replanned=0.002, limit=0.004)
    whole = replace(close, nation="", coverage=0.01)
    figure = withdrawals(replace(findings(4), withdrawals=(whole, close)), new_pen())
    assert figure is not None
    marks = [said.words for said in texts(figure.svg) if re.fullmatch(r"\d+\xa0%", said.words)]
    assert len(marks) == len(set(marks)) > 1


def test_the_condition_that_matters_most_is_named_by_its_label() -> None:
    worth = replace(
        findings(4).worths[0],
        coverage_false=0.1,
        condition="c1",
        nation="",
        label="A ceasefire holds",
        coverage_true=0.9,
    )
    figure = conditions(replace(findings(4), worths=(worth,)), new_pen())
    assert figure is not None
    assert "“A ceasefire holds”" in figure.title
    assert "c1" not in figure.title
