"""Lines of the document as HTML: text is escaped and isolated, whatever it holds."""

import html
import re
from collections.abc import Mapping

from markupsafe import Markup

from accord.brief.document import Line, Mark, Word
from accord.brief.html.anchors import Anchors, link
from accord.brief.legible import legible

_TURNS = re.compile(
    "[\u0590-\u08ff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_UNBROKEN = re.compile(r"[^\s-]{25}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
_OUTSIDE = re.compile(r"https?://[^\s]+\Z", re.IGNORECASE)


def is_language(code: str) -> bool:
    """Whether a code can stand in `lang`.

    >>> is_language("uk"), is_language("sr-Latn"), is_language("no such language")
    (True, True, False)
    """
    return _LANGUAGE.match(code) is not None


def is_long(text: str) -> bool:
    """Whether a text holds a name so long that it must be broken somewhere.

    >>> is_long("Mechanised infantry battalion"), is_long("Donaudampfschifffahrtsgesellschaft")
    (False, True)
    """
    return _UNBROKEN.search(text) is not None


class Writer:
    """Writes lines of one document."""

    def __init__(self, anchors: Anchors, words: Mapping[str, str]) -> None:
        self._anchors = anchors
        self._signs = {mark: _sign(mark, words.get(mark, mark.value)) for mark in Mark}
        self._texts: dict[str, str] = {}
        self._links: dict[str, str] = {}

    def line(self, line: Line) -> Markup:
        """A line."""
        return Markup(self.raw(line))  # escaped word by word

    def raw(self, line: Line) -> str:
        """A line as a bare str, for those who join thousands."""
        return "".join([self._word(word) for word in line])

    def text(self, text: str) -> Markup:
        """Text without looks."""
        return Markup(self._text(text))

    def _text(self, text: str) -> str:
        known = self._texts.get(text)
        if known is None:
            known = self._texts[text] = _isolated(legible(text))
        return known

    def _link(self, target: str) -> str:
        """Address of an anchor; blank if it stands nowhere in the document."""
        known = self._links.get(target)
        if known is None:
            known = self._links[target] = link(target) if target in self._anchors else ""
        return known

    def _word(self, word: Word) -> str:
        out = self._text(word.text)
        if word.lang and is_language(word.lang):
            out = f'<span lang="{word.lang}">{out}</span>'
        if word.strong:
            out = f"<strong>{out}</strong>"
        if word.quiet:
            out = f'<span class="quiet">{out}</span>'
        if word.target and (address := self._link(word.target)):
            out = f'<a href="{address}">{out}</a>'
        elif word.url and _OUTSIDE.match(legible(word.url)):
            address = html.escape(legible(word.url))
            out = f'<a class="out" href="{address}" rel="noopener noreferrer">{out}</a>'
        if word.mark is not None:
            out = f'<span class="{word.mark}">{self._signs[word.mark]}{out}</span>'
        if word.bar is not None:
            out = _bar(word.bar) + out
        return out


def _isolated(text: str) -> str:
    out = html.escape(text)
    if is_long(text):
        out = f'<span class="long">{out}</span>'
    return f"<bdi>{out}</bdi>" if _TURNS.search(text) else out


def _sign(mark: Mark, name: str) -> str:
    label = html.escape(legible(name))
    return f'<svg class="sign" role="img" aria-label="{label}"><use href="#-{mark}"/></svg>'


def _bar(share: float) -> str:
    width = f"{100 * min(max(share, 0.0), 1.0):.1f}" if share == share else "0"
    return f'<span class="bar" aria-hidden="true"><span style="width:{width}%"></span></span>'
