import json

import numpy as np
import pytest
from tests.monitor import brute_scan

from accord.model.cluster import Question
from accord.monitor.circles import rings_around
from accord.monitor.kernels.scan import LANES, Expected
from accord.monitor.replicas import replica_maxima
from accord.monitor.scan import Baseline, Margins, last_days, scan


def small_case(seed):
    """A few places on a coarse grid (equal distances, shared sites), few events, coverage with holes."""
    rng = np.random.default_rng(seed)
    places, days = int(rng.integers(1, 9)), int(rng.integers(3, 12))
    xy = rng.integers(0, 4, (places, 2)).astype(float)
    exposure = rng.choice([0.0, 0.25, 0.5, 1.0], (places, days)) if seed % 2 else np.ones((places, days))
    counts = rng.poisson(rng.gamma(1.0, 1.0, (places, 1)) * exposure)
    counts[:, -2:] *= rng.integers(1, 4, (places, 1))
    return counts, xy, exposure, int(rng.integers(1, days)), float(rng.choice([0.3, 0.5, 1.0]))


@pytest.mark.parametrize("question", [Question.RISING, Question.MOVING])
def test_the_strongest_cylinder_is_that_of_brute_force_in_200_cases(question):
    told = 0
    for seed in range(200):
        counts, xy, exposure, windows, share = small_case(seed)
        is_rising = question is Question.RISING
        if not is_rising:
            exposure = np.ones(counts.shape)
        found = scan(
            counts, xy, exposure=exposure, question=question, windows=windows, largest_share=share, replicas=1,
            rng=np.random.default_rng(0), names=tuple(f"p{k}" for k in range(len(counts))),
        )  # fmt: skip
        n = counts.tolist()
        expected = brute_scan.rising_expected(n, exposure.tolist()) if is_rising else brute_scan.moving_expected(n)
        value, strongest = brute_scan.strongest(n, expected, xy.tolist(), windows, share, is_own=is_rising)
        if value <= 1e-9:
            assert not found.clusters or found.clusters[0].llr < 1e-9
            continue
        told += 1
        first = found.clusters[0]
        members = frozenset(int(name[1:]) for name in first.places + first.unobserved)
        assert first.llr == pytest.approx(value, abs=1e-9)
        assert (members, first.days) in strongest
    assert told > 120


def test_maxima_of_replicas_are_those_of_brute_force():
    """Levels, lanes that never pass and blocks leave no trace."""
    rng = np.random.default_rng(5)
    xy, days, windows = rng.random((7, 2)), 12, 5
    counts = rng.poisson(1.0, (7, days))
    table = np.tile(counts.sum(1, keepdims=True) / days, days)
    rings = rings_around(xy, table.sum(1), windows)
    seen = []

    def draw(chance, cells, lanes):
        tables = chance.poisson(chance.choice([0.05, 1.0, 3.0]), (lanes, 7, days))
        seen.append(tables)
        for w in range(windows):
            cells[w, :, :lanes] = tables[:, :, days - 1 - w].T

    pool = np.full(7, np.inf)
    for base, is_own in ((1e6, False), (0.0, True)):
        seen.clear()
        pool = np.full(7, 400.0 if is_own else 0.0)
        expected = Expected(last_days(table, windows), pool, base)
        got = replica_maxima(
            draw, rings, expected, most=10**6, replicas=LANES + 9, rng=np.random.default_rng(1), threads=1
        )
        wanted = []
        for n in np.concatenate(seen).tolist():
            best = 0.0
            for _, members in brute_scan.circles(xy.tolist(), table.sum(1).tolist(), 0.5):
                m = 400.0 * len(members) if is_own else base
                for w in range(1, windows + 1):
                    c = sum(sum(n[p][-w:]) for p in members)
                    e = sum(table[p, -w:].sum() for p in members)
                    best = max(best, brute_scan.log_ratio(c, e, m))
            wanted.append(best)
        assert got == pytest.approx(wanted, abs=1e-6 if base else 1e-9)


def quiet(rng, places=25, days=40, coverage=True):
    exposure = rng.uniform(0.2, 1.0, (places, days)) if coverage else np.ones((places, days))
    return rng.poisson(rng.gamma(1.5, 0.3, (places, 1)) * exposure), rng.random((places, 2)) * 100, exposure


@pytest.mark.parametrize(
    "options",
    [{}, {"question": Question.MOVING}, {"baseline": Baseline.DRAWN}],
    ids=["rising", "moving", "drawn"],
)
def test_where_nothing_changes_one_scan_in_twenty_is_below_one_in_twenty(options):
    """Binomial(150, 0.05) lies in 2..14 with a chance of 0.99."""
    rng = np.random.default_rng(11)
    below = 0
    for _ in range(150):
        counts, xy, exposure = quiet(rng)
        found = scan(counts, xy, exposure=exposure, windows=7, replicas=99, rng=rng, **options)
        below += found.clusters[0].p_monte_carlo <= 0.05
    assert 2 <= below <= 14


def sector(rng, change, cover, *, places=40, days=56, recent=10):
    """Twelve neighbouring places in whose last days violence and coverage change by a factor."""
    xy = rng.random((places, 2)) * 100
    near = np.argsort(np.hypot(*(xy - xy[0]).T))[:10]
    exposure = np.full((places, days), 0.5)
    rate = np.full((places, days), 0.25)
    exposure[near, -recent:] *= cover
    rate[near, -recent:] *= change
    return rng.poisson(rate * exposure), xy, exposure, set(map(str, near.tolist()))


def test_more_cameras_are_no_rise_in_violence():
    rng = np.random.default_rng(2)
    alarms = {"aware": 0, "naive": 0}
    for _ in range(40):
        counts, xy, exposure, _ = sector(rng, 1.0, 2.0)
        for way, known in (("aware", exposure), ("naive", None)):
            found = scan(counts, xy, exposure=known, windows=14, replicas=99, rng=rng)
            alarms[way] += found.clusters[0].p_monte_carlo <= 0.05
    assert alarms["aware"] <= 6
    assert alarms["naive"] >= 12


def test_a_rise_is_found_where_those_who_would_tell_were_kept_out():
    rng = np.random.default_rng(3)
    found = 0
    for _ in range(20):
        counts, xy, exposure, near = sector(rng, 6.0, 1 / 3)
        first = scan(counts, xy, exposure=exposure, windows=14, replicas=99, rng=rng).clusters[0]
        found += first.p_monte_carlo <= 0.05 and len(near & set(first.places)) >= 5
    assert found >= 14


def test_asked_of_the_places_that_lost_coverage_a_smaller_rise_is_found():
    rng = np.random.default_rng(13)
    found = dict.fromkeys((Question.RISING, Question.HIDDEN), 0)
    for _ in range(30):
        counts, xy, exposure, near = sector(rng, 2.5, 1 / 3)
        for question in found:
            answer = scan(counts, xy, exposure=exposure, question=question, replicas=99, rng=rng)
            found[question] += any(cluster.p_monte_carlo <= 0.05 for cluster in answer.clusters)
        assert answer.places == len(near)
        assert all(set(cluster.places) <= near for cluster in answer.clusters)
    assert found[Question.HIDDEN] >= found[Question.RISING] + 5


def test_where_no_coverage_was_lost_there_is_nothing_hidden():
    counts, xy, _ = quiet(np.random.default_rng(14))
    found = scan(counts, xy, question=Question.HIDDEN, rng=np.random.default_rng(1))
    assert (found.places, found.clusters) == (0, ())


def test_the_strict_form_keeps_both_margins_and_follows_the_coverage():
    """Two places, two days, two events each: the table is decided by one cell, whose law is known."""
    from accord.monitor.scan import _checked, _moving

    n = np.array([[2, 0, 0], [0, 2, 0]])
    x = np.array([[1.0, 0.25, 1.0], [1.0, 1.0, 1.0]])
    kept, (cover, band), _ = _checked(n, x, None, None, 2)
    rng = np.random.default_rng(4)
    design = _moving(kept, cover, band, 2, Margins.FIXED, rng)
    tally = np.zeros(3)
    for _ in range(40):
        cells = np.zeros((2, 2, LANES), dtype=np.int32)
        design.draw(rng, cells, LANES)
        assert (cells.sum(axis=1)[1] == 2).all()
        tally += np.bincount(cells[1, 0], minlength=3)
    # Cell (0, day 1) holds k with weight C(2, k)^2 0.25^k.
    law = np.array([1.0, 4 * 0.25, 0.25**2])
    assert tally / tally.sum() == pytest.approx(law / law.sum(), abs=0.03)


def test_a_general_rise_is_rising_and_not_moving():
    rng = np.random.default_rng(6)
    counts = rng.poisson(0.3, (20, 50))
    counts[:, -7:] = rng.poisson(1.5, (20, 7))
    xy = rng.random((20, 2))
    assert scan(counts, xy, rng=rng).alarms
    assert not scan(counts, xy, rng=rng, question=Question.MOVING).alarms


def test_what_nobody_watched_is_neither_quiet_nor_alarm():
    """A place without coverage changes nothing for the others and stands apart in the cluster."""
    rng = np.random.default_rng(7)
    counts = np.zeros((3, 30), dtype=int)
    counts[:, ::5] = 1
    counts[0, -3:] = 4
    counts[2, -3:] = 9
    xy = [(0.0, 0.0), (50.0, 0.0), (0.1, 0.0)]
    exposure = np.ones((3, 30))
    exposure[2, -5:] = 0.0
    found = scan(counts, xy, exposure=exposure, windows=5, rng=rng, names=("a", "b", "dark"), largest_share=0.8)
    assert found.left_out == counts[2, -5:].sum()
    assert found.events == counts.sum() - found.left_out
    for cluster in found.clusters:
        assert "dark" not in cluster.places
    assert found.clusters[0].places == ("a",)


def test_clusters_share_no_place_and_grow_weaker():
    rng = np.random.default_rng(8)
    counts, xy, exposure = quiet(rng, places=40)
    counts[:3, -4:] += 3
    counts[30:33, -2:] += 2
    found = scan(counts, xy, exposure=exposure, replicas=99, rng=rng).clusters
    assert len(found) > 2
    members = [place for cluster in found for place in cluster.places + cluster.unobserved]
    assert len(members) == len(set(members))
    assert [c.llr for c in found] == sorted((c.llr for c in found), reverse=True)


def test_the_same_seed_gives_the_same_answer_on_one_thread_or_two():
    counts, xy, exposure = quiet(np.random.default_rng(9))
    answers = [
        scan(counts, xy, exposure=exposure, rng=np.random.default_rng(1), threads=threads, question=question).as_dict()
        for question in Question
        for threads in (1, 2)
    ]
    assert answers[0] == answers[1]
    assert answers[2] == answers[3]
    assert json.loads(json.dumps(answers[0], allow_nan=False))["days"] == 40


def test_the_order_of_places_means_nothing():
    rng = np.random.default_rng(10)
    counts, xy, exposure = quiet(rng)
    counts[4, -3:] += 5
    names = tuple(f"p{k}" for k in range(len(counts)))
    order = rng.permutation(len(counts))
    first = scan(counts, xy, exposure=exposure, names=names, rng=np.random.default_rng(1)).clusters[0]
    again = scan(
        counts[order], xy[order], exposure=exposure[order], names=tuple(names[k] for k in order),
        rng=np.random.default_rng(1),
    ).clusters[0]  # fmt: skip
    assert (set(first.places), first.days, first.observed) == (set(again.places), again.days, again.observed)
    assert first.llr == pytest.approx(again.llr)


def test_a_band_of_coverage_weakens_what_coverage_may_explain():
    rng = np.random.default_rng(12)
    counts, xy, exposure, _ = sector(rng, 5.0, 0.5)
    band = (exposure * 0.6, np.minimum(1.0, exposure * 1.4))
    sure = scan(counts, xy, exposure=exposure, rng=np.random.default_rng(1)).clusters[0]
    unsure = scan(
        counts, xy, exposure=exposure, band=band, band_group=np.zeros(len(counts)), rng=np.random.default_rng(1)
    ).clusters[0]
    assert unsure.llr == sure.llr
    assert unsure.p_gumbel > sure.p_gumbel
    assert unsure.p_coverage_low < unsure.p_gumbel < unsure.p_coverage_high
    assert sure.p_coverage_low == sure.p_coverage_high == sure.p_gumbel


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"counts": [[1, -1, 0]]}, "counts: must be a table"),
        ({"counts": [[0.5, 1, 0]]}, "counts: must be a table"),
        ({"xy_km": [(0, 0), (1, 1)]}, r"xy_km: must be \(1, 2\)"),
        ({"windows": 3}, "windows: must be at least 1 and less than the 3 days"),
        ({"exposure": [[1, 1, 1.2]]}, "exposure: must have the shape"),
        ({"exposure": [[1, np.nan, 1]]}, "exposure: must have the shape"),
        ({"exposure": [[0.5, 0.5, 0.5]], "band": ([[0.6] * 3], [[1] * 3])}, "band: low must not exceed exposure"),
        ({"band_group": [1, 2]}, "band_group: must be"),
    ],
)
def test_what_cannot_be_is_refused(options, message):
    arguments = {"counts": [[1, 0, 2]], "xy_km": [(0, 0)], "windows": 1, "rng": np.random.default_rng(0)} | options
    with pytest.raises(ValueError, match=message):
        scan(**arguments)
