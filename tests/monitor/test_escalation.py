"""What a record says of its pace, and when it says nothing."""

import datetime as dt

import numpy as np
import pytest
from tests.monitor.days import incident, incidents
from tests.monitor.test_excite import simulated
from tests.monitor.watches import TWO, day, frame, ground, watch

from accord.model.escalation import Gap
from accord.monitor.escalation import MOST_FOLLOWED, _last_days, _since, escalation
from accord.monitor.pace import Pace, following, levels, rise, share_of, unrest_of

XY = np.array([[0.0, 0.0], [20.0, 0.0], [40.0, 0.0], [60.0, 0.0]])
PLACES = ground(*TWO.values())
EVER = [watch("n", until=24 * 200, chance=0.5), watch("s", area="south", until=24 * 200, chance=0.5)]


def pace(rng, *, days=180, seen=None, **options):
    seen = np.ones((4, days)) if seen is None else seen
    times, areas = simulated(rng, days=days, exposure=seen, **options)
    return Pace(times_days=times, areas=areas, seen=seen, xy_km=XY)


def rows(counts, *, area="north", **options):
    """So many incidents on each day."""
    return [
        incident(f"{area}-{at}-{n}", at, area, longitude=0.4 + 0.01 * n, **options)
        for at, count in enumerate(counts)
        for n in range(count)
    ]


def asked(shown, *, watches=None, last=None):
    return escalation(incidents(*shown), frame(*(EVER if watches is None else watches)), PLACES, day=last)


def test_days_with_less_coverage_weigh_less():
    assert share_of(np.array([[4, 0], [0, 0]]), np.array([[1.0, 0.5], [0.0, 0.0]])).tolist() == [1.0, 0.5]
    assert share_of(np.zeros((2, 2), dtype=int), np.array([[1.0, 0.5], [0.0, 0.5]])).tolist() == [0.5, 0.5]


def test_bursts_of_days_are_unrest_and_lone_events_are_not():
    rng = np.random.default_rng(1)
    lone = [unrest_of(rng.poisson(6.0, 140), np.ones(140)) for _ in range(20)]
    bursts = [
        unrest_of(pace(rng, ratio=0.7, background=0.5, days=140).counts().sum(axis=0), np.ones(140)) for _ in range(6)
    ]
    assert np.median(lone) < 1.5
    assert np.median(bursts) > 2.5


def test_half_seen_the_ratio_is_still_held():
    rng = np.random.default_rng(2)
    held = []
    for _ in range(8):
        found = following(pace(rng, ratio=0.5, background=0.3, seen=np.full((4, 180), 0.5)))[0]
        held.append(found.low <= 0.5 <= found.high)
    assert np.mean(held) > 0.75


def test_offspring_in_the_same_area_reach_nowhere_else():
    assert following(pace(np.random.default_rng(3), ratio=0.6, background=0.5))[1] == 0.0


def test_a_rise_is_seldom_seen_where_there_is_none_and_mostly_where_there_is():
    rng = np.random.default_rng(4)
    doubled = np.where(np.arange(120) < 100, 0.7, 1.6)
    quiet = [
        rise(pace(rng, ratio=0.0, background=0.7, days=120), lately=28, false_alarm=0.08, rng=rng, replicas=99)
        for _ in range(15)
    ]
    rising = [
        rise(pace(rng, ratio=0.0, background=doubled, days=120), lately=28, false_alarm=0.08, rng=rng, replicas=99)
        for _ in range(6)
    ]
    assert np.mean([one is not None for one in quiet]) < 0.3
    assert None not in rising
    assert abs(np.median([one.since for one in rising]) - 8) <= 4


def test_a_lasting_change_is_a_level():
    tripled = np.where(np.arange(180) < 120, 0.7, 2.1)
    found = levels(pace(np.random.default_rng(5), ratio=0.0, background=tripled))
    assert any(abs(at - 120) <= 4 for at in found.breaks)


def test_too_few_incidents_or_days_are_said():
    few = asked(rows([1] * 29), last=day(60))
    assert (few.gap, few.incidents, few.following, few.levels) == (Gap.FEW, 29, None, ())
    short = asked(rows([3] * 20), watches=[watch("n", start=0, until=480)], last=day(19))
    assert (short.gap, short.incidents) == (Gap.SHORT, 60)
    dark = asked(rows([2] * 40), watches=[watch("s", area="south", until=24 * 60)], last=day(39))
    assert (dark.gap, dark.incidents, dark.left_out) == (Gap.UNWATCHED, 80, 80)


def test_a_record_gives_all_four():
    rng = np.random.default_rng(6)
    counts = np.concatenate([rng.poisson(2.0, 100), rng.poisson(8.0, 20)])
    found = asked(rows(counts), last=day(119))
    assert found.gap is None
    assert found.is_covered
    assert found.incidents == counts.sum()
    assert (found.first, found.last) == (day(0), day(119))
    assert found.following.low <= found.following.ratio <= found.following.high
    assert found.repeats.incidents == counts.sum()
    assert abs((found.lately.onset.since - day(100)).days) <= 3
    assert sum(one.incidents for one in found.levels) == counts.sum()
    assert found.levels[-1].rate == pytest.approx(16, rel=0.3)
    assert found.levels[0].rate == pytest.approx(4, rel=0.3)


def test_without_a_log_of_coverage_it_says_so_and_counts_all_days_alike():
    found = asked(rows([2] * 60), watches=[], last=day(59))
    assert not found.is_covered
    assert found.left_out == 0
    assert [one.rate for one in found.levels] == [2.0]


def test_what_is_not_fire_or_not_sure_or_too_long_ago_does_not_count():
    shown = [
        *rows([1] * 40),
        *rows([1] * 40, area="south", kind="damage"),
        *(incident(f"x{at}", at, probability=0.4) for at in range(40)),
    ]
    assert asked(shown, last=day(39)).incidents == 40
    late = asked(rows([1] * 200), last=day(199))
    assert (late.incidents, late.first) == (180, day(199) - dt.timedelta(days=179))


def test_nothing_at_all_is_a_short_record():
    assert asked([], watches=[], last=day(60)).gap is Gap.SHORT


def test_a_very_large_record_is_bounded_and_what_is_left_is_whole_days():
    rng = np.random.default_rng(1)
    record = Pace(
        times_days=np.sort(rng.uniform(0, 40, 30_000)),
        areas=rng.integers(0, 2, 30_000),
        seen=np.ones((2, 40)),
        xy_km=np.zeros((2, 2)),
    )
    days = _last_days(record)
    late = _since(record, days)
    assert len(late.areas) == (record.times_days >= 40 - days).sum() <= MOST_FOLLOWED
    assert (record.times_days >= 40 - days - 1).sum() > MOST_FOLLOWED
    assert late.seen.shape == (2, days)
    assert 0 <= late.times_days.min() < late.times_days.max() < days
