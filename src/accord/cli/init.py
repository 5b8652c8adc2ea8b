"""``accord init``: a small workspace to start from."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from accord.cli.output import screen
from accord.model.problem import AccordError


def init(folder: Path) -> None:
    """Make a small workspace to start from: four invented nations, seven requirements, three scenarios.

    Parameters
    ----------
    folder
        Where to. It must be empty or not exist; nothing is ever overwritten.
    """
    from accord.store.atomic import write_files

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise AccordError(f"{str(folder)!r} is in use: nothing was written")
    starter = _contents(files("accord.store") / "starter")
    write_files(folder, starter)
    console = screen()
    console.print(f"{len(starter)} files in {folder}; {folder / 'README.md'} says what each is.", markup=False)
    console.print(f"Next: accord check {folder}", markup=False)


def _contents(folder: Traversable, above: str = "") -> dict[str, bytes]:
    """Name relative to the folder -> content of every file in it, at any depth."""
    found: dict[str, bytes] = {}
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            found |= _contents(entry, f"{above}{entry.name}/")
        else:
            found[above + entry.name] = entry.read_bytes()
    return found
