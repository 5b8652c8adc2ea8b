"""Verdicts that a reader can check on paper, and rules that hold for every deal."""

import datetime as dt
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from accord.model.deal import Exemption, Precondition
from accord.monitor.duty import duties
from accord.monitor.judge import judge
from accord.monitor.trace import explain
from accord.store.deal import read_deal

DEALS = Path(__file__).parents[2] / "examples" / "deals"
KM_EAST = 111.195 * math.cos(math.radians(48))
"""Kilometres of a degree of longitude at 48 degrees north: 74.4."""
FEBRUARY = 38.0
"""Longitude of the straight line that stands for the line of contact."""
SEPTEMBER = FEBRUARY - 7.0 / KM_EAST
"""Of the line of 19 September 2014: 7 km farther west."""


def straight(place, longitude):
    """The place as a line from north to south: Ukraine lies right of it, in the west."""
    north_to_south = [[longitude, 50 - step / 10] for step in range(41)]
    return replace(place, geometry={"type": "LineString", "coordinates": north_to_south})


@pytest.fixture(scope="module")
def february():
    deal, places = read_deal(DEALS / "february-2015")
    where = {"line-2015-02": FEBRUARY, "line-2014-09": SEPTEMBER}
    return deal, {key: straight(place, where[key]) for key, place in places.items()}


@pytest.fixture(scope="module")
def truce():
    return read_deal(DEALS / "air-energy-truce")


def seen(*rows, **shared):
    """Incidents; each row fills what it wants, and `east_km` is the way from the line at 38 degrees east."""
    usual = {
        "kind": "weapon",
        "start": dt.datetime(2015, 3, 10, 12, tzinfo=dt.UTC),
        "latitude": 48.0,
        "east_km": 0.0,
        "error_km": 0.2,
        "weapon": None,
        "calibre_mm": None,
        "marks": "",
    }
    full = [{"id": f"i-{number}"} | usual | shared | row for number, row in enumerate(rows)]
    for row in full:
        row["longitude"] = row.get("longitude") or FEBRUARY + row.pop("east_km") / KM_EAST
        row.pop("east_km", None)
    return pl.DataFrame(
        full, schema_overrides={"weapon": pl.String, "calibre_mm": pl.Float64}, infer_schema_length=None
    )


def verdicts(incidents, deal, places, **more):
    found = judge(incidents, deal, places, **more)
    return [(row["incident"], row["term"], row["verdict"]) for row in found.to_dicts()]


def one(row, deal, places):
    return [pair[1:] for pair in verdicts(seen(row), deal, places)]


HOWITZER = {"weapon": "howitzer", "calibre_mm": 152.0}
OUTSIDE = [("", "not_covered")]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        # Ukraine goes back 25 km from the line of contact.
        (HOWITZER | {"east_km": -20}, [("withdrawal-50", "breach")]),
        (HOWITZER | {"east_km": -30}, OUTSIDE),
        # The other side goes back 25 km from the line of September: 18 km from the line of contact.
        (HOWITZER | {"east_km": 15}, [("withdrawal-50", "breach")]),
        (HOWITZER | {"east_km": 20}, OUTSIDE),
        # 82 mm is no calibre of 100 mm and more; 100 mm is.
        ({"weapon": "mortar", "calibre_mm": 82.0, "east_km": -5}, OUTSIDE),
        ({"weapon": "mortar", "calibre_mm": 100.0, "east_km": -5}, [("withdrawal-50", "breach")]),
        # Rocket launchers go back 35 km, those named 70 km, whatever their calibre.
        ({"weapon": "Grad", "east_km": -30}, [("withdrawal-70", "breach")]),
        ({"weapon": "grad", "east_km": -40}, OUTSIDE),
        ({"weapon": "smerch", "calibre_mm": 300.0, "east_km": -60}, [("withdrawal-140", "breach")]),
        ({"weapon": "smerch", "calibre_mm": 300.0, "east_km": -75}, OUTSIDE),
        ({"weapon": "smerch", "east_km": 60}, [("withdrawal-140", "breach")]),
        ({"weapon": "smerch", "east_km": 66}, OUTSIDE),
        # A howitzer whose calibre nobody saw, and one on the edge of the zone.
        ({"weapon": "howitzer", "east_km": -20}, [("withdrawal-50", "not_determinable")]),
        (HOWITZER | {"east_km": -25, "error_km": 5.0}, [("withdrawal-50", "not_determinable")]),
        # Of tanks these measures say nothing; of a word that the deal does not know nothing can be said.
        ({"weapon": "tank", "calibre_mm": 125.0, "east_km": -20}, OUTSIDE),
        (
            {"weapon": "tractor", "calibre_mm": 152.0, "east_km": -20},
            [(f"withdrawal-{width}", "not_determinable") for width in (50, 70, 140)],
        ),
        # The deadline is the end of 3 March in Kyiv, 22:00 UTC.
        (HOWITZER | {"east_km": -20, "start": dt.datetime(2015, 3, 3, 21, 59, tzinfo=dt.UTC)}, OUTSIDE),
        (
            HOWITZER | {"east_km": -20, "start": dt.datetime(2015, 3, 3, 22, 0, tzinfo=dt.UTC)},
            [("withdrawal-50", "breach")],
        ),
        # The ceasefire begins at 00:00 in Kyiv on 15 February, 22:00 UTC the day before.
        ({"kind": "shelling", "start": dt.datetime(2015, 2, 14, 21, 59, tzinfo=dt.UTC)}, OUTSIDE),
        ({"kind": "shelling", "start": dt.datetime(2015, 2, 14, 22, 0, tzinfo=dt.UTC)}, [("ceasefire", "breach")]),
        ({"kind": "convoy"}, OUTSIDE),
    ],
)
def test_the_february_measures_on_paper(february, row, expected):
    assert one(row, *february) == expected


def test_each_side_is_measured_from_its_own_line(february):
    found = judge(seen(HOWITZER | {"east_km": -20}, HOWITZER | {"east_km": 15}), *february)
    west, east = found["attribution"].to_list()
    assert west["UKR"] > 0.9 > 0.1 > west["XDL"]
    assert east["XDL"] > 0.9 > 0.1 > east["UKR"]


def test_the_line_that_counts_is_that_of_the_day():
    """Debaltseve lies between the two lines: 18 February 2015 changed on which side."""
    deal, places = read_deal(DEALS / "february-2015")
    rows = [{"start": dt.datetime(2015, 2, day, 12, tzinfo=dt.UTC)} for day in (16, 20)]
    found = judge(seen(*rows, kind="position", longitude=38.43, latitude=48.35), deal, places)
    before, after = found["attribution"].to_list()
    assert before["UKR"] > 0.9
    assert after["XDL"] > 0.9


def test_the_memorandum_counts_both_sides_and_lets_monitors_fly():
    deal, places = read_deal(DEALS / "september-2014")
    places = {key: straight(place, FEBRUARY) for key, place in places.items()}
    day = dt.datetime(2014, 9, 25, 12, tzinfo=dt.UTC)
    rows = [
        HOWITZER | {"east_km": 10},
        HOWITZER | {"east_km": -16},
        {"weapon": "gun", "calibre_mm": 100.0, "east_km": -10},  # more than 100 mm, says the memorandum
        {"kind": "flight", "east_km": -10},
        {"kind": "flight", "east_km": -10, "marks": "monitor_drone"},
        {"kind": "flight", "east_km": -20},
        {"kind": "mine", "east_km": 14},
    ]
    assert [pair[1:] for pair in verdicts(seen(*rows, start=day), deal, places)] == [
        ("withdrawal", "breach"),
        ("", "not_covered"),
        ("", "not_covered"),
        ("flights", "breach"),
        ("flights", "permitted"),
        ("", "not_covered"),
        ("mines", "breach"),
    ]


def test_the_measures_of_july_begin_a_minute_after_midnight():
    deal, places = read_deal(DEALS / "july-2020")
    midnight = dt.datetime(2020, 7, 26, 21, 0, tzinfo=dt.UTC)
    shots = [{"kind": "shots", "start": midnight + dt.timedelta(seconds=after)} for after in (0, 59, 60)]
    assert [pair[2] for pair in verdicts(seen(*shots), deal, places)] == ["not_covered", "not_covered", "breach"]
    near = {"weapon": "grad", "start": dt.datetime(2020, 8, 1, tzinfo=dt.UTC), "longitude": 37.75}
    towns = seen(near | {"latitude": 48.14 + 4 / 111.195}, near | {"latitude": 48.14 + 6 / 111.195})
    assert [pair[2] for pair in verdicts(towns, deal, places)] == ["breach", "not_covered"]


APRIL = dt.datetime(2027, 4, 10, 12, tzinfo=dt.UTC)
LAUNCHER = {"weapon": "launcher", "longitude": 20.2, "latitude": 55.0, "unit": "item", "count_low": 1.0, "start": APRIL}


def test_a_cap_counts_a_party_a_day(truce):
    next_day = LAUNCHER | {"start": APRIL + dt.timedelta(days=1)}
    other_side = LAUNCHER | {"longitude": 19.8}
    three = seen(LAUNCHER, LAUNCHER, LAUNCHER, next_day, other_side)
    assert [pair[2] for pair in verdicts(three, *truce)] == ["likely_breach"] * 3 + ["permitted"] * 2
    stored = LAUNCHER | {"marks": "storage_site", "longitude": 20.3, "latitude": 55.4}
    assert [pair[2] for pair in verdicts(seen(LAUNCHER, LAUNCHER, stored), *truce)] == ["permitted"] * 3


def test_a_mark_exempts_only_in_its_zone(truce):
    far = LAUNCHER | {"marks": "storage_site"}
    assert [pair[2] for pair in verdicts(seen(far, far, far), *truce)] == ["likely_breach"] * 3


def test_what_must_be_announced_is_a_breach_when_it_was_not(truce):
    convoy = {"kind": "convoy", "longitude": 20.05, "latitude": 55.0, "start": APRIL}
    found = verdicts(seen(convoy, convoy | {"marks": "notified"}), *truce)
    assert [pair[1:] for pair in found] == [("convoys", "breach"), ("convoys", "permitted")]


def test_a_stage_waits_until_its_precondition_has_held(truce):
    def day(number, kind):
        return {"kind": kind, "start": dt.datetime(2027, 4, number, 12, tzinfo=dt.UTC), "longitude": 18.0}

    # Quiet for seven days from 1 April: shelling counts from the 8th.
    quiet = seen(day(7, "shelling"), day(9, "shelling"))
    assert [pair[1:] for pair in verdicts(quiet, *truce)] == [("", "not_covered"), ("ground", "breach")]
    # A strike on the 4th: seven quiet days end on the 11th at noon.
    later = seen(day(4, "strike"), day(9, "shelling"), day(12, "shelling"))
    assert [pair[1:] for pair in verdicts(later, *truce)] == [
        ("air", "breach"),
        ("", "not_covered"),
        ("ground", "breach"),
    ]


def test_obligations_are_due_met_late_or_unknown(february):
    deal, places = february
    gun = seen(HOWITZER | {"east_km": -20})

    def stand(incidents, day, exposure=None):
        found = duties(incidents, deal, places, day=day, exposure=exposure)
        return {duty.term: duty.standing.value for duty in found}["withdrawal-50"]

    assert stand(gun, dt.date(2015, 2, 14)) == "waiting"
    assert stand(gun, dt.date(2015, 3, 3)) == "due"
    assert stand(gun, dt.date(2015, 3, 9)) == "cannot_know"
    assert stand(gun, dt.date(2015, 3, 9), {"withdrawal-50": 0.2}) == "cannot_know"
    assert stand(gun, dt.date(2015, 3, 9), {"withdrawal-50": 0.8}) == "met"
    assert stand(gun, dt.date(2015, 3, 10), {"withdrawal-50": 0.8}) == "late"


def test_a_trace_tells_every_step(february):
    finding = explain("i-0", "withdrawal-50", seen(HOWITZER | {"east_km": -20}), *february)
    assert [reason.code for reason in finding.reasons] == [
        *("kind", "time", "zone", "zone", "weapon", "attribution", "exists", "verdict")
    ]
    assert "UKR: 20.0 km right of line-2015-02; the zone lies 0 to 25 km on its right" in str(finding.reasons[2])
    assert "27.0" not in str(finding.reasons[3])
    assert "13.0 km right of line-2014-09" in str(finding.reasons[3])


@pytest.mark.parametrize("term", ["ceasefire", "withdrawal-50", "withdrawal-140"])
def test_a_trace_says_what_the_table_says(february, term):
    rows = seen(HOWITZER | {"east_km": -20}, {"kind": "shelling"}, {"weapon": "tochka", "east_km": 10})
    table = {(row["incident"], row["term"]): row for row in judge(rows, *february, every=True).to_dicts()}
    for incident in rows["id"]:
        finding = explain(incident, term, rows, *february)
        row = table.get((incident, term), {"verdict": "not_covered", "probability": 0.0})
        assert (finding.verdict, finding.probability) == (row["verdict"], pytest.approx(row["probability"]))
        assert sum(finding.attribution.values()) == pytest.approx(1.0)


def many(count, seed):
    rng = np.random.default_rng(seed)
    start = np.datetime64("2015-02-01T00:00:00", "us") + rng.integers(0, 60 * 86_400_000_000, count)
    frame = pl.DataFrame(
        {
            "id": [f"i-{number}" for number in range(count)],
            "kind": rng.choice(["weapon", "shelling", "denial", "flight"], count),
            "start": start,
            "longitude": FEBRUARY + rng.normal(0, 0.6, count),
            "latitude": 48 + rng.normal(0, 0.5, count),
            "error_km": rng.choice([0.3, 2.0, 10.0], count),
            "probability": rng.uniform(0.2, 1, count),
            "weapon": rng.choice(["howitzer", "mortar", "grad", "smerch", "tractor", ""], count),
            "calibre_mm": rng.choice([82.0, 122.0, np.nan], count),
        }
    )
    frame = frame.with_columns(pl.col("start").dt.replace_time_zone("UTC"), pl.col("calibre_mm").fill_nan(None))
    return frame.with_columns(until=pl.col("start") + pl.duration(hours=5))


def test_the_order_of_incidents_means_nothing(february):
    rows = many(300, 1)
    shuffled = judge(rows.sample(fraction=1, shuffle=True, seed=2), *february)
    assert shuffled.sort("id", "term").equals(judge(rows, *february).sort("id", "term"))


def test_the_same_input_gives_the_same_verdicts(february):
    assert judge(many(200, 3), *february).equals(judge(many(200, 3), *february))


def test_every_incident_has_a_finding_and_every_figure_its_bounds(february):
    rows = many(500, 4)
    found = judge(rows, *february)
    assert set(found["incident"]) == set(rows["id"])
    assert found["id"].n_unique() == found.height
    assert (found["low"] <= found["probability"] + 1e-12).all()
    assert (found["probability"] <= found["high"] + 1e-12).all()
    assert found.select(pl.col("low", "high", "inside_zone", "inside_time").is_between(0, 1 + 1e-12).all()).row(0) == (
        *[True] * 4,
    )
    sums = found["attribution"].struct.unnest().sum_horizontal()
    assert (sums - 1).abs().max() < 1e-9


def test_an_exemption_never_makes_a_breach(february):
    deal, places = february
    rows = many(400, 5)
    free = Exemption(id="free", title="Howitzers", classes=["artillery-100"])
    eased = deal.model_copy(update={"exemptions": (free,)})
    before = judge(rows, deal, places, every=True)
    after = judge(rows, eased, places, every=True)
    both = before.join(after, on="id", suffix="_after")
    assert (both["high_after"] <= both["high"] + 1e-12).all()
    assert (both["low_after"] < both["low"] - 0.1).any()


def test_who_reports_of_the_other_side_weighs_little(february):
    rows = seen({"kind": "shots"}, {"kind": "shots"}, {"kind": "shots"}, {"kind": "shots"})
    members = pl.DataFrame({"incident": rows["id"], "report": ["a", "b", "c", "d"], "probability": [1.0] * 4})
    reports = pl.DataFrame(
        {
            "id": ["a", "b", "c", "d"],
            "source": ["monitor", "ministry", "ministry", "monitor"],
            "party": ["XDL", "XDL", "UKR", "XDL"],
            "claimant": [None, "UKR", "UKR", None],
            "copy_of": [None, None, None, "a"],
        }
    )
    found = judge(rows, *february, members=members, reports=reports, grades={"monitor": "A", "ministry": "B"})
    shares = found["attribution"].to_list()
    assert [round(one["XDL"], 2) for one in shares] == [0.9, 0.08, 0.0, 0.0]
    assert round(shares[2]["UKR"], 2) == 0.9


def test_a_party_does_not_exempt_itself(truce):
    rows = seen({"kind": "convoy", "longitude": 20.05, "latitude": 55.0, "start": APRIL})
    members = pl.DataFrame({"incident": ["i-0", "i-0"], "report": ["a", "b"], "probability": [1.0, 1.0]})
    reports = pl.DataFrame(
        {"id": ["a", "b"], "source": ["x", "y"], "marks": ["notified", ""], "claimant": ["XAA", None]}
    )
    assert verdicts(rows, *truce, members=members, reports=reports)[0][1:] == ("convoys", "breach")
    told = reports.with_columns(claimant=pl.lit(None, dtype=pl.String))
    assert verdicts(rows, *truce, members=members, reports=told)[0][1:] == ("convoys", "permitted")


def test_an_event_without_a_place_is_not_decided_where_a_zone_counts(february):
    rows = seen(HOWITZER, {"kind": "shelling"}).with_columns(
        longitude=pl.lit(None, dtype=pl.Float64), latitude=pl.lit(None, dtype=pl.Float64)
    )
    assert [pair[1:] for pair in verdicts(rows, *february)] == [
        ("withdrawal-50", "not_determinable"),
        ("ceasefire", "breach"),
    ]


def test_nothing_is_judged_where_nothing_happened(february):
    assert judge(seen(HOWITZER).clear(), *february).height == 0


def test_a_doubtful_incident_is_no_breach(february):
    rows = seen(HOWITZER | {"east_km": -20, "probability": 0.05})
    assert verdicts(rows, *february)[0][2] == "not_determinable"


def test_a_precondition_on_a_term_that_never_starts_keeps_a_term_waiting(february):
    deal, places = february
    needed = (Precondition(term="ceasefire", held_days=3000),)
    terms = tuple(term.model_copy(update={"requires": needed}) if term.id == "access" else term for term in deal.terms)
    waiting = deal.model_copy(update={"terms": terms})
    assert one({"kind": "denial"}, deal, places) == [("access", "breach")]
    assert one({"kind": "denial"}, waiting, places) == OUTSIDE
