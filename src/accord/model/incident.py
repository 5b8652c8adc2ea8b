"""What happened, as far as reports tell: reports of the same event become one incident; its members stay visible."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from accord.model.reason import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A report within an incident."""

    report: str
    """Id of the report."""
    source: str
    """Its source."""
    probability: float
    """Probability that it tells of this incident, 0 to 1; calibrated."""
    reasons: tuple[Reason, ...] = ()
    """Why it belongs: distance, delay, kind; weight = log-likelihood ratio, natural."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """An event that one report or several tell of."""

    id: str
    """``i-`` and a hash of its members' ids: the same members, the same id."""
    kind: str
    """What happened, a word of `EventKind`."""
    start: dt.datetime
    """Earliest moment, UTC."""
    until: dt.datetime
    """Latest moment, UTC."""
    longitude: float
    """Most likely place, degrees east."""
    latitude: float
    """Most likely place, degrees north."""
    error_km: float
    """Standard error of the place in each direction, kilometres."""
    area: str
    """Smallest area of places.geojson that holds it; blank: none."""
    unit: str
    """What the count counts."""
    count_low: float
    """Least count that all members bear out."""
    count_high: float
    """Highest count of any member that is not a party's claim."""
    probability: float
    """Probability that it took place, given the reliability of its independent sources, 0 to 1."""
    members: tuple[Member, ...]
    """Reports, most telling first."""
    dissent: tuple[str, ...] = ()
    """What members contradict each other in, in sentences."""
    reviewer: str = ""
    """Who confirmed, split or merged it; blank: nobody yet."""


class Ruling(StrEnum):
    """How a term of the deal judges an incident."""

    BREACH = "breach"
    """Contrary to the term with a probability of at least 0.9."""
    LIKELY = "likely_breach"
    """More likely than not."""
    PERMITTED = "permitted"
    """Covered by the term and not contrary to it, or exempt."""
    UNDETERMINED = "not_determinable"
    """What is known does not decide."""
    OUTSIDE = "not_covered"
    """The term says nothing about it."""


NOT_ATTRIBUTABLE = "not_attributable"
"""Share of an attribution that goes to nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An incident judged against one term of the deal."""

    id: str
    """``f-``, incident and term."""
    incident: str
    """Incident that is judged."""
    term: str
    """Term of deal.toml."""
    verdict: Ruling
    """How it is judged."""
    probability: float
    """Probability that it is contrary to the term, given errors of place, time, kind and attribution, 0 to 1."""
    inside_zone: float
    """Probability that it lies inside the term's zone; 1 where the term has none."""
    inside_time: float
    """Probability that it lies inside the term's interval."""
    attribution: Mapping[str, float] = field(default_factory=dict)
    """Party -> probability; sums to 1 with `NOT_ATTRIBUTABLE`."""
    reasons: tuple[Reason, ...] = ()
    """Trace of the judgement, step by step."""
    reviewer: str = ""
    """Who looked at it; blank: nobody yet."""
    dissent: tuple[str, ...] = ()
    """Reviewers who see it otherwise, in sentences."""
