"""``accord init``: a small workspace to start from."""

from importlib.resources import files
from pathlib import Path

from accord.cli.fresh import copy_fresh
from accord.cli.output import screen


def init(folder: Path) -> None:
    """Make a small workspace to start from: four invented nations, seven requirements, three scenarios.

    Parameters
    ----------
    folder
        Where to. It must be empty or not exist; nothing is ever overwritten.
    """
    number = copy_fresh(files("accord.store") / "starter", folder)
    console = screen()
    console.print(f"{number} files in {folder}; {folder / 'README.md'} says what each is.", markup=False)
    console.print(f"Next: accord check {folder}", markup=False)
