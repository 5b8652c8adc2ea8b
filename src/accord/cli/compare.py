"""``accord compare``: options side by side on the criteria that staffs use."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from accord.cli.output import add_rows, make_table, screen
from accord.cli.plan import percent
from accord.cli.planned import Wish, plan_and_save
from accord.model.comparison import Comparison, Profile
from accord.model.option import Coverage, Option
from accord.model.workspace import Workspace

if TYPE_CHECKING:
    from rich.table import Table

_MEASURES = {
    "deployed_mean_people": "people deployed, mean",
    "deployed_peak_people": "people deployed, peak",
    "rotation_pool_mean_people": "people with those at rest, mean",
    "rotation_pool_peak_people": "people with those at rest, peak",
    "on_line_unit_months": "unit-months on lines",
    "contributing_nations": "nations",
    "relieved_units": "handovers, units relieved in place",
}
_COSTS = {"cost_low_money": "low", "cost_likely_money": "likely", "cost_high_money": "high"}
_SPREADS = {
    "burden_gini_gdp_share": "gross domestic product",
    "burden_gini_population_share": "population",
    "burden_gini_personnel_share": "active personnel",
}
_REPLANNING_SECONDS = 2.0


def compare(
    folder: Path,
    *,
    scenario: str | None = None,
    as_of: dt.date | None = None,
    time_limit: float | None = None,
    rounds: int | None = None,
    seed: int = 0,
    draws: int = 500,
    json: bool = False,
) -> None:
    """Set options side by side: coverage, worst withdrawal, chance, people, cost, burden, differences.

    Takes the options of out/options.json if no input has changed since they were planned, else plans first.

    Parameters
    ----------
    folder
        The workspace.
    scenario
        Scenario to compare options for; that of the saved options, else "base", if left out.
    as_of
        Leave out what was recorded after this day; as the saved options were planned if left out.
    time_limit
        Seconds for planning, if that is needed; 30 if neither this nor --rounds is given.
    rounds
        Search rounds instead of seconds, for planning and for re-planning: the result is then the same everywhere.
    seed
        Seed of planning, of the futures and of re-planning.
    draws
        Futures in which offers hold with their probabilities.
    json
        Print the comparison as JSON.
    """
    from accord.model.problem import AccordError
    from accord.plan.compare import compare as side_by_side
    from accord.plan.solution import Stop
    from accord.store.results import json_text

    if draws < 1:
        raise AccordError(f"--draws: must be at least 1, not {draws}")
    wish = Wish(folder=folder, scenario=scenario, as_of=as_of, time_limit=time_limit, rounds=rounds, seed=seed)
    workspace, options, fresh = _options(wish)
    again = Stop(seconds=_REPLANNING_SECONDS if rounds is None else None, rounds=rounds)
    compared = side_by_side(workspace, options, draws=draws, seed=seed, replanning=again)
    if json:
        print(json_text(compared), end="")
        return
    console = screen()
    for part in told(compared, workspace, fresh=fresh):
        console.print(part, markup=False, soft_wrap=isinstance(part, str))


def _options(wish: Wish) -> tuple[Workspace, tuple[Option, ...], bool]:
    """The saved options if they still stand, else new ones; and whether they are new."""
    from dataclasses import replace

    from accord.store.read import read_workspace
    from accord.store.results import read_results
    from accord.store.run import changed_inputs, read_runs

    run = read_runs(wish.folder).get("plan") if wish.folder.is_dir() else None
    if run and not changed_inputs(wish.folder, run) and wish.as_of in (None, run.as_of):
        options = read_results(wish.folder, Option)
        if options and wish.scenario in (None, options[0].scenario):
            return read_workspace(wish.folder, as_of=run.as_of), options, False
        wish = replace(wish, as_of=run.as_of)
    planned = plan_and_save(wish)
    return planned.workspace, planned.options, True


def told(compared: Comparison, workspace: Workspace, *, fresh: bool) -> "Iterator[Table | str]":
    """What is printed, part by part."""
    settings = workspace.settings
    yield settings.title + (" (nations and land are invented)" if settings.invented else "")
    yield "Options planned just now" if fresh else "Options of out/options.json, which no input has changed since"
    yield ""
    for title, rows in _tables(compared.profiles, settings.currency):
        yield table_of(compared.profiles, title, rows)
        yield ""
    yield _differences(compared)
    yield ""
    yield "Withdrawal: the nation without which the plan as it stands covers least; then planned again with the rest."
    draws = compared.profiles[0].futures.draws
    yield f"P10, P50, P90: covered in {draws} futures, the same for all options, in which conditions and offers hold"
    yield "with their probabilities; nothing is re-planned. Spread: Gini coefficient of people-months, 0: proportional."


Row = tuple[str, Callable[[Profile], str]]
"""Heading of a criterion, and its figure for an option."""


def table_of(profiles: Sequence[Profile], title: str, rows: Sequence[Row]) -> "Table":
    """Criteria down, options across."""
    table = make_table(title, [""], [profile.option for profile in profiles])
    return add_rows(table, ((words, *(figure(profile) for profile in profiles)) for words, figure in rows))


def _tables(profiles: Sequence[Profile], currency: str) -> Iterator[tuple[str, list[Row]]]:
    first = profiles[0]
    yield "Coverage", [*_overall(), *_shares(first.by_priority, "by_priority")]
    yield "Coverage by component", _shares(first.by_component, "by_component")
    yield "Coverage by area", _shares(first.by_area, "by_area")
    yield "Coverage by half-year", _shares(first.by_half_year, "by_half_year")
    yield "When things go wrong: coverage", _risks()
    yield "What it takes", [*_measured(_MEASURES, first, "{:,.0f}"), *_costs(currency)]
    yield "Spread of burden against", _measured(_SPREADS, first, "{:.3f}")
    yield "What is missing", _gaps()


def _overall() -> list[Row]:
    return [
        ("scenario", lambda profile: profile.scenario),
        ("weighted", lambda profile: percent(profile.coverage)),
        ("at most", lambda profile: percent(profile.bounds[0].limit)),
        ("bound", lambda profile: profile.bounds[0].status),
    ]


def _shares(keys: Sequence[Coverage], name: str) -> list[Row]:
    def row(key: str) -> Row:
        def figure(profile: Profile) -> str:
            return next((percent(part.share) for part in getattr(profile, name) if part.key == key), "")

        return key, figure

    return [row(part.key) for part in keys if part.demand > 0]


def _risks() -> list[Row]:
    return [
        ("worst withdrawal", lambda profile: profile.worst.nation if profile.worst else "nobody"),
        ("- left of the plan", lambda profile: percent(profile.worst.coverage) if profile.worst else ""),
        ("- after re-planning", _replanned),
        ("P10 of futures", lambda profile: percent(profile.futures.p10)),
        ("P50", lambda profile: percent(profile.futures.p50)),
        ("P90", lambda profile: percent(profile.futures.p90)),
    ]


def _replanned(profile: Profile) -> str:
    again = profile.worst.replanned if profile.worst else None
    return "" if again is None else percent(again)


def _measured(names: dict[str, str], first: Profile, form: str) -> list[Row]:
    def row(name: str, words: str) -> Row:
        return words, lambda profile: form.format(profile.measures[name]) if name in profile.measures else "?"

    return [row(name, words) for name, words in names.items() if name in first.measures]


def _costs(currency: str) -> list[Row]:
    def row(name: str, words: str) -> Row:
        return f"cost, {words}, million {currency}", lambda profile: f"{profile.measures[name] / 1e6:,.1f}"

    return [row(name, words) for name, words in _COSTS.items()]


def _gaps() -> list[Row]:
    return [
        ("gaps", lambda profile: f"{profile.gaps:,}"),
        ("unit-months short", lambda profile: f"{profile.gap_unit_months:,.0f}"),
    ]


def _differences(compared: Comparison) -> "Table":
    names = [profile.option for profile in compared.profiles]
    rows = (
        (name, *(f"{months:,.0f}" for months in row))
        for name, row in zip(names, compared.different_unit_months, strict=True)
    )
    return add_rows(make_table("Unit-months in which two options differ", [""], names), rows)
