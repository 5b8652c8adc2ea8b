"""The last hand on a PDF: links between its pages, and its small objects packed.

Typst finds the place of each link's target anew on every pass, which took half of the time of a pack with 6,000 links,
and it writes each small object uncompressed. So the templates mark links as addresses ``accord:anchor`` and tell where
anchors stand; here the first become destinations, and all but streams goes into object streams (PDF 1.5, allowed
by PDF/A-2).
"""

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

SCHEME = "accord"
"""Scheme of addresses that are links within the document."""
_PACKED = 200
"""Objects of one object stream."""
_ABOVE = 12.0
"""Points above an anchor that a reader shows with it."""
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) n")
_BODY = re.compile(rb"(\d+) 0 obj\s*(.*?)\s*endobj\s*\Z", re.DOTALL)
_BOX = re.compile(rb"/MediaBox\s*\[\s*0 0 [\d.]+ ([\d.]+)\s*\]")
_LINK = re.compile(rb"/A<</Type/Action/S/URI/URI\(accord:([^()\\]*)\)>>(.*?)/Contents\(accord:[^()\\]*\)", re.DOTALL)
_KIDS = re.compile(rb"/Kids\s*\[([^]]*)\]")
_TRAILER = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref\s*(\d+)\s*%%EOF\s*\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an anchor stands."""

    page: int
    """Page, from 1."""
    left: float
    """Points from the left edge."""
    top: float
    """Points from the top edge."""


def finished(pdf: bytes, places: Mapping[str, Place]) -> bytes:
    """The file with links that lead to places, packed; it holds the same pages, tags and metadata.

    Raises
    ------
    KeyError
        If a link leads to an anchor without a place.
    """
    objects, trailer = _objects(pdf)
    pages = _pages(objects)

    def destination(found: re.Match[bytes]) -> bytes:
        place = places[found[1].decode("ascii")]
        number, height = pages[place.page - 1]
        top = min(height - place.top + _ABOVE, height)
        return b"/Dest[%d 0 R/XYZ %.2f %.2f 0]%b/Contents(%b)" % (number, place.left, top, found[2], found[1])

    marker = f"({SCHEME}:".encode()
    linked = {n: _LINK.sub(destination, body) if marker in body else body for n, body in objects.items()}
    return _written(pdf[: pdf.index(b" 0 obj")].rsplit(b"\n", 1)[0] + b"\n", linked, trailer)


def _objects(pdf: bytes) -> tuple[dict[int, bytes], bytes]:
    """Bodies of all objects by number, and the entries of the trailer."""
    trailer = _TRAILER.search(pdf)
    if trailer is None:
        raise ValueError("the file has no table of objects as Typst writes it")
    table = int(trailer[2])
    starts = sorted(int(entry[1]) for entry in _ENTRY.finditer(pdf, table, trailer.start()))
    objects = {}
    for start, end in zip(starts, [*starts[1:], table], strict=True):
        found = _BODY.match(pdf[start:end])
        if found is None:
            raise ValueError(f"the object at byte {start} is not as Typst writes it")
        objects[int(found[1])] = found[2]
    return objects, trailer[1]


def _pages(objects: Mapping[int, bytes]) -> list[tuple[int, float]]:
    """Object number and height of each page, in order; Typst writes one flat list of them."""
    tree = next(body for body in objects.values() if body.startswith(b"<</Type/Pages"))
    kids = _KIDS.search(tree)
    numbers = [int(each) for each in re.findall(rb"(\d+) 0 R", kids[1])] if kids else []
    return [(number, float(box[1])) for number in numbers if (box := _BOX.search(objects[number]))]


def _written(header: bytes, objects: Mapping[int, bytes], trailer: bytes) -> bytes:
    """The file anew: streams as they are, all else in object streams, and a stream in place of the table."""
    made = bytearray(header)
    entries: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}

    def write(number: int, body: bytes) -> None:
        entries[number] = (1, len(made), 0)
        made.extend(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    small = [number for number, body in sorted(objects.items()) if not body.endswith(b"endstream")]
    for number, body in sorted(objects.items()):
        if body.endswith(b"endstream"):
            write(number, body)
    free = max(objects) + 1
    for first in range(0, len(small), _PACKED):
        pack = small[first : first + _PACKED]
        write(free, _object_stream([(number, objects[number]) for number in pack]))
        entries.update({number: (2, free, at) for at, number in enumerate(pack)})
        free += 1
    entries[free] = (1, len(made), 0)
    rows = b"".join(
        kind.to_bytes(1, "big") + where.to_bytes(4, "big") + at.to_bytes(2, "big")
        for kind, where, at in (entries.get(number, (0, 0, 65535)) for number in range(free + 1))
    )
    keys = re.sub(rb"/Size \d+", b"", trailer)
    table = _stream(b"/Type/XRef/W[1 4 2]/Size %d%b" % (free + 1, keys), rows)
    end = b"\nstartxref\n%d\n%%%%EOF\n" % len(made)
    return bytes(made) + b"%d 0 obj\n%b\nendobj" % (free, table) + end


def _object_stream(objects: list[tuple[int, bytes]]) -> bytes:
    places, at = [], 0
    for number, body in objects:
        places.append(b"%d %d" % (number, at))
        at += len(body) + 1
    head = b" ".join(places) + b"\n"
    content = head + b"\n".join(body for _, body in objects)
    return _stream(b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head)), content)


def _stream(keys: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    return b"<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (keys, len(packed), packed)
