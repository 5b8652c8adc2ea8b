"""How far sources' places, times, kinds and counts stray, and how much each source sees.

Learned from the reports themselves, where it is quiet: where hardly any other event lies within reach, it is clear
which reports belong together, and nothing is learned from the choice made in a crowd. Every figure starts from a sane
value worth `ANCHOR` reports, so that little data changes little and dense combat nothing.
"""

from dataclasses import dataclass, field

import numpy as np

ANCHOR = 40.0
"""Reports that the starting value of each figure is worth."""
QUIET = 0.3
"""Other events within reach of a report, below which it counts as quiet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """What is known of the errors of each source; names not listed take the plain figures."""

    place_km: float = 3.0
    """Standard error of a place in each direction where the report states none."""
    time_days: float = 0.1
    """Standard error of a time."""
    label: float = 0.12
    """Share of reports whose kind is another than the event's."""
    count: float = 0.4
    """Share of counts that fall in another class than the event's."""
    rate: float = 0.4
    """Chance that a source reports an event."""
    places: dict[str, float] = field(default_factory=dict)
    """By source: factor on the standard error of a place."""
    times: dict[str, float] = field(default_factory=dict)
    """By source: standard error of a time, days."""
    lags: dict[str, float] = field(default_factory=dict)
    """By source: how late its times are, days, relative to the others."""
    labels: dict[str, float] = field(default_factory=dict)
    """By source: share of wrong kinds."""
    rates: dict[str, float] = field(default_factory=dict)
    """By source: chance that it reports an event."""
    tails: tuple[float, float] = (12.0, 6.0)
    """Degrees of freedom of errors of place and of time: few for heavy tails."""

    @property
    def unseen(self) -> float:
        """Chance that no source reports an event."""
        return float(np.prod([1.0 - rate for rate in self.rates.values()])) if self.rates else 1.0 - self.rate

    @property
    def reports_per_event(self) -> float:
        """Reports that an event draws on average."""
        return sum(self.rates.values()) if self.rates else self.rate
