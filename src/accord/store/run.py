"""How a result came about: version, command, arguments, seed, day and the hash of every input file."""

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from accord.model.problem import AccordError
from accord.store.layout import INPUTS, OUT, SCENARIOS

RUN_FILE = "run.json"

Argument = str | int | float | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """All that is needed to make a result again. It holds no time of day, so that the same run has the same bytes."""

    version: str
    """Version of Accord."""
    command: str
    """Command that was run."""
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    """Every option that the result depends on, defaults included."""
    seed: int = 0
    """Seed of all chance in it, a whole number without a unit."""
    as_of: dt.date | None = None
    """Day after which what was recorded did not count."""
    inputs: Mapping[str, str] = field(default_factory=dict)
    """File, relative to the workspace, -> SHA-256 of its content, hexadecimal."""


def describe_run(
    folder: str | os.PathLike[str],
    *,
    command: str,
    arguments: Mapping[str, Argument],
    seed: int = 0,
    as_of: dt.date | None = None,
) -> Run:
    """A run on the files as they are now; call it before reading the workspace."""
    from accord.version import __version__

    return Run(
        version=__version__,
        command=command,
        arguments=dict(sorted(arguments.items())),
        seed=seed,
        as_of=as_of,
        inputs=input_hashes(folder),
    )


def input_hashes(folder: str | os.PathLike[str]) -> dict[str, str]:
    """SHA-256 of every file that `read_workspace` reads, by name relative to the folder."""
    home = Path(folder)
    return {name: hashlib.sha256((home / name).read_bytes()).hexdigest() for name in sorted(_inputs(home))}


def _inputs(home: Path) -> Iterator[str]:
    yield from (name for name in INPUTS if (home / name).is_file())
    yield from (f"{SCENARIOS}/{path.name}" for path in (home / SCENARIOS).glob("*.toml"))


def changed_inputs(folder: str | os.PathLike[str], run: Run) -> tuple[str, ...]:
    """Files that are not as they were at the run: changed, added or removed. None: the results still stand."""
    now = input_hashes(folder)
    return tuple(sorted(name for name in {*now, *run.inputs} if now.get(name) != run.inputs.get(name)))


def read_runs(folder: str | os.PathLike[str]) -> dict[str, Run]:
    """Command -> its last run, from ``out/run.json``; empty if nothing has been run.

    Raises
    ------
    AccordError
        If the file is not one that this version writes.
    """
    path = Path(folder) / OUT / RUN_FILE
    if not path.exists():
        return {}
    try:
        return TypeAdapter(dict[str, Run]).validate_json(path.read_bytes())
    except ValidationError as error:
        raise AccordError(f"{str(path)!r} was not written by this version; remove it: {error}") from None


def runs_text(runs: Mapping[str, Run]) -> str:
    """Runs as JSON, commands in order of the alphabet."""
    document = {command: asdict(run) for command, run in sorted(runs.items())}
    return json.dumps(document, ensure_ascii=False, indent=2, default=str) + "\n"
