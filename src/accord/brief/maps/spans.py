"""Areas that are made up of smaller ones."""

from collections.abc import Sequence

import shapely
from shapely.geometry.base import BaseGeometry

_SEEN = 0.15
"""An area of which less than this share is seen under smaller ones is made up of them."""


def hidden(drawn: BaseGeometry, smaller: Sequence[BaseGeometry]) -> bool:
    """Whether smaller areas cover nearly all of an area."""
    if not smaller:
        return False
    rest = shapely.difference(sound(drawn), shapely.union_all([sound(other) for other in smaller]))
    return bool(shapely.area(rest) < _SEEN * shapely.area(drawn))


def sound(geometry: BaseGeometry) -> BaseGeometry:
    """A geometry that can be reckoned with, whatever rounding has done to it."""
    return geometry if geometry.is_valid else geometry.buffer(0)
