"""A slice of a plan solved again: some tours free, all others fixed where they are."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from accord.plan.exact.build import build
from accord.plan.exact.goal import Goal
from accord.plan.exact.ground import Prepared, ground
from accord.plan.exact.tours import Tours
from accord.plan.problem import Bools, Plan
from accord.solver.highs import Effort, Status, solve

_EPS = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Slice:
    """What solving a slice gave."""

    plan: Plan
    """The whole plan after the slice; the one given if nothing better was found."""
    gain: float
    """Decrease of the goal, at least 0."""
    proven: bool
    """Whether no choice of the free tours is better."""
    columns: int
    """Free tours that could serve something."""
    seconds: float


def solve_slice(prepared: Prepared, plan: Plan, free: Tours, *, goal: Goal, effort: Effort | None = None) -> Slice:
    """Choose anew how many units take each free tour; the plan's other tours stay.

    Parameters
    ----------
    prepared
        The problem, by `prepare`; made once for many slices.
    plan
        A plan that keeps every rule.
    free
        Tours that may be chosen, each once (see `all_tours`). The plan's own tours among them are free, too; the rest
        of the plan is fixed.
    goal
        What to minimise. Its holds count the shortfall of the whole plan.

    >>> from accord.plan.exact.ground import prepare
    >>> from accord.plan.exact.tours import all_tours
    >>> from accord.plan.tiny import tiny_problem
    >>> problem = tiny_problem([[1, 1, 1]], [(0, 0)])
    >>> found = solve_slice(prepare(problem), Plan.empty(), all_tours(problem, last=1), goal=Goal(weights=(1, 1, 1)))
    >>> found.gain, found.proven
    (2.0, True)
    """
    n_periods = prepared.problem.n_periods
    own = Tours.of(plan)
    count = np.asarray(plan.count, dtype=np.int64)
    freed = np.isin(own.keys(n_periods), free.keys(n_periods))
    built = build(prepared, free, ground(prepared, own.take(~freed), count[~freed]), goal)
    start = built.column_values(own.take(freed), count[freed], n_periods)
    answer = solve(built.program, start=start, effort=effort)
    before = built.program.objective(start)
    chosen = start if answer.x is None else built.tight(answer.x)
    gain = before - built.program.objective(chosen)
    better = gain > _EPS * max(1.0, abs(before))
    return Slice(
        plan=_joined(plan, ~freed, built.plan(chosen)) if better else plan,
        gain=gain if better else 0.0,
        proven=answer.status is Status.PROVEN,
        columns=len(built.tours),
        seconds=answer.seconds,
    )


def _joined(plan: Plan, kept: Bools, chosen: Plan) -> Plan:
    def column(parts: Sequence[npt.NDArray[np.int32]]) -> npt.NDArray[np.int32]:
        return np.concatenate([np.asarray(part, dtype=np.int32) for part in parts])

    return Plan(
        pair=column([plan.pair[kept], chosen.pair]),
        start=column([plan.start[kept], chosen.start]),
        length=column([plan.length[kept], chosen.length]),
        count=column([plan.count[kept], chosen.count]),
    )
