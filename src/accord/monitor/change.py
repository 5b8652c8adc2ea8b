r"""Two rates compared, each with its exposure; several such comparisons as one.

With :math:`n_{1s}` events in :math:`x_{1s}` days of full watching now and :math:`n_{0s}` in :math:`x_{0s}` before, for
one kind or stratum by stratum :math:`s` for several, the ratio is that of Mantel and Haenszel for rates (Greenland &
Robins 1985, Biometrics 41:55),

.. math::

    \widehat{RR} = \frac{\sum_s m_{1s} x_{0s} / x_s}{\sum_s m_{0s} x_{1s} / x_s}, \qquad x_s = x_{1s} + x_{0s}, \qquad
    m_{is} = n_{is} + \frac{x_{is}}{S x_s}

where one more event of an unchanged rate, shared by the S strata, keeps none from being nothing. No stratum needs a
weight that somebody chose: a kind that is often reported says more because it is known better.

The interval is exact. Given the totals of the strata, the events now are a sum of binomial ones with chances
:math:`RR\, x_{1s} / (RR\, x_{1s} + x_{0s})`; an end is where a tail, half of the observed count's own chance left out
(mid-p; Berry & Armitage 1995, The Statistician 44:417), is one half of what the interval leaves. One sighting in a
week after none in eight has no upper end, and its lower one says how little it proves.
"""

import math
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from accord.model.indicator import LARGEST, Change

PROBABILITY = 0.9
"""Of the interval of a log ratio."""
_LEAST_DAYS = 1e-6
_STEPS = 96
"""Ratios at which a tail is computed, each side of no change; between them it is interpolated."""


class Stratum(NamedTuple):
    """Events and days of full watching, now and before."""

    now: float
    now_days: float
    before: float
    before_days: float

    @property
    def surplus(self) -> float:
        """Events now beyond what the rate before lets expect: the part of all that fell into now, minus its share."""
        days = self.now_days + self.before_days
        return self.now - (self.now + self.before) * self.now_days / days if days > 0 else 0.0

    @property
    def is_known(self) -> bool:
        """Whether it was watched both times."""
        return min(self.now_days, self.before_days) > _LEAST_DAYS


def change(strata: Sequence[Stratum]) -> Change:
    """Rates now against before; strata that were not watched both times say nothing to the ratio.

    >>> found = change([Stratum(now=8, now_days=7, before=4, before_days=14)])
    >>> round(math.exp(found.log_middle), 2), found.rises, round(found.surplus, 1)
    (3.57, True, 4.0)
    >>> change([Stratum(now=1, now_days=7, before=0, before_days=28)]).rises
    False
    >>> change([Stratum(now=2, now_days=7, before=0, before_days=0)]).log_middle is None
    True
    """
    both = [one for one in strata if one.is_known]
    middle, low, high = _ratio(both) if both else (None, None, None)
    return Change(
        now=sum(one.now for one in strata),
        now_days=max((one.now_days for one in strata), default=0.0),
        before=sum(one.before for one in strata),
        before_days=max((one.before_days for one in strata), default=0.0),
        log_middle=middle,
        log_low=low,
        log_high=high,
        surplus=sum(one.surplus for one in both),
        probability=PROBABILITY,
    )


def rise_chance(strata: Sequence[Stratum]) -> float:
    """Chance of as many events now, or more, if no rate had changed; half of the chance of exactly as many left out.

    >>> round(rise_chance([Stratum(now=1, now_days=7, before=0, before_days=28)]), 3)
    0.1
    """
    known = [one for one in strata if one.is_known]
    return float(_tails(known, np.zeros(1))[0]) if known else 1.0


def _ratio(strata: Sequence[Stratum]) -> tuple[float, float, float]:
    above = below = 0.0
    for one in strata:
        days = one.now_days + one.before_days
        then, now = one.before_days / days, one.now_days / days
        above += (one.now + now / len(strata)) * then
        below += (one.before + then / len(strata)) * now
    middle = math.log(above / below)
    ratios = _ratios()
    more = _tails(strata, ratios)
    tail = (1 - PROBABILITY) / 2
    low, high = (float(np.interp(_deviate(end), _deviate(more), ratios)) for end in (tail, 1 - tail))
    return middle, min(low, middle), max(high, middle)


@cache
def _ratios() -> NDArray[np.float64]:
    """Logarithms of ratios, closer to each other near no change, which is one of them."""
    half = LARGEST * np.linspace(0.0, 1.0, _STEPS + 1) ** 1.5
    return np.concatenate([-half[:0:-1], half])


def _tails(strata: Sequence[Stratum], ratios: NDArray[np.float64]) -> NDArray[np.float64]:
    """(g,) chance of as many events now or more, half of that of exactly as many left out, at each log ratio.

    Parameters
    ----------
    ratios
        (g,) logarithms.
    """
    told = [one for one in strata if round(one.now + one.before)]
    seen = round(sum(one.now for one in strata))
    if len(told) == 1:
        found = _binomial(told[0], ratios, first=seen)
    else:
        found = np.ones((len(ratios), 1))
        for one in told:
            found = _added(found, _binomial(one, ratios))
        found = found[:, seen:]
    tail: NDArray[np.float64] = found.sum(axis=1) - found[:, 0] / 2
    return tail


def _binomial(one: Stratum, ratios: NDArray[np.float64], first: int = 0) -> NDArray[np.float64]:
    """(g, total + 1 - first) binomial chances of so many events now or more, by the log ratio."""
    total = round(one.now + one.before)
    log_odds = ratios + math.log(one.now_days / one.before_days)
    count = np.arange(first, total + 1)
    factorials = _log_factorials(1 << total.bit_length())
    ways = factorials[total] - factorials[count] - factorials[total - count]
    logs = count * log_odds[:, None]
    logs += ways
    logs -= total * np.logaddexp(0.0, log_odds)[:, None]
    found: NDArray[np.float64] = np.exp(logs, out=logs)
    return found


@cache
def _log_factorials(size: int) -> NDArray[np.float64]:
    """Logarithms of the factorials of the whole numbers below a size."""
    return np.array([math.lgamma(number + 1) for number in range(size)])


def _added(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """Chances of sums of two independent counts, row by row."""
    small, large = sorted((one, other), key=lambda table: table.shape[1])
    found = np.zeros((len(one), small.shape[1] + large.shape[1] - 1))
    for count in range(small.shape[1]):
        found[:, count : count + large.shape[1]] += small[:, count, None] * large
    return found


def _deviate(chance: float | NDArray[np.float64]) -> NDArray[np.float64]:
    """Log odds of a chance: a straighter scale to interpolate on."""
    kept = np.clip(chance, 1e-15, 1 - 1e-15)
    found: NDArray[np.float64] = np.log(kept / (1 - kept))
    return found
