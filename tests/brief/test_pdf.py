"""A PDF says what its document says, on the page, to every reader."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.brief import samples
from tests.brief.pages import addresses, internal_links, page_with, pages_linked_to, read_text, reader, word_boxes

from accord.brief.document import (
    Box,
    Bullets,
    Column,
    Document,
    Paragraph,
    Role,
    Row,
    Section,
    Table,
    Word,
    plain,
)
from accord.brief.pdf import render_pages, render_pdf
from accord.brief.pdf.page import MARGIN
from accord.brief.pdf.render import BadFigure
from accord.model.problem import AccordError

SAMPLES: dict[str, Callable[[], Document]] = {
    "everything": samples.everything,
    "hostile": samples.hostile,
    "long": lambda: samples.long_table(120),
    "cyrillic": samples.cyrillic,
    "empty": lambda: Document(title="Nothing yet"),
}
every_sample = pytest.mark.parametrize("make", SAMPLES.values(), ids=SAMPLES)


def page_of(*blocks: object, role: Role = Role.FLOW) -> Document:
    return Document(title="A page", sections=(Section(id="s", title="Section", blocks=blocks, role=role),))  # type: ignore[arg-type]


@every_sample
def test_the_same_document_gives_the_same_bytes(make: Callable[[], Document]) -> None:
    assert render_pdf(make()) == render_pdf(make())


@every_sample
def test_it_is_an_archival_and_accessible_file(make: Callable[[], Document]) -> None:
    file = reader(render_pdf(make()))
    claims = file.xmp_metadata.stream.get_data().decode()  # type: ignore[union-attr]
    assert "<pdfuaid:part>1</pdfuaid:part>" in claims
    assert "<pdfaid:part>2</pdfaid:part>" in claims
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in claims
    assert file.trailer["/Root"]["/MarkInfo"]["/Marked"]


@every_sample
def test_no_text_stands_beyond_a_margin(make: Callable[[], Document], tmp_path: Path) -> None:
    boxes = list(word_boxes(render_pdf(make()), tmp_path))
    assert boxes
    over = [box for box in boxes if box[0] < MARGIN - 1.5 or box[1] > box[2] - MARGIN + 1.5 or box[3] > 0.985]
    assert over == []


def test_title_language_and_day_stand_in_the_metadata() -> None:
    file = reader(render_pdf(samples.cyrillic()))
    assert file.trailer["/Root"]["/Lang"] == "uk"
    assert file.metadata is not None
    assert file.metadata.title == "Зустріч міністрів оборони"
    assert file.metadata.creation_date is not None
    assert file.metadata.creation_date.date() == samples.cyrillic().day


def test_ukrainian_text_is_read_back_as_it_was_put_in() -> None:
    text = read_text(render_pdf(samples.cyrillic()))
    for wanted in (samples.UKRAINIAN, "Мінно-розмінувальна рота", "Ґрунтова злітна смуга", "Сторінка 1 з 1"):
        assert wanted in text


def test_a_pair_of_letters_that_is_kerned_far_apart_stays_one_word() -> None:
    words = (Word(text="Країна та її внесок; без її підрозділів"), Word(text=" її", strong=True))
    assert "Країна та її внесок; без її підрозділів її" in read_text(render_pdf(page_of(Paragraph(words=words))))


def test_markup_is_printed_as_it_is() -> None:
    text = read_text(render_pdf(samples.hostile()))
    assert text.replace(" ", "").count(samples.MARKUP.replace(" ", "")) >= 8
    assert "nul\N{REPLACEMENT CHARACTER}bell\N{REPLACEMENT CHARACTER} half\N{REPLACEMENT CHARACTER} end" in text


def test_a_long_name_is_printed_whole() -> None:
    text = read_text(render_pdf(page_of(Paragraph(words=plain(samples.LONG_NAME))))).replace(" ", "")
    assert text.replace("Page1of2", "").replace("Apage", "").count("Battalion") == samples.LONG_NAME.count("Battalion")


def test_a_mark_of_direction_turns_nothing_beyond_its_word() -> None:
    words = (Word(text="\u202eabc"), Word(text=" stays"), Word(text="\u2069\u2069\u202e"), Word(text=" as it is"))
    assert "stays as it is" in read_text(render_pdf(page_of(Paragraph(words=words))))


def test_signs_that_no_font_has_do_not_stop_the_build() -> None:
    text = read_text(render_pdf(page_of(Paragraph(words=plain("Unit 中文 \U0001f600 one")))))
    assert "Unit \ufffd\ufffd \ufffd one" in text


def test_links_lead_to_places_that_stand() -> None:
    pdf = render_pdf(samples.everything())
    named = reader(pdf).named_destinations
    assert {"summary", "plan", "gaps", "nation-XAV", "annex-evidence"} <= set(named)
    assert all(link in named for link in internal_links(pdf) if isinstance(link, str))
    places = pages_linked_to(pdf)
    assert len(places) > 15
    assert page_with(pdf, "q-covered") in places
    assert page_with(pdf, "Glossary") in places


def test_only_web_addresses_lead_out() -> None:
    assert addresses(render_pdf(samples.everything())) == ["https://example.org/statements/14"]


def test_a_link_to_nowhere_and_an_anchor_set_twice_are_plain_text() -> None:
    twice = tuple(Row(id="same", cells=(plain(text),)) for text in ("one", "two"))
    table = Table(id="t", title="", columns=(Column(heading="Name"),), rows=twice)
    pdf = render_pdf(page_of(Paragraph(words=(Word(text="nowhere", target="gone"),)), table))
    assert internal_links(pdf) == []
    assert "nowhere" in read_text(pdf)


def test_headings_are_bookmarks() -> None:
    titles = [entry.title for entry in reader(render_pdf(samples.everything())).outline if not isinstance(entry, list)]
    assert titles[:3] == ["Summary", "State of the plan", "Rotation"]


def test_a_figure_that_cannot_be_drawn_is_named() -> None:
    broken = samples.figure(
        "figure-broken", svg="<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><text>a & b</svg>"
    )
    with pytest.raises(BadFigure, match="'figure-broken' cannot be drawn"):
        render_pdf(page_of(samples.figure("figure-sound"), Box(title="", blocks=(broken,))))


def test_a_figure_without_alternative_text_is_refused_by_its_name() -> None:
    with pytest.raises(AccordError, match="'figure-mute' has no alternative text"):
        render_pdf(page_of(samples.figure("figure-mute", alt="  ")))


def test_alternative_text_is_in_the_file() -> None:
    figure = samples.figure("f", alt="Four bars, the last is short.")
    assert "Four bars, the last is short." in "".join(_alternatives(render_pdf(page_of(figure))))


def _alternatives(pdf: bytes) -> list[str]:
    objects = (reader(pdf).get_object(number) for number in range(1, len(reader(pdf).xref[0]) + 1))
    return [str(each["/Alt"]) for each in objects if isinstance(each, dict) and "/Alt" in each]


@pytest.mark.parametrize(("items", "pages"), [(20, 1), (44, 1), (200, 4)])
def test_a_sheet_keeps_to_its_page_until_it_would_be_too_small_to_read(items: int, pages: int) -> None:
    sheet = page_of(Bullets(items=tuple(plain(f"Point {at}") for at in range(items))), role=Role.SHEET)
    assert len(reader(render_pdf(sheet)).pages) == pages


def test_wide_sections_stand_on_wide_pages_of_their_own() -> None:
    boxes = [page.mediabox for page in reader(render_pdf(samples.everything())).pages]
    assert [box.width > box.height for box in boxes].count(True) == 1


def test_marking_and_number_stand_on_every_page() -> None:
    pages = reader(render_pdf(samples.everything())).pages
    for number, page in enumerate(pages, 1):
        text = page.extract_text()
        assert "EXERCISE" in text
        assert f"Page {number} of {len(pages)}" in " ".join(text.split())


def test_a_heading_repeats_on_every_page_of_a_table() -> None:
    pages = [page.extract_text() for page in reader(render_pdf(samples.long_table(120))).pages]
    rows = [text for text in pages if "L-" in text]
    assert len(rows) > 1
    assert all("Capability" in text for text in rows)


def test_a_table_of_three_thousand_rows_is_quick_and_small_and_its_rows_are_found() -> None:
    began = time.process_time()
    pdf = render_pdf(samples.long_table(3000))
    assert time.process_time() - began < 12  # measured: 1.3 s; the bound is loose for a busy machine
    assert len(pdf) < 1_000_000
    assert pages_linked_to(pdf)[-1] == page_with(pdf, "L-2999") == len(reader(pdf).pages) - 1


def test_a_table_without_rows_says_so() -> None:
    assert "No ports." in read_text(render_pdf(samples.everything()))


def test_pages_are_drawn_as_images() -> None:
    (page,) = render_pages(Document(title="Nothing yet"))
    assert page.startswith(b"\x89PNG")


def test_twins_of_figures_are_not_printed_beside_them() -> None:
    assert "Wanted and covered" not in read_text(render_pdf(page_of(samples.figure("f"))))


def test_a_table_too_long_for_tags_may_hold_links():
    """PDF/UA allows none outside the tags: there they are text."""
    columns = (Column(heading="Offer"), Column(heading="Source"))
    rows = tuple(
        Row(id=f"offers-{n}", cells=(plain(str(n)), (Word(text="S", target="offers-0", url=""),))) for n in range(1001)
    )
    table = Table(id="rows", title="", columns=columns, rows=rows)
    section = Section(id="annex", title="Annex", blocks=(table,), role=Role.ANNEX)
    assert render_pdf(Document(title="Long", sections=(section,))).startswith(b"%PDF-1.7")


@pytest.mark.parametrize("letters", range(4))
def test_an_interval_stays_in_one_line_and_is_read_back_as_it_was(letters: int) -> None:
    words = "share 47\N{NO-BREAK SPACE}% (30\N{EN DASH}57)"
    text = f"{'a' * letters} " + f"or else {words} of all, " * 30
    pdf = render_pdf(page_of(Paragraph(words=plain(text))))
    lines = "\n".join(page.extract_text() for page in reader(pdf).pages).splitlines()
    assert not any(line.endswith("\N{EN DASH}") for line in lines)
    assert words.replace("\N{NO-BREAK SPACE}", " ") in read_text(pdf)


def test_an_interval_too_wide_for_its_column_is_broken_and_stays_within_it(tmp_path: Path) -> None:
    wide = "123,456,789\N{EN DASH}987,654,321"
    columns = tuple(Column(heading=str(number)) for number in range(9))
    table = Table(id="t", title="T", columns=columns, rows=(Row(cells=(plain(wide),) * 9),))
    boxes = list(word_boxes(render_pdf(page_of(table)), tmp_path))
    assert not [box for box in boxes if box[1] > box[2] - MARGIN + 1.5]
