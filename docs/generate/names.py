"""The page of Python names: everything in ``accord.__all__``."""

import dataclasses
import inspect
from importlib import import_module

from pydantic import BaseModel
from source import attributes, methods, signature
from text import NOTE, code, docstring, table

import accord

INTRO = f"""{NOTE}
# Python

`import accord` costs nothing: each name is loaded when it is first used. Records of tables are described under
[Tables](tables.md), results under [Results](results.md). Other modules are documented in their source and may change
between versions.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([INTRO, *map(_name, accord.__all__)])


def _name(name: str) -> str:
    home = accord._HOMES.get(name)
    value = getattr(import_module(home), name) if home else None  # `accord.plan` is a package as well as a verb
    if inspect.isclass(value):
        return _class(name, value)
    if inspect.isfunction(value):
        return f"## {name}\n\n```python\n{signature(value)}\n```\n\n{docstring(value.__doc__ or '')}"
    return f"## {name}\n\nThe version of Accord, as text.\n"


def _class(name: str, cls: type) -> str:
    base = next((base.__name__ for base in cls.__bases__ if base.__name__ in accord.__all__), "")
    head = f"## {name}\n\n```python\nclass {name}{f'({base})' if base else ''}\n```\n\n{docstring(cls.__doc__ or '')}"
    parts = [head]
    if dataclasses.is_dataclass(cls):
        rows = [[code(one.name), code(one.kind), _default(one.default), one.description] for one in attributes(cls)]
        parts.append(table(["name", "type", "default", "meaning"], rows))
    if not issubclass(cls, BaseModel | Exception):
        parts += [_method(cls, method) for method in methods(cls)]
    return "\n".join(parts)


def _default(text: str) -> str:
    return "empty" if "default_factory" in text else code(text)


def _method(cls: type, name: str) -> str:
    function = inspect.unwrap(getattr(cls, name))
    return f"### {cls.__name__}.{name}\n\n```python\n{signature(function)}\n```\n\n{docstring(function.__doc__ or '')}"
