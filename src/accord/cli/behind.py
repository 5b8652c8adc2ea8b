"""What stands behind a number of a pack, for ``accord show``."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from accord.cli.output import shortened

if TYPE_CHECKING:
    from accord.brief.evidence import Evidence
    from accord.store.draft import Draft

BEGINNING = "q-"
"""How ids of evidence begin."""
MOST = 20


def entries(folder: Path) -> dict[str, dict[str, "Evidence"]]:
    """File of evidence, relative to ``out/brief`` -> its entries by id; whole packs for all and in English first.

    Raises
    ------
    AccordError
        If a file is not one that this version writes.
    """
    from pydantic import TypeAdapter, ValidationError

    from accord.brief.evidence import Evidence
    from accord.brief.gather import HOME
    from accord.model.problem import AccordError
    from accord.store.layout import OUT

    home = folder / OUT / HOME
    found: dict[str, dict[str, Evidence]] = {}
    for path in sorted(home.glob("*/*evidence*.json"), key=_rank):
        try:
            listed = TypeAdapter(tuple[Evidence, ...]).validate_json(path.read_bytes())
        except ValidationError as error:
            raise AccordError(f"{str(path)!r} was not written by this version; make it again: {error}") from None
        found[path.relative_to(home).as_posix()] = {entry.id: entry for entry in listed}
    return found


def _rank(path: Path) -> tuple[bool, int, str]:
    return path.parent.name != "all", path.name.count("."), path.as_posix()


def lines_of(found: Mapping[str, Mapping[str, "Evidence"]], id: str, draft: "Draft") -> Iterator[str]:
    """The entry as lines; each version of it once, with the audiences' packs that it stands in.

    Raises
    ------
    NotFound
        If no pack has such an entry; the message gives the nearest.
    """
    from accord.model.problem import NotFound
    from accord.store.fault import unknown

    packs: dict[Evidence, list[str]] = {}
    told: set[str] = set()
    for file, by_id in found.items():
        audience = file.partition("/")[0]
        if id in by_id and audience not in told:
            told.add(audience)
            packs.setdefault(by_id[id], []).append(file)
    if not packs:
        known = {key for by_id in found.values() for key in by_id}
        raise NotFound(
            unknown(id, known, "the packs under out/brief" if found else "out/brief: no pack is written yet")
        )
    for entry, files in packs.items():
        values = {key: other.value for key, other in found[files[0]].items()}
        yield from _told(entry, files, values, draft)


def _told(entry: "Evidence", files: Sequence[str], values: Mapping[str, str], draft: "Draft") -> Iterator[str]:
    yield f"{entry.title}: {entry.value}"
    yield f"{entry.how}"
    yield f"In: {', '.join(files)}"
    if entry.rows:
        yield f"Rows ({len(entry.rows)}; accord show says more of each)"
        rows = [_placed(row, draft) for row in entry.rows]
        yield from (f"  {line}" for line in shortened(rows, most=MOST, more="see evidence.json for all"))
    if entry.parts:
        yield f"Sums up ({len(entry.parts)})"
        parts = [f"{part}: {values.get(part, '')}" for part in entry.parts]
        yield from (f"  {line}" for line in shortened(parts, most=MOST, more="see evidence.json for all"))
    sources = [_source(key, draft) for key in _sources(entry, draft)]
    if sources:
        yield f"Sources ({len(sources)})"
        yield from (f"  {line}" for line in shortened(sources, most=MOST, more="see evidence.json for the rows"))


def _placed(row: str, draft: "Draft") -> str:
    """A row with the place of its newest version."""
    from accord.store.trace import versions

    history = versions(draft, row)
    if history:
        return f"{row} ({history[0].file}:{history[0].line})"
    file, line = draft.lines.get(row, ("", 0))
    return f"{row} ({file}:{line})" if file else row


def _sources(entry: "Evidence", draft: "Draft") -> list[str]:
    from accord.store.trace import versions

    keys = (getattr(version.record, "source", None) for row in entry.rows for version in versions(draft, row)[:1])
    return sorted({key for key in keys if key})


def _source(key: str, draft: "Draft") -> str:
    from accord.model.records import Source

    for row in draft.rows["sources"]:
        if row.id == key and isinstance(row.record, Source):
            source = row.record
            said = ", ".join(part for part in (source.title, source.publisher, str(source.published or "")) if part)
            return f"{key} (grade {source.reliability}): {said}"
    return key
