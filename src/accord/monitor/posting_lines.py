"""Posts as lines of the statement of requirements: one an area and capability."""

from collections import Counter

from accord.model.posts import Posts
from accord.model.problem import NotFound
from accord.model.records import Requirement
from accord.model.workspace import Workspace


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
    wanted: dict[str, Counter[str]] = {"T": Counter(), "S": Counter()}
    for post in found.posts:
        place = post.area or (post.site if post.site in workspace.places else "")
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
