import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.monitor.breaks import breaks, dispersion_of


def brute(counts, exposure, penalty, least):
    """Optimal partitioning with nothing pruned: least cost."""

    def cost(a, b):
        events, seen = sum(counts[a:b]), sum(exposure[a:b])
        return -2 * events * math.log(events / seen) if events else 0.0

    best = [-penalty] + [math.inf] * len(counts)
    for t in range(1, len(counts) + 1):
        for s in range(t - least + 1):
            best[t] = min(best[t], best[s] + cost(s, t) + penalty)
    return best[-1]


def worth(pieces, penalty):
    return sum(-2 * p.events * math.log(p.rate) for p in pieces if p.events) + penalty * (len(pieces) - 1)


@pytest.mark.parametrize("seed", range(150))
def test_the_division_costs_as_little_as_any(seed):
    rng = np.random.default_rng(seed)
    periods, least = int(rng.integers(4, 45)), int(rng.integers(1, 5))
    exposure = rng.choice([0.0, 0.3, 1.0], periods)
    counts = rng.poisson(np.repeat(rng.gamma(0.7, 8, periods), rng.integers(1, 12, periods))[:periods] * exposure)
    penalty = float(rng.choice([0.0, 1.0, 6.0]))
    found = breaks(counts, exposure, penalty=penalty, least=least)
    assert worth(found.pieces, penalty) == pytest.approx(brute(counts, exposure, penalty, least), abs=1e-8)
    assert [p.first for p in found.pieces[1:]] == [p.last + 1 for p in found.pieces[:-1]]
    assert all(p.last - p.first + 1 >= least for p in found.pieces)


def test_a_constant_rate_is_seldom_divided_and_a_tripled_one_is():
    rng = np.random.default_rng(3)
    quiet = [len(breaks(rng.poisson(6.0, 150)).breaks) > 0 for _ in range(300)]
    assert np.mean(quiet) < 0.1
    found = [breaks(np.concatenate([rng.poisson(4, 60), rng.poisson(12, 30)])).breaks for _ in range(100)]
    assert np.mean([any(abs(at - 60) <= 1 for at in one) for one in found]) > 0.95


def test_coverage_that_changes_is_no_change_of_the_rate():
    rng = np.random.default_rng(4)
    exposure = np.repeat([1.0, 0.3, 0.8], 50)
    counts = [rng.poisson(8 * exposure) for _ in range(100)]
    assert np.mean([len(breaks(one, exposure).breaks) > 0 for one in counts]) < 0.1
    assert np.mean([len(breaks(one).breaks) > 0 for one in counts]) > 0.9


@given(st.lists(st.integers(0, 20), min_size=1, max_size=30), st.floats(0.1, 50))
def test_a_dearer_change_never_makes_more_of_them(counts, penalty):
    assert len(breaks(counts, penalty=2 * penalty).breaks) <= len(breaks(counts, penalty=penalty).breaks)


def test_dispersion_of_clumped_counts_is_found():
    rng = np.random.default_rng(5)
    found = [dispersion_of(rng.negative_binomial(3, 0.25, 300)) for _ in range(60)]
    assert 3.0 < np.mean(found) < 5.0
    assert np.mean([dispersion_of(rng.poisson(9, 300)) for _ in range(60)]) < 1.15


def test_what_does_not_fit_is_refused():
    for counts, exposure, message in (([1, -1], None, "counts"), ([1.5], None, "whole"), ([1], [0], "above 0")):
        with pytest.raises(ValueError, match=message):
            breaks(counts, exposure)
