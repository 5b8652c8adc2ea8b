"""Closed sets: the words that staffs use, settled once."""

from enum import StrEnum


class Scope(StrEnum):
    """Where a unit may be based, or must be."""

    IN_COUNTRY = "in_country"
    NEIGHBOUR = "neighbour"
    AIRSPACE = "airspace"
    SEA_AREA = "sea_area"
    AT_SEA = "at_sea"
    HOME = "home"


class Status(StrEnum):
    """The ladder of an offer, from informal sensing to transfer of authority; and its two ends without units."""

    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    SENSED = "sensed"
    STATED = "stated"
    OFFERED = "offered"
    CONFIRMED = "confirmed"
    READY = "ready"
    IN_THEATRE = "in_theatre"
    TRANSFERRED = "transferred"

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
    IMPORTANT = "important"
    DESIRABLE = "desirable"

    @property
    def rank(self) -> int:
        """0 for essential, 1 for important, 2 for desirable."""
        return list(Priority).index(self)


class CaveatKind(StrEnum):
    """What a caveat limits."""

    AREA = "area"
    TASK = "task"
    TIME = "time"
    SCOPE = "scope"
    COMMAND = "command"
    PAIRING = "pairing"
    FORCE_PROTECTION = "force_protection"
    LEGAL = "legal"
    PERSONNEL = "personnel"
    INFORMATION = "information"


class Command(StrEnum):
    """Command states, widest authority of the force commander first (AAP-06)."""

    FULLCOM = "FULLCOM"
    OPCOM = "OPCOM"
    OPCON = "OPCON"
    TACOM = "TACOM"
    TACON = "TACON"
    NATIONAL = "national"

    @property
    def authority(self) -> int:
        """Larger means more authority for the force commander; national is 0."""
        return len(Command) - 1 - list(Command).index(self)


class ConditionKind(StrEnum):
    """How a condition gets its truth: from the scenario, or from what other nations do."""

    EVENT = "event"
    ALL = "all"
    AT_LEAST = "at_least"
    JOINS = "joins"


class Resource(StrEnum):
    """What a limit counts, per period unless its name says otherwise."""

    PEOPLE = "people"
    UNITS = "units"
    TONNES = "tonnes"
    MONEY = "money"
    DAYS_OF_STAY = "days_of_stay"


class PoolKind(StrEnum):
    """What a pool counts."""

    PEOPLE = "people"
    UNITS = "units"


class Reliability(StrEnum):
    """Admiralty grade of a source (AJP-2.1): A completely reliable ... E unreliable, F cannot be judged."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Step(StrEnum):
    """Length of a planning period."""

    MONTH = "month"
    HALF_MONTH = "half-month"
    WEEK = "week"

    @property
    def per_month(self) -> float:
        """Periods in an average month (a year is 12 months or 365.2425 days)."""
        return {Step.MONTH: 1.0, Step.HALF_MONTH: 2.0, Step.WEEK: 365.2425 / 12 / 7}[self]
