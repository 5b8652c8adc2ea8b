r"""Two rates compared, each with its exposure; several such comparisons as one.

With :math:`n_1` events in :math:`x_1` days of full watching now and :math:`n_0` in :math:`x_0` before, for one kind or
stratum by stratum :math:`s` for several, the ratio is that of Mantel and Haenszel for rates,

.. math::

    \widehat{RR} = \frac{\sum_s n_{1s} x_{0s} / x_s}{\sum_s n_{0s} x_{1s} / x_s}, \qquad
    \operatorname{var} \log \widehat{RR} = \frac{\sum_s (n_{1s} + n_{0s})\, x_{1s} x_{0s} / x_s^2}
    {(\sum_s n_{1s} x_{0s} / x_s) (\sum_s n_{0s} x_{1s} / x_s)}, \qquad x_s = x_{1s} + x_{0s}

(Greenland & Robins 1985, Biometrics 41:55), with half an event added now and before, so that none is not nothing. No
stratum needs a weight that somebody chose: a kind that is often reported says more because it is known better.
"""

import math
from collections.abc import Sequence
from statistics import NormalDist
from typing import NamedTuple

from accord.model.indicator import Change

PROBABILITY = 0.9
"""Of the interval of a log ratio."""
_LEAST_DAYS = 1e-6


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


def change(strata: Sequence[Stratum]) -> Change:
    """Rates now against before; strata that were not watched both times say nothing to the ratio.

    >>> found = change([Stratum(now=8, now_days=7, before=4, before_days=14)])
    >>> round(math.exp(found.log_middle), 2), found.rises, round(found.surplus, 1)
    (3.78, True, 4.0)
    >>> change([Stratum(now=2, now_days=7, before=0, before_days=0)]).log_middle is None
    True
    """
    both = [one for one in strata if min(one.now_days, one.before_days) > _LEAST_DAYS]
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


def _ratio(strata: Sequence[Stratum]) -> tuple[float, float, float]:
    above = below = spread = 0.0
    for one in strata:
        days = one.now_days + one.before_days
        then, now = one.before_days / days, one.now_days / days
        half = 0.5 / len(strata)
        above += (one.now + half) * then
        below += (one.before + half) * now
        spread += (one.now + one.before + 2 * half) * then * now
    middle = math.log(above / below)
    reach = NormalDist().inv_cdf((1 + PROBABILITY) / 2) * math.sqrt(spread / (above * below))
    return middle, middle - reach, middle + reach
