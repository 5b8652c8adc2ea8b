"""A fresh folder from files that come with Accord; nothing is ever overwritten."""

from importlib.resources.abc import Traversable
from pathlib import Path

from accord.model.problem import AccordError


def copy_fresh(source: Traversable, folder: Path) -> int:
    """Copy all files of a folder, at any depth, into one that is empty or does not exist; how many there are.

    Results under ``out/`` are left behind.

    Raises
    ------
    AccordError
        If the folder is in use.
    """
    from accord.store.atomic import write_files
    from accord.store.layout import OUT

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise AccordError(f"{str(folder)!r} is in use: nothing was written")
    found = {name: data for name, data in _contents(source).items() if not name.startswith(f"{OUT}/")}
    write_files(folder, found)
    return len(found)


def _contents(folder: Traversable, above: str = "") -> dict[str, bytes]:
    """Name relative to the folder -> content of every file in it."""
    found: dict[str, bytes] = {}
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            found |= _contents(entry, f"{above}{entry.name}/")
        else:
            found[above + entry.name] = entry.read_bytes()
    return found
