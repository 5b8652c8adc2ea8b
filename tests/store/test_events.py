"""Reading events: what columns mean, what is kept, who may see them, and that kept copies change nothing."""

import csv
import datetime as dt
import shutil
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.store.workspaces import DATA, good_copy, overlay

from accord import read_workspace
from accord.model.claim import Claim
from accord.model.notification import Notification
from accord.model.report import Report
from accord.model.review import Review
from accord.model.watch import Watch
from accord.store.cells import read_cells
from accord.store.columns import SOUND, columns_of, typed
from accord.store.event_release import released_events
from accord.store.events import known_on, read_events
from accord.store.moment import parsed
from accord.store.release import released


@pytest.fixture
def home(tmp_path):
    folder = good_copy(tmp_path / "workspace")
    overlay(DATA / "good_events", folder)
    return folder


def read(home, **asked):
    return read_events(home, workspace=read_workspace(home), **asked)


def row(events, id):
    return events.reports.row(by_predicate=pl.col("id") == id, named=True)


def test_times_of_any_zone_are_utc(home):
    assert row(read(home), "p-1")["start"] == dt.datetime(2026, 3, 1, 20, tzinfo=dt.UTC)


def test_blank_cells_mean_what_the_record_says(home):
    one = row(read(home), "p-2")
    assert (one["count_high"], one["bearing_width"], one["means"]) == (2.0, None, "seen")
    one = row(read(home), "p-1")
    assert (one["until"], one["bearing_width"], one["count_high"]) == (one["start"], 22.5, 5.0)
    assert row(read(home), "p-3")["unit"] == "incident"


def test_every_field_of_every_record_is_a_column(home):
    events = read(home)
    for frame, kind in (
        (events.reports, Report),
        (events.watches, Watch),
        (events.reviews, Review),
        (events.claims, Claim),
        (events.notifications, Notification),
    ):
        assert frame.columns == [*kind.model_fields, "file", "line"]
        assert [frame.schema[column.name] for column in columns_of(kind)] == [c.dtype for c in columns_of(kind)]


def test_lines_are_counted_as_an_editor_counts_them(home):
    head, rest = (
        "id,source,received,start,kind,place,text",
        "s-note,2026-03-02T08:00:00Z,2026-03-01T20:00:00Z,shots,SOUTH",
    )
    text = f'{head}\r\n\r\nx-1,{rest},"two\r\nlines"\r\nx-2,{rest},z\r\n'
    (home / "reports" / "a.csv").write_bytes(text.encode())
    found = read_cells(home / "reports" / "a.csv", "a.csv", Report, [])
    assert found.select("line", "text").rows() == [(3, "two\r\nlines"), (5, "z")]


def test_a_report_that_stands_twice_counts_once(home):
    shutil.copyfile(home / "reports" / "patrols.csv", home / "reports" / "again.csv")
    assert read(home).reports["id"].sort().to_list() == ["l-1", "l-2", "p-1", "p-2", "p-3"]


def test_parquet_and_csv_say_the_same(home, tmp_path):
    before = read(home).reports.drop("file", "line")
    path = home / "reports" / "patrols.csv"
    frame = pl.read_csv(path, try_parse_dates=False)
    moments = [parsed(pl.col(name)).alias(name) for name in ("received", "start")]
    frame.with_columns(moments).write_parquet(path.with_suffix(".parquet"))
    path.unlink()
    assert read(home).reports.drop("file", "line").equals(before)


def test_what_is_kept_of_a_file_changes_nothing(home):
    first = read(home)
    assert list((home / "out" / "monitor" / "cache").iterdir())
    assert read(home).reports.equals(first.reports)


def test_a_changed_file_is_read_again(home):
    read(home)
    path = home / "reports" / "patrols.csv"
    path.write_text(path.read_text().replace("2,4,,", "2,5,,"))
    assert row(read(home), "p-1")["range_high_km"] == 5.0


def test_what_is_kept_may_be_damaged_or_gone(home):
    first = read(home)
    for path in (home / "out" / "monitor" / "cache").iterdir():
        path.write_bytes(b"PAR1 damaged PAR1")
    assert read(home).reports.equals(first.reports)


def test_reports_are_never_written(home):
    before = {path: path.read_bytes() for path in (home / "reports").iterdir()}
    read(home)
    assert {path: path.read_bytes() for path in (home / "reports").iterdir()} == before


def test_what_was_not_yet_known_is_left_out(home):
    assert read(home, as_of=dt.date(2026, 3, 2)).reports["id"].to_list() == ["l-1", "l-2", "p-1", "p-2"]
    assert read(home, as_of=dt.date(2026, 3, 1)).reports.height == 0
    events = read(home)
    assert known_on(events, dt.date(2026, 3, 2)).reviews.height == 0


def test_the_public_sees_neither_rows_nor_lines_that_are_not_released(home):
    workspace, events = read_workspace(home), read(home)
    seen = released_events(events, released(workspace, "public"), "public")
    assert "l-2" not in seen.reports["id"]
    assert "file" not in seen.reports.columns
    assert seen.warnings == ()
    assert released_events(events, workspace, "all") is events


def test_a_notification_is_seen_with_its_place_and_release(home):
    path = home / "notifications.csv"
    head, row = path.read_text().splitlines()
    path.write_text(f"{head},release\n{row},coalition\n{row.replace('n-1', 'n-2')},public\n")
    events, workspace = read(home), read_workspace(home)
    seen = released_events(events, workspace, "public").notifications
    assert seen["id"].to_list() == ["n-2"]
    assert "file" not in seen.columns
    without = replace(workspace, places={})
    assert released_events(events, without, "public").notifications.height == 0
    assert events.hashes["notifications.csv"]


def test_a_decision_about_a_hidden_report_is_hidden(home):
    path = home / "reports" / "letters.csv"
    path.write_text(path.read_text().replace("XAA,XBB,,", "XAA,XBB,,coalition"))
    seen = released_events(read(home), released(read_workspace(home), "public"), "public")
    assert seen.reviews["id"].to_list() == ["d-2"]


def test_a_copy_of_a_hidden_report_is_hidden(home):
    path = home / "reports" / "odd.csv"
    head = "id,source,received,start,kind,place,copy_of,release\n"
    rest = "s-note,2026-03-02T08:00:00Z,2026-03-01T20:00:00Z,shots,SOUTH"
    path.write_text(f"{head}x-1,{rest},l-2,public\nx-2,{rest},x-1,public\nx-3,{rest},,public\n")
    seen = released_events(read(home), released(read_workspace(home), "public"), "public")
    assert [id for id in seen.reports["id"] if id.startswith("x")] == ["x-3"]


def test_far_positions_are_doubted_and_swapped_ones_named(home):
    path = home / "reports" / "odd.csv"
    rest = "s-note,2026-03-02T08:00:00Z,2026-03-01T20:00:00Z,shots"
    path.write_text(f"id,source,received,start,kind,longitude,latitude\nx-1,{rest},60.2,20.4\nx-2,{rest},-70,-33\n")
    assert [str(one) for one in read(home).warnings] == [
        "reports/odd.csv:2: longitude: lies near the places with latitude and longitude exchanged",
        "reports/odd.csv:3: longitude: -70, -33 lies far from all places of the workspace",
    ]


TEXTS = (
    "|x|a;b| |1|-1|0.5|1e3|1e999|nan|360|359.9|7|1_0|٣|XAA|xaa|shots|seen|round|SOUTH|=1|180|-180.0001|90|6|1.5|"
    "not a\x07word|+5|.5|5."
)
CELLS = st.sampled_from(TEXTS.split("|"))
FREE = [name for name in Report.model_fields if name not in ("received", "start", "until")]


@settings(max_examples=200)
@given(st.dictionaries(st.sampled_from(FREE), CELLS, min_size=1))
def test_columns_refuse_a_row_just_when_the_record_does(cells):
    """The record itself is the reference: what expressions accept, pydantic accepts, and with the same values."""
    times = {"received": "2026-03-02T00:00:00Z", "start": "2026-03-01T00:00:00Z"}
    stripped = {
        name: cell.strip() for name, cell in ({"id": "a", "source": "s", "kind": "shots"} | cells | times).items()
    }
    text = {name: pl.Series([cell or None], dtype=pl.String) for name, cell in stripped.items()}
    faults = []
    found = typed(pl.DataFrame({"line": [2], **text}), "x.csv", Report, faults)
    record, refused = validated({name: cell for name, cell in stripped.items() if cell})
    assert {fault.field for fault in faults} == refused
    assert found[SOUND][0] == (not refused)
    got = found.row(0, named=True)
    for name in FREE if record else ():
        value = getattr(record, name)
        assert got[name] == (list(value) if isinstance(value, tuple) else value), name


def validated(raw):
    try:
        return Report.model_validate(raw), set()
    except ValidationError as error:
        return None, {str(one["loc"][0]) for one in error.errors()}


@given(
    st.datetimes(dt.datetime(1950, 1, 1), dt.datetime(2100, 1, 1)),
    st.integers(-14 * 60, 14 * 60),
    st.sampled_from(["T", " "]),
)
def test_moments_are_those_of_the_standard_library(naive, minutes, between):
    moment = naive.replace(tzinfo=dt.timezone(dt.timedelta(minutes=minutes)))
    text = moment.isoformat(between)
    assert pl.DataFrame({"t": [text]}).select(parsed(pl.col("t"))).item() == moment


def test_a_file_as_large_as_a_batch_is_read_whole(tmp_path, monkeypatch):
    monkeypatch.setattr("accord.store.cells.BATCH", 3)
    path = tmp_path / "a.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([["id", "text"], *([f"r{n}", f"t{n}"] for n in range(10))])
    cells = read_cells(path, "a.csv", Claim, [])
    assert cells.height == 10
    assert cells["line"].to_list() == list(range(2, 12))
