"""One HiGHS MIP, through arrays."""

from time import perf_counter
from typing import Any

import highspy
import numpy as np

from accord.plan.problem import PlanProblem
from benchmarks.found import WEIGHTS, Found
from benchmarks.model import Model, rested


def solve(problem: PlanProblem, *, seconds: float, threads: int = 2, seed: int = 0) -> Found:
    """Best plan and bound within ``seconds``, building included."""
    began = perf_counter()
    model = rested(problem, WEIGHTS)
    solver = _load(model, threads=threads, seed=seed)
    _start_from_nothing(model, solver)
    trace: list[tuple[float, float]] = []

    def note(event: highspy.HighsCallbackEvent) -> None:
        trace.append((perf_counter() - began, event.data_out.objective_function_value))

    solver.cbMipImprovingSolution.subscribe(note)
    status = _run(solver, seconds - (perf_counter() - began))
    if status == highspy.HighsModelStatus.kInfeasible:
        # No plan at all is always feasible, so this is the presolve's mistake.
        solver.setOptionValue("presolve", "off")
        status = _run(solver, seconds - (perf_counter() - began))
    return _answer(model, solver, trace, perf_counter() - began)


def _load(model: Model, *, threads: int, seed: int) -> Any:
    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = model.n_rows, model.n_columns
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = model.cost, np.zeros(model.n_columns), model.upper
    lp.row_lower_, lp.row_upper_ = model.row_lower, model.row_upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = model.row_start, model.column, model.value
    kinds = np.array([highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger])
    lp.integrality_ = kinds[model.whole.astype(int)].tolist()
    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in {"output_flag": False, "threads": threads, "random_seed": seed, "mip_rel_gap": 0.0}.items():
        _check(solver.setOptionValue(option, value))
    _check(solver.passModel(lp))
    return solver


def _start_from_nothing(model: Model, solver: Any) -> None:
    """No tours and all demand short; by itself HiGHS may have no plan of M after 15 s."""
    nothing = highspy.HighsSolution()
    nothing.col_value = np.where(model.cost > 0, model.upper, 0.0).tolist()
    _check(solver.setSolution(nothing))


def _run(solver: Any, seconds: float) -> Any:
    _check(solver.setOptionValue("time_limit", max(seconds, 0.1)))
    _check(solver.run())
    return solver.getModelStatus()


def _check(status: highspy.HighsStatus) -> None:
    if status == highspy.HighsStatus.kError:
        raise RuntimeError("HiGHS refused a call")


def _answer(model: Model, solver: Any, trace: list[tuple[float, float]], seconds: float) -> Found:
    info = solver.getInfo()
    plan = None
    if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
        plan = model.tours.chosen(np.asarray(solver.getSolution().col_value)[: len(model.tours.pair)])
    least = info.mip_dual_bound if np.isfinite(info.mip_dual_bound) else None
    note = solver.modelStatusToString(solver.getModelStatus())
    return Found(plan=plan, least=least, seconds=seconds, trace=trace, note=note)
