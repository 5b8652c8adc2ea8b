from dataclasses import fields, replace

import numpy as np
import pytest
from benchmarks.generate import SHAPES, SIZES, Recipe, Shape, draw, generate

from accord.plan.problem import PlanProblem

ONE_CAPABILITY = Recipe(
    families=((1, 100.0, 100.0),),
    family_share=(1.0,),
    area_bar=0.0,
    task_bar=0.0,
    offer_window=(1.0, 1.0),
    line_window=(1.0, 1.0),
)
"""Every offer fits every line all the time, so the problem's arrays say what its offers sustain."""


def same(one: PlanProblem, other: PlanProblem) -> bool:
    return all(np.array_equal(getattr(one, f.name), getattr(other, f.name)) for f in fields(one))


def pairs(problem: PlanProblem) -> set[tuple[int, int]]:
    return set(zip(problem.pair_offer.tolist(), problem.pair_line.tolist(), strict=True))


@pytest.mark.parametrize("size", ["S", "S-mix", "M"])
def test_a_seed_gives_one_problem(size):
    assert same(generate(size, seed=7), generate(size, seed=7))


def test_another_seed_gives_another_problem():
    assert not same(generate("S", seed=1), generate("S", seed=2))


@pytest.mark.parametrize("seed", range(1, 6))
@pytest.mark.parametrize("size", ["S", "M"])
def test_sizes_are_as_stated(size, seed):
    problem, shape = generate(size, seed=seed), SHAPES[size]
    assert problem.demand.shape == (shape.lines, shape.periods)
    assert (problem.n_pools, problem.n_nations, problem.n_limits) == (shape.offers, shape.nations, shape.nations)
    assert problem.rest.shape == (shape.offers, 13)


@pytest.mark.parametrize("seed", range(1, 6))
def test_m_has_the_stated_pairs_and_tour_starts(seed):
    problem = generate("M", seed=seed)
    starts = problem.pair_last - problem.pair_first + 2 - problem.tour_max
    assert 3400 <= problem.n_pairs <= 3900
    assert 57_000 <= starts.sum() <= 65_000


@pytest.mark.parametrize("seed", range(1, 6))
def test_every_pair_has_room_for_its_one_tour_length(seed):
    problem = generate("M", seed=seed)
    assert np.array_equal(problem.tour_min, problem.tour_max)
    assert problem.tour_min.min() >= 4
    assert problem.tour_max.max() <= 12
    assert (problem.pair_last - problem.pair_first + 1 >= problem.tour_min).all()
    assert (problem.pair_first >= problem.line_first[problem.pair_line]).all()
    assert not problem.pair_open.any()


def test_rest_is_one_to_four_times_the_tour():
    problem = generate("M", seed=1)
    ratio = problem.rest[problem.pair_offer, problem.tour_max] / problem.tour_max
    assert ratio.min() >= 1.0
    assert ratio.max() <= 4.0
    assert len(np.unique(ratio)) > 4


def test_an_offer_is_a_pool_and_pairs_are_sorted_by_it():
    problem = generate("S", seed=4)
    assert np.array_equal(problem.pair_pool, problem.pair_offer)
    assert (np.diff(problem.pair_pool) >= 0).all()
    assert len(pairs(problem)) == problem.n_pairs


def test_units_are_of_12_to_700_people_and_draw_on_their_nation():
    problem = generate("M", seed=2)
    assert problem.pair_people.min() >= 12
    assert problem.pair_people.max() <= 700
    assert np.array_equal(problem.use_limit, problem.pair_nation)
    assert np.array_equal(problem.use_amount, problem.pair_people)


def test_no_ceiling_shuts_out_a_unit():
    problem = generate("M", seed=2)
    assert (problem.limit_cap[problem.pair_nation, 0] >= problem.pair_people).all()


def test_every_nation_offers_and_sizes_differ_much():
    offers = np.bincount(_nation_of_offer(generate("X4", seed=1)))
    assert offers.max() > 5 * np.median(offers) > 0


def _nation_of_offer(problem: PlanProblem) -> np.ndarray:
    first = np.unique(problem.pair_offer, return_index=True)[1]
    return problem.pair_nation[first]


@pytest.mark.parametrize("ratio", [1.15, 2.0])
def test_demand_is_the_stated_multiple_of_what_offers_sustain(ratio):
    shape = Shape(nations=5, offers=60, lines=10, periods=40)
    problem = draw(shape, seed=1, recipe=replace(ONE_CAPABILITY, demand_ratio=ratio))
    first = np.unique(problem.pair_offer, return_index=True)[1]
    tour = problem.tour_max[first]
    sustained = problem.units[:, 0] * 40 * tour / (tour + problem.rest[:, 4])
    assert problem.demand.sum() == pytest.approx(ratio * sustained.sum(), rel=0.05)


def test_caveats_only_remove_pairs():
    free = draw(SHAPES["S"], seed=3, recipe=Recipe(area_bar=0.0, task_bar=0.0))
    barred = draw(SHAPES["S"], seed=3)
    assert pairs(barred) < pairs(free)


def test_surges_raise_demand_within_a_line():
    problem = generate("M", seed=1)
    inside = np.where(problem.demand > 0, problem.demand, np.inf).min(axis=1)
    surging = (problem.demand.max(axis=1) > inside).mean()
    assert 0.1 < surging < 0.4


def test_every_line_is_wanted_in_whole_units_without_a_break():
    problem = generate("S", seed=5)
    assert np.array_equal(problem.demand, np.rint(problem.demand))
    months = (problem.demand > 0).sum(axis=1)
    first = (problem.demand > 0).argmax(axis=1)
    last = problem.n_periods - 1 - (problem.demand[:, ::-1] > 0).argmax(axis=1)
    assert np.array_equal(months, last - first + 1)
    assert np.array_equal(first, problem.line_first)


def test_mix_adds_rules_on_three_lines_in_ten_and_changes_nothing_else():
    plain, mix = generate("M", seed=1), generate("M-mix", seed=1)
    ruled = mix.max_nations > 0
    assert ruled.mean() == pytest.approx(0.3)
    assert set(mix.max_nations[ruled].tolist()) == {1, 2, 3}
    assert same(plain, replace(mix, max_nations=plain.max_nations))


def test_all_priorities_occur():
    assert set(generate("S", seed=1).priority.tolist()) == {0, 1, 2}


def test_unknown_size_is_an_error():
    assert "XL" not in SIZES
    with pytest.raises(KeyError):
        generate("XL", seed=1)
