"""The files that were fetched and bundled when Accord was installed: scripts, fonts, widths, licences."""

from functools import cache
from pathlib import Path

from accord.model.problem import AccordError

_FOLDER = Path(__file__).parent / "static"


class NotBuilt(AccordError):
    """Accord runs from a folder that was never installed, so nothing was fetched to draw with."""


def static_file(name: str) -> Path:
    """A file made at install.

    Raises
    ------
    NotBuilt
        It is not there.

    Examples
    --------
    >>> static_file("widths.json").name
    'widths.json'
    >>> static_file("nothing.js")
    Traceback (most recent call last):
        ...
    accord.brief.static_files.NotBuilt: brief/static/nothing.js is missing: install Accord with pip, which makes it
    """
    path = _FOLDER / name
    if not path.exists():
        raise NotBuilt(f"brief/static/{name} is missing: install Accord with pip, which makes it")
    return path


@cache
def static_text(name: str) -> str:
    """A text made at install."""
    return static_file(name).read_text(encoding="utf-8")
