"""Days of a known history; fatal events of UCDP, one incident per place and day."""

import datetime as dt

import numpy as np
import pytest
from benchmarks.monitor.scan_history import FILE, read_places, table

from accord.model.cluster import Question
from accord.monitor.scan import scan

pytestmark = pytest.mark.skipif(not FILE.exists(), reason="the shared data folder is not beside the repository")


@pytest.fixture(scope="module")
def places():
    return read_places()


def first(places, day, question):
    counts, xy, names = table(places, dt.date.fromisoformat(day))
    return scan(counts, xy, names=names, question=question, rng=np.random.default_rng(1)).clusters[0]


@pytest.mark.parametrize(
    ("day", "named"),
    [
        ("2014-09-04", {"Mnohopillya village", "Chervonosilske village", "Novokaterynivka village"}),
        ("2015-01-25", {"Donetsk International airport", "Spartak village", "Avdiivka town"}),
        ("2015-02-20", {"Debaltseve town", "Lohvynove village", "Luhanske village"}),
    ],
    ids=["Ilovaisk", "Donetsk airport", "Debaltseve"],
)
def test_the_scan_is_alarmed_where_the_fighting_was(places, day, named):
    rising = first(places, day, Question.RISING)
    assert rising.p_monte_carlo <= 0.01
    assert rising.is_alarm
    assert named <= set(rising.places)
    assert first(places, day, Question.MOVING).p_monte_carlo <= 0.01


@pytest.mark.parametrize("question", [Question.RISING, Question.MOVING])
@pytest.mark.parametrize("day", ["2015-03-10", "2020-08-20"])
def test_the_scan_is_quiet_when_the_truce_held(places, day, question):
    found = first(places, day, question)
    assert found.p_monte_carlo > 0.05
    assert not found.is_alarm
