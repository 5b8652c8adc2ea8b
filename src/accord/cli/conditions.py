"""``accord conditions``: what each condition is worth, so that diplomats see which one to work on."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from accord.cli.basis import Request, Start, begin, collect, save, share
from accord.cli.output import add_rows, make_table, screen
from accord.model.option import ConditionWorth

if TYPE_CHECKING:
    from rich.table import Table


def conditions(
    folder: Path,
    *,
    scenario: str | None = None,
    as_of: dt.date | None = None,
    time_limit: float = 30.0,
    seed: int = 0,
    rounds: int | None = None,
    json: bool = False,
) -> None:
    """What each condition is worth: weighted coverage with it true against false, all others as in the scenario.

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
        Seconds for all conditions together.
    seed
        Seed of the search.
    rounds
        Search rounds for each case instead of seconds; the result is then the same on every machine.
    json
        Print the result as JSON.
    """
    from accord.plan.worth import n_states, worths
    from accord.store.results import json_text

    asked = Request(
        folder=folder,
        command="conditions",
        scenario=scenario,
        as_of=as_of,
        time_limit=time_limit,
        seed=seed,
        rounds=rounds,
    )
    start = begin(asked, strict=False)
    cases = n_states(start.basis)
    each = asked.stop(2.0 * start.share / cases)
    steps, complete = collect(
        worths(start.basis, each=each, seed=seed), total=cases, words="Conditions, one truth after another"
    )
    found = steps[-1] if steps else ()
    save(start, folder, ConditionWorth, found)
    if json:
        print(json_text(found), end="")
        return
    console = screen()
    for part in _told(start, found):
        console.print(part, markup=False, soft_wrap=isinstance(part, str))
    if not complete:
        console.print(f"Stopped after {len(steps)} of {cases} cases", markup=False)


def _told(start: Start, found: Sequence[ConditionWorth]) -> "Iterator[Table | str]":
    yield start.heading
    yield ""
    figures = ("now", "worth pp", "true", "false", "units true", "units false")
    table = make_table("What each condition is worth: weighted coverage, true against false", ["condition"], figures)
    yield add_rows(table, (_cells(row) for row in found))
    yield "A probability of at least 0.5 counts as true now. Worth: percentage points of weighted coverage."


def _cells(row: ConditionWorth) -> tuple[object, ...]:
    name = f"{row.condition} ({row.nation})" if row.nation else row.condition
    label = f"{name}: {row.label}" if row.label else name
    truths = share(row.coverage_true), share(row.coverage_false)
    return label, row.now, f"{row.worth_pp:+.1f}", *truths, row.units_true, row.units_false
