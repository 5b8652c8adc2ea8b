"""A pack in another language: what Accord says is said in it; what people wrote stays, and is marked."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from docs.catalogues.catalogue import ids_of, read, strings_of
from tests.brief.sections.made import findings, pen
from tests.brief.test_daily_page import SPACE, made

from accord.brief.document import Word
from accord.brief.pack import MAIN, NOTES, TABLES, Writer
from accord.brief.sections.nation import nation_page
from accord.model.records import TABLES as FILES

LATIN = re.compile(r"[A-Za-z]{3,}[\w-]*(?![\w-]*…)")
UNREAD = {"lang", "target", "id", "style", "role", "align", "mark", "width"}
"""Fields of a document that no reader reads."""
CUT = 10
"""Letters from which a name may be cut or broken in a drawing."""
EVERY = [*MAIN, *TABLES, *NOTES, lambda found, pen: nation_page(found, pen, "XAA")]


def said(part: Any) -> Iterator[str]:
    """Texts in the document's language, drawn ones included; not words marked as those of another."""
    match part:
        case str():
            drawn = re.findall(r"<text[^>]*>(.*?)</text>", part, re.DOTALL)
            yield from (re.sub("<[^>]+>", " ", text) for text in drawn) if part.startswith("<svg") else (part,)
        case Word() if part.lang:
            return
        case tuple():
            for one in part:
                yield from said(one)
        case _ if is_dataclass(part):
            for field in fields(part):
                if field.name not in UNREAD:
                    yield from said(getattr(part, field.name))


def values(part: Any) -> Iterator[str]:
    """Every text that stands in rows and results."""
    match part:
        case str():
            yield part
        case Mapping():
            for key, one in part.items():
                yield from values(key)
                yield from values(one)
        case tuple() | list():
            for one in part:
                yield from values(one)
        case _ if is_dataclass(part):
            for field in fields(part):
                yield from values(getattr(part, field.name))
        case _ if hasattr(part, "model_dump"):
            yield from values(list(part.model_dump(mode="json").values()))


def latin(texts: Iterator[str]) -> set[str]:
    return {word for text in texts for word in LATIN.findall(text)}


def may_stay(found: Any) -> set[str]:
    """Names and codes: Latin words of rows and of the translations, without the settled words."""
    catalogue = [entry for entry in read("uk") if entry.id]
    settled = {english for entry in catalogue for english in ids_of(entry) if LATIN.fullmatch(english)}
    kept = latin(form for entry in catalogue for form in strings_of(entry))
    return (latin(values(found)) - settled) | kept | set(FILES)


@pytest.mark.parametrize("write", EVERY, ids=lambda write: write.__module__.rpartition(".")[2])
def test_nothing_that_accord_says_is_left_in_english(write: Writer) -> None:
    found = findings(3, items=2)
    known = {name.casefold() for name in may_stay(found)}
    seen = {word.casefold() for word in latin(said(write(found, pen("uk"))))}
    assert [word for word in seen - known if not any(word in name for name in known if len(name) >= CUT)] == []


def test_nothing_that_the_daily_report_says_is_left_in_english() -> None:
    names = latin(values((SPACE.settings, SPACE.places, SPACE.nations, SPACE.deal))) | {"LAND", "XBB"}
    translated = latin(form for entry in read("uk") if entry.id for form in strings_of(entry))
    seen = latin(said(made(tongue="uk").document))
    assert seen - names - translated == set()
    assert {"North", "UTC"} <= seen


def test_a_word_that_goes_past_the_catalogue_is_found() -> None:
    assert latin(said((Word(text="Coverage"), Word(text="People", lang="en")))) == {"Coverage"}
    assert latin(said('<svg><text x="1">Gaps</text></svg>')) == {"Gaps"}
