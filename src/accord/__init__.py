"""Open decision support for a coalition that keeps a peace and sustains a partner."""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from accord.model.problem import AccordError as AccordError
    from accord.model.problem import BadWorkspace as BadWorkspace
    from accord.model.problem import NotFound as NotFound
    from accord.model.workspace import Workspace as Workspace
    from accord.store.read import read_workspace as read_workspace
    from accord.store.results import read_results as read_results
    from accord.store.results import write_results as write_results
    from accord.store.write import write_workspace as write_workspace

_HOMES = {
    "AccordError": "accord.model.problem",
    "BadWorkspace": "accord.model.problem",
    "NotFound": "accord.model.problem",
    "Workspace": "accord.model.workspace",
    "read_results": "accord.store.results",
    "read_workspace": "accord.store.read",
    "write_results": "accord.store.results",
    "write_workspace": "accord.store.write",
}
"""Public name -> module. Each is imported when it is first used, so that `import accord` costs nothing."""

__all__ = sorted([*_HOMES, "__version__"])


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'accord' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return list(__all__)
