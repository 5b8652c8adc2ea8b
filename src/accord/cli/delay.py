"""``accord delay``: what it costs if day zero slips."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from accord.cli.basis import Request, Start, begin, collect, save, share
from accord.cli.output import add_rows, make_table, screen
from accord.model.option import DelayPoint
from accord.model.problem import AccordError

if TYPE_CHECKING:
    from rich.table import Table

MOST_MONTHS = 120


def delay(
    folder: Path,
    *,
    months: int = 12,
    scenario: str | None = None,
    as_of: dt.date | None = None,
    time_limit: float = 30.0,
    seed: int = 0,
    rounds: int | None = None,
    json: bool = False,
) -> None:
    """Let day zero slip by 0, 1, 2 ... months: coverage, readiness and cost of the plan for each.

    Takes the plan of out/options.json if no input has changed since, else makes one first. Ctrl-C keeps what is found.

    Parameters
    ----------
    folder
        The workspace.
    months
        Longest delay, months.
    scenario
        Scenario to look at; "base" if left out.
    as_of
        Leave out what was recorded after this day.
    time_limit
        Seconds for all delays together.
    seed
        Seed of the search.
    rounds
        Search rounds for each delay instead of seconds; the result is then the same on every machine.
    json
        Print the result as JSON.
    """
    from accord.plan.delay import delays
    from accord.store.results import json_text

    asked = Request(
        folder=folder,
        command="delay",
        scenario=scenario,
        as_of=as_of,
        time_limit=time_limit,
        seed=seed,
        rounds=rounds,
    )
    if not 0 <= months <= MOST_MONTHS:
        raise AccordError(f"--months: must be from 0 to {MOST_MONTHS}, not {months}")
    start = begin(asked, strict=True)
    slips = range(months + 1)
    each = asked.stop(2.0 * start.share / len(slips))
    found, complete = collect(
        delays(start.basis, months=slips, each=each, seed=seed), total=len(slips), words="Delays, month by month"
    )
    save(start, folder, DelayPoint, found)
    if json:
        print(json_text(tuple(found)), end="")
        return
    console = screen()
    for part in _told(start, found):
        console.print(part, markup=False, soft_wrap=isinstance(part, str))
    if not complete:
        console.print(f"Stopped after {len(found)} of {len(slips)}", markup=False)


def _told(start: Start, found: Sequence[DelayPoint]) -> "Iterator[Table | str]":
    from accord.model.span import add_months

    yield start.heading
    yield ""
    settings = start.basis.workspace.settings
    money = f"cost, million {settings.currency}"
    figures = ("day zero", "coverage", "at most", "essential", "ready", "change pp", money)
    day_zero = start.basis.compiled.calendar.day_zero
    rows = (
        (
            point.months,
            add_months(day_zero, point.months),
            *map(share, (point.coverage, point.limit, point.essential, point.ready_share)),
            f"{round(100.0 * (point.coverage - found[0].coverage), 1) + 0.0:+.1f}",
            f"{point.cost_likely / 1e6:,.1f}",
        )
        for point in found
    )
    yield add_rows(make_table("If day zero slips by months: weighted coverage", ["months"], figures), rows)
    yield "Ready: share of the demand of the first three months that is covered."
