"""Most robust within a tolerance: worked by hand, judged without planning again."""

import numpy as np
from tests.plan.small import plan_of, tiny_problem
from tests.plan.test_prefer import WEIGHTS, hunt_for

from accord.plan.robust import harden, worst_withdrawal
from accord.plan.verify import shortfall

EACH_ALONE = ~np.eye(2, dtype=bool)
"""Which of two offers, one a nation, hold if each nation leaves."""


def test_the_worst_withdrawal_is_that_of_the_nation_that_covers_all():
    problem = tiny_problem([[1, 1]], [(0, 0), (1, 0)], units=[1, 1])
    assert worst_withdrawal(problem, plan_of((0, 0, 2, 1)), WEIGHTS, EACH_ALONE) == (16.0, 8.0)


def test_two_nations_take_one_unit_each_instead_of_one_nation_two():
    """Two units wanted for four months, and room for no more. With one from each the worst withdrawal leaves half."""
    problem = tiny_problem([[2] * 4], [(0, 0), (1, 0)], units=[2, 1], limits=[(2.0, {0: 1.0, 1: 1.0})])
    hunt = hunt_for(problem, plan_of((0, 0, 4, 2)), tolerance_pp=0.0)
    hunt.score = lambda plan: worst_withdrawal(problem, plan, WEIGHTS, EACH_ALONE)
    hunt.best = hunt.score(hunt.plan)
    assert hunt.best == (64.0, 32.0)
    harden(hunt, holds=EACH_ALONE)
    assert hunt.best == (32.0, 32.0)
    assert shortfall(problem, hunt.plan).sum() == 0.0


def test_where_there_is_room_for_a_reserve_nothing_is_lost():
    """One unit wanted, one from each nation present: nobody's withdrawal is felt."""
    problem = tiny_problem([[1] * 4], [(0, 0), (1, 0)], units=[1, 1])
    hunt = hunt_for(problem, plan_of((0, 0, 4, 1)), tolerance_pp=0.0)
    hunt.score = lambda plan: worst_withdrawal(problem, plan, WEIGHTS, EACH_ALONE)
    hunt.best = hunt.score(hunt.plan)
    harden(hunt, holds=EACH_ALONE)
    assert hunt.best == (0.0, 0.0)


def test_without_nations_nothing_is_lost():
    problem = tiny_problem([[1]], [(0, 0)])
    assert worst_withdrawal(problem, plan_of((0, 0, 1, 1)), WEIGHTS, np.zeros((0, 1), dtype=bool)) == (0.0, 0.0)
