"""Places and days in which more happened than their own record and their coverage let expect."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from accord.model.reason import Reason


class Question(StrEnum):
    """What a scan asks."""

    RISING = "rising"
    """Is it rising anywhere? Each place against its own record."""
    MOVING = "moving"
    """Is it moving here? Each place and day against what its place and its day let expect; blind to a general rise."""
    HIDDEN = "hidden"
    """Is it rising where coverage fell? As `RISING`, of whole zones that lost coverage: few to try, so that more is
    found where little is seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A circle of places and the last days of a period, with more events than expected."""

    centre: str
    """Place in the middle of the circle."""
    radius_km: float
    """Distance from the centre to the farthest place within, kilometres."""
    places: tuple[str, ...]
    """Places in the circle that somebody watched, most surplus first."""
    unobserved: tuple[str, ...]
    """Places in the circle that nobody watched in these days: neither quiet nor alarm."""
    days: int
    """The last so many days of the period."""
    observed: int
    """Events reported there and then."""
    expected: float
    """Events that would be reported there and then if nothing had changed, coverage taken into account."""
    ratio: float
    """Observed over expected."""
    llr: float
    """Natural logarithm of the likelihood ratio, without a unit."""
    p_monte_carlo: float
    """Probability of a cluster at least as strong anywhere if nothing had changed: rank among the replicas."""
    p_gumbel: float
    """The same probability by a Gumbel distribution fitted to the replicas; tells small ones apart."""
    p_coverage_low: float
    """That probability if coverage there and then were at its low estimate."""
    p_coverage_high: float
    """That probability if coverage there and then were at its high estimate."""
    recurrence_days: float
    """Days between chance findings this strong if one looks every day: 1 over the chance, by rank while ten replicas
    or more are as strong and by `p_gumbel` beyond."""
    exposure: float
    """Share of events that would be reported in the cluster, weighted by expected events, 0 to 1."""
    exposure_before: float
    """The same for these places before, 0 to 1."""
    is_alarm: bool
    """Whether that chance is at or below the level of the scan."""
    reasons: tuple[Reason, ...]
    """Places with the largest surplus, and what coverage did; weight = surplus in events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clusters:
    """Answer of a scan: clusters that share no place, strongest first."""

    question: Question
    """What was asked."""
    clusters: tuple[Cluster, ...]
    """Strongest first; no place is in two of them."""
    places: int
    """Places that were asked about."""
    events: int
    """Events that were counted."""
    left_out: int
    """Events at times and places that the coverage says nobody watched; counted nowhere."""
    days: int
    """Days of the period."""
    windows: int
    """Longest window, days."""
    replicas: int
    """Replicas drawn."""
    false_alarms_per_month: float
    """Days with an alarm by chance that a month of daily scans may have, on average at most."""
    level: float
    """Probability at or below which a cluster is an alarm."""
    gumbel_location: float = 0.0
    """Location of the Gumbel distribution of the strongest cluster of a replica, without a unit; 0: no events."""
    gumbel_scale: float = 0.0
    """Its scale, without a unit."""

    @property
    def alarms(self) -> tuple[Cluster, ...]:
        """Clusters that are alarms."""
        return tuple(cluster for cluster in self.clusters if cluster.is_alarm)

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)
