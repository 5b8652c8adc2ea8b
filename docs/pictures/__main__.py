"""Draw the pictures of the documentation: pages of the pack of the exercise, whose nations are invented.

python docs/pictures FOLDER     writes docs/images/*.png from a copy of the exercise, with its results in FOLDER/out;
                                what is missing there is planned first, which takes minutes. Needs Pillow
"""

import datetime as dt
import io
import sys
from pathlib import Path

from PIL import Image

from accord.brief.compute import Effort
from accord.brief.gather import gather
from accord.brief.pack import make_pack
from accord.brief.pdf import render_pages

ROOT = Path(__file__).parents[2]
PAGES = {"pack-summary": "summary", "pack-nation": "nation-XWE", "pack-force": "map-force"}
"""Name of each picture, and an anchor on its page."""
LAST_MEETING = dt.date(2026, 9, 25)
ROUNDS = 3
PPI = 108.0
"""About 900 pixels for the width of a page."""


def main(folder: Path) -> int:
    """Write the pictures; the exit code."""
    document = make_pack(gather(folder, since=LAST_MEETING, effort=Effort(rounds=ROUNDS))).document
    for name, page in zip(PAGES, render_pages(document, ppi=PPI, anchors=tuple(PAGES.values())), strict=True):
        path = ROOT / "docs" / "images" / f"{name}.png"
        path.parent.mkdir(exist_ok=True)
        # A page has few colours: a palette makes the file much smaller.
        Image.open(io.BytesIO(page)).convert("RGB").quantize(200, Image.Quantize.MAXCOVERAGE).save(path, optimize=True)
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB")
    return 0


sys.exit(main(Path(sys.argv[1])))
