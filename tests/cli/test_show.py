"""accord show: file and line, versions, source, what names a row and what uses it."""

import pytest
from tests.store.test_results import OPTION
from tests.store.workspaces import good_copy

from accord import write_results
from accord.cli.app import run
from accord.store.run import describe_run


@pytest.fixture
def workspace(tmp_path):
    return good_copy(tmp_path / "workspace")


@pytest.fixture
def shown(workspace, capsys):
    def show(*words):
        code = run(["show", str(workspace), *words])
        said = capsys.readouterr()
        return code, [" ".join(line.split()) for line in (said.out + said.err).splitlines()]

    return show


def test_a_row_shows_its_versions_source_and_who_names_it(shown):
    code, lines = shown("a-inf")
    assert code == 0
    assert lines[0] == "offers/a-inf"
    assert lines[1] == "offers.csv:2 (counts) offers.csv:3"
    assert "units 4 2" in lines
    assert "recorded 2026-01-12 2026-01-05" in lines
    assert "Source s-letter (grade A): Letter of the government of Arland, Government of Arland, 2026-01-12" in lines
    assert "commitments.csv:2: commitments/a-island (offer)" in lines


def test_as_of_marks_the_version_that_counted(shown):
    assert shown("a-inf", "--as-of", "2026-01-11")[1][1] == "offers.csv:2 offers.csv:3 (counts)"
    assert "Not known on 2026-01-01" in shown("a-inf", "--as-of", "2026-01-01")[1]


def test_scenarios_and_places_name_and_are_named(shown):
    assert "scenarios/ceasefire.toml:10: scenarios/ceasefire (nation_conditions.XCC)" in shown("mandate")[1]
    assert "scenarios/late.toml:3: scenarios/late (withdraw)" in shown("XBB")[1]
    lines = shown("LAKE")[1]
    assert lines[:2] == ["places/LAKE", "places.geojson:8"]
    assert "requirements.csv:5: requirements/R4 (area)" in lines


def test_an_id_that_tables_share_shows_every_row_or_the_one_named(shown):
    lines = shown("xbb-people")[1]
    assert {"pools/xbb-people", "limits/xbb-people"} <= set(lines)
    assert "pools/xbb-people" not in shown("limits/xbb-people")[1]


def test_an_unknown_id_names_the_nearest(shown):
    assert shown("a-imf") == (1, ["accord: no 'a-imf' in the workspace; nearest: 'a-inf'"])


def test_results_are_shown_with_the_rows_that_they_use(shown, workspace):
    write_results(workspace, describe_run(workspace, command="plan", arguments={}), [OPTION])
    tour = "2 x INF-CO of XAA (a-inf) on R1, 2026-03-01 to 2026-06-30"
    for row in ("a-inf", "R1", "XAA", "INF-CO"):
        lines = shown(row)[1]
        assert lines[lines.index("In option most") + 1] == tour
    assert "R2 is short by 1.5 from 2026-03-01 to 2026-03-01: 2 units rest" in shown("R2")[1]
    assert "out" in shown("c-inf")[1]
    assert "Option most: Most coverage" in shown("most")[1]
    assert not any("have changed" in line for line in shown("R1")[1])
    (workspace / "limits.csv").write_text("id,resource,maximum\nxbb-people,people,1\n")
    assert "Since the plan was made, these files have changed: limits.csv" in shown("R1")[1]
