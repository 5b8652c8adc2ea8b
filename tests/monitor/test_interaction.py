import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.monitor.interaction import jacquez, knox


def chance(seed):
    return np.random.default_rng(seed)


def coarse_case(seed):
    """Few events on a coarse grid, so that places, days and distances are often equal."""
    rng = chance(seed)
    n = int(rng.integers(2, 30))
    return rng.integers(0, 6, (n, 2)).astype(float), rng.integers(0, 8, n).astype(float)


def brute_knox(xy, times, km, days):
    n = len(times)
    near = [(i, j) for i in range(n) for j in range(i) if math.dist(xy[i], xy[j]) <= km]
    return sum(abs(times[i] - times[j]) <= days for i, j in near)


def brute_jacquez(xy, times, k):
    def nearest(i, apart):
        others = [j for j in range(len(times)) if j != i]
        limit = sorted(apart(i, j) for j in others)[k - 1]
        return {j for j in others if apart(i, j) <= limit}

    def in_space(i, j):
        return (xy[i][0] - xy[j][0]) ** 2 + (xy[i][1] - xy[j][1]) ** 2

    def in_time(i, j):
        return abs(times[i] - times[j])

    return sum(len(nearest(i, in_space) & nearest(i, in_time)) for i in range(len(times)))


@pytest.mark.parametrize("seed", range(40))
def test_knox_is_brute_force_in_every_permutation(seed):
    xy, times = coarse_case(seed)
    km, days = float(chance(seed).choice([0, 1, 1.5, 2, 9])), float(chance(seed).choice([0, 1, 2.5]))
    found = knox(xy, times, km=km, days=days, permutations=20, rng=chance(seed))
    assert found.observed == brute_knox(xy.tolist(), times.tolist(), km, days)
    rng = chance(seed)
    counts = [brute_knox(xy.tolist(), times[rng.permutation(len(times))].tolist(), km, days) for _ in range(20)]
    assert found.permuted.tolist() == counts
    assert found.p == (1 + sum(count >= found.observed for count in counts)) / 21


@pytest.mark.parametrize("seed", range(30))
def test_jacquez_is_brute_force_in_every_permutation(seed):
    xy, times = coarse_case(seed)
    k = int(chance(seed).integers(1, len(times)))
    found = jacquez(xy, times, k=k, permutations=5, rng=chance(seed))
    assert found.observed == brute_jacquez(xy.tolist(), times.tolist(), k)
    rng = chance(seed)
    counts = [brute_jacquez(xy.tolist(), times[rng.permutation(len(times))].tolist(), k) for _ in range(5)]
    assert found.permuted.tolist() == counts


@pytest.mark.parametrize("test", [lambda *a, **o: knox(*a, km=15, days=8, **o), lambda *a, **o: jacquez(*a, k=5, **o)])
def test_chances_are_even_where_nothing_interacts_and_small_where_it_does(test):
    rng = chance(7)
    chances = np.array(
        [test(rng.random((60, 2)) * 100, rng.random(60) * 100, permutations=39, rng=rng).p for _ in range(400)]
    )
    assert 0.025 <= (chances <= 0.05).mean() <= 0.085
    assert 0.4 <= (chances <= 0.5).mean() <= 0.62
    xy, times = rng.random((30, 2)) * 100, rng.random(30) * 100
    twice = np.concatenate([xy, xy + 1]), np.concatenate([times, times + 1])
    assert test(*twice, permutations=99, rng=rng).p == 0.01


@given(st.integers(0, 10_000))
def test_row_order_and_where_time_begins_mean_nothing(seed):
    xy, times = coarse_case(seed)
    order = chance(seed).permutation(len(times))
    k = max(1, len(times) // 3)
    for one, other in (
        (knox(xy, times, km=2, days=1, permutations=1, rng=chance(0)),
         knox(xy[order] - 7, times[order] + 90, km=2, days=1, permutations=1, rng=chance(0))),
        (jacquez(xy, times, k=k, permutations=1, rng=chance(0)),
         jacquez(xy[order] - 7, times[order] + 90, k=k, permutations=1, rng=chance(0))),
    ):  # fmt: skip
        assert one.observed == other.observed


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="times"):
        knox([(0, 0)], [1, 2], km=1, days=1, rng=chance(0))
    with pytest.raises(ValueError, match="finite"):
        knox([(0, 0), (1, np.nan)], [1, 2], km=1, days=1, rng=chance(0))
    with pytest.raises(ValueError, match="km"):
        knox([(0, 0)], [1], km=-1, days=1, rng=chance(0))
    with pytest.raises(ValueError, match="k:"):
        jacquez([(0, 0), (1, 1)], [1, 2], k=2, rng=chance(0))


def test_within_strata_times_stay_in_their_stratum():
    rng = chance(3)
    xy, times, strata = rng.random((40, 2)), rng.integers(0, 9, 40).astype(float), rng.integers(0, 3, 40)
    found = knox(xy, times, km=0.3, days=1, permutations=30, rng=chance(4), strata=strata)
    apart = [knox(xy[strata == one], times[strata == one], km=2, days=1, permutations=1, rng=rng) for one in range(3)]
    whole = knox(xy + 9 * strata[:, None], times, km=2, days=1, permutations=30, rng=chance(4), strata=strata)
    assert set(whole.permuted.tolist()) == {
        sum(one.observed for one in apart)
    }  # all near: no permutation within matters
    assert len(set(found.permuted.tolist())) > 3
    with pytest.raises(ValueError, match="strata"):
        knox([(0, 0)], [1], km=1, days=1, rng=rng, strata=[1, 2])


def test_an_area_that_comes_alive_late_is_no_interaction_within_strata():
    rng = chance(5)
    among, within = [], []
    for _ in range(60):
        area = rng.integers(0, 3, 80)
        xy = np.column_stack([50 * area + rng.random(80) * 20, rng.random(80) * 20])
        times = np.where(area == 0, rng.uniform(60, 100, 80), rng.uniform(0, 100, 80))
        for found, strata in ((among, None), (within, area)):
            found.append(knox(xy, times, km=10, days=8, permutations=39, rng=rng, strata=strata).p <= 0.05)
    assert np.mean(among) > 0.5
    assert np.mean(within) < 0.15
