"""The page: sound, alone, readable by everybody, and the same every time."""

import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.brief import samples
from tests.brief.hypertext import Page

from accord.brief.document import Block, Document, Paragraph, Role, Row, Section, Table, Word, plain
from accord.brief.html import render_html
from accord.brief.legible import legible
from accord.model.problem import AccordError

SAMPLES = (samples.everything, samples.hostile, samples.cyrillic, lambda: samples.long_table(40), lambda: EMPTY)
EMPTY = Document(title="")


def document(*blocks: Block) -> Document:
    return Document(title="Title", sections=(Section(id="plan", title="Plan", blocks=blocks),))


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_tag_ends_where_it_should(sample: Callable[[], Document]) -> None:
    assert Page(render_html(sample())).faults == []


@pytest.mark.parametrize("sample", SAMPLES)
def test_ids_stand_once_and_every_link_within_the_page_leads_to_one(sample: Callable[[], Document]) -> None:
    page = Page(render_html(sample()))
    ids = Counter(page.attributes("id"))
    assert set(ids.values()) == {1}
    assert page.targets() <= set(ids)
    assert page.targets()
    assert not [name for name in ids if re.search(r"\s", name)]


@pytest.mark.parametrize("sample", SAMPLES)
def test_no_request_leaves_the_page(sample: Callable[[], Document]) -> None:
    source = render_html(sample())
    page = Page(source)
    assert not {tag for tag, _ in page.elements} & {"script", "link", "img", "iframe", "object", "form", "base"}
    assert not [key for _, found in page.elements for key in found if key.startswith("on") or key == "src"]
    outward = [(tag, found["href"]) for tag, found in page.elements if not found.get("href", "#").startswith("#")]
    assert {tag for tag, _ in outward} <= {"a"}
    assert all(re.match("https?://", address) for _, address in outward)
    css = "".join((*page.styles, *page.attributes("style")))
    assert "@import" not in css
    assert {found[:5] for found in re.findall(r"url\(['\"]?([^)]*)", css)} <= {"data:"}
    assert "default-src 'none'" in next(m["content"] for m in page.of("meta") if "http-equiv" in m)


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_same_document_gives_the_same_bytes(sample: Callable[[], Document]) -> None:
    assert render_html(sample()).encode() == render_html(sample()).encode()


def test_markup_characters_are_printed_as_they_are() -> None:
    page = Page(render_html(samples.hostile()))
    assert page.text.count(samples.MARKUP) > 10
    assert not page.of("label")


def test_a_name_of_ten_thousand_characters_may_be_broken_anywhere() -> None:
    source = render_html(samples.hostile())
    assert f'<span class="long">{samples.LONG_NAME}</span>' in source
    assert ".long{overflow-wrap:anywhere}" in source


def test_marks_of_direction_end_with_the_word_that_holds_them() -> None:
    turned = (Word(text="\u202eleft"), Word(text=" "), Word(text="right"))
    assert "<bdi>\u202eleft</bdi> right</p>" in render_html(document(Paragraph(words=turned)))


@given(st.text(st.characters(codec=None)))
def test_any_text_is_read_as_it_was_written(text: str) -> None:
    page = Page(render_html(document(Paragraph(words=plain(text)), Table(**TABLE, rows=(Row(cells=(plain(text),)),)))))
    assert page.faults == []
    assert page.text.count(legible(text)) >= (2 if text else 0)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]", page.text)
    page.text.encode()


TABLE = {"id": "t", "title": "", "columns": samples.everything().sections[-2].blocks[0].columns[:1]}  # type: ignore[union-attr]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//x.org", "http://a b", "\x01http://x"])
def test_only_addresses_of_the_web_become_links(url: str) -> None:
    page = Page(render_html(document(Paragraph(words=(Word(text="there", url=url),)))))
    assert [a for a in page.of("a") if not a["href"].startswith("#")] == []
    assert "there" in page.text


def test_a_link_to_nowhere_is_plain_text() -> None:
    page = Page(render_html(document(Paragraph(words=(Word(text="81 %", target="q-elsewhere"),)))))
    assert "q-elsewhere" not in page.targets()
    assert "81 %" in page.text


def test_an_anchor_that_stands_twice_is_refused() -> None:
    with pytest.raises(AccordError, match="'plan' stands twice"):
        render_html(document(Table(id="plan", title="", columns=(), rows=())))


def test_headings_begin_with_one_and_leave_no_level_out() -> None:
    page = Page(render_html(samples.everything()))
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_look_of_the_model_is_there() -> None:
    page = Page(render_html(samples.everything()))
    classes = {name for value in page.attributes("class") for name in value.split()}
    assert classes >= {*Role, "lead", "note", "missing", "facts", "terms", "box", "decision", "bar", "total", "quiet"}
    assert classes >= {"good", "fair", "poor", "up", "down"}
    assert {tag for tag, _ in page.elements} >= {"nav", "main", "header", "footer", "caption", "details", "dl", "ol"}
    assert {found.get("scope") for found in page.of("th")} == {"row", "col"}
    assert [found["lang"] for found in page.of("span") if "lang" in found] == ["uk"]


def test_signs_and_figures_say_in_words_what_they_show() -> None:
    page = Page(render_html(samples.everything()))
    labels = [found["aria-label"] for found in page.of("svg") if found.get("role") == "img"]
    assert labels.count("Bars of wanted and covered units by kind.") == 3
    assert {"good", "fair", "poor", "up", "down"} <= set(labels)


def test_the_marking_stands_at_top_and_bottom_of_screen_and_paper() -> None:
    source = render_html(Document(title="x", marking='A "b" </style>'))
    assert source.count("A &quot;b&quot; &lt;/style&gt;") == 2
    assert source.count(r'{content:"A\20 \22 b\22 \20 \3c \2f style\3e "}') == 2
    assert source.count("</style>") == 1


def test_a_table_without_rows_says_so_in_one_line() -> None:
    source = render_html(document(Table(id="ports", title="Ports", columns=(), rows=(), missing="No ports.")))
    assert '<p class="missing" id="ports">No ports.</p>' in source


def test_the_page_is_in_the_language_of_the_document() -> None:
    assert Page(render_html(samples.cyrillic())).of("html") == [{"lang": "uk"}]


def test_the_page_carries_only_letters_that_it_shows() -> None:
    assert "U+0400" not in render_html(EMPTY)
    assert "U+0400" in render_html(samples.cyrillic()) or "U+0301" in render_html(samples.cyrillic())
