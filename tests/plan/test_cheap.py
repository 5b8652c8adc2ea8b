"""Cheapest within a tolerance: worked by hand."""

import pytest
from tests.plan.small import plan_of, tiny_problem
from tests.plan.test_prefer import hunt_for

from accord.plan.cheap import cheapen
from accord.plan.verify import cost, shortfall


def test_the_cheap_offer_serves_where_both_can():
    problem = tiny_problem([[1] * 4], [(0, 0), (1, 0)], units=[1, 1], cost=[5, 3])
    hunt = hunt_for(problem, plan_of((0, 0, 4, 1)), tolerance_pp=0.0)
    cheapen(hunt)
    assert (cost(problem, hunt.plan), shortfall(problem, hunt.plan).sum()) == (12.0, 0.0)


def test_the_tolerance_buys_the_dearest_presence_off():
    """Ten lines of one period, one of them served at 50 a period, nine at 1: a tenth of the coverage costs 50 of 59."""
    pairs = [(line, line) for line in range(10)]
    problem = tiny_problem([[1]] * 10, pairs, units=[1] * 10, cost=[50, *[1] * 9])
    all_ten = plan_of(*((pair, 0, 1, 1) for pair in range(10)))
    for tolerance_pp, expected in ((0.0, 59.0), (10.0, 9.0)):
        hunt = hunt_for(problem, all_ten, tolerance_pp=tolerance_pp, tries=8)
        cheapen(hunt)
        assert cost(problem, hunt.plan) == pytest.approx(expected)
