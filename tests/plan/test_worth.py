"""What a condition is worth: on paper, for one nation, and never below nothing."""

import numpy as np
import pytest
from tests.plan.plans import compiled_of
from tests.plan.workspaces import condition, offer, requirement

from accord.plan.basis import make_basis
from accord.plan.problem import Plan
from accord.plan.solution import WEIGHTS, Stop
from accord.plan.worth import n_states, worths

A_ROUND = Stop(seconds=None, rounds=1)


def basis_of(*rows, change=None):
    return make_basis(compiled_of(*rows, change=change), Plan.empty(), weights=WEIGHTS, stop=A_ROUND)


def worth_of(*rows, change=None):
    *_, last = worths(basis_of(*rows, change=change), each=A_ROUND)
    return {(row.condition, row.nation): row for row in last}


TWO_WANTED = requirement("L1", units=2)


def test_the_battalion_that_waits_is_worth_its_half_of_the_line():
    found = worth_of(TWO_WANTED, offer("a"), offer("b", conditions=["vote"]), condition("vote", label="It votes"))
    row = found["vote", ""]
    assert (row.coverage_true, row.coverage_false, row.worth_pp) == pytest.approx((1.0, 0.5, 50.0))
    assert (row.units_true, row.units_false) == (2, 1)
    assert (row.now, row.label) == ("false", "It votes")


def test_a_nation_of_its_own_mind_has_a_row_of_its_own():
    """XAA votes by 0.7, XBB by default: made false, all lose both battalions, XAA alone one."""
    rows = (offer("a", conditions=["vote"]), offer("b", nation="XBB", conditions=["vote"]))
    found = worth_of(
        TWO_WANTED, *rows, condition("vote", default="yes"), change={"nation_conditions": {"XAA": {"vote": 0.7}}}
    )
    assert [(key, row.now, row.worth_pp) for key, row in found.items()] == [
        (("vote", ""), "true", pytest.approx(100.0)),
        (("vote", "XAA"), "0.7", pytest.approx(50.0)),
    ]


def test_a_condition_that_moves_no_offer_is_worth_nothing_and_costs_no_search():
    rows = (TWO_WANTED, offer("a"), condition("idle"), condition("other"))
    assert n_states(basis_of(*rows)) == 1
    assert {row.worth_pp for row in worth_of(*rows).values()} == {0.0}


def test_what_others_decide_can_be_looked_at_too():
    rows = (offer("a"), offer("b", nation="XBB", conditions=["with-a"]))
    row = worth_of(TWO_WANTED, *rows, condition("with-a", kind="joins", nations=["XAA"]))["with-a", ""]
    assert (row.now, row.worth_pp) == ("as others do", pytest.approx(50.0))


def test_weightiest_first_and_each_as_soon_as_both_its_sides_are_known():
    rows = (offer("a", conditions=["small"]), offer("b", conditions=["large"], units=2))
    basis = basis_of(requirement("L1", units=3), *rows, condition("small"), condition("large"))
    steps = list(worths(basis, each=A_ROUND))
    assert [len(step) for step in steps] == [0, 1, 2]
    assert [row.condition for row in steps[-1]] == ["large", "small"]


@pytest.mark.parametrize("seed", range(6))
def test_a_condition_is_never_worth_less_than_nothing(seed):
    """Conditions only ever keep offers out, and one more offer never hurts."""
    rng = np.random.default_rng(seed)
    tags = ["peace", "vote", "all-in"]
    offers = [
        offer(
            f"o{i}",
            nation=["XAA", "XBB", "XCC"][rng.integers(3)],
            units=int(rng.integers(1, 3)),
            conditions=[tag for tag in tags if rng.random() < 0.4],
            rest_ratio=int(rng.integers(0, 3)),
        )
        for i in range(5)
    ]
    lines = [
        requirement(f"L{i}", units=int(rng.integers(1, 4)), priority=["essential", "desirable"][i]) for i in range(2)
    ]
    kinds = (condition("peace"), condition("vote", requires=["peace"]))
    kinds += (condition("all-in", kind="at_least", at_least=2),)
    change = {"conditions": {tag: bool(rng.random() < 0.5) for tag in ("peace", "vote")}}
    assert all(row.worth_pp >= -1e-9 for row in worth_of(*offers, *lines, *kinds, change=change).values())
