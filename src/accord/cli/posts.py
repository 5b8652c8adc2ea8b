"""``accord posts``: where to observe."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from accord.cli.output import add_rows, make_table, screen
from accord.model.posts import Posts

if TYPE_CHECKING:
    import polars as pl
    from rich.table import Table

    from accord.model.workspace import Workspace


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
        CSV file to write: the posts as lines of requirements.csv, one an area and capability.
    team_capability
        Capability of the lines for teams.
    sensor_capability
        Capability of the lines for sensors.
    json
        Print the result as JSON.
    """
    from dataclasses import replace

    from accord.model.problem import AccordError
    from accord.monitor.detect import SENSOR, TEAM
    from accord.monitor.posting import Look, find_posts
    from accord.store.events import read_events
    from accord.store.read import read_workspace

    whole = {"--teams": teams, "--sensors": sensors}
    above = {"--cell-km": cell_km, "--team-range-km": team_range_km, "--sensor-range-km": sensor_range_km}
    above |= {"--days": days, "--shifts": shifts}
    for option, value in (whole | above).items():
        if value < 0 or (option in above and value == 0):
            raise AccordError(f"{option}: must be {'above' if option in above else 'at least'} 0, not {value:g}")
    if not 0 <= balance <= 0.5:
        raise AccordError(f"--balance: must be from 0 to 0.5, not {balance:g}")
    workspace = read_workspace(folder)
    incidents, findings = _monitored(folder, workspace)
    found = find_posts(
        workspace,
        incidents,
        findings,
        read_events(folder, workspace=workspace).watches,
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
    if requirements is not None:
        _write(requirements, found, workspace, (team_capability, sensor_capability))
    if json:
        from accord.store.results import json_text

        print(json_text(found), end="")
        return
    console = screen()
    settings = workspace.settings
    console.print(settings.title + (" (nations and land are invented)" if settings.invented else ""), markup=False)
    for part in told(found):
        console.print(part, markup=False, soft_wrap=isinstance(part, str))
    if requirements is not None:
        console.print(f"Written: {requirements}", markup=False, soft_wrap=True)


def _monitored(folder: Path, workspace: "Workspace") -> "tuple[pl.DataFrame | None, pl.DataFrame | None]":
    from accord.model.problem import NotFound
    from accord.store.monitored import read_monitored

    try:
        incidents, findings = read_monitored(folder, "incidents"), read_monitored(folder, "findings")
    except NotFound:
        return None, None
    return incidents, findings if workspace.deal else None


def told(found: Posts) -> "Iterator[Table | str]":
    """What is printed, part by part."""
    share = found.detected / found.expected if found.expected else 0.0
    yield (
        f"{found.teams} teams and {found.sensors} sensors at {len(found.posts)} posts are expected to detect "
        f"{found.detected:.4g} of {found.expected:.4g} violations in 30 days ({share:.0%})"
    )
    yield f"At most {found.bound:.4g} at these {found.sites:,} sites, for {found.cells:,} cells: {found.claim}"
    if found.by_side:
        yield "Posts by side of the line: " + ", ".join(f"{side} {n}" for side, n in found.by_side.items())
    yield ""
    yield posts_table(found)
    yield from found.notes


def posts_table(found: Posts) -> "Table":
    """Posts, the most telling first."""
    rows = (
        (
            f"{post.site}: {post.name}" if post.name else post.site,
            post.side,
            "; ".join(str(reason) for reason in post.reasons),
            f"{post.latitude:.2f} {post.longitude:.2f}",
            post.teams,
            post.sensors,
            f"{post.access:.0%}",
        )
        for post in found.posts
    )
    return add_rows(make_table("Posts", ["site", "side", "because"], ("lat lon", "teams", "sensors", "access")), rows)


def _write(path: Path, found: Posts, workspace: "Workspace", capabilities: tuple[str, str]) -> None:
    from accord.model.problem import NotFound
    from accord.monitor.posting_lines import requirement_lines
    from accord.store.atomic import write_files
    from accord.store.write import table_text

    for capability in capabilities:
        if capability not in workspace.capabilities:
            raise NotFound(f"no capability {capability!r} in capabilities.csv: name one by --team-capability")
    lines = requirement_lines(found, workspace, team=capabilities[0], sensor=capabilities[1])
    write_files(path.parent, {path.name: table_text("requirements", lines).encode()})
