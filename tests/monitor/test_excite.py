import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.monitor.excite import branching, likeliest_spill, spill_by_distance


def simulated(rng, *, ratio, background=0.25, areas=4, days=200, wait=1.0, exposure=None, spill=None):
    """Families: immigrants at a constant rate, each event with Poisson offspring; then each is seen or not."""
    rates = np.broadcast_to(background, (areas, days))
    everyone = []
    for area in range(areas):
        for day in range(days):
            everyone += [(day + rng.random(), area) for _ in range(rng.poisson(rates[area, day]))]
    for when, area in everyone:  # grows while it is read: offspring have offspring
        for _ in range(rng.poisson(ratio)):
            born = when + rng.exponential(wait)
            if born < days:
                everyone.append((born, area if spill is None else int(rng.choice(areas, p=spill[area]))))
    if exposure is not None:
        everyone = [(t, a) for t, a in everyone if rng.random() < exposure[a, int(t)]]
    return np.array([t for t, _ in everyone]), np.array([a for _, a in everyone], dtype=int)


def log_likelihood(times, areas, exposure, ratio, wait, background):
    """From the definition, one event and one day at a time; constant factors of the exposure left out."""
    value = 0.0
    for t, a in zip(times, areas, strict=True):
        before = [s for s, b in zip(times, areas, strict=True) if s < t and b == a]
        value += math.log(background[a] + ratio * sum(math.exp(-(t - s) / wait) / wait for s in before))
        for day in range(int(t), exposure.shape[1]):
            begin = max(t, day)
            value -= ratio * exposure[a, day] * (math.exp(-(begin - t) / wait) - math.exp(-(day + 1 - t) / wait))
    return value - sum(background[a] * exposure[a].sum() for a in range(len(exposure)))


@pytest.mark.parametrize("seed", range(12))
def test_nothing_near_the_answer_is_likelier(seed):
    rng = np.random.default_rng(seed)
    exposure = rng.choice([0.3, 0.7, 1.0], (2, 30))
    times, areas = simulated(rng, ratio=0.5, background=0.5, areas=2, days=30, exposure=exposure)
    found = branching(times, areas, exposure)
    rates = found.background[:, 0]
    best = log_likelihood(times, areas, exposure, found.ratio, found.wait_days, rates)
    alone = np.bincount(areas, minlength=2) / exposure.sum(axis=1)
    assert best - log_likelihood(times, areas, exposure, 0.0, 1.0, alone) == pytest.approx(found.gain, abs=1e-6)
    for _ in range(20):
        ratio, shaken = found.ratio * rng.lognormal(0, 0.1), rates * rng.lognormal(0, 0.1, 2)
        assert log_likelihood(times, areas, exposure, ratio, found.wait_days, shaken) <= best + 1e-9


def test_the_ends_of_the_interval_lie_as_much_below_the_best_as_asked():
    rng = np.random.default_rng(5)
    times, areas = simulated(rng, ratio=0.6, areas=1, days=150)
    found = branching(times, areas, np.ones((1, 150)), wait_days=(1.0, 1.0))
    for end in (found.low, found.high):
        values = [
            log_likelihood(times, areas, np.ones((1, 150)), end, 1.0, [rate]) for rate in np.geomspace(0.02, 1, 150)
        ]
        best = log_likelihood(times, areas, np.ones((1, 150)), found.ratio, 1.0, found.background[:, 0])
        assert 2 * (best - max(values)) == pytest.approx(1.6449**2, abs=0.02)


@pytest.mark.parametrize("ratio", [0.3, 0.7])
def test_the_interval_holds_the_truth_about_as_often_as_it_says(ratio):
    rng = np.random.default_rng(11)
    held, middles = [], []
    for _ in range(60):
        times, areas = simulated(rng, ratio=ratio)
        found = branching(times, areas, np.ones((4, 200)))
        held.append(found.low <= ratio <= found.high)
        middles.append(found.ratio)
    assert np.mean(held) > 0.8
    assert abs(np.median(middles) - ratio) < 0.08


def test_events_that_come_by_themselves_have_a_ratio_that_may_be_nothing():
    rng = np.random.default_rng(12)
    lows = [branching(*simulated(rng, ratio=0.0, background=0.5), np.ones((4, 200))).low for _ in range(40)]
    assert np.mean([low == 0 for low in lows]) > 0.85


def test_coverage_that_comes_and_goes_is_no_excitement():
    rng = np.random.default_rng(13)
    exposure = np.tile(np.repeat([1.0, 0.1], 10), (4, 10))
    cases = [simulated(rng, ratio=0.0, background=1.0, exposure=exposure) for _ in range(10)]
    known = [branching(*case, exposure).low for case in cases]
    ignored = [branching(*case, np.ones((4, 200))).low for case in cases]
    assert np.mean([low == 0 for low in known]) >= 0.8
    assert min(ignored) > 0


def test_a_background_that_rises_is_no_excitement_where_its_phases_are_given():
    rng = np.random.default_rng(14)
    phases = np.repeat([0, 1], 100)
    rates = np.where(phases == 0, 0.2, 1.5)
    cases = [simulated(rng, ratio=0.0, background=rates) for _ in range(10)]
    apart = [branching(*case, np.ones((4, 200)), phases=phases) for case in cases]
    assert np.mean([found.low == 0 for found in apart]) >= 0.8
    assert np.mean([found.background for found in apart], axis=(0, 1)) == pytest.approx([0.2, 1.5], rel=0.25)
    assert min(branching(*case, np.ones((4, 200))).low for case in cases) > 0


def test_offspring_next_door_are_found_where_they_may_fall():
    rng = np.random.default_rng(15)
    spill = spill_by_distance([(0, 0), (5, 0), (10, 0), (15, 0)], reach_km=5)
    times, areas = simulated(rng, ratio=0.7, days=300, spill=spill)
    near, own = (branching(times, areas, np.ones((4, 300)), spill=one) for one in (spill, None))
    assert near.low <= 0.7 <= near.high
    assert near.gain > own.gain + 5
    assert own.ratio < near.ratio


@pytest.mark.parametrize("seed", range(4))
def test_of_several_spills_the_one_with_the_highest_gain_is_taken(seed):
    rng = np.random.default_rng(seed)
    spills = [None, *(spill_by_distance([(0, 0), (5, 0), (10, 0), (15, 0)], reach_km=reach) for reach in (2, 5))]
    times, areas = simulated(rng, ratio=0.5, days=100, spill=spills[rng.integers(1, 3)])
    each = [branching(times, areas, np.ones((4, 100)), spill=spill) for spill in spills]
    found, place = likeliest_spill(times, areas, np.ones((4, 100)), spills=spills)
    assert place == int(np.argmax([one.gain for one in each]))
    assert (found.ratio, found.low, found.high) == (each[place].ratio, each[place].low, each[place].high)


@settings(max_examples=20)
@given(st.integers(0, 10_000))
def test_row_order_means_nothing_and_areas_may_be_named_anew(seed):
    rng = np.random.default_rng(seed)
    times, areas = simulated(rng, ratio=0.4, background=0.4, areas=2, days=20)
    exposure = np.ones((2, 20))
    order = rng.permutation(len(times))
    one, other = branching(times, areas, exposure), branching(times[order], 1 - areas[order], exposure)
    assert other.ratio == pytest.approx(one.ratio, abs=1e-7)
    assert other.high == pytest.approx(one.high, abs=1e-5)


def test_nothing_seen_says_nothing():
    found = branching([], [], np.ones((2, 30)))
    assert found.ratio == found.low == 0
    assert found.high > 10


def test_what_does_not_fit_is_refused():
    whole = np.ones((1, 10))
    for given_, message in (
        (([1.0], [0], whole[0]), "exposure"),
        (([10.0], [0], whole), "within"),
        (([1.0], [1], whole), "within"),
        (([1.0], [0], 2 * whole), "between"),
        (([1.0], [0], 0 * whole), "above 0"),
    ):
        with pytest.raises(ValueError, match=message):
            branching(*given_)
    with pytest.raises(ValueError, match="wait_days"):
        branching([1.0], [0], whole, wait_days=(3.0, 1.0))
    with pytest.raises(ValueError, match="reach_km"):
        spill_by_distance([(0, 0)], reach_km=0)
