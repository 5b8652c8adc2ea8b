"""Fairest within a tolerance: the slope of the spread, and a burden that two nations share."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.plan.plans import compiled_of
from tests.plan.small import plan_of, tiny_problem
from tests.plan.test_prefer import hunt_for
from tests.plan.workspaces import nation, offer, requirement

from accord.plan.fair import burdens, even_out, means_of, slopes, spread, usual_key
from accord.plan.measures import gini
from accord.plan.problem import Plan
from accord.plan.trim import trim
from accord.plan.verify import shortfall

figures = st.lists(st.tuples(st.floats(0.5, 100), st.floats(0.5, 100)), min_size=2, max_size=6)


@given(figures, st.integers(0, 5))
def test_the_slope_says_whether_more_burden_on_a_nation_widens_the_spread(rows, which):
    """Compared with the spread itself, a millionth more on one nation; kinks and flat places are passed over."""
    load, means = (np.array(column) for column in zip(*rows, strict=True))
    n = which % len(rows)
    assume(np.diff(np.sort(load / means)).min() > 1e-3)
    more = load.copy()
    more[n] += 1e-6
    change = gini(more.tolist(), means.tolist()) - gini(load.tolist(), means.tolist())
    if abs(change) > 1e-10:
        assert np.sign(slopes(load, means)[n]) == np.sign(change)


def test_two_equal_nations_come_to_share_what_one_carried():
    """Four months by XAA alone, Gini 0.5; two months each, Gini 0."""
    problem = tiny_problem([[1] * 4], [(0, 0), (1, 0)], units=[1, 1], tour_max=2)
    start, means = plan_of((0, 0, 2, 1), (0, 2, 2, 1)), np.ones(2)
    assert spread(problem, start, means) == (0.5,)
    hunt = hunt_for(problem, start, tolerance_pp=0.0, tidy=lambda plan: trim(problem, plan))
    hunt.score = lambda plan: spread(problem, plan, means)
    hunt.best = hunt.score(start)
    even_out(hunt, means=means)
    assert hunt.best == (0.0,)
    assert burdens(problem, hunt.plan).tolist() == [2.0, 2.0]
    assert shortfall(problem, hunt.plan).sum() == 0.0


def test_means_are_those_of_nations_with_a_live_offer_and_a_figure():
    rows = (
        nation("XAA", gdp_eur=5.0, population=2),
        nation("XBB", population=3),
        nation("XCC", gdp_eur=7.0, population=4),
        offer("a"),
        offer("b", nation="XBB"),
    )
    compiled = compiled_of(requirement("L1"), *rows)
    assert compiled.problem.nation_ids == ("XAA", "XBB", "XCC")
    assert means_of(compiled, "gdp").tolist() == [5.0, 0.0, 0.0]
    assert means_of(compiled, "population").tolist() == [2.0, 3.0, 0.0]
    assert usual_key(compiled) == "population"


def test_nobody_carrying_anything_is_not_called_fair():
    problem = tiny_problem([[1]], [(0, 0)])
    assert spread(problem, Plan.empty(), np.ones(1)) == (1.0,)


def test_without_known_means_there_is_no_key():
    assert usual_key(compiled_of(requirement("L1"), offer("a"), offer("b", nation="XBB"))) is None


@pytest.mark.parametrize("load", [[0.0, 0.0], [3.0, 3.0]])
def test_where_all_carry_the_same_no_slope_is_steep(load):
    assert np.all(np.abs(slopes(np.array(load), np.ones(2))) <= 1.0)
