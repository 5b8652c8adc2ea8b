r"""Rates with their exposure: how much happened if what was not watched was like what was.

Events reported are Poisson with mean :math:`\lambda x`, where :math:`x` sums the expected shares of the days: days of
full watching. With Jeffreys' prior the rate :math:`\lambda` then is gamma distributed with shape :math:`n + 1/2` and
:math:`x` days (Brown, Cai & DasGupta 2003, Statistica Sinica 13:19). Where the coverage is known within a band, the
low end of the interval takes the high estimate of :math:`x` and the high end the low one, so that it holds whatever
the coverage was within its band.
"""

from collections.abc import Sequence

import numpy as np

from accord.model.report import EventKind
from accord.model.watched import Hindered, Rate, Standing, Watched
from accord.monitor.exposure import HINDRANCES, Exposure
from accord.monitor.gamma import gamma_quantile

VIOLENT = tuple(
    kind.value
    for kind in (
        EventKind.EXPLOSION, EventKind.SHELLING, EventKind.SHOTS, EventKind.STRIKE, EventKind.DAMAGE, EventKind.CASUALTY
    )
)  # fmt: skip
"""Kinds of event that are violence or its trace."""
LEAST_SHARE = 0.5
"""Expected share of events that must have been reported before silence is called quiet (own choice)."""
PROBABILITY = 0.9
"""Of the interval of a rate."""
_NOTHING = 1e-9


def rate(events: float, full_days: float, *, low_days: float | None = None, high_days: float | None = None) -> Rate:
    """Events a day had everything been watched.

    Parameters
    ----------
    events
        Events reported.
    full_days, low_days, high_days
        Days of full watching, and its low and high estimate, days; the latter two as the first if left out.

    >>> found = rate(9, 3.0)
    >>> round(found.low, 2), round(found.likely, 2), round(found.high, 2)
    (1.69, 3.06, 5.02)
    >>> rate(0, 0.0).likely is None
    True
    """
    low_days = full_days if low_days is None else low_days
    high_days = full_days if high_days is None else high_days
    tail = (1 - PROBABILITY) / 2
    if full_days <= _NOTHING:
        return Rate(events=float(events), full_days=0.0, low=None, likely=None, high=None, probability=PROBABILITY)
    shape = events + 0.5
    ends = gamma_quantile(shape, tail) / high_days, gamma_quantile(shape, 1 - tail) / max(low_days, _NOTHING)
    return Rate(
        events=float(events),
        full_days=full_days,
        low=ends[0],
        likely=gamma_quantile(shape, 0.5) / full_days,
        high=ends[1],
        probability=PROBABILITY,
    )


def standing(events: float, watched: Watched, *, least: float = LEAST_SHARE) -> Standing:
    """What may be said of an area.

    Parameters
    ----------
    least
        Expected share of events that must have been reported before silence is called quiet.

    >>> nobody = Watched(share=None, low=0.0, high=0.0, hours=0.0, of_hours=24.0)
    >>> standing(0, nobody).value, standing(3, nobody).value
    ('not_observed', 'active')
    """
    if events > 0:
        return Standing.ACTIVE
    if watched.share is None:
        return Standing.UNOBSERVED
    return Standing.QUIET if is_enough(watched.share, least) else Standing.TOO_LITTLE


def is_enough(share: float, least: float) -> bool:
    """Whether a share reaches another as both are shown, in whole per cent.

    >>> is_enough(0.496, 0.5), is_enough(0.494, 0.5)
    (True, False)
    """
    return round(100 * share) >= round(100 * least)


def watched(exposure: Exposure, area: int, kinds: Sequence[str]) -> Watched:
    """How well an area was watched over all days of an exposure, for some kinds; their mean.

    Parameters
    ----------
    area
        Index among its areas.
    """
    chosen = [place for place, kind in enumerate(exposure.kinds) if kind in kinds]
    share = exposure.share[area][:, chosen]
    of_hours = exposure.of_hours
    is_seen = not np.isnan(share).all()
    noted = exposure.hindered[area].sum(axis=0)
    return Watched(
        share=_mean(share, of_hours) if is_seen else None,
        low=_mean(exposure.low[area][:, chosen], of_hours),
        high=_mean(exposure.high[area][:, chosen], of_hours),
        hours=float(exposure.hours[area][:, chosen].max(axis=1, initial=0.0).sum()),
        of_hours=float(of_hours.sum()),
        hindered=tuple(
            Hindered(hindrance=HINDRANCES[place], hours=float(noted[place]))
            for place in np.argsort(-noted, kind="stable")
            if noted[place] > 0
        ),
    )


def full_days(exposure: Exposure, area: int, kinds: Sequence[str], *, bound: str = "share") -> float:
    """Days of full watching of an area, mean over some kinds, days."""
    chosen = [place for place, kind in enumerate(exposure.kinds) if kind in kinds]
    return float(np.nan_to_num(getattr(exposure, bound)[area][:, chosen]).sum()) / max(1, len(chosen))


_TABLE = ("area", "kind", "events", "share", "full_days", "low", "likely", "high", "standing")


def _mean(share: np.ndarray, of_hours: np.ndarray) -> float:
    if share.size == 0:
        return 0.0
    return float(np.average(np.nan_to_num(share).mean(axis=1), weights=of_hours))
