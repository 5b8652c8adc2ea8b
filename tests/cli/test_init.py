"""accord init: a workspace that passes the check and can be planned."""

import pytest

from accord import read_workspace
from accord.cli.app import run


@pytest.fixture
def started(tmp_path, capsys):
    assert run(["init", str(tmp_path / "mine")]) == 0
    capsys.readouterr()
    return tmp_path / "mine"


def test_the_start_passes_the_check_without_a_warning(started, capsys):
    assert run(["check", str(started)]) == 0
    assert "Warnings" not in capsys.readouterr().out


def test_the_start_shows_each_table(started):
    workspace = read_workspace(started)
    tables = ("offers", "requirements", "limits", "conditions", "caveats", "pools", "commitments", "substitutes")
    assert all(getattr(workspace, table) for table in tables)
    assert workspace.settings.invented
    assert {path.name for path in started.glob("*.csv")} <= set((started / "README.md").read_text().split("`"))


def test_the_start_can_be_planned(started):
    from accord.plan.compile import compile_problem

    workspace = read_workspace(started)
    for scenario in workspace.scenarios.values():
        problem = compile_problem(workspace, scenario).problem
        assert problem.n_pairs > 0
        assert problem.demand.sum() > 0


def test_nothing_is_overwritten(started, capsys):
    (started / "offers.csv").write_text("mine")
    assert run(["init", str(started)]) == 1
    assert "is in use: nothing was written" in capsys.readouterr().err
    assert (started / "offers.csv").read_text() == "mine"


def test_an_empty_folder_is_filled(tmp_path):
    assert run(["init", str(tmp_path)]) == 0
    assert read_workspace(tmp_path).offers


def test_a_file_in_the_way_is_left_alone(tmp_path, capsys):
    (tmp_path / "file").write_text("keep")
    assert run(["init", str(tmp_path / "file")]) == 1
    assert (tmp_path / "file").read_text() == "keep"
