"""``accord plan``: options for a scenario, how good they are, and what is missing."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from accord.cli.output import add_rows, make_table, screen
from accord.cli.planned import Planned, Wish, plan_and_save
from accord.model.comparison import Comparison, Profile
from accord.model.option import Option
from accord.model.words import Criterion

if TYPE_CHECKING:
    from rich.table import Table

MOST_GAPS, MOST_REASONS = 8, 2
"""Short lines shown, and reasons of each."""
_MILLION = 1e6


def plan(
    folder: Path,
    *,
    scenario: str | None = None,
    as_of: dt.date | None = None,
    time_limit: float | None = None,
    rounds: int | None = None,
    seed: int = 0,
    tolerance: float = 1.0,
    fair_by: str | None = None,
    json: bool = False,
) -> None:
    """Plan options for a scenario: most coverage, and close to it the most robust, the fairest and the cheapest.

    Writes out/options.json and out/run.json in the workspace. Ctrl-C keeps the best found so far with its bound.

    Parameters
    ----------
    folder
        The workspace.
    scenario
        Scenario to plan for; "base", or the workspace as it stands if there is no such scenario, if left out.
    as_of
        Leave out what was recorded after this day.
    time_limit
        Seconds for all options together; 30 if neither this nor --rounds is given.
    rounds
        Search rounds instead of seconds: the result is then the same, byte for byte, on every machine.
    seed
        Seed of the search.
    tolerance
        Weighted coverage that the options after the first may give up, percentage points.
    fair_by
        What burden is set against: gdp, population or personnel; the first that is known if left out.
    json
        Print the options as JSON.
    """
    from accord.store.results import json_text

    wish = Wish(
        folder=folder,
        scenario=scenario,
        as_of=as_of,
        time_limit=time_limit,
        rounds=rounds,
        seed=seed,
        tolerance=tolerance,
        fair_by=fair_by,
    )
    planned = plan_and_save(wish)
    if json:
        print(json_text(planned.options), end="")
        return
    console = screen()
    for part in told(planned, folder):
        console.print(part, markup=False, soft_wrap=isinstance(part, str))


def told(planned: Planned, folder: Path) -> "Iterator[Table | str]":
    """What is printed, part by part."""
    from accord.plan.compare import compare

    options, settings = planned.options, planned.workspace.settings
    compared = compare(planned.workspace, options, replanning=None)
    yield settings.title + (" (nations and land are invented)" if settings.invented else "")
    live = sum(verdict.live for verdict in options[0].verdicts)
    yield f"Scenario {planned.scenario}: {live} of {len(options[0].verdicts)} offers are live"
    yield ""
    yield options_table(compared, settings.currency)
    yield from _notes(options, compared)
    yield ""
    yield priority_table(options)
    yield ""
    yield from _gaps(options[0])
    yield from (f"Written: {path}" for path in planned.files)
    yield f"Next: accord compare {folder} | accord asks {folder} | accord show {folder} {options[0].id}"


def options_table(compared: Comparison, currency: str) -> "Table":
    """One row an option."""
    figures = ("covered", "bound", "one leaves", "P10/P50/P90", "people", f"cost m{currency}", "spread", "differs")
    return add_rows(make_table("Options", ["option"], figures), (_row(profile) for profile in compared.profiles))


def _row(profile: Profile) -> tuple[str, ...]:
    worst, futures, measures = profile.worst, profile.futures, profile.measures
    shares = "/".join(f"{100 * share:.0f}" for share in (futures.p10, futures.p50, futures.p90))
    spread = next((value for name, value in sorted(measures.items()) if name.startswith("burden_gini")), None)
    return (
        f"{profile.option}: {profile.title}",
        percent(profile.coverage),
        profile.bounds[0].status,
        f"{percent(worst.coverage)} ({worst.nation})" if worst else "",
        shares,
        f"{measures['deployed_mean_people']:,.0f}",
        f"{measures['cost_likely_money'] / _MILLION:,.1f}",
        "" if spread is None else f"{spread:.3f}",
        f"{profile.different_unit_months:,.0f}",
    )


def _notes(options: Sequence[Option], compared: Comparison) -> Iterator[str]:
    draws = compared.profiles[0].futures.draws
    yield "Covered: weighted coverage. One leaves: what is left without the nation whose withdrawal hurts most, nothing"
    yield f"re-planned. P10/P50/P90: covered, in %, in {draws} futures in which offers hold with their probabilities."
    yield "People: mean over the horizon. Spread: Gini of people-months over means, 0: proportional."
    yield "Differs: unit-months that are not as in the first option."
    if any(option.coverage > options[0].coverage + 5e-4 for option in options):
        yield "The first option is best class by class, the higher first; another may cover more of the weighted whole."
    for option in options[1:]:
        if option.tours == options[0].tours:
            yield f"{option.id}: {option.objective}."
    missing = [criterion for criterion in Criterion if criterion not in [option.id for option in options]]
    if options[0].interrupted:
        stopped = f"; not searched: {', '.join(missing)}" if missing else ""
        yield f"Stopped before the end: the best found so far{stopped}."


def priority_table(options: Sequence[Option]) -> "Table":
    """Coverage by priority with the words of its bound, one column an option."""
    table = make_table("Coverage by priority, and how far the best could be", ["priority"], ("wanted",))
    for option in options:
        table.add_column(option.id, justify="right")
    classes = options[0].by_priority
    rows = (
        (part.key, f"{part.demand:,.0f}", *(_reached(option, part.key) for option in options))
        for part in classes
        if part.demand > 0
    )
    return add_rows(table, rows)


def _reached(option: Option, key: str) -> str:
    bound = next(bound for bound in option.bounds if bound.key == key)
    return f"{percent(bound.coverage)}, {bound.status}"


def _gaps(option: Option) -> Iterator[str]:
    from accord.plan.worst import worst_lines

    lines = worst_lines(option.gaps)
    if not lines:
        yield "Gaps: none, every line is covered"
        return
    yield f"Gaps of {option.id}: {len(lines)} lines are short; the worst by priority and size"
    for gaps in lines[:MOST_GAPS]:
        worst = max(gaps, key=lambda gap: gap.short * gap.periods)
        short = sum(gap.short * gap.periods for gap in gaps)
        first, last = min(gap.start for gap in gaps), max(gap.until for gap in gaps)
        what = f"{worst.requirement} ({worst.priority}, {worst.capability}, {worst.area})"
        yield f"  {what}: {short:,.1f} unit-periods short between {first} and {last}"
        yield from (f"    - {reason}" for reason in worst.reasons[:MOST_REASONS])
    if len(lines) > MOST_GAPS:
        yield f"  ... and {len(lines) - MOST_GAPS} more lines (out/options.json holds every gap with all its reasons)"


def percent(share: float) -> str:
    """A share as percent with one decimal.

    >>> percent(0.81549)
    '81.5 %'
    """
    return f"{100.0 * share:.1f} %"
