"""What fusion promises whatever the reports are."""

import datetime as dt

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.monitor.fuse import WEIGHTS, Fused, fuse
from accord.monitor.noise import Noise
from accord.monitor.reasons import incident
from accord.monitor.refuse import refuse

START = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
NOISE = Noise(rates={"patrol": 0.6, "camera": 0.5, "agency": 0.4})


def reports(*rows: tuple[str, float, float, str], **more: object) -> pl.DataFrame:
    """(source, hours after the start, km east, kind); ids a, b, c, ..."""
    return pl.DataFrame(
        {
            "id": [chr(97 + number) if number < 26 else f"r{number}" for number in range(len(rows))],
            "source": [row[0] for row in rows],
            "start": [START + dt.timedelta(hours=row[1]) for row in rows],
            "longitude": [30.0 + row[2] / 71.5 for row in rows],
            "latitude": [50.0 for _ in rows],
            "kind": [row[3] for row in rows],
        }
        | more,
        schema_overrides={"start": pl.Datetime("us", "UTC")},
    )


def groups(fused: Fused) -> set[frozenset[str]]:
    return {frozenset(part["report"].to_list()) for part in fused.members.partition_by("incident")}


rows = st.lists(
    st.tuples(
        st.sampled_from(["patrol", "camera", "agency"]),
        st.floats(0, 60).map(lambda value: round(value, 1)),
        st.floats(-30, 30).map(lambda value: round(value, 1)),
        st.sampled_from(["shelling", "shots", "mine"]),
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=40, deadline=None)
@given(rows, st.randoms(use_true_random=False))
def test_row_order_means_nothing(given_rows, random):
    frame = reports(*given_rows)
    order = list(range(frame.height))
    random.shuffle(order)
    one, two = fuse(frame, noise=NOISE), fuse(frame[order], noise=NOISE)
    assert one.incidents.equals(two.incidents)
    assert one.members.equals(two.members)


@settings(max_examples=40, deadline=None)
@given(rows)
def test_every_report_in_one_incident_and_no_source_twice(given_rows):
    fused = fuse(reports(*given_rows), noise=NOISE)
    assert sorted(fused.members["report"]) == sorted(reports(*given_rows)["id"])
    assert not fused.members.select(pl.struct("incident", "source").is_duplicated()).to_series().any()
    assert set(fused.incidents["id"]) == set(fused.members["incident"])


@settings(max_examples=40, deadline=None)
@given(rows)
def test_probabilities_are_probabilities_and_members_likelier_than_not_to_be_there(given_rows):
    fused = fuse(reports(*given_rows), noise=NOISE)
    assert fused.members["probability"].is_between(0, 1).all()
    assert fused.incidents["probability"].is_between(0, 1).all()
    pairs = fused.incidents.filter(pl.col("reports") == 2)["id"]
    assert (fused.members.filter(pl.col("incident").is_in(pairs.implode()))["probability"] > 0.4).all()


@settings(max_examples=20, deadline=None)
@given(rows)
def test_fusing_the_members_again_changes_nothing(given_rows):
    frame = reports(*given_rows)
    once = fuse(frame, noise=NOISE)
    again = fuse(once.members.select(id="report").join(frame, on="id"), noise=NOISE)
    assert once.incidents.equals(again.incidents)
    assert once.members.equals(again.members)


def test_reports_that_agree_become_one_incident_and_distant_ones_do_not():
    fused = fuse(
        reports(("patrol", 0, 0, "shelling"), ("camera", 0.5, 1, "shelling"), ("agency", 0, 200, "shelling")),
        noise=NOISE,
    )
    assert groups(fused) == {frozenset("ab"), frozenset("c")}


def test_the_same_difference_links_in_a_lull_and_not_in_a_battle():
    pair = [("patrol", 500, 0, "shots"), ("camera", 502, 3, "shots")]
    lull = fuse(reports(*pair, ("agency", 0, 0, "shots"), ("agency", 900, 0, "shots")), noise=NOISE)
    rng = np.random.default_rng(3)
    battle = [
        (
            str(rng.choice(["patrol", "camera", "agency"])),
            500 + float(rng.uniform(-4, 8)),
            float(rng.uniform(-6, 9)),
            "shots",
        )
        for _ in range(80)
    ]
    fought = fuse(reports(*pair, *battle), noise=NOISE)
    assert frozenset("ab") in groups(lull)
    together = lull.members.filter(pl.col("report") == "a")["density_weight"].item()
    here = fought.members.filter(pl.col("report") == "a")["density_weight"].item()
    assert here < together - 2


def test_a_copy_is_shown_and_counts_for_nothing():
    rows = [("patrol", 0, 0, "shelling"), ("agency", 5, 0, "shelling")]
    copied = fuse(reports(*rows, copy_of=[None, "a"]), noise=NOISE)
    alone = fuse(reports(rows[0]), noise=NOISE)
    assert groups(copied) == {frozenset("ab")}
    assert copied.incidents["probability"].item() == alone.incidents["probability"].item()
    assert copied.incidents["reports"].item() == 1


def test_the_same_long_words_at_the_same_place_are_a_copy_and_short_ones_are_not():
    rows = [("patrol", 0, 0, "shelling"), ("agency", 20, 0, "shelling")]
    long = fuse(reports(*rows, text=["two houses were hit on Mill Street"] * 2), noise=NOISE)
    short = fuse(reports(*rows, text=["shelling"] * 2), noise=NOISE)
    assert long.members["copy_of"].drop_nulls().to_list() == ["a"]
    assert short.members["copy_of"].null_count() == 2


def test_two_independent_voices_make_it_likelier_than_one():
    two = fuse(
        reports(("patrol", 0, 0, "shelling"), ("camera", 0, 0, "shelling")),
        noise=NOISE,
        grades={"patrol": "C", "camera": "C"},
    )
    one = fuse(reports(("patrol", 0, 0, "shelling")), noise=NOISE, grades={"patrol": "C"})
    assert two.incidents["probability"].item() > one.incidents["probability"].item() == pytest.approx(0.7)


def test_a_claim_of_a_party_never_raises_the_count():
    rows = [("patrol", 0, 0, "shelling"), ("camera", 0, 0, "shelling")]
    fused = fuse(reports(*rows, count_low=[3.0, 90.0], claimant=[None, "XAA"]), noise=NOISE)
    assert fused.incidents.select("count_low", "count_high").row(0) == (3.0, 3.0)


def test_new_reports_far_away_leave_every_incident_as_it_was():
    old = reports(("patrol", 0, 0, "shelling"), ("camera", 0.5, 1, "shelling"), ("agency", 40, 20, "mine"))
    new = reports(("patrol", 2000, 0, "shelling"), ("camera", 2000, 1, "shelling")).with_columns(id="n" + pl.col("id"))
    before = fuse(old, noise=NOISE)
    after = refuse(before, old, new)
    kept = after.incidents.filter(pl.col("id").is_in(before.incidents["id"].implode()))
    assert kept.equals(before.incidents)
    assert groups(after) == groups(before) | {frozenset({"na", "nb"})}


def test_a_new_report_near_by_joins_and_a_known_one_changes_nothing():
    old = reports(("patrol", 0, 0, "shelling"), ("agency", 900, 100, "mine"))
    new = reports(("camera", 0.5, 1, "shelling")).with_columns(id=pl.lit("n"))
    before = fuse(old, noise=NOISE)
    assert groups(refuse(before, old, new)) == {frozenset({"a", "n"}), frozenset("b")}
    assert refuse(before, old, old) is before


def test_reasons_add_up_to_what_the_report_adds():
    frame = reports(("patrol", 0, 0, "shelling"), ("camera", 0.5, 1, "shots"), ("agency", 0.2, 2, "shelling"))
    fused = fuse(frame, noise=NOISE)
    record = incident(fused, frame, fused.incidents["id"][0])
    assert {member.report for member in record.members} == set("abc")
    for member in record.members:
        row = fused.members.filter(pl.col("report") == member.report)
        assert sum(reason.weight for reason in member.reasons) == pytest.approx(
            row.select(pl.sum_horizontal(*WEIGHTS)).item()
        )
    assert record.dissent == ("kind: shelling (agency, patrol) or shots (camera)",)


def test_a_report_without_place_stays_by_itself():
    frame = reports(("patrol", 0, 0, "shelling"), ("camera", 0, 0, "shelling"))
    frame = frame.with_columns(longitude=pl.when(pl.col("id") == "b").then(None).otherwise("longitude"))
    assert groups(fuse(frame, noise=NOISE)) == {frozenset("a"), frozenset("b")}
