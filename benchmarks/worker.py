"""One solver on one problem in a process of its own: ``python -m benchmarks.worker SOLVER SIZE SEED SECONDS FILE``.

Beside FILE a ``.started`` file appears when the clock starts, that is after imports, a warm-up and the problem.
"""

import contextlib
import importlib
import sys
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Protocol

from accord.plan.problem import PlanProblem
from benchmarks.apart import memory_mb
from benchmarks.found import Found, save
from benchmarks.generate import Shape, draw, generate

SMALL = Shape(nations=6, offers=30, lines=15, periods=18)
_WARM_SECONDS = 3.0


class Solve(Protocol):
    """A solver's entry."""

    def __call__(self, problem: PlanProblem, *, seconds: float) -> Found:
        """Best plan within ``seconds``."""
        ...


def entry(solver: str) -> Solve:
    """The solver's function; importing it loads the solver."""
    name = "benchmarks.ours" if solver == "accord" else f"benchmarks.peers.{solver}"
    solve: Solve = importlib.import_module(name).solve
    return solve


def warm_up(solve: Solve) -> None:
    """Load and compile what a run needs."""
    solve(draw(SMALL, seed=0, mix=True), seconds=_WARM_SECONDS)


def forget_peak() -> None:
    """Start the memory's peak anew, where the system can: the compiler's is not the solver's."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def main(arguments: list[str]) -> None:
    """Run and write the answer."""
    solver, size, seed, seconds, name = arguments
    file = Path(name)
    began = perf_counter()
    solve = entry(solver)
    warm_up(solve)
    compiled = perf_counter() - began
    problem = generate(size, seed=int(seed))
    forget_peak()
    file.with_suffix(".started").touch()
    found = solve(problem, seconds=float(seconds))
    save(replace(found, compile_seconds=compiled, peak_mb=memory_mb("self", "VmHWM")), file)


if __name__ == "__main__":
    main(sys.argv[1:])
