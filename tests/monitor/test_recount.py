"""Every count of a daily report again, from the files that lie beside it, by code that shares nothing with it."""

import csv
import datetime as dt
import json
import shutil
from collections import Counter, defaultdict
from pathlib import Path

import polars as pl
import pytest
import shapely
from shapely.geometry import shape

from accord.cli.monitor import DayWish, write_day

EXERCISE = Path(__file__).parents[2] / "examples" / "exercise"
LAST, DAYS = dt.date(2027, 6, 18), 3
FIRE = {"explosion", "shelling", "shots", "strike"}
VIOLENT = {*FIRE, "damage", "casualty"}
THINGS = {"weapon", "position", "convoy", "rail", "camp", "mine"}
WORST = {"breach", "likely_breach"}


def moment(text):
    found = dt.datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


END = dt.datetime.combine(LAST + dt.timedelta(days=1), dt.time(), dt.UTC)
START = END - dt.timedelta(days=DAYS)
EARLIER = START - dt.timedelta(days=DAYS)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("recount") / "exercise"
    shutil.copytree(EXERCISE, folder, ignore=shutil.ignore_patterns("out"))
    write_day(DayWish(folder=folder, day=LAST, days=DAYS, formats=()))
    return folder


@pytest.fixture(scope="module")
def said(home):
    return json.loads((home / "out/monitor/daily.json").read_text(encoding="utf-8"))


def rows(home, name):
    return pl.read_parquet(home / f"out/monitor/{name}.parquet").to_dicts()


def table(home, name):
    with (home / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def reports(home):
    return [row for file in sorted((home / "reports").glob("*.csv")) for row in table(home, file.relative_to(home))]


@pytest.fixture(scope="module")
def incidents(home, reports):
    """Incidents with what the reports of each say: whether others than parties tell of it, whether it was notified."""
    of = {row["id"]: row for row in reports}
    groups = defaultdict(list)
    for one in rows(home, "members"):
        groups[one["incident"]].append(of[one["report"]])
    found = rows(home, "incidents")
    for one in found:
        neutral = [row for row in groups[one["id"]] if not row.get("claimant")]
        one["told"] = bool(neutral)
        one["notified"] = any("notified" in (row.get("marks") or "").split(";") for row in neutral)
    return found


@pytest.fixture(scope="module")
def grounds(home):
    read = json.loads((home / "places.geojson").read_text(encoding="utf-8"))["features"]
    return {one.get("id") or one["properties"]["id"]: shape(one["geometry"]) for one in read}


def counted(incidents, start=START, end=END):
    return [one for one in incidents if one["told"] and one["probability"] >= 0.5 and start <= one["start"] < end]


def within(incidents, ground):
    return [one for one in incidents if ground.covers(shapely.Point(one["longitude"], one["latitude"]))]


def totals(incidents):
    found = defaultdict(lambda: [0, 0.0, 0.0, 0])
    for one in incidents:
        if one["kind"] in FIRE:
            part = found[one["unit"]]
            high = max(one["count_low"], one["count_high"] or 0.0)
            for at, value in enumerate((1, one["count_low"], high, int(one["notified"]))):
                part[at] += value
    return dict(found)


def as_totals(tallies):
    return {one["unit"]: [one["incidents"], one["low"], one["high"], one["notified"]] for one in tallies}


def test_the_headline(said, incidents, reports):
    assert said["incidents"] == len(counted(incidents)) > 20
    assert said["before"] == len(counted(incidents, EARLIER, START)) > 5
    assert said["reports"] == sum(START <= moment(one["start"]) < END for one in reports)


def test_fire_in_its_units(said, incidents):
    assert as_totals(said["tallies"]) == totals(counted(incidents))
    assert as_totals(said["tallies_before"]) == totals(counted(incidents, EARLIER, START))


def test_counts_by_area(said, incidents, grounds):
    assert len(said["areas"]) >= 6
    for area in said["areas"]:
        if not area["area"]:
            continue
        ground = grounds[area["area"]]
        now = within(counted(incidents), ground)
        assert area["incidents"] == len(now)
        assert area["before"] == len(within(counted(incidents, EARLIER, START), ground))
        assert area["fire"] == sum(one["kind"] in FIRE for one in now)
        assert as_totals(area["tallies"]) == totals(now)
        claimed = [one for one in incidents if not one["told"] and START <= one["start"] < END]
        assert area["claimed"] == len(within(claimed, ground))


def test_findings_by_term(said, home, incidents):
    now, before = ({one["id"] for one in counted(incidents, *span)} for span in ((START, END), (EARLIER, START)))
    findings = rows(home, "findings")
    verdicts = Counter((one["term"], one["verdict"]) for one in findings if one["incident"] in now)
    assert sum(verdicts.values()) > 20
    for term in said["terms"]:
        id = term["term"]
        assert [term["breach"], term["likely"], term["permitted"], term["undetermined"]] == [
            verdicts[id, word] for word in ("breach", "likely_breach", "permitted", "not_determinable")
        ]
        mine = [one for one in findings if one["term"] == id and one["verdict"] in WORST]
        assert term["before"] == sum(one["incident"] in before for one in mine)
        ascribed = Counter()
        for one in mine:
            if one["incident"] in now:
                ascribed.update({party: share or 0.0 for party, share in one["attribution"].items()})
        assert term["attribution"] == pytest.approx({party: sum_ for party, sum_ in ascribed.items() if sum_ > 0})
        assert sum(term["attribution"].values()) == pytest.approx(term["breach"] + term["likely"])


def test_what_is_named_one_by_one(said, home, incidents):
    here = {one["id"]: one for one in incidents if START <= one["start"] < END}
    bad = {one["incident"] for one in rows(home, "findings") if one["verdict"] in WORST}
    assert {one["incident"] for one in said["notices"]} == set(here)
    assert {one["incident"] for one in said["weapons"]} == {
        id for id, one in here.items() if one["kind"] in THINGS and id in bad
    }
    assert {one["incident"] for one in said["restrictions"]} == {
        id for id, one in here.items() if one["kind"] in ("denial", "jamming")
    }


def test_hours_lost(said, home):
    """Hour by hour: an observer is hindered in an area or is not, however many rows say so."""
    lost = defaultdict(set)
    for one in table(home, "coverage.csv"):
        if not one["hindrance"]:
            continue
        start, until = moment(one["start"]), moment(one["until"])
        for hour in range(24 * DAYS):
            at = START + dt.timedelta(hours=hour)
            if start <= at < until:
                lost[one["area"], one["observer"], one["means"], one["hindrance"]].add(hour)
    assert lost
    assert {
        (one["area"], one["observer"], one["means"], one["hindrance"]): one["hours"] for one in said["hampered"]
    } == {key: float(len(hours)) for key, hours in lost.items()}


def test_the_record_and_the_total_since_the_deal(said, home, incidents):
    for day in said["record"]:
        start = dt.datetime.combine(dt.date.fromisoformat(day["day"]), dt.time(), dt.UTC)
        found = counted(incidents, start, start + dt.timedelta(days=1))
        assert day["fire"] == sum(one["kind"] in FIRE for one in found)
    signed = dt.datetime.fromisoformat(said["since"]["since"]).replace(tzinfo=dt.UTC)
    all_since = counted(incidents, signed)
    assert said["since"]["incidents"] == sum(one["kind"] in FIRE for one in all_since)
    ids = {one["id"] for one in all_since}
    assert said["since"]["breaches"] == sum(
        one["incident"] in ids and one["verdict"] in WORST for one in rows(home, "findings")
    )


def test_claims_beside_what_others_tell(said, home, incidents):
    stated = {one["id"]: one for one in table(home, "claims.csv")}
    assert said["claims"]
    for one in said["claims"]:
        start, until = (moment(stated[one["id"]][end]) for end in ("start", "until"))
        assert until <= END
        known = [each for each in incidents if each["told"] and each["probability"] >= 0.5]
        known = [each for each in known if start <= each["start"] <= until]
        assert one["count"] == float(stated[one["id"]]["count"])
        assert one["incidents"] == len(known)
        assert as_totals(one["tallies"]) == totals(known)


def test_signs_are_sightings_of_two_weeks_against_the_eight_before(said, home, incidents, grounds):
    bad = {one["incident"] for one in rows(home, "findings") if one["verdict"] in WORST}
    border = END - dt.timedelta(days=14)
    spans = (border, END), (border - dt.timedelta(days=56), border)
    for area in said["ledger"]["areas"]:
        for one in area["indicators"]:
            if one["sign"] in ("jamming", "denial"):
                continue
            for (start, end), shown in zip(spans, (one["change"]["now"], one["change"]["before"]), strict=True):
                seen = within(counted(incidents, start, end), grounds[area["area"]])
                kept = [each for each in seen if each["kind"] == one["sign"]]
                assert shown == sum(each["kind"] != "weapon" or each["id"] in bad for each in kept)
        seen = within(counted(incidents, *spans[0]), grounds[area["area"]])
        loud = sum(each["kind"] in VIOLENT and not each["notified"] for each in seen)
        assert area["violence"]["now"] == loud


def test_days_of_denial_are_days_on_which_a_report_or_the_log_says_so(said, home, incidents, grounds):
    first = END - dt.timedelta(days=14)
    logged = [one for one in table(home, "coverage.csv") if one["hindrance"] == "denial"]
    for area in said["ledger"]["areas"]:
        ground = grounds[area["area"]]
        days = {one["start"].date() for one in within(counted(incidents, first), ground) if one["kind"] == "denial"}
        for one in logged:
            common, theirs = shapely.intersection(ground, grounds[one["area"]]), grounds[one["area"]]
            if common.area < 0.01 * min(ground.area, theirs.area):
                continue
            start, until = moment(one["start"]), moment(one["until"])
            days |= {
                (first + dt.timedelta(days=n)).date()
                for n in range(14)
                if start < first + dt.timedelta(days=n + 1) and until > first + dt.timedelta(days=n)
            }
        shown = [one["change"]["now"] for one in area["indicators"] if one["sign"] == "denial"]
        assert shown == [len(days)]


def test_coverage_at_chance_points_and_moments(said, home, grounds):
    """The mean over points and hours drawn by chance is near the share that the report states for each area."""
    import numpy as np

    rng = np.random.default_rng(7)
    log = [one for one in table(home, "coverage.csv") if moment(one["start"]) < END and moment(one["until"]) > START]
    kinds = sorted(VIOLENT)
    for area in said["areas"]:
        if not area["area"]:
            continue
        ground = grounds[area["area"]]
        west, south, east, north = ground.bounds
        sums, drawn = 0.0, 0
        while drawn < 250:
            spot = shapely.Point(rng.uniform(west, east), rng.uniform(south, north))
            if not ground.covers(spot):
                continue
            drawn += 1
            at = START + dt.timedelta(hours=float(rng.uniform(0, 24 * DAYS)))
            here = [one for one in log if moment(one["start"]) <= at < moment(one["until"])]
            here = [one for one in here if grounds[one["area"]].covers(spot)]
            for kind in kinds:
                best = defaultdict(float)
                for one in here:
                    if not one["kinds"] or kind in one["kinds"].split(";"):
                        best[one["means"]] = max(best[one["means"]], float(one["chance"]))
                missed = 1.0
                for chance in best.values():
                    missed *= 1.0 - chance
                sums += (1.0 - missed) / len(kinds)
        assert sums / drawn == pytest.approx(area["watched"]["share"], abs=0.06)
