"""``accord plan`` writes what it prints, says how good it is in exact words, and can be run again byte for byte."""

import json
from pathlib import Path

import pytest
from tests.store.workspaces import good_copy

from accord import Option, read_results
from accord.cli.app import FAILED, FAULTY, run
from accord.plan.worst import worst_lines
from accord.store.run import read_runs


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COLUMNS", "140")
    return good_copy(tmp_path / "workspace")


def planned(folder: Path, *options: str) -> bytes:
    assert run(["plan", str(folder), "--rounds", "1", *options]) == 0
    return (folder / "out/options.json").read_bytes()


def test_it_prints_options_bounds_gaps_and_where_the_results_lie(folder, capsys):
    planned(folder)
    said = capsys.readouterr()
    words = " ".join(said.out.split())
    for expected in (
        "Lakeland monitoring force (nations and land are invented)",
        "coverage: Most coverage",
        "cheap: Cheapest",
        "Coverage by priority, and how far the best could be",
        "Gaps of coverage:",
        f"Written: {folder / 'out/options.json'}",
        f"Written: {folder / 'out/run.json'}",
    ):
        assert expected in words
    assert "optimal" not in words.lower()
    assert any(word in words for word in ("proven", "gap 0.", "gap 1."))


def test_no_terminal_means_no_progress_bar(folder, capsys):
    planned(folder)
    assert "\x1b" not in capsys.readouterr().err


def test_the_saved_options_are_those_that_json_prints(folder, capsys):
    saved = planned(folder, "--json")
    assert capsys.readouterr().out.encode() == saved
    assert [option["id"] for option in json.loads(saved)] == ["coverage", "robust", "fair", "cheap"]
    assert all(option.broken_rules == () for option in read_results(folder, Option))


def test_rounds_make_the_same_bytes_twice(folder):
    assert planned(folder, "--seed", "3") == planned(folder, "--seed", "3")


def test_a_run_can_be_repeated_from_what_run_json_says(folder):
    """Every option of the command line stands in the record, defaults included."""
    saved = planned(folder, "--scenario", "late", "--tolerance", "2.5", "--seed", "5", "--as-of", "2026-01-11")
    record = read_runs(folder)["plan"]
    (folder / "out/options.json").unlink()
    options = [
        word
        for name, value in record.arguments.items()
        if value is not None
        for word in (f"--{name.replace('_', '-')}", str(value))
    ]
    assert run([record.command, str(folder), *options, "--seed", str(record.seed), "--as-of", str(record.as_of)]) == 0
    assert (folder / "out/options.json").read_bytes() == saved
    assert read_runs(folder)["plan"] == record
    assert {option.scenario for option in read_results(folder, Option)} == {"late"}


def test_a_faulty_workspace_is_not_planned_and_nothing_is_written(folder, capsys):
    offers = folder / "offers.csv"
    offers.write_text(offers.read_text().replace("INF", "INFF", 1))
    before = sorted(folder.rglob("*"))
    assert run(["plan", str(folder), "--rounds", "1"]) == FAULTY
    assert "nothing was written" in capsys.readouterr().err
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--scenario", "nowhere"], "no scenario 'nowhere'; there are: base, ceasefire, late"),
        (["--tolerance", "-1"], "the tolerance must be a number from 0 to 100 percentage points, not -1.0"),
        (["--fair-by", "area"], "burden cannot be set against 'area'; there are: gdp, population, personnel"),
        (["--time-limit", "0"], "--time-limit: must be more than 0 seconds, not 0"),
        (["--time-limit", "nan"], "--time-limit: must be more than 0 seconds, not nan"),
        (["--rounds", "0"], "--rounds: must be at least 1, not 0"),
    ],
)
def test_an_option_that_makes_no_sense_is_refused(folder, capsys, options, words):
    assert run(["plan", str(folder), *options]) == FAILED
    assert words in capsys.readouterr().err
    assert not (folder / "out").exists()


def test_short_lines_come_in_order_of_what_they_weigh(folder):
    planned(folder)
    (first, *_) = read_results(folder, Option)
    lines = worst_lines(first.gaps)
    weight = {"essential": 8, "important": 4, "desirable": 2}
    weighed = [sum(weight[gap.priority] * gap.short * gap.periods for gap in line) for line in lines]
    assert weighed == sorted(weighed, reverse=True)
    assert sorted(gap.requirement for line in lines for gap in line) == sorted(gap.requirement for gap in first.gaps)
