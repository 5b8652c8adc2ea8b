"""The command ``accord``: its subcommands, and what happens when one fails."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword
from typing import Any

from cyclopts import App, Parameter

from accord.model.problem import AccordError, BadWorkspace
from accord.version import __version__

COMMANDS = (
    "demo",
    "init",
    "check",
    "size",
    "plan",
    "compare",
    "asks",
    "withdraw",
    "delay",
    "conditions",
    "deal",
    "brief",
    "import",
    "monitor",
    "incidents",
    "review",
    "posts",
    "show",
    "export",
)
"""Subcommands in the order of use. Each is the function of its name in ``accord.cli.<name>``, imported when the
command line names it or none, so that a command waits for no other's libraries."""

FAULTY, FAILED, INTERRUPTED = 2, 1, 130
"""Exit codes: the workspace holds faults; anything else failed; stopped by the user."""


def make_app(tokens: Sequence[str] = ()) -> App:
    """The command with its subcommands; only the one that the tokens name, if they name one."""
    app = App(
        name="accord",
        help="Plan what a coalition can sustain: who covers what, when, what is missing and whom to ask next.",
        version=__version__,
        default_parameter=Parameter(negative=""),
    )
    named = [name for name in COMMANDS if [name] == list(tokens[:1])]
    for place, name in enumerate(named or COMMANDS):
        app.command(function_of(name), name=name, sort_key=place)
    return app


def function_of(command: str) -> Any:
    """The function of a command, or the app of one that has subcommands; ``import_`` where Python keeps the word."""
    home = f"{command}_" if iskeyword(command) else command
    return getattr(import_module(f"accord.cli.{home}"), home)


def main() -> None:
    """Run the command line and leave the process with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(tokens: Sequence[str]) -> int:
    """Run one command line and return the exit code; what Accord refuses is said on standard error.

    Parameters
    ----------
    tokens
        The words after ``accord``.
    """
    _never_choke_on_a_letter()
    try:
        make_app(tokens)(tokens, result_action="return_none")
    except BadWorkspace as error:
        _say(f"{error}\n{_count(len(error.problems))}")
        return FAULTY
    except AccordError as error:
        _say(f"accord: {error}")
        return FAILED
    except BrokenPipeError:
        # The reader of a pipe has left, as `head` does; Python would complain again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except OSError as error:
        _say(f"accord: {error.strerror or error}{f': {error.filename}' if error.filename else ''}")
        return FAILED
    except KeyboardInterrupt:
        _say("accord: stopped")
        return INTERRUPTED
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else FAILED if stop.code else 0
    return 0


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _count(faults: int) -> str:
    return f"{faults} fault{'s' if faults > 1 else ''}; nothing was written"


def _never_choke_on_a_letter() -> None:
    """A terminal that lacks a letter shows a question mark in its place."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="replace")
