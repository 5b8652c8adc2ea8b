"""CBC through PuLP."""

import re
import tempfile
from pathlib import Path
from time import perf_counter

import numpy as np
import pulp

from accord.plan.problem import PlanProblem
from benchmarks.found import WEIGHTS, Found
from benchmarks.model import Model, rested

_OUT_OF_TIME = 0.5
"""Seconds given to CBC when building took all of them."""


def solve(problem: PlanProblem, *, seconds: float, threads: int = 2, seed: int = 0) -> Found:
    """Best plan and bound within ``seconds``, building included."""
    began = perf_counter()
    model = rested(problem, WEIGHTS)
    program, variables = _load(model)
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        left = max(_OUT_OF_TIME, seconds - (perf_counter() - began))
        # CBC counts processor time unless told otherwise, and two threads use twice as much of it.
        options = ["timeMode elapsed", f"randomCbcSeed {seed + 1}"]
        command = pulp.PULP_CBC_CMD(
            msg=False, timeLimit=left, threads=threads, gapRel=0.0, logPath=str(log), options=options
        )
        called = perf_counter() - began
        program.solve(command)
        text = log.read_text() if log.exists() else ""
    return _answer(model, program, variables, text, called, perf_counter() - began)


def _load(model: Model) -> tuple[pulp.LpProblem, list[pulp.LpVariable]]:
    program = pulp.LpProblem("plan", pulp.LpMinimize)
    kinds = ["Integer" if whole else "Continuous" for whole in model.whole.tolist()]
    variables = [
        pulp.LpVariable(f"x{i}", 0, most, kind)
        for i, (most, kind) in enumerate(zip(model.upper.tolist(), kinds, strict=True))
    ]
    program += pulp.LpAffineExpression((variables[i], float(model.cost[i])) for i in np.flatnonzero(model.cost))
    column, value, start = model.column.tolist(), model.value.tolist(), model.row_start.tolist()
    for row, (lower, upper) in enumerate(zip(model.row_lower.tolist(), model.row_upper.tolist(), strict=True)):
        a, b = start[row], start[row + 1]
        sense, side = _side(lower, upper)
        if a == b or not np.isfinite(side):
            continue
        terms = pulp.LpAffineExpression(zip((variables[i] for i in column[a:b]), value[a:b], strict=True))
        program.addConstraint(pulp.LpConstraint(terms, sense, f"r{row}", side))
    return program, variables


def _side(lower: float, upper: float) -> tuple[int, float]:
    if lower == upper:
        return pulp.LpConstraintEQ, lower
    return (pulp.LpConstraintGE, lower) if np.isfinite(lower) else (pulp.LpConstraintLE, upper)


def _answer(
    model: Model, program: pulp.LpProblem, variables: list[pulp.LpVariable], log: str, called: float, seconds: float
) -> Found:
    plan = None
    solved = program.sol_status in (pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible)
    if solved:
        counts = [variables[i].value() or 0.0 for i in range(len(model.tours.pair))]
        plan = model.tours.chosen(np.asarray(counts, dtype=float))
    trace = [(called + at, value) for at, value in _improvements(log)]
    return Found(plan=plan, least=_least(log), seconds=seconds, trace=trace, note=_result(log))


def _improvements(log: str) -> list[tuple[float, float]]:
    found = re.findall(r"Integer solution of (\S+) found .*\((\d+\.\d+) seconds\)", log)
    return [(float(at), float(value)) for value, at in found]


def _least(log: str) -> float | None:
    """Its last words on the bound; a proven optimum is its own bound."""
    bound = re.search(r"^Lower bound:\s+(\S+)", log, re.MULTILINE)
    if bound:
        return float(bound.group(1))
    value = re.search(r"^Objective value:\s+(\S+)", log, re.MULTILINE)
    return float(value.group(1)) if value and "Result - Optimal solution found" in log else None


def _result(log: str) -> str:
    result = re.search(r"^Result - (.+)$", log, re.MULTILINE)
    return result.group(1).strip() if result else "no result"
