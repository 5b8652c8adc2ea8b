"""``accord compare`` takes saved options while they stand and plans when they do not."""

import json
from pathlib import Path

import pytest
from tests.store.workspaces import good_copy

from accord.cli import compare as module
from accord.cli.app import FAILED, run

ROUNDS = ("--rounds", "1", "--draws", "20")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COLUMNS", "140")
    folder = good_copy(tmp_path / "workspace")
    assert run(["plan", str(folder), "--rounds", "1"]) == 0
    return folder


@pytest.fixture
def plannings(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every planning that compare starts."""
    started: list[object] = []
    planned = module.plan_and_save
    monkeypatch.setattr(module, "plan_and_save", lambda wish: started.append(wish) or planned(wish))
    return started


def compared(folder: Path, *options: str) -> None:
    assert run(["compare", str(folder), *ROUNDS, *options]) == 0


def test_every_criterion_stands_beside_every_option(folder, capsys):
    capsys.readouterr()
    compared(folder)
    said = " ".join(capsys.readouterr().out.split())
    for expected in (
        "coverage robust fair cheap",
        "essential",
        "Coverage by component",
        "Coverage by area",
        "2026 H1",
        "worst withdrawal",
        "after re-planning",
        "P10 of futures",
        "people deployed, peak",
        "people with those at rest, mean",
        "cost, likely, million EUR",
        "nations",
        "handovers, units relieved in place",
        "unit-months short",
        "Unit-months in which two options differ",
    ):
        assert expected in said


def test_saved_options_that_stand_are_not_planned_again(folder, plannings):
    saved = (folder / "out/options.json").read_bytes()
    compared(folder)
    assert plannings == []
    assert (folder / "out/options.json").read_bytes() == saved


@pytest.mark.parametrize("options", [("--scenario", "late"), ("--as-of", "2026-01-11")])
def test_another_question_is_planned(folder, plannings, options):
    compared(folder, *options)
    assert len(plannings) == 1


def test_a_changed_input_is_planned_again(folder, plannings):
    settings = folder / "accord.toml"
    settings.write_text(settings.read_text() + "\n# a remark\n")
    compared(folder)
    assert len(plannings) == 1
    compared(folder)
    assert len(plannings) == 1


def test_without_results_it_plans(folder, plannings):
    for path in (folder / "out").iterdir():
        path.unlink()
    compared(folder)
    assert len(plannings) == 1


def test_json_holds_the_comparison_and_is_the_same_twice(folder, capsys):
    texts = []
    for _ in range(2):
        capsys.readouterr()
        compared(folder, "--json")
        texts.append(capsys.readouterr().out)
    assert texts[0] == texts[1]
    found = json.loads(texts[0])
    assert [profile["option"] for profile in found["profiles"]] == ["coverage", "robust", "fair", "cheap"]
    assert {profile["futures"]["draws"] for profile in found["profiles"]} == {20}


def test_no_futures_are_refused(folder, capsys):
    assert run(["compare", str(folder), "--draws", "0"]) == FAILED
    assert "--draws: must be at least 1, not 0" in capsys.readouterr().err
