"""Futures in which offers hold by chance: the same for all plans, and counted as the judge counts."""

import numpy as np
import pytest
from tests.plan.plans import compiled_of, tours
from tests.plan.workspaces import condition, offer, requirement

from accord.plan.ensemble import coverages, futures, sum_up


def test_what_is_certain_holds_always_and_what_is_hopeless_never():
    compiled = compiled_of(requirement("L1"), offer("a", probability=1.0), offer("b", probability=0.0))
    assert futures(compiled, draws=20).all(axis=0).tolist() == [True, False]
    assert futures(compiled, draws=20).any(axis=0).tolist() == [True, False]


def test_an_offer_holds_as_often_as_it_says():
    compiled = compiled_of(requirement("L1"), offer("a", probability=0.3))
    assert futures(compiled, draws=2000, seed=4).mean() == pytest.approx(0.3, abs=0.03)


def test_offers_that_wait_for_the_same_condition_hold_together():
    rows = (offer("a", conditions=["vote"], probability=1), offer("b", conditions=["vote"], probability=1))
    compiled = compiled_of(requirement("L1"), *rows, condition("vote"), change={"conditions": {"vote": 0.6}})
    holds = futures(compiled, draws=500)
    assert np.array_equal(holds[:, 0], holds[:, 1])
    assert holds[:, 0].mean() == pytest.approx(0.6, abs=0.07)


def test_one_who_waits_for_another_never_holds_alone():
    follows = condition("follows", kind="joins", nations=["XAA"])
    rows = (offer("a", probability=0.5), offer("b", nation="XBB", conditions=["follows"], probability=0.9))
    holds = futures(compiled_of(requirement("L1"), *rows, follows), draws=300)
    assert not np.any(holds[:, 1] & ~holds[:, 0])
    assert holds[:, 1].any()


def test_the_same_seed_draws_the_same_futures_whatever_else_is_required():
    rows = (offer("a", probability=0.5), offer("b", probability=0.5))
    one, other = compiled_of(requirement("L1"), *rows), compiled_of(requirement("L2", units=3), *rows)
    assert np.array_equal(futures(one, seed=7, draws=50), futures(other, seed=7, draws=50))
    assert not np.array_equal(futures(one, seed=7, draws=50), futures(one, seed=8, draws=50))


def test_coverage_of_each_future_on_paper():
    """Two battalions wanted for three months; a serves all of it, b two months: 1, 3/6, 2/6 and nothing."""
    compiled = compiled_of(requirement("L1", units=2), offer("a"), offer("b"), periods=3)
    plan = tours(compiled, ("a", "L1", 0, 3, 1), ("b", "L1", 0, 2, 1))
    holds = np.array([[True, True], [True, False], [False, True], [False, False]])
    assert coverages(compiled, plan, holds) == pytest.approx([5 / 6, 3 / 6, 2 / 6, 0])


def test_the_workspace_s_weights_count():
    """Essential 3, desirable 1: losing the desirable month costs a quarter."""
    rows = (requirement("L1", priority="essential"), requirement("L2", priority="desirable"), offer("a"), offer("b"))
    compiled = compiled_of(*rows, periods=1, weights=[3, 2, 1])
    plan = tours(compiled, ("a", "L1", 0, 1, 1), ("b", "L2", 0, 1, 1))
    assert coverages(compiled, plan, np.array([[True, False]])) == pytest.approx([0.75])


def test_quantiles_are_coverages_that_occur():
    shares = np.array([0.9, 0.1, 0.5])
    found = sum_up(shares)
    assert (found.draws, found.p10, found.p50, found.p90) == (3, 0.1, 0.5, 0.9)
