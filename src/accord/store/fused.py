"""The last fusion, kept under ``out/monitor/fused/``, so that a day's new files need not fuse a year's again.

It is of use only while every file that it was made of is as it was, and nothing else that fusion looks at has changed.
"""

import io
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from pydantic import TypeAdapter, ValidationError

from accord.store.atomic import write_files
from accord.store.layout import OUT, PLACES, REPORTS, file_of
from accord.version import __version__

FOLDER = "monitor/fused"
_STATE = "state.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A fusion as it was kept."""

    incidents: pl.DataFrame
    members: pl.DataFrame
    noise: Mapping[str, Any]
    """Fields of the noise that it rests on."""
    files: frozenset[str]
    """Files of reports that it was made of."""


@dataclass(frozen=True, slots=True)
class _State:
    version: str
    reports: dict[str, str]
    others: dict[str, str]
    noise: dict[str, Any]


def keep_fused(
    folder: str | os.PathLike[str],
    incidents: pl.DataFrame,
    members: pl.DataFrame | bytes,
    noise: Mapping[str, Any],
    hashes: Mapping[str, str],
) -> None:
    """Keep a fusion.

    Parameters
    ----------
    members
        Columns, or their Parquet file if it is there already.
    hashes
        File -> SHA-256, of all that it was made of.
    """
    state = _State(__version__, _reports(hashes), _others(hashes), dict(noise))
    whole = members if isinstance(members, bytes) else _bytes(members)
    files = {f"{FOLDER}/incidents.parquet": _bytes(incidents), f"{FOLDER}/members.parquet": whole}
    files[f"{FOLDER}/{_STATE}"] = TypeAdapter(_State).dump_json(state)
    write_files(Path(folder) / OUT, files)


def kept_fused(folder: str | os.PathLike[str], hashes: Mapping[str, str]) -> Kept | None:
    """The fusion that was kept, if it may be gone on from with the files as they are now."""
    home = Path(folder) / OUT / FOLDER
    try:
        state = TypeAdapter(_State).validate_json((home / _STATE).read_bytes())
        same = state.version == __version__ and state.others == _others(hashes)
        if not same or not state.reports.items() <= _reports(hashes).items():
            return None
        incidents, members = (pl.read_parquet(home / f"{name}.parquet") for name in ("incidents", "members"))
    except (OSError, ValidationError, pl.exceptions.PolarsError):
        return None
    return Kept(incidents=incidents, members=members, noise=state.noise, files=frozenset(state.reports))


def _reports(hashes: Mapping[str, str]) -> dict[str, str]:
    return {name: digest for name, digest in hashes.items() if name.startswith(f"{REPORTS}/")}


def _others(hashes: Mapping[str, str]) -> dict[str, str]:
    """What fusion looks at besides reports: regions and grades."""
    return {name: hashes[name] for name in (PLACES, file_of("sources")) if name in hashes}


def _bytes(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="lz4")
    return buffer.getvalue()
