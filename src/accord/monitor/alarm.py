"""From the strongest clusters of replicas to chances, recurrence and the level of an alarm.

Gumbel: P(M > x) = 1 - exp(-exp(-(x - mu) / beta)), with beta = s sqrt(6) / pi and mu = mean - 0.5772 beta fitted by
moments to the strongest cluster of each replica (Abrams, Kleinman & Kulldorff 2010, Int. J. Health Geographics 9:61).
"""

import math
from dataclasses import dataclass

import numpy as np

from accord.monitor.kernels.scan import Floats

DAYS_PER_MONTH = 365.2425 / 12
_EULER = 0.5772156649015329
_COUNTED = 10
"""Replicas whose number tells a chance better than a fitted curve."""
_LEAST = 1e-15
"""Smaller chances are not told apart: no fit of a thousand replicas reaches so far."""


@dataclass(frozen=True, slots=True)
class Gumbel:
    """Distribution of the strongest cluster of a replica."""

    location: float
    scale: float

    @classmethod
    def fit(cls, maxima: Floats) -> "Gumbel":
        """Fit by moments.

        >>> Gumbel.fit(np.array([1.0, 2.0, 3.0])).scale > 0
        True
        """
        scale = float(np.std(maxima, ddof=1)) * math.sqrt(6) / math.pi if len(maxima) > 1 else 0.0
        return cls(float(np.mean(maxima)) - _EULER * scale, scale)

    def chance(self, value: float) -> float:
        """Chance of a replica at least this strong.

        >>> round(Gumbel(5.0, 1.0).chance(5.0), 3), Gumbel(5.0, 1.0).chance(500.0), Gumbel(0.0, 0.0).chance(0.0)
        (0.632, 1e-15, 1.0)
        """
        if self.scale <= 0.0:
            return 1.0 if value <= self.location else _LEAST
        height = min(700.0, (self.location - value) / self.scale)
        return max(_LEAST, -math.expm1(-math.exp(height)))


def rank_chance(value: float, maxima: Floats) -> float:
    """Monte Carlo chance: (1 + replicas at least as strong) / (1 + replicas).

    >>> rank_chance(3.0, np.array([1.0, 2.0, 3.0]))
    0.5
    """
    # Equal tables may differ in the last bits of a sum.
    return float(1 + np.count_nonzero(maxima >= value - 1e-9)) / (1 + len(maxima))


def best_chance(rank: float, gumbel: float, replicas: int) -> float:
    """The rank while ten replicas or more are as strong, beyond that the Gumbel tail, which few events bend.

    >>> best_chance(0.3, 0.1, 999), best_chance(0.001, 1e-6, 999)
    (0.3, 1e-06)
    """
    return rank if rank > _COUNTED / (1 + replicas) else min(gumbel, _COUNTED / (1 + replicas))


def daily_level(false_alarms_per_month: float) -> float:
    """Level for each day's scan so that days with an alarm by chance number at most so many a month on average.

    Expectations add up however much one day's scan resembles the next, so no more than this is needed. Days with an
    alarm come in runs; separate alarms are rarer still.

    >>> round(daily_level(0.3), 4)
    0.0099
    """
    return min(1.0, false_alarms_per_month / DAYS_PER_MONTH)


def recurrence_days(chance: float) -> float:
    """Days between findings by chance if one looks every day (Kleinman, Lazarus & Platt 2004).

    >>> recurrence_days(0.05)
    20.0
    """
    return 1.0 / chance
