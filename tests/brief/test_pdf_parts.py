"""What a PDF is made of: widths of columns, text that wraps, links and objects."""

import io
import re

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.brief import samples
from tests.brief.pages import read_text

from accord.brief.document import Column, Row, Table, plain
from accord.brief.legible import legible
from accord.brief.pdf import render_pdf
from accord.brief.pdf.columns import column_widths
from accord.brief.pdf.finish import Place, finished
from accord.brief.pdf.payload import label
from accord.brief.pdf.wrap import pieces, printable

texts = st.text(alphabet="ab -/1", max_size=60)
columns = st.builds(Column, heading=texts, weight=st.sampled_from([0.0, 0.0, 1.0, 2.5]))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    heads = draw(st.lists(columns, min_size=1, max_size=7))
    cells = st.tuples(*(texts.map(plain) for _ in heads))
    rows = draw(st.lists(cells, max_size=6))
    return Table(id="t", title="", columns=tuple(heads), rows=tuple(Row(cells=row) for row in rows))


def widths(table: Table, width: float = 480.0) -> list[float]:
    found, _ = column_widths(table, width=width, gap=9.0, measure=lambda text: 5.0 * len(text), extra=lambda line: 0.0)
    return found


@given(tables())
def test_columns_never_pass_the_page(table: Table) -> None:
    found = widths(table)
    assert sum(found) <= 480.0 + 1e-6
    assert min(found) > 0


@given(tables())
def test_the_order_of_rows_means_nothing_to_widths(table: Table) -> None:
    turned = Table(id="t", title="", columns=table.columns, rows=table.rows[::-1])
    assert widths(turned) == widths(table)


def test_numbers_stay_whole_beside_a_name_of_any_length() -> None:
    heads = (Column(heading="Name"), Column(heading="Number"))
    found = widths(Table(id="t", title="", columns=heads, rows=(Row(cells=(plain("a" * 9999), plain("1,234,567"))),)))
    assert found[1] >= 9.0 + 9 * 5.0


def test_a_weighted_column_takes_no_more_than_it_needs_while_another_wants_more() -> None:
    heads = (Column(heading="Short", weight=5), Column(heading="Long", weight=1))
    rows = tuple(Row(cells=(plain("five words"), plain("word " * 40))) for _ in range(4))
    short, long = widths(Table(id="t", title="", columns=heads, rows=rows))
    assert short == pytest.approx(9.0 + 50.0, abs=0.1)
    assert long == pytest.approx(480.0 - short, abs=0.1)


@given(st.text())
def test_only_what_is_not_seen_is_added_to_a_text(text: str) -> None:
    unseen = re.compile("[\u200b\u2066-\u2069]")
    assert unseen.sub("", printable(text)) == unseen.sub("", legible(text))


@given(st.text() | st.text(alphabet="1 \u2013%(a\u2067"))
def test_pieces_are_the_text_and_none_of_them_breaks_an_interval(text: str) -> None:
    unseen = re.compile("[\u200b\u2066-\u2069]")
    found = pieces(text)
    assert unseen.sub("", "".join(found)) == unseen.sub("", legible(text))
    if len(found) > 1:
        assert all(re.search("\\d\u2013|i-[0-9a-f]{16}", piece) for piece in found[1::2])
        assert not any(re.search("\\d\u2013\\d", piece) for piece in found[::2])


@given(st.text(alphabet="a\u2067\u2068\u2069\u202e", max_size=12))
def test_every_change_of_direction_ends_with_its_text(text: str) -> None:
    depth = 0
    for sign in printable(text):
        depth += ("\u2066" <= sign <= "\u2068") - (sign == "\u2069")
        assert depth >= 0
    assert depth == 0


@given(st.text(min_size=1), st.text(min_size=1))
def test_labels_are_plain_and_differ_as_anchors_do(one: str, other: str) -> None:
    assert re.fullmatch(r"[\w.~-]{1,100}", label(one), re.ASCII)
    assert (label(one) == label(other)) == (one == other)


def test_packing_keeps_pages_and_text_and_makes_the_file_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    before: list[bytes] = []

    def keep(pdf: bytes, places: dict[str, Place]) -> bytes:
        before.append(pdf)
        return finished(pdf, places)

    monkeypatch.setattr("accord.brief.pdf.render.finished", keep)
    after = render_pdf(samples.everything())
    assert read_text(after) == read_text(before[0])
    assert len(after) < 0.8 * len(before[0])
    strict = pypdf.PdfReader(io.BytesIO(after), strict=True)
    assert len(strict.pages) == len(pypdf.PdfReader(io.BytesIO(before[0])).pages)
    assert b"accord:" not in after


def test_a_link_lands_just_above_the_place_it_means() -> None:
    pdf = render_pdf(samples.long_table(300))
    file = pypdf.PdfReader(io.BytesIO(pdf))
    link = next(
        note
        for page in file.pages
        for each in page.get("/Annots", ())
        if isinstance((note := each.get_object()).get("/Dest"), list)
    )
    page, kind, left, top, _ = link["/Dest"]
    assert kind == "/XYZ"
    heights = _heights(file.pages[-1], "L-299")
    assert page.idnum == file.pages[-1].indirect_reference.idnum  # type: ignore[union-attr]
    assert 0 <= top - heights[0] <= 30
    assert 50 < left < 100


def _heights(page: pypdf.PageObject, wanted: str) -> list[float]:
    found: list[float] = []

    def visit(text: str, page: list[float], line: list[float], *rest: object) -> None:
        if wanted in text:
            found.append(line[5] * page[3] + page[5])

    page.extract_text(visitor_text=visit)
    return found


def test_a_file_of_another_maker_is_refused() -> None:
    with pytest.raises(ValueError, match="no table of objects"):
        finished(b"%PDF-1.7\nnothing", {})
