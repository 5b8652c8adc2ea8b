"""The page of results: what is saved under out/ and returned, field by field; criteria; codes of reasons."""

import dataclasses
import inspect
import pkgutil
import re
from importlib import import_module
from types import ModuleType

from source import Attribute, attributes, first_paragraph
from text import NOTE, code, docstring, plain, table, unit_of

from accord import model
from accord.model import problem
from accord.plan import gaps, measures
from accord.store.results import RESULTS
from accord.store.run import Run

INTRO = f"""{NOTE}
# Results

Each kind of result is a JSON file under `out/` of the workspace: days as ISO dates, numbers to nine significant digits,
keys in the order below, so that the same result has the same bytes. `out/` is safe to delete and is never read as
input.

"""
WRITTEN = ("agenda", "deal", "fields", "records", "span", "words", "workspace")


def page() -> str:
    """The whole page."""
    lists = [[code(f"out/{name}.json"), f"a list of {_link(cls)}"] for name, cls in RESULTS.items()]
    files = table(["file", "holds"], [*lists, [code("out/run.json"), f"command -> its last {_link(Run)}"]])
    classes = [cls for module in _modules() for cls in _classes(module)]
    classes.insert(classes.index(problem.Problem) + 1, Run)
    return "\n".join([INTRO + files, *map(_record, classes), _criteria(), _codes()])


def _modules() -> list[ModuleType]:
    """Modules of results, the options first; those of what people write are on other pages."""
    names = [found.name for found in pkgutil.iter_modules(model.__path__)]
    others = [name for name in names if name not in ("option", "reason", "problem", *WRITTEN)]
    return [import_module(f"accord.model.{name}") for name in ("option", "reason", "problem", *others)]


def _link(cls: type) -> str:
    return f"[{cls.__name__}](#{cls.__name__.lower()})"


def _classes(module: ModuleType) -> list[type]:
    """Dataclasses of a module in the order in which they stand there."""
    found = [cls for _, cls in inspect.getmembers(module, inspect.isclass) if cls.__module__ == module.__name__]
    return sorted(
        (cls for cls in found if dataclasses.is_dataclass(cls)), key=lambda cls: inspect.getsourcelines(cls)[1]
    )


def _record(cls: type) -> str:
    rows = [[code(one.name), code(one.kind), _unit(one), one.description] for one in attributes(cls)]
    says = plain(first_paragraph(cls.__doc__ or ""))
    return f"## {cls.__name__}\n\n{says}\n\n{table(['name', 'type', 'unit', 'meaning'], rows)}"


def _unit(one: Attribute) -> str:
    return unit_of(one.description, one.name) if re.search(r"^(?!Mapping).*\b(int|float|Span)\b", one.kind) else ""


def _criteria() -> str:
    return "## Criteria\n\n" + docstring(measures.__doc__ or "")


def _codes() -> str:
    return "## Codes of reasons for gaps\n\n" + docstring(gaps.__doc__ or "")
