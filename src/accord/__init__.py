"""Open decision support for a coalition that keeps a peace and sustains a partner."""

from importlib import import_module
from typing import TYPE_CHECKING

from accord.version import __version__ as __version__

if TYPE_CHECKING:
    from accord.brief.compute import Effort as Effort
    from accord.brief.gather import gather as gather
    from accord.brief.html import render_html as render_html
    from accord.brief.pack import make_pack as make_pack
    from accord.brief.pdf import render_pdf as render_pdf
    from accord.model.comparison import Comparison as Comparison
    from accord.model.option import Option as Option
    from accord.model.problem import AccordError as AccordError
    from accord.model.problem import BadWorkspace as BadWorkspace
    from accord.model.problem import NotFound as NotFound
    from accord.model.workspace import Workspace as Workspace
    from accord.monitor.chain import Monitored as Monitored
    from accord.monitor.chain import monitor as monitor
    from accord.monitor.exposure import exposure as exposure
    from accord.monitor.fuse import fuse as fuse
    from accord.monitor.judge import judge as judge
    from accord.monitor.posting import find_posts as find_posts
    from accord.monitor.scan import scan as scan
    from accord.monitor.trace import explain as explain
    from accord.plan.compare import compare as compare
    from accord.plan.compile import compile_problem as compile_problem
    from accord.plan.options import plan as plan
    from accord.plan.solution import Stop as Stop
    from accord.plan.solve import solve as solve
    from accord.store.deal import read_deal as read_deal
    from accord.store.events import Events as Events
    from accord.store.events import read_events as read_events
    from accord.store.imports import import_reports as import_reports
    from accord.store.read import read_workspace as read_workspace
    from accord.store.results import read_results as read_results
    from accord.store.results import write_results as write_results
    from accord.store.run import describe_run as describe_run
    from accord.store.write import write_workspace as write_workspace

_HOMES = {
    "AccordError": "accord.model.problem",
    "BadWorkspace": "accord.model.problem",
    "Comparison": "accord.model.comparison",
    "Effort": "accord.brief.compute",
    "Events": "accord.store.events",
    "Monitored": "accord.monitor.chain",
    "NotFound": "accord.model.problem",
    "Option": "accord.model.option",
    "Stop": "accord.plan.solution",
    "Workspace": "accord.model.workspace",
    "compare": "accord.plan.compare",
    "compile_problem": "accord.plan.compile",
    "describe_run": "accord.store.run",
    "explain": "accord.monitor.trace",
    "exposure": "accord.monitor.exposure",
    "find_posts": "accord.monitor.posting",
    "fuse": "accord.monitor.fuse",
    "gather": "accord.brief.gather",
    "import_reports": "accord.store.imports",
    "judge": "accord.monitor.judge",
    "make_pack": "accord.brief.pack",
    "monitor": "accord.monitor.chain",
    "plan": "accord.plan.options",
    "read_deal": "accord.store.deal",
    "read_events": "accord.store.events",
    "read_results": "accord.store.results",
    "read_workspace": "accord.store.read",
    "render_html": "accord.brief.html",
    "render_pdf": "accord.brief.pdf",
    "scan": "accord.monitor.scan",
    "solve": "accord.plan.solve",
    "write_results": "accord.store.results",
    "write_workspace": "accord.store.write",
}
"""Public name -> module. Each is imported when it is first used, so that `import accord` costs nothing."""

__all__ = sorted([*_HOMES, "__version__"])


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'accord' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    # Importing a module of `accord.plan` binds that package to the name of its verb; it is the verb too.
    return globals().get(name, value)


def __dir__() -> list[str]:
    return list(__all__)
