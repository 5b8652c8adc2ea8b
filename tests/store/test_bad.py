"""Every fault has a file of its own, and the messages that it must give."""

from pathlib import Path

import pytest
from tests.store.workspaces import BAD, good_copy, overlay

from accord import BadWorkspace, read_workspace

FAULTS = sorted(path for path in BAD.iterdir() if path.is_dir())


def messages(workspace: Path) -> list[str]:
    with pytest.raises(BadWorkspace) as caught:
        read_workspace(workspace)
    return [str(problem) for problem in caught.value.problems]


def expected(fault: Path) -> list[str]:
    return (fault / "expected.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_gives_its_messages_and_no_others(fault, tmp_path):
    workspace = good_copy(tmp_path / "workspace")
    overlay(fault, workspace)
    assert messages(workspace) == expected(fault)


def test_there_are_faults_enough():
    assert len(FAULTS) >= 60
    assert all(expected(fault) for fault in FAULTS)


MANY = (
    "byte_order_mark",
    "column_in_capitals",
    "conditions_in_a_circle",
    "limit_without_maximum",
    "number_with_underscore",
    "offer_ends_before_it_starts",
    "phase_unknown",
    "polygon_crosses_itself",
    "pool_of_people_with_capability",
    "quality_of_zero",
    "scenario_of_an_unknown_condition",
    "scenario_of_an_unknown_tag",
)


def test_the_faults_of_all_files_are_listed_at_once(tmp_path):
    workspace = good_copy(tmp_path / "workspace")
    for name in MANY:
        overlay(BAD / name, workspace)
    assert set(messages(workspace)) == {line for name in MANY for line in expected(BAD / name)}


def test_a_row_lists_all_its_faults_at_once(tmp_path):
    workspace = good_copy(tmp_path / "workspace")
    (workspace / "limits.csv").write_text("id,nations,resource,maximum\nmine,XZZ;xx,folk,-1\n")
    assert messages(workspace) == [
        "limits.csv:2: maximum: must be at least 0, not '-1'",
        "limits.csv:2: nations: must be a code of three capital letters such as XAA, not 'xx'",
        "limits.csv:2: resource: must be one of people, units, tonnes, money, days_of_stay, not 'folk'",
        "scenarios/ceasefire.toml:13: limits: no 'xbb-people' in limits.csv",
    ]


def test_a_failed_row_still_answers_to_its_id(tmp_path):
    workspace = good_copy(tmp_path / "workspace")
    table = workspace / "capabilities.csv"
    table.write_text(table.read_text().replace("INF-CO,Infantry company,land,140", "INF-CO,Infantry company,land,many"))
    assert messages(workspace) == ["capabilities.csv:2: people: must be a whole number such as 12, not 'many'"]


def test_lines_are_counted_as_an_editor_counts_them(tmp_path):
    workspace = good_copy(tmp_path / "workspace")
    text = 'id,title,reliability\r\ns-note,"two\r\nlines, and ""quotes""",B\r\n\r\n,,\r\ns-letter,Letter,Z\r\n'
    (workspace / "sources.csv").write_bytes(text.encode())
    assert messages(workspace) == [
        "sources.csv:6: reliability: must be one of A, B, C, D, E, F, not 'Z'",
    ]
