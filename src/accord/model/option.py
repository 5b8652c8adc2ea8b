"""What planning returns: options with their tours, coverage, bound, gaps and asks. Saved as JSON, shown everywhere."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from accord.model.reason import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """Some units of one offer on one requirement line for some periods."""

    offer: str
    """Offer that the units come from."""
    nation: str
    """Nation that sends them."""
    requirement: str
    """Line that they serve."""
    capability: str
    """Capability of the units, which may stand in for the line's."""
    units: int
    """Identical units that go together."""
    first_period: int
    """Index of the first period on the line, 0 = first of the horizon."""
    periods: int
    """Length of the tour, periods."""
    start: dt.date
    """First day on the line."""
    until: dt.date
    """Last day on the line."""
    quality: float
    """Required units that one unit counts for."""
    people: float
    """People of all its units together."""
    cost_low: float
    """Low estimate of `cost_likely`, workspace currency."""
    cost_likely: float
    """Cost of all its units over the whole tour, workspace currency."""
    cost_high: float
    """High estimate of `cost_likely`, workspace currency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Share of a demand that counts as covered; a share always stands beside its demand."""

    key: str
    """What it is the coverage of: a priority, component, area, period or line."""
    demand: float
    """Unit-periods wanted."""
    covered: float
    """Unit-periods that count."""

    @property
    def share(self) -> float:
        """Covered over demand; 1 where nothing is wanted."""
        return self.covered / self.demand if self.demand > 0 else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A stretch of periods in which a line is short by the same units."""

    requirement: str
    """Line that is short."""
    priority: str
    """Its class."""
    capability: str
    """Capability that it asks for."""
    area: str
    """Its place."""
    start: dt.date
    """First day of the stretch."""
    until: dt.date
    """Last day of the stretch."""
    first_period: int
    """Index of the first period, 0 = first of the horizon."""
    periods: int
    """Length of the stretch, periods."""
    short: float
    """Units short in each period."""
    reasons: tuple[Reason, ...]
    """Why, weightiest first; weight = units that this reason holds back, where it can be counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How an offer stands in a scenario: live or out, and why."""

    offer: str
    """Offer that is judged."""
    nation: str
    """Nation that offers."""
    live: bool
    """Whether the scenario may use it."""
    units: int
    """Units that the scenario may use; 0 if out."""
    reasons: tuple[Reason, ...]
    """Why it is live or out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """How far the best plan could be, for one class or for the weighted whole."""

    key: str
    """``all`` for the weighted whole, or the priority class."""
    coverage: float
    """Coverage reached, a share."""
    limit: float
    """Coverage that no plan can exceed, a share; 1 if unknown. In strict order: given what the classes above hold."""
    status: str
    """``proven`` (the plan is best), ``gap x.xx pp`` or ``no bound``."""

    @property
    def gap_pp(self) -> float:
        """Limit minus coverage, percentage points."""
        return 100.0 * max(0.0, self.limit - self.coverage)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """What happens if one nation leaves."""

    nation: str
    """Nation that leaves; blank: nobody, the plan planned again with the same effort, to compare with."""
    coverage: float
    """Weighted coverage without its units, nothing re-planned, a share."""
    replanned: float
    """Weighted coverage after re-planning with the rest, a share."""
    limit: float
    """Weighted coverage that no re-planning can exceed, a share."""
    tours: int
    """Tours of this nation in the option."""
    essential: float | None = None
    """Coverage of essential lines without its units, nothing re-planned, a share; None: nothing is essential."""
    essential_replanned: float | None = None
    """Coverage of essential lines after re-planning, a share; None: nothing is essential."""
    also_out: tuple[str, ...] = ()
    """Offers of other nations that fall away with it, because their conditions no longer hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One more unit to ask a nation for, confirmed by solving again."""

    nation: str
    """Nation to ask."""
    capability: str
    """Capability to ask for."""
    start: dt.date
    """First day on which it would serve."""
    until: dt.date
    """Last day on which it would serve."""
    units: int
    """Identical units to ask for."""
    requirements: tuple[str, ...]
    """Lines that it would serve."""
    gain: float
    """Gain in weighted unit-periods, found by solving again."""
    gain_pp: float
    """The same as percentage points of weighted coverage."""
    priced: float
    """Gain that the prices of the solution promised, in weighted unit-periods (an upper estimate)."""
    reasons: tuple[Reason, ...]
    """Why it helps and why this nation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayPoint:
    """The plan if day zero slips."""

    months: int
    """How far day zero slips, months."""
    coverage: float
    """Weighted coverage, a share."""
    limit: float
    """Weighted coverage that no plan can exceed, a share."""
    cost_likely: float
    """Likely cost of all tours in the horizon, workspace currency."""
    ready_share: float
    """Share of the demand of the first three months that is covered: readiness on day zero."""
    essential: float | None = None
    """Coverage of essential lines, a share; None: nothing is essential."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionWorth:
    """What a condition is worth: weighted coverage with it true against false."""

    condition: str
    """Tag of the condition."""
    label: str
    """The condition in words."""
    now: str
    """Truth in the scenario: true, false or a probability."""
    coverage_true: float
    """Weighted coverage when it is true, a share."""
    coverage_false: float
    """Weighted coverage when it is false, a share."""
    units_true: int
    """Units that are live when it is true."""
    units_false: int
    """Units that are live when it is false."""
    nation: str = ""
    """Nation for which alone the truth is changed; blank: for all."""

    @property
    def worth_pp(self) -> float:
        """Coverage gained by making it true, percentage points."""
        return 100.0 * (self.coverage_true - self.coverage_false)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A course of action: who covers what, when, how good it is and how good any could be."""

    id: str
    """Word by which it is asked for."""
    title: str
    """The option in words."""
    scenario: str
    """Scenario that it answers."""
    objective: str
    """What it was made for, in words."""
    tours: tuple[Tour, ...]
    """Who serves what, from when to when."""
    coverage: float
    """Weighted coverage, a share."""
    bounds: tuple[Bound, ...]
    """The weighted whole first (key ``all``), then each priority class."""
    broken_rules: tuple[str, ...]
    """Sentences of the verifier; empty: the plan keeps every rule."""
    by_priority: tuple[Coverage, ...]
    """Coverage of each priority class, essential first."""
    by_component: tuple[Coverage, ...]
    """Coverage of each component."""
    by_area: tuple[Coverage, ...]
    """Coverage of each place."""
    by_period: tuple[Coverage, ...]
    """Coverage of each period, named by its first day."""
    by_line: tuple[Coverage, ...]
    """Coverage of each requirement line."""
    gaps: tuple[Gap, ...]
    """Where and when lines are short, and why."""
    measures: Mapping[str, float] = field(default_factory=dict)
    """Criteria by name, each with its unit in the name (see `accord.plan.measures`)."""
    verdicts: tuple[Verdict, ...] = ()
    """How every offer stands in the scenario."""
    seed: int = 0
    """Seed of the search, a whole number without a unit."""
    iterations: int = 0
    """Search rounds done; with the same seed and number of rounds the same plan comes back."""
    interrupted: bool = False
    """Whether a person stopped the search before its limit."""
