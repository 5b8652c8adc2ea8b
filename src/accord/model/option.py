"""What planning returns: options with their tours, coverage, bound, gaps and asks. Saved as JSON, shown everywhere."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from accord.model.reason import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """Some units of one offer on one requirement line for some periods."""

    offer: str
    nation: str
    requirement: str
    capability: str
    units: int
    first_period: int
    """Index of the first period on the line, 0 = first of the horizon."""
    periods: int
    """Length of the tour, periods."""
    start: dt.date
    until: dt.date
    """Last day on the line."""
    quality: float
    """Required units that one unit counts for."""
    people: float
    """People of all its units together."""
    cost_low: float
    cost_likely: float
    """Cost of all its units over the whole tour, workspace currency."""
    cost_high: float


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
    priority: str
    capability: str
    area: str
    start: dt.date
    until: dt.date
    first_period: int
    periods: int
    short: float
    """Units short in each period."""
    reasons: tuple[Reason, ...]
    """Why, weightiest first; weight = units that this reason holds back, where it can be counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How an offer stands in a scenario: live or out, and why."""

    offer: str
    nation: str
    live: bool
    units: int
    """Units that the scenario may use; 0 if out."""
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """How far the best plan could be, for one class or for the weighted whole."""

    key: str
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
    coverage: float
    """Weighted coverage without its units, nothing re-planned."""
    replanned: float
    """Weighted coverage after re-planning with the rest."""
    limit: float
    """Weighted coverage that no re-planning can exceed."""
    tours: int
    """Tours of this nation in the option."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One more unit to ask a nation for, confirmed by solving again."""

    nation: str
    capability: str
    start: dt.date
    until: dt.date
    units: int
    requirements: tuple[str, ...]
    """Lines that it would serve."""
    gain: float
    """Gain in weighted unit-periods, found by solving again."""
    gain_pp: float
    """The same as percentage points of weighted coverage."""
    priced: float
    """Gain that the prices of the solution promised (an upper estimate)."""
    reasons: tuple[Reason, ...]
    """Why it helps and why this nation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayPoint:
    """The plan if day zero slips."""

    months: int
    coverage: float
    limit: float
    cost_likely: float
    ready_share: float
    """Share of the demand of the first three months that is covered: readiness on day zero."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionWorth:
    """What a condition is worth: weighted coverage with it true against false."""

    condition: str
    label: str
    now: str
    """Truth in the scenario: true, false or a probability."""
    coverage_true: float
    coverage_false: float
    units_true: int
    """Units that are live when it is true."""
    units_false: int

    @property
    def worth_pp(self) -> float:
        """Coverage gained by making it true, percentage points."""
        return 100.0 * (self.coverage_true - self.coverage_false)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A course of action: who covers what, when, how good it is and how good any could be."""

    id: str
    title: str
    scenario: str
    objective: str
    """What it was made for, in words."""
    tours: tuple[Tour, ...]
    coverage: float
    """Weighted coverage, a share."""
    bounds: tuple[Bound, ...]
    """The weighted whole first (key ``all``), then each priority class."""
    broken_rules: tuple[str, ...]
    """Sentences of the verifier; empty: the plan keeps every rule."""
    by_priority: tuple[Coverage, ...]
    by_component: tuple[Coverage, ...]
    by_area: tuple[Coverage, ...]
    by_period: tuple[Coverage, ...]
    by_line: tuple[Coverage, ...]
    gaps: tuple[Gap, ...]
    measures: Mapping[str, float] = field(default_factory=dict)
    """Criteria by name, each with its unit in the name (see `accord.plan.measures`)."""
    verdicts: tuple[Verdict, ...] = ()
    seed: int = 0
    iterations: int = 0
    """Search steps done; with the same seed and limit the same plan comes back."""
    interrupted: bool = False
