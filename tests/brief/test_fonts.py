"""The typeface: widths agree with the font files, and no letter of our languages is missing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.brief.fonts import faces_for, font_face_css, font_folder, web_faces
from accord.brief.static_files import static_text
from accord.brief.widths import text_width

UKRAINIAN = "АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯабвгґдеєжзиіїйклмнопрстуфхцчшщьюя\u2019\u02bc№"
SIGNS = "→←↑↓●■▲▼◆✓✗\u00d7≥≤≈\u2212\u2013—…§°€"
SAMPLE = "Wi1.% " + UKRAINIAN + "ÀçéüßœŁő" + SIGNS


@pytest.mark.parametrize(("weight", "name"), [(400, "Inter-Regular.ttf"), (600, "Inter-SemiBold.ttf")])
def test_widths_agree_with_the_font(weight: int, name: str) -> None:
    font = pytest.importorskip("fontTools.ttLib").TTFont(font_folder() / name)
    glyphs, held = font["hmtx"], font.getBestCmap()
    for character in SAMPLE:
        expected = glyphs[held[ord(character)]][0] / font["head"].unitsPerEm
        assert text_width(character, 1, weight=weight) == pytest.approx(expected, abs=1e-5), character


@given(st.text(), st.text())
def test_widths_add_up(left: str, right: str) -> None:
    assert text_width(left + right, 9) == pytest.approx(text_width(left, 9) + text_width(right, 9))


def test_semibold_is_wider_than_regular() -> None:
    assert text_width("Covered 81 %", 10, weight=600) > text_width("Covered 81 %", 10)


@pytest.mark.parametrize("weight", [400, 600])
def test_the_web_subsets_hold_every_letter_and_sign(weight: int) -> None:
    faces = [face for face in web_faces() if face.weight == weight]
    assert [character for character in SAMPLE if not any(face.holds(character) for face in faces)] == []


def test_the_signs_that_a_subset_promises_are_in_its_file() -> None:
    library = pytest.importorskip("fontTools.ttLib")
    for face in web_faces():
        if face.subset == "signs":
            held = library.TTFont(face.path).getBestCmap()
            assert all(int(code, 16) in held for code in re.findall(r"U\+(\w+)", face.ranges))


def test_a_page_without_cyrillic_carries_none() -> None:
    assert {face.subset for face in faces_for("Plan of 2 March")} == {"latin"}


def test_fonts_for_html_are_within_the_file() -> None:
    css = font_face_css(web_faces())
    assert set(re.findall(r"url\((.{10})", css)) == {"data:font/"}


def test_licences_of_all_that_is_packed_are_packed() -> None:
    text = static_text("THIRD-PARTY.txt")
    for words in ("Apache License", "Baidu", "Måns Beckman", "SIL OPEN FONT LICENSE", "Microsoft Corporation"):
        assert words in text
