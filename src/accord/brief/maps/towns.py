"""Towns of the ground that are not places of work: small circles and names that stand back."""

from collections.abc import Iterable
from typing import TypeAlias

from accord.brief.charts.svg import Svg, fitted
from accord.brief.maps.labels import LONGEST, Label
from accord.brief.maps.look import mark
from accord.brief.palette import QUIET

Town: TypeAlias = tuple[str, int, float, float]
"""Name, rank (0: a capital), and its point on the page."""


def town_marks(towns: Iterable[Town]) -> list[Svg]:
    """Small circles for towns, a ringed one for a capital."""
    return [mark("capital" if rank == 0 else "city", x, y) for _, rank, x, y in towns]


def town_kinds(towns: Iterable[Town]) -> list[str]:
    """Kinds of mark among towns."""
    return sorted({"capital" if rank == 0 else "city" for _, rank, _, _ in towns})


def town_labels(towns: Iterable[Town]) -> list[Label]:
    """Names of towns, capitals first."""
    return [
        Label(
            lines=(fitted(name, LONGEST, size=7.0),),
            x=x,
            y=y,
            rank=5.0 + rank,
            size=7.5 if rank == 0 else 6.5,
            weight=600 if rank == 0 else 400,
            fill=QUIET,
        )
        for name, rank, x, y in towns
    ]
