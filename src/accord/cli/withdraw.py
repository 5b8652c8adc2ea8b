"""``accord withdraw``: what happens if one nation leaves."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from accord.cli.basis import Request, Start, begin, collect, save, share
from accord.cli.output import add_rows, make_table, screen
from accord.model.option import Withdrawal

if TYPE_CHECKING:
    from rich.table import Table


def withdraw(
    folder: Path,
    *,
    scenario: str | None = None,
    as_of: dt.date | None = None,
    time_limit: float = 30.0,
    seed: int = 0,
    rounds: int | None = None,
    json: bool = False,
) -> None:
    """Take each nation out of the plan in turn: what is left, what re-planning mends, what nothing can mend.

    Takes the plan of out/options.json if no input has changed since, else makes one first. Ctrl-C keeps what is found.

    Parameters
    ----------
    folder
        The workspace.
    scenario
        Scenario to look at; "base" if left out.
    as_of
        Leave out what was recorded after this day.
    time_limit
        Seconds for all nations together.
    seed
        Seed of the search.
    rounds
        Search rounds for each nation instead of seconds; the result is then the same on every machine.
    json
        Print the result as JSON.
    """
    from accord.plan.withdraw import nations_with_tours, withdrawals
    from accord.store.results import json_text

    asked = Request(
        folder=folder,
        command="withdraw",
        scenario=scenario,
        as_of=as_of,
        time_limit=time_limit,
        seed=seed,
        rounds=rounds,
    )
    start = begin(asked, strict=True)
    cases = 1 + len(nations_with_tours(start.basis))
    each = asked.stop(2.0 * start.share / cases)
    found, complete = collect(
        withdrawals(start.basis, each=each, seed=seed), total=cases, words="Withdrawals, one nation after another"
    )
    save(start, folder, Withdrawal, found)
    if json:
        print(json_text(tuple(found)), end="")
        return
    console = screen()
    for part in _told(start, found):
        console.print(part, markup=False, soft_wrap=isinstance(part, str))
    if not complete:
        console.print(f"Stopped after {len(found)} of {cases}", markup=False)


def _told(start: Start, found: Sequence[Withdrawal]) -> "Iterator[Table | str]":
    yield start.heading
    nobody = next((row for row in found if not row.nation), None)
    if nobody is not None:
        yield (
            f"Covered with all: {share(nobody.coverage)}, planned again {share(nobody.replanned)}, "
            f"at most {share(nobody.limit)} (weighted)"
        )
    yield ""
    figures = ("tours", "left", "re-planned", "at most", "essential left", "re-planned")
    table = make_table("If one nation leaves, the worst first: weighted coverage", ["nation"], figures)
    table.add_column("goes with it", overflow="fold")
    names = start.basis.workspace.nations
    rows = sorted((row for row in found if row.nation), key=lambda row: (row.replanned, row.nation))
    yield add_rows(table, (_cells(row, getattr(names.get(row.nation), "name", "")) for row in rows))  # type: ignore[call-overload]
    yield "Left: without its units, nothing re-planned. At most: what no re-planning can exceed."


def _cells(row: Withdrawal, name: str) -> tuple[object, ...]:
    shares = (row.coverage, row.replanned, row.limit, row.essential, row.essential_replanned)
    return f"{row.nation} {name}".strip(), row.tours, *map(share, shares), " ".join(row.also_out)
