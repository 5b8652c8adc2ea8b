"""What is left when offers fall away is what the judge counts on the tours that stay."""

import numpy as np
import pytest
from hypothesis import given
from tests.plan.plans import compiled_of
from tests.plan.small import random_plan, random_problem, seeds
from tests.plan.workspaces import condition, offer, requirement

from accord.plan.endure import shortfall_if, without_one_nation
from accord.plan.problem import Plan
from accord.plan.verify import shortfall


def only(plan: Plan, keep: np.ndarray) -> Plan:
    return Plan(pair=plan.pair[keep], start=plan.start[keep], length=plan.length[keep], count=plan.count[keep])


@given(seeds())
def test_every_future_counts_as_the_judge_counts_the_tours_that_are_left(seed):
    problem = random_problem(seed)
    plan = random_plan(problem, seed + 1)
    holds = np.random.default_rng(seed).random((4, len(problem.rest))) < 0.6
    expected = [shortfall(problem, only(plan, live[problem.pair_offer[plan.pair]])) for live in holds]
    assert shortfall_if(problem, plan, holds) == pytest.approx(np.array(expected))


def test_a_stretch_of_lines_at_a_time_gives_the_same(monkeypatch):
    problem = random_problem(5)
    plan, holds = random_plan(problem, 1), np.ones((2, len(problem.rest)), dtype=bool)
    whole = shortfall_if(problem, plan, holds)
    monkeypatch.setattr("accord.plan.endure._ROOM", 1)
    assert shortfall_if(problem, plan, holds).tolist() == whole.tolist()


def test_who_waits_for_a_nation_leaves_with_it():
    follows = condition("follows", kind="joins", nations=["XAA"])
    rows = (offer("a"), offer("b", nation="XBB", conditions=["follows"]), offer("c", nation="XCC"), follows)
    compiled = compiled_of(requirement("L1"), *rows)
    left = dict(zip(compiled.problem.nation_ids, without_one_nation(compiled).tolist(), strict=True))
    assert [row.id for row in compiled.offers] == ["a", "b", "c"]
    assert left == {"XAA": [False, False, True], "XBB": [True, False, True], "XCC": [True, True, False]}
