"""The portfolio: every option keeps its word, the same seed gives the same options, more offers never hurt."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.plan.workspaces import capability, condition, nation, offer, requirement, scenario, workspace

from accord.model.option import Option
from accord.model.problem import AccordError, NotFound
from accord.model.words import Criterion
from accord.model.workspace import Workspace
from accord.plan.basis import plan_of
from accord.plan.choose import choose_scenario
from accord.plan.compile import compile_problem
from accord.plan.endure import shortfall_if, without_one_nation
from accord.plan.options import plan
from accord.plan.solution import WEIGHTS, Stop
from accord.plan.verify import broken_rules

A_ROUND = Stop(seconds=None, rounds=1)


def force(**columns) -> Workspace:
    """Three nations, two lines, one of them essential; the battalion of XAA costs most, that of XCC least."""
    return workspace(
        requirement("E1", priority="essential"),
        requirement("I1", units=2),
        capability("INF", people=100, cost_low=1, cost_likely=2, cost_high=3),
        nation("XAA", gdp_eur=10.0),
        nation("XBB", gdp_eur=10.0),
        nation("XCC", gdp_eur=20.0),
        offer("a", units=3, cost_likely=9, tour_min_months=3, tour_max_months=6, rest_ratio=0.5),
        offer("b", nation="XBB", units=2, cost_likely=4, tour_min_months=3, tour_max_months=6, rest_ratio=1),
        offer("c", nation="XCC", units=2, tour_min_months=2, tour_max_months=4, rest_ratio=1),
        **columns,
    )


def options(world: Workspace, **changes) -> dict[str, Option]:
    found = plan(world, **{"stop": A_ROUND, "tolerance_pp": 12.0, **changes})
    return {option.id: option for option in found}


@pytest.fixture(scope="module")
def portfolio() -> dict[str, Option]:
    return options(force())


def test_there_is_one_option_for_each_criterion_in_their_order(portfolio):
    assert list(portfolio) == ["coverage", "robust", "fair", "cheap"]
    assert list(options(force(), criteria=["cheap", "coverage"])) == ["cheap", "coverage"]


def test_every_option_breaks_no_rule(portfolio):
    compiled = compile_problem(force(), choose_scenario(force())[1])
    for option in portfolio.values():
        assert option.broken_rules == ()
        assert broken_rules(compiled.problem, plan_of(compiled, option)) == ()


def test_every_option_holds_the_tolerance(portfolio):
    best = portfolio["coverage"]
    for option in portfolio.values():
        assert option.coverage >= best.coverage - 0.12 - 1e-9
        assert option.by_priority[0].share >= best.by_priority[0].share - 0.12 - 1e-9


def test_no_option_exceeds_its_bounds_and_the_best_is_proven(portfolio):
    for option in portfolio.values():
        assert all(bound.coverage <= bound.limit + 1e-9 for bound in option.bounds)
        assert {bound.status.split()[0] for bound in option.bounds} <= {"proven", "gap", "no"}
    assert [bound.status for bound in portfolio["coverage"].bounds[1:]] == ["proven"] * 3


def test_the_cheap_option_costs_less_than_the_one_of_most_coverage(portfolio):
    cost = {name: option.measures["cost_likely_money"] for name, option in portfolio.items()}
    assert cost["cheap"] < cost["coverage"]


def test_the_fair_option_spreads_less(portfolio):
    spread = {name: option.measures["burden_gini_gdp_share"] for name, option in portfolio.items()}
    assert spread["fair"] < spread["coverage"]


def test_the_robust_option_loses_no_more_to_the_worst_withdrawal(portfolio):
    compiled = compile_problem(force(), choose_scenario(force())[1])
    holds = without_one_nation(compiled)

    def worst(option: Option) -> float:
        return (shortfall_if(compiled.problem, plan_of(compiled, option), holds) @ WEIGHTS).max()

    assert worst(portfolio["robust"]) <= worst(portfolio["coverage"])


def test_each_says_what_it_was_made_for(portfolio):
    assert portfolio["coverage"].objective == (
        "most coverage, essential before important before desirable; among equals the least likely cost"
    )
    assert portfolio["cheap"].objective == (
        "least likely cost, at most 12 percentage points of coverage below the most found"
    )
    assert "gross domestic product" in portfolio["fair"].objective


def test_the_same_seed_and_rounds_give_the_same_options(portfolio):
    assert options(force()) == portfolio


def test_where_one_plan_is_all_there_is_every_option_says_that_nothing_else_was_found():
    found = options(workspace(requirement("L1"), offer("a")), tolerance_pp=0.0)
    assert len({option.tours for option in found.values()}) == 1
    assert "no plan was found that loses less" in found["robust"].objective
    assert "no plan was found that costs less" in found["cheap"].objective
    assert "no nation's means are known" in found["fair"].objective


def test_among_plans_that_cover_the_same_the_cheaper_one_is_taken():
    """Either battalion covers the line alone."""
    world = workspace(requirement("L1"), offer("a", cost_likely=9), offer("b", nation="XBB", cost_likely=2))
    found = options(world, criteria=["coverage"])["coverage"]
    assert found.coverage == 1.0
    assert {tour.offer for tour in found.tours} == {"b"}
    assert found.measures["cost_likely_money"] == 24.0


def test_essential_lines_come_first_whatever_the_others_would_gain():
    """One battalion, one month: one essential line of one battalion against three important ones of a half each."""
    rows = [requirement("E", priority="essential"), *(requirement(f"I{i}", units=1) for i in range(3))]
    found = options(workspace(*rows, offer("a"), periods=1))["coverage"]
    assert [tour.requirement for tour in found.tours] == ["E"]


def test_weights_of_the_workspace_replace_strict_order():
    """With desirable at 10 and essential at 1 the battalion goes to the desirable line."""
    rows = (requirement("E", priority="essential"), requirement("D", priority="desirable"), offer("a"))
    found = options(workspace(*rows, periods=1, weights=[1, 1, 10]))["coverage"]
    assert [tour.requirement for tour in found.tours] == ["D"]
    assert found.objective.startswith("most coverage, weights 1, 1, 10 for essential, important, desirable")


def test_a_scenario_is_planned_by_its_name_and_an_unknown_one_is_named():
    world = workspace(
        requirement("L1"),
        offer("a", conditions=["vote"]),
        condition("vote"),
        scenarios={"base": scenario(), "yes": scenario(conditions={"vote": True})},
    )
    assert options(world)["coverage"].coverage == 0.0
    assert options(world, scenario="yes")["coverage"].coverage == 1.0
    assert {option.scenario for option in options(world, scenario="yes").values()} == {"yes"}
    with pytest.raises(NotFound, match="no scenario 'no'; there are: base, yes"):
        options(world, scenario="no")


def test_being_told_to_stop_keeps_a_lawful_plan_and_searches_no_further():
    found = options(force(), on_progress=lambda moment: False)
    assert list(found) == ["coverage"]
    assert found["coverage"].interrupted
    assert found["coverage"].broken_rules == ()


def test_being_told_to_stop_during_the_other_searches_keeps_what_they_have():
    found = options(force(), on_progress=lambda moment: "robust" not in moment.stage)
    assert list(found) == ["coverage", "robust", "fair", "cheap"]
    assert found["coverage"].interrupted
    assert all(option.broken_rules == () for option in found.values())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"criteria": ["best"]}, "no criterion 'best'; there are: coverage, robust, fair, cheap"),
        ({"criteria": []}, "name one of: coverage"),
        ({"tolerance_pp": -1.0}, "the tolerance must be a number from 0 to 100"),
        ({"tolerance_pp": float("nan")}, "the tolerance must be a number from 0 to 100"),
        ({"fair_by": "area"}, "burden cannot be set against 'area'; there are: gdp, population, personnel"),
    ],
)
def test_what_makes_no_sense_is_refused(change, words):
    with pytest.raises(AccordError, match=words):
        options(force(), **change)


def test_every_criterion_has_a_title():
    assert {option.title for option in options(force()).values()} == {
        "Most coverage",
        "Most robust",
        "Fairest",
        "Cheapest",
    }
    assert len(Criterion) == 4


units = st.integers(1, 2)


@settings(max_examples=3)
@given(st.lists(st.tuples(units, st.integers(1, 3), st.integers(0, 2)), min_size=2, max_size=4))
def test_one_more_offer_never_hurts(rows):
    """Proven class by class, so that more offers can only do better in strict order."""
    lines = (requirement("E1", priority="essential"), requirement("I1", units=2))
    offers = [
        offer(f"o{i}", nation=f"X{'ABCD'[i]}A", units=n, tour_max_months=most, rest_ratio=rest)
        for i, (n, most, rest) in enumerate(rows)
    ]
    found = [
        options(workspace(*lines, *offers[:n], periods=4), criteria=["coverage"])["coverage"]
        for n in range(1, len(offers) + 1)
    ]
    assert all(bound.status == "proven" for option in found for bound in option.bounds[1:])
    shares = [[round(part.share, 6) for part in option.by_priority] for option in found]
    assert all(fewer <= more for fewer, more in pairwise(shares))
