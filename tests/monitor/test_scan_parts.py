"""What a scan is made of: circles, expectations, zones that lost coverage, chances."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.monitor import brute_scan

from accord.monitor.alarm import Gumbel, best_chance, daily_level, rank_chance
from accord.monitor.circles import rings_around
from accord.monitor.expected import by_margins, own_record, rates_before
from accord.monitor.hidden import lost_zones, zone_rings
from accord.monitor.kernels.draw import Band, draw_exposure

SEEDS = st.integers(0, 10**6)


@given(SEEDS, st.sampled_from([0.2, 0.5, 1.0]))
@settings(max_examples=40, deadline=None)
def test_circles_are_all_sets_within_a_radius_up_to_the_largest_share(seed, share):
    rng = np.random.default_rng(seed)
    xy = rng.integers(0, 4, (int(rng.integers(1, 9)), 2)).astype(float)
    weight = rng.integers(1, 5, len(xy)).astype(float)
    rings = rings_around(xy, weight, 1, largest_share=share)
    got = {
        (centre, frozenset(rings.near[rings.start[centre] : j + 1].tolist()))
        for centre in range(len(xy))
        for j in range(rings.start[centre], rings.start[centre + 1])
        if rings.whole[j]
    }
    assert got == set(brute_scan.circles(xy.tolist(), weight.tolist(), share))


@given(SEEDS)
@settings(max_examples=40, deadline=None)
def test_expectations_keep_the_margins_and_expect_nothing_where_nobody_watched(seed):
    rng = np.random.default_rng(seed)
    exposure = rng.uniform(0.2, 1.0, (5, 12)) * (rng.random((5, 12)) > 0.1)
    counts = rng.poisson(2.0 * exposure)
    rising, moving = own_record(counts, exposure), by_margins(counts, exposure)
    assert rising.sum(axis=1) == pytest.approx(counts.sum(axis=1))
    assert moving.sum(axis=1) == pytest.approx(counts.sum(axis=1), abs=1e-6)
    assert moving.sum(axis=0) == pytest.approx(counts.sum(axis=0), abs=1e-6)
    assert not rising[exposure == 0].any()
    assert not moving[exposure == 0].any()


def test_twice_the_coverage_is_twice_the_expectation():
    exposure = np.full((1, 10), 0.4)
    exposure[0, 7] = 0.8
    assert own_record(np.array([[1] * 10]), exposure)[0, [6, 7]] == pytest.approx([10 / 11, 20 / 11])


def test_rates_shrink_towards_each_other_less_the_longer_a_place_was_watched():
    counts = np.zeros((3, 40), dtype=int)
    counts[0, :39:4], counts[1, :39:2] = 1, 1
    exposure = np.ones((3, 40))
    exposure[2] = 0.0
    short, long = rates_before(counts[:, 20:], exposure[:, 20:], 1).mean, rates_before(counts, exposure, 1).mean
    assert short[0] < short[2] < short[1]
    assert long[1] - long[0] > short[1] - short[0]


def test_two_sectors_that_lost_coverage_are_two_zones_each_with_its_day():
    rng = np.random.default_rng(0)
    xy = np.concatenate([rng.random((8, 2)), rng.random((8, 2)) + 50, rng.random((8, 2)) + 100])
    exposure = np.full((24, 40), 0.8) * rng.uniform(0.9, 1.1, (24, 40))
    exposure[:8, -9:] *= 0.4
    exposure[16:, -4:] *= 0.3
    zones = lost_zones(exposure, xy, 14)
    assert [(set(zone.places.tolist()), zone.days) for zone in zones] == [
        (set(range(8)), 9),
        (set(range(16, 24)), 4),
    ]
    rings = zone_rings(zones, 14)
    assert np.flatnonzero(rings.whole).tolist() == [7, 15]
    assert [(np.flatnonzero(row) + 1).tolist() for row in rings.tried] == [[3, 5, 9], [1, 2, 4]]


def test_gumbel_is_found_again_from_its_own_draws():
    found = Gumbel.fit(np.random.default_rng(1).gumbel(6.0, 1.5, 100_000))
    assert (found.location, found.scale) == pytest.approx((6.0, 1.5), abs=0.03)
    assert found.chance(6.0 + 1.5 * 10) == pytest.approx(np.exp(-10), rel=0.2)


def test_chances_fall_with_strength_and_agree_where_both_can_tell():
    maxima = np.random.default_rng(2).gumbel(6.0, 1.5, 999)
    gumbel = Gumbel.fit(maxima)
    values = np.linspace(4, 40, 30)
    chances = [best_chance(rank_chance(v, maxima), gumbel.chance(v), 999) for v in values]
    assert chances == sorted(chances, reverse=True)
    assert gumbel.chance(10.0) == pytest.approx(rank_chance(10.0, maxima), abs=0.02)


def test_a_month_at_the_daily_level_has_the_false_alarms_that_were_asked_for():
    assert daily_level(0.5) * 365.2425 / 12 == pytest.approx(0.5)
    assert daily_level(1000) == 1.0


def test_drawn_coverage_stays_in_its_band_and_errs_together_in_a_group():
    low, high = np.full((3, 4), 0.2), np.full((3, 4), 0.6)
    band = Band(low, high, np.array([0, 0, 1], np.int32), np.array([0, 0, 1, 1], np.int32), True)
    drawn = np.empty((3, 4))
    draw_exposure(np.random.default_rng(3), band, drawn)
    assert ((drawn >= low) & (drawn <= high)).all()
    assert (drawn[0] == drawn[1]).all()
    assert (drawn[:, 0] == drawn[:, 1]).all()
    assert len(np.unique(drawn)) == 4
