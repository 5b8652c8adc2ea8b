"""Inter, the typeface of every page: whole faces for the PDF, subsets inside the file for HTML.

Regular, italic and semibold are whole; the subsets are regular and semibold, for Latin, Cyrillic and our signs.
Inter is under the SIL Open Font License 1.1.
"""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from accord.brief.static_files import static_file, static_text

FAMILY = "Inter"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebFace:
    """A subset of a face for HTML."""

    subset: str
    """``latin``, ``latin-ext``, ``cyrillic``, ``cyrillic-ext`` or ``signs``."""
    weight: int
    """400 or 600."""
    ranges: str
    """Characters it holds, as CSS ``unicode-range``."""
    path: Path
    """The font file, woff2 or woff."""

    @property
    def data_url(self) -> str:
        """The font itself as an address."""
        kind = self.path.suffix.removeprefix(".")
        return f"data:font/{kind};base64,{base64.b64encode(self.path.read_bytes()).decode('ascii')}"

    def holds(self, character: str) -> bool:
        """Whether the character is in its ranges.

        >>> [face.subset for face in web_faces() if face.weight == 400 and face.holds("ї")]
        ['cyrillic']
        """
        return any(low <= ord(character) <= high for low, high in _spans(self.ranges))


def font_folder() -> Path:
    """The folder with the whole faces as TTF files.

    >>> sorted(path.name for path in font_folder().glob("*.ttf"))
    ['Inter-Italic.ttf', 'Inter-Regular.ttf', 'Inter-SemiBold.ttf']
    """
    return static_file("fonts")


@cache
def web_faces() -> tuple[WebFace, ...]:
    """All subsets for HTML, regular before semibold.

    >>> [(face.subset, face.weight) for face in web_faces()][:3]
    [('latin', 400), ('latin-ext', 400), ('cyrillic', 400)]
    """
    return tuple(
        WebFace(
            subset=face["subset"],
            weight=int(face["weight"]),
            ranges=face["range"],
            path=static_file(f"fonts/{face['file']}"),
        )
        for face in json.loads(static_text("fonts/faces.json"))
    )


def faces_for(text: str) -> tuple[WebFace, ...]:
    """The subsets that a text needs, so that a page carries no letters that it does not show.

    >>> sorted({face.subset for face in faces_for("Kyiv → Київ")})
    ['cyrillic', 'latin', 'signs']
    """
    characters = sorted(set(text))
    return tuple(face for face in web_faces() if any(face.holds(character) for character in characters))


def font_face_css(faces: tuple[WebFace, ...]) -> str:
    """Subsets as ``@font-face`` rules that hold the fonts themselves: no request leaves the page.

    >>> font_face_css(web_faces()[:1])[:80]
    '@font-face{font-family:Inter;font-style:normal;font-weight:400;font-display:bloc'
    """
    return "\n".join(
        f"@font-face{{font-family:{FAMILY};font-style:normal;font-weight:{face.weight};font-display:block;"
        f"src:url({face.data_url}) format('{face.path.suffix.removeprefix('.')}');unicode-range:{face.ranges}}}"
        for face in faces
    )


def _spans(ranges: str) -> Iterator[tuple[int, int]]:
    for part in ranges.split(","):
        low, _, high = part.strip().removeprefix("U+").partition("-")
        yield int(low, 16), int(high or low, 16)
