"""The command line: each command parses, calls and prints; one module a command."""

from accord.cli.app import main

__all__ = ["main"]
