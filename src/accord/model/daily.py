"""What a day of monitoring comes to: counts with period and coverage, findings, weapons, restrictions, clusters."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from accord.model.cluster import Clusters
from accord.model.escalation import Escalation
from accord.model.indicator import Ledger
from accord.model.reason import Reason
from accord.model.watched import Rate, Standing, Watched


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A total in one unit; totals of different units are never added."""

    unit: str
    """What is counted, a word of `CountUnit`."""
    incidents: int
    """Incidents that are counted in it, a whole number without a unit."""
    low: float
    """Least total that their reports bear out, in the same unit."""
    high: float
    """Highest total of them, in the same unit."""
    notified: int = 0
    """Of the incidents: exercises and others that were notified beforehand, a whole number without a unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaFigures:
    """One area in the period and in the period of the same length before."""

    area: str
    """Place of places.geojson; blank: outside all areas."""
    name: str
    """Its name."""
    incidents: int
    """Incidents of the period that took place at least as likely as not, a whole number without a unit."""
    before: int
    """The same in the period before, a whole number without a unit."""
    fire: int
    """Of the incidents of the period: explosions, shelling, shots and strikes, a whole number without a unit."""
    fire_before: int
    """The same in the period before, a whole number without a unit."""
    claimed: int
    """Incidents of the period that only parties tell of; not among the incidents; a whole number without a unit."""
    coverage: float | None
    """Expected share of the period's violence that would have been reported, 0 to 1; None: coverage.csv says nothing;
    0: nobody looked, or could have seen it."""
    coverage_before: float | None
    """The same in the period before, 0 to 1."""
    tallies: tuple[Tally, ...] = ()
    """What the incidents of fire of the period count, one a unit."""
    tallies_before: tuple[Tally, ...] = ()
    """The same in the period before."""
    watched: Watched | None = None
    """How well it was watched for violence in the period; None: coverage.csv says nothing."""
    watched_before: Watched | None = None
    """The same in the period before."""
    rate: Rate | None = None
    """Incidents of fire a day if all had been watched."""
    standing: Standing | None = None
    """What may be said of it; None: coverage.csv says nothing."""

    @property
    def is_observed(self) -> bool:
        """Whether anybody could have seen anything; where not, no incidents is not quiet."""
        return self.coverage is None or self.coverage > 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TermFigures:
    """One term of the deal in the period: findings by verdict."""

    term: str
    """Term of deal.toml."""
    title: str
    """Its title."""
    breach: int
    """Breaches, a whole number without a unit."""
    likely: int
    """Likely breaches, a whole number without a unit."""
    before: int
    """Breaches and likely breaches in the period before, a whole number without a unit."""
    permitted: int
    """Permitted, a whole number without a unit."""
    undetermined: int
    """Not determinable, a whole number without a unit."""
    attribution: Mapping[str, float] = field(default_factory=dict)
    """Party -> breaches and likely breaches ascribed to it, as the sum of probabilities; nobody's share included."""
    reasons: tuple[Reason, ...] = ()
    """Why its surest breach is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """An incident that the daily report names one by one; where it was is said by area alone."""

    incident: str
    """Id of the incident."""
    at: dt.datetime
    """When it began, UTC."""
    area: str
    """Smallest area that holds it; blank: none."""
    within: str
    """Area of the report that holds it; blank: none."""
    what: str
    """What happened, in words."""
    probability: float
    """Probability that it took place, 0 to 1."""
    terms: tuple[str, ...] = ()
    """Terms that it breaches or likely breaches."""
    unit: str = ""
    """What the count counts."""
    count_low: float = 1.0
    """Least count that all members bear out, in the same unit."""
    count_high: float = 1.0
    """Highest count of any member that is not a party's claim, in the same unit."""
    reports: int = 0
    """Reports that tell of it, a whole number without a unit."""
    verdict: str = ""
    """Worst verdict on it, a word of `Ruling`; blank: not judged."""
    claimed: bool = False
    """Whether only parties tell of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hampered:
    """An observer who could not watch an area for some time."""

    area: str
    """Place of places.geojson."""
    observer: str
    """Who could not watch."""
    means: str
    """How it would have watched, a word of `Means`."""
    hindrance: str
    """Why not, a word of `Hindrance`."""
    hours: float
    """Hours of the period; hours of several rows of the same observer there count once."""
    hours_before: float
    """Hours of the period before."""
    note: str = ""
    """What the coverage log says of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFigures:
    """One day of the record: what was reported, and what share of it would have been."""

    day: dt.date
    """The day."""
    fire: int
    """Incidents of fire in all areas, a whole number without a unit."""
    share: float | None
    """Expected share of violence that would be reported, 0 to 1, mean over the areas; None: nobody looked."""
    low: float
    """Low estimate of the share, 0 to 1."""
    high: float
    """High estimate of the share, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFigures:
    """A party's own total beside what is known of its period; the two are never added."""

    party: str
    """Who states it."""
    against: str
    """Whom it accuses; blank: nobody named."""
    what: str
    """What is counted, in its words."""
    unit: str
    """What the count counts."""
    count: float
    """The total that it states, in the same unit."""
    start: dt.datetime
    """First moment that it covers, UTC."""
    until: dt.datetime
    """Last moment that it covers, UTC."""
    incidents: int
    """Incidents of these hours that others than parties tell of, a whole number without a unit."""
    tallies: tuple[Tally, ...] = ()
    """What the incidents of fire of these hours count, one a unit."""
    watched: Watched | None = None
    """How well all areas together were watched for violence then; None: coverage.csv says nothing of these hours."""
    id: str = ""
    """Row of claims.csv."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cumulative:
    """Totals since a day: a figure that grows by itself, so it says since when."""

    since: dt.date
    """First day that is counted."""
    why: str
    """What began on it."""
    incidents: int
    """Incidents of fire since then, a whole number without a unit."""
    tallies: tuple[Tally, ...]
    """What they count, one a unit."""
    breaches: int
    """Findings of a breach or likely breach since then, a whole number without a unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Daily:
    """Figures of a period that ends with one day."""

    day: dt.date
    """Last day of the period (UTC)."""
    days: int
    """Length of the period, days; the period before is as long."""
    reports: int
    """Reports of the period, copies included, a whole number without a unit."""
    incidents: int
    """Incidents of the period that took place at least as likely as not and that not only parties tell of, a whole
    number without a unit."""
    before: int
    """The same in the period before, a whole number without a unit."""
    areas: tuple[AreaFigures, ...]
    """Areas, most incidents first; what lies in none of them has a row of its own."""
    terms: tuple[TermFigures, ...]
    """Terms with findings, most breaches first."""
    weapons: tuple[Notice, ...]
    """Weapons, positions, convoys, camps and mines seen in the period that a term forbids, or likely so."""
    restrictions: tuple[Notice, ...]
    """Denials and jamming of the period."""
    claims: tuple[ClaimFigures, ...]
    """Totals of parties that end by the last day and touch the period; of a series without one, the latest of the
    week before."""
    clusters: tuple[Clusters, ...]
    """Answers of the scan, one a question; empty where the record is too short."""
    tallies: tuple[Tally, ...] = ()
    """What the incidents of fire of the period count, one a unit."""
    tallies_before: tuple[Tally, ...] = ()
    """The same in the period before."""
    watched: Watched | None = None
    """How well all areas together were watched for violence; None: coverage.csv says nothing."""
    watched_before: Watched | None = None
    """The same in the period before."""
    hampered: tuple[Hampered, ...] = ()
    """Who could not watch, and why, most hours first."""
    record: tuple[DayFigures, ...] = ()
    """Day by day, the last one the last."""
    notices: tuple[Notice, ...] = ()
    """All incidents of the period, those that only parties tell of included, in order of time."""
    ledger: Ledger | None = None
    """Signs of a build-up; None: coverage.csv says nothing."""
    since: Cumulative | None = None
    """Totals since the deal was signed; None: there is none."""
    escalation: Escalation | None = None
    """Whether it is escalating; None: not asked."""
