"""Files of others to reports: checked as a whole, written as a new file under reports/, and entered in a ledger.

A file that was imported already is passed over. A report that is there already, with the same content, is not written
again; one whose content has changed becomes a new report that repeats (`copy_of`) the old one, because what was
received is never edited. A file with far fewer rows than the last of its origin is held, not taken: a download that
broke off looks like peace.
"""

import datetime as dt
import io
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl
import tomli_w

from accord.model.problem import AccordError, BadWorkspace, NotFound, Problem
from accord.model.report import Report
from accord.model.workspace import Workspace
from accord.store.alike import FILE, LINE
from accord.store.atomic import write_files
from accord.store.cache import file_hash
from accord.store.columns import SOUND, typed
from accord.store.fault import unknown
from accord.store.layout import PLACES, REPORTS, file_of
from accord.store.outside import ADAPTERS, adapter
from accord.store.outside.table import Asked, read_outside
from accord.store.report_rules import ROW_RULES, broken_references, broken_rows, conflicting_ids
from accord.store.reports import LEDGER, each_once, filled, read_reports

SHRINK = 0.2
"""Share of rows that a file may have lost since the last of its origin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """An entry of the ledger."""

    origin: str
    """Adapter, or the user's own word for where the file comes from."""
    file: str
    """Name of the file."""
    sha256: str
    """Of its content, hexadecimal."""
    day: dt.date
    """Day of the import."""
    rows: int
    """Rows in the file."""
    written: int
    """Reports written."""
    revised: int
    """Of these, reports that repeat one with another content."""
    known: int
    """Reports that were there already."""
    left_out: int
    """Rows that say nothing a report could."""
    replaced: int
    """Bytes that were not UTF-8."""
    reports: str
    """File under reports/; blank: nothing was new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be imported, and how."""

    file: Path
    kind: str
    now: dt.datetime
    origin: str = ""
    source: str = ""
    map: Path | None = None
    labels: Path | None = None
    accept_smaller: bool = False


def read_ledger(folder: Path) -> tuple[Import, ...]:
    """Entries of reports/imports.toml, oldest first.

    Raises
    ------
    AccordError
        If it cannot be read.
    """
    path = folder / REPORTS / LEDGER
    if not path.exists():
        return ()
    try:
        return tuple(Import(**entry) for entry in tomllib.loads(path.read_text(encoding="utf-8")).get("imports", []))
    except (tomllib.TOMLDecodeError, TypeError, UnicodeDecodeError) as error:
        raise AccordError(f"{REPORTS}/{LEDGER} cannot be read: {error}") from None


def import_reports(folder: Path, workspace: Workspace, wanted: Wanted) -> tuple[Import, bool]:
    """Import a file; nothing is written if anything is wrong with it.

    Returns
    -------
    tuple
        The entry of the ledger, and whether it is new.

    Raises
    ------
    BadWorkspace
        With what is wrong with the file.
    AccordError
        If it is held because it shrank, or the adapter needs something else.
    """
    if wanted.kind not in ADAPTERS:
        raise NotFound(f"--from: {unknown(wanted.kind, ADAPTERS, 'the adapters')}")
    if not wanted.file.is_file():
        raise NotFound(f"no file {str(wanted.file)!r}")
    ledger, digest = read_ledger(folder), file_hash(wanted.file)
    if same := next((entry for entry in ledger if entry.sha256 == digest), None):
        return same, False
    cells, replaced = read_outside(wanted.file, adapter(wanted.kind).columns, adapter(wanted.kind).title)
    origin = wanted.origin or wanted.kind
    _hold_if_smaller(ledger, origin, cells.height, accept=wanted.accept_smaller)
    rows = _checked(_adapted(cells, workspace, wanted), wanted.file.name, workspace)
    new, revised, known = _news(rows, folder)
    name = f"{origin}-{wanted.now:%Y-%m-%d}-{digest[:8]}.parquet" if new.height else ""
    entry = Import(
        origin=origin,
        file=wanted.file.name,
        sha256=digest,
        day=wanted.now.date(),
        rows=cells.height,
        written=new.height,
        revised=revised,
        known=known,
        left_out=cells.height - rows.height,
        replaced=replaced,
        reports=name,
    )
    _write(folder, name, new, [*ledger, entry])
    return entry, True


def _hold_if_smaller(ledger: tuple[Import, ...], origin: str, rows: int, *, accept: bool) -> None:
    last = next((entry for entry in reversed(ledger) if entry.origin == origin), None)
    if last is not None and not accept and rows < (1 - SHRINK) * last.rows:
        raise AccordError(
            f"held: {rows:,} rows, but the last file of {origin} ({last.file}, {last.day}) had {last.rows:,}; "
            "nothing was taken. If that is right, repeat with --accept-smaller"
        )


def _adapted(cells: pl.DataFrame, workspace: Workspace, wanted: Wanted) -> pl.DataFrame:
    reader = adapter(wanted.kind)
    labels = read_outside(wanted.labels, ("event_id",), "a file of labels")[0] if wanted.labels else None
    names = {place.name: str(key) for key, place in workspace.places.items()}
    asked = Asked(
        received=wanted.now,
        source=wanted.source or reader.source,
        places=names | {str(key): str(key) for key in workspace.places},
        map=_map(wanted.map),
        labels=labels,
    )
    return reader.reports(cells, asked)


def _map(path: Path | None) -> Mapping[str, Any]:
    if path is None:
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AccordError(f"--map: {path.name} is not TOML: {error}") from None


def _checked(made: pl.DataFrame, name: str, workspace: Workspace) -> pl.DataFrame:
    """The reports, if nothing is wrong with any."""
    faults: list[Problem] = []
    for field, info in Report.model_fields.items():
        if info.is_required() and field not in made.columns:
            faults.append(Problem(file=name, field=field, message="is required: the map names no column for it"))
    rows = typed(made, name, Report, faults)
    faults += broken_rows(rows.filter(SOUND), ROW_RULES)
    rows = each_once(rows.drop(SOUND))
    faults += conflicting_ids(rows)
    sources, places = (workspace.sources, file_of("sources")), (workspace.places, PLACES)
    faults += broken_references(rows, {"source": sources, "place": places})
    if faults:
        raise BadWorkspace(faults)
    return rows


def _news(rows: pl.DataFrame, folder: Path) -> tuple[pl.DataFrame, int, int]:
    """Reports that are not there yet, how many of them revise one that is, and how many are there already."""
    faults: list[Problem] = []
    there, _ = read_reports(folder, faults)
    if faults:
        raise BadWorkspace(faults)
    ids = there["id"].implode()
    content = [name for name in rows.columns if name not in (FILE, LINE, "received", "id", "copy_of")]
    lists = [name for name in content if rows.schema[name] == pl.List(pl.String)]
    texts = [pl.col(name).list.join(";") for name in lists]
    mine, theirs = (frame.with_columns(texts) for frame in (filled(rows), there))
    root = pl.col("id").str.replace(r"~\d+$", "")
    same = mine.join(theirs.with_columns(root.alias("id")), on=["id", *content], how="semi", nulls_equal=True)
    new = rows.join(same.select("id"), on="id", how="anti", maintain_order="left")
    versions = there.group_by(root.alias("id")).agg(pl.len().alias("versions"))
    numbered = new.join(versions, on="id", how="left", maintain_order="left")
    is_revised = pl.col("id").is_in(ids)
    renamed = numbered.with_columns(
        pl.when(is_revised).then(pl.col("id")).otherwise(pl.col("copy_of")).alias("copy_of"),
        pl.when(is_revised)
        .then(pl.concat_str("id", pl.lit("~"), pl.col("versions") + 1))
        .otherwise(pl.col("id"))
        .alias("id"),
    ).drop("versions")
    return renamed, int(new.select(is_revised.sum()).item()), rows.height - new.height


def _write(folder: Path, name: str, rows: pl.DataFrame, ledger: list[Import]) -> None:
    files = {f"{REPORTS}/{LEDGER}": tomli_w.dumps({"imports": [asdict(entry) for entry in ledger]}).encode()}
    if name:
        buffer = io.BytesIO()
        filled_columns = [column for column in rows.columns if not _is_blank(rows[column])]
        rows.select(filled_columns).drop(FILE, LINE, strict=False).write_parquet(buffer, compression="zstd")
        files = {f"{REPORTS}/{name}": buffer.getvalue(), **files}
    write_files(folder, files)


def _is_blank(column: pl.Series) -> bool:
    return column.null_count() == len(column) or (column.dtype == pl.List(pl.String) and column.list.len().sum() == 0)
