"""accord posts: the page, the files, the lines that plan reads, and what is refused."""

import csv
import json
import shutil
from pathlib import Path

import pytest
from tests.store.workspaces import good_copy

from accord.cli.app import FAILED, run
from accord.model.option import Option
from accord.monitor import posts as chosen
from accord.store.read import read_workspace
from accord.store.results import read_results
from accord.store.run import read_runs

EXERCISE = Path(__file__).parents[2] / "examples" / "exercise"
QUICK = ("--cell-km", "8", "--site-km", "12", "--time-limit", "3")


@pytest.fixture
def home(tmp_path):
    """The exercise without anything monitored: every cell counts the same."""
    folder = tmp_path / "exercise"
    shutil.copytree(
        EXERCISE, folder, ignore=shutil.ignore_patterns("out", "reports", "*.parquet", "coverage.csv", "reviews.csv")
    )
    return folder


def posts(home, *more):
    return run(["posts", str(home), *QUICK, *more])


def test_the_page_says_where_why_how_sure_and_what_is_left_unseen(home, capsys):
    assert posts(home, "--teams", "4", "--sensors", "2") == 0
    out = capsys.readouterr().out
    for part in (
        "4 teams and 2 sensors at",
        "Bound: no placing of them at these",
        "One more post would add",
        "Posts by side of the line: XHA",
        "Posts, the most telling first",
        "Left unseen, in 30 days",
        "own planning assumptions",
        "No incidents are known",
        "posts.json",
    ):
        assert part in out


def test_the_result_and_how_it_came_about_are_kept(home, capsys):
    assert posts(home, "--teams", "3", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert json.loads((home / "out" / "monitor" / "posts.json").read_text()) == found
    assert found["teams"] == 3
    assert 0 < found["detected"] <= found["bound"] <= found["expected"]
    areas = found["areas"]
    assert sum(area["detected"] for area in areas) == pytest.approx(found["detected"])
    assert read_runs(home)["posts"].arguments["teams"] == 3
    assert {"places.geojson", "deal.toml"} <= set(read_runs(home)["posts"].inputs)


def test_coordinates_are_told_to_a_hundredth_of_a_degree(home, capsys):
    posts(home, "--teams", "3", "--json")
    for post in json.loads(capsys.readouterr().out)["posts"]:
        assert post["longitude"] == round(post["longitude"], 2)
        assert post["latitude"] == round(post["latitude"], 2)


def test_lines_are_written_on_request_alone_and_planned_with(tmp_path):
    home, lines = good_copy(tmp_path / "workspace"), tmp_path / "lines.csv"
    options = ("--teams", "6", "--shifts", "2", "--sensors", "2", "--area", "SOUTH")
    assert posts(home, *options) == 0
    assert not lines.exists()
    words = ("--requirements", str(lines), "--team-capability", "INF-CO", "--sensor-capability", "PATROL")
    assert posts(home, *options, *words) == 0
    with (home / "requirements.csv").open(newline="") as mine, lines.open(newline="") as added:
        table = csv.DictReader(mine)
        rows = [*table, *csv.DictReader(added)]
    with (home / "requirements.csv").open("w", newline="") as both:
        writer = csv.DictWriter(both, table.fieldnames)
        writer.writeheader()
        writer.writerows(rows)
    found = {key: line for key, line in read_workspace(home).requirements.items() if key.startswith("P-")}
    assert {(line.capability, line.area, line.units) for line in found.values()} == {
        ("INF-CO", "SOUTH", 6),
        ("PATROL", "SOUTH", 2),
    }
    assert run(["plan", str(home), "--rounds", "1"]) == 0
    assert set(found) <= {line.key for line in read_results(home, Option)[0].by_line}


def test_nothing_is_written_over(home, capsys):
    mine = (home / "requirements.csv").read_bytes()
    assert posts(home, "--teams", "3", "--requirements", str(home / "requirements.csv")) == FAILED
    assert "nothing is written over" in capsys.readouterr().err
    assert (home / "requirements.csv").read_bytes() == mine


def test_ctrl_c_keeps_the_best_so_far(home, capsys, monkeypatch):
    def stopped(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(chosen, "proofs", stopped)
    monkeypatch.setattr(chosen, "GAP", 0.0)
    assert posts(home, "--teams", "5", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["is_interrupted"]
    assert found["teams"] == 5
    assert 0 < found["detected"] <= found["bound"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--teams", "-1"), "--teams: must be at least 0, not -1"),
        (("--teams", "1", "--sensors", "-2"), "--sensors: must be at least 0, not -2"),
        (("--teams", "1", "--shifts", "0"), "--shifts: must be above 0, not 0"),
        (("--teams", "1", "--balance", "0.6"), "--balance: must be from 0 to 0.5, not 0.6"),
        (("--teams", "1", "--team-range-km", "nan"), "--team-range-km: must be above 0, not nan"),
        (("--teams", "1", "--days", "0"), "--days: must be above 0, not 0"),
        (("--teams", "1", "--time-limit", "0"), "--time-limit: must be above 0, not 0"),
        (("--teams", "1", "--area", "nowhere"), "no place 'nowhere' in places.geojson"),
        (("--teams", "1", "--area", "line-of-contact"), "no ground to watch"),
        (("--teams", "1", "--cell-km", "0.02"), "too many to weigh"),
        (("--teams", "1", "--cell-km", "5000"), "no cell of 5000 km fits"),
        (("--teams", "1", "--requirements", "x.csv", "--team-capability", "NOBODY"), "--team-capability: no 'NOBODY'"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(home, capsys, options, said):
    assert run(["posts", str(home), *options]) == FAILED
    assert said in " ".join(capsys.readouterr().err.split())
    assert not (home / "out" / "monitor" / "posts.json").exists()
    assert not (home / "out" / "run.json").exists()
