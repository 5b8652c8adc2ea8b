"""Posts as lines of the statement of requirements: one an area and capability."""

from collections import Counter

import numpy as np

from accord.model.posts import Posts
from accord.model.problem import NotFound
from accord.model.records import Requirement
from accord.model.workspace import Workspace
from accord.monitor.areas import smallest_area


def requirement_lines(found: Posts, workspace: Workspace, *, team: str, sensor: str) -> dict[str, Requirement]:
    """Lines for `plan`, by id: P-T01, ... for teams and P-S01, ... for sensors.

    A line asks for the teams of all posts in the smallest area that holds them, or at the place itself outside all.

    Parameters
    ----------
    found
        Where to observe.
    workspace
        Its places name the areas.
    team, sensor
        Capabilities of the lines.

    Raises
    ------
    NotFound
        If a post lies outside all areas and at no place.
    """
    at = np.array([(post.longitude, post.latitude) for post in found.posts]).reshape(-1, 2)
    areas = smallest_area(at[:, 0], at[:, 1], {str(key): place for key, place in workspace.places.items()}).to_list()
    wanted: dict[str, Counter[str]] = {"T": Counter(), "S": Counter()}
    for post, area in zip(found.posts, areas, strict=True):
        place = area or (post.site if post.site in workspace.places else "")
        if not place:
            raise NotFound(f"post {post.site} lies in no area of places.geojson: a line of requirements needs one")
        wanted["T"][place] += post.teams
        wanted["S"][place] += post.sensors
    lines = {}
    for letter, capability in (("T", team), ("S", sensor)):
        for number, (place, units) in enumerate(sorted((+wanted[letter]).items()), start=1):
            key = f"P-{letter}{number:02d}"
            lines[key] = Requirement.model_validate(
                {
                    "id": key,
                    "label": f"Observation, {workspace.places[place].name or place}",  # type: ignore[index]
                    "component": "monitoring",
                    "capability": capability,
                    "units": units,
                    "area": place,
                    "scope": "in_country",
                    "task": "monitoring",
                    "basis": f"accord posts: {found.teams} teams, {found.sensors} sensors, {found.claim}",
                }
            )
    return lines
