"""Reading a workspace: what counts, and where it stood."""

import csv
import datetime as dt
import io
import random
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.store.workspaces import GOOD, good_copy

from accord import BadWorkspace, NotFound, read_workspace
from accord.model.fields import row_text
from accord.model.records import Offer


def test_the_good_workspace_is_read_whole():
    workspace = read_workspace(GOOD)
    assert list(workspace.offers) == ["a-inf", "a-med", "b-mech", "b-ship", "c-inf", "c-none"]
    assert list(workspace.places) == ["LAKE", "NORTH", "SOUTH"]
    assert list(workspace.scenarios) == ["ceasefire", "late"]
    assert workspace.scenarios["ceasefire"].conditions == {"ceasefire": True, "mandate": 0.6}
    assert workspace.requirements["R5"].start == 60
    assert workspace.offers["c-inf"].start == dt.date(2026, 6, 1)
    assert workspace.offers["b-mech"].note == 'said "perhaps", then yes'


def test_every_row_knows_its_line():
    lines = read_workspace(GOOD).lines
    assert lines["offers/a-inf"] == ("offers.csv", 2)
    assert lines["places/LAKE"] == ("places.geojson", 8)
    assert lines["scenarios/late"] == ("scenarios/late.toml", 1)
    early = read_workspace(GOOD, as_of=dt.date(2026, 1, 11)).lines
    assert early["offers/a-inf"] == ("offers.csv", 3)


def test_the_newest_version_counts_and_as_of_goes_back():
    assert read_workspace(GOOD).offers["a-inf"].units == 4
    assert read_workspace(GOOD, as_of=dt.date(2026, 1, 11)).offers["a-inf"].units == 2


def test_a_row_known_by_then_may_not_point_at_one_that_was_not(tmp_path):
    workspace = good_copy(tmp_path / "workspace")
    (workspace / "commitments.csv").write_text("id,nation,operation,offer,units\nduty,XAA,Duty,a-med,1\n")
    read_workspace(workspace)
    with pytest.raises(BadWorkspace) as caught:
        read_workspace(workspace, as_of=dt.date(2026, 1, 11))
    message = "'a-med' was recorded in offers.csv only on 2026-01-12, after 2026-01-11"
    assert str(caught.value) == f"commitments.csv:2: offer: {message}"


@pytest.mark.parametrize("make", [lambda folder: None, lambda folder: folder.mkdir()])
def test_a_folder_that_is_no_workspace_is_not_found(make, tmp_path):
    make(tmp_path / "elsewhere")
    with pytest.raises(NotFound, match="elsewhere"):
        read_workspace(tmp_path / "elsewhere")


def test_optional_tables_may_be_missing_or_empty(tmp_path):
    workspace = good_copy(tmp_path / "workspace")
    (workspace / "commitments.csv").unlink()
    (workspace / "substitutes.csv").write_text("id,capability,substitute\n")
    read = read_workspace(workspace)
    assert (read.commitments, read.substitutes) == ({}, {})


def test_a_missing_column_takes_its_default(tmp_path):
    workspace = good_copy(tmp_path / "workspace")
    (workspace / "substitutes.csv").write_text("id,capability,substitute\nany,INF-CO,MECH-CO\n")
    assert read_workspace(workspace).substitutes["any"].quality == 1.0


@given(seed=st.integers(0, 10**6))
@settings(max_examples=15, deadline=None)
def test_the_order_of_rows_means_nothing(seed, tmp_path_factory):
    workspace = good_copy(tmp_path_factory.mktemp("shuffled") / "workspace")
    rng = random.Random(seed)
    for path in workspace.glob("*.csv"):
        header, *rows = path.read_text().splitlines(keepends=True)
        rng.shuffle(rows)
        path.write_text(header + "".join(rows))
    shuffled, usual = read_workspace(workspace), read_workspace(GOOD)
    assert shuffled == usual
    assert list(shuffled.offers) == list(usual.offers)


DAYS = st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2026, 1, 9))
VERSIONS = st.lists(
    st.tuples(st.sampled_from(["p", "q", "r", "s"]), DAYS, st.integers(0, 9)),
    min_size=1,
    max_size=12,
    unique_by=lambda version: version[:2],
)


@given(versions=VERSIONS, as_of=DAYS)
@settings(max_examples=60, deadline=None)
def test_as_of_equals_a_filter_by_hand(versions, as_of, tmp_path_factory):
    folder = tmp_path_factory.mktemp("history") / "workspace"
    good_copy(folder)
    shutil.rmtree(folder / "scenarios")
    (folder / "commitments.csv").unlink()
    rows = [
        Offer(id=key, recorded=day, units=units, nation="XAA", capability="INF-CO", scopes=("home",))
        for key, day, units in versions
    ]
    _write_rows(folder / "offers.csv", rows)

    expected = {}
    for row in rows:
        before = expected.get(row.id)
        if as_of is not None and row.recorded is not None and row.recorded > as_of:
            continue
        if before is None or before.recorded is None or (row.recorded is not None and row.recorded > before.recorded):
            expected[row.id] = row
    assert read_workspace(folder, as_of=as_of).offers == expected


def _write_rows(path, rows):
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(Offer.model_fields))
    writer.writeheader()
    writer.writerows(map(row_text, rows))
    path.write_text(text.getvalue(), newline="")
