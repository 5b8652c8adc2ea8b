"""Options of a workspace, planned and saved under ``out/``: shared by the commands that plan."""

import datetime as dt
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from accord.model.option import Option
from accord.model.problem import AccordError
from accord.model.workspace import Workspace

if TYPE_CHECKING:
    from accord.plan.solution import Stop

USUAL_SECONDS = 30.0
"""Time limit if neither seconds nor rounds are given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be planned, and how hard."""

    folder: Path
    scenario: str | None = None
    as_of: dt.date | None = None
    time_limit: float | None = None
    rounds: int | None = None
    seed: int = 0
    tolerance: float = 1.0
    fair_by: str | None = None

    def __post_init__(self) -> None:
        if self.time_limit is not None and not 0 < self.time_limit < math.inf:
            raise AccordError(f"--time-limit: must be more than 0 seconds, not {self.time_limit:g}")
        if self.rounds is not None and self.rounds < 1:
            raise AccordError(f"--rounds: must be at least 1, not {self.rounds}")

    @property
    def seconds(self) -> float | None:
        """Time limit; rounds alone know none."""
        return USUAL_SECONDS if self.time_limit is None and self.rounds is None else self.time_limit

    def stop(self) -> "Stop":
        """When planning ends."""
        from accord.plan.solution import Stop

        return Stop(seconds=self.seconds, rounds=self.rounds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """Options and where they lie."""

    workspace: Workspace
    scenario: str
    options: tuple[Option, ...]
    files: tuple[Path, ...]


def plan_and_save(wish: Wish) -> Planned:
    """Read the workspace, plan it with a progress bar, write ``out/options.json`` and ``out/run.json``.

    Raises
    ------
    AccordError
        If the workspace holds faults or something that was asked for does not exist; nothing is written then.
    """
    from accord.cli.progress import watching
    from accord.cli.ready import make_ready
    from accord.plan.choose import choose_scenario
    from accord.plan.options import plan
    from accord.store.read import read_workspace
    from accord.store.results import write_results
    from accord.store.run import describe_run

    run = describe_run(wish.folder, command="plan", arguments=_arguments(wish), seed=wish.seed, as_of=wish.as_of)
    workspace = read_workspace(wish.folder, as_of=wish.as_of)
    name, _ = choose_scenario(workspace, wish.scenario)
    with watching("loading", seconds=wish.seconds) as watch:
        make_ready(lambda: watch.say("Compiling the planner, once on this machine: about half a minute"))
        options = plan(
            workspace,
            scenario=name,
            stop=wish.stop(),
            seed=wish.seed,
            tolerance_pp=wish.tolerance,
            fair_by=wish.fair_by,
            on_progress=watch,
        )
    return Planned(workspace=workspace, scenario=name, options=options, files=write_results(wish.folder, run, options))


def _arguments(wish: Wish) -> dict[str, str | float | None]:
    """Options of the command line on which the result depends, by their names."""
    from accord.plan.choose import BASE

    return {
        "scenario": wish.scenario or BASE,
        "time_limit": wish.seconds,
        "rounds": wish.rounds,
        "tolerance": wish.tolerance,
        "fair_by": wish.fair_by,
    }
