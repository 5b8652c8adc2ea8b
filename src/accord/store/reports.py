"""reports/*.csv and *.parquet: reports as received, as columns. Files are read, checked, and never changed.

Blank cells mean what `accord.model.report.Report` says of them: `until` is `start`, `count_high` is `count_low`, and a
wedge is 22.5 degrees wide. A point without an error stays without: how far such points of a source err is learned from
other reports of the same events. A row that stands twice, in whatever files, counts once.
"""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from accord.model.problem import Problem
from accord.model.records import Record
from accord.model.report import Report
from accord.store.alike import FILE, LINE
from accord.store.cache import cached, file_hash, keep
from accord.store.cells import read_cells
from accord.store.columns import SOUND, typed, with_defaults
from accord.store.fault import nearest
from accord.store.layout import REPORTS
from accord.store.report_rules import ROW_RULES, Rule, broken_rows, conflicting_ids, copies

LEDGER = "imports.toml"
"""What was imported from where; the only file beside reports that the folder may hold, but for Markdown."""
_KINDS = (".csv", ".parquet")
WEDGE_DEGREES = 22.5


def read_reports(home: Path, faults: list[Problem]) -> tuple[pl.DataFrame, dict[str, str]]:
    """Reports of a workspace that pass the rules for reports alone, and the hash of each file.

    Parameters
    ----------
    home
        The workspace.
    faults
        What is wrong is added here.

    Returns
    -------
    tuple
        Columns of `Report` with `file` and `line`, in order of file and line; and file -> SHA-256.
    """
    hashes = {f"{REPORTS}/{path.name}": file_hash(path) for path in _files(home, faults)}
    frames = [_file(home, name, digest, faults) for name, digest in hashes.items()]
    whole = pl.concat([with_defaults(pl.DataFrame({FILE: [], LINE: []}, _PLACE), Report), *frames])
    once = each_once(whole)
    if once is not whole:  # else no id stands twice
        faults += conflicting_ids(once)
    faults += copies(once)
    return filled(once), hashes


_PLACE: Mapping[str, pl.DataType] = {FILE: pl.String(), LINE: pl.UInt32()}


def filled(rows: pl.DataFrame) -> pl.DataFrame:
    """Reports with blanks filled that mean the same as another cell."""
    return rows.with_columns(
        pl.col("until").fill_null(pl.col("start")),
        pl.col("count_high").fill_null(pl.col("count_low")),
        pl.when(pl.col("bearing").is_not_null()).then(pl.col("bearing_width").fill_null(WEDGE_DEGREES)),
        pl.when(pl.col("bearing").is_not_null()).then(pl.col("range_low_km").fill_null(0.0)),
    )


def _files(home: Path, faults: list[Problem]) -> list[Path]:
    folder = home / REPORTS
    found = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith(".") or path.name == LEDGER or path.suffix == ".md":
            continue
        if path.suffix in _KINDS:
            found.append(path)
        else:
            message = f"is neither .csv nor .parquet: reports are read from those{nearest(path.suffix, _KINDS)}"
            faults.append(Problem(file=f"{REPORTS}/{path.name}", message=message))
    return found


def _file(home: Path, name: str, digest: str, faults: list[Problem]) -> pl.DataFrame:
    return read_columns(home, name, Report, faults, digest=digest, rules=ROW_RULES)


def read_columns(
    home: Path, name: str, kind: type[Record], faults: list[Problem], *, digest: str, rules: tuple[Rule, ...]
) -> pl.DataFrame:
    """Columns of one file, from the copy that was kept if it is the same; what is at fault is told."""
    if (known := cached(home, name, digest, kind)) is not None:
        return known
    found: list[Problem] = []
    cells = read_cells(home / name, name, kind, found)
    empty = pl.DataFrame({FILE: [], LINE: []}, _PLACE)
    rows = with_defaults(empty, kind) if cells is None else typed(cells, name, kind, found)
    sound = rows.filter(SOUND).drop(SOUND) if SOUND in rows.columns else rows
    found += broken_rows(sound, rules)
    if not found:
        keep(home, digest, kind, sound)
    faults += found
    return rows.drop(SOUND, strict=False)


def each_once(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows that say the same once: the first of them."""
    if rows["id"].n_unique() == rows.height:
        return rows
    twice = pl.col("id").is_duplicated() & pl.col("id").is_not_null()
    double = rows.filter(twice)
    content = [name for name in rows.columns if name not in (FILE, LINE)]
    words = [pl.col(name).list.join(";") for name in content if rows.schema[name] == pl.List(pl.String)]
    first = double.with_columns(words).unique(content, keep="first", maintain_order=True).select(FILE, LINE)
    kept = double.join(first, on=[FILE, LINE], how="semi", maintain_order="left")
    return pl.concat([rows.filter(~twice), kept]).sort(FILE, LINE)
