"""Unit symbols: every code of the exercise draws, planned is dashed, a bad code is refused by name."""

import csv
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.brief.javascript import CannotDraw
from accord.brief.symbols import symbol, valid

EXERCISE = Path(__file__).parents[2] / "examples/exercise"
with (EXERCISE / "capabilities.csv").open(encoding="utf-8", newline="") as file:
    SYMBOLS = {row["id"]: row["symbol"] for row in csv.DictReader(file)}
CODES = {capability: code for capability, code in SYMBOLS.items() if code}
WITHOUT = {"STF-10", "TRG-SPEC"}
"""Capabilities for which neither standard has an honest symbol."""


def test_every_capability_of_the_exercise_has_a_symbol_but_two() -> None:
    assert set(SYMBOLS) - set(CODES) == WITHOUT


@pytest.mark.parametrize("capability", sorted(CODES))
def test_every_code_of_the_exercise_is_valid_and_draws(capability: str) -> None:
    code = CODES[capability]
    assert valid(code)
    there, offered = symbol(code, size=20), symbol(code, size=20, status="planned")
    assert "stroke-dasharray" in offered.svg
    assert "stroke-dasharray" not in there.svg
    assert there.width > 0 < there.height


@pytest.mark.parametrize("code", ["10031000160000000000", "10031000111100000000"])
def test_a_frame_without_an_icon_is_no_symbol(code: str) -> None:
    assert not valid(code)


@pytest.mark.parametrize("code", ["", "junk", "SFGPUCI-----", "1003100016121102000", "10031000169999990000", "10" * 11])
def test_a_bad_code_is_refused_and_the_error_names_the_figure(code: str) -> None:
    assert not valid(code)
    with pytest.raises(CannotDraw, match=r"^figure map-north: "):
        symbol(code, size=20, id="map-north")


@settings(max_examples=25)
@given(st.text(max_size=25))
def test_no_text_breaks_the_test_of_codes(code: str) -> None:
    assert valid(code) in (True, False)


def test_the_status_digit_of_the_code_does_not_matter() -> None:
    assert symbol("10031010161211020000", size=20) == symbol("10031000161211020000", size=20)


@pytest.mark.parametrize("capability", sorted(CODES))
def test_a_symbol_nests_with_plain_attributes_and_its_own_ids(capability: str) -> None:
    svg = symbol(CODES[capability], size=20, id="unit-7").at(100, 50)
    root = ET.fromstring(svg)
    assert all("class" not in each.attrib and "style" not in each.attrib for each in root.iter())
    assert all(each.get("id", "unit-7-").startswith("unit-7-") for each in root.iter())
    assert {each.get("font-family") for each in root.iter("text")} <= {"Inter, sans-serif"}


def test_the_anchor_stands_on_the_point() -> None:
    drawn = symbol(CODES["HQ-BDE"], size=20)
    left, top = (float(re.search(rf'{axis}="([-\d.]+)"', drawn.at(100, 50))[1]) for axis in "xy")  # type: ignore[index]
    assert (left + drawn.anchor[0], top + drawn.anchor[1]) == pytest.approx((100, 50), abs=0.01)
