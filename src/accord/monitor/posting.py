"""Where to observe in a workspace: its places and recent incidents in, posts with reasons out."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from accord.model.earth import Position, plane
from accord.model.posts import Post, Posts, SeenArea, claim_of
from accord.model.problem import AccordError, NotFound
from accord.model.reason import Reason
from accord.model.workspace import Place, Workspace
from accord.monitor.areas import smallest_area
from accord.monitor.detect import SENSOR, TEAM, Curve, access
from accord.monitor.expecting import denied_days, recent, unseen_factor, violations
from accord.monitor.posts import GAP, Cells, Floats, Placed, Sites, place_posts
from accord.monitor.terrain import (
    default_areas,
    grid,
    ground_left,
    line_of,
    on_land,
    positions,
    sides,
    smoothed,
    watched_area,
)
from accord.monitor.where import origin_of, to_plane

MONTH_DAYS = 30.0
DIGITS = 2
"""Decimals of a degree that are told: about a kilometre."""
MOST_SIDE = 100_000
"""Cells, or sites, that are weighed; and at most 200 times as many pairs."""
POINTS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What is watched, from where, and what it rests on."""

    areas: tuple[str, ...] = ()
    """Places to watch; blank: those of the kind zone, else patrol_area, else sector."""
    buffer_km: float = 0.0
    """How far around them, kilometres."""
    cell_km: float = 2.0
    """Side of a cell, kilometres."""
    site_km: float = 4.0
    """Step of the grid of candidate sites, kilometres; 0: places alone."""
    days: int = 30
    """Days of incidents that count."""
    spread_km: float = 4.0
    """Spread of an incident over cells, kilometres."""
    floor: float = 0.1
    """Share of all expected violations that is spread evenly, 0 to 1."""
    denial_km: float = 10.0
    """How near a denial of passage counts for a site, kilometres."""
    least_share: float = 0.3
    """Share of posts kept for either side of the line, 0 to 0.5."""
    shifts: int = 1
    """Teams that man one post by day and night."""
    team: Curve = TEAM
    """How a team detects."""
    sensor: Curve = SENSOR
    """How a sensor detachment detects."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    sites: Sites
    cells: Cells
    names: list[tuple[str, str]]
    at: list[Position]
    areas: list[str]
    cell_areas: list[str]
    words: tuple[str, str, str]
    denied: Floats
    notes: tuple[str, ...]


def find_posts(
    workspace: Workspace,
    incidents: pl.DataFrame | None = None,
    findings: pl.DataFrame | None = None,
    watches: pl.DataFrame | None = None,
    *,
    teams: int,
    sensors: int = 0,
    last: dt.date | None = None,
    look: Look | None = None,
    gap: float = GAP,
    seconds: float = 20.0,
) -> Posts:
    """Posts for teams and sensors that are expected to detect most violations.

    Parameters
    ----------
    workspace
        Places, and the deal if there is one.
    incidents, findings
        What monitoring found; None: nothing is known, and every cell is expected to see as much as any other.
    watches
        The coverage log: incidents count for more where few would be reported.
    teams, sensors
        How many there are.
    last
        Last day that counts (UTC); None: that of the last incident.
    look
        What is watched and what it rests on.
    gap, seconds
        As in `place_posts`.

    Raises
    ------
    NotFound
        If there is no ground to watch or no site to watch it from.
    """
    look = look or Look()
    scene = _scene(workspace, incidents, findings, watches, last, look)
    placed = place_posts(
        scene.sites,
        scene.cells,
        teams=teams,
        sensors=sensors,
        shifts=look.shifts,
        least_share=look.least_share,
        team=look.team,
        sensor=look.sensor,
        gap=gap,
        seconds=seconds,
    )
    posts = _posts(scene, placed, look)
    return Posts(
        posts=posts,
        teams=sum(post.teams for post in posts),
        sensors=sum(post.sensors for post in posts),
        expected=float(scene.cells.expected.sum()),
        detected=placed.detected,
        bound=placed.bound,
        claim=claim_of(placed.detected, placed.bound),
        by_side=dict(sorted(Counter(post.side for post in posts if post.side).items())),
        sites=len(scene.names),
        cells=len(scene.cells.expected),
        areas=_seen_areas(scene, placed, workspace),
        next_post=_next(placed, 0),
        next_sensor=_next(placed, 1),
        is_interrupted=placed.is_interrupted,
        notes=scene.notes,
    )


def _scene(
    workspace: Workspace,
    incidents: pl.DataFrame | None,
    findings: pl.DataFrame | None,
    watches: pl.DataFrame | None,
    last: dt.date | None,
    look: Look,
) -> _Scene:
    places = {str(name): place for name, place in workspace.places.items()}
    names = look.areas or default_areas(places)
    ground = {name: places[name] for name in names if name in places}
    origin = origin_of(pl.DataFrame(), ground)
    area = watched_area(places, names, origin, buffer_km=look.buffer_km)
    line = line_of(places, workspace.deal)
    _refuse_too_many(area.area, look)
    cells = grid(area, look.cell_km)
    if not len(cells[0]):
        raise NotFound(f"no cell of {look.cell_km:g} km fits into the ground to watch: make cells smaller, or widen it")
    where = _candidates(places, area, origin, look)
    known = recent(incidents, last or _last(incidents), look.days) if incidents is not None else None
    notes = [f"Watched: {', '.join(names)}; own planning assumptions of detection, see accord posts --help."]
    if known is None or not known.height:
        expected = smoothed(np.zeros(0), np.zeros(0), cells, amounts=np.zeros(0), spread_km=1.0, floor=0.0)
        denied = np.zeros(len(where[0]))
        notes.append("No incidents are known: each cell is expected to see as much as any other, 1 violation in all.")
    else:
        day = last or _last(incidents)
        east, north = plane(known["longitude"].to_numpy(), known["latitude"].to_numpy(), origin)
        amounts = violations(known, findings) * MONTH_DAYS / look.days
        if watches is not None:
            amounts = amounts * unseen_factor(known, watches, places, day, look.days)
        expected = smoothed(east, north, cells, amounts=amounts, spread_km=look.spread_km, floor=look.floor)
        denied = denied_days(known, east, north, where[:2], look.denial_km)
        notes.append(f"{known.height:,} incidents of {look.days} days up to {day}, scaled to 30 days.")
    return _Scene(
        sites=Sites(
            east_km=where[0],
            north_km=where[1],
            side=sides(where[0], where[1], places, line[0] if line else None, origin),
            access=access(denied, look.days),
        ),
        cells=Cells(east_km=cells[0], north_km=cells[1], expected=expected, ground=ground_left(*cells, places, origin)),
        names=where[2],
        at=(at := positions(where[:2], origin)),
        areas=_areas_at(at, places),
        cell_areas=_areas_at(positions(cells, origin), places),
        words=(line[1], line[2], "") if line else ("", "", ""),
        denied=denied,
        notes=tuple(notes),
    )


def _refuse_too_many(area_km2: float, look: Look) -> None:
    """Before anything is laid out: a grid too fine would fill the memory."""
    cells = area_km2 / look.cell_km**2
    sites = area_km2 / look.site_km**2 if look.site_km else 0.0
    if max(cells, sites, cells * sites / 200) > MOST_SIDE:
        said = f"about {cells:,.0f} cells and {sites:,.0f} sites are too many to weigh"
        raise AccordError(f"{said}: make cells or the grid of sites larger, or the ground to watch smaller")


def _last(incidents: pl.DataFrame | None) -> dt.date:
    last = incidents["start"].max() if incidents is not None else None
    return last.date() if isinstance(last, dt.datetime) else dt.date.min + dt.timedelta(days=100_000)


def _candidates(
    places: dict[str, Place], area: object, origin: Position, look: Look
) -> tuple[NDArray[np.float64], NDArray[np.float64], list[tuple[str, str]]]:
    """Points of places in reach of the area, and a grid inside it; on land."""
    import shapely

    reach = 2 * max(look.team.spread_km, look.sensor.spread_km)
    spots = [(name, to_plane(place, origin)) for name, place in places.items() if place.geometry["type"] == "Point"]
    near = [(name, spot) for name, spot in sorted(spots) if shapely.distance(spot, area) <= reach]
    east = np.array([spot.x for _, spot in near])
    north = np.array([spot.y for _, spot in near])
    names = [(name, places[name].name or name) for name, _ in near]
    if look.site_km:
        across, up = grid(area, look.site_km)
        dry = on_land(across, up, places, origin)
        east, north = np.concatenate([east, across[dry]]), np.concatenate([north, up[dry]])
        told = _told_from(across[dry], up[dry], [(places[name].name or name, spot) for name, spot in sorted(spots)])
        names += [(f"site-{number}", words) for number, words in enumerate(told, start=1)]
    if not names:
        raise NotFound("no site to watch from: name places in reach, or a grid with --site-km")
    return east, north, names


def _told_from(east: Floats, north: Floats, spots: list[tuple[str, Any]]) -> list[str]:
    """Where each point lies, from the nearest place; blank without one."""
    if not spots:
        return [""] * len(east)
    aside = np.array([spot.x for _, spot in spots]) - east[:, None]
    up = np.array([spot.y for _, spot in spots]) - north[:, None]
    nearest = np.hypot(aside, up).argmin(axis=1)
    told = []
    for row, place in enumerate(nearest.tolist()):
        x, y = -aside[row, place], -up[row, place]
        point = POINTS[round(float(np.degrees(np.arctan2(x, y))) / 45) % 8]
        told.append(f"{np.hypot(x, y):.0f} km {point} of {spots[place][0]}")
    return told


def _areas_at(at: list[Position], places: dict[str, Place]) -> list[str]:
    points = np.array(at, dtype=np.float64).reshape(-1, 2)
    return smallest_area(points[:, 0], points[:, 1], places).to_list()


def _seen_areas(scene: _Scene, placed: Placed, workspace: Workspace) -> tuple[SeenArea, ...]:
    """What is seen of each area, the one with most left unseen first."""
    missed = placed.problem.missed(np.concatenate([placed.manned, placed.sensed]))
    labels = np.array(scene.cell_areas, dtype=object)
    names = {str(key): place.name for key, place in workspace.places.items()}
    found = []
    for area in sorted(set(scene.cell_areas)):
        expected = scene.cells.expected[labels == area]
        detected = float(expected @ (1.0 - missed[labels == area]))
        found.append(SeenArea(area=area, name=names.get(area, ""), expected=float(expected.sum()), detected=detected))
    return tuple(sorted(found, key=lambda seen: (seen.detected - seen.expected, seen.area)))


def _next(placed: Placed, means: int) -> float:
    """What one more choice of these means adds, wherever it adds most."""
    problem, taken = placed.problem, np.concatenate([placed.manned, placed.sensed])
    missed = problem.weights * problem.missed(taken)
    gains = np.bincount(problem.owner, weights=missed[problem.cells] * problem.chances, minlength=problem.n_choices)
    return float(gains[~taken & (problem.means == means)].max(initial=0.0))


def _posts(scene: _Scene, placed: Placed, look: Look) -> tuple[Post, ...]:
    n = len(scene.names)
    taken = np.concatenate([placed.manned, placed.sensed])
    lacking = [_without(placed, taken, [site, site + n]) for site in range(n)]
    found = [
        Post(
            site=scene.names[site][0],
            name=scene.names[site][1],
            area=scene.areas[site],
            longitude=round(scene.at[site][0], DIGITS),
            latitude=round(scene.at[site][1], DIGITS),
            side=scene.words[scene.sites.side[site]],
            teams=look.shifts * int(placed.manned[site]),
            sensors=int(placed.sensed[site]),
            access=float(scene.sites.access[site]),
            detected=lacking[site],
            reasons=_reasons(scene, placed, site, lacking[site], look),
        )
        for site in np.flatnonzero(placed.manned | placed.sensed).tolist()
    ]
    return tuple(sorted(found, key=lambda post: (-post.detected, post.site)))


def _without(placed: Placed, taken: NDArray[np.bool_], gone: list[int]) -> float:
    if not taken[gone].any():
        return 0.0
    left = taken.copy()
    left[gone] = False
    return placed.detected - placed.problem.detected(left)


def _reasons(scene: _Scene, placed: Placed, site: int, detected: float, look: Look) -> tuple[Reason, ...]:
    far = np.hypot(scene.cells.east_km - scene.sites.east_km[site], scene.cells.north_km - scene.sites.north_km[site])
    reach = (look.team if placed.manned[site] else look.sensor).spread_km
    near = float(scene.cells.expected[far <= reach].sum())
    reasons = [
        Reason(code="near", text=f"{near:.1f} violations expected in 30 days within {reach:g} km", weight=near),
        Reason(code="alone", text=f"{detected:.1f} of them and farther ones go unseen without it", weight=detected),
    ]
    if days := int(scene.denied[site]):
        text = f"passage within {look.denial_km:g} km was denied on {days} of {look.days} days"
        reasons.append(Reason(code="access", text=text, weight=-float(1 - scene.sites.access[site])))
    return tuple(reasons)
