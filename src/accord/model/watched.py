"""What was watched, what hindered it, and what may be said of a place then."""

from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """What may be said of an area: that it was quiet can be said only where it was watched enough."""

    ACTIVE = "active"
    """Something was reported."""
    QUIET = "quiet"
    """Nothing was reported, and most would have been."""
    TOO_LITTLE = "too_little"
    """Nothing was reported, and too little was watched to say that it was quiet."""
    UNOBSERVED = "not_observed"
    """Nobody looked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hindered:
    """Why an area was not watched for some time."""

    hindrance: str
    """What hindered, a word of `Hindrance`."""
    hours: float
    """Hours of it, of the whole ground of the area: half the ground for two hours is one hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """How well an area was watched in a stretch of days, for the kinds of event in question."""

    share: float | None
    """Expected share of events that would be reported, 0 to 1; None: nobody looked."""
    low: float
    """Low estimate of the share, 0 to 1."""
    high: float
    """High estimate of the share, 0 to 1."""
    hours: float
    """Hours in which somebody had a chance to see them, of the whole ground of the area."""
    of_hours: float
    """Hours of the stretch."""
    hindered: tuple[Hindered, ...] = ()
    """What hindered, most hours first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Events a day that would have been reported had everything been watched."""

    events: float
    """Events reported, a whole number without a unit."""
    full_days: float
    """Days of full watching that the reports are worth: the shares of the days together, days."""
    low: float | None
    """Low end of the interval, events a day; None: nothing was watched."""
    likely: float | None
    """Middle of the interval, events a day; None: nothing was watched."""
    high: float | None
    """High end of the interval, events a day; None: nothing was watched."""
    probability: float
    """Probability of the interval, 0 to 1."""
