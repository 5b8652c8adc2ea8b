"""Results under ``out/``: one JSON file a kind, the same bytes for the same result, and read back as they were."""

import dataclasses
import datetime as dt
import hashlib
import json
import math
import os
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from accord.model.option import Ask, ConditionWorth, DelayPoint, Option, Withdrawal
from accord.model.problem import AccordError, NotFound
from accord.store.atomic import write_files
from accord.store.layout import OUT
from accord.store.run import RUN_FILE, Run, read_runs, runs_text

T = TypeVar("T")

RESULTS: Mapping[str, type] = {
    "options": Option,
    "asks": Ask,
    "withdrawals": Withdrawal,
    "delay": DelayPoint,
    "conditions": ConditionWorth,
}
"""Name -> record; the file is ``out/<name>.json``."""
DIGITS = 9


def write_results(folder: str | os.PathLike[str], run: Run, *results: Sequence[object]) -> tuple[Path, ...]:
    """Save the results of one run, and how they came about, under ``out/`` of a workspace.

    Parameters
    ----------
    folder
        The workspace.
    run
        How the results came about; it replaces the earlier run of the same command in ``out/run.json``.
    results
        One sequence for each kind of result, all elements of one kind; an empty one is skipped.

    Returns
    -------
    tuple of Path
        The files that were written.

    Raises
    ------
    TypeError
        If a sequence holds something else than a result.
    ValueError
        If a number is not finite.
    """
    out = Path(folder) / OUT
    files = {f"{_name(type(found[0]))}.json": json_text(found).encode() for found in results if found}
    files[RUN_FILE] = runs_text({**read_runs(folder), run.command: run}).encode()
    write_files(out, files)
    return tuple(out / name for name in files)


def read_results(folder: str | os.PathLike[str], kind: type[T]) -> tuple[T, ...]:
    """Results of one kind, as they were saved.

    Raises
    ------
    NotFound
        If there are none yet.
    AccordError
        If the file is not one that this version writes.
    """
    path = Path(folder) / OUT / f"{_name(kind)}.json"
    if not path.exists():
        raise NotFound(f"no {path.name} in {str(path.parent)!r} yet")
    try:
        return TypeAdapter(tuple[kind, ...]).validate_json(path.read_bytes())  # type: ignore[valid-type]
    except ValidationError as error:
        raise AccordError(f"{str(path)!r} was not written by this version; make it again: {error}") from None


def _name(kind: type) -> str:
    for name, known in RESULTS.items():
        if known is kind:
            return name
    raise TypeError(f"{kind.__name__} is not a kind of result")


def json_text(value: object) -> str:
    """A result as JSON: keys in the order of the fields, days as ISO dates, numbers to 9 significant digits.

    >>> print(json_text([DelayPoint(months=1, coverage=2 / 3, limit=1.0, cost_likely=0.0, ready_share=0.5)]), end="")
    [
      {
        "months": 1,
        "coverage": 0.666666667,
        "limit": 1.0,
        "cost_likely": 0.0,
        "ready_share": 0.5,
        "essential": null
      }
    ]
    """
    return json.dumps(plain(value), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def digest(value: object) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of a result's JSON: the same result, the same digest.

    >>> digest(())
    '37517e5f3dc66819'
    """
    return hashlib.sha256(json_text(value).encode()).hexdigest()[:16]


def plain(value: object) -> Any:
    """A result as dicts, lists, text and rounded numbers.

    Raises
    ------
    ValueError
        If a number is not finite.
    TypeError
        If a part is of no type that results are made of.
    """
    match value:
        case None | bool() | int():
            return value
        case StrEnum() | str():
            return str(value)
        case float():
            return _rounded(value)
        case dt.date():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(part) for key, part in sorted(value.items())}
        case list() | tuple():
            return [plain(part) for part in value]
        case _ if dataclasses.is_dataclass(value):
            return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        case _:
            raise TypeError(f"{type(value).__name__} cannot be saved")


def _rounded(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError(f"{value} cannot be saved: results are finite numbers")
    return float(f"{float(value):.{DIGITS}g}") + 0.0  # -0.0 becomes 0.0
