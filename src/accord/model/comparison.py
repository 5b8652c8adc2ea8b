"""Options side by side on the criteria that staffs use."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from accord.model.option import Bound, Coverage


@dataclass(frozen=True, slots=True, kw_only=True)
class Futures:
    """Weighted coverage over many futures: conditions and offers hold by chance, nothing is re-planned."""

    draws: int
    """Futures drawn; the same ones for every option."""
    p10: float
    """Weighted coverage that 1 future in 10 stays at or below, a share."""
    p50: float
    """Weighted coverage that every second future stays at or below, a share."""
    p90: float
    """Weighted coverage that 9 futures in 10 stay at or below, a share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorstWithdrawal:
    """The withdrawal of one nation that leaves least coverage when nothing is re-planned."""

    nation: str
    """Nation that leaves; offers that wait for it fall away too."""
    coverage: float
    """Weighted coverage that is left, nothing re-planned, a share."""
    replanned: float | None
    """Weighted coverage after re-planning with the rest, a share; None: not re-planned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One option on all criteria."""

    option: str
    """Id of the option."""
    title: str
    """The option in words."""
    scenario: str
    """Id of the scenario it was made for."""
    coverage: float
    """Weighted coverage, a share."""
    bounds: tuple[Bound, ...]
    """The weighted whole first (key ``all``), then each priority class."""
    by_priority: tuple[Coverage, ...]
    """Coverage of each priority class."""
    by_component: tuple[Coverage, ...]
    """Coverage of each component."""
    by_area: tuple[Coverage, ...]
    """Coverage of each area."""
    by_half_year: tuple[Coverage, ...]
    """Coverage of each half of a calendar year, by the first days of its periods."""
    worst: WorstWithdrawal | None
    """The withdrawal that hurts most; None: nobody serves."""
    futures: Futures
    """Coverage when offers hold with their probabilities."""
    gaps: int
    """Stretches in which a line is short."""
    gap_unit_months: float
    """Unit-months short in all of them."""
    different_unit_months: float
    """Unit-months in which it differs from the first option."""
    measures: Mapping[str, float] = field(default_factory=dict)
    """Criteria by name, each with its unit in the name (see `accord.plan.measures`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Options side by side."""

    profiles: tuple[Profile, ...]
    """One for each option, in their order."""
    different_unit_months: tuple[tuple[float, ...], ...]
    """Unit-months in which the options of row and column differ."""
