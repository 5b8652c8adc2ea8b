"""The page of results: what is saved under out/ and returned, field by field; criteria; codes of reasons."""

import inspect

from source import Attribute, attributes, first_paragraph
from text import NOTE, code, docstring, plain, table, unit_of

from accord.model import option, problem, reason, sizing
from accord.plan import gaps, measures
from accord.store.results import RESULTS
from accord.store.run import Run

INTRO = f"""{NOTE}
# Results

Each kind of result is a JSON file under `out/` of the workspace: days as ISO dates, numbers to nine significant digits,
keys in the order below, so that the same result has the same bytes. `out/` is safe to delete and is never read as
input.

"""
NUMBERS = ("int", "float", "Span", "int | None", "float | None", "Span | None")


def page() -> str:
    """The whole page."""
    lists = [[code(f"out/{name}.json"), f"a list of {_link(cls)}"] for name, cls in RESULTS.items()]
    files = table(["file", "holds"], [*lists, [code("out/run.json"), f"command -> its last {_link(Run)}"]])
    classes = [*_classes(option), *_classes(reason), problem.Problem, Run, *_classes(sizing)]
    return "\n".join([INTRO + files, *map(_record, classes), _criteria(), _codes()])


def _link(cls: type) -> str:
    return f"[{cls.__name__}](#{cls.__name__.lower()})"


def _classes(module: object) -> list[type]:
    """Dataclasses of a module in the order in which they stand there."""
    found = [cls for _, cls in inspect.getmembers(module, inspect.isclass) if cls.__module__ == module.__name__]  # type: ignore[attr-defined]
    return sorted((cls for cls in found if cls is not sizing.Stance), key=lambda cls: inspect.getsourcelines(cls)[1])


def _record(cls: type) -> str:
    rows = [[code(one.name), code(one.kind), _unit(one), one.description] for one in attributes(cls)]
    says = plain(first_paragraph(cls.__doc__ or ""))
    return f"## {cls.__name__}\n\n{says}\n\n{table(['name', 'type', 'unit', 'meaning'], rows)}"


def _unit(one: Attribute) -> str:
    return unit_of(one.description, one.name) if one.kind in NUMBERS else ""


def _criteria() -> str:
    return "## Criteria\n\n" + docstring(measures.__doc__ or "")


def _codes() -> str:
    return "## Codes of reasons for gaps\n\n" + docstring(gaps.__doc__ or "")
