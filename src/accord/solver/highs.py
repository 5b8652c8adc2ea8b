"""HiGHS, asked honestly: arrays in; an answer with its bound and prices, in exact words, out.

What experience with HiGHS 1.9 to 1.15 taught, and what is done about it
-------------------------------------------------------------------------
* Its presolve (1.12 to 1.15) may call a feasible program infeasible: `infeasible` is believed only after solving again
  without presolve, and never against a known feasible start.
* Every returned status is checked; a refused option or model is an error, never a silent default.
* The number of threads cannot change once a process has solved: it is 1 here, which also makes runs reproducible.
* ``mip_max_nodes = 0`` returns before any plan is found: at least one node is allowed.
* Slack columns of an incumbent need not be tight: callers compute shortfalls themselves.
* A relaxation stopped early, or solved by interior point without crossover, is only nearly right: the bound is taken
  from its prices by weak duality (`Program.certified_bound`), which holds whatever the solver did.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

import highspy
import numpy as np

from accord.model.problem import AccordError
from accord.solver.program import Floats, Program

OnIncumbent = Callable[[float, float], bool]
"""Told the best cost and the bound so far, a few times a second; returning False stops the solver."""

_TELL_EVERY_S = 0.1
_FEASIBLE = 1e-5
"""An answer that violates a row by more than this is not an answer."""


class SolverError(AccordError):
    """HiGHS refused a model or an option, or failed."""


class Status(StrEnum):
    """What is known after solving."""

    PROVEN = "proven"
    """`x` is best, within the gap that was asked for."""
    FEASIBLE = "feasible"
    """`x` keeps all rows; better may exist."""
    NOTHING = "nothing found"
    """No `x` was found in the time or nodes given; one may exist."""
    INFEASIBLE = "infeasible"
    """No `x` exists, said with and without presolve."""
    UNBOUNDED = "unbounded"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answer:
    """What the solver found and what it proved."""

    status: Status
    x: Floats | None
    objective: float
    """Cost of `x`; inf without one."""
    bound: float
    """Cost that no x can go below; -inf if nothing is proven."""
    row_price: Floats | None = None
    """(rows,) gain in cost for one more unit of each row's side; of a relaxation only."""
    nodes: int = 0
    seconds: float = 0.0
    interrupted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How hard to try. Without ``seconds`` the answer is the same on every run."""

    seconds: float | None = None
    nodes: int | None = None
    """Nodes of the branch and bound tree."""
    gap: float = 0.0
    """Proven once the best cost is within this of the bound, in units of the cost."""
    seed: int = 0
    presolve: bool = True


def relax(program: Program, *, effort: Effort | None = None, simplex: bool = False) -> Answer:
    """Solve without whole numbers; the bound is certified by the prices, the answer's `x` is only nearly feasible.

    By interior point without crossover, or by the dual simplex method (slower on large programs, exact corners).

    >>> from accord.solver.program import from_entries
    >>> program = from_entries(
    ...     cost=[3.0], lower=[0.0], upper=[9.0], integer=[True], row_lower=[2.5], row_upper=[np.inf],
    ...     rows=[0], columns=[0], values=[1.0],
    ... )
    >>> round(relax(program).bound, 6)
    7.5
    """
    effort = effort or Effort()
    if not program.n_columns or not program.n_rows:
        return _without_rows(replace(program, integer=np.zeros(program.n_columns, dtype=bool)))
    began = time.perf_counter()
    solver = _loaded(program, relaxed=True)
    _set_effort(solver, effort)
    if simplex:
        _set(solver, "solver", "simplex")
    else:
        _set(solver, "solver", "ipx")
        _set(solver, "run_crossover", "off")
    _check(solver.run(), "run")
    prices, bound = _proving_prices(program, np.array(solver.getSolution().row_dual))
    seconds = time.perf_counter() - began
    x = np.array(solver.getSolution().col_value)
    if not simplex and solver.getModelStatus() not in (_OPTIMAL, _UNKNOWN, *_LIMITS):
        left = None if effort.seconds is None else max(0.1, effort.seconds - seconds)
        return relax(program, effort=replace(effort, seconds=left, presolve=False), simplex=True)
    done = solver.getModelStatus() == _OPTIMAL
    return Answer(
        status=_relaxed_status(solver.getModelStatus()),
        x=x if done else None,
        objective=program.objective(x) if done else np.inf,
        bound=bound,
        row_price=prices,
        seconds=seconds,
    )


def solve(
    program: Program,
    *,
    start: Floats | None = None,
    effort: Effort | None = None,
    on_incumbent: OnIncumbent | None = None,
) -> Answer:
    """Solve with whole numbers, from ``start`` if one is known.

    The answer is never worse than a feasible start, and its `x` keeps all rows (checked here).

    >>> from accord.solver.program import from_entries
    >>> program = from_entries(
    ...     cost=[3.0], lower=[0.0], upper=[9.0], integer=[True], row_lower=[2.5], row_upper=[np.inf],
    ...     rows=[0], columns=[0], values=[1.0],
    ... )
    >>> answer = solve(program)
    >>> answer.status.value, answer.x.tolist(), answer.bound
    ('proven', [3.0], 9.0)
    """
    effort = effort or Effort()
    if start is not None and program.violation(start) > _FEASIBLE:
        start = None
    if not program.n_columns or not program.n_rows:
        return _without_rows(program)
    answer = _run(program, start, effort, on_incumbent)
    if answer.status is Status.INFEASIBLE and effort.presolve:
        left = None if effort.seconds is None else max(0.1, effort.seconds - answer.seconds)
        again = _run(program, start, replace(effort, seconds=left, presolve=False), on_incumbent)
        answer = replace(again, seconds=again.seconds + answer.seconds)
    return answer if start is None else _no_worse(program, answer, start)


def write_mps(program: Program, path: Path) -> None:
    """Write the program in the MPS format, so that any other solver can check it.

    Raises
    ------
    SolverError
        If the file cannot be written.
    """
    if path.suffix != ".mps":
        raise SolverError(f"an MPS file must end in .mps, not '{path.name}'")
    _check(_loaded(program).writeModel(str(path)), f"write {path}")


_OPTIMAL = highspy.HighsModelStatus.kOptimal
_UNKNOWN = highspy.HighsModelStatus.kUnknown
_INFEASIBLE = (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible)
_LIMITS = (
    highspy.HighsModelStatus.kTimeLimit,
    highspy.HighsModelStatus.kIterationLimit,
    highspy.HighsModelStatus.kSolutionLimit,
    highspy.HighsModelStatus.kInterrupt,
    highspy.HighsModelStatus.kMemoryLimit,
)


def _run(program: Program, start: Floats | None, effort: Effort, on_incumbent: OnIncumbent | None) -> Answer:
    began = time.perf_counter()
    solver = _loaded(program)
    _set_effort(solver, effort)
    if start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = start.tolist()
        _check(solver.setSolution(solution), "start")
    watcher = _Watcher(on_incumbent, began) if on_incumbent else None
    if watcher:
        watcher.attach(solver)
    _check(solver.run(), "run")
    if watcher:
        watcher.reraise()
    answer = _answer(program, solver)
    return replace(
        answer,
        nodes=max(0, int(solver.getInfo().mip_node_count)),
        seconds=time.perf_counter() - began,
        interrupted=bool(watcher and watcher.stopped),
    )


def _answer(program: Program, solver: highspy.Highs) -> Answer:
    info, state = solver.getInfo(), solver.getModelStatus()
    if state in _INFEASIBLE:
        return Answer(status=Status.INFEASIBLE, x=None, objective=np.inf, bound=-np.inf)
    if state == highspy.HighsModelStatus.kUnbounded:
        return Answer(status=Status.UNBOUNDED, x=None, objective=np.inf, bound=-np.inf)
    if state != _OPTIMAL and state not in _LIMITS:
        raise SolverError(f"HiGHS ended with '{solver.modelStatusToString(state)}'")
    mip = bool(program.integer.any())
    bound = info.mip_dual_bound if mip else (info.objective_function_value if state == _OPTIMAL else -np.inf)
    x = _whole(program, np.array(solver.getSolution().col_value))
    if x is None:
        return Answer(status=Status.NOTHING, x=None, objective=np.inf, bound=float(bound))
    status = Status.PROVEN if state == _OPTIMAL else Status.FEASIBLE
    cost = program.objective(x)
    return Answer(status=status, x=x, objective=cost, bound=min(float(bound), cost))


def _whole(program: Program, x: Floats) -> Floats | None:
    """The solution with whole numbers made whole; None if it then breaks a row."""
    if len(x) != program.n_columns or not np.all(np.isfinite(x)):
        return None
    x = np.clip(np.where(program.integer, np.rint(x), x), program.lower, program.upper)
    return x if program.violation(x) <= _FEASIBLE else None


def _no_worse(program: Program, answer: Answer, start: Floats) -> Answer:
    cost = program.objective(start)
    if answer.status is Status.INFEASIBLE:
        # A feasible start refutes the solver: nothing that it says about this program is believed.
        return replace(answer, status=Status.FEASIBLE, x=start, objective=cost, bound=-np.inf)
    if answer.x is not None and answer.objective <= cost:
        return answer
    return replace(answer, status=Status.FEASIBLE, x=start, objective=cost, bound=min(answer.bound, cost))


def _without_rows(program: Program) -> Answer:
    """HiGHS has no words for a program without rows or columns: each unknown goes to its cheapest side."""
    if np.any(program.row_lower > 0) or np.any(program.row_upper < 0):
        return Answer(status=Status.INFEASIBLE, x=None, objective=np.inf, bound=-np.inf)
    x = np.where(program.cost < 0, program.upper, program.lower)
    x = np.where(program.integer, np.where(program.cost < 0, np.floor(x), np.ceil(x)), x)
    cost, prices = program.objective(x), np.zeros(program.n_rows)
    return Answer(status=Status.PROVEN, x=x, objective=cost, bound=cost, row_price=prices)


def _proving_prices(program: Program, prices: Floats) -> tuple[Floats, float]:
    """The solver's prices and what they prove; zero prices if those prove more (a run that was cut short)."""
    none = np.zeros(program.n_rows)
    usable = len(prices) == program.n_rows and bool(np.all(np.isfinite(prices)))
    return max(((y, program.certified_bound(y)) for y in ((prices, none) if usable else (none,))), key=lambda p: p[1])


def _relaxed_status(state: highspy.HighsModelStatus) -> Status:
    if state == _OPTIMAL:
        return Status.PROVEN
    if state in _INFEASIBLE:
        return Status.INFEASIBLE
    return Status.UNBOUNDED if state == highspy.HighsModelStatus.kUnbounded else Status.NOTHING


def _loaded(program: Program, *, relaxed: bool = False) -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    _set(solver, "output_flag", False)
    _set(solver, "threads", 1)
    integer = np.zeros(program.n_columns) if relaxed else program.integer
    by_columns, minimise, no_offset = 1, 1, 0.0
    loaded = solver.passModel(
        program.n_columns,
        program.n_rows,
        len(program.rows),
        by_columns,
        minimise,
        no_offset,
        program.cost,
        program.lower,
        program.upper,
        program.row_lower,
        program.row_upper,
        program.starts,
        program.rows,
        program.values,
        np.asarray(integer, dtype=np.int32),
    )
    _check(loaded, "load the model")
    return solver


def _set_effort(solver: highspy.Highs, effort: Effort) -> None:
    _set(solver, "random_seed", effort.seed)
    _set(solver, "mip_rel_gap", 0.0)
    _set(solver, "mip_abs_gap", max(1e-6, effort.gap))
    _set(solver, "presolve", "choose" if effort.presolve else "off")
    if effort.seconds is not None:
        _set(solver, "time_limit", max(0.0, effort.seconds))
    if effort.nodes is not None:
        _set(solver, "mip_max_nodes", max(1, effort.nodes))


def _set(solver: highspy.Highs, option: str, value: float | str) -> None:
    _check(solver.setOptionValue(option, value), f"set {option} to {value}")


def _check(status: highspy.HighsStatus, action: str) -> None:
    if status == highspy.HighsStatus.kError:
        raise SolverError(f"HiGHS could not {action}")


class _Watcher:
    """Passes incumbents on to the caller, and the caller's wish to stop back."""

    def __init__(self, tell: OnIncumbent, began: float) -> None:
        self.tell = tell
        self.told = began
        self.best, self.bound = np.inf, -np.inf
        self.stopped = False
        self.failure: BaseException | None = None

    def attach(self, solver: highspy.Highs) -> None:
        kinds = highspy.cb.HighsCallbackType
        _check(solver.setCallback(self._on_event, None), "watch")
        for kind in (kinds.kCallbackMipInterrupt, kinds.kCallbackSimplexInterrupt):
            _check(solver.startCallback(kind), "watch")

    def reraise(self) -> None:
        if self.failure is not None:
            raise self.failure

    def _on_event(self, kind: object, message: str, out: object, into: object, data: object) -> None:
        if self.stopped:
            into.user_interrupt = True  # type: ignore[attr-defined]
            return
        now = time.perf_counter()
        if now - self.told < _TELL_EVERY_S:
            return
        self.told = now
        if kind == highspy.cb.HighsCallbackType.kCallbackMipInterrupt:
            self.best, self.bound = out.mip_primal_bound, out.mip_dual_bound  # type: ignore[attr-defined]
        try:
            self.stopped = not self.tell(float(self.best), float(self.bound))
        except BaseException as failure:
            # An exception must not cross the solver's own frames: kept here, raised after it has ended.
            self.failure, self.stopped = failure, True
        if self.stopped:
            into.user_interrupt = True  # type: ignore[attr-defined]
