"""The page of commands: help, arguments and options of each, as its function says."""

from typing import Any

from source import signature
from text import NOTE, code, entries, plain, sections, table

from accord.cli.app import COMMANDS, FAILED, FAULTY, INTERRUPTED, function_of, make_app
from accord.model.fields import cell

INTRO = f"""{NOTE}
# Commands

`accord COMMAND --help` says the same in the terminal. Exit codes: 0 all is well; {FAULTY} the workspace holds faults,
or the command line is not understood; {FAILED} anything else failed; {INTERRUPTED} stopped by the user.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([INTRO, *map(_command, COMMANDS)])


def _command(name: str) -> str:
    command = make_app([name])[name]
    function = function_of(name)
    parts = sections(function.__doc__ or "")
    described = dict(entries(parts.get("Parameters", "")))
    arguments = list(command.assemble_argument_collection())
    usage = " ".join(["accord", name, *(_shown(one) for one in arguments if one.required)])
    rows = [
        [code(_shown(one)), _kind(function, one), _default(one), described[one.field_info.name]] for one in arguments
    ]
    head = ["argument", "type", "default", "meaning"]
    more = " [OPTIONS]" if any(not one.required for one in arguments) else ""
    return f"## accord {name}\n\n```\n{usage}{more}\n```\n\n{plain(parts[''])}\n\n{table(head, rows)}"


def _shown(argument: Any) -> str:
    """``FOLDER`` for a place on the command line, ``--as-of`` for an option."""
    positional = "POSITIONAL" in argument.field_info.kind.name
    return argument.field_info.name.upper() if positional else str(argument.names[0])


KINDS = {"bool": "flag", "Path": "path", "dt.date": "day", "int": "whole number", "float": "number", "str": "text"}


def _kind(function: object, argument: Any) -> str:
    text = signature(function).partition(f"{argument.field_info.name}: ")[2]
    word = next((word for key, word in KINDS.items() if text.startswith(key)), "word")
    return f"{word}, may be repeated" if text.startswith("tuple") else word


def _default(argument: Any) -> str:
    value = argument.field_info.default
    if argument.required:
        return "required"
    unset = value is None or value is False or value == () or value == ""
    return "" if unset else code(cell(value).replace(";", ", "))
