"""A tiny workspace on disk: two nations, a line that is short, a condition, sources of different days."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

from tests.plan.workspaces import caveat, condition, limit, nation, offer, pool, requirement, scenario, workspace

from accord.model.records import Source
from accord.model.workspace import Workspace
from accord.store.write import write_workspace

EARLY, LATE = dt.date(2026, 1, 10), dt.date(2026, 2, 10)


def source(id: str, **columns: object) -> Source:
    return Source.model_validate({"id": id, "title": f"Letter {id}", "reliability": "B", **columns})


def tiny(**columns: object) -> Workspace:
    """XAA covers half a year of an essential line; XBB's battalion waits for a vote, its second stays at home."""
    rows = (
        requirement("L1", priority="essential", source="s1", credibility=2),
        requirement("L2", priority="desirable", until="2026-06-30", source="s1"),
        offer("a", until="2026-08-31", source="s1", credibility=1, evidence="One battalion until the autumn."),
        offer("b", nation="XBB", conditions=["vote"], source="s2", recorded=EARLY, caveats=["north"]),
        offer("c", nation="XBB", recorded=LATE, source="s2", units=2, units_high=3, until="2026-05-31"),
        offer("h", nation="XBB", scopes=("home",)),
        condition("vote", label="The parliament votes"),
        caveat("north", "area", areas=["north"], source="s2"),
        limit("cap", "people", 400, nations=["XBB"], source="s2"),
        pool("men", 3, nation="XBB", capability="INF", source="s2"),
        nation("XAA", gdp_eur=1e9, population=10_000_000, source="s1"),
        nation("XBB", gdp_eur=3e9, source="s1", note="<b>$not$ *bold*</b>"),
    )
    made = workspace(*rows, scenarios={"base": scenario(title="As it is"), "vote": scenario(conditions={"vote": True})})
    sources = {key: source(key, published=EARLY, retrieved=LATE) for key in ("s1", "s2", "unused")}
    return replace(made, sources=sources, settings=made.settings.model_copy(update=columns))


def bare(**columns: object) -> Workspace:
    """As little as a folder may hold: one line, and one nation that refuses."""
    made = workspace(requirement("L1"), offer("no", units=0, status="refused", scopes=()))
    return replace(made, settings=made.settings.model_copy(update=columns))


def saved(made: Workspace, folder: Path) -> Path:
    write_workspace(made, folder)
    return folder
