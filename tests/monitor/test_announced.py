"""What was announced beforehand excuses what lies inside it, for whoever announced it, and nothing else."""

import datetime as dt

import numpy as np
import polars as pl
import pytest

from accord.model.deal import Deal, Exemption, Party, Term
from accord.model.notification import Notification
from accord.model.workspace import Place
from accord.monitor.announced import announced, excused
from accord.monitor.docket import open_docket
from accord.monitor.judge import judge
from accord.monitor.trace import explain
from accord.store.columns import with_defaults

NOON = dt.datetime(2027, 5, 10, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
KM = 1 / 111.195
"""Degrees of latitude in a kilometre; of longitude too, at the equator."""


def square(id, half_km):
    west, east = -half_km * KM, half_km * KM
    ring = [[west, west], [east, west], [east, east], [west, east], [west, west]]
    return Place(id=id, name=id, geometry={"type": "Polygon", "coordinates": [ring]}, longitude=0, latitude=0)


PLACES = {"range": square("range", 5), "hut": Place(id="hut", name="Hut", longitude=0, latitude=0, geometry={
    "type": "Point", "coordinates": [0, 0]})}  # fmt: skip
DEAL = Deal(
    title="Truce",
    signed="2027-03-01",
    parties=[Party(id="XAA", name="Arland"), Party(id="XBB", name="Borea")],
    terms=[Term(id="truce", title="No fire", kind="prohibition", events=["shelling", "shots"], start="2027-03-02")],
    exemptions=[Exemption(id="drills", title="Notified", marks=["notified"], events=["shelling", "shots"])],
)


def notified(**changes):
    row = {"id": "n-1", "party": "XAA", "place": "range", "start": NOON - 2 * HOUR, "until": NOON + 2 * HOUR}
    row |= {"kinds": ["shelling"], "announced": NOON - 80 * HOUR}
    return with_defaults(pl.DataFrame([row | changes]), Notification)


def fire(**changes):
    """An incident of shelling in the middle of the range at noon, by nobody knows whom."""
    row = {"id": "i-0", "kind": "shelling", "start": NOON, "until": NOON, "longitude": 0.0, "latitude": 0.0}
    row |= {"error_km": 0.5, "source": "post", "party": None, "party_share": None} | changes
    words = dict.fromkeys(("id", "kind", "source", "party"), pl.String) | {"party_share": pl.Float64}
    return pl.DataFrame([row], schema_overrides=words)


def verdict(incident, notifications):
    return judge(incident, DEAL, PLACES, notifications=notifications)["verdict"].item()


def chance(incident, notifications, deal=DEAL):
    docket = open_docket(incident, deal, PLACES, members=None, reports=None, grades={}, notifications=notifications)
    return float(excused(docket)[0])


@pytest.mark.parametrize(
    ("incident", "changes", "expected"),
    [
        ({}, {}, "permitted"),
        ({"party": "XAA", "party_share": 0.97}, {}, "permitted"),
        ({"party": "XBB", "party_share": 0.97}, {}, "breach"),
        ({"party": "XBB", "party_share": 0.97}, {"party": "XBB"}, "permitted"),
        ({"party": "XBB", "party_share": 0.5}, {}, "not_determinable"),
        ({"longitude": 10 * KM}, {}, "breach"),
        ({"longitude": 5 * KM}, {}, "not_determinable"),
        ({"start": NOON - 3 * HOUR, "until": NOON - 3 * HOUR}, {}, "breach"),
        ({"start": NOON + 2 * HOUR, "until": NOON + 2 * HOUR}, {}, "permitted"),
        ({"start": NOON + 3 * HOUR, "until": NOON + 3 * HOUR}, {}, "breach"),
        ({"start": NOON, "until": NOON + 4 * HOUR}, {}, "not_determinable"),
        ({"kind": "shots"}, {}, "breach"),
        ({"kind": "shots"}, {"kinds": ["shots", "shelling"]}, "permitted"),
        ({}, {"announced": NOON - HOUR}, "breach"),
        ({}, {"announced": NOON - 2 * HOUR}, "permitted"),
        ({}, {"place": "hut"}, "breach"),
        ({}, {"place": "elsewhere"}, "breach"),
        ({}, {"party": "XZZ"}, "permitted"),
        ({"longitude": None, "latitude": None}, {}, "breach"),
    ],
)
def test_what_lies_inside_is_excused_and_nothing_else(incident, changes, expected):
    found = fire(**incident).with_columns(pl.col("longitude", "latitude").cast(pl.Float64))
    assert verdict(found, notified(**changes)) == expected
    assert verdict(found, notified().clear()) == "breach"


def test_an_exemption_for_one_party_takes_the_word_of_that_party_alone():
    only = DEAL.exemptions[0].model_copy(update={"parties": ("XBB",)})
    deal = DEAL.model_copy(update={"exemptions": (only,)})
    assert judge(fire(), deal, PLACES, notifications=notified())["verdict"].item() == "breach"
    assert judge(fire(), deal, PLACES, notifications=notified(party="XBB"))["verdict"].item() != "breach"


def test_a_deal_without_such_an_exemption_excuses_nothing():
    bare = DEAL.model_copy(update={"exemptions": ()})
    assert judge(fire(), bare, PLACES, notifications=notified())["verdict"].item() == "breach"


def test_a_term_that_asks_for_notice_takes_a_notification_for_it():
    term = Term(id="drills", title="Say so before", kind="notification", events=["shelling"], start="2027-03-02")
    deal = DEAL.model_copy(update={"terms": (term,), "exemptions": ()})
    assert judge(fire(), deal, PLACES)["verdict"].item() == "breach"
    assert judge(fire(), deal, PLACES, notifications=notified())["verdict"].item() == "permitted"


def test_the_chance_is_that_of_many_drawn_points_and_moments():
    """Brute force: points and moments are drawn one by one and counted, then weighed by who may have done it."""
    rng = np.random.default_rng(5)
    for _ in range(40):
        east, north, error = rng.uniform(-8, 8), rng.uniform(-8, 8), rng.uniform(0.3, 4)
        begin, length = rng.uniform(-5, 4), rng.uniform(0.1, 5)
        party, share = str(rng.choice(["XAA", "XBB"])), float(rng.uniform(0, 0.97))
        incident = fire(
            longitude=east * KM, latitude=north * KM, error_km=error, start=NOON + begin * HOUR,
            until=NOON + (begin + length) * HOUR, party=party, party_share=share,
        )  # fmt: skip
        x, y = rng.normal(east, error, 20_000), rng.normal(north, error, 20_000)
        hour = rng.uniform(begin, begin + length, 20_000)
        inside = float(np.mean((abs(x) < 5) & (abs(y) < 5) & (abs(hour) < 2)))
        true = inside * (1.0 if party == "XAA" else 1.0 - share)
        assert chance(incident, notified()) == pytest.approx(true, abs=0.06)


def test_of_two_notifications_the_better_counts():
    two = pl.concat([notified(id="n-1", place="range", start=NOON + HOUR), notified(id="n-2")])
    assert chance(fire(), two) == 1.0
    assert chance(fire(), two.head(1)) == 0.0


def test_more_likely_than_not_is_counted_as_notified():
    rows = pl.concat([fire(id="in"), fire(id="out", longitude=9 * KM), fire(id="other")])
    reports = pl.DataFrame({"id": ["a", "b", "c"], "source": ["post"] * 3, "party": [None, None, "XBB"]})
    members = pl.DataFrame({"incident": ["in", "out", "other"], "report": ["a", "b", "c"], "probability": [1.0] * 3})
    for deal in (DEAL, None):
        told = {"members": members, "reports": reports.with_columns(marks=pl.lit("")), "grades": {"post": "A"}}
        assert announced(rows, notified(), deal, PLACES, **told) == ("in",)
        assert announced(rows, notified().clear(), deal, PLACES, **told) == ()
        assert announced(rows, notified(announced=NOON), deal, PLACES, **told) == ()


def test_the_trace_names_the_row():
    finding = explain("i-0", "truce", fire(), DEAL, PLACES, notifications=notified())
    (reason,) = [one for one in finding.reasons if one.code == "notified"]
    assert reason.rows == ("notifications/n-1",)
    assert reason.weight == 1.0
    assert "XAA announced shelling in range from 2027-05-10 10:00" in reason.text
    assert finding.verdict == "permitted"
    far = explain("i-0", "truce", fire(longitude=10 * KM), DEAL, PLACES, notifications=notified())
    assert not [one for one in far.reasons if one.code == "notified"]


def test_trace_and_table_agree():
    for changes in ({}, {"party": "XBB", "party_share": 0.5}, {"longitude": 5 * KM}):
        found = judge(fire(**changes), DEAL, PLACES, notifications=notified())
        finding = explain("i-0", "truce", fire(**changes), DEAL, PLACES, notifications=notified())
        assert (finding.verdict, finding.probability) == (found["verdict"].item(), found["probability"].item())
