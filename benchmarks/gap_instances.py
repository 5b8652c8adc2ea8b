"""Generalised assignment instances as planning problems.

Agents are nations with a ceiling, items are requirement lines of one unit in one period, and every agent offers one
unit for every item, with its own use of the ceiling and its own cost. Full coverage first, then least cost.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from accord.plan.problem import Floats, PlanProblem

DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "opt" / "gap"
BETTER = {"chu1997/d20200": 12238}
"""Solutions better than the best-known value of the table."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Instance:
    """Costs and uses of n items with m agents."""

    name: str
    cost: Floats
    """(m, n)."""
    use: Floats
    """(m, n)."""
    capacity: Floats
    """(m,)."""
    best: int
    """Best value known."""
    least: int | None
    """Value that no assignment can go below, where known."""

    @property
    def settled(self) -> bool:
        """Whether the best value is known to be best."""
        return self.least == self.best


def instances(folder: Path = DATA) -> list[Instance]:
    """The instances of the table whose files are there; none if the folder is absent."""
    table = folder / "data.csv"
    if not table.exists():
        return []
    with table.open(newline="") as lines:
        return [_read(folder, row) for row in csv.DictReader(lines) if (folder / row["Path"]).exists()]


def _read(folder: Path, row: dict[str, str]) -> Instance:
    cost, use, capacity = parse((folder / row["Path"]).read_text())
    value = int(row["Best known solution value"])
    bound = row["Best known bound"]
    return Instance(
        name=row["Path"],
        cost=cost,
        use=use,
        capacity=capacity,
        best=min(value, BETTER.get(row["Path"], value)),
        least=int(bound) if bound else None,
    )


def parse(text: str) -> tuple[Floats, Floats, Floats]:
    """Cost (m, n), use (m, n) and capacity (m,) of a file: m, n, then the three, row by row.

    >>> parse("2 3  1 2 3 4 5 6  7 8 9 1 2 3  20 10")[2]
    array([20., 10.])
    """
    numbers = np.array(text.split(), dtype=np.float64)
    m, n = int(numbers[0]), int(numbers[1])
    if len(numbers) != 2 + 2 * m * n + m:
        raise ValueError(f"{len(numbers)} numbers, not {2 + 2 * m * n + m}")
    cost, use, capacity = np.split(numbers[2:], [m * n, 2 * m * n])
    return cost.reshape(m, n), use.reshape(m, n), capacity


def as_problem(instance: Instance) -> PlanProblem:
    """One offer, pool and pair for each agent and item; pair ``i * n + j`` is agent i on item j.

    >>> problem = as_problem(Instance(name="two", cost=np.ones((2, 3)), use=np.ones((2, 3)), capacity=np.ones(2),
    ...                               best=0, least=None))
    >>> problem.n_pairs, problem.n_lines, problem.n_limits
    (6, 3, 2)
    """
    m, n = instance.cost.shape
    k = m * n
    pair, none = np.arange(k, dtype=np.int32), np.zeros(0, dtype=np.int32)
    agent = (pair // n).astype(np.int32)
    used = np.flatnonzero(instance.use.ravel() > 0)
    return PlanProblem(
        demand=np.ones((n, 1)),
        priority=np.zeros(n, dtype=np.int32),
        max_nations=np.zeros(n, dtype=np.int32),
        handover=np.zeros(n),
        line_first=np.zeros(n, dtype=np.int32),
        units=np.ones((k, 1), dtype=np.int32),
        pair_offer=pair,
        pair_pool=pair,
        pair_line=(pair % n).astype(np.int32),
        pair_nation=agent,
        pair_quality=np.ones(k),
        pair_first=np.zeros(k, dtype=np.int32),
        pair_last=np.zeros(k, dtype=np.int32),
        pair_open=np.zeros(k, dtype=np.bool_),
        tour_min=np.ones(k, dtype=np.int32),
        tour_max=np.ones(k, dtype=np.int32),
        rest=np.zeros((k, 2), dtype=np.int32),
        pair_cost=instance.cost.ravel(),
        pair_people=np.ones(k),
        limit_cap=instance.capacity[:, None],
        use_start=np.searchsorted(used, np.arange(k + 1)).astype(np.int32),
        use_limit=agent[used],
        use_amount=instance.use.ravel()[used],
        gate_line=none,
        gate_start=np.zeros(1, dtype=np.int32),
        gate_pair=none,
        conflict_start=np.zeros(k + 1, dtype=np.int32),
        conflict_pair=none,
        n_nations=m,
    )
