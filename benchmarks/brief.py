"""The meeting pack: seconds, sizes and pages; both faces and WeasyPrint on the same long table.

``python benchmarks/brief.py --folder accord-demo --rows 3000``
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

if __name__ == "__main__":
    # A script's own folder comes first on the path; its files are not top-level modules.
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from accord.brief.document import Align, Column, Document, Role, Row, Section, Table, Word, plain

T = TypeVar("T")

MOST_SECONDS, MOST_PDF_MB, MOST_HTML_MB, MOST_LONG_SECONDS = 6.0, 3.0, 2.5, 3.0
"""Figures to reach: the pack after the plan, its two files, a long annex in each face."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lap:
    """One measured step."""

    what: str
    """The step in words."""
    seconds: float
    """Wall time."""
    cpu_seconds: float
    """Time of all threads of this process on a processor."""
    megabytes: float | None = None
    """Size of what was made; None: nothing that is saved."""
    pages: int | None = None
    """Pages of it; None: it has none."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 1 if a figure is missed."""
    options = _parser().parse_args(arguments)
    laps = [*pack_laps(options.folder, rounds=options.rounds), *table_laps(options.rows)]
    print(f"{'step':42}{'seconds':>9}{'cpu s':>9}{'MB':>8}{'pages':>7}")
    for lap in laps:
        size = "" if lap.megabytes is None else f"{lap.megabytes:.2f}"
        print(f"{lap.what:42}{lap.seconds:9.2f}{lap.cpu_seconds:9.2f}{size:>8}{lap.pages or '':>7}")
    for text in ratios(laps):
        print(text)
    missed = list(missed_figures(laps))
    for text in missed:
        print(f"missed: {text}")
    return 1 if missed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--folder", type=Path, required=True, help="a workspace; what is missing is planned first")
    parser.add_argument("--rounds", type=int, default=None, help="rounds for what is missing, instead of 60 seconds")
    parser.add_argument("--rows", type=int, default=3000, help="rows of the long annex")
    return parser


def timed(what: str, work: Callable[[], T]) -> tuple[T, Lap]:
    """What a step gives, and how long it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    made = work()
    lap = Lap(what=what, seconds=time.perf_counter() - wall, cpu_seconds=time.process_time() - cpu)
    return made, lap


def pack_laps(folder: Path, *, rounds: int | None) -> list[Lap]:
    """The pack of a workspace whose results are there: what `accord brief` does, step by step."""
    from accord.brief.compute import Effort
    from accord.brief.gather import gather

    effort = Effort(rounds=rounds)
    gather(folder, effort=effort)  # what is missing
    findings, gathered = timed("pack: rows and results that stand", lambda: gather(folder, effort=effort))

    def document() -> Document:
        from accord.brief.pack import make_pack

        return make_pack(findings).document

    made, written = timed("pack: document with charts and maps", document)
    return [gathered, written, *faces("pack", made)]


def faces(what: str, document: Document) -> list[Lap]:
    """Both faces of a document."""
    from accord.brief.html import render_html
    from accord.brief.pdf import render_pdf
    from accord.cli.brief import pages_in

    page, html = timed(f"{what}: HTML", lambda: render_html(document).encode())
    file, pdf = timed(f"{what}: PDF", lambda: render_pdf(document))
    return [_sized(html, page), _sized(pdf, file, pages_in(file))]


def _sized(lap: Lap, data: bytes, pages: int | None = None) -> Lap:
    return Lap(what=lap.what, seconds=lap.seconds, cpu_seconds=lap.cpu_seconds, megabytes=len(data) / 1e6, pages=pages)


def table_laps(rows: int) -> list[Lap]:
    """A long annex in both faces, and the same HTML in WeasyPrint if it is there."""
    document = long_annex(rows)
    laps = faces(f"{rows:,} rows", document)
    try:
        import weasyprint
    except ImportError:
        print("WeasyPrint is not installed (pip install -e '.[bench]'): not compared", file=sys.stderr)
        return laps
    from accord.brief.html import render_html

    page = render_html(document)
    file, lap = timed(f"{rows:,} rows: PDF by WeasyPrint", lambda: weasyprint.HTML(string=page).write_pdf())
    return [*laps, _sized(lap, file or b"")]


def long_annex(rows: int) -> Document:
    """An annex of six columns, every row with an anchor and links, some letters Cyrillic.

    >>> len(long_annex(3).sections[0].blocks[0].rows)
    3
    """
    columns = tuple(
        Column(heading=heading, align=align, weight=weight)
        for heading, align, weight in (
            ("Offer", Align.LEFT, 0.0),
            ("Units", Align.RIGHT, 0.0),
            ("Where", Align.LEFT, 1.0),
            ("Status", Align.LEFT, 0.0),
            ("Remark", Align.LEFT, 3.0),
            ("Source", Align.LEFT, 0.0),
        )
    )
    made = tuple(
        Row(
            id=f"offers-X{number:04}",
            cells=(
                plain(f"X{number:04}"),
                plain(str(number % 7)),
                plain("in country, from 1 Apr 2027"),
                plain("confirmed"),
                plain("Їжак і ґанок: a company with its vehicles, thirty days of notice"),  # noqa: RUF001 (Cyrillic on purpose)
                (Word(text=f"X{number // 2:04}", target=f"offers-X{number // 2:04}"),),
            ),
        )
        for number in range(rows)
    )
    table = Table(id="rows", title="", columns=columns, rows=made)
    section = Section(id="annex", title="Offers", blocks=(table,), role=Role.ANNEX)
    return Document(title="A long annex", sections=(section,))


def ratios(laps: Sequence[Lap]) -> list[str]:
    """The peer's time over ours on the same table, side by side in one run."""
    by_name = {lap.what.rpartition(": ")[2]: lap for lap in laps}
    peer, own = by_name.get("PDF by WeasyPrint"), by_name["PDF"]
    return [f"WeasyPrint / Accord on the same table: {peer.seconds / own.seconds:.1f} times as long"] if peer else []


def missed_figures(laps: Sequence[Lap]) -> list[str]:
    """Figures to reach that were missed, in words."""
    pack = [lap for lap in laps if lap.what.startswith("pack")]
    long = [lap for lap in laps if "rows:" in lap.what and "WeasyPrint" not in lap.what]
    limits = {"pack: PDF": MOST_PDF_MB, "pack: HTML": MOST_HTML_MB}
    total = sum(lap.seconds for lap in pack)
    found = [f"the pack took {total:.1f} s of {MOST_SECONDS:g}"] if total > MOST_SECONDS else []
    for lap in pack:
        if lap.what in limits and (lap.megabytes or 0.0) > limits[lap.what]:
            found.append(f"{lap.what} is {lap.megabytes:.1f} MB of {limits[lap.what]:g}")
    return found + [
        f"{lap.what} took {lap.seconds:.1f} s of {MOST_LONG_SECONDS:g}"
        for lap in long
        if lap.seconds > MOST_LONG_SECONDS
    ]


if __name__ == "__main__":
    sys.exit(main())
