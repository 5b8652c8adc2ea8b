"""What a PDF holds, read back by another program's hand."""

import io
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest

Reader = pypdf.PdfReader


def reader(pdf: bytes) -> pypdf.PdfReader:
    """The file as pypdf reads it."""
    return pypdf.PdfReader(io.BytesIO(pdf))


def read_text(pdf: bytes) -> str:
    """All text without places to break, isolates and ends of lines, spaces made one."""
    text = " ".join(page.extract_text() for page in reader(pdf).pages)
    for sign in "\u200b\u2068\u2069\u00ad":
        text = text.replace(sign, "")
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def internal_links(pdf: bytes) -> list[Any]:
    """Destinations of links within the document, one for each."""
    return [note.get("/Dest") or note["/A"]["/D"] for note in _links(pdf) if "/URI" not in note.get("/A", {})]


def pages_linked_to(pdf: bytes) -> list[int]:
    """The page, from 0, of every link within the document, contents included."""
    file = reader(pdf)
    named = file.named_destinations
    numbers = {page.indirect_reference.idnum: at for at, page in enumerate(file.pages) if page.indirect_reference}
    found = (named[link].raw_get("/Page") if isinstance(link, str) else link[0] for link in internal_links(pdf))
    return [numbers[reference.idnum] for reference in found]


def page_with(pdf: bytes, text: str) -> int:
    """The last page, from 0, that holds a text."""
    return [at for at, page in enumerate(reader(pdf).pages) if text in page.extract_text()][-1]


def addresses(pdf: bytes) -> list[str]:
    """Addresses of links that lead out."""
    return [note["/A"]["/URI"] for note in _links(pdf) if "/URI" in note.get("/A", {})]


def _links(pdf: bytes) -> Iterator[Any]:
    for page in reader(pdf).pages:
        for reference in page.get("/Annots", ()):
            note = reference.get_object()
            if note["/Subtype"] == "/Link":
                yield note


def word_boxes(pdf: bytes, folder: Path) -> Iterator[tuple[float, float, float, float, str]]:
    """Left, right and width of page, bottom share and text of every word, by pdftotext; skips where there is none."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    path = folder / "pages.pdf"
    path.write_bytes(pdf)
    found = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, check=True).stdout
    legal = "".join(sign for sign in found.decode("utf-8", "replace") if sign >= " " or sign in "\n\t")
    space = "{http://www.w3.org/1999/xhtml}"
    for page in ET.fromstring(legal).iter(f"{space}page"):
        width, height = float(page.attrib["width"]), float(page.attrib["height"])
        for word in page.iter(f"{space}word"):
            at = word.attrib
            yield float(at["xMin"]), float(at["xMax"]), width, float(at["yMax"]) / height, word.text or ""
