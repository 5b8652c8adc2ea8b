"""``accord size``: how large a force each scenario sustains, from strengths and statements alone."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from accord.cli.output import add_rows, make_table, screen
from accord.model.problem import AccordError, NotFound
from accord.model.sizing import Assumptions, NationSize, Pull, Sizing, Span
from accord.model.words import Scope
from accord.model.workspace import Scenario, Workspace

if TYPE_CHECKING:
    from rich.table import Table

BASE = "base"
"""What the workspace says without a scenario."""
_FIGURES = ("active", "at one time", "with rest", "out now", "left")


def size(
    folder: Path,
    *,
    scenario: str | None = None,
    land_share: str = "0.5,0.6,0.7",
    deployable_share: str = "0.05,0.1,0.15",
    pool_share: str = "0.2,0.3,0.4",
    rest_ratio: str = "4,3,2",
    existing_share: str = "1,0.6,0",
    component: tuple[str, ...] = ("land",),
    scope: tuple[Scope, ...] = (Scope.IN_COUNTRY, Scope.NEIGHBOUR),
    on: dt.date | None = None,
    as_of: dt.date | None = None,
    json: bool = False,
) -> None:
    """How large a force each scenario sustains, when only strengths and statements are known.

    Without --scenario: one line a scenario, and how often each nation is in. With it: every nation, step and condition.
    Each share is an own planning assumption: one figure, or three for a small, likely and large force.

    Parameters
    ----------
    folder
        The workspace.
    scenario
        Scenario to show in full; "base" for the workspace as it stands.
    land_share
        Share of a nation's active strength that is in land forces.
    deployable_share
        Share of the land forces that is deployed at any one time; rotation is inside it.
    pool_share
        Share of the land forces that can be sent at all.
    rest_ratio
        Tours at home after each tour away: 3 for 1:3.
    existing_share
        Share of the people deployed already that competes; 0 leaves existing deployments out.
    component
        Components whose offers bring a nation in.
    scope
        Basing scopes whose offers bring a nation in.
    on
        Day on which existing deployments are counted; day zero if left out.
    as_of
        Leave out what was recorded after this day.
    json
        Print the result as JSON.
    """
    from accord.plan.sizing import size_force
    from accord.store.read import read_workspace

    assumptions = _assumptions(land_share, deployable_share, pool_share, rest_ratio, existing_share)
    workspace = read_workspace(folder, as_of=as_of)
    sizings = [
        size_force(workspace, state, name=name, assumptions=assumptions, components=component, scopes=scope, on=on)
        for name, state in _chosen(workspace, scenario).items()
    ]
    sizings.sort(key=lambda sizing: (sizing.step("at_once").inside.likely, sizing.scenario))
    if json:
        _print_json(sizings)
        return
    console = screen()
    for part in _full(sizings[0], workspace) if scenario else _summary(sizings, workspace):
        console.print(part, markup=False)


def _chosen(workspace: Workspace, scenario: str | None) -> Mapping[str, Scenario]:
    as_it_stands = Scenario.model_validate({"title": "as it stands"})
    known: dict[str, Scenario] = {
        BASE: as_it_stands,
        **{str(name): state for name, state in workspace.scenarios.items()},
    }
    if scenario is None:
        return known
    if scenario not in known:
        raise NotFound(f"no scenario {scenario!r}; there are: {', '.join(known)}")
    return {scenario: known[scenario]}


def _assumptions(land: str, deployable: str, pool: str, rest: str, existing: str) -> Assumptions:
    return Assumptions(
        land_share=parse_span(land, option="--land-share", most=1.0),
        deployable_share=parse_span(deployable, option="--deployable-share", most=1.0),
        pool_share=parse_span(pool, option="--pool-share", most=1.0),
        rest_ratio=parse_span(rest, option="--rest-ratio", most=100.0),
        existing_share=parse_span(existing, option="--existing-share", most=1.0),
    )


def parse_span(text: str, *, option: str, most: float) -> Span:
    """One figure or three (for a small, likely and large force) from 0 to `most`.

    Raises
    ------
    AccordError
        If it is anything else.

    >>> parse_span("0.5,0.6,0.7", option="--land-share", most=1.0)
    Span(low=0.5, likely=0.6, high=0.7)
    >>> parse_span("60%", option="--land-share", most=1.0)
    Traceback (most recent call last):
    ...
    accord.model.problem.AccordError: --land-share: must be one figure or three from 0 to 1, as 0.5,0.6,0.7, not '60%'
    """
    try:
        figures = [float(part) for part in text.split(",")]
    except ValueError:
        figures = []
    if len(figures) not in (1, 3) or not all(0.0 <= figure <= most for figure in figures):
        example = "4,3,2" if most > 1 else "0.5,0.6,0.7"
        raise AccordError(f"{option}: must be one figure or three from 0 to {most:g}, as {example}, not {text!r}")
    low, likely, high = figures * 3 if len(figures) == 1 else figures
    return Span(low=low, likely=likely, high=high)


def _print_json(sizings: Iterable[Sizing]) -> None:
    from accord.store.results import json_text

    print(json_text(tuple(sizings)), end="")


def _summary(sizings: list[Sizing], workspace: Workspace) -> "Iterator[Table | str]":
    yield _title(workspace)
    yield _by_scenario(sizings)
    yield ""
    yield _by_nation_over(sizings)
    yield ""
    yield _notes(sizings[0])
    yield "In full: accord size DIR --scenario NAME"


def _full(sizing: Sizing, workspace: Workspace) -> "Iterator[Table | str]":
    yield _title(workspace)
    yield f"Scenario {sizing.scenario}: {sizing.title}"
    for table in (_waterfall(sizing), _by_nation(sizing), _conditions(sizing), _why(sizing)):
        if table.row_count:
            yield table
            yield ""
    yield _notes(sizing)


def _title(workspace: Workspace) -> str:
    return workspace.settings.title + (" (nations and land are invented)" if workspace.settings.invented else "")


def _by_scenario(sizings: Iterable[Sizing]) -> "Table":
    figures = ("in", "at one time", "with rest", "left", "low to high")
    table = make_table("Likely people that each scenario sustains", ["scenario"], figures)
    return add_rows(table, (_scenario_row(sizing) for sizing in sizings))


def _scenario_row(sizing: Sizing) -> tuple[str, ...]:
    likely = [_count(sizing.step(key).inside.likely) for key in ("at_once", "rotated", "left")]
    return sizing.scenario, str(len(sizing.inside())), *likely, _ends(sizing.step("left").inside)


def _by_nation_over(sizings: list[Sizing]) -> "Table":
    title = f"Nations: likely people, and in how many of {len(sizings)} scenarios they are in"
    times = Counter(nation.nation for sizing in sizings for nation in sizing.inside())
    shown = next((sizing for sizing in sizings if sizing.scenario == BASE), sizings[0])
    nations = sorted(shown.nations, key=lambda nation: (-times[nation.nation], -(nation.active or 0)))
    rows = ((*_figures(nation), times[nation.nation] or "-") for nation in nations)
    return add_rows(make_table(title, ["nation"], (*_FIGURES, "in")), rows)


def _waterfall(sizing: Sizing) -> "Table":
    columns = (f"all {len(sizing.nations)} nations", f"the {len(sizing.inside())} in", "low to high")
    rows = (
        (step.label, _count(step.everybody.likely), _count(step.inside.likely), _ends(step.inside))
        for step in sizing.steps
    )
    return add_rows(make_table("From active strength to what is left, likely people", ["step"], columns), rows)


def _by_nation(sizing: Sizing) -> "Table":
    table = make_table("Nations: likely people, and what their statements name", ["nation"], (*_FIGURES, "named"))
    table.add_column("stands", no_wrap=True)
    named = {nation.nation: "-" if nation.named is None else _count(nation.named.likely) for nation in sizing.nations}
    return add_rows(table, ((*_figures(size), named[size.nation], size.stance) for size in sizing.nations))


def _figures(nation: NationSize) -> tuple[str, ...]:
    return (
        nation.nation,
        _count(nation.active),
        *(_count(None if span is None else span.likely) for span in (nation.at_once, nation.rotated)),
        _count(nation.existing),
        _count(None if nation.left is None else nation.left.likely),
    )


def _conditions(sizing: Sizing) -> "Table":
    title = "What unmet conditions hold back, likely people at any one time"
    table = make_table(title, ["condition", "nations"], ("hold back", "free alone"))
    table.add_column("then in", overflow="fold")
    return add_rows(table, (_pull_row(pull) for pull in sizing.pulls))


def _pull_row(pull: Pull) -> tuple[str, ...]:
    label = f"{pull.condition}: {pull.label}" if pull.label else pull.condition
    figures = _count(pull.at_once.likely), _count(pull.gained.likely)
    return label, " ".join(pull.nations), *figures, " ".join(pull.joining) or "nobody"


def _why(sizing: Sizing) -> "Table":
    rows = (
        (nation.nation, nation.stance, "; ".join(str(reason).rstrip(".") for reason in nation.reasons))
        for nation in sizing.nations
    )
    return add_rows(make_table("Why", ["nation", "stands", "because"]), rows)


def _notes(sizing: Sizing) -> str:
    assumed = sizing.assumptions
    implied = f"as a pool of {assumed.pool_share.likely:g} with a rest of 1:{assumed.rest_ratio_implied:.3g}"
    return "\n".join(
        [
            "Every share is an own planning assumption, none a fact about a nation",
            "(small / likely / large force):",
            f"- land share {_share(assumed.land_share)}",
            f"- deployed at any one time {_share(assumed.deployable_share)}; rotation is inside it, {implied}",
            f"- with rest, instead: pool {_share(assumed.pool_share)}, tours of rest {_share(assumed.rest_ratio)}",
            f"- share of the people out on {sizing.day} that competes: {_share(assumed.existing_share)}",
            "Low and high take all assumptions at one end together: corners, not a confidence interval.",
            "A question mark is not stated, which is not zero.",
        ]
    )


def _share(span: Span) -> str:
    if span.low == span.likely == span.high:
        return f"{span.likely:g}"
    return f"{span.low:g} / {span.likely:g} / {span.high:g}"


def _ends(span: Span) -> str:
    return "" if span.low == span.high else f"{span.low:,.0f} to {span.high:,.0f}"


def _count(value: float | None) -> str:
    return "?" if value is None else f"{value:,.0f}"
