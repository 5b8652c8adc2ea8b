"""The judge names every planted violation, and counts as naive loops count."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from tests.plan import brute_force
from tests.plan.small import plan_of, random_plan, random_problem, seeds, tiny_problem

from accord.plan.problem import Plan, PlanProblem
from accord.plan.verify import broken_rules, cost, cover, demand_by_class, shortfall

THREE = [[1.0, 1.0, 1.0]]


def _rows(plan: Plan) -> brute_force.Tours:
    columns = (plan.pair, plan.start, plan.length, plan.count)
    return [tuple(int(v) for v in row) for row in zip(*columns, strict=True)]  # type: ignore[misc]


def _named(problem: PlanProblem) -> PlanProblem:
    """The same problem with words for ids."""
    return replace(
        problem,
        pool_ids=[f"pool-{i}" for i in range(problem.n_pools)],
        offer_ids=[f"offer-{i}" for i in range(len(problem.rest))],
        line_ids=[f"line-{i}" for i in range(problem.n_lines)],
        limit_ids=[f"limit-{i}" for i in range(problem.n_limits)],
        nation_ids=[f"nation-{i}" for i in range(problem.n_nations)],
    )


def test_the_empty_plan_breaks_nothing_and_covers_nothing():
    problem = tiny_problem(THREE, [(0, 0)], limits=[(0.0, {0: 1.0})], max_nations=1, gates=[(0, [0])])
    assert broken_rules(problem, Plan.empty()) == ()
    assert shortfall(problem, Plan.empty()).tolist() == [3.0, 0.0, 0.0]


def test_a_problem_without_pairs_has_only_the_empty_plan():
    problem = tiny_problem(THREE, [])
    assert broken_rules(problem, Plan.empty()) == ()
    assert "malformed" in broken_rules(problem, plan_of((0, 0, 1, 1)))[0]


@pytest.mark.parametrize(
    "tour",
    [(1, 0, 1, 1), (-1, 0, 1, 1), (0, -1, 1, 1), (0, 3, 1, 1), (0, 0, 4, 1), (0, 0, 0, 1), (0, 0, 1, 0), (0, 0, 1, -2)],
)
def test_a_malformed_tour_is_named_and_counts_for_nothing(tour):
    problem = tiny_problem(THREE, [(0, 0)], units=[9])
    (sentence,) = broken_rules(problem, plan_of(tour))
    assert sentence.startswith("malformed tour 0: ")
    assert shortfall(problem, plan_of(tour)).tolist() == [3.0, 0.0, 0.0]


@pytest.mark.parametrize("count", [0.5, np.nan, np.inf])
def test_a_count_that_is_not_whole_is_malformed(count):
    plan = replace(plan_of((0, 0, 1, 1)), count=np.array([count]))
    assert broken_rules(tiny_problem(THREE, [(0, 0)]), plan)[0].startswith("malformed tour 0: ")


def test_columns_of_unequal_length_are_malformed():
    plan = replace(plan_of((0, 0, 1, 1)), count=np.array([1, 1], dtype=np.int32))
    assert broken_rules(tiny_problem(THREE, [(0, 0)]), plan) == ("malformed plan: columns of 1, 1, 1 and 2 tours",)
    assert shortfall(tiny_problem(THREE, [(0, 0)]), plan).tolist() == [3.0, 0.0, 0.0]


def test_a_tour_stays_in_its_window():
    problem = _named(tiny_problem(THREE, [(0, 0)], first=1, last=1))
    early, late = (broken_rules(problem, plan_of((0, start, 1, 1))) for start in (0, 2))
    assert early == ("window: tour of offer offer-0 on line line-0 in period 0 is outside periods 1 to 1",)
    assert late == ("window: tour of offer offer-0 on line line-0 in period 2 is outside periods 1 to 1",)
    assert broken_rules(problem, plan_of((0, 1, 1, 1))) == ()


def test_a_tour_lasts_at_least_the_shortest_and_at_most_the_longest():
    problem = _named(tiny_problem([[1.0] * 5], [(0, 0)], tour_min=2, tour_max=3))
    for length, faults in ((1, 1), (2, 0), (3, 0), (4, 1)):
        assert len(broken_rules(problem, plan_of((0, 0, length, 1)))) == faults
    (sentence,) = broken_rules(problem, plan_of((0, 0, 4, 1)))
    assert (
        sentence
        == "length of tour: tour of offer offer-0 on line line-0 in periods 0 to 3 does not last 2 to 3 periods"
    )


def test_only_an_open_pair_may_be_cut_short_and_only_by_the_horizon():
    shut = tiny_problem(THREE, [(0, 0)], tour_min=2)
    open_end = tiny_problem(THREE, [(0, 0)], tour_min=2, open_end=True)
    assert len(broken_rules(shut, plan_of((0, 2, 1, 1)))) == 1
    assert broken_rules(open_end, plan_of((0, 2, 1, 1))) == ()
    assert len(broken_rules(open_end, plan_of((0, 1, 1, 1)))) == 1


def test_no_unit_serves_twice_nor_while_it_rests():
    problem = _named(tiny_problem([[2.0] * 4], [(0, 0)], rest=1))
    assert broken_rules(problem, plan_of((0, 0, 1, 1), (0, 2, 2, 1))) == ()
    (sentence,) = broken_rules(problem, plan_of((0, 0, 2, 1), (0, 2, 2, 1)))
    assert sentence == "no unit serves twice: pool pool-0 has 2 units on tour or resting but only 1 in period 2"


def test_offers_that_share_a_pool_share_its_units():
    problem = tiny_problem([[1.0], [1.0]], [(0, 0), (1, 1)], offer_pool=[0, 0])
    assert len(broken_rules(problem, plan_of((0, 0, 1, 1), (1, 0, 1, 1)))) == 1


def test_a_pool_may_shrink():
    problem = tiny_problem(THREE, [(0, 0)], units=[[1, 1, 0]])
    assert broken_rules(problem, plan_of((0, 0, 2, 1))) == ()
    (sentence,) = broken_rules(problem, plan_of((0, 0, 3, 1)))
    assert sentence.endswith("has 1 units on tour or resting but only 0 in period 2")


def test_a_limit_holds_in_every_period():
    problem = _named(tiny_problem([[9.0] * 4], [(0, 0)], units=[9], limits=[([10.0, 10.0, 5.0, np.inf], {0: 2.5})]))
    assert broken_rules(problem, plan_of((0, 0, 2, 4), (0, 2, 1, 2), (0, 3, 1, 9))) == ()
    (sentence,) = broken_rules(problem, plan_of((0, 1, 3, 5)))
    assert sentence == "limit limit-0: 12.5 used but only 5 allowed in periods 1 to 2, worst in 2"


def test_at_most_k_nations_are_present_on_a_line():
    problem = _named(tiny_problem([[9.0] * 3], [(0, 0), (1, 0), (2, 0)], units=[1, 1, 1], max_nations=2))
    assert broken_rules(problem, plan_of((0, 0, 1, 1), (1, 0, 2, 1), (2, 1, 1, 1))) == ()
    (sentence,) = broken_rules(problem, plan_of((0, 0, 2, 1), (1, 0, 2, 1), (2, 1, 1, 1)))
    assert sentence == "mixing: line line-0 allows 2 nations but has nation-0, nation-1, nation-2 in period 1"


def test_offers_of_one_nation_count_once_for_mixing():
    problem = tiny_problem([[9.0]], [(0, 0), (1, 0)], units=[1, 1], offer_nation=[0, 0], max_nations=1)
    assert broken_rules(problem, plan_of((0, 0, 1, 1), (1, 0, 1, 1))) == ()


def test_conflicting_pairs_are_never_present_together():
    problem = _named(tiny_problem([[9.0] * 3], [(0, 0), (1, 0)], units=[1, 1], conflicts=[(0, 1)]))
    assert broken_rules(problem, plan_of((0, 0, 1, 1), (1, 1, 2, 1))) == ()
    (sentence,) = broken_rules(problem, plan_of((0, 0, 3, 1), (1, 1, 2, 1)))
    assert sentence == (
        "pairing: offer offer-0 on line line-0 and offer offer-1 on line line-0 "
        "may not be present together but are in periods 1 to 2"
    )


def test_the_first_contingent_relieves_nobody():
    problem = tiny_problem([[0.0, 1.0, 1.0]], [(0, 0)], units=[2], handover=0.25)
    assert cover(problem, plan_of((0, 1, 2, 1))).tolist() == [[0.0, 1.0, 1.0]]
    assert cover(problem, plan_of((0, 2, 1, 1))).tolist() == [[0.0, 0.0, 0.75]]


def test_handover_may_last_longer_than_a_period():
    problem = tiny_problem([[1.0] * 4], [(0, 0)], handover=1.5)
    assert cover(problem, plan_of((0, 1, 3, 1))).tolist() == [[0.0, 0.0, 0.5, 1.0]]


def test_cover_counts_only_while_every_gate_is_open():
    problem = tiny_problem(
        [[2.0] * 3, [1.0] * 3, [1.0] * 3], [(0, 0), (1, 1), (2, 2)], units=[2, 1, 1], gates=[(0, [1]), (0, [2])]
    )
    plan = plan_of((0, 0, 3, 2), (1, 0, 2, 1), (2, 1, 2, 1))
    assert cover(problem, plan)[0].tolist() == [0.0, 2.0, 0.0]


def test_over_coverage_is_no_breach_and_fills_no_other_gap():
    problem = tiny_problem([[1.0, 1.0]], [(0, 0)], units=[5], priority=1)
    plan = plan_of((0, 0, 1, 5))
    assert broken_rules(problem, plan) == ()
    assert shortfall(problem, plan).tolist() == [0.0, 1.0, 0.0]


@settings(max_examples=300, deadline=None)
@given(seeds(), seeds())
def test_cover_and_shortfall_are_those_of_naive_loops(problem_seed, plan_seed):
    problem = random_problem(problem_seed)
    plan = random_plan(problem, plan_seed)
    assert shortfall(problem, plan) == pytest.approx(brute_force.naive_shortfall(problem, _rows(plan)))
    assert cost(problem, plan) == pytest.approx(brute_force.naive_cost(problem, _rows(plan)))
    assert shortfall(problem, Plan.empty()) == pytest.approx(demand_by_class(problem))


@settings(max_examples=300, deadline=None)
@given(seeds(), seeds())
def test_a_plan_is_sound_exactly_if_naive_loops_say_so(problem_seed, plan_seed):
    problem = random_problem(problem_seed)
    plan = random_plan(problem, plan_seed)
    possible = set(brute_force.possible_tours(problem))
    sound = all(row[:3] in possible for row in _rows(plan)) and brute_force.keeps_rules(problem, _rows(plan))
    assert (broken_rules(problem, plan) == ()) == sound


def _each_tour_has_its_own_unit(problem: PlanProblem, plan: Plan) -> bool:
    """Give tours, earliest first, to the physical unit that has been free for longest; absent units are busy."""
    for pool in range(problem.n_pools):
        free_from = [0] * int(problem.units[pool].max())
        for start, until in sorted(_spans(problem, plan, pool)):
            unit = min(range(len(free_from)), key=free_from.__getitem__, default=None)
            if unit is None or free_from[unit] > start:
                return False
            free_from[unit] = until
    return True


def _spans(problem: PlanProblem, plan: Plan, pool: int) -> list[tuple[int, int]]:
    """First period and end of each unit's tour with its rest; a unit that a pool lacks is on a tour elsewhere."""
    spans = []
    for pair, start, length, count in _rows(plan):
        if problem.pair_pool[pair] == pool:
            end = start + length + int(problem.rest[problem.pair_offer[pair], length])
            spans += [(start, end)] * count
    for t, missing in enumerate(problem.units[pool].max() - problem.units[pool]):
        spans += [(t, t + 1)] * int(missing)
    return spans


@settings(max_examples=300, deadline=None)
@given(seeds(), seeds())
def test_counting_identical_units_agrees_with_giving_each_tour_its_own_unit(problem_seed, plan_seed):
    problem = random_problem(problem_seed)
    plan = random_plan(problem, plan_seed)
    twice = any("serves twice" in sentence for sentence in broken_rules(problem, plan))
    assert twice == (not _each_tour_has_its_own_unit(problem, plan))


@settings(max_examples=50, deadline=None)
@given(seeds(), seeds())
def test_order_and_splitting_of_tours_mean_nothing(problem_seed, plan_seed):
    problem = random_problem(problem_seed)
    plan = random_plan(problem, plan_seed)
    rows = [(pair, start, length, 1) for pair, start, length, count in _rows(plan) for _ in range(count)]
    split = plan_of(*rows[::-1])
    assert cover(problem, split) == pytest.approx(cover(problem, plan))
    assert (broken_rules(problem, split) == ()) == (broken_rules(problem, plan) == ())
