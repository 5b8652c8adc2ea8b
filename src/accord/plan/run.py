"""A run of the solver: the best plan so far, what is proven, when to stop, and who is told."""

import time
from dataclasses import dataclass, field

import numpy as np

from accord.plan.prices import Guidance, Market, Weights
from accord.plan.problem import Plan, PlanProblem
from accord.plan.solution import OnProgress, Progress, Stop
from accord.plan.verify import shortfall

STRICT_SHARE = 0.16
"""Share of the time that strict order keeps for the bounds of its classes."""


@dataclass(slots=True, kw_only=True)
class Run:
    """What the stages of `accord.plan.solve` work on."""

    problem: PlanProblem
    weights: Weights
    """Weights that guide the search."""
    strict: bool
    """Whether plans are compared class by class instead of by weighted shortfall."""
    stop: Stop
    seed: int
    on_progress: OnProgress | None
    plan: Plan
    total: float
    """Weighted demand."""
    began: float = field(default_factory=time.perf_counter)
    value: float = np.inf
    by_class: tuple[float, ...] = (np.inf, np.inf, np.inf)
    market: Market | None = None
    interrupted: bool = False

    @property
    def now(self) -> float:
        """Clock time, seconds."""
        return time.perf_counter()

    def left(self) -> float:
        """Seconds left for the search; inf if only rounds count."""
        if self.stop.seconds is None:
            return np.inf
        kept = STRICT_SHARE * self.stop.seconds if self.strict else 0.0
        return self.began + self.stop.seconds - self.now - kept

    def until(self, share: float) -> float | None:
        """Clock time at which this share of the time left is used up; None if only rounds count."""
        return None if self.stop.seconds is None else self.now + share * self.left()

    def count(self, each: int) -> int | None:
        """Work allowed at ``each`` a round; None if seconds count."""
        return None if self.stop.seconds is not None else each * (self.stop.rounds or 1)

    def guidance(self) -> Guidance | None:
        """What the prices say so far."""
        return self.market.guidance() if self.market else None

    def offer(self, plan: Plan, stage: str) -> None:
        """Take a plan if it is better, and tell how things stand."""
        short = shortfall(self.problem, plan)
        value = float(short @ np.asarray(self.weights))
        by_class = tuple(np.round(short, 6).tolist())
        if by_class < self.by_class if self.strict else value < self.value - 1e-9:
            self.plan, self.value, self.by_class = plan, value, by_class
        self.tell(stage)

    def tell(self, stage: str, *, value: float | None = None) -> bool:
        """Tell how things stand; whether to go on."""
        total = self.total if self.total > 0 else 1.0
        told = Progress(
            seconds=self.now - self.began,
            coverage=1.0 - min(self.value, value if value is not None else np.inf) / total,
            limit=1.0 - (self.market.least if self.market else 0.0) / total,
            stage=stage,
        )
        if self.on_progress is not None and not self.on_progress(told):
            self.interrupted = True
        return not self.interrupted

    def over(self) -> bool:
        """Whether to stop: told to, out of time, or proven close enough."""
        least = self.market.least if self.market else 0.0
        gap_pp = 100.0 * (self.value - least) / self.total if self.total > 0 else 0.0
        return self.interrupted or self.left() <= 0.05 or gap_pp <= self.stop.gap_pp + 1e-9
