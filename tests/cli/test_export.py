"""accord export: the same bytes each time, typed cells, nothing that runs as a formula."""

import csv
import io
import json
import re
import zipfile

import pytest
from tests.store.test_results import OPTION
from tests.store.workspaces import good_copy

from accord import read_workspace, write_results
from accord.cli.app import run
from accord.store.run import describe_run


@pytest.fixture
def workspace(tmp_path):
    folder = good_copy(tmp_path / "workspace")
    nations = folder / "nations.csv"
    nations.write_text(nations.read_text().replace("Corvia", "=HYPERLINK(1)"))
    return folder


def export(workspace, *words):
    assert run(["export", str(workspace), *words]) == 0
    return workspace / "out"


def sheet(path, name):
    """Cells of one sheet: reference -> (type, style, value)."""
    with zipfile.ZipFile(path) as archive:
        names = re.findall(r'<sheet name="([^"]+)"', archive.read("xl/workbook.xml").decode())
        xml = archive.read(f"xl/worksheets/sheet{names.index(name) + 1}.xml").decode()
        strings = re.findall(r"<si><t[^>]*>(.*?)</t></si>", archive.read("xl/sharedStrings.xml").decode(), re.DOTALL)
    cells = re.findall(r'<c r="(\w+)"(?: s="(\d+)")?(?: t="(\w+)")?>(.*?)</c>', xml)
    values = {ref: (kind, style, re.sub(r"<.*?>", "", inner)) for ref, style, kind, inner in cells}
    return xml, {ref: (k, s, strings[int(v)] if k == "s" else v) for ref, (k, s, v) in values.items()}


def test_excel_cells_have_their_types(workspace):
    xml, cells = sheet(export(workspace, "--xlsx") / "workspace.xlsx", "offers")
    columns = {value: re.sub(r"\d", "", ref) for ref, (_, _, value) in cells.items() if re.fullmatch(r"[A-Z]+1", ref)}
    assert cells[f"{columns['id']}2"][::2] == ("s", "a-inf")
    assert cells[f"{columns['units']}2"][::2] == ("", "4")
    assert cells[f"{columns['lead']}2"][::2] == ("b", "1")
    assert cells[f"{columns['start']}2"][::2] == ("", "46082")  # 2026-03-01, days since 1899-12-30
    assert cells[f"{columns['start']}4"][::2] == ("s", "D+0")
    assert cells[f"{columns['conditions']}4"][::2] == ("s", "ceasefire;two-others")
    assert f"{columns['until']}2" not in cells
    assert 'state="frozen"' in xml


def test_excel_never_runs_what_users_wrote(workspace):
    xml, cells = sheet(export(workspace, "--xlsx") / "workspace.xlsx", "nations")
    assert ("s", "=HYPERLINK(1)") in [cell[::2] for cell in cells.values()]
    assert "<f>" not in xml


def test_exports_have_the_same_bytes_each_time(workspace):
    names = ("workspace.xlsx", "datapackage.zip", "coverage.geojson")
    words = ("--xlsx", "--package", "--geojson")
    first = {name: (export(workspace, *words) / name).read_bytes() for name in names}
    assert {name: (export(workspace, *words) / name).read_bytes() for name in names} == first
    for name in names[:2]:
        with zipfile.ZipFile(workspace / "out" / name) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_package_describes_each_file_and_is_a_workspace(workspace, tmp_path):
    with zipfile.ZipFile(export(workspace, "--package") / "datapackage.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    unpacked = tmp_path / "unpacked"
    resources = {part["path"]: part for part in json.loads((unpacked / "datapackage.json").read_text())["resources"]}
    files = {str(path.relative_to(unpacked)) for path in unpacked.rglob("*") if path.is_file()}
    assert set(resources) == files - {"datapackage.json"}
    for path in unpacked.glob("*.csv"):
        header = next(csv.reader(io.StringIO(path.read_text())))
        assert [field["name"] for field in resources[path.name]["schema"]["fields"]] == header
    offers = resources["offers.csv"]["schema"]
    assert {"name": "lead", "type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]}.items() <= next(
        field for field in offers["fields"] if field["name"] == "lead"
    ).items()
    assert {"fields": ["nation"], "reference": {"resource": "nations", "fields": ["id"]}} in offers["foreignKeys"]
    assert read_workspace(unpacked) == read_workspace(workspace)


def test_results_are_exported_where_there_are_any(workspace):
    write_results(workspace, describe_run(workspace, command="plan", arguments={}), [OPTION])
    out = export(workspace, "--xlsx", "--package", "--geojson")
    _, tours = sheet(out / "workspace.xlsx", "result tours")
    assert tours["A2"][2] == "most"
    with zipfile.ZipFile(out / "datapackage.zip") as archive:
        assert {"out/options.json", "out/run.json"} <= set(archive.namelist())
    south = {place["id"]: place for place in json.loads((out / "coverage.geojson").read_text())["features"]}["SOUTH"]
    assert south["properties"]["requirements"] == ["R2", "R5"]


def test_coverage_stands_at_its_place(workspace):
    from dataclasses import replace

    from accord.model.option import Coverage

    option = replace(OPTION, by_area=(Coverage(key="SOUTH", demand=8.0, covered=6.0),))
    write_results(workspace, describe_run(workspace, command="plan", arguments={}), [option])
    places = json.loads((export(workspace, "--geojson") / "coverage.geojson").read_text())["features"]
    properties = {place["id"]: place["properties"] for place in places}
    assert properties["SOUTH"]["coverage"] == {"most": {"demand": 8.0, "covered": 6.0, "share": 0.75}}
    assert properties["SOUTH"]["share_most"] == 0.75
    assert "coverage" not in properties["NORTH"]


def test_an_export_goes_where_it_is_sent(workspace, tmp_path):
    assert run(["export", str(workspace), "--geojson", "--to", str(tmp_path / "there")]) == 0
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["coverage.geojson"]
    assert not (workspace / "out").exists()


def test_an_export_of_nothing_says_what_there_is(workspace, capsys):
    assert run(["export", str(workspace)]) == 1
    assert "--xlsx, --package or --geojson" in capsys.readouterr().err


def test_an_export_for_an_audience_holds_its_rows_and_no_results(workspace):
    offers = workspace / "offers.csv"
    lines = offers.read_text().splitlines()
    offers.write_text("\n".join([f"{lines[0]},release", f"{lines[1]},secretariat", *(f"{x}," for x in lines[2:])]))
    write_results(workspace, describe_run(workspace, command="plan", arguments={}), [OPTION])
    out = export(workspace, "--xlsx", "--package", "--geojson", "--audience", "XBB")
    names = {"workspace-XBB.xlsx", "datapackage-XBB.zip", "coverage-XBB.geojson"}
    assert names == {path.name for path in out.iterdir()} - {"options.json", "run.json"}
    hidden = lines[1].split(",")[0]
    with zipfile.ZipFile(out / "datapackage-XBB.zip") as archive:
        assert not [name for name in archive.namelist() if name.startswith("out/")]
        ids = [row["id"] for row in csv.DictReader(io.StringIO(archive.read("offers.csv").decode()))]
    assert ids == sorted(set(read_workspace(workspace).offers) - {hidden})
    assert "share_most" not in (out / "coverage-XBB.geojson").read_text()


def test_an_export_for_nobody_known_is_refused(workspace, capsys):
    assert run(["export", str(workspace), "--xlsx", "--audience", "XBC"]) == 1
    assert "nearest: 'XBB'" in capsys.readouterr().err
    assert not (workspace / "out").exists()
