"""``accord brief``: the meeting pack, as HTML and PDF."""

import datetime as dt
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from accord.cli.output import screen
from accord.model.problem import AccordError

if TYPE_CHECKING:
    from accord.brief.document import Document
    from accord.brief.findings import Findings
    from accord.brief.pack import Pack
    from accord.store.run import Run

FORMATS = ("html", "pdf")
"""What a pack can be written as."""
EVIDENCE = "evidence"
"""Name of the file of evidence, without language and suffix."""


def brief(
    folder: Path,
    *,
    audience: str = "all",
    as_of: dt.date | None = None,
    since: dt.date | None = None,
    format: str = "html,pdf",
    lang: str = "en",
    nation: str | None = None,
    scenario: str | None = None,
    time_limit: float = 60.0,
    rounds: int | None = None,
    seed: int = 0,
) -> None:
    """Write the meeting pack: decisions, agenda, plan, gaps, asks by nation, options, charts, maps, annexes.

    Writes out/brief/AUDIENCE/pack.html, pack.pdf and evidence.json. Rows that the audience may not see are removed
    before anything is planned, counted or drawn. Takes the results in out/ if they still stand for it, and computes
    what is missing. Ctrl-C keeps what is found; the pack then says what is missing.

    Parameters
    ----------
    folder
        The workspace.
    audience
        Who will read it: all, public, or a nation's code.
    as_of
        Leave out what was recorded after this day.
    since
        Day of the last meeting: the pack tells what changed since.
    format
        What to write: html, pdf or both, separated by a comma.
    lang
        Language of headings and sentences: en, uk, fr or de. What people wrote stays as they wrote it.
    nation
        Write that nation's own page alone.
    scenario
        Scenario to brief on; "base" if left out.
    time_limit
        Seconds for all that is missing.
    rounds
        Search rounds instead of seconds: the result is then the same on every machine.
    seed
        Seed of the search.
    """
    wish = PackWish(
        folder=folder,
        audience=audience,
        as_of=as_of,
        since=since,
        formats=formats_of(format),
        language=language_of(lang),
        nation=nation,
        scenario=scenario,
        time_limit=time_limit,
        rounds=rounds,
        seed=seed,
    )
    console = screen()
    for line in told(write_pack(wish)):
        console.print(line, markup=False, soft_wrap=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackWish:
    """Which pack is wanted."""

    folder: Path
    audience: str = "all"
    as_of: dt.date | None = None
    since: dt.date | None = None
    formats: tuple[str, ...] = FORMATS
    language: str = "en"
    nation: str | None = None
    scenario: str | None = None
    time_limit: float = 60.0
    rounds: int | None = None
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written."""

    files: Mapping[Path, int]
    """File -> bytes."""
    pages: int
    """Pages of the PDF; 0: none was written."""
    missing: tuple[str, ...]
    """What was not computed."""
    gathered: float
    """Seconds for rows and results."""
    rendered: float
    """Seconds for the document and its faces."""


def write_pack(wish: PackWish) -> Written:
    """Gather, write and save a pack; all its files appear at once or none.

    Raises
    ------
    AccordError
        If the workspace holds faults or something asked for does not exist; nothing is written then.
    """
    from accord.brief.pack import make_nation_page, make_pack

    run = _describe(wish)
    began = time.perf_counter()
    findings = _gathered(wish)
    gathered = time.perf_counter()
    make = partial(make_nation_page, nation=wish.nation) if wish.nation else make_pack
    files = faces(make(findings, tongue=wish.language), wish)
    return Written(
        files=_saved(wish, run, files),
        pages=max((pages_in(data) for name, data in files.items() if name.endswith(".pdf")), default=0),
        missing=findings.missing,
        gathered=gathered - began,
        rendered=time.perf_counter() - gathered,
    )


def _gathered(wish: PackWish) -> "Findings":
    """Rows and results, with a progress bar while something is planned."""
    from accord.brief.compute import Effort
    from accord.brief.gather import gather
    from accord.cli.progress import watching
    from accord.cli.ready import make_ready

    with watching("reading", seconds=None if wish.rounds else wish.time_limit) as watch:
        return gather(
            wish.folder,
            audience=wish.audience,
            as_of=wish.as_of,
            since=wish.since,
            scenario=wish.scenario,
            nation=wish.nation,
            effort=Effort(seconds=wish.time_limit, rounds=wish.rounds, seed=wish.seed),
            on_progress=watch,
            prepare=lambda: make_ready(
                lambda: watch.say("Compiling the planner, once on this machine: about half a minute")
            ),
        )


def _saved(wish: PackWish, run: "Run", files: Mapping[str, bytes]) -> Mapping[Path, int]:
    """All files at once, with how they came about; file -> bytes."""
    from accord.brief.gather import pack_folder
    from accord.store.atomic import write_files
    from accord.store.layout import OUT
    from accord.store.run import RUN_FILE, read_runs, runs_text

    home, out = pack_folder(wish.folder, wish.audience), wish.folder / OUT
    runs = runs_text({**read_runs(wish.folder), run.command: run})
    place = home.relative_to(out)
    write_files(out, {(place / name).as_posix(): data for name, data in files.items()} | {RUN_FILE: runs.encode()})
    return {home / name: len(data) for name, data in files.items()}


def faces(pack: "Pack", wish: PackWish) -> dict[str, bytes]:
    """The files of a pack by name: its faces and its evidence."""
    from accord.store.results import json_text

    stem = f"nation-{wish.nation}" if wish.nation else "pack"
    evidence = f"{stem}.{EVIDENCE}" if wish.nation else EVIDENCE
    tongue = "" if wish.language == "en" else f".{wish.language}"
    files = {f"{stem}{tongue}.{kind}": face_of(pack.document, kind) for kind in wish.formats}
    return files | {f"{evidence}{tongue}.json": json_text(pack.evidence).encode()}


def face_of(document: "Document", kind: str) -> bytes:
    """A document as ``html`` or ``pdf``."""
    if kind == "pdf":
        from accord.brief.pdf import render_pdf

        return render_pdf(document)
    from accord.brief.html import render_html

    return render_html(document).encode()


def told(written: Written) -> list[str]:
    """What is printed: files with their sizes, what is missing, how long it took."""
    lines = []
    for path, size in written.files.items():
        pages = f", {written.pages} pages" if path.suffix == ".pdf" else ""
        lines.append(f"Written: {path} ({size / 1e6:.2f} MB{pages})")
    if written.missing:
        lines.append(f"Not computed, or not to the end: {', '.join(written.missing)}; the pack says so")
    lines.append(f"Rows and results took {written.gathered:.1f} s, the pack {written.rendered:.1f} s")
    return lines


def pages_in(pdf: bytes) -> int:
    """Pages of a PDF that Accord wrote; its page tree may lie in a packed stream.

    >>> pages_in(b"<</Type/Pages/Count 12/Kids[4 0 R]>>"), pages_in(b"%PDF-1.7")
    (12, 0)
    """
    import re
    import zlib

    packed = re.findall(rb"/Type/ObjStm.*?>>\s*stream\n(.*?)\nendstream", pdf, re.DOTALL)
    texts = [pdf, *(zlib.decompress(content) for content in packed)]
    counts = [int(count) for text in texts for count in re.findall(rb"/Type\s*/Pages[^>]*?/Count\s+(\d+)", text)]
    return max(counts, default=0)


def formats_of(text: str) -> tuple[str, ...]:
    """Formats by their words, each once, in a fixed order.

    Raises
    ------
    AccordError
        If one is unknown or none is named.

    >>> formats_of("pdf, html"), formats_of("pdf")
    (('html', 'pdf'), ('pdf',))
    """
    from accord.store.fault import unknown

    words = [word.strip().lower() for word in text.split(",") if word.strip()]
    for word in words or [text]:
        if word not in FORMATS:
            raise AccordError(f"--format: {unknown(word, FORMATS, 'html, pdf')}")
    return tuple(kind for kind in FORMATS if kind in words)


def language_of(code: str) -> str:
    """A language's code, if documents can be written in it.

    Raises
    ------
    AccordError
        If not.
    """
    from accord.brief.language import Tongue

    if code not in list(Tongue):
        raise AccordError(f"--lang: no {code!r}; there are: {', '.join(Tongue)}")
    return code


def _describe(wish: PackWish) -> "Run":
    from accord.store.run import describe_run

    arguments = {
        "audience": wish.audience,
        "since": wish.since.isoformat() if wish.since else None,
        "format": ",".join(wish.formats),
        "lang": wish.language,
        "nation": wish.nation,
        "scenario": wish.scenario,
        "time_limit": None if wish.rounds else wish.time_limit,
        "rounds": wish.rounds,
    }
    return describe_run(wish.folder, command="brief", arguments=arguments, seed=wish.seed, as_of=wish.as_of)
