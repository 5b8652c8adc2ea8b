"""accord brief: the pack as files, all at once or none; and accord show of its numbers."""

import json
from pathlib import Path

import pytest
from tests.brief.tiny import bare, saved, tiny

from accord.cli.app import FAILED, FAULTY, run
from accord.cli.brief import pages_in
from accord.store.run import read_runs

QUICK = ["--rounds", "1"]


@pytest.fixture(scope="module", autouse=True)
def hurried():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("accord.brief.compute.DELAY_MONTHS", 1)
        patch.setattr("accord.brief.compute.TRIES", 1)
        yield


@pytest.fixture(scope="module")
def written(hurried, tmp_path_factory) -> Path:
    """A folder with a pack of both formats."""
    folder = saved(tiny(), tmp_path_factory.mktemp("brief") / "ws")
    assert run(["brief", str(folder), *QUICK]) == 0
    return folder


def said(capsys, *words: str) -> str:
    assert run([*words]) == 0
    return capsys.readouterr().out


def refused(capsys, *words: str) -> str:
    assert run([*words]) == FAILED
    return capsys.readouterr().err


def test_both_faces_and_the_evidence_are_written(written):
    home = written / "out" / "brief" / "all"
    assert {path.name for path in home.iterdir()} == {"pack.html", "pack.pdf", "evidence.json", "found"}
    assert (home / "pack.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    pdf = (home / "pack.pdf").read_bytes()
    assert pdf.startswith(b"%PDF-1.7")
    assert pages_in(pdf) > 15
    assert {"id", "title", "value", "how", "rows", "parts"} == set(json.loads((home / "evidence.json").read_text())[0])


def test_it_tells_files_sizes_pages_and_seconds(written, capsys):
    told = said(capsys, "brief", str(written), *QUICK)
    pdf = written / "out" / "brief" / "all" / "pack.pdf"
    assert f"Written: {pdf} (" in told
    assert f", {pages_in(pdf.read_bytes())} pages)" in told
    assert "Rows and results took" in told


def test_the_run_says_how_it_came_about(written):
    run_of = read_runs(written)["brief"]
    assert (run_of.arguments["audience"], run_of.arguments["format"], run_of.arguments["rounds"]) == (
        "all",
        "html,pdf",
        1,
    )
    assert run_of.arguments["time_limit"] is None
    assert "offers.csv" in run_of.inputs


def test_the_same_command_writes_the_same_bytes(written, tmp_path):
    """In another folder, planned anew: rounds count, not seconds."""
    other = saved(tiny(), tmp_path / "other")
    assert run(["brief", str(other), *QUICK]) == 0
    for name in ("pack.html", "pack.pdf", "evidence.json"):
        assert (written / "out/brief/all" / name).read_bytes() == (other / "out/brief/all" / name).read_bytes(), name


def test_an_earlier_pack_comes_back_byte_for_byte(tmp_path, capsys):
    """A row recorded later changes nothing of what was known before."""
    folder = saved(tiny(), tmp_path / "ws")
    command = ["brief", str(folder), "--as-of", "2026-02-20", "--since", "2026-01-10", *QUICK]
    assert run(command) == 0
    home = folder / "out" / "brief" / "all"
    before = {path.name: path.read_bytes() for path in home.glob("*.*")}
    text = (folder / "offers.csv").read_text()
    heading, row = text.splitlines()[0].split(","), next(line for line in text.splitlines() if line.startswith("c,"))
    cells = row.split(",")
    cells[heading.index("recorded")], cells[heading.index("units")] = "2026-03-01", "3"
    (folder / "offers.csv").write_text(text + ",".join(cells) + "\n")
    for path in (home / "found").iterdir():
        path.unlink()
    assert run(command) == 0
    assert {path.name: path.read_bytes() for path in home.glob("*.*")} == before


def test_formats_languages_and_audiences_have_their_own_files(written, capsys):
    said(capsys, "brief", str(written), "--format", "html", "--lang", "uk", "--audience", "XAA", *QUICK)
    home = written / "out" / "brief" / "XAA"
    assert {path.name for path in home.glob("*.*")} == {"pack.uk.html", "evidence.uk.json"}
    assert '<html lang="uk"' in (home / "pack.uk.html").read_text(encoding="utf-8")


def test_a_nations_own_page_alone(written, capsys):
    told = said(capsys, "brief", str(written), "--nation", "XBB", *QUICK)
    home = written / "out" / "brief" / "all"
    assert f"Written: {home / 'nation-XBB.pdf'}" in told
    assert pages_in((home / "nation-XBB.pdf").read_bytes()) <= 3


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--audience", "XAB"), "--audience: no 'XAB' in nations.csv; nearest: 'XAA'"),
        (("--format", "odt"), "--format: no 'odt' in html, pdf"),
        (("--format", ","), "--format: no ',' in html, pdf"),
        (("--lang", "en_GB"), "--lang: no 'en_GB'; there are: en, uk, fr, de"),
        (("--since", "2026-03-01", "--as-of", "2026-02-01"), "--since: 2026-03-01 is after --as-of 2026-02-01"),
        (("--nation", "XBA"), "--nation: no 'XBA' in nations.csv; nearest: 'XBB'"),
        (("--scenario", "peace"), "no scenario 'peace'; there are: base, vote"),
        (("--time-limit", "0"), "--time-limit: must be more than 0 seconds, not 0"),
        (("--rounds", "0"), "--rounds: must be at least 1, not 0"),
    ],
)
def test_bad_values_are_refused_before_anything_is_written(written, words, message, capsys):
    before = sorted(written.rglob("*"))
    assert message in refused(capsys, "brief", str(written), *words)
    assert sorted(written.rglob("*")) == before


def test_faults_of_the_workspace_are_told_and_nothing_is_written(tmp_path, capsys):
    folder = saved(tiny(), tmp_path / "ws")
    (folder / "offers.csv").write_text("id,nation,capability,units\nx,XAA,NOPE,2\n")
    assert run(["brief", str(folder)]) == FAULTY
    assert "offers.csv:2: capability: no 'NOPE'" in capsys.readouterr().err
    assert not (folder / "out").exists()


def test_with_next_to_nothing_there_is_a_pack(tmp_path, capsys):
    folder = saved(bare(), tmp_path / "ws")
    assert "pages)" in said(capsys, "brief", str(folder), *QUICK)


def test_show_says_what_stands_behind_a_number(written, capsys):
    entries = json.loads((written / "out/brief/all/evidence.json").read_text())
    entry = next(entry for entry in entries if "requirements/L1" in entry["rows"] and entry["parts"] == [])
    lines = said(capsys, "show", str(written), entry["id"]).splitlines()
    assert lines[0] == f"{entry['title']}: {entry['value']}"
    assert lines[1] == entry["how"]
    assert lines[2].startswith("In: all/evidence.json")
    assert "  requirements/L1 (requirements.csv:2)" in lines
    assert any(line.startswith("  s1 (grade B): Letter s1") for line in lines)


def test_show_of_an_unknown_number_names_the_nearest(written, capsys):
    (first, *_) = json.loads((written / "out/brief/all/evidence.json").read_text())
    assert f"nearest: {first['id']!r}" in refused(capsys, "show", str(written), first["id"] + "x")


def test_show_without_a_pack_says_so(tmp_path, capsys):
    folder = saved(bare(), tmp_path / "ws")
    assert "no pack is written yet" in refused(capsys, "show", str(folder), "q-covered")


def test_show_of_evidence_that_is_broken_says_which_file(tmp_path, capsys):
    folder = saved(bare(), tmp_path / "ws")
    path = folder / "out" / "brief" / "all" / "evidence.json"
    path.parent.mkdir(parents=True)
    path.write_text("[{}]")
    assert "evidence.json' was not written by this version" in refused(capsys, "show", str(folder), "q-covered")
