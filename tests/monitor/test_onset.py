import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.monitor.onset import RISES, onsets, threshold_for


def addend(n, mean, rho, dispersion):
    """Log of a probability over another, from the probabilities themselves."""

    def log_p(mu):
        if mu == 0:
            return 0.0
        if dispersion == 0:
            return n * math.log(mu) - mu
        size = 1 / dispersion
        return n * math.log(mu / (size + mu)) + size * math.log(size / (size + mu))

    return log_p(rho * mean) - log_p(mean)


def largest(counts, expected, ratios, dispersion):
    """Largest sum ending in each period, over every beginning and ratio."""
    return [
        max(
            [0.0]
            + [
                sum(addend(counts[s], expected[s], rho, dispersion) for s in range(k, t + 1))
                for rho in ratios
                for k in range(t + 1)
            ]
        )
        for t in range(len(counts))
    ]


def case(seed):
    rng = np.random.default_rng(seed)
    expected = rng.choice([0.0, 0.5, 2.0, 4.0], 12)
    return rng.poisson(expected * rng.choice([1, 2, 3])), expected


@pytest.mark.parametrize("dispersion", [0.0, 0.4])
@pytest.mark.parametrize("seed", range(15))
def test_the_statistic_is_the_largest_over_beginnings_and_ratios(seed, dispersion):
    counts, expected = case(seed)
    ratios = (1.5, 2.0, 4.0)
    found = onsets(counts, expected, threshold=math.inf, ratios=ratios, dispersion=dispersion)
    assert found.statistic.tolist() == pytest.approx(largest(counts, expected, ratios, dispersion), abs=1e-9)


@pytest.mark.parametrize("seed", range(30))
def test_the_grid_of_ratios_loses_little_of_the_best_ratio(seed):
    counts, expected = case(seed)
    grid = onsets(counts, expected, threshold=math.inf).statistic[-1]
    n, mean = np.cumsum(counts[::-1]), np.cumsum(expected[::-1])
    exact = max(a * math.log(a / b) - (a - b) if a > b else 0.0 for a, b in zip(n, mean, strict=True))
    assert exact - 0.03 * exact - 0.02 <= grid <= exact + 1e-9


@pytest.mark.parametrize(("ratios", "dispersion"), [((2.0,), 0.0), (RISES, 0.0), (RISES, 0.3), ((0.5,), 0.0)])
def test_chance_raises_one_alarm_in_a_run_length(ratios, dispersion):
    expected = [1.0, 3.0, 0.0, 2.0]
    rng = np.random.default_rng(8)
    threshold = threshold_for(expected, run_length=60, ratios=ratios, dispersion=dispersion, alarms=700, rng=rng)
    runs = []
    for _ in range(250):
        mean = np.tile(expected, 150)
        rates = mean * rng.gamma(1 / dispersion, dispersion, len(mean)) if dispersion else mean
        found = onsets(rng.poisson(rates), mean, threshold=threshold, ratios=ratios, dispersion=dispersion)
        runs.append(found.alarms[0].period + 1 if found.alarms else 600)
    assert 48 < np.mean(runs) < 74  # three standard errors of a mean of 250 and of the threshold


def test_a_rise_is_found_soon_and_from_its_first_period():
    rng = np.random.default_rng(9)
    threshold = threshold_for([3.0], run_length=200, rng=rng, alarms=300)
    waits, begins = [], []
    for _ in range(200):
        counts = np.concatenate([np.full(20, 3), rng.poisson(9, 20)])
        first = next(alarm for alarm in onsets(counts, [3.0] * 40, threshold=threshold).alarms)
        waits.append(first.period - 19)
        begins.append(first.since)
    assert np.mean(waits) < 3
    assert np.mean([20 <= begin <= 21 for begin in begins]) > 0.8


@given(st.integers(0, 5000), st.integers(0, 11))
def test_one_event_more_never_lowers_the_statistic(seed, at):
    counts, expected = case(seed)
    if expected[at] == 0:
        return
    more = counts.copy()
    more[at] += 1
    before, after = (onsets(one, expected, threshold=math.inf).statistic for one in (counts, more))
    assert (after >= before - 1e-12).all()


def test_what_does_not_fit_is_refused():
    for arguments, message in ((([1], [0.0]), "expected"), (([1, 2], [1.0]), "length"), (([-1], [1.0]), "counts")):
        with pytest.raises(ValueError, match=message):
            onsets(*arguments, threshold=1.0)
    with pytest.raises(ValueError, match="ratios"):
        onsets([1], [1.0], threshold=1.0, ratios=(1.0,))
