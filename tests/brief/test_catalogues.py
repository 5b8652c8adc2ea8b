import ast
import re
import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from docs.catalogues.catalogue import (
    BRIEF,
    LANGUAGES,
    empty,
    ids_of,
    path_of,
    read,
    sentences,
    strings_of,
    text_of,
    updated,
)

from accord.brief.evidence import Ledger
from accord.brief.language import Tongue, language
from accord.brief.pen import Pen

pytestmark = pytest.mark.filterwarnings("error")
SPEAKERS = {"say": 1, "line": 1, "column": 1, "count_line": 2, "say_many": 2}
FILLED = re.compile(r"\{[^}]*\}")
each_language = pytest.mark.parametrize("code", LANGUAGES)


def entries(code: str) -> list[Message]:
    return [message for message in read(code) if message.id]


def pairs(code: str) -> Iterator[tuple[str, str]]:
    """Every translated form beside the English whose place it takes."""
    for message in entries(code):
        english = ids_of(message)
        for n, form in enumerate(strings_of(message)):
            if form:
                yield english[min(n, len(english) - 1)], form


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def edges(sentence: str) -> tuple[str, str]:
    return sentence[: len(sentence) - len(sentence.lstrip())], sentence[len(sentence.rstrip()) :]


def last_sign(sentence: str) -> str:
    """The sign that ends it; words alone may be cut short ("No.") and have none."""
    sign = sentence.rstrip()[-1:]
    return sign if sign in ".:;?!" and " " in sentence.strip() else ""


def words(sentence: str) -> list[str]:
    return re.findall(r"[^\W\d_]{2,}", FILLED.sub(" ", sentence))


def test_every_language_that_documents_can_be_written_in_has_a_catalogue() -> None:
    assert {"en", *LANGUAGES} == set(Tongue)


@each_language
def test_the_catalogue_holds_what_the_code_says_and_nothing_else_in_order(code: str) -> None:
    written = text_of(updated(read(code), sentences()))
    assert path_of(code).read_bytes() == written, "run python docs/catalogues"


@each_language
def test_every_sentence_is_translated(code: str) -> None:
    assert empty(read(code)) == []


@each_language
def test_a_plural_has_as_many_forms_as_the_language(code: str) -> None:
    catalogue = read(code)
    wrong = [m.id for m in entries(code) if len(ids_of(m)) > 1 and len(strings_of(m)) != catalogue.num_plurals]
    assert catalogue.num_plurals == {"uk": 3, "fr": 2, "de": 2}[code]
    assert wrong == []


@each_language
def test_a_translation_fills_in_what_the_english_does(code: str) -> None:
    wrong = []
    for message in filter(lambda entry: all(strings_of(entry)), entries(code)):
        wanted = set.union(*map(places, ids_of(message)))
        optional = wanted if len(ids_of(message)) == 1 else wanted - {"n"}
        last = places(strings_of(message)[-1])
        if last != places(ids_of(message)[-1]) or any(
            not optional <= places(form) <= wanted for form in strings_of(message)
        ):
            wrong.append(message.id)
    assert wrong == []


@each_language
def test_a_translation_begins_and_ends_as_the_english_does(code: str) -> None:
    wrong = [
        (english, form)
        for english, form in pairs(code)
        if (edges(english), last_sign(english)) != (edges(form), last_sign(form))
    ]
    assert wrong == []


@each_language
def test_no_phrase_is_left_in_english(code: str) -> None:
    assert [english for english, form in pairs(code) if english == form and len(words(english)) > 1] == []


def test_the_first_ukrainian_form_holds_the_number_because_it_serves_21_too() -> None:
    several = [message for message in entries("uk") if len(ids_of(message)) > 1]
    wrong = [m.id for m in several if not all(places(form) == places(ids_of(m)[1]) for form in strings_of(m))]
    assert len(several) > 20
    assert wrong == []


def test_ukrainian_keeps_latin_letters_for_names_and_codes_alone() -> None:
    wrong = [
        (english, form)
        for english, form in pairs("uk")
        if set(re.findall("[A-Za-z]+", FILLED.sub(" ", form))) - set(re.findall("[A-Za-z]+", FILLED.sub(" ", english)))
        or re.search(r"[A-Za-z][\u0400-\u052f]|[\u0400-\u052f][A-Za-z]", FILLED.sub(" ", form))
    ]
    assert wrong == []


def test_every_sentence_of_the_code_is_a_literal_so_that_it_can_be_found() -> None:
    assert sum(1 for _ in spoken()) > 500
    assert [place for place, argument in spoken() if not isinstance(argument, ast.Constant)] == []


def spoken() -> Iterator[tuple[str, ast.expr]]:
    for path in sorted(BRIEF.rglob("*.py")):
        if path.name != "pen.py":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                match node:
                    case ast.Call(
                        func=ast.Attribute(value=ast.Name(id="pen") | ast.Attribute(attr="language"), attr=name)
                    ) if name in SPEAKERS:
                        for argument in node.args[: SPEAKERS[name]]:
                            yield f"{path.name}:{argument.lineno}", argument


@pytest.mark.parametrize(
    ("number", "said"), [(1, "1 країна"), (2, "2 країни"), (5, "5 країн"), (11, "11 країн"), (21, "21 країна")]
)
def test_a_count_takes_the_form_of_its_number(number: int, said: str) -> None:
    pen = Pen(language("uk"), Ledger())
    line = pen.count_line("{n} nation", "{n} nations", number, n=str(number))
    assert "".join(word.text for word in line) == said


def test_the_command_says_what_is_missing_and_changes_nothing_when_it_checks() -> None:
    command = [sys.executable, str(Path(BRIEF).parents[2] / "docs" / "catalogues"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
