"""A pack is the pack of a workspace in which hidden rows were never written: no word and no number tells of them."""

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from tests.brief.pages import read_text, reader
from tests.brief.planted import MARK, NATION, ROWS, TEXTS, plant
from tests.store.workspaces import good_copy

from accord.brief.findings import Findings
from accord.brief.html import render_html
from accord.brief.pack import make_pack
from accord.brief.pdf import render_pdf
from accord.cli.app import run
from accord.model.records import TABLES
from accord.model.workspace import Workspace
from accord.store.read import read_workspace
from accord.store.release import ALL, fingerprint, released

WORDS = {"public": ("coalition", "XAA", "secretariat"), "XAA": ("XBB", "secretariat", "XBB;XCC")}
"""Audience -> releases that hide a row from it."""


def written(folder: Path, audience: str) -> dict[str, bytes]:
    """Files of a pack: name -> content. A nation's is planned and tells what changed, and its kept results are here."""
    if audience == "public":
        return unplanned(released(read_workspace(folder), audience), audience)
    command = ["brief", str(folder), "--audience", audience, "--scenario", "ceasefire", "--rounds", "1"]
    assert run([*command, "--since", "2026-01-07"]) == 0
    home = folder / "out" / "brief" / audience
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def unplanned(workspace: Workspace, audience: str) -> dict[str, bytes]:
    """Both faces of a pack in which nothing is computed."""
    print_of_rows = fingerprint(workspace)
    pack = make_pack(Findings(workspace=workspace, audience=audience, scenario="ceasefire", fingerprint=print_of_rows))
    return {"pack.html": render_html(pack.document).encode(), "pack.pdf": render_pdf(pack.document)}


@pytest.fixture(scope="module", params=list(WORDS))
def packs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any]:
    """The pack of one audience with and without hidden rows in the workspace."""
    home = tmp_path_factory.mktemp("leak")
    audience = request.param
    return (
        written(plant(home / "planted", *WORDS[audience]), audience),
        written(good_copy(home / "clean"), audience),
    )


# The markers are where they should be, or the rest proves nothing


@pytest.mark.parametrize("audience", WORDS)
def test_every_free_text_of_a_hidden_row_holds_a_marker(audience, tmp_path):
    workspace = read_workspace(plant(tmp_path / "planted", *WORDS[audience]))
    for table, texts in TEXTS.items():
        planted = [row for key, row in getattr(workspace, table).items() if MARK in key or key == NATION]
        assert len({row.id for row in planted}) == len({row["id"] for row in ROWS[table]})
        for name in texts:
            assert all(MARK in str(getattr(row, name)) for row in planted), (table, name)
        free = {name for name, field in TABLES[table].model_fields.items() if field.annotation is str}
        assert free - {"framework", "symbol"} <= {*texts}, table
    seen = released(workspace, audience)
    assert MARK not in repr(seen)
    assert NATION not in repr(seen)
    clean = released(read_workspace(good_copy(tmp_path / "clean")), audience)
    assert fingerprint(seen) == fingerprint(clean)


def test_those_who_see_all_see_the_markers(tmp_path):
    workspace = read_workspace(plant(tmp_path / "planted", *WORDS["public"]))
    files = unplanned(workspace, ALL)
    page, pdf = bare(files["pack.html"].decode()), files["pack.pdf"]
    for table in TEXTS:
        assert f"{MARK}-{table}" in page or f"{ROWS[table][0]['id']}" in page, table
    assert f"{MARK}sourcetitle" in page
    assert f"{MARK}item" in page
    assert MARK in page_text(pdf)
    assert any(MARK.encode() in text for text in everything_in(pdf))


# Nothing of them is in a pack for others


def test_the_pack_is_that_of_a_workspace_without_the_hidden_rows(packs):
    planted, clean = packs
    assert planted.keys() == clean.keys()
    assert [name for name in clean if planted[name] != clean[name]] == []


def test_no_name_of_a_file_tells(packs):
    assert all(MARK not in name.lower() and NATION not in name for name in packs[0])


def test_no_file_holds_a_marker(packs):
    for name, data in packs[0].items():
        for text in readings(data):
            assert MARK.encode() not in text.lower(), name


def test_the_page_holds_no_marker_however_it_is_broken(packs):
    page = packs[0]["pack.html"].decode()
    assert MARK not in bare(page)
    assert NATION.lower() not in re.sub(r"base64,[\w+/=]+", "", page).lower()
    for encoded in re.findall(r"base64,([\w+/=]+)", page):
        assert MARK.encode() not in base64.b64decode(encoded).lower()


def test_nothing_in_the_pdf_holds_a_marker(packs):
    pdf = packs[0]["pack.pdf"]
    assert MARK not in page_text(pdf)
    assert NATION not in read_text(pdf)
    for text in everything_in(pdf):
        assert MARK.encode() not in text
    assert reader(pdf).attachments == {}


def readings(data: bytes) -> Iterator[bytes]:
    """The bytes as they are, and as text of two bytes a letter, from the first and from the second byte on."""
    yield data
    for start in (0, 1):
        yield data[start:].replace(b"\0", b"")


def bare(page: str) -> str:
    """Text of a page without tags and without whatever may stand between its letters."""
    return re.sub(r"<[^>]*>|\s|[\u200b\u00ad\u2066-\u2069]|&\w+;", "", page).lower()


def page_text(pdf: bytes) -> str:
    return read_text(pdf).replace(" ", "").lower()


def everything_in(pdf: bytes) -> Iterator[bytes]:
    """Every string, name and stream of every object: metadata, outline, alternative texts, destinations, links."""
    file = reader(pdf)
    yield from _in_object(file.trailer)
    for number in range(1, int(file.trailer["/Size"])):
        yield from _in_object(file.get_object(number))


def _in_object(found: Any) -> Iterator[bytes]:
    """What an object holds itself; objects that it refers to come in their own turn."""
    match found:
        case dict():
            if isinstance(found, pypdf.generic.StreamObject):
                yield from (text.lower() for text in readings(found.get_data()))
            for key in found:
                yield str(key).lower().encode()
                yield from _in_object(found.raw_get(key))
        case list():
            for part in list.__iter__(found):
                yield from _in_object(part)
        case bytes():
            yield from (text.lower() for text in readings(found))
        case _:
            yield str(found).lower().encode()
