"""Posts: as good as trying everything, never above the bound, balance and numbers kept, more never sees less."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.monitor.placing import improved, placing
from accord.monitor.placing_bound import climb, closest_cuts
from accord.monitor.placing_split import split_bounds
from accord.monitor.posts import Cells, Sites, best_placing, place_posts


def table_of(seed, choices, cells, *, sure=0.2):
    rng = np.random.default_rng(seed)
    table = rng.uniform(0, 1, (choices, cells)) * (rng.uniform(size=(choices, cells)) < 0.6)
    table[rng.uniform(size=table.shape) < sure * 0.3] = 0.97
    return table, rng.gamma(1.0, 1.0, cells)


def detected_by_hand(table, weights, chosen):
    return sum(w * (1 - math.prod(1 - table[k][i] for k in chosen)) for i, w in enumerate(weights))


def allowed_by_hand(chosen, means, side, most, share):
    for number, n in enumerate(most):
        mine = [k for k in chosen if means[k] == number]
        if len(mine) > n:
            return False
        for half in (0, 1):
            if sum(side[k] == half for k in mine) > n - math.floor(share * n + 1e-9):
                return False
    return True


def best_by_trying(table, weights, means, side, most, share):
    n = len(table)
    return max(
        detected_by_hand(table, weights, chosen)
        for size in range(min(n, sum(most)) + 1)
        for chosen in itertools.combinations(range(n), size)
        if allowed_by_hand(chosen, means, side, most, share)
    )


def drawn(seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 9))
    table, weights = table_of(seed, n, int(rng.integers(1, 9)))
    means, side = rng.integers(0, 2, n), rng.integers(0, 3, n)
    return (
        table,
        weights,
        means,
        side,
        [int(rng.integers(0, 4)), int(rng.integers(0, 3))],
        float(rng.choice([0, 0.34, 0.5])),
    )


@pytest.mark.parametrize("seed", range(60))
def test_the_answer_is_that_of_trying_everything(seed):
    table, weights, means, side, most, share = drawn(seed)
    problem = placing(table, weights, means=means, side=side, most=most, least_share=share)
    answer = best_placing(problem, gap=0.0, seconds=30)
    chosen, bound = np.flatnonzero(answer.taken).tolist(), answer.bound
    assert allowed_by_hand(chosen, means, side, most, share)
    best = best_by_trying(table, weights, means, side, most, share)
    assert detected_by_hand(table, weights, chosen) == pytest.approx(best, abs=1e-6)
    assert best <= bound + 1e-7 <= best + 1e-4 * (1 + best)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 30))
def test_no_placing_exceeds_the_bound_however_early_it_stops(seed, rounds):
    table, weights, means, side, most, share = drawn(seed)
    problem = placing(table, weights, means=means, side=side, most=most, least_share=share)
    found = climb(problem, improved(problem), rounds=rounds, enough=0.0, go_on=lambda: True)
    assert best_by_trying(table, weights, means, side, most, share) <= found.bound + 1e-9


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 4), st.integers(1, 40))
def test_parts_of_the_ground_only_lower_the_bound_and_never_below_the_best(seed, posts, branches):
    table, weights, means, side, most, share = drawn(seed)
    problem = placing(table, weights, means=means, side=side, most=most, least_share=share)
    taken = improved(problem)
    found = climb(problem, taken, rounds=3, enough=0.0, go_on=lambda: True)
    bounds = list(itertools.islice(split_bounds(problem, found, taken, posts=posts), branches))
    assert bounds[0] <= found.bound
    assert all(later <= earlier + 1e-9 for earlier, later in itertools.pairwise(bounds))
    assert best_by_trying(table, weights, means, side, most, share) <= bounds[-1] + 1e-7


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10_000), st.lists(st.floats(0, 1), min_size=8, max_size=8))
def test_the_cuts_at_any_shares_hold_for_every_set(seed, shares):
    table, weights, means, side, most, share = drawn(seed)
    problem = placing(table, weights, means=means, side=side, most=most, least_share=share)
    cuts = closest_cuts(problem, np.array(shares[: len(table)]))
    for size in range(len(table) + 1):
        for chosen in itertools.combinations(range(len(table)), size):
            assert detected_by_hand(table, weights, chosen) <= cuts.constant + cuts.values[list(chosen)].sum() + 1e-6


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_one_more_team_never_sees_less(seed):
    table, weights, means, side, most, share = drawn(seed)
    found = []
    for teams in range(4):
        problem = placing(table, weights, means=means, side=side, most=[teams, most[1]], least_share=share)
        found.append(best_placing(problem, gap=0.0, seconds=30).detected)
    assert all(more >= less - 1e-6 for less, more in itertools.pairwise(found))


def ground(seed, n_sites=40, n_cells=80):
    rng = np.random.default_rng(seed)
    north = rng.uniform(-15, 15, n_sites)
    sites = Sites(
        east_km=rng.uniform(0, 60, n_sites), north_km=north, side=(north > 0).astype(int),
        access=rng.beta(8, 2, n_sites),
    )  # fmt: skip
    cells = Cells(
        east_km=rng.uniform(0, 60, n_cells), north_km=rng.uniform(0, 15, n_cells),
        expected=rng.gamma(1, 1, n_cells), ground=rng.choice([1.0, 0.5], n_cells),
    )  # fmt: skip
    return sites, cells


@pytest.mark.parametrize("share", [0.0, 0.3, 0.5])
def test_balance_and_shifts_are_kept_and_nothing_is_left_idle(share):
    sites, cells = ground(3)
    placed = place_posts(sites, cells, teams=19, shifts=3, sensors=5, least_share=share, seconds=2)
    assert placed.manned.sum() == 6
    assert placed.sensed.sum() == 5
    for taken, n in ((placed.manned, 6), (placed.sensed, 5)):
        for half in (0, 1):
            assert (sites.side[taken] == half).sum() >= math.floor(share * n)


def test_what_is_detected_is_counted_again_from_distances():
    sites, cells = ground(4)
    placed = place_posts(sites, cells, teams=5, sensors=4, seconds=2)
    total = 0.0
    for i in range(len(cells.east_km)):
        missed = 1.0
        for j in range(len(sites.east_km)):
            d = math.dist((sites.east_km[j], sites.north_km[j]), (cells.east_km[i], cells.north_km[i]))
            for stands, near, spread in ((placed.manned[j], 0.85, 5.0), (placed.sensed[j], 0.9, 3.0)):
                chance = near * math.exp(-0.5 * (d / (spread * cells.ground[i])) ** 2)
                if stands and chance >= 0.02:
                    missed *= 1 - chance * sites.access[j]
        total += cells.expected[i] * (1 - missed)
    assert placed.detected == pytest.approx(total)
    assert placed.detected <= placed.bound <= placed.detected * 1.05


def test_a_closed_site_is_left_for_its_open_neighbour():
    one = np.ones(1)
    sites = Sites(
        east_km=np.array([0.0, 2.0]), north_km=np.zeros(2), side=np.array([2, 2]), access=np.array([0.1, 0.9])
    )
    cells = Cells(east_km=0 * one, north_km=0 * one, expected=one, ground=one)
    assert place_posts(sites, cells, teams=1).manned.tolist() == [False, True]


def test_without_teams_or_sites_nothing_is_placed():
    sites, cells = ground(5)
    placed = place_posts(sites, cells, teams=0)
    assert (placed.detected, placed.bound, placed.manned.any()) == (0.0, 0.0, False)
