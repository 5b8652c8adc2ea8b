"""``accord demo``: the exercise, copied, planned, explained, monitored and briefed in a minute, at first in two."""

import time
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from accord.cli.basis import Request, begin, collect, save
from accord.cli.brief import PackWish, told, write_pack
from accord.cli.day import summary
from accord.cli.fresh import copy_fresh
from accord.cli.monitor import DayWish, write_day
from accord.cli.output import add_rows, make_table, screen
from accord.cli.plan import plan
from accord.cli.progress import watching
from accord.cli.ready import make_ready
from accord.model.option import Ask
from accord.model.problem import NotFound

if TYPE_CHECKING:
    from rich.table import Table

FOLDER = Path("accord-demo")
PLAN_SECONDS, ASK_SECONDS, PACK_SECONDS, ASKS_TRIED, MOST_REASONS = 12.0, 5.0, 8.0, 6, 2
READY_SECONDS, LEAST_SECONDS = 28.0, 4.0
"""Where a first run compiles for longer than the former, planning takes so much less, but the latter at least."""


def demo(folder: Path = FOLDER) -> None:
    """Copy the exercise into a folder, plan it, say what is missing, whom to ask and what monitors saw, and brief it.

    The exercise is an invented coalition in an invented land. The first run on a machine takes a minute longer.

    Parameters
    ----------
    folder
        Where to. It must be empty or not exist; nothing is ever overwritten.
    """
    number = copy_fresh(exercise(), folder)
    console = screen()
    console.print(f"The exercise, {number} files, lies in {folder}", markup=False, soft_wrap=True)
    began = time.perf_counter()
    with watching("loading", seconds=None) as watch:
        make_ready(lambda: watch.say("Compiling the planner, once on this machine: about half a minute"))
    seconds = planning_seconds(time.perf_counter() - began)
    console.print(f"Planning takes {seconds:.0f} seconds\n")
    plan(folder, time_limit=seconds)
    for part in _asks(folder):
        console.print(part, markup=False, soft_wrap=isinstance(part, str))
    for part in _day(folder):
        console.print(part, markup=False, soft_wrap=isinstance(part, str))
    for line in ("", *told(write_pack(PackWish(folder=folder, time_limit=PACK_SECONDS)))):
        console.print(line, markup=False, soft_wrap=True)
    for line in _next(folder):
        console.print(line, markup=False, soft_wrap=True)


def planning_seconds(ready: float) -> float:
    """Seconds for planning, if getting ready took that many: a demonstration lasts about a minute.

    >>> [planning_seconds(ready) for ready in (0.5, 28.0, 33.0, 60.0)]
    [12.0, 12.0, 7.0, 4.0]
    """
    return min(PLAN_SECONDS, max(LEAST_SECONDS, PLAN_SECONDS - (ready - READY_SECONDS)))


def _asks(folder: Path) -> "Iterator[Table | str]":
    """The asks of `accord asks`, with the first reasons only."""
    from accord.plan.asks import ranked, tried

    asked = Request(
        folder=folder, command="asks", scenario=None, as_of=None, time_limit=ASK_SECONDS, seed=0, rounds=None
    )
    start = begin(asked, strict=False)
    each = asked.stop(start.share / (ASKS_TRIED + 2))
    verified, _ = collect(tried(start.basis, each=each, tries=ASKS_TRIED), total=ASKS_TRIED, words="Whom to ask next")
    found = ranked(verified)
    save(start, folder, Ask, found)
    yield ""
    yield add_rows(make_table("Whom to ask for one more unit", ["ask", "lines", "why"], ("gain",)), map(_ask, found))


def _ask(ask: Ask) -> tuple[str, ...]:
    why = "; ".join(str(reason) for reason in ask.reasons[:MOST_REASONS])
    return f"{ask.nation}: {ask.units} {ask.capability}", " ".join(ask.requirements), why, f"{ask.gain_pp:.2f} pp"


def _day(folder: Path) -> "Iterator[Table | str]":
    """The last week of the exercise's ceasefire: counts beside who could have seen them."""
    written = write_day(DayWish(folder=folder, days=7))
    yield "\nIs the deal kept?"
    yield from summary(written.daily)
    pages = [str(path) for path in written.files if path.suffix in (".html", ".pdf")]
    yield f"The daily report: {', '.join(pages)}"


def exercise() -> Traversable:
    """The example that comes with Accord: inside an installed package, beside the sources of an editable one.

    Raises
    ------
    NotFound
        If this installation holds no examples.
    """
    package = files("accord")
    with_sources = Path(str(package)).parents[1] / "examples"
    for examples in (package / "examples", with_sources):
        if (examples / "exercise").is_dir():
            return examples / "exercise"
    raise NotFound("this installation of Accord holds no examples")


def _next(folder: Path) -> tuple[str, ...]:
    return (
        "",
        f"All results lie in {folder / 'out'}; the pack opens in a browser. What else there is to see:",
        f"  accord compare {folder}                       the options side by side",
        f"  accord asks {folder}                          more asks, each with all its reasons",
        f"  accord withdraw {folder}                      what happens if one nation leaves",
        f"  accord plan {folder} --scenario settlement    the same force after a settlement",
        f"  accord monitor {folder}                       the last day, its findings and the signs of regrouping",
        f"  accord brief {folder} --audience XAV          the pack as Averane may see it",
        f"  accord show {folder} XAV-01                   where a row comes from and what uses it",
    )
