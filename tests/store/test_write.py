"""A workspace that is written and read again is the same workspace, and nothing is ever half-written."""

import pytest
from hypothesis import HealthCheck, given, settings
from tests.store.strategies import workspaces
from tests.store.workspaces import GOOD

from accord import AccordError, read_workspace, write_workspace
from accord.store import atomic
from accord.store.write import workspace_files


@given(workspace=workspaces())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_a_round_trip_is_the_identity(workspace, tmp_path_factory):
    folder = tmp_path_factory.mktemp("round") / "trip"
    write_workspace(workspace, folder)
    assert read_workspace(folder) == workspace


def test_the_good_workspace_survives_a_round_trip(tmp_path):
    workspace = read_workspace(GOOD)
    write_workspace(workspace, tmp_path / "again")
    assert read_workspace(tmp_path / "again") == workspace


def test_the_same_workspace_has_the_same_bytes(tmp_path):
    workspace = read_workspace(GOOD)
    write_workspace(workspace, tmp_path / "again")
    assert workspace_files(read_workspace(tmp_path / "again")) == workspace_files(workspace)


def test_a_folder_in_use_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("keep")
    with pytest.raises(AccordError, match="not empty"):
        write_workspace(read_workspace(GOOD), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_overwriting_replaces_tables_and_keeps_other_files(tmp_path):
    folder = tmp_path / "workspace"
    workspace = read_workspace(GOOD)
    write_workspace(workspace, folder)
    (folder / "mine.txt").write_text("keep")
    from dataclasses import replace

    smaller = replace(workspace, commitments={}, scenarios={"late": workspace.scenarios["late"]})
    write_workspace(smaller, folder, overwrite=True)
    assert read_workspace(folder) == smaller
    assert (folder / "mine.txt").read_text() == "keep"
    assert not (folder / "commitments.csv").exists()


def test_a_write_that_fails_leaves_nothing_behind(tmp_path, monkeypatch):
    workspace = read_workspace(GOOD)
    written = []

    def full_disk(path, data):
        written.append(path.name)
        if len(written) > 3:
            raise OSError("no space left")
        return len(data)

    monkeypatch.setattr(atomic.Path, "write_bytes", full_disk)
    with pytest.raises(OSError, match="no space"):
        write_workspace(workspace, tmp_path / "new")
    assert list(tmp_path.iterdir()) == []


def test_a_scenario_cannot_lead_out_of_the_folder(tmp_path):
    from dataclasses import replace

    workspace = read_workspace(GOOD)
    escaped = replace(workspace, scenarios={"../../elsewhere": workspace.scenarios["late"]})
    with pytest.raises(AccordError, match="cannot be the name of a file"):
        write_workspace(escaped, tmp_path / "new")
