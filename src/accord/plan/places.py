"""Where places lie to each other: distance on the globe, and which lies inside which."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from accord.model.earth import distance_km as between_km
from accord.model.fields import Id
from accord.model.workspace import Place


def distance_km(a: Place, b: Place) -> float:
    """Great-circle distance between the points of two places, kilometres.

    >>> def point(longitude, latitude):
    ...     geometry = {"type": "Point", "coordinates": [longitude, latitude]}
    ...     return Place(id="x", name="x", geometry=geometry, longitude=longitude, latitude=latitude)
    >>> round(distance_km(point(0, 0), point(0, 1)), 2), distance_km(point(5, 5), point(5, 5))
    (111.2, 0.0)
    """
    return between_km((a.longitude, a.latitude), (b.longitude, b.latitude))


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a workspace, asked in pairs; answers are kept."""

    by_id: Mapping[Id, Place]
    _inside: dict[tuple[Id, Id], bool] = field(default_factory=dict)

    def within_reach(self, area: Id, other: Id, reach_km: float) -> bool:
        """Whether another place is the same one, or no farther away than `reach_km`."""
        if area == other:
            return True
        a, b = self.by_id.get(area), self.by_id.get(other)
        return reach_km > 0 and a is not None and b is not None and distance_km(a, b) <= reach_km

    def in_any(self, area: Id, named: Iterable[Id]) -> bool:
        """Whether a place is one of those named, or its point lies inside one (on its edge counts)."""
        return any(area == name or self._lies_in(area, name) for name in named)

    def _lies_in(self, area: Id, name: Id) -> bool:
        key = area, name
        if key not in self._inside:
            inner, outer = self.by_id.get(area), self.by_id.get(name)
            self._inside[key] = inner is not None and outer is not None and _covers(outer, inner)
        return self._inside[key]


def _covers(outer: Place, inner: Place) -> bool:
    if "Polygon" not in str(outer.geometry.get("type")):
        return False
    # Only workspaces that name polygons pay for loading shapely.
    from shapely.geometry import Point, shape

    return bool(shape(outer.geometry).covers(Point(inner.longitude, inner.latitude)))
