"""Areas cut into pieces of ground that the same watches cover."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape

from accord.model.earth import EARTH_RADIUS_KM, Position
from accord.model.workspace import Place

POINT_KM = 1.0
"""A place without extent stands for the ground this far around it, kilometres (own assumption: a village)."""
_SLIVER = 1e-6
"""Pieces smaller than this share of their area come from rounding."""
_EDGE = 0.01
"""Places that lie in one another by less than this share of the smaller one only touch: borders are drawn anew by
everybody who draws them, and what hinders observers next door must not count as a hindrance here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of an area and the watched areas that cover it."""

    share: float
    """Of the area's ground, 0 to 1."""
    watched: frozenset[str]
    """Areas of coverage.csv that cover it."""


def centre_of(places: Iterable[Place]) -> Position:
    """Middle of places, whole degrees: origin of a plane on which all of them lie.

    >>> centre_of([])
    (0.0, 0.0)
    """
    found = [(place.longitude, place.latitude) for place in places]
    if not found:
        return 0.0, 0.0
    return float(round(sum(x for x, _ in found) / len(found))), float(round(sum(y for _, y in found) / len(found)))


def ground_of(place: Place, origin: Position) -> Any:
    """Shape of a place, kilometres east and north; one without extent gets `POINT_KM` around it.

    Kilometres are those of the origin's latitude, so that edges that run along each other do so here too; of areas of
    one degree north to south, pieces come out too large or too small by 2 % at most.
    """
    east, north = origin
    degree = np.radians(1.0) * EARTH_RADIUS_KM
    scale = (degree * np.cos(np.radians(north)), degree)

    def flat(positions: Any) -> Any:
        turned = np.column_stack(((positions[:, 0] - east + 180.0) % 360.0 - 180.0, positions[:, 1] - north))
        return turned * scale

    drawn = shapely.transform(shapely.force_2d(shape(place.geometry)), flat)
    return drawn if drawn.area > 0 else drawn.buffer(POINT_KM)


def pieces(area: str, watched: Iterable[str], shapes: Mapping[str, Any]) -> tuple[Piece, ...]:
    """An area cut along the borders of the watched areas; the shares of the pieces sum to 1.

    >>> shapes = {"north": shapely.box(0, 0, 4, 1), "camera": shapely.box(0, 0, 1, 1)}
    >>> [(piece.share, sorted(piece.watched)) for piece in pieces("north", ["north", "camera"], shapes)]
    [(0.25, ['camera', 'north']), (0.75, ['north'])]
    """
    whole = shapes[area]
    parts: list[tuple[Any, frozenset[str]]] = [(whole, frozenset())]
    for other in watched:
        if other == area:
            parts = [(part, own | {other}) for part, own in parts]
        elif _is_in(whole, shapes[other]):
            parts = [cut for part in parts for cut in _cut(part, other, shapes[other], _SLIVER * whole.area)]
    total = sum(part.area for part, _ in parts)
    shares: dict[frozenset[str], float] = {}
    for part, own in parts:
        shares[own] = shares.get(own, 0.0) + part.area / total
    return tuple(Piece(share=shares[own], watched=own) for own in sorted(shares, key=sorted))


def _is_in(whole: Any, other: Any) -> bool:
    """Whether two places share ground, and not by the width of a drawn border alone."""
    if not shapely.intersects(whole, other):
        return False
    common: float = shapely.intersection(whole, other).area
    return common > 0 and common >= _EDGE * min(whole.area, other.area)


def _cut(part: tuple[Any, frozenset[str]], name: str, other: Any, least: float) -> list[tuple[Any, frozenset[str]]]:
    shape, own = part
    inside, outside = shapely.intersection(shape, other), shapely.difference(shape, other)
    if inside.area <= least:
        return [part]
    if outside.area <= least:
        return [(shape, own | {name})]
    return [(inside, own | {name}), (outside, own)]
