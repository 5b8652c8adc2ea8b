"""What the analyses start from on the command line: the saved plan if it still stands, else one made on the spot."""

import datetime as dt
import math
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from accord.model.option import Option
from accord.model.problem import AccordError, NotFound

if TYPE_CHECKING:
    from accord.plan.basis import Basis
    from accord.plan.compile import Compiled
    from accord.plan.problem import Plan
    from accord.plan.solution import Stop
    from accord.store.run import Run

T = TypeVar("T")

PLAN_SHARE, PRICE_SHARE = 0.3, 0.05
"""Shares of the time limit for a plan, if there is none yet, and for prices."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What every analysis is asked with."""

    folder: Path
    command: str
    scenario: str | None
    as_of: dt.date | None
    time_limit: float
    seed: int
    rounds: int | None

    def __post_init__(self) -> None:
        """Refuse an effort that is none."""
        if not 0 < self.time_limit < math.inf:
            raise AccordError(f"--time-limit: must be more than 0 seconds, not {self.time_limit:g}")
        if self.rounds is not None and self.rounds < 1:
            raise AccordError(f"--rounds: must be at least 1, not {self.rounds}")

    def stop(self, share: float) -> "Stop":
        """A share of the time limit; the rounds instead, if they are given."""
        from accord.plan.solution import Stop

        return Stop(seconds=None if self.rounds else share * self.time_limit, rounds=self.rounds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Where an analysis begins."""

    run: "Run"
    basis: "Basis"
    scenario: str
    option: str
    """Id of the saved option; blank: planned on the spot."""
    share: float
    """Share of the time limit that is left."""

    @property
    def heading(self) -> str:
        """What is analysed, in words."""
        basis, plan = self.basis, f"option {self.option} of out/options.json" if self.option else "a plan made just now"
        title = basis.workspace.settings.title
        invented = " (nations and land are invented)" if basis.workspace.settings.invented else ""
        return f"{title}{invented}\nScenario {self.scenario}, {plan}"


def begin(request: Request, *, strict: bool) -> Start:
    """Read the workspace, take its plan or make one, and price it.

    Parameters
    ----------
    strict
        Whether the analysis follows strict order where the workspace plans in strict order.
    """
    from accord.cli.ready import make_ready
    from accord.plan.basis import make_basis
    from accord.plan.choose import choose_scenario
    from accord.plan.compile import compile_problem
    from accord.plan.outlook import usual
    from accord.store.read import read_workspace

    as_it_was = _describe(request)
    workspace = read_workspace(request.folder, as_of=request.as_of)
    name, scenario = choose_scenario(workspace, request.scenario)
    compiled = compile_problem(workspace, scenario)
    make_ready(_say_that_it_compiles)
    weights = workspace.settings.weights if strict else usual(workspace.settings.weights)
    saved = _saved(request, name)
    plan = _plan(compiled, saved, request)
    return Start(
        run=replace(as_it_was, arguments={**as_it_was.arguments, **_started_from(saved)}),
        basis=make_basis(compiled, plan, weights=weights, stop=request.stop(PRICE_SHARE)),
        scenario=name,
        option=saved.id if saved else "",
        share=1.0 - PRICE_SHARE - (0.0 if saved else PLAN_SHARE),
    )


def _started_from(saved: Option | None) -> dict[str, str | None]:
    """The saved option and a digest of its tours: results on other tours do not stand for it."""
    from accord.store.results import digest

    return {"option": saved.id if saved else None, "tours": digest(saved.tours) if saved else None}


def _say_that_it_compiles() -> None:
    print("Compiling the planner, once on this machine: about half a minute", file=sys.stderr, flush=True)


def _saved(request: Request, scenario: str) -> Option | None:
    """The first saved option of the scenario, if it rests on the files as they are."""
    from accord.store.results import read_results
    from accord.store.run import changed_inputs, read_runs

    run = read_runs(request.folder).get("plan")
    if run is None or run.as_of != request.as_of or changed_inputs(request.folder, run):
        return None
    try:
        options = read_results(request.folder, Option)
    except NotFound:
        return None
    return next((option for option in options if option.scenario == scenario), None)


def _describe(request: Request) -> "Run":
    from accord.store.run import describe_run

    limit = None if request.rounds else request.time_limit
    arguments = {"scenario": request.scenario, "time_limit": limit, "rounds": request.rounds}
    return describe_run(
        request.folder, command=request.command, arguments=arguments, seed=request.seed, as_of=request.as_of
    )


def _plan(compiled: "Compiled", saved: Option | None, request: Request) -> "Plan":
    from accord.plan.basis import plan_of
    from accord.plan.solve import solve

    if saved is not None:
        return plan_of(compiled, saved)
    weights = compiled.workspace.settings.weights
    found = solve(compiled.problem, weights=weights, stop=request.stop(PLAN_SHARE), seed=request.seed)
    if found.interrupted:
        raise KeyboardInterrupt
    return found.plan


def collect(results: Iterable[T], *, total: int, words: str) -> tuple[list[T], bool]:
    """All results, or those found before the user stopped; with a bar on standard error where that is a terminal.

    Returns
    -------
    tuple
        The results, and whether they are all.
    """
    from rich.console import Console
    from rich.progress import Progress

    found: list[T] = []
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(words, total=total)
        try:
            for result in results:
                found.append(result)
                bar.advance(task)
        except KeyboardInterrupt:
            return found, False
    return found, True


def save(start: Start, folder: Path, kind: type, found: Iterable[object]) -> None:
    """Write the results; where there are none, none of an earlier run stay behind."""
    from accord.store.layout import OUT
    from accord.store.results import RESULTS, write_results

    rows = tuple(found)
    if not rows:
        name = next(name for name, known in RESULTS.items() if known is kind)
        (folder / OUT / f"{name}.json").unlink(missing_ok=True)
    write_results(folder, start.run, rows)


def share(value: float | None) -> str:
    """A share as percent.

    >>> share(0.81234), share(None)
    ('81.2 %', '')
    """
    return "" if value is None else f"{100.0 * value:.1f} %"
