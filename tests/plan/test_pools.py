from tests.plan.plans import compiled_of, problem_of
from tests.plan.small import plan_of
from tests.plan.workspaces import (
    commitment,
    offer,
    pool,
    requirement,
)

from accord.plan.verify import broken_rules


def test_an_offer_is_its_own_pool_and_commitments_hold_units():
    found = compiled_of(
        offer("a", units=3),
        requirement("L"),
        commitment("duty", offer="a", units=2, start="2026-04-01", until="2026-05-31"),
        commitment("training", offer="a", units=2, until="2026-04-30", breakable=True),
        periods=4,
    )
    # March: training holds 2; April: 4 of 3 are held; May: 2; June: none.
    assert found.problem.units.tolist() == [[1, 0, 1, 3]]
    assert found.held.tolist() == [[2, 4, 2, 0]]


def test_a_scenario_may_break_breakable_commitments():
    rows = (offer("a", units=3), commitment("c", offer="a", units=2, breakable=True))
    assert problem_of(*rows, periods=1).units.tolist() == [[1]]
    assert problem_of(*rows, periods=1, change={"break_commitments": True}).units.tolist() == [[3]]


def test_offers_on_one_pool_share_its_units_and_keep_their_own_ceilings():
    p = problem_of(
        pool("brigade", 3),
        offer("a", units=2, pool="brigade"),
        offer("b", units=3, pool="brigade"),
        requirement("L"),
        periods=2,
    )
    assert p.units.tolist() == [[3, 3]]
    assert p.limit_ids == ("units of a",)
    assert p.limit_cap.tolist() == [[2, 2]]
    assert (p.use_start.tolist(), p.use_limit.tolist(), p.use_amount.tolist()) == ([0, 1, 1], [0], [1.0])


def test_a_double_earmarked_unit_serves_once():
    p = problem_of(
        pool("one", 1), offer("a", pool="one"), offer("b", pool="one"), requirement("L1"), requirement("L2"), periods=1
    )
    both = plan_of((0, 0, 1, 1), (3, 0, 1, 1))
    assert broken_rules(p, both) == (
        "no unit serves twice: pool one has 2 units on tour or resting but only 1 in period 0",
    )


def test_a_pool_gives_no_more_than_its_live_offers_offer():
    rows = (pool("brigade", 9), offer("a", pool="brigade", units=2), offer("b", pool="brigade", units=1))
    assert problem_of(*rows, periods=1).units.tolist() == [[3]]
    assert problem_of(*rows, periods=1, change={"without_offers": ["b"]}).units.tolist() == [[2]]


def test_commitments_of_an_offer_that_is_out_still_hold_the_pool():
    p = problem_of(
        pool("brigade", 3),
        offer("a", units=3, pool="brigade"),
        offer("b", units=2, pool="brigade"),
        commitment("duty", offer="b", units=2),
        change={"without_offers": ["b"]},
        periods=1,
    )
    assert p.units.tolist() == [[1]]


def test_a_pool_and_an_offer_of_the_same_name_stay_apart():
    p = problem_of(pool("a", 1), offer("a", units=5), offer("b", units=1, pool="a"), requirement("L"), periods=1)
    assert p.pool_ids == ("a", "a")
    assert sorted(p.units.ravel().tolist()) == [1, 5]
