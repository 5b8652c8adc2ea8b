"""Every fault of the files of events has files of its own, and the messages that they must give."""

import csv

import pytest
from tests.store.workspaces import DATA, good_copy, overlay

from accord import BadWorkspace, read_workspace
from accord.store.events import read_events

BAD = DATA / "bad_events"
FAULTS = sorted(path for path in BAD.iterdir() if path.is_dir())


@pytest.fixture
def workspace(tmp_path):
    home = good_copy(tmp_path / "workspace")
    overlay(DATA / "good_events", home)
    return home


def messages(home):
    with pytest.raises(BadWorkspace) as caught:
        read_events(home, workspace=read_workspace(home))
    return [str(problem) for problem in caught.value.problems]


def expected(fault):
    return (fault / "expected.txt").read_text(encoding="utf-8").splitlines()


def test_the_good_files_have_no_fault(workspace):
    events = read_events(workspace, workspace=read_workspace(workspace))
    assert [frame.height for frame in (events.reports, events.watches, events.reviews)] == [5, 2, 2]
    assert [frame.height for frame in (events.claims, events.notifications)] == [1, 1]
    assert events.warnings == ()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_gives_its_messages_and_no_others(fault, workspace):
    overlay(fault, workspace)
    assert messages(workspace) == expected(fault)


def test_there_are_faults_enough():
    assert len(FAULTS) >= 80
    assert all(expected(fault) for fault in FAULTS)


def test_the_faults_of_all_files_are_listed_at_once(workspace):
    names = ("watch_chance_above_one", "review_merges_one", "claim_against_itself", "nowhere")
    for name in names:
        overlay(BAD / name, workspace)
    assert set(messages(workspace)) == {line for name in names for line in expected(BAD / name)}


def test_planning_does_not_read_events(workspace):
    overlay(BAD / "reports_in_utf_16", workspace)
    assert read_workspace(workspace) == read_workspace(DATA / "good")


def test_nothing_is_kept_of_a_file_at_fault(workspace):
    overlay(BAD / "many_alike", workspace)
    messages(workspace)
    assert len(messages(workspace)) == 10
    with (workspace / "reports" / "odd.csv").open(newline="") as file:
        assert len(list(csv.reader(file))) == 214
