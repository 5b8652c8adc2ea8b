"""One TOML file to a record, and the lines on which its keys stand."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from accord.model.fields import leaf_types
from accord.model.problem import Problem
from accord.store.fault import UNKNOWN_NAME, nearest, row_faults
from accord.store.text import read_text

M = TypeVar("M", bound=BaseModel)

_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_TABLE = re.compile(r"\s*\[(\[?)\s*([^\]\[#]+?)\s*\]")
_KEY = re.compile(r"\s*((?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[\w-]+|\"[^\"]*\"|'[^']*'))*)\s*=", re.ASCII)


def read_toml(path: Path, name: str, model: type[M], faults: list[Problem]) -> tuple[M | None, Mapping[str, int]]:
    """The record in a TOML file (None if at fault) and dotted key -> line; what is wrong is added to `faults`."""
    text = read_text(path, name, faults)
    if text is None:
        return None, {}
    keys = key_lines(text)
    try:
        raw = tomllib.loads(text)
        return model.model_validate(raw), keys
    except tomllib.TOMLDecodeError as error:
        faults.append(_syntax(error, name))
    except ValidationError as error:
        for location, message in row_faults(error, {}):
            dotted = ".".join(map(str, location))
            message += _nearest_name(location, model) if message == UNKNOWN_NAME else ""
            faults.append(Problem(file=name, line=line_of(keys, dotted), field=dotted, message=message))
    return None, keys


def _nearest_name(location: tuple[str | int, ...], model: type[BaseModel]) -> str:
    holder: type[BaseModel] | None = model
    for part in location[:-1]:
        if holder is not None and isinstance(part, str):
            leaves = leaf_types(holder.model_fields[part].annotation)
            holder = next((leaf for leaf in leaves if isinstance(leaf, type) and issubclass(leaf, BaseModel)), None)
    return nearest(str(location[-1]), holder.model_fields if holder else ())


def _syntax(error: tomllib.TOMLDecodeError, name: str) -> Problem:
    text = str(error)
    place = _PLACE.search(text)
    line = int(place[1]) if place and place[1] else 0
    return Problem(file=name, line=line, message=f"is not TOML: {_PLACE.sub('', text)}")


def key_lines(text: str) -> dict[str, int]:
    """Dotted key -> line on which it stands; elements of arrays of tables carry their number.

    >>> key_lines("a = 1\\n[[phases]]\\nid = 'P1'\\n[[phases]]\\nid = 'P2'\\n")
    {'a': 1, 'phases.0': 2, 'phases.0.id': 3, 'phases.1': 4, 'phases.1.id': 5}
    """
    lines: dict[str, int] = {}
    above = ""
    for number, line in enumerate(text.split("\n"), 1):
        if table := _TABLE.match(line):
            above = _numbered(_plain(table[2]), lines) if table[1] else _plain(table[2])
            lines.setdefault(above, number)
            above += "."
        elif key := _KEY.match(line):
            lines.setdefault(above + _plain(key[1]), number)
    return lines


def _plain(key: str) -> str:
    return re.sub(r"\s*\.\s*", ".", key).replace('"', "").replace("'", "")


def _numbered(key: str, lines: Mapping[str, int]) -> str:
    count = 0
    while f"{key}.{count}" in lines:
        count += 1
    return f"{key}.{count}"


def line_of(keys: Mapping[str, int], dotted: str) -> int:
    """Line of a key, or of the nearest thing around it; 0 if nothing around it was written.

    >>> line_of({"conditions": 4}, "conditions.ceasefire"), line_of({}, "title")
    (4, 0)
    """
    while dotted and dotted not in keys:
        dotted = dotted.rpartition(".")[0]
    return keys.get(dotted, 0)
