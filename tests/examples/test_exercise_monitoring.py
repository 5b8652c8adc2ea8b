"""The exercise's reports are sound, are drawn from the truth beside them, and hide nothing that the script did not."""

import csv
import runpy
import tomllib
from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from accord.model.workspace import Workspace
from accord.monitor.judge import judge
from accord.store.events import Events, read_events
from accord.store.read import read_workspace

EXAMPLES = Path(__file__).parents[2] / "examples"
EXERCISE, TRUTH = EXAMPLES / "exercise", EXAMPLES / "exercise-truth"
PARTIES = {"XOR": "XOR-STAFF", "XHA": "XHA-STAFF"}
LOOK_FOR_THEMSELVES = {"MON-POSTS", "MON-CAMERAS", "MON-DRONES", "XQU-SAT", "WITNESS", *PARTIES.values()}
AGENCY = "WIRE"


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return read_workspace(EXERCISE)


@pytest.fixture(scope="module")
def events(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Events:
    folder = tmp_path_factory.mktemp("exercise")
    for path in EXERCISE.rglob("*.csv"):
        target = folder / path.relative_to(EXERCISE)
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(path.read_bytes())
    return read_events(folder, workspace=workspace)


@pytest.fixture(scope="module")
def truth() -> list[dict[str, str]]:
    with (TRUTH / "truth.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def planted() -> dict[str, dict[str, object]]:
    return tomllib.loads((TRUTH / "planted.toml").read_text(encoding="utf-8"))


# Reports


def test_every_file_of_events_reads_without_fault_or_warning(events: Events) -> None:
    assert 2500 <= events.reports.height <= 4000
    assert min(events.watches.height, events.claims.height, events.reviews.height) > 0
    assert events.warnings == ()


def test_seven_sources_look_for_themselves_and_one_copies(events: Events, workspace: Workspace) -> None:
    assert set(events.reports["source"]) == LOOK_FOR_THEMSELVES | {AGENCY}
    assert {workspace.sources[source].reliability.value for source in LOOK_FOR_THEMSELVES} == {"A", "B", "C", "D"}
    assert set(events.reports.filter(pl.col("copy_of").is_not_null())["source"]) == {AGENCY}
    unnamed = events.reports.filter((pl.col("source") == AGENCY) & pl.col("copy_of").is_null())
    assert unnamed.height > 50


def test_two_sources_are_parties_and_accuse_each_other(events: Events) -> None:
    for party, source in PARTIES.items():
        mine = events.reports.filter(pl.col("source") == source)
        assert set(mine["claimant"]) == {party}
        assert set(mine["party"]) == set(PARTIES) - {party}
    assert set(events.reports.filter(pl.col("claimant").is_not_null())["source"]) == set(PARTIES.values())


def test_reports_lie_in_the_six_months_and_near_the_line(events: Events) -> None:
    days = events.reports.select(pl.col("start").dt.date().min().alias("first"), pl.col("start").dt.date().max())
    assert [str(day) for day in days.row(0)] == ["2027-03-02", "2027-08-31"]
    assert events.reports.filter(pl.col("until") > pl.col("received")).is_empty()
    placed = events.reports.filter(pl.col("longitude").is_not_null())
    assert placed.filter(~pl.col("longitude").is_between(-31.0, -28.2)).is_empty()
    assert placed.filter(~pl.col("latitude").is_between(41.8, 45.2)).is_empty()


def test_locations_are_wedges_points_and_regions(events: Events) -> None:
    shapes = events.reports.select(
        wedge=pl.col("bearing").is_not_null(), region=pl.col("place").is_not_null(), point=pl.col("error_km") > 0
    )
    assert min(shapes.sum().row(0)) > 50
    assert shapes.filter(pl.sum_horizontal(pl.all().cast(pl.UInt8)) != 1).is_empty()


def test_the_script_writes_what_is_shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(EXAMPLES)
    folder, hidden = tmp_path / "exercise", tmp_path / "truth"
    folder.mkdir()
    (folder / "places.geojson").write_bytes((EXERCISE / "places.geojson").read_bytes())
    runpy.run_path(str(EXAMPLES / "exercise_reports.py"))["main"](folder, hidden)
    names = ["coverage.csv", "claims.csv", "reviews.csv", "notifications.csv"]
    names += [f"reports/{path.name}" for path in sorted((EXERCISE / "reports").iterdir())]
    assert sorted(f"reports/{path.name}" for path in (folder / "reports").iterdir()) == names[4:]
    assert [name for name in names if (folder / name).read_bytes() != (EXERCISE / name).read_bytes()] == []
    assert all((hidden / name).read_bytes() == (TRUTH / name).read_bytes() for name in ("truth.csv", "planted.toml"))


def test_reports_are_small_enough_to_ship() -> None:
    assert sum(path.stat().st_size for path in (EXERCISE / "reports").iterdir()) < 1_500_000


# Coverage, claims, reviews


def test_coverage_has_holes_of_each_kind(events: Events) -> None:
    holes = Counter(events.watches["hindrance"].drop_nulls().cast(pl.String).to_list())
    assert {"weather", "denial", "jamming", "broken", "mines", "staff"} <= set(holes)


def test_cameras_are_added_in_one_sector_halfway(events: Events) -> None:
    more = planted()["more_cameras"]
    films = events.watches.filter((pl.col("observer") == "MON-CAMERAS") & pl.col("hindrance").is_null())
    day = pl.lit(str(more["first"])).str.to_date()
    now = films.filter(pl.col("start").dt.date() >= day).group_by("area").agg(pl.col("chance").max())
    before = films.filter(pl.col("start").dt.date() < day).group_by("area").agg(was=pl.col("chance").max())
    both = now.join(before, on="area", how="left").with_columns(pl.col("was").fill_null(0.0))
    assert set(both.filter(pl.col("chance") > pl.col("was") + 0.1)["area"]) == set(more["areas"])  # type: ignore[arg-type]


def test_parties_claim_more_than_happened(events: Events, truth: list[dict[str, str]]) -> None:
    claimed = events.claims.filter(pl.col("party") == "XOR")["count"].sum()
    fire = [row for row in truth if row["party"] == "XHA" and row["unit"] in ("round", "burst", "strike")]
    assert claimed > 1.2 * len(fire)
    assert set(events.claims["unit"].cast(pl.String)) == {"incident", "round"}


def test_reviews_decide_rightly(events: Events, truth: list[dict[str, str]]) -> None:
    told = [set(row["reports"].split(";")) for row in truth]
    assert all(any(set(reports) <= of_one for of_one in told) for reports in events.reviews["reports"])
    assert set(events.reviews["action"].cast(pl.String)) == {"confirm", "merge", "attribute"}


# The truth


def test_the_truth_names_reports_that_exist_each_once(events: Events, truth: list[dict[str, str]]) -> None:
    named = [report for row in truth for report in row["reports"].split(";") if report]
    assert len(named) == len(set(named))
    ids = set(events.reports["id"])
    assert set(named) < ids
    assert 200 < len(ids - set(named)) < 500  # what parties invent, rumours, and copies of both


def test_some_of_the_truth_is_reported_by_nobody(truth: list[dict[str, str]]) -> None:
    missed = sum(not row["reports"] for row in truth)
    assert 0.15 < missed / len(truth) < 0.3


def test_what_is_planted_stands_out_in_the_truth(truth: list[dict[str, str]]) -> None:
    parts = planted()
    breakdown = [row for row in truth if row["part"] == "breakdown"]
    assert len(breakdown) > 25
    west_and_east = {f"{row['area'].rsplit('-', 1)[0]}" for row in breakdown if row["area"].startswith("south-")}
    assert west_and_east == {"south-1", "south-2", "south-3"}
    regrouping = [row for row in truth if row["part"] == "regrouping"]
    assert len(regrouping) > 30
    assert {row["kind"] for row in regrouping} <= set(parts["regrouping"]["kinds"])  # type: ignore[arg-type]
    assert all(str(parts["regrouping"]["first"]) <= row["at"][:10] <= "2027-08-21" for row in regrouping)


def test_judging_the_truth_finds_its_breaches(workspace: Workspace, truth: list[dict[str, str]]) -> None:
    """With true places, times, kinds and parties, the deal's terms say what the script says: caps left aside."""
    assert workspace.deal is not None
    at = pl.col("at").str.to_datetime("%Y-%m-%dT%H:%MZ", time_unit="us", time_zone="UTC")
    numbers = [pl.col(name).cast(pl.Float64, strict=False) for name in ("longitude", "latitude", "calibre_mm")]
    known = pl.DataFrame(truth).with_columns(*numbers, pl.col("party").replace("", None), start=at, until=at)
    sure = known.with_columns(error_km=0.0, probability=1.0, party_share=1.0, count_low=pl.lit(1.0), count_high=1.0)
    found = judge(sure, workspace.deal, workspace.places)
    caps = {term.id for term in workspace.deal.terms if term.kind.value == "cap"}
    broken = found.filter(pl.col("verdict").is_in(["breach", "likely_breach"]) & ~pl.col("term").is_in(sorted(caps)))
    said = {(str(row["incident"]), str(row["term"])) for row in broken.iter_rows(named=True)}
    true = {(row["id"], term) for row in truth for term in row["terms"].split(";") if term}
    assert true - said == set()
    assert said - true == set()
