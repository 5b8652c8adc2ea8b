"""What every command prints with: a console, tables that stay readable in a pipe, lists that do not flood a screen."""

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

PIPE_WIDTH = 120
"""Columns where no terminal says how wide it is."""


def screen() -> "Console":
    """A console on standard output, without colours for numbers and words that Accord did not mark."""
    from rich.console import Console

    known = sys.stdout.isatty() or "COLUMNS" in os.environ
    return Console(highlight=False, width=None if known else PIPE_WIDTH)


def make_table(title: str, words: Sequence[str], figures: Sequence[str] = ()) -> "Table":
    """An empty table: columns of words, which may wrap, and then of figures, which may not.

    Parameters
    ----------
    title
        Stands above the table, at the left.
    words, figures
        Headings of the columns.
    """
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(title=title or None, title_justify="left", box=SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
    for heading in words:
        table.add_column(heading, overflow="fold")
    for heading in figures:
        table.add_column(heading, justify="right", no_wrap=True)
    return table


def add_rows(table: "Table", rows: Iterable[Sequence[object]]) -> "Table":
    """Add rows whose cells are shown as they are: text of users is never read as markup."""
    from rich.text import Text

    for cells in rows:
        table.add_row(*(Text(str(cell)) for cell in cells))
    return table


def shortened(lines: Sequence[str], *, most: int, more: str) -> list[str]:
    """The first lines, and a last one that says how many were left out and how to see them.

    >>> shortened(["a", "b", "c"], most=2, more="see --all")
    ['a', 'b', '... and 1 more (see --all)']
    """
    if len(lines) <= most:
        return list(lines)
    return [*lines[:most], f"... and {len(lines) - most} more ({more})"]


def number_of(count: int, noun: str) -> str:
    """A count with its noun.

    >>> number_of(1, "incident"), number_of(2_000, "report")
    ('1 incident', '2,000 reports')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
