"""Is it escalating? What the days of a record say of events that bring about events, and of changes of the rate."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Gap(StrEnum):
    """Why nothing is said."""

    FEW = "few"
    """Too few incidents."""
    SHORT = "short"
    """Too few days."""
    UNWATCHED = "unwatched"
    """Nobody watched, or what was reported lies where nobody did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """How many further incidents of fire an incident brings about."""

    ratio: float
    """Incidents that follow from one on average, its branching ratio, a number without a unit."""
    low: float
    """Low end of its interval, a number without a unit."""
    high: float
    """High end of its interval, a number without a unit."""
    probability: float
    """Probability of the interval, 0 to 1."""
    wait_days: float
    """Mean wait between an incident and those that follow from it, days."""
    reach_km: float
    """How far they fall (standard deviation in each direction), kilometres; 0: within its area."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeats:
    """Incidents near one another in place that also come near in time."""

    km: float
    """Largest distance of a near pair, kilometres."""
    days: float
    """Longest time between them, days."""
    incidents: int
    """Incidents whose place is known well enough, a whole number without a unit."""
    pairs: int
    """Pairs near in both, a whole number without a unit."""
    expected: float
    """Pairs if times had nothing to do with places within each area, a number without a unit."""
    p: float
    """Probability of at least as many by chance, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Onset:
    """A rise that began in the last days."""

    since: dt.date
    """Day from which it most likely holds."""
    noticed: dt.date
    """First day on which it could be told from chance."""
    ratio: float
    """Incidents from the one to the other day over those expected, a number without a unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lately:
    """Whether a rise began in the last days."""

    days: int
    """Last days that are looked at, days."""
    base_days: int
    """Days before them that say what is usual, days."""
    false_alarm: float
    """Probability of an onset by chance alone in these days, 0 to 1."""
    onset: Onset | None
    """The first rise; None: none that chance would not explain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """Days of the record with one rate."""

    first: dt.date
    """First day."""
    last: dt.date
    """Last day."""
    incidents: int
    """Incidents of fire, a whole number without a unit."""
    rate: float | None
    """Incidents a day of full watching, events a day; None: nobody watched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """What the record says; a part that is None has too little to go by."""

    first: dt.date
    """First day of the record."""
    last: dt.date
    """Last day of the record."""
    incidents: int
    """Incidents of fire in it that count, a whole number without a unit."""
    left_out: int
    """Of them, where and when nobody watched, so that no rate can be told, a whole number without a unit."""
    is_covered: bool
    """Whether the coverage log says what share would be reported; where not, all days are taken as alike."""
    gap: Gap | None
    """Why nothing is said of it; None: something is."""
    following: Following | None = None
    """How many further incidents each brings about."""
    repeats: Repeats | None = None
    """Whether incidents near in place come near in time."""
    lately: Lately | None = None
    """Whether a rise began in the last days."""
    levels: tuple[Level, ...] = ()
    """Days with one rate each, in order; several: the rate changed between them."""
