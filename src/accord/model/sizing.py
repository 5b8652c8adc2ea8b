"""How large a force a scenario sustains when only strengths and statements are known: people, never units."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from accord.model.reason import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A figure with the ends of its range: what goes with a low, a likely and a high force.

    >>> Span(low=1, likely=2, high=3) + Span.sure(10)
    Span(low=11, likely=12, high=13)
    """

    low: float
    """Figure that goes with a small force, in the unit of what it measures."""
    likely: float
    """Likely figure, in the same unit."""
    high: float
    """Figure that goes with a large force, in the same unit."""

    @staticmethod
    def sure(value: float) -> "Span":
        """The same figure at all three places."""
        return Span(low=value, likely=value, high=value)

    @staticmethod
    def sum(spans: "Iterable[Span]") -> "Span":
        """Sum end by end: lows with lows, highs with highs.

        >>> Span.sum([])
        Span(low=0.0, likely=0.0, high=0.0)
        """
        total = Span.sure(0.0)
        for span in spans:
            total = total + span
        return total

    def __add__(self, other: "Span") -> "Span":
        return Span(low=self.low + other.low, likely=self.likely + other.likely, high=self.high + other.high)

    def __mul__(self, other: "Span") -> "Span":
        return Span(low=self.low * other.low, likely=self.likely * other.likely, high=self.high * other.high)

    def __sub__(self, other: "Span") -> "Span":
        return Span(low=self.low - other.low, likely=self.likely - other.likely, high=self.high - other.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """Own planning assumptions: ``low`` is the value that makes the force small, ``high`` what makes it large."""

    land_share: Span = Span(low=0.5, likely=0.6, high=0.7)
    """Share of a nation's active strength that is in its land forces."""
    deployable_share: Span = Span(low=0.05, likely=0.10, high=0.15)
    """Share of the land forces that is deployed at any one time. Rotation is inside it already."""
    pool_share: Span = Span(low=0.2, likely=0.3, high=0.4)
    """Share of the land forces that can be sent at all, over a whole cycle of tours and rests."""
    rest_ratio: Span = Span(low=4.0, likely=3.0, high=2.0)
    """Tours at home after each tour away: 3 is written 1:3."""
    existing_share: Span = Span(low=1.0, likely=0.6, high=0.0)
    """Share of the people who are deployed already that comes out of the same land forces and stays where it is."""

    @property
    def rotation_share(self) -> Span:
        """Share of the land forces that is away at any one time if the pool rests as the ratio says.

        >>> round(Assumptions().rotation_share.likely, 4)
        0.075
        """
        pool, rest = self.pool_share, self.rest_ratio
        return Span(
            low=pool.low / (1 + rest.low), likely=pool.likely / (1 + rest.likely), high=pool.high / (1 + rest.high)
        )

    @property
    def rest_ratio_implied(self) -> float:
        """Rest ratio at which the pool gives just the share that is deployed at any one time (likely figures).

        >>> round(Assumptions().rest_ratio_implied, 6)
        2.0
        """
        once = self.deployable_share.likely
        return self.pool_share.likely / once - 1.0 if once > 0 else float("inf")


class Stance(StrEnum):
    """How a nation stands to the force in a scenario."""

    IN = "in"
    """It has a live offer of the kind that is counted."""
    HELD = "held"
    """It has such an offer, but the scenario does not make it live."""
    REFUSED = "refused"
    """It has said no."""
    OTHER = "other"
    """It offers something else only."""
    SILENT = "silent"
    """No position is on record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NationSize:
    """One nation, step by step. None: the record does not say, which is not zero."""

    nation: str
    """Code of the nation."""
    name: str
    """Its short name."""
    stance: Stance
    """How it stands to the force."""
    reasons: tuple[Reason, ...]
    """Why it stands so."""
    active: int | None
    """Active strength of all services, people."""
    land: Span | None
    """People in land forces."""
    at_once: Span | None
    """People deployable at any one time: land x deployable share."""
    rotated: Span | None
    """People away at any one time with the rest ratio: land x pool share / (1 + rest). Another view of `at_once`."""
    existing: int | None
    """People deployed elsewhere already, all services."""
    left: Span | None
    """`rotated` less the part of `existing` that competes, people; never below 0."""
    named: Span | None
    """People that live statements name; None: no live statement names a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SizingStep:
    """One step down from active strength."""

    key: str
    """``active``, ``land``, ``at_once``, ``rotated`` or ``left``."""
    label: str
    """The step in words."""
    everybody: Span
    """People over all nations of the workspace whose strength is known."""
    inside: Span
    """People over the nations that are in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pull:
    """What one unmet condition holds back."""

    condition: str
    """Tag of the condition."""
    label: str
    """The condition in words."""
    nations: tuple[str, ...]
    """Nations that it holds back, alone or beside other conditions."""
    at_once: Span
    """People of these nations at any one time, before existing deployments."""
    joining: tuple[str, ...]
    """Nations that come in if this condition alone comes true."""
    gained: Span
    """People of the joining nations at any one time, before existing deployments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizing:
    """How large a force a scenario sustains, and how far each step pulls it down."""

    scenario: str
    """Scenario that was sized."""
    title: str
    """The scenario in words."""
    day: dt.date
    """Day on which existing deployments were counted."""
    assumptions: Assumptions
    """What was assumed."""
    nations: tuple[NationSize, ...]
    """Nations that are in first, then by stance; within each by people, most first."""
    steps: tuple[SizingStep, ...]
    """Active, land, at_once, rotated, left: in this order."""
    pulls: tuple[Pull, ...]
    """Unmet conditions, the one that frees most by itself first."""

    def inside(self) -> tuple[NationSize, ...]:
        """Nations that are in."""
        return self.by_stance(Stance.IN)

    def by_stance(self, stance: Stance) -> tuple[NationSize, ...]:
        """Nations of one stance."""
        return tuple(nation for nation in self.nations if nation.stance == stance)

    def step(self, key: str) -> SizingStep:
        """One step by its key.

        Raises
        ------
        KeyError
            If there is no such step.
        """
        found = {step.key: step for step in self.steps}
        return found[key]
