"""CP-SAT of OR-Tools.

With its usual presolve it has no plan of M after 15 s: three rounds of probing take 10 s of them. So one round without
probing, the empty plan as a hint, and its larger linear relaxations, which raised the bound on every size tried.
"""

from time import perf_counter
from typing import Any

import numpy as np
import numpy.typing as npt
from ortools.sat.python import cp_model

from accord.plan.problem import PlanProblem
from benchmarks.found import WEIGHTS, Found
from benchmarks.model import Model, windows

_FAR = 2**53


def solve(problem: PlanProblem, *, seconds: float, threads: int = 2, seed: int = 0) -> Found:
    """Best plan and bound within ``seconds``, building included."""
    began = perf_counter()
    model = windows(problem, WEIGHTS)
    program = _load(model)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = threads
    solver.parameters.random_seed = seed
    solver.parameters.max_presolve_iterations = 1
    solver.parameters.cp_model_probing_level = 0
    solver.parameters.linearization_level = 2
    solver.parameters.max_time_in_seconds = max(0.1, seconds - (perf_counter() - began))
    notes = _Trace(began)
    status = solver.solve(program, notes)
    return _answer(model, solver, status, notes.trace, perf_counter() - began)


class _Trace(cp_model.CpSolverSolutionCallback):
    def __init__(self, began: float) -> None:
        super().__init__()
        self.began = began
        self.trace: list[tuple[float, float]] = []

    def on_solution_callback(self) -> None:
        self.trace.append((perf_counter() - self.began, self.objective_value))


def _load(model: Model) -> cp_model.CpModel:
    program = cp_model.CpModel()
    proto = program.proto
    for most in _whole(model.upper).tolist():
        proto.variables.add().domain.extend([0, most])
    lower, upper = _whole(model.row_lower).tolist(), _whole(model.row_upper, down=True).tolist()
    column, value, start = model.column.tolist(), _whole(model.value).tolist(), model.row_start.tolist()
    for row in range(model.n_rows):
        linear = proto.constraints.add().linear
        linear.vars.extend(column[start[row] : start[row + 1]])
        linear.coeffs.extend(value[start[row] : start[row + 1]])
        linear.domain.extend([lower[row], upper[row]])
    _hint_nothing(model, proto)
    priced = np.flatnonzero(model.cost)
    proto.objective.vars.extend(priced.tolist())
    proto.objective.coeffs.extend(_whole(model.cost[priced]).tolist())
    return program


def _hint_nothing(model: Model, proto: Any) -> None:
    """No tours and all demand short; only shortfalls have a cost."""
    proto.solution_hint.vars.extend(range(model.n_columns))
    proto.solution_hint.values.extend(_whole(np.where(model.cost > 0, model.upper, 0.0)).tolist())


def _whole(values: npt.NDArray[np.float64], *, down: bool = False) -> npt.NDArray[np.int64]:
    bounded = np.clip(values, -_FAR, _FAR)
    whole = np.floor(bounded + 1e-9) if down else np.rint(bounded)
    if not down and not np.allclose(whole, bounded, rtol=0.0, atol=1e-9):
        raise ValueError("CP-SAT takes whole numbers only")
    return np.asarray(whole, dtype=np.int64)


def _answer(
    model: Model, solver: cp_model.CpSolver, status: Any, trace: list[tuple[float, float]], seconds: float
) -> Found:
    plan = None
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        counts = np.array([solver.response_proto.solution[i] for i in range(len(model.tours.pair))], dtype=float)
        plan = model.tours.chosen(counts)
    known = status in (cp_model.OPTIMAL, cp_model.FEASIBLE) or solver.best_objective_bound > 0
    least = float(solver.best_objective_bound) if known else None
    return Found(plan=plan, least=least, seconds=seconds, trace=trace, note=solver.status_name(status))
