"""Figures within the page: what would run, load or lead away stops the build with the figure's name."""

import re
from dataclasses import replace

import pytest
from tests.brief import samples
from tests.brief.hypertext import Page

from accord.brief.document import Column, Document, Row, Section, Table, plain
from accord.brief.html import render_html
from accord.model.problem import AccordError


def page_of(*svgs: str) -> str:
    figures = tuple(samples.figure(f"fig{at}", svg=svg) for at, svg in enumerate(svgs))
    return render_html(Document(title="t", sections=(Section(id="s", title="s", blocks=figures),)))


def svg(inside: str, root: str = 'viewBox="0 0 10 10"') -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {root}>{inside}</svg>'


@pytest.mark.parametrize(
    ("drawn", "fault"),
    [
        ("", "no element found"),
        ("<svg", "unclosed token"),
        ("<p/>", "<p>"),
        (svg("", ""), "no viewBox"),
        (svg("<g>"), "mismatched tag"),
        (svg("<script>1</script>"), "<script>"),
        (svg("<foreignObject/>"), "<foreignObject>"),
        (svg("<style>*{}</style>"), "<style>"),
        (svg("<set attributeName='href'/>"), "<set>"),
        (svg("<a href='#x'/>"), "<a>"),
        (svg("<g onclick='1'/>"), "an event handler, onclick"),
        (svg("", "viewBox='0 0 1 1' onload='1'"), "an event handler, onload"),
        (svg("<use xlink:href='http://x.org/a'/>"), "something outside it, http://x.org/a"),
        (svg("<image href='a.png'/>"), "something outside it, a.png"),
        (svg("<image href='data:image/svg+xml;base64,AAAA'/>"), "something outside it, data:image/svg"),
        (svg("<rect fill='url(http://x.org)'/>"), "something outside it, url("),
        (svg("<rect style='fill:url( &quot;b.svg#c&quot;)'/>"), "something outside it, fill:url("),
        (svg("<rect id='other'/>"), "does not begin with the figure's, other"),
        ('<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("&a;"), "a document type or entities"),
        ("<?xml-stylesheet href='a'?>" + svg(""), "an instruction to programs"),
    ],
)
def test_what_is_no_still_drawing_stops_the_build_with_the_name_of_the_figure(drawn: str, fault: str) -> None:
    with pytest.raises(AccordError, match=f"figure fig1: its SVG cannot be drawn: .*{re.escape(fault)}"):
        page_of(svg("<rect/>"), drawn or " ")


def test_ids_of_drawings_stand_once() -> None:
    with pytest.raises(AccordError, match="figure fig0: the anchor 'fig0-a' stands twice"):
        page_of(svg("<g id='fig0-a'/><g id='fig0-a'/>"))


def test_a_drawing_is_written_as_it_was_but_for_what_the_page_says() -> None:
    inside = '<g fill="url(#fig0-p)"><text x="1">a &lt; b &amp; c</text><path d="M0 0"/><g/></g><use href="#fig0-q"/>'
    more = '<defs><pattern id="fig0-p"/><symbol id="fig0-q"/></defs>'
    source = page_of('<?xml version="1.0"?><!-- x -->' + svg(more + inside, 'viewBox="0 0 9 9" width="900" id="odd"'))
    assert more + inside in source
    assert '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" role="img" aria-label="Bars of' in source
    assert 'id="odd"' not in source


def test_the_table_of_a_figure_is_folded_below_it_and_keeps_its_anchors_if_it_stands_nowhere_else() -> None:
    twin = Table(id="twin", title="Twin", columns=(Column(heading="a"),), rows=(Row(id="twin-1", cells=(plain("x"),)),))
    figure = replace(samples.figure("fig"), twin=twin)
    alone = Section(id="s", title="s", blocks=(figure,))
    once = render_html(Document(title="t", sections=(alone,)))
    annex = Section(id="annex-figures", title="Tables", blocks=(twin,))
    twice = render_html(Document(title="t", sections=(alone, annex)))
    assert [Page(page).attributes("id").count("twin-1") for page in (once, twice)] == [1, 1]
    assert [page.count("<caption>") for page in (once, twice)] == [1, 2]
    assert len(Page(once).of("details")) == 1
