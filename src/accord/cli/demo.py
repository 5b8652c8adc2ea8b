"""``accord demo``: the exercise, copied, planned and explained in a minute."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from accord.cli.asks import asks
from accord.cli.fresh import copy_fresh
from accord.cli.output import screen
from accord.cli.plan import plan
from accord.model.problem import NotFound

FOLDER = Path("accord-demo")
PLAN_SECONDS, ASK_SECONDS, ASKS_TRIED = 13.0, 7.0, 8
"""A first run compiles for half a minute besides; all together stays below a minute."""


def demo(folder: Path = FOLDER) -> None:
    """Copy the exercise into a folder, plan it, and say what is missing and whom to ask.

    The exercise is an invented coalition in an invented land. The first run on a machine takes half a minute longer.

    Parameters
    ----------
    folder
        Where to. It must be empty or not exist; nothing is ever overwritten.
    """
    number = copy_fresh(exercise(), folder)
    console = screen()
    console.print(f"The exercise, {number} files, lies in {folder}; planning takes {PLAN_SECONDS:g} seconds\n")
    plan(folder, time_limit=PLAN_SECONDS)
    console.rule("Whom to ask next")
    asks(folder, tries=ASKS_TRIED, time_limit=ASK_SECONDS)
    for line in _next(folder):
        console.print(line, markup=False, soft_wrap=True)


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
        f"All results lie in {folder / 'out'}. What else there is to see:",
        f"  accord compare {folder}                       the options side by side",
        f"  accord withdraw {folder}                      what happens if one nation leaves",
        f"  accord plan {folder} --scenario settlement    the same force after a settlement",
        f"  accord show {folder} XAV-01                   where a row comes from and what uses it",
    )
