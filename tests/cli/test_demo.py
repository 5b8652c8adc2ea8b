"""``accord demo``: a copy of the exercise, planned, with its gaps and asks; nothing is ever overwritten."""

from pathlib import Path

import pytest

from accord import Option, read_results, read_workspace
from accord.cli import demo as module
from accord.cli.app import FAILED, run

EXERCISE = Path(__file__).parents[2] / "examples" / "exercise"


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes half a minute takes seconds, with worse plans."""
    monkeypatch.setenv("COLUMNS", "140")
    monkeypatch.setattr(module, "PLAN_SECONDS", 1.0)
    monkeypatch.setattr(module, "ASK_SECONDS", 1.0)
    monkeypatch.setattr(module, "PACK_SECONDS", 2.0)
    monkeypatch.setattr(module, "ASKS_TRIED", 2)


@pytest.mark.usefixtures("hurried")
def test_it_copies_plans_and_says_what_is_missing_and_whom_to_ask(tmp_path, capsys):
    folder = tmp_path / "demo"
    assert run(["demo", str(folder)]) == 0
    said = capsys.readouterr().out
    for words in (
        "Options",
        "Gaps of coverage",
        "Whom to ask",
        "Is the deal kept?",
        str(folder / "out" / "monitor" / "daily.html"),
        f"All results lie in {folder / 'out'}",
        str(folder / "out" / "brief" / "all" / "pack.pdf"),
    ):
        assert words in said
    assert read_workspace(folder).settings == read_workspace(EXERCISE).settings
    for path in EXERCISE.rglob("*.csv"):
        assert (folder / path.relative_to(EXERCISE)).read_bytes() == path.read_bytes()
    assert [option.id for option in read_results(folder, Option)] == ["coverage", "robust", "fair", "cheap"]
    assert all(option.broken_rules == () for option in read_results(folder, Option))
    assert (folder / "out" / "brief" / "all" / "pack.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert (folder / "out" / "brief" / "all" / "pack.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_folder_in_use_stays_as_it_is(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("mine")
    assert run(["demo", str(tmp_path)]) == FAILED
    assert "is in use: nothing was written" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_the_rows_that_it_names_exist():
    workspace = read_workspace(module.exercise())
    hints = " ".join(module._next(Path("x")))
    assert "XAV-01" in hints
    assert "XAV-01" in workspace.offers
    assert "settlement" in hints
    assert "settlement" in workspace.scenarios
