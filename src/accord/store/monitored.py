"""Results of monitoring under ``out/monitor/``: Parquet for events, JSON for figures; all of a run or none."""

import io
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl
from pydantic import TypeAdapter, ValidationError

from accord.model.daily import Daily
from accord.model.problem import AccordError, NotFound
from accord.store.atomic import write_files
from accord.store.layout import OUT
from accord.store.results import json_text
from accord.store.run import RUN_FILE, Run, read_runs, runs_text

FOLDER = "monitor"
FRAMES = ("incidents", "members", "findings")
"""Frames of a run; the file is ``out/monitor/<name>.parquet``."""
DAILY = "daily.json"


def frame_files(frames: Mapping[str, pl.DataFrame]) -> dict[str, bytes]:
    """Content of the files of frames.

    Parameters
    ----------
    frames
        Name, one of `FRAMES`, -> columns.
    """
    return {f"{FOLDER}/{name}.parquet": _parquet(frame) for name, frame in frames.items()}


def write_monitored(
    folder: str | os.PathLike[str],
    run: Run,
    frames: Mapping[str, bytes],
    daily: Daily,
    *,
    hashes: Mapping[str, str],
) -> tuple[Path, ...]:
    """Save what a run made, and how it came about, in ``out/run.json``.

    Parameters
    ----------
    folder
        The workspace.
    run
        How the results came about.
    frames
        What `frame_files` made.
    daily
        Figures of the day.
    hashes
        File of events -> SHA-256; they join the inputs of the run.
    """
    out = Path(folder) / OUT
    complete = replace(run, inputs=dict(sorted({**run.inputs, **hashes}.items())))
    files = dict(frames)
    files[f"{FOLDER}/{DAILY}"] = json_text(daily).encode()
    files[RUN_FILE] = runs_text({**read_runs(folder), run.command: complete}).encode()
    write_files(out, files)
    return tuple(out / name for name in files)


def _parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="lz4")
    return buffer.getvalue()


def read_monitored(folder: str | os.PathLike[str], name: str) -> pl.DataFrame:
    """A frame of the last run.

    Raises
    ------
    NotFound
        If there is none yet.
    """
    path = Path(folder) / OUT / FOLDER / f"{name}.parquet"
    if not path.exists():
        raise NotFound(f"no {path.name} in {str(path.parent)!r} yet: run accord monitor first")
    return pl.read_parquet(path)


def read_daily(folder: str | os.PathLike[str]) -> Daily:
    """Figures of the last run.

    Raises
    ------
    NotFound
        If there are none yet.
    AccordError
        If the file is not one that this version writes.
    """
    path = Path(folder) / OUT / FOLDER / DAILY
    if not path.exists():
        raise NotFound(f"no {DAILY} in {str(path.parent)!r} yet: run accord monitor first")
    try:
        return TypeAdapter(Daily).validate_json(path.read_bytes())
    except ValidationError as error:
        raise AccordError(f"{str(path)!r} was not written by this version; make it again: {error}") from None
