"""Places that the plan works at: areas and points named by requirement lines, with what is wanted and covered there."""

from collections.abc import Mapping
from dataclasses import dataclass

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from accord.brief.findings import Findings
from accord.model.option import Coverage
from accord.model.records import Requirement
from accord.model.words import Scope
from accord.model.workspace import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place with the requirement lines that name it."""

    place: Place
    """Where."""
    geometry: BaseGeometry
    """Its shape in degrees."""
    lines: tuple[Requirement, ...]
    """Lines of the statement of requirements, in order of their ids; none for a sector that no line names."""
    coverage: Coverage | None
    """What the recommended option covers of them; None: not planned."""

    @property
    def name(self) -> str:
        """Its name, or its id if it has none."""
        return self.place.name or self.place.id

    @property
    def area(self) -> bool:
        """Whether it is an area rather than a point."""
        return bool(shapely.get_dimensions(self.geometry) == 2)

    @property
    def home(self) -> bool:
        """Whether only work at home stands there."""
        return bool(self.lines) and all(line.scope == Scope.HOME for line in self.lines)

    @property
    def rows(self) -> tuple[str, ...]:
        """Its lines as ``table/id``."""
        return tuple(f"requirements/{line.id}" for line in self.lines)


def sites(findings: Findings) -> tuple[Site, ...]:
    """Places named by requirement lines that the option answers, and sectors; in order of their ids."""
    places = findings.workspace.places
    by_place: dict[str, list[Requirement]] = {}
    planned = {found.key for found in findings.options[0].by_line if found.demand > 0} if findings.options else None
    for line in findings.workspace.requirements.values():
        if line.area in places and (planned is None or line.id in planned):
            by_place.setdefault(line.area, []).append(line)
    covered: Mapping[str, Coverage] = (
        {found.key: found for found in findings.options[0].by_area} if findings.options else {}
    )
    return tuple(
        Site(
            place=place,
            geometry=shape(place.geometry),
            lines=tuple(by_place.get(id, ())),
            coverage=covered.get(id),
        )
        for id, place in sorted(places.items())
        if id in by_place or place.kind == "sector"
    )
