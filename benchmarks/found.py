"""What one run of one solver found, as its worker hands it back."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from accord.plan.problem import Plan

WEIGHTS = (8.0, 4.0, 2.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Best plan of a run with the solver's own claims; nothing of it is believed before it is judged."""

    plan: Plan | None
    """None: the solver found no plan."""
    least: float | None
    """Weighted shortfall that no plan can go below, as the solver says; None: it says nothing."""
    seconds: float
    """From the problem in memory to the answer, model building included, imports and compilation not."""
    trace: Sequence[tuple[float, float]] = ()
    """(seconds, weighted shortfall) of each improvement, as the solver says."""
    compile_seconds: float = 0.0
    """Loading and compiling on a tiny problem, before the clock starts."""
    peak_mb: float = 0.0
    note: str = ""


def save(found: Found, path: Path) -> None:
    """Write as one JSON file."""
    path.write_text(json.dumps(asdict(found) | {"plan": _plain(found.plan)}))


def load(path: Path) -> Found:
    """Read what `save` wrote.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "found.json"
    ...     save(Found(plan=Plan.empty(), least=2.0, seconds=1.0, trace=[(0.5, 3.0)]), file)
    ...     load(file).trace
    [(0.5, 3.0)]
    """
    raw: dict[str, Any] = json.loads(path.read_text())
    trace = [(float(at), float(value)) for at, value in raw.pop("trace")]
    return Found(**raw | {"plan": _arrays(raw["plan"]), "trace": trace})


def _plain(plan: Plan | None) -> list[list[int]] | None:
    if plan is None:
        return None
    return [column.tolist() for column in (plan.pair, plan.start, plan.length, plan.count)]


def _arrays(columns: list[list[int]] | None) -> Plan | None:
    if columns is None:
        return None
    pair, start, length, count = (np.asarray(column, dtype=np.int32) for column in columns)
    return Plan(pair=pair, start=start, length=length, count=count)
