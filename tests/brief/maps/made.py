"""Findings with places for maps: the examples with tours of our own making, and small workspaces."""

import datetime as dt
from collections import defaultdict
from functools import cache
from pathlib import Path

from accord.brief.findings import Findings
from accord.model.option import Coverage, Option, Tour
from accord.model.workspace import Workspace
from accord.store.read import read_workspace

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"


@cache
def example(name: str) -> Findings:
    """An example's workspace with an option in which every line has one tour of a fitting offer."""
    return planned(read_workspace(EXAMPLES / name))


def planned(space: Workspace, *, tours: bool = True) -> Findings:
    """A workspace with an option: every line is covered to a tenth of the number in its id, and has a tour."""
    return Findings(
        workspace=space, audience="all", scenario="base", fingerprint="0" * 64, options=(_option(space, tours),)
    )


def bare(space: Workspace) -> Findings:
    """A workspace without a plan."""
    return Findings(workspace=space, audience="all", scenario="base", fingerprint="0" * 64)


def _option(space: Workspace, tours: bool) -> Option:
    lines = {id: Coverage(key=id, demand=10.0, covered=float(sum(map(ord, id)) % 11)) for id in space.requirements}
    areas: dict[str, list[Coverage]] = defaultdict(list)
    for id, line in space.requirements.items():
        areas[line.area].append(lines[id])
    return Option(
        id="o", title="Option", scenario="base", objective="", tours=_tours(space) if tours else (), coverage=0.5,
        bounds=(), broken_rules=(), by_priority=(), by_component=(), by_period=(), by_line=tuple(lines.values()),
        gaps=(),
        by_area=tuple(
            Coverage(key=area, demand=sum(one.demand for one in found), covered=sum(one.covered for one in found))
            for area, found in sorted(areas.items())
        ),
    )  # fmt: skip


def _tours(space: Workspace) -> tuple[Tour, ...]:
    start = dt.date(2027, 4, 1)
    return tuple(
        Tour(
            offer=offer.id, nation=offer.nation, requirement=id, capability=line.capability, units=1 + number % 4,
            first_period=number % 3, periods=6, start=start + dt.timedelta(days=30 * (number % 3)), until=start,
            quality=1.0, people=10.0 * number, cost_low=1.0, cost_likely=2.0, cost_high=3.0,
        )
        for number, (id, line) in enumerate(space.requirements.items())
        for offer in [one for one in space.offers.values() if one.capability == line.capability][:2]
    )  # fmt: skip
