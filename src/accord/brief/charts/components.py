"""Demand summed by component."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from accord.brief.charts.demand import Demand
from accord.brief.charts.frame import started
from accord.brief.pen import Pen
from accord.brief.wording import component_name

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Component:
    """What the lines of a component want and get."""

    key: str
    name: str
    wanted: Floats
    """(T,) units."""
    covered: Floats
    """(T,) units that count."""
    months: float
    """Periods in a month."""
    lines: tuple[str, ...]

    @property
    def demand(self) -> float:
        """Unit-months wanted."""
        return float(self.wanted.sum()) / self.months

    @property
    def short(self) -> float:
        """Unit-months short."""
        return max(0.0, float((self.wanted - self.covered).sum()) / self.months)

    @property
    def share(self) -> float:
        """Share of the unit-months wanted that is covered."""
        return 1.0 - self.short / self.demand


def components(pen: Pen, found: Demand, months: float) -> tuple[Component, ...]:
    """Components of which anything is wanted, the one that lacks most first.

    Parameters
    ----------
    months
        Periods in a month.
    """
    keys = sorted({line.component for line in found.lines})
    parts = []
    for key in keys:
        rows = [number for number, line in enumerate(found.lines) if line.component == key]
        if found.wanted[rows].sum() > 0:
            parts.append(
                Component(
                    key=key,
                    name=started(component_name(pen, key)),
                    wanted=found.wanted[rows].sum(axis=0),
                    covered=found.covered[rows].sum(axis=0),
                    months=months,
                    lines=tuple(f"requirements/{found.lines[row].id}" for row in rows),
                )
            )
    return tuple(sorted(parts, key=lambda part: (-part.short, part.key)))
