"""The engine: the same option gives the same bytes, text stays text, and what cannot be drawn says which figure."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.brief.javascript import CannotDraw, Engine, Script, engine
from accord.brief.plain_svg import plain_svg
from accord.brief.widths import text_width

ROOT = Path(__file__).parents[2]
BARS: dict[str, Any] = {
    "aria": {"enabled": True, "decal": {"show": True}},
    "legend": {},
    "xAxis": {"type": "category", "data": ["land", "sea"]},
    "yAxis": {"type": "value"},
    "series": [
        {
            "type": "bar",
            "name": "covered",
            "data": [3, 2],
            "stack": "all",
            "label": {"show": True, "fontWeight": "bold"},
        },
        {"type": "bar", "name": "short", "data": [1, 4], "stack": "all"},
    ],
}
DAYS = {
    "xAxis": {"type": "time"},
    "yAxis": {},
    "series": [{"type": "line", "data": [[1772409600000, 1], [1780272000000, 2]]}],
}


def draw(option: dict[str, Any], id: str = "figure-1") -> str:
    return engine().chart(option, width=400, height=200, id=id)


def custom(source: str) -> dict[str, Any]:
    return {"xAxis": {}, "yAxis": {}, "series": [{"type": "custom", "data": [[1, 2]], "renderItem": Script(source)}]}


def test_the_same_option_gives_the_same_bytes_whatever_was_drawn_before() -> None:
    first = draw(BARS)
    draw(DAYS)
    assert draw(BARS) == first == Engine().chart(BARS, width=400, height=200, id="figure-1")


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Kiritimati"])
def test_days_do_not_depend_on_the_place_of_the_machine(zone: str) -> None:
    program = (
        "import json, sys; from accord.brief.javascript import engine;"
        "sys.stdout.write(engine().chart(json.loads(sys.argv[1]), width=400, height=200, id='figure-1'))"
    )
    there = subprocess.run(
        [sys.executable, "-c", program, json.dumps(DAYS)],
        env={**os.environ, "TZ": zone, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert there.stdout == draw(DAYS)


def test_threads_share_the_engine() -> None:
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(draw, [BARS] * 8))) == 1


def test_ids_and_references_begin_with_the_figure() -> None:
    root = ET.fromstring(draw(BARS, id="gaps"))
    ids = [each.attrib["id"] for each in root.iter() if "id" in each.attrib]
    used = {value for each in root.iter() for value in each.attrib.values() if value.startswith("url(")}
    assert ids == [f"gaps-{number + 1}" for number in range(len(ids))]
    assert used == {f"url(#{id})" for id in ids}


def test_the_drawing_is_plain() -> None:
    svg = draw(BARS)
    for word in ("<style", "class=", "style=", "ecmeta", "dominant-baseline", "pointer-events", "bold", "<script"):
        assert word not in svg
    assert 'font-weight="600"' in svg


@pytest.mark.parametrize(
    "name", ["<b>&amp;", "\"quoted\" & 'so'", "a#b$c@d*e", "\u200fright to left\u200e", "Київ ]]>"]
)
def test_markup_characters_are_text(name: str) -> None:
    root = ET.fromstring(draw({"title": {"text": name}}))
    assert [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")] == [name]


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=40))
def test_any_text_gives_well_formed_svg(name: str) -> None:
    ET.fromstring(draw({**BARS, "title": {"text": name}, "xAxis": {"type": "category", "data": [name, "b"]}}))


def second_of_the_legend(first: str) -> float:
    """Where the second entry of a legend begins if the first has this name."""
    series = [{"type": "bar", "name": name, "data": [1]} for name in (first, "|")]
    root = ET.fromstring(draw({**BARS, "legend": {"left": 0}, "series": series}))
    text = next(each for each in root.iter("{http://www.w3.org/2000/svg}text") if each.text == "|")
    return float(text.attrib["transform"].removeprefix("translate(").split()[0])


def test_text_is_measured_in_inter() -> None:
    apart = second_of_the_legend("Щілина WWW") - second_of_the_legend("iii")
    assert apart == pytest.approx(text_width("Щілина WWW", 12) - text_width("iii", 12), abs=0.01)


@pytest.mark.parametrize(
    ("option", "reason"),
    [
        ({"series": [{"type": "pie", "data": [1]}]}, "Series pie is used but not imported"),
        ({"series": [{"type": "bar", "data": [1]}]}, "xAxis"),
        ({"xAxis": {"max": float("nan")}}, "JSON"),
        ({"xAxis": {"max": object()}}, "not plain data"),
        (custom("() => nonsense"), "nonsense is not defined"),
        (custom("() => { const deep = () => deep() + 1; return deep(); }"), "call stack"),
        (custom("() => ("), "SyntaxError"),
        (custom("() => { const all = []; for (;;) all.push(new Array(1e6).fill(1)); }"), "memory"),
    ],
)
def test_what_cannot_be_drawn_names_the_figure_and_spoils_no_other(option: dict[str, Any], reason: str) -> None:
    before = draw(BARS)
    with pytest.raises(CannotDraw, match=f"(?s)^figure bad-one: .*{reason}"):
        draw(option, id="bad-one")
    assert draw(BARS) == before


def test_a_loop_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("accord.brief.javascript._TIME_LIMIT_S", 0.3)
    with pytest.raises(CannotDraw, match="interrupted"):
        Engine().chart(custom("() => { for (;;); }"), width=10, height=10, id="bad-one")


def test_data_never_becomes_a_function() -> None:
    text = '{"accord:script": 0}'
    assert "accord:script" in draw({"title": {"text": text}})


def test_chance_and_clock_stand_still() -> None:
    source = "(p, api) => ({type: 'text', style: {text: [Math.random(), Date.now(), new Date().getHours()].join(' ')}})"
    assert draw(custom(source)) == draw(custom(source))


def test_what_is_not_svg_is_refused() -> None:
    with pytest.raises(ValueError, match="not well-formed"):
        plain_svg("<svg><g></svg>", id="x")


def test_the_lock_file_names_versions_and_hashes_and_no_registry() -> None:
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    packages = json.loads(text)["packages"]
    assert "resolved" not in text
    assert not any("://" in str(value) for each in packages.values() for key, value in each.items() if key != "funding")
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert all("integrity" in package for path, package in packages.items() if path)
