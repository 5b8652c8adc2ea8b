"""Draw the pictures of the documentation: pages of the pack and the daily report of the exercise, whose nations are
invented.

python docs/pictures FOLDER     writes docs/images/*.png from a copy of the exercise, with its results in FOLDER/out;
                                what is missing there is planned first, which takes minutes. Needs Pillow
"""

import datetime as dt
import io
import sys
from pathlib import Path

from PIL import Image

from accord.brief.compute import Effort
from accord.brief.daily import make_daily
from accord.brief.document import Document
from accord.brief.gather import gather
from accord.brief.pack import make_pack
from accord.brief.pdf import render_pages
from accord.monitor.chain import monitor
from accord.store.events import read_events
from accord.store.read import read_workspace
from accord.store.release import fingerprint

ROOT = Path(__file__).parents[2]
PAGES = {"pack-summary": "summary", "pack-nation": "nation-XWE", "pack-force": "map-force"}
"""Name of each picture, and an anchor on its page."""
DAILY_PAGES = {"daily": "monitor"}
DAY = dt.date(2027, 6, 18)
LAST_MEETING = dt.date(2026, 9, 25)
ROUNDS = 3
PPI = 108.0
"""About 900 pixels for the width of a page."""


def main(folder: Path) -> int:
    """Write the pictures; the exit code."""
    pack = make_pack(gather(folder, since=LAST_MEETING, effort=Effort(rounds=ROUNDS)))
    for document, pages in ((pack.document, PAGES), (daily_report(folder), DAILY_PAGES)):
        for name, page in zip(pages, render_pages(document, ppi=PPI, anchors=tuple(pages.values())), strict=True):
            save(name, page)
    return 0


def daily_report(folder: Path) -> Document:
    """The daily report of the day."""
    workspace = read_workspace(folder)
    events = read_events(folder, workspace=workspace)
    made = monitor(events.reports, events.watches, events.reviews, events.claims, workspace, day=DAY)
    return make_daily(workspace, made.daily, print=fingerprint(workspace)).document


def save(name: str, page: bytes) -> None:
    """Write a page; it has few colours, so a palette makes the file much smaller."""
    path = ROOT / "docs" / "images" / f"{name}.png"
    path.parent.mkdir(exist_ok=True)
    Image.open(io.BytesIO(page)).convert("RGB").quantize(200, Image.Quantize.MAXCOVERAGE).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB")


sys.exit(main(Path(sys.argv[1])))
