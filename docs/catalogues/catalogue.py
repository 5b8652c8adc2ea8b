"""A catalogue: the sentences of the code with their translations into one language."""

import ast
import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

BRIEF = Path(__file__).parents[2] / "src" / "accord" / "brief"
LANGUAGES = ("uk", "fr", "de")
SPEAKERS = {"say": 1, "line": 1, "column": 1, "count_line": 2, "say_many": 2}
"""Methods that say a fixed sentence, and how many forms of it they take first."""
HEADER = r"""# Fixed sentences of documents; `python docs/catalogues` adds new ones and drops old ones.
msgid ""
msgstr ""
"Language: {language}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: {plural}\n"

"""


def path_of(language: str) -> Path:
    """Where a catalogue lies."""
    return BRIEF / "locale" / language / "LC_MESSAGES" / "accord.po"


def sentences() -> set[tuple[str, ...]]:
    """Every fixed sentence of the code: alone, or with its plural."""
    said = {parts for path in BRIEF.rglob("*.py") for parts in _said(ast.parse(path.read_text(encoding="utf-8")))}
    plurals = {parts[0] for parts in said if len(parts) > 1}
    return {parts for parts in said if len(parts) > 1 or parts[0] not in plurals}


def _said(tree: ast.Module) -> Iterator[tuple[str, ...]]:
    """Sentences of one file; a call within another is found too, which Babel's own extraction passes over."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SPEAKERS:
            first = node.args[: SPEAKERS[node.func.attr]]
            forms = tuple(one.value for one in first if isinstance(one, ast.Constant) and isinstance(one.value, str))
            if forms and len(forms) == len(first):
                yield forms


def read(language: str) -> Catalog:
    """The catalogue as it lies there; one without entries if there is none."""
    path = path_of(language)
    return read_po(io.BytesIO(path.read_bytes() if path.is_file() else b""), locale=language, ignore_obsolete=True)


def updated(old: Catalog, wanted: set[tuple[str, ...]]) -> Catalog:
    """A catalogue of exactly these sentences: translations that are there are kept, others stay empty."""
    new = Catalog(locale=old.locale, fuzzy=False)
    for parts in sorted(wanted):
        kept = old.get(parts[0])
        same = kept is not None and ids_of(kept) == parts
        nothing = "" if len(parts) == 1 else ("",) * new.num_plurals
        new.add(parts if len(parts) > 1 else parts[0], kept.string if same and kept is not None else nothing)
    return new


def text_of(catalogue: Catalog) -> bytes:
    """The file: a short header without dates, entries in order, one line a sentence."""
    out = io.BytesIO()
    header = HEADER.format(language=catalogue.locale, plural=catalogue.plural_forms)
    out.write(header.encode())
    write_po(out, catalogue, width=0, no_location=True, omit_header=True, sort_output=True)
    return out.getvalue().rstrip(b"\n") + b"\n"


def ids_of(message: Message) -> tuple[str, ...]:
    """The English of an entry: alone, or with its plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def strings_of(message: Message) -> tuple[str, ...]:
    """The forms of its translation."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def empty(catalogue: Catalog) -> list[str]:
    """Sentences that have no translation."""
    return [ids_of(message)[0] for message in catalogue if message.id and not all(strings_of(message))]
