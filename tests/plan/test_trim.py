"""Trimming takes only what nobody misses."""

import numpy as np
import pytest
from hypothesis import example, given
from tests.plan.plans import lawful_plan
from tests.plan.small import plan_of, random_problem, seeds, tiny_problem

from accord.plan.problem import Plan
from accord.plan.trim import thrift, trim
from accord.plan.verify import broken_rules, cost, shortfall


def rows(plan: Plan) -> list[tuple[int, ...]]:
    columns = (plan.pair, plan.start, plan.length, plan.count)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def without_a_unit(plan: Plan, row: int) -> Plan:
    count = plan.count.copy()
    count[row] -= 1
    keep = count > 0
    return Plan(pair=plan.pair[keep], start=plan.start[keep], length=plan.length[keep], count=count[keep])


@given(seeds())
@example(5654)  # a tour cut back to a line's first period, where nobody hands over, covers more than before
def test_trimming_loses_no_cover_keeps_rules_and_never_costs(seed):
    problem = random_problem(seed)
    plan = lawful_plan(problem, seed + 1)
    trimmed = trim(problem, plan)
    assert (shortfall(problem, trimmed) <= shortfall(problem, plan) + 1e-9).all()
    assert broken_rules(problem, trimmed) == ()
    assert cost(problem, trimmed) <= cost(problem, plan)


@given(seeds())
def test_after_trimming_every_unit_is_missed(seed):
    """Where gates close lines a unit may be needed only together with another, so there are none here."""
    problem = random_problem(seed)
    if len(problem.gate_line):
        return
    plan = trim(problem, lawful_plan(problem, seed + 1))
    short = shortfall(problem, plan).sum()
    for row in range(len(plan.pair)):
        assert shortfall(problem, without_a_unit(plan, row)).sum() > short


def test_the_dearer_of_two_units_that_do_the_same_comes_off():
    problem = tiny_problem([[1, 1]], [(0, 0), (1, 0)], units=[1, 1], cost=[5, 3])
    assert rows(trim(problem, plan_of((0, 0, 2, 1), (1, 0, 2, 1)))) == [(1, 0, 2, 1)]


def test_a_tour_ends_when_the_line_does_but_not_before_its_shortest():
    problem = tiny_problem([[1, 0, 0, 0]], [(0, 0)], tour_min=2)
    assert rows(trim(problem, plan_of((0, 0, 4, 1)))) == [(0, 0, 2, 1)]


def test_a_tour_begins_when_the_line_does():
    problem = tiny_problem([[0, 0, 1, 1]], [(0, 0)], line_first=[0])
    assert rows(trim(problem, plan_of((0, 0, 4, 1)))) == [(0, 2, 2, 1)]


def test_a_unit_that_must_take_over_first_begins_before_it_counts():
    """With a handover of one period it counts from its second: to cover period 2 it must be there in period 1."""
    problem = tiny_problem([[0, 0, 1, 1]], [(0, 0)], line_first=[0], handover=1.0, first=1)
    assert rows(trim(problem, plan_of((0, 1, 3, 1)))) == [(0, 1, 3, 1)]


def test_a_tour_cut_by_the_horizon_may_begin_late():
    for open_end, expected in ((True, (0, 3, 1, 1)), (False, (0, 2, 2, 1))):
        problem = tiny_problem([[0, 0, 0, 1]], [(0, 0)], line_first=[0], tour_min=2, open_end=open_end)
        assert rows(trim(problem, plan_of((0, 0, 4, 1)))) == [expected]


def test_a_shorter_tour_that_would_rest_longer_stays_as_it_is():
    problem = tiny_problem([[1, 0, 0, 0, 0]], [(0, 0)], rest=[[0, 4, 0, 0, 0, 0]])
    assert rows(trim(problem, plan_of((0, 0, 2, 1)))) == [(0, 0, 2, 1)]


def test_the_provider_of_a_gate_stays_although_its_own_line_wants_nobody():
    problem = tiny_problem([[1, 1], [0, 0]], [(0, 0), (1, 1)], units=[1, 1], gates=[(0, [1])])
    plan = plan_of((0, 0, 2, 1), (1, 0, 2, 1))
    assert rows(trim(problem, plan)) == rows(plan)


def test_thrift_takes_the_cheap_offer_where_both_cover_the_same():
    problem = tiny_problem([[1, 1]], [(0, 0), (1, 0)], units=[1, 1], cost=[5, 3])
    found = thrift(problem, plan_of((0, 0, 2, 1)), None, seed=1, moves=200)
    assert (cost(problem, found), shortfall(problem, found).sum()) == (6.0, 0.0)


@pytest.mark.parametrize("weights", [None, (8.0, 4.0, 2.0)])
@pytest.mark.parametrize("seed", range(10))
def test_thrift_never_covers_less(seed, weights):
    problem = random_problem(seed)
    plan = lawful_plan(problem, seed + 1)
    found = thrift(problem, plan, weights, seed=seed, moves=100)
    before, after = shortfall(problem, plan), shortfall(problem, found)
    assert broken_rules(problem, found) == ()
    if weights is None:
        assert np.round(after, 6).tolist() <= np.round(before, 6).tolist()
    else:
        assert after @ weights <= before @ weights + 1e-6
