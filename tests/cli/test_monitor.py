"""monitor, incidents, import and review on the command line."""

import datetime as dt
import json

import polars as pl
import pytest
from tests.store.workspaces import DATA, good_copy, overlay

from accord.cli.app import FAILED, FAULTY, run
from accord.cli.review import Desk, queue_of, sit
from accord.store.monitored import read_daily, read_monitored
from accord.store.run import read_runs

QUICK = ("--format", "html")


@pytest.fixture
def home(tmp_path):
    folder = good_copy(tmp_path / "workspace")
    overlay(DATA / "good_events", folder)
    return folder


def monitored(home, *more):
    return run(["monitor", str(home), *QUICK, *more])


def test_the_day_is_printed_and_kept(home, capsys):
    assert monitored(home, "--day", "2026-03-02") == 0
    out = capsys.readouterr().out
    assert "2026-03-02 00:00 to 24:00 UTC, compared with the day before" in out
    assert "1 incident (2 in the period before), from 1 report" in out
    assert "Restrictions of monitors (1)" in out
    assert "XAA: 12 shellings (incident) by XBB" in out
    assert read_daily(home).incidents == 1
    assert read_monitored(home, "members").height == 5
    assert {"reports/patrols.csv", "reviews.csv", "accord.toml"} <= set(read_runs(home)["monitor"].inputs)


def test_the_last_day_with_a_report_is_the_day(home, capsys):
    assert monitored(home, "--json") == 0
    assert json.loads(capsys.readouterr().out)["day"] == "2026-03-02"


def test_the_same_files_give_the_same_bytes(home):
    names = ("incidents.parquet", "members.parquet", "findings.parquet", "daily.json")
    monitored(home)
    first = [(home / "out" / "monitor" / name).read_bytes() for name in names]
    monitored(home)
    assert [(home / "out" / "monitor" / name).read_bytes() for name in names] == first


def test_an_update_with_nothing_new_changes_nothing(home):
    monitored(home)
    before = read_monitored(home, "incidents")
    monitored(home, "--update")
    assert read_monitored(home, "incidents").equals(before)


def test_an_update_takes_new_files(home):
    monitored(home)
    new = "id,source,received,start,kind,place\nn-1,s-note,2026-03-05T08:00:00Z,2026-03-04T20:00:00Z,shots,SOUTH\n"
    (home / "reports" / "new.csv").write_text(new)
    monitored(home, "--update")
    assert "n-1" in read_monitored(home, "members")["report"]


def test_an_update_after_a_changed_file_fuses_all(home):
    monitored(home)
    path = home / "reports" / "patrols.csv"
    path.write_text(path.read_text().replace("p-3", "p-4"))
    monitored(home, "--update")
    held = read_monitored(home, "members")["report"].to_list()
    assert ("p-3" in held, "p-4" in held) == (False, True)


def test_an_audience_sees_and_leaves_nothing_of_what_is_hidden(home, capsys):
    assert monitored(home, "--audience", "public", "--day", "2026-03-01", "--json") == 0
    assert json.loads(capsys.readouterr().out)["reports"] == 3
    assert not (home / "out" / "monitor" / "members.parquet").exists()


def test_faults_are_listed_and_nothing_is_written(home, capsys):
    overlay(DATA / "bad_events" / "time_without_zone", home)
    assert monitored(home) == FAULTY
    assert "reports/odd.csv:2: start: has no zone" in capsys.readouterr().err
    assert not (home / "out" / "monitor" / "daily.json").exists()


def test_without_reports_it_says_where_they_belong(home, capsys):
    for name in ("reviews.csv", "reports/patrols.csv", "reports/letters.csv"):
        (home / name).unlink()
    assert monitored(home) == FAILED
    assert "accord import" in capsys.readouterr().err


def test_an_incident_shows_members_reasons_and_dissent(home, capsys):
    monitored(home)
    capsys.readouterr()
    assert run(["incidents", str(home), "p-1"]) == 0
    out = capsys.readouterr().out
    assert "kind: l-1, l-2 say shelling; p-1 says explosion" in out
    assert "l-2 (copy of" in out
    assert "A. Reviewer: merge" in out


def beginning_of(ids, id):
    """The shortest beginning that no other id has."""
    others = [other for other in ids if other != id]
    return next(id[:n] for n in range(1, len(id)) if not any(other.startswith(id[:n]) for other in others))


def test_an_incident_is_found_by_a_beginning_that_no_other_has(home, capsys):
    monitored(home)
    ids = read_monitored(home, "incidents")["id"].to_list()
    for id in ids:
        capsys.readouterr()
        assert run(["incidents", str(home), beginning_of(ids, id)]) == 0
        assert f"Incident {id}:" in capsys.readouterr().out


def test_a_beginning_that_several_incidents_have_names_them(home, capsys):
    monitored(home)
    ids = sorted(read_monitored(home, "incidents")["id"])
    assert len(ids) > 1
    assert run(["incidents", str(home), "i-"]) == FAILED
    assert f"{len(ids)} incidents begin with 'i-': {', '.join(ids)}; write more of the id" in capsys.readouterr().err


def test_an_unknown_incident_is_said(home, capsys):
    monitored(home)
    assert run(["incidents", str(home), "i-none"]) == FAILED
    assert "no incident and no report 'i-none'" in capsys.readouterr().err


def test_incidents_before_monitor_says_what_to_run(home, capsys):
    assert run(["incidents", str(home)]) == FAILED
    assert "run accord monitor first" in capsys.readouterr().err


def test_an_import_is_told(home, tmp_path, capsys):
    path, map = tmp_path / "log.csv", tmp_path / "map.toml"
    path.write_text("ref,when,what\n1,2026-03-01T20:00:00Z,shots\n")
    map.write_text('[columns]\nid = "ref"\nstart = "when"\nkind = "what"\n[constants]\nplace = "SOUTH"\n')
    words = ["import", str(home), str(path), "--from", "csv", "--map", str(map), "--source", "s-note"]
    assert run([*words, "--received", "2026-03-02"]) == 0
    assert "1 rows; 1 new reports" in capsys.readouterr().out
    assert run(words) == 0
    assert "log.csv was imported on 2026-03-02 already: nothing changed" in capsys.readouterr().out
    assert (home / "reports" / "imports.toml").exists()


def test_an_unknown_adapter_names_the_nearest(home, tmp_path, capsys):
    (tmp_path / "x.csv").write_text("a\n1\n")
    assert run(["import", str(home), str(tmp_path / "x.csv"), "--from", "ucpd"]) == FAILED
    assert "nearest: 'ucdp'" in capsys.readouterr().err


def desk(answers):
    left, said = iter(answers), []
    now = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
    return Desk(lambda question: next(left), said.append, lambda: now, "B. Second"), said


@pytest.fixture
def reviewable(home):
    (home / "reviews.csv").unlink()
    monitored(home)
    return home


def reviewed(home, *answers):
    table, said = desk(answers)
    found, members = read_monitored(home, "incidents"), read_monitored(home, "members")
    queue = queue_of(found).filter(pl.col("id").is_in(members.filter(pl.col("report") == "p-2")["incident"].implode()))
    return sit(table, home, queue, members), said


def test_a_decision_is_a_row_and_stands_in_the_next_run(reviewable):
    assert reviewed(reviewable, "m", "p-3", "Same patrol")[0] == 1
    rows = (reviewable / "reviews.csv").read_text().splitlines()
    assert rows[1].endswith("p-2;p-3,merge,,B. Second,Same patrol,2026-03-04T12:00:00+00:00,")
    monitored(reviewable)
    members = read_monitored(reviewable, "members")
    held = dict(members.select("report", "incident").iter_rows())
    assert held["p-2"] == held["p-3"]


def test_earlier_decisions_are_never_touched(reviewable):
    reviewed(reviewable, "c", "Seen on film")
    before = (reviewable / "reviews.csv").read_bytes()
    reviewed(reviewable, "a", "XAA", "Their battery")
    after = (reviewable / "reviews.csv").read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == 3


def test_a_file_without_a_last_line_end_keeps_its_last_row(home):
    path = home / "reviews.csv"
    path.write_text(path.read_text().rstrip("\n"))
    monitored(home)
    reviewed_rows = len(path.read_text().splitlines())
    table, _ = desk(["c", "Sure"])
    found, members = read_monitored(home, "incidents"), read_monitored(home, "members")
    assert sit(table, home, queue_of(found).head(1), members) == 1
    assert len(path.read_text().splitlines()) == reviewed_rows + 1
    assert monitored(home) == 0


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (("s", "p-1"), "name some of its reports, not all and no others"),
        (("s", "p-2"), "name some of its reports, not all and no others"),
        (("m", "p-99"), "no such report"),
        (("a", "xaa"), "a code is three capital letters"),
    ],
)
def test_what_is_no_decision_writes_nothing(reviewable, answers, said):
    written, lines = reviewed(reviewable, *answers)
    assert written == 0
    assert any(said in line for line in lines)
    assert not (reviewable / "reviews.csv").exists()


def test_quitting_and_passing_over_write_nothing(reviewable):
    assert reviewed(reviewable, "n")[0] == 0
    assert reviewed(reviewable, "q")[0] == 0


def test_what_was_reviewed_leaves_the_queue(reviewable):
    reviewed(reviewable, "c", "Seen on film")
    monitored(reviewable)
    found, members = read_monitored(reviewable, "incidents"), read_monitored(reviewable, "members")
    (incident,) = members.filter(pl.col("report") == "p-2")["incident"]
    assert incident in found["id"]
    assert incident not in queue_of(found)["id"]
