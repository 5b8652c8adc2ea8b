"""What a program minimises, and what it may not give up."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A weighted shortfall that may not grow beyond what is held."""

    weights: tuple[float, float, float]
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """Minimise weighted shortfall plus weighted cost, holding what higher goals reached.

    >>> Goal(weights=(0, 1, 0), holds=(Hold(weights=(1, 0, 0), most=3.0),)).cost
    0.0
    """

    weights: tuple[float, float, float]
    """Weight of a unit-period short, by class."""
    cost: float = 0.0
    """Weight of the plan's likely cost."""
    holds: tuple[Hold, ...] = ()
