"""One nation leaves: figures on paper, what hangs on it, and what must hold in any problem."""

import numpy as np
import pytest
from hypothesis import given
from tests.plan.plans import compiled_of, lawful_plan, tours
from tests.plan.small import seeds, tiny_problems
from tests.plan.workspaces import condition, limit, offer, requirement

from accord.plan.basis import Basis, make_basis
from accord.plan.outlook import open_outlook
from accord.plan.replan import merit
from accord.plan.solution import WEIGHTS, Stop
from accord.plan.verify import broken_rules
from accord.plan.withdraw import losses, nations_with_tours, pools_of, weighted_coverage, withdrawal, withdrawals

A_ROUND = Stop(seconds=None, rounds=1)
ALL_YEAR = tuple(range(0, 12, 3))


def basis_of(*rows, plan, weights=WEIGHTS) -> Basis:
    """Each couple (offer, line) of the plan all year, in tours of three months."""
    compiled = compiled_of(*rows)
    found = tours(compiled, *((a, r, start, 3, 1) for a, r in plan for start in ALL_YEAR))
    assert broken_rules(compiled.problem, found) == ()
    return make_basis(compiled, found, weights=weights, stop=A_ROUND)


TWO_LINES = (requirement("L1", priority="essential"), requirement("L2"))
TWO_OFFERS = (offer("a", nation="XAA"), offer("b", nation="XBB"))


def test_what_is_left_what_is_mended_and_what_nothing_can_mend():
    """Demand 12 x 8 + 12 x 4 = 144. Without XAA only L2 stands: 48; b then better serves L1: 96, and nobody more."""
    basis = basis_of(*TWO_LINES, *TWO_OFFERS, plan=[("a", "L1"), ("b", "L2")])
    found = withdrawal(basis, "XAA", stop=A_ROUND)
    assert found.coverage == pytest.approx(48 / 144)
    assert found.replanned == found.limit == pytest.approx(96 / 144)
    assert (found.essential, found.essential_replanned) == (0.0, 1.0)
    assert (found.tours, found.also_out) == (4, ())


def test_nations_come_in_order_and_nobody_last():
    basis = basis_of(*TWO_LINES, *TWO_OFFERS, offer("c", nation="XCC"), plan=[("a", "L1"), ("b", "L2")])
    found = list(withdrawals(basis, each=A_ROUND))
    assert [row.nation for row in found] == ["XAA", "XBB", ""]
    assert (found[-1].coverage, found[-1].replanned, found[-1].tours) == (1.0, 1.0, 0)


def test_nobody_is_compared_with_the_best_plan_that_was_found():
    """The plan at hand leaves b idle, so that even without XAA more can be covered than now."""
    basis = basis_of(*TWO_LINES, *TWO_OFFERS, plan=[("a", "L2")])
    without, nobody = withdrawals(basis, each=A_ROUND)
    assert nobody.coverage == pytest.approx(48 / 144)
    assert nobody.replanned == 1.0
    assert without.replanned == pytest.approx(96 / 144)


def test_offers_that_wait_for_the_nation_leave_with_it():
    rows = (offer("b", nation="XBB", conditions=["with-a"]), condition("with-a", kind="joins", nations=["XAA"]))
    basis = basis_of(*TWO_LINES, TWO_OFFERS[0], *rows, plan=[("a", "L1"), ("b", "L2")])
    found = withdrawal(basis, "XAA", stop=A_ROUND)
    assert found.also_out == ("b",)
    assert (found.coverage, found.replanned, found.limit) == (0.0, 0.0, 0.0)
    assert withdrawal(basis, "XBB", stop=A_ROUND).also_out == ()


def test_a_nation_that_the_scenario_withdraws_has_left_already():
    compiled = compiled_of(*TWO_LINES, *TWO_OFFERS, change={"withdraw": ["XAA"]})
    basis = make_basis(compiled, tours(compiled, ("b", "L1", 0, 3, 1)), weights=WEIGHTS, stop=A_ROUND)
    assert nations_with_tours(basis) == ("XBB",)
    assert withdrawal(basis, "XBB", stop=A_ROUND).limit == 0.0


def test_a_ceiling_of_those_who_stay_still_holds():
    """b could stand in for a, but its nation may have nobody out."""
    basis = basis_of(*TWO_LINES, *TWO_OFFERS, limit("cap", "people", 50, nations=["XBB"]), plan=[("a", "L1")])
    assert withdrawal(basis, "XAA", stop=A_ROUND).limit == 0.0


@given(tiny_problems(), seeds())
def test_mended_is_no_worse_than_left_and_within_its_limit(problem, seed):
    plan = lawful_plan(problem, seed)
    lost = [pools_of(problem, nation) for nation in range(problem.n_nations)]
    outlook = open_outlook(problem, WEIGHTS)
    for loss in losses(problem, plan, lost, outlook=outlook, each=Stop(seconds=None)):
        assert broken_rules(loss.problem, loss.after.plan) == ()
        assert merit(loss.problem, loss.after.plan, WEIGHTS) <= merit(loss.problem, loss.left, WEIGHTS)
        assert loss.after.coverage <= loss.after.limit + 1e-9


def test_losing_nothing_changes_nothing():
    basis = basis_of(*TWO_LINES, *TWO_OFFERS, plan=[("a", "L1"), ("b", "L2")])
    nothing = np.zeros(0, dtype=np.int32)
    outlook = open_outlook(basis.problem, WEIGHTS)
    (loss,) = losses(basis.problem, basis.plan, [nothing], outlook=outlook, each=A_ROUND)
    assert weighted_coverage(loss.problem, loss.left) == loss.after.coverage == 1.0
