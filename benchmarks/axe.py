"""Pages under axe-core in headless Chromium: on light and dark screens, wide and narrow, and as printed.

``python benchmarks/axe.py PAGE.html ...`` prints what breaks WCAG 2.2 A and AA, and axe's best practice apart. Needs a
Chromium, and axe-core (MPL-2.0, no part of Accord): ``npm install --no-save axe-core``, or its path in ``ACCORD_AXE``.
"""

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    # A script's own folder comes first on the path; its files are not top-level modules.
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from benchmarks import browser

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
BEST = "best-practice"
VIEWS = (("light", 1400, ""), ("light", 360, ""), ("dark", 1400, ""), ("dark", 360, ""), ("light", 760, "print"))
"""Scheme, width of the screen in pixels, media."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One rule of axe that a page breaks."""

    view: str
    """Scheme, width and media."""
    rule: str
    """Its name."""
    binding: bool
    """Whether it is of WCAG 2.2 A or AA; else best practice."""
    places: tuple[str, ...]
    """Where, with what axe says."""


def axe_path() -> Path | None:
    """Where axe-core lies on this machine; None: it does not."""
    here = Path(__file__).parent.parent / "node_modules/axe-core/axe.min.js"
    path = Path(os.environ.get("ACCORD_AXE", here))
    return path if path.is_file() else None


def violations(tab: browser.Tab, page: Path) -> Iterator[Violation]:
    """All that a page breaks, view by view."""
    script = axe_path()
    if script is None:
        raise RuntimeError("axe-core is not there: npm install --no-save axe-core, or name its file in ACCORD_AXE")
    for scheme, width, media in VIEWS:
        tab.show(page, width=width, scheme=scheme, media=media)
        tab.evaluate(script.read_text(encoding="utf-8") + ";0")
        for found in json.loads(tab.evaluate(_run(media))):
            yield _violation(" ".join(filter(None, (scheme, str(width), media))), found)


def _run(media: str) -> str:
    rules = {"target-size": {"enabled": media != "print"}}  # of 2.5.8: nothing is pointed at on paper
    only = {"type": "tag", "values": [*RULES, BEST]}
    options = json.dumps({"runOnly": only, "resultTypes": ["violations"], "rules": rules})
    return f"axe.run(document, {options}).then(found => JSON.stringify(found.violations))"


def _violation(view: str, found: dict[str, Any]) -> Violation:
    places = (f"{node['html'][:120]}: {' '.join(node['failureSummary'].split())[:300]}" for node in found["nodes"])
    return Violation(view=view, rule=found["id"], binding=BEST not in found["tags"], places=tuple(places))


def main(pages: list[str]) -> int:
    """Print all, and say by the exit code whether a page breaks a binding rule."""
    broken = 0
    with browser.tab() as tab:
        for page in pages:
            for one in violations(tab, Path(page)):
                broken += one.binding
                kind = "WCAG" if one.binding else BEST
                print(f"{page}: {one.view}: {kind}: {one.rule}: {len(one.places)} places")
                print(*(f"    {place}" for place in one.places[:5]), sep="\n")
            print(f"{page}: looked at in {len(VIEWS)} views")
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
