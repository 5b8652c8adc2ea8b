"""``accord posts``: where to observe."""

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from accord.cli.output import add_rows, make_table, screen
from accord.model.posts import Posts

if TYPE_CHECKING:
    import polars as pl
    from rich.table import Table

    from accord.model.workspace import Workspace
    from accord.store.run import Argument, Run

FILE = "posts.json"
WHY = ("near", "alone")
"""Reasons of a post whose weight is shown."""
MOST_AREAS = 8


def posts(
    folder: Path,
    *,
    teams: int,
    sensors: int = 0,
    shifts: int = 1,
    balance: float = 0.3,
    area: tuple[str, ...] = (),
    buffer_km: float = 0.0,
    cell_km: float = 2.0,
    site_km: float = 4.0,
    team_range_km: float = 5.0,
    sensor_range_km: float = 3.0,
    day: dt.date | None = None,
    days: int = 30,
    time_limit: float = 20.0,
    requirements: Path | None = None,
    team_capability: str = "MON-TM",
    sensor_capability: str = "SNS-DET",
    json: bool = False,
) -> None:
    """Where to observe: sites for teams and sensors that are expected to detect most violations, and the bound.

    Cells of the ground to watch get violations from the incidents and findings of the last accord monitor, scaled to
    30 days; without one, all cells count the same. Sites are towns, crossings and posts in reach and a grid. A team
    detects 85 % of what happens beside it and 61 % of that at its range, sensors 90 %: own planning assumptions.

    Writes out/monitor/posts.json and out/run.json. Ctrl-C ends the proof and keeps the best placing found so far.

    Parameters
    ----------
    folder
        The workspace.
    teams
        Monitoring teams that there are.
    sensors
        Detachments of cameras and ground sensors.
    shifts
        Teams that it takes to man one post by day and night.
    balance
        Share of posts kept for either side of the line, 0 to 0.5, rounded down to whole posts.
    area
        Place to watch; may be given several times; those of the kind zone, else patrol_area, else sector if left out.
    buffer_km
        How far around them to watch, kilometres.
    cell_km
        Side of a cell, kilometres.
    site_km
        Step of the grid of sites, kilometres; 0 for places alone.
    team_range_km
        Distance at which a team detects 61 % of what it detects beside it, kilometres; less in towns and woods.
    sensor_range_km
        The same for sensors.
    day
        Last day of incidents that count (UTC); that of the last incident if left out.
    days
        Days of incidents that count.
    time_limit
        Most seconds for the proof.
    requirements
        New CSV file to write: the posts as lines of requirements.csv, one an area and capability.
    team_capability
        Capability of the lines for teams.
    sensor_capability
        Capability of the lines for sensors.
    json
        Print the result as JSON.
    """
    from dataclasses import replace

    from accord.monitor.detect import SENSOR, TEAM
    from accord.monitor.posting import Look, find_posts
    from accord.store.events import read_events
    from accord.store.read import read_workspace
    from accord.store.results import json_text
    from accord.store.run import describe_run

    arguments: dict[str, Argument] = {
        "teams": teams, "sensors": sensors, "shifts": shifts, "balance": balance, "area": " ".join(area),
        "buffer_km": buffer_km, "cell_km": cell_km, "site_km": site_km, "team_range_km": team_range_km,
        "sensor_range_km": sensor_range_km, "day": day.isoformat() if day else None, "days": days,
        "time_limit": time_limit,
    }  # fmt: skip
    _refuse(arguments)
    run = describe_run(folder, command="posts", arguments=arguments)
    workspace = read_workspace(folder)
    if requirements is not None:
        _refuse_lines(requirements, workspace, (team_capability, sensor_capability))
    incidents, findings = _monitored(folder, workspace)
    events = read_events(folder, workspace=workspace)
    found = find_posts(
        workspace,
        incidents,
        findings,
        events.watches,
        teams=teams,
        sensors=sensors,
        last=day,
        look=Look(
            areas=area,
            buffer_km=buffer_km,
            cell_km=cell_km,
            site_km=site_km,
            days=days,
            least_share=balance,
            shifts=shifts,
            team=replace(TEAM, spread_km=team_range_km),
            sensor=replace(SENSOR, spread_km=sensor_range_km),
        ),
        seconds=time_limit,
    )
    files = _kept(folder, replace(run, inputs=dict(sorted({**run.inputs, **events.hashes}.items()))), found)
    if requirements is not None:
        files += (_write(requirements, found, workspace, (team_capability, sensor_capability)),)
    if json:
        print(json_text(found), end="")
        return
    console = screen()
    settings = workspace.settings
    console.print(settings.title + (" (nations and land are invented)" if settings.invented else ""), markup=False)
    for part in told(found, team_range_km, sensor_range_km):
        console.print(part, markup=False, soft_wrap=isinstance(part, str))
    for path in files:
        console.print(f"Written: {path}", markup=False, soft_wrap=True)


def _refuse(given: "Mapping[str, Argument]") -> None:
    """Say which option cannot be."""
    from math import isfinite

    from accord.model.problem import AccordError

    above = ("cell_km", "team_range_km", "sensor_range_km", "days", "shifts", "time_limit")
    for name, value in given.items():
        if not isinstance(value, int | float):
            continue
        option = "--" + name.replace("_", "-")
        if not isfinite(value) or value < 0 or (name in above and value == 0):
            raise AccordError(f"{option}: must be {'above' if name in above else 'at least'} 0, not {value:g}")
        if name == "balance" and value > 0.5:
            raise AccordError(f"{option}: must be from 0 to 0.5, not {value:g}")


def _refuse_lines(path: Path, workspace: "Workspace", capabilities: tuple[str, str]) -> None:
    from accord.model.problem import AccordError, NotFound

    if path.exists():
        raise AccordError(
            f"--requirements: {str(path)!r} is there already, and nothing is written over: name a new file"
        )
    for option, capability in zip(("--team-capability", "--sensor-capability"), capabilities, strict=True):
        if capability not in workspace.capabilities:
            raise NotFound(f"{option}: no {capability!r} in capabilities.csv")


def _monitored(folder: Path, workspace: "Workspace") -> "tuple[pl.DataFrame | None, pl.DataFrame | None]":
    from accord.model.problem import NotFound
    from accord.store.monitored import read_monitored

    try:
        incidents, findings = read_monitored(folder, "incidents"), read_monitored(folder, "findings")
    except NotFound:
        return None, None
    return incidents, findings if workspace.deal else None


def told(found: Posts, team_km: float, sensor_km: float) -> "Iterator[Table | str]":
    """What is printed, part by part."""
    share = found.detected / found.expected if found.expected else 0.0
    yield (
        f"{found.teams} teams and {found.sensors} sensors at {len(found.posts)} posts are expected to detect "
        f"{found.detected:.4g} of {found.expected:.4g} violations in 30 days ({share:.0%})"
    )
    yield (
        f"Bound: no placing of them at these {found.sites:,} sites is expected to detect more than {found.bound:.4g} "
        f"({found.claim}); {found.cells:,} cells"
    )
    if found.is_interrupted:
        yield "Stopped before the end: the best placing found so far"
    yield f"One more post would add {found.next_post:.2g}, one more sensor detachment {found.next_sensor:.2g}"
    if found.by_side:
        yield "Posts by side of the line: " + ", ".join(f"{side} {n}" for side, n in found.by_side.items())
    if found.posts:
        yield ""
        yield posts_table(found)
        yield (
            f"Near: violations expected in 30 days within {team_km:g} km ({sensor_km:g} km for sensors alone). "
            "Lost: those that nobody detects if this post alone is given up."
        )
        yield "Open: chance that the post can be reached on a day, from denials of passage near it."
    yield ""
    yield areas_table(found)
    yield ""
    yield from found.notes


def posts_table(found: Posts) -> "Table":
    """Posts, the most telling first."""
    rows = (
        (
            f"{post.site}: {post.name}" if post.name else post.site,
            post.area,
            post.side,
            f"{post.latitude:.2f} {post.longitude:.2f}",
            post.teams,
            post.sensors,
            *(f"{sum(reason.weight for reason in post.reasons if reason.code == code):.1f}" for code in WHY),
            f"{post.access:.0%}",
        )
        for post in found.posts
    )
    figures = ("lat lon", "teams", "sensors", "near", "lost", "open")
    return add_rows(make_table("Posts, the most telling first", ["site", "area", "side"], figures), rows)


def areas_table(found: Posts) -> "Table":
    """What is left unseen, the most first."""
    most = found.areas[:MOST_AREAS]
    title = f"Left unseen, in 30 days: {len(most)} of {len(found.areas)} areas, the most first"
    rows = (
        (
            (f"{seen.area}: {seen.name}" if seen.name and seen.name != seen.area else seen.area) or "outside all areas",
            f"{seen.expected:.1f}",
            f"{seen.detected:.1f}",
            f"{seen.expected - seen.detected:.1f}",
            f"{seen.detected / seen.expected:.0%}" if seen.expected else "",
        )
        for seen in most
    )
    return add_rows(make_table(title, ["area"], ("expected", "detected", "unseen", "seen")), rows)


def _kept(folder: Path, run: "Run", found: Posts) -> tuple[Path, ...]:
    from accord.store.atomic import write_files
    from accord.store.layout import OUT
    from accord.store.monitored import FOLDER
    from accord.store.results import json_text
    from accord.store.run import RUN_FILE, read_runs, runs_text

    files = {
        f"{FOLDER}/{FILE}": json_text(found).encode(),
        RUN_FILE: runs_text({**read_runs(folder), run.command: run}).encode(),
    }
    write_files(folder / OUT, files)
    return tuple(folder / OUT / name for name in files)


def _write(path: Path, found: Posts, workspace: "Workspace", capabilities: tuple[str, str]) -> Path:
    from accord.monitor.posting_lines import requirement_lines
    from accord.store.atomic import write_files
    from accord.store.write import table_text

    lines = requirement_lines(found, workspace, team=capabilities[0], sensor=capabilities[1])
    write_files(path.parent, {path.name: table_text("requirements", lines).encode()})
    return path
