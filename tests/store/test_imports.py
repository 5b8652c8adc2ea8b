"""Importing: nothing half taken or taken twice, what shrank is held; adapters on their documented columns."""

import datetime as dt
import tomllib

import polars as pl
import pytest
from tests.store.workspaces import good_copy

from accord import AccordError, BadWorkspace, read_workspace
from accord.store.events import read_events
from accord.store.imports import Wanted, import_reports, read_ledger
from accord.store.outside import ADAPTERS, adapter

NOW = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
UCDP = (
    "id,where_prec,where_description,source_original,latitude,longitude,event_clarity,date_prec,date_start,date_end,"
    "best,high,low\n"
)
FIRMS = (
    "latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,confidence,version,bright_ti5,frp,daynight\n"
)


@pytest.fixture
def home(tmp_path):
    folder = good_copy(tmp_path / "workspace")
    with (folder / "sources.csv").open("a") as file:
        file.writelines(
            f"{word},{word} data,,,,,C\n" for word in ("UCDP", "ACLED", "FIRMS", "VIINA-ria", "SIRENS-official")
        )
    return folder


def wanted(path, kind, **more):
    return Wanted(file=path, kind=kind, now=NOW, **more)


def take(home, path, kind, **more):
    return import_reports(home, read_workspace(home), wanted(path, kind, **more))


def reports(home):
    return read_events(home, workspace=read_workspace(home)).reports


def ucdp(path, *rows):
    path.write_text(UCDP + "".join(f"{row}\n" for row in rows))
    return path


def event(number, day="2026-03-01", best=2, where="Bridge"):
    return f"{number},2,{where},Agency,60.2,20.5,1,1,{day},{day},{best},{best + 1},{best}"


def files(home):
    return {
        path.relative_to(home): path.read_bytes()
        for path in home.rglob("*")
        if path.is_file() and "out" not in path.parts
    }


def test_a_fatal_event_becomes_a_report_with_its_errors(home, tmp_path):
    entry, is_new = take(home, ucdp(tmp_path / "ged.csv", event(7)), "ucdp")
    assert (entry.rows, entry.written, is_new) == (1, 1, True)
    row = reports(home).row(0, named=True)
    assert row["id"] == "ucdp-7"
    assert (row["kind"], row["unit"], row["count_low"], row["count_high"]) == ("casualty", "item", 2.0, 3.0)
    assert (row["start"], row["until"]) == (
        dt.datetime(2026, 3, 1, tzinfo=dt.UTC),
        dt.datetime(2026, 3, 1, 23, 59, 59, tzinfo=dt.UTC),
    )
    assert (row["error_km"], row["credibility"], row["party"], row["received"]) == (10.0, 2, None, NOW)


def test_the_same_file_again_changes_nothing(home, tmp_path):
    path = ucdp(tmp_path / "ged.csv", event(7))
    first, _ = take(home, path, "ucdp")
    before = files(home)
    again, is_new = take(home, path, "ucdp")
    assert (again, is_new, files(home)) == (first, False, before)


def test_only_what_is_new_is_written_and_what_changed_repeats_the_old(home, tmp_path):
    take(home, ucdp(tmp_path / "one.csv", event(1), event(2)), "ucdp")
    entry, _ = take(home, ucdp(tmp_path / "two.csv", event(1), event(2, best=5), event(3)), "ucdp")
    assert (entry.written, entry.revised, entry.known) == (2, 1, 1)
    found = reports(home).sort("id").select("id", "copy_of", "count_low").rows()
    assert found == [
        ("ucdp-1", None, 2.0), ("ucdp-2", None, 2.0), ("ucdp-2~2", "ucdp-2", 5.0), ("ucdp-3", None, 2.0),
    ]  # fmt: skip
    entry, _ = take(home, ucdp(tmp_path / "three.csv", event(1), event(2, best=5), event(3), event(4)), "ucdp")
    assert (entry.written, entry.revised, entry.known) == (1, 0, 3)


def test_a_file_that_shrank_is_held_until_somebody_says_so(home, tmp_path):
    take(home, ucdp(tmp_path / "full.csv", *map(event, range(10))), "ucdp")
    before = files(home)
    small = ucdp(tmp_path / "small.csv", *map(event, range(7)))
    with pytest.raises(AccordError, match=r"held: 7 rows, but the last file of ucdp \(full.csv, 2026-06-01\) had 10"):
        take(home, small, "ucdp")
    assert files(home) == before
    assert take(home, small, "ucdp", accept_smaller=True)[1]
    assert take(home, ucdp(tmp_path / "other.csv", event(99)), "ucdp", origin="other")[1]


def test_a_fifth_less_is_not_held(home, tmp_path):
    take(home, ucdp(tmp_path / "full.csv", *map(event, range(10))), "ucdp")
    assert take(home, ucdp(tmp_path / "less.csv", *map(event, range(8))), "ucdp")[1]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (event(1).replace(",60.2,", ",99,"), "ged.csv:3: latitude: must be at most 90, not '99.0'"),
        (event(1).replace("2026-03-01", "lately"), "ged.csv:3: start: is required"),
        (event(0, best=4), "ged.csv:3: id: 'ucdp-0' stands in line 2 with another content"),
        (event(1, day="2027-01-01"), "ged.csv:3: start: lies after the report was received (2026-06-01T12:00:00Z)"),
    ],
)
def test_one_row_at_fault_and_nothing_is_taken(home, tmp_path, row, message):
    before = files(home)
    with pytest.raises(BadWorkspace) as caught:
        take(home, ucdp(tmp_path / "ged.csv", event(0), row), "ucdp")
    assert message in [str(problem) for problem in caught.value.problems]
    assert files(home) == before


def test_a_source_that_is_not_in_sources_is_a_fault(home, tmp_path):
    with pytest.raises(BadWorkspace, match=r"no 'GED' in sources.csv"):
        take(home, ucdp(tmp_path / "ged.csv", event(0)), "ucdp", source="GED")


def test_a_file_of_another_project_is_told_apart(home, tmp_path):
    with pytest.raises(BadWorkspace, match="is not a file of FIRMS"):
        take(home, ucdp(tmp_path / "ged.csv", event(0)), "firms")


def test_bytes_that_are_not_utf8_are_replaced_and_counted(home, tmp_path):
    path = tmp_path / "ged.csv"
    path.write_bytes((UCDP + event(1, where="Z@ro") + "\n").encode().replace(b"@", b"\xe9"))
    assert take(home, path, "ucdp")[0].replaced == 1
    assert reports(home)["text"].item() == "Z\N{REPLACEMENT CHARACTER}ro / Agency"


def test_heat_is_an_explosion_that_cannot_be_judged(home, tmp_path):
    path = tmp_path / "viirs.csv"
    path.write_text(FIRMS + "60.2,20.5,330.1,0.4,0.4,2026-03-01,1325,N,n,2.0NRT,290.0,4.1,D\n")
    take(home, path, "firms")
    row = reports(home).row(0, named=True)
    assert (row["kind"], row["credibility"], row["marks"], row["means"]) == ("explosion", 6, ["thermal"], "satellite")
    assert (row["start"].hour, row["until"].hour, row["until"].minute) == (7, 13, 25)
    assert row["error_km"] == pytest.approx(0.2)


def test_events_without_arms_are_left_out(home, tmp_path):
    path = tmp_path / "acled.csv"
    path.write_text(
        "event_id_cnty,event_date,time_precision,event_type,sub_event_type,latitude,longitude,geo_precision,source,notes,"
        "fatalities\n"
        "LKL1,01 March 2026,2,Explosions,Shelling/artillery/missile attack,60.2,20.5,1,Paper,Shells fell,0\n"
        "LKL2,2026-03-01,1,Protests,Peaceful protest,60.2,20.5,1,Paper,March,0\n"
    )
    entry, _ = take(home, path, "acled")
    assert (entry.written, entry.left_out) == (1, 1)
    row = reports(home).row(0, named=True)
    assert (row["kind"], row["start"].day, row["until"].day) == ("shelling", 26, 4)


def test_labels_say_what_a_news_report_is_about(home, tmp_path):
    info, labels = tmp_path / "info.csv", tmp_path / "labels.csv"
    info.write_text(
        "event_id,date,time,longitude,latitude,GEO_PRECISION,source,text\n"
        "1,20260301,10:15,20.5,60.2,ADM3,ria,Guns\n2,20260301,,20.5,60.2,STREET,ria,Talks\n"
    )
    labels.write_text("event_id,t_artillery_b,t_airstrike_b\n1,1,0\n2,0,0\n")
    entry, _ = take(home, info, "viina", labels=labels)
    row = reports(home).row(0, named=True)
    assert (entry.left_out, row["id"], row["source"], row["kind"]) == (1, "viina-1", "VIINA-ria", "shelling")
    assert (row["start"].day, row["until"].hour, row["error_km"]) == (28, 10, 5.0)


def test_an_alert_lies_over_its_region(home, tmp_path):
    path = tmp_path / "official.csv"
    head = "oblast,raion,hromada,level,started_at,finished_at,source\n"
    path.write_text(head + "SOUTH,,,oblast,2026-03-01 16:10:34+00:00,2026-03-01 16:50:07+00:00,official\n")
    take(home, path, "sirens")
    row = reports(home).row(0, named=True)
    assert (row["place"], row["kind"], row["longitude"]) == ("SOUTH", "flight", None)
    path.write_text(head + "Nowhere oblast,,,oblast,2026-03-01 16:10:34+00:00,2026-03-01 16:50:07+00:00,official\n")
    with pytest.raises(BadWorkspace, match="no place for 'Nowhere oblast'"):
        take(home, path, "sirens")


def test_a_map_says_what_columns_and_words_mean(home, tmp_path):
    path, map = tmp_path / "log.csv", tmp_path / "columns.toml"
    path.write_text("ref,when,what,x,y\n1,01.03.2026 22:00,Beschuss,20.5,60.2\n2,01.03.2026 23:00,Wetter,20.5,60.2\n")
    map.write_text(
        'timezone = "Europe/Kyiv"\ntime = "%d.%m.%Y %H:%M"\n'
        '[columns]\nid = "ref"\nstart = "when"\nkind = "what"\nlongitude = "x"\nlatitude = "y"\n'
        '[constants]\nsource = "s-note"\nmeans = "heard"\n[words.kind]\nBeschuss = "shelling"\nWetter = "-"\n'
    )
    entry, _ = take(home, path, "csv", map=map)
    assert (entry.written, entry.left_out) == (1, 1)
    row = reports(home).row(0, named=True)
    assert (row["start"], row["kind"], row["means"]) == (
        dt.datetime(2026, 3, 1, 20, tzinfo=dt.UTC),
        "shelling",
        "heard",
    )


def test_a_map_that_names_nothing_known_is_refused(home, tmp_path):
    path, map = tmp_path / "log.csv", tmp_path / "columns.toml"
    path.write_text("ref,when\n1,2026-03-01T20:00:00Z\n")
    map.write_text('[columns]\nidd = "ref"\nstart = "wen"\n')
    with pytest.raises(AccordError, match=r"no 'idd' in reports; nearest: 'id'.*no 'wen' in the file; nearest: 'when'"):
        take(home, path, "csv", map=map)


def test_the_ledger_is_plain_toml(home, tmp_path):
    entry, _ = take(home, ucdp(tmp_path / "ged.csv", event(7)), "ucdp")
    document = tomllib.loads((home / "reports" / "imports.toml").read_text())
    assert document["imports"][0]["sha256"] == entry.sha256
    assert read_ledger(home) == (entry,)


def test_every_adapter_names_what_it_needs():
    for word in ADAPTERS:
        assert adapter(word).title


REAL = [("ucdp/UCDP-Ukraine_2023-06-23.csv", 3077)]


@pytest.mark.parametrize(("name", "rows"), REAL)
def test_the_real_file_is_taken_whole(home, root, name, rows):
    path = root.parent / "shared" / "data" / "monitor" / name
    if not path.exists():
        pytest.skip("the data are not here")
    entry, _ = take(home, path, "ucdp")
    assert (entry.rows, entry.written) == (rows, rows)
    found = reports(home)
    assert found["start"].dt.year().is_between(2014, 2022).all()
    assert found.select((pl.col("count_low") <= pl.col("count_high")).all()).item()


def test_the_real_alerts_are_taken_with_a_map_of_places(home, root, tmp_path):
    path = root.parent / "shared" / "data" / "monitor" / "sirens" / "official_data_en_2024-04-23.csv"
    if not path.exists():
        pytest.skip("the data are not here")
    names = pl.read_csv(path)["oblast"].unique().to_list()
    map = tmp_path / "places.toml"
    map.write_text("[places]\n" + "".join(f'"{name}" = "SOUTH"\n' for name in names))
    entry, _ = take(home, path, "sirens", map=map)
    assert (entry.rows, entry.written) == (43031, 43031)
