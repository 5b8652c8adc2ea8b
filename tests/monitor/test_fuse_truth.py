"""Fusion against reports whose truth is known: invented events, stated noise."""

import numpy as np
import pytest
from benchmarks.monitor.fuse import groups, member_calibration, pair_scores
from benchmarks.monitor.simulate import SOURCES, Events, simulate

from accord.monitor.copies import originals
from accord.monitor.fuse import fuse
from accord.monitor.learn import learn
from accord.monitor.sighting import sightings


@pytest.fixture(scope="module")
def told():
    rng = np.random.default_rng(7)
    n = 900
    events = Events(
        longitude=37.0 + rng.uniform(0, 1.4, n),
        latitude=48.0 + rng.uniform(0, 0.9, n),
        day=19_000.0 + rng.integers(0, 90, n),
        deaths=1 + rng.poisson(2.0, n),
    )
    return simulate(events, rng, repeats=0.03, copies=0.05)


def test_most_pairs_are_found_and_few_are_wrong(told):
    reports, truth = told
    precision, recall, _ = pair_scores(groups(fuse(reports).members, reports), truth)
    assert precision > 0.9
    assert recall > 0.85


def test_members_are_as_often_right_as_is_said(told):
    reports, truth = told
    table = member_calibration(fuse(reports).members, reports, truth)
    said, right = table[:, 1].sum() / table[:, 0].sum(), table[:, 2].sum() / table[:, 0].sum()
    assert said == pytest.approx(right, abs=0.03)


def test_noise_is_learned_from_the_reports(told):
    reports = told[0].sort("id")
    own = originals(reports) == np.arange(reports.height)
    noise = learn(sightings(reports.filter(own)))
    for source in SOURCES:
        # Three turns from 3 km: the most exact source is still thought a third worse than it is.
        assert noise.places[source.name] == pytest.approx(source.place_km, rel=0.35)
        assert noise.rates[source.name] == pytest.approx(source.rate, abs=0.12)
    assert noise.places["patrols"] < noise.places["volunteers"] < noise.places["hotline"]
    assert noise.times["patrols"] < noise.times["agency"] < noise.times["volunteers"] < noise.times["hotline"]
