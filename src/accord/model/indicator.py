"""Signs of a build-up, area by area: each a rate with its exposure, now against before, and what they come to."""

import datetime as dt
import math
from dataclasses import dataclass
from enum import StrEnum

from accord.model.reason import Reason

LARGEST = math.log(1000.0)
"""Logarithm of the largest ratio that an interval tells from none."""


class Sign(StrEnum):
    """What points at a build-up."""

    WEAPON = "weapon"
    """Weapons seen where a term forbids them; where no deal says so, weapons seen."""
    POSITION = "position"
    """New trenches, bunkers, positions."""
    CONVOY = "convoy"
    """Vehicles moving together."""
    RAIL = "rail"
    """Military loads on rail."""
    CAMP = "camp"
    """Camps and depots, new or growing."""
    MINE = "mine"
    """Mines seen for the first time."""
    JAMMING = "jamming"
    """Days on which monitors were jammed."""
    DENIAL = "denial"
    """Days on which monitors were refused access."""


class State(StrEnum):
    """What an area looks like. No state is a verdict: it says where to look."""

    REGROUPING = "regrouping?"
    """Violence falls, or cannot be seen, while signs of a build-up rise."""
    FIGHTING = "fighting"
    """Violence goes on."""
    EASING = "easing"
    """Violence falls and no sign rises."""
    QUIET = "quiet"
    """Nothing, where most would have been reported, and no sign rises."""
    TOO_LITTLE = "too_little"
    """Too little was watched to say."""
    UNOBSERVED = "not_observed"
    """Nobody looked, and no sign rises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How often something was reported now and before, as if all had been watched in both."""

    now: float
    """Reported now, a number without a unit."""
    now_days: float
    """Days of full watching now, days."""
    before: float
    """Reported before, a number without a unit."""
    before_days: float
    """Days of full watching before, days."""
    log_middle: float | None
    """Logarithm of the rate now over the rate before, natural, without a unit; None: one of them was not watched."""
    log_low: float | None
    """Low end of its interval, without a unit; not below that of a thousandth, which stands for none."""
    log_high: float | None
    """High end of its interval, without a unit; not above that of a thousand, which stands for none."""
    surplus: float
    """Reported now beyond what the rate before lets expect, a number without a unit; what it adds to the whole."""
    probability: float
    """Probability of the interval, 0 to 1."""

    @property
    def rises(self) -> bool:
        """Whether the whole interval lies above no change."""
        return self.log_low is not None and self.log_low > 0

    @property
    def falls(self) -> bool:
        """Whether the whole interval lies below no change."""
        return self.log_high is not None and self.log_high < 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One sign in one area."""

    sign: Sign
    """What points at a build-up."""
    change: Change
    """Now against before."""
    reason: Reason
    """The same as a sentence; weight = surplus; rows are incidents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaSigns:
    """Signs in one area beside its violence."""

    area: str
    """Place of places.geojson."""
    name: str
    """Its name."""
    state: State
    """What it looks like."""
    violence: Change
    """Violence now against before."""
    share: float | None
    """Expected share of violence that would be reported now, 0 to 1; None: nobody looked."""
    buildup: Change
    """All signs together, each held against its own record (stratified ratio); counts of signs are sightings."""
    indicators: tuple[Indicator, ...]
    """Each sign that was reported or could have been, largest surplus first."""
    reasons: tuple[Reason, ...]
    """Why this state, step by step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Signs of all areas."""

    day: dt.date
    """Last day that counts."""
    now_days: int
    """Length of the stretch called now, days; it ends with the day."""
    before_days: int
    """Length of the stretch before it, days."""
    areas: tuple[AreaSigns, ...]
    """Areas; those that may be regrouping first, then by surplus of signs."""
