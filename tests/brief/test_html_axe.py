"""The page under axe-core in Chromium: nothing breaks WCAG 2.2 A and AA on any screen or in print."""

from pathlib import Path

import pytest
from benchmarks import axe, browser
from tests.brief import samples

from accord.brief.html import render_html

pytestmark = pytest.mark.skipif(
    browser.found() is None or axe.axe_path() is None, reason="needs Chromium, and axe-core in ACCORD_AXE"
)


def found_in(page: str, folder: Path) -> list[axe.Violation]:
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    with browser.tab() as tab:
        return list(axe.violations(tab, path))


def test_no_view_of_a_page_breaks_a_rule(tmp_path: Path) -> None:
    assert found_in(render_html(samples.everything()), tmp_path) == []


def test_a_page_that_breaks_a_rule_is_found_out(tmp_path: Path) -> None:
    page = render_html(samples.cyrillic()).replace('<html lang="uk">', "<html>")
    found = found_in(page, tmp_path)
    assert {one.rule for one in found} == {"html-has-lang"}
    assert len(found) == len(axe.VIEWS)
