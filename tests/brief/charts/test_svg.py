from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.brief.charts.scale import scale_marks
from accord.brief.charts.svg import drawing, element, fitted, text, wrapped
from accord.brief.legible import legible
from accord.brief.widths import text_width

WIDTHS = st.floats(0.0, 600.0)
SIZES = st.floats(5.0, 20.0)


@given(st.text())
def test_any_text_comes_back_as_it_went_in(words: str) -> None:
    root = ET.fromstring(drawing(100, 100, [text(words, 1, 2, halo=2.0), element("g", id=words)]))
    assert [found.text or "" for found in root if found.tag.endswith("text")] == [legible(words)] * 2
    assert root[-1].get("id") == legible(words)


@given(st.text(max_size=80), WIDTHS, SIZES)
def test_fitted_text_is_never_wider_than_its_place(words: str, width: float, size: float) -> None:
    shown = fitted(words, width, size=size)
    assert text_width(shown, size) <= width + 1e-6
    assert shown == legible(words) or shown == "" or shown.endswith("…")


@given(st.text(max_size=80), st.floats(40.0, 600.0), st.integers(1, 4))
def test_wrapped_text_fits_in_its_lines(words: str, width: float, lines: int) -> None:
    shown = wrapped(words, width, lines=lines)
    assert len(shown) <= lines
    assert all(text_width(line, 8.5) <= width + 1e-6 for line in shown)


def test_a_name_of_ten_thousand_characters_is_cut() -> None:
    assert fitted("W" * 10_000, 60).endswith("…")


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=9))
def test_marks_hold_all_values_and_are_few(values: list[float]) -> None:
    marks = scale_marks(values)
    room = 1e-6 * max(1.0, *map(abs, marks))
    assert marks[0] - room <= min(values)
    assert max(values) <= marks[-1] + room
    assert 3 <= len(marks) <= 8
    assert list(marks) == sorted(set(marks))


@given(st.lists(st.floats(0.0, 100.0), min_size=1, max_size=9))
def test_marks_of_shares_are_whole_and_end_at_all(values: list[float]) -> None:
    marks = scale_marks(values, least_step=1.0, most=100.0)
    assert all(mark == round(mark) for mark in marks)
    assert marks[-1] <= 100.0
    assert marks[-1] >= max(values) - 1e-6


@pytest.mark.parametrize("words", ["", " ", "\u200f"])
def test_blank_text_wraps_to_little(words: str) -> None:
    assert len(wrapped(words, 50.0)) <= 1
