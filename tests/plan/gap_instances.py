"""Generalised assignment instances (OR-Library format) as planning problems.

Agents are nations with a ceiling; items are requirement lines of one unit in one period; each pair of agent and item is
an offer of one unit with its own use of the ceiling and its own cost. Full coverage first, then least cost.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from accord.plan.problem import PlanProblem
from accord.plan.tiny import tiny_problem

FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "opt" / "gap"
"""Where the instances lie if this machine has them: beside the repository."""


@dataclass(frozen=True)
class Instance:
    name: str
    cost: np.ndarray
    """(agents, items)."""
    use: np.ndarray
    """(agents, items)."""
    capacity: np.ndarray
    """(agents,)."""
    best_known: float
    proven: bool
    """Whether the best known value is the optimum."""


def names(folder: Path = FOLDER, *, dataset: str) -> list[str]:
    """Names of the instances of a data set that lie in the folder."""
    rows = _table(folder) if folder.exists() else {}
    return sorted(name for name, row in rows.items() if row["Dataset"] == dataset and (folder / name).exists())


def read(name: str, folder: Path = FOLDER) -> Instance:
    row = _table(folder)[name]
    agents, items, *numbers = (float(word) for word in (folder / name).read_text().split())
    m, n = int(agents), int(items)
    cost, use, capacity = np.split(np.asarray(numbers), [m * n, 2 * m * n])
    assert len(capacity) == m
    return Instance(
        name,
        cost.reshape(m, n),
        use.reshape(m, n),
        capacity,
        float(row["Best known solution value"]),
        row["Optimum"] == row["Best known solution value"],
    )


def problem_of(instance: Instance) -> PlanProblem:
    m, n = instance.cost.shape
    return tiny_problem(
        [[1.0]] * n,
        [(agent * n + item, item) for agent in range(m) for item in range(n)],
        units=[1] * (m * n),
        offer_nation=[agent for agent in range(m) for _ in range(n)],
        cost=instance.cost.ravel().tolist(),
        limits=[
            (capacity, {agent * n + item: float(instance.use[agent, item]) for item in range(n)})
            for agent, capacity in enumerate(instance.capacity.tolist())
        ],
    )


def _table(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "data.csv").open(newline="", encoding="utf-8") as file:
        return {row["Path"]: row for row in csv.DictReader(file)}
