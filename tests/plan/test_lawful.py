"""What may stay of a plan breaks no rule, and is all of it if it broke none."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from tests.plan.plans import lawful_plan
from tests.plan.small import plan_of, random_plan, seeds, tiny_problem, tiny_problems

from accord.plan.lawful import lawful
from accord.plan.verify import broken_rules


@given(tiny_problems(), seeds())
def test_what_stays_of_any_tours_keeps_every_rule(problem, seed):
    assert broken_rules(problem, lawful(problem, random_plan(problem, seed))) == ()


@given(tiny_problems(), seeds())
def test_a_plan_that_keeps_the_rules_stays_as_it_is(problem, seed):
    plan = lawful_plan(problem, seed)
    assert lawful(problem, plan) is plan


@given(tiny_problems(), seeds())
def test_each_tour_that_went_has_no_room(problem, seed):
    """A unit that could be put back would have stayed."""
    plan = random_plan(problem, seed)
    kept = lawful(problem, plan)
    for pair, start, length, count in zip(plan.pair, plan.start, plan.length, plan.count, strict=True):
        same = (kept.pair == pair) & (kept.start == start) & (kept.length == length)
        if kept.count[same].sum() < count:
            columns = (kept.pair, kept.start, kept.length, kept.count)
            more = np.array(
                [np.append(column, value) for column, value in zip(columns, (pair, start, length, 1), strict=True)]
            )
            assert broken_rules(problem, plan_of(*(tuple(row) for row in more.T)))


def test_the_essential_line_keeps_the_unit_that_two_lines_shared():
    problem = tiny_problem([[1, 1], [1, 1]], [(0, 0), (0, 1)], priority=[2, 0], units=[2])
    one_unit = replace(problem, units=np.ones((1, 2), dtype=np.int32))
    both = plan_of((0, 0, 2, 1), (1, 0, 2, 1))
    assert lawful(problem, both).pair.tolist() == [0, 1]
    assert lawful(one_unit, both).pair.tolist() == [1]


def test_of_three_units_the_two_that_are_left_stay():
    problem = tiny_problem([[3, 3]], [(0, 0)], units=[2])
    assert lawful(problem, plan_of((0, 0, 2, 3))).count.tolist() == [2]
