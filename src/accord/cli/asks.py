"""``accord asks``: which extra unit to ask for, from whom, and why."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from accord.cli.basis import Request, Start, begin, collect, save
from accord.cli.output import add_rows, make_table, screen
from accord.model.option import Ask
from accord.model.problem import AccordError

if TYPE_CHECKING:
    from rich.table import Table

TRIES = 16
"""Candidates verified if nothing else is said."""
MOST_EXPLAINED = 5
"""Asks whose reasons are printed."""


def asks(
    folder: Path,
    *,
    tries: int = TRIES,
    scenario: str | None = None,
    as_of: dt.date | None = None,
    time_limit: float = 30.0,
    seed: int = 0,
    rounds: int | None = None,
    json: bool = False,
) -> None:
    """Whom to ask for what next: the extra units that buy most, each verified by solving again.

    Never what a nation refuses, nor a nation that the scenario withdraws. Takes the plan of out/options.json if no
    input has changed since, else makes one first. Ctrl-C keeps what is found.

    Parameters
    ----------
    folder
        The workspace.
    tries
        How many candidates are verified, dearest first.
    scenario
        Scenario to look at; "base" if left out.
    as_of
        Leave out what was recorded after this day.
    time_limit
        Seconds for all candidates together.
    seed
        Seed of the search.
    rounds
        Search rounds for each candidate instead of seconds; the result is then the same on every machine.
    json
        Print the result as JSON.
    """
    from accord.plan.asks import ranked, tried
    from accord.store.results import json_text

    asked = Request(
        folder=folder,
        command="asks",
        scenario=scenario,
        as_of=as_of,
        time_limit=time_limit,
        seed=seed,
        rounds=rounds,
    )
    if tries < 1:
        raise AccordError(f"--tries: must be at least 1, not {tries}")
    start = begin(asked, strict=False)
    each = asked.stop(start.share / (tries + 2))
    verified, complete = collect(
        tried(start.basis, each=each, seed=seed, tries=tries), total=tries, words="Asks, one candidate after another"
    )
    found = ranked(verified)
    save(start, folder, Ask, found)
    if json:
        print(json_text(found), end="")
        return
    console = screen()
    for part in _told(start, found, len(verified)):
        console.print(part, markup=False, soft_wrap=isinstance(part, str))
    if not complete:
        console.print(f"Stopped after {len(verified)} candidates", markup=False)


def _told(start: Start, found: Sequence[Ask], tried: int) -> "Iterator[Table | str]":
    yield start.heading
    yield ""
    if not found:
        yield f"No extra unit that could be asked for buys anything ({tried} tried)."
        return
    figures = ("from", "until", "gain pp", "unit-periods", "priced at")
    table = make_table("One more unit each, by what it buys: weighted coverage", ["ask", "lines"], figures)
    yield add_rows(table, (_cells(ask) for ask in found))
    yield f"Each verified by solving again, {tried} tried; gains do not add up. Priced at: the estimate beforehand."
    for ask in found[:MOST_EXPLAINED]:
        yield f"\n{ask.nation} for {ask.units} {ask.capability}"
        yield from (f"  - {reason}" for reason in ask.reasons)
    if len(found) > MOST_EXPLAINED:
        yield f"\n... and the reasons of {len(found) - MOST_EXPLAINED} more in out/asks.json"


def _cells(ask: Ask) -> tuple[object, ...]:
    gain = f"{ask.gain_pp:.2f}", f"{ask.gain:.1f}", f"{ask.priced:.1f}"
    return f"{ask.nation}: {ask.units} {ask.capability}", " ".join(ask.requirements), ask.start, ask.until, *gain
