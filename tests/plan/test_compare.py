"""The comparison: on paper where it can be, and against the judge where not."""

import pytest
from tests.plan.plans import compiled_of, solution_of, tours
from tests.plan.workspaces import condition, offer, requirement, scenario, workspace

from accord.plan import compare as module
from accord.plan.compare import by_half_year, compare
from accord.plan.compile import compile_problem
from accord.plan.report import to_option
from accord.plan.solution import Stop

A_ROUND = Stop(seconds=None, rounds=1)
ROWS = (
    requirement("L1", units=2),
    offer("a", probability=1),
    offer("b", nation="XBB", probability=0.5),
    offer("c", nation="XCC", probability=1, units=2),
)
"""Two battalions wanted for a year; three nations with one, one and two."""


def option_of(compiled, id, *rows, scenario="base"):
    solution = solution_of(compiled.problem, tours(compiled, *rows))
    return to_option(compiled, solution, id=id, title=id.title(), scenario=scenario, objective="a test")


@pytest.fixture(scope="module")
def options():
    compiled = compiled_of(*ROWS)
    both = [("a", "L1", t, 3, 1) for t in (0, 3, 6, 9)] + [("b", "L1", t, 3, 1) for t in (0, 3, 6, 9)]
    return option_of(compiled, "both", *both), option_of(compiled, "one", *both[:4])


def profiles(options, **changes):
    return compare(workspace(*ROWS), options, **{"replanning": None, "draws": 200, **changes}).profiles


def test_the_worst_withdrawal_leaves_half_or_nothing(options):
    both, one = profiles(options)
    assert (both.worst.nation, both.worst.coverage, both.worst.replanned) == ("XAA", 0.5, None)
    assert (one.worst.nation, one.worst.coverage) == ("XAA", 0.0)


def test_re_planning_takes_the_battalions_that_were_left_at_home(options):
    both, one = profiles(options, replanning=A_ROUND)
    assert both.worst.replanned == pytest.approx(1.0)
    assert one.worst.replanned == pytest.approx(1.0)


def test_in_half_of_the_futures_the_doubtful_battalion_is_missing(options):
    both, one = (profile.futures for profile in profiles(options))
    assert (both.p10, both.p90) == (0.5, 1.0)
    assert (one.p10, one.p50, one.p90) == (0.5, 0.5, 0.5)
    assert both.draws == 200


def test_options_differ_by_the_unit_months_of_one_battalion(options):
    assert compare(workspace(*ROWS), options, replanning=None).different_unit_months == ((0.0, 12.0), (12.0, 0.0))
    assert [profile.different_unit_months for profile in profiles(options)] == [0.0, 12.0]


def test_gaps_are_counted_in_unit_months(options):
    assert [(profile.gaps, profile.gap_unit_months) for profile in profiles(options)] == [(0, 0.0), (1, 12.0)]


def test_half_months_count_half():
    rows = (requirement("L1"), offer("a"))
    compiled = compiled_of(*rows, step="half-month", periods=4)
    option = option_of(compiled, "some", ("a", "L1", 0, 2, 1))
    compared = compare(workspace(*rows, step="half-month", periods=4), [option], replanning=None)
    assert compared.profiles[0].gap_unit_months == 1.0


def test_half_years_are_those_of_the_calendar(options):
    """March 2026 to February 2027: 4, 6 and 2 months of two battalions."""
    halves = profiles(options)[0].by_half_year
    assert [(half.key, half.demand, half.covered) for half in halves] == [
        ("2026 H1", 8.0, 8.0),
        ("2026 H2", 12.0, 12.0),
        ("2027 H1", 4.0, 4.0),
    ]
    assert by_half_year(()) == ()


def test_all_that_an_option_says_of_itself_is_passed_on(options):
    for option, profile in zip(options, profiles(options), strict=True):
        names = ("title", "scenario", "coverage", "bounds", "by_priority", "by_component", "by_area", "measures")
        assert [getattr(profile, name) for name in names] == [getattr(option, name) for name in names]


def test_who_waits_for_the_one_who_leaves_leaves_too():
    rows = (requirement("L1", units=2), offer("a"), offer("b", nation="XBB", conditions=["follows"]))
    rows = (*rows, condition("follows", kind="joins", nations=["XAA"]))
    option = option_of(compiled_of(*rows), "both", ("a", "L1", 0, 3, 1), ("b", "L1", 0, 3, 1))
    (profile,) = compare(workspace(*rows), [option], replanning=None).profiles
    assert (profile.worst.nation, profile.worst.coverage) == ("XAA", 0.0)


def test_options_of_several_scenarios_stand_side_by_side():
    rows = (requirement("L1"), offer("a", conditions=["vote"]), condition("vote"))
    scenarios = {"base": scenario(), "yes": scenario(conditions={"vote": True})}
    world = workspace(*rows, scenarios=scenarios)
    made = [
        option_of(compile_problem(world, scenarios["base"]), "none"),
        option_of(compile_problem(world, scenarios["yes"]), "all", ("a", "L1", 0, 3, 1), scenario="yes"),
    ]
    none, some = compare(world, made, replanning=None).profiles
    assert (none.worst, none.coverage) == (None, 0.0)
    assert (some.scenario, some.coverage, some.worst.nation) == ("yes", 0.25, "XAA")


def test_options_with_the_same_tours_are_tested_once(options, monkeypatch):
    tested = []
    once = module._test
    monkeypatch.setattr(module, "_test", lambda room, option, *rest: tested.append(option) or once(room, option, *rest))
    first, second, third = profiles((options[0], options[1], options[0]))
    assert len(tested) == 2
    assert first.futures is third.futures
    assert second.option == "one"
