"""Checked columns of a file of events, kept under ``out/`` by its hash: what is unchanged is not read again.

The hash of the file, of the record's columns and the version of Accord name the copy, so it can be neither stale nor
of another meaning; whoever deletes it loses time only.
"""

import hashlib
from pathlib import Path

import polars as pl

from accord.model.records import Record
from accord.store.alike import FILE, LINE
from accord.store.columns import columns_of
from accord.store.layout import OUT
from accord.version import __version__

CACHE = f"{OUT}/monitor/cache"


def file_hash(path: Path) -> str:
    """SHA-256 of a file's content, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def cached(home: Path, name: str, digest: str, kind: type[Record]) -> pl.DataFrame | None:
    """Columns as they were kept, with the file's present name; None if there are none."""
    path = home / CACHE / _name(digest, kind)
    try:
        if not path.exists():
            return None
        rows = pl.read_parquet(path).with_columns(pl.lit(name).alias(FILE))
    except (pl.exceptions.PolarsError, OSError):
        return None
    return rows.select(pl.exclude(FILE, LINE), FILE, LINE)


def keep(home: Path, digest: str, kind: type[Record], rows: pl.DataFrame) -> None:
    """Keep the columns of a file without faults; a folder that cannot be written is no fault."""
    path = home / CACHE / _name(digest, kind)
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        rows.drop(FILE).write_parquet(part, compression="lz4")
        part.replace(path)
    except OSError:
        return


def _name(digest: str, kind: type[Record]) -> str:
    meaning = f"{__version__} {[(column.name, str(column.dtype)) for column in columns_of(kind)]}"
    return f"{digest[:40]}-{hashlib.sha256(meaning.encode()).hexdigest()[:12]}.parquet"
