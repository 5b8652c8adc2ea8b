"""What the solver returns, and when it stops."""

from collections.abc import Callable
from dataclasses import dataclass

from accord.plan.problem import Floats, Plan

WEIGHTS = (8.0, 4.0, 2.0)
"""Usual weights of essential, important and desirable, for one overall coverage figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """When to stop: whichever comes first. With ``rounds`` alone the result is the same on every machine."""

    seconds: float | None = 30.0
    rounds: int | None = None
    """Search rounds; a round is a fixed amount of work."""
    gap_pp: float = 0.0
    """Stop once the gap is proven to be at most this, percentage points of weighted coverage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A moment of the search."""

    seconds: float
    coverage: float
    limit: float
    stage: str


OnProgress = Callable[[Progress], bool]
"""Called a few times a second; returning False stops the search and keeps the best plan."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solution:
    """A plan with its shortfall and what is proven about it."""

    plan: Plan
    shortfall: Floats
    """(3,) shortfall by class, unit-periods."""
    demand: Floats
    """(3,) demand by class, unit-periods."""
    least: Floats
    """(3,) shortfall that no plan can go below in that class, in strict order given what the classes above hold."""
    least_weighted: float
    """Weighted shortfall that no plan can go below."""
    weights: tuple[float, float, float]
    proven: bool
    """Whether nothing better exists (in the order that was asked for)."""
    slot_price: Floats
    """(R, T) price of one more unit of cover in each slot, in weighted unit-periods."""
    limit_price: Floats
    """(C, T) price of one more unit of each limit."""
    rounds: int
    seconds: float
    interrupted: bool = False

    @property
    def coverage(self) -> float:
        """1 - weighted shortfall / weighted demand."""
        total = float(self.demand @ self.weights)
        return 1.0 - float(self.shortfall @ self.weights) / total if total > 0 else 1.0

    @property
    def limit(self) -> float:
        """Coverage that no plan can exceed."""
        total = float(self.demand @ self.weights)
        return 1.0 - self.least_weighted / total if total > 0 else 1.0

    @property
    def gap_pp(self) -> float:
        """Percentage points of weighted coverage between the plan and its bound."""
        return 100.0 * max(0.0, self.limit - self.coverage)
