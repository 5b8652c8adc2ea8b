"""Closed sets: the words that staffs use, settled once."""

from enum import StrEnum


class Scope(StrEnum):
    """Where a unit may be based, or must be."""

    IN_COUNTRY = "in_country"
    """On the partner's soil."""
    NEIGHBOUR = "neighbour"
    """On the soil of a nation next door."""
    AIRSPACE = "airspace"
    """In the air over the area, from a base that is not on the partner's soil."""
    SEA_AREA = "sea_area"
    """In the partner's waters and the sea next to them."""
    AT_SEA = "at_sea"
    """On the high seas."""
    HOME = "home"
    """At home, in reach at notice or by wire."""


class Status(StrEnum):
    """The ladder of an offer, from informal sensing to transfer of authority; and its two ends without units."""

    REFUSED = "refused"
    """Said no; carries no units, and is never asked for."""
    WITHDRAWN = "withdrawn"
    """Was offered and is taken back; carries no units."""
    SENSED = "sensed"
    """Heard in talks, on nobody's authority."""
    STATED = "stated"
    """Said in public or by a minister."""
    OFFERED = "offered"
    """Written to the force generator."""
    CONFIRMED = "confirmed"
    """Confirmed by the nation's own decision."""
    READY = "ready"
    """Formed and at its notice."""
    IN_THEATRE = "in_theatre"
    """Arrived."""
    TRANSFERRED = "transferred"
    """Under the force commander's authority."""

    @property
    def likelihood(self) -> float:
        """Probability that an offer of this status holds when the row gives none (own planning assumption)."""
        return _LIKELIHOOD[self]


_LIKELIHOOD = {
    Status.REFUSED: 0.0,
    Status.WITHDRAWN: 0.0,
    Status.SENSED: 0.1,
    Status.STATED: 0.3,
    Status.OFFERED: 0.6,
    Status.CONFIRMED: 0.85,
    Status.READY: 0.95,
    Status.IN_THEATRE: 0.98,
    Status.TRANSFERRED: 1.0,
}


class Priority(StrEnum):
    """Class of a requirement; a higher class is never given up for a lower one."""

    ESSENTIAL = "essential"
    """Without it the force fails."""
    IMPORTANT = "important"
    """Without it the force is at risk."""
    DESIRABLE = "desirable"
    """Makes the force better."""

    @property
    def rank(self) -> int:
        """0 for essential, 1 for important, 2 for desirable."""
        return list(Priority).index(self)


class CaveatKind(StrEnum):
    """What a caveat limits."""

    AREA = "area"
    """Where it may go."""
    TASK = "task"
    """What it may be used for."""
    TIME = "time"
    """When it may be used, and how long a tour may last."""
    SCOPE = "scope"
    """Where it may be based."""
    COMMAND = "command"
    """Which authority over it is accepted."""
    PAIRING = "pairing"
    """With whom it will not share a line."""
    FORCE_PROTECTION = "force_protection"
    """What must be promised before it goes."""
    LEGAL = "legal"
    """What law forbids; bars an offer only from lines that do not tolerate it."""
    PERSONNEL = "personnel"
    """Who may be sent; bars an offer only from lines that do not tolerate it."""
    INFORMATION = "information"
    """What may be shared; bars an offer only from lines that do not tolerate it."""


class Command(StrEnum):
    """Command states, widest authority of the force commander first (AAP-06)."""

    FULLCOM = "FULLCOM"
    """Full command."""
    OPCOM = "OPCOM"
    """Operational command."""
    OPCON = "OPCON"
    """Operational control."""
    TACOM = "TACOM"
    """Tactical command."""
    TACON = "TACON"
    """Tactical control."""
    NATIONAL = "national"
    """Stays under national command."""

    @property
    def authority(self) -> int:
        """Larger means more authority for the force commander; national is 0."""
        return len(Command) - 1 - list(Command).index(self)


class ConditionKind(StrEnum):
    """How a condition gets its truth: from the scenario, or from what other nations do."""

    EVENT = "event"
    """Something that happens or does not: the scenario says."""
    ALL = "all"
    """Every named nation (blank: every nation with an offer) has a live offer."""
    AT_LEAST = "at_least"
    """At least so many other nations have a live offer."""
    JOINS = "joins"
    """The named nations have a live offer."""


class Resource(StrEnum):
    """What a limit counts, per period unless its name says otherwise."""

    PEOPLE = "people"
    """People of present units."""
    UNITS = "units"
    """Present units."""
    TONNES = "tonnes"
    """Tonnes of present units: what must be moved, or the displacement of ships."""
    MONEY = "money"
    """Likely cost of present units in the period, workspace currency."""
    DAYS_OF_STAY = "days_of_stay"
    """Days that one unit may stay in one visit; a limit on the length of tours."""


class PoolKind(StrEnum):
    """What a pool counts."""

    PEOPLE = "people"
    """People that a nation could draw on; evidence for asks, no rule of the plan."""
    UNITS = "units"
    """Identical units that offers share."""


class Reliability(StrEnum):
    """Admiralty grade of a source (AJP-2.1): A completely reliable ... E unreliable, F cannot be judged."""

    A = "A"
    """Completely reliable."""
    B = "B"
    """Usually reliable."""
    C = "C"
    """Fairly reliable."""
    D = "D"
    """Not usually reliable."""
    E = "E"
    """Unreliable."""
    F = "F"
    """Reliability cannot be judged."""


class Step(StrEnum):
    """Length of a planning period."""

    MONTH = "month"
    """A calendar month from the day of the month on which the horizon begins."""
    HALF_MONTH = "half-month"
    """Fifteen days from the start of a month, then the rest of it."""
    WEEK = "week"
    """Seven days."""

    @property
    def per_month(self) -> float:
        """Periods in an average month (a year is 12 months or 365.2425 days)."""
        return {Step.MONTH: 1.0, Step.HALF_MONTH: 2.0, Step.WEEK: 365.2425 / 12 / 7}[self]


class Criterion(StrEnum):
    """What an option is made for."""

    COVERAGE = "coverage"
    """Most coverage; among equals the cheaper."""
    ROBUST = "robust"
    """Least lost to the worst withdrawal of one nation."""
    FAIR = "fair"
    """Burden most in proportion to means."""
    CHEAP = "cheap"
    """Least cost."""
