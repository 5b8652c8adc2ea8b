import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.model.indicator import LARGEST
from accord.model.watched import Standing, Watched
from accord.monitor.change import Stratum, change, rise_chance
from accord.monitor.gamma import gamma_quantile, gamma_share
from accord.monitor.rates import rate, standing


def part(share):
    return Watched(share=share, low=share or 0.0, high=share or 0.0, hours=24.0 * bool(share), of_hours=24.0)


@given(st.floats(0.5, 180.0), st.floats(0.02, 0.98))
def test_a_quantile_undoes_the_share_below_it(shape, probability):
    assert gamma_share(shape, gamma_quantile(shape, probability)) == pytest.approx(probability, abs=1e-6)


def test_the_two_ways_of_quantiles_meet():
    assert gamma_quantile(200.0, 0.95) == pytest.approx(gamma_quantile(200.001, 0.95), rel=1e-4)


def test_an_interval_of_90_percent_holds_the_rate_in_90_percent_of_runs():
    rng = np.random.default_rng(1)
    held = 0
    for _ in range(2000):
        true, days = rng.uniform(0.2, 3.0), rng.uniform(2.0, 20.0)
        found = rate(rng.poisson(true * days), days)
        held += found.low <= true <= found.high
    assert held / 2000 == pytest.approx(0.9, abs=0.02)


def test_coverage_that_is_less_sure_gives_a_wider_interval():
    sure, open_ = rate(6, 5.0), rate(6, 5.0, low_days=3.0, high_days=7.0)
    assert open_.low < sure.low
    assert open_.high > sure.high


@pytest.mark.parametrize(
    ("events", "share", "said"),
    [
        (0, None, Standing.UNOBSERVED), (0, 0.0, Standing.TOO_LITTLE), (0, 0.49, Standing.TOO_LITTLE),
        (0, 0.5, Standing.QUIET), (1, None, Standing.ACTIVE),
    ],
)  # fmt: skip
def test_quiet_is_said_only_where_most_would_have_been_reported(events, share, said):
    assert standing(events, part(share)) is said


@given(st.lists(st.tuples(*[st.integers(0, 30), st.floats(0.1, 30.0)] * 2), min_size=1, max_size=4))
def test_a_ratio_turns_round_when_now_and_before_do(rows):
    strata = [Stratum(*row) for row in rows]
    turned = [Stratum(one.before, one.before_days, one.now, one.now_days) for one in strata]
    ahead, back = change(strata), change(turned)
    assert ahead.log_middle == pytest.approx(-back.log_middle)
    assert ahead.log_low == pytest.approx(-back.log_high)
    assert ahead.surplus == pytest.approx(-back.surplus, abs=1e-9)


def test_one_stratum_has_the_plain_ratio_of_rates():
    found = change([Stratum(9, 7.0, 3, 14.0)])
    assert math.exp(found.log_middle) == pytest.approx(((9 + 1 / 3) / 7) / ((3 + 2 / 3) / 14))


def test_the_surplus_of_all_is_the_sum_of_each():
    strata = [Stratum(5, 7, 2, 30), Stratum(1, 3, 9, 20)]
    assert change(strata).surplus == pytest.approx(sum(change([one]).surplus for one in strata))


def test_what_was_never_watched_before_cannot_be_compared_and_does_not_spoil_the_rest():
    known, dark = Stratum(5, 7, 2, 30), Stratum(4, 7, 0, 0)
    assert change([dark]).log_middle is None
    assert change([known, dark]).surplus == change([known]).surplus
    assert change([known, dark]).now == 9


def test_a_change_is_called_a_rise_by_chance_in_five_percent_of_runs():
    rng = np.random.default_rng(2)
    rises = 0
    for _ in range(1000):
        days = rng.uniform(1.0, 14.0, (6, 2)) * (1.0, 4.0)
        rates = rng.uniform(0.1, 0.6, 6)
        counts = rng.poisson(rates[:, None] * days)
        rises += change([Stratum(n, x, m, y) for (n, m), (x, y) in zip(counts, days, strict=True)]).rises
    assert 0.03 <= rises / 1000 <= 0.07


@given(st.lists(st.tuples(st.integers(0, 6), st.floats(0.5, 9.0), st.integers(0, 6), st.floats(0.5, 40.0)), max_size=3))
def test_the_chance_of_a_rise_is_that_of_all_ways_to_share_out_the_events(rows):
    """Brute force: every split of every stratum's events into now and before, each with its probability."""
    strata = [Stratum(*row) for row in rows]
    seen = sum(one.now for one in strata)
    found = 0.0
    for split in itertools.product(*(range(one.now + one.before + 1) for one in strata)):
        chance = 1.0
        for now, one in zip(split, strata, strict=True):
            total, share = one.now + one.before, one.now_days / (one.now_days + one.before_days)
            chance *= math.comb(total, now) * share**now * (1 - share) ** (total - now)
        found += chance if sum(split) > seen else chance / 2 if sum(split) == seen else 0.0
    assert rise_chance(strata) == pytest.approx(found if strata else 1.0)


def test_one_sighting_after_none_proves_little_and_has_no_upper_end():
    found = change([Stratum(1, 14.0, 0, 56.0)])
    assert not found.rises
    assert found.log_high == LARGEST
    assert change([Stratum(0, 14.0, 3, 56.0)]).log_low == -LARGEST


@pytest.mark.parametrize("true", [1.0, 3.0])
@pytest.mark.parametrize("events", [1.0, 6.0])
def test_an_interval_of_a_ratio_holds_the_truth_in_90_percent_of_runs_or_more(true, events):
    rng = np.random.default_rng(3)
    held = 0
    for _ in range(400):
        days = rng.uniform(1.0, 10.0, (4, 2)) * (1.0, 4.0)
        base = events / (days[:, 1] + true * days[:, 0])
        counts = rng.poisson(base[:, None] * days * (true, 1.0))
        found = change([Stratum(n, x, m, y) for (n, m), (x, y) in zip(counts, days, strict=True)])
        held += found.log_low <= math.log(true) <= found.log_high
    assert held / 400 >= 0.88
