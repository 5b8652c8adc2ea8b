import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.monitor.stdbscan import dense_groups


def case(seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 50))
    xy = rng.integers(0, 9, (n, 2)) * float(rng.choice([1.0, 0.1, 1e5])) if seed % 2 else rng.random((n, 2)) * 9
    return xy, rng.integers(0, 9, n).astype(float), int(rng.integers(1, 6))


def brute(xy, times, km, days, least):
    """Cores, and the connected parts of their graph by repeated merging."""
    n = len(times)
    near = [
        {j for j in range(n) if math.dist(xy[i], xy[j]) <= km and abs(times[i] - times[j]) <= days} for i in range(n)
    ]
    cores = [i for i in range(n) if len(near[i]) >= least]
    group = {i: i for i in cores}
    for _ in cores:
        for i in cores:
            for j in near[i] & set(cores):
                group[i] = group[j] = min(group[i], group[j])
    may_be = [{group[j] for j in near[i] if j in group} for i in range(n)]
    return group, may_be


@pytest.mark.parametrize("seed", range(120))
def test_groups_are_the_connected_cores_and_what_lies_near_them(seed):
    xy, times, least = case(seed)
    km, days = float(np.ptp(xy) / 6), 2.0
    labels = dense_groups(xy, times, km=km, days=days, least=least).tolist()
    group, may_be = brute(xy.tolist(), times.tolist(), km, days, least)
    number = {first: k for k, first in enumerate(sorted(set(group.values())))}
    for i, label in enumerate(labels):
        wanted = {number[group[i]]} if i in group else {number[one] for one in may_be[i]}
        assert label == (min(wanted) if wanted else -1)


@given(st.integers(0, 10_000))
def test_row_order_changes_neither_cores_nor_noise(seed):
    xy, times, _ = case(seed)
    order = np.random.default_rng(seed).permutation(len(times))
    labels = dense_groups(xy, times, km=1, days=2, least=3)
    again = dense_groups(xy[order], times[order], km=1, days=2, least=3)
    assert ((labels[order] < 0) == (again < 0)).all()
    assert labels.max(initial=-1) == again.max(initial=-1)


def test_far_away_events_cost_no_memory_and_join_nothing():
    labels = dense_groups([(0, 0), (0, 0), (1e9, 1e9)], [0, 0, 0], km=1e-3, days=0, least=2)
    assert labels.tolist() == [0, 0, -1]


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="least"):
        dense_groups([(0, 0)], [1], km=1, days=1, least=0)
