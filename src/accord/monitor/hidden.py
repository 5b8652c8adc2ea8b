"""Zones that lost coverage: where a rise would be missed, and where it is worth a question of its own.

A scan that tries every circle pays for the many that it tries, most of all where little is seen. The coverage log says
where and since when less is seen. Zones are drawn from it alone, never from events, so to ask of them costs no more
than one question more.
"""

from dataclasses import dataclass

import numpy as np

from accord.monitor.kernels.scan import Bools, Floats, Ints, Rings

FALL = 0.6
"""Largest share of its former coverage that a place keeps if it counts as lost."""
_SHORTEST = 3
"""A day or two without reports is weather."""
_NEAR = 6
"""Lost places are one zone if one is among so many nearest places of the other."""


@dataclass(frozen=True, slots=True)
class Zone:
    """Neighbouring places that lost coverage."""

    places: Ints
    """The one in the middle first."""
    days: int
    """Days since coverage fell."""


def lost_zones(exposure: Floats, xy_km: Floats, windows: int) -> list[Zone]:
    """Zones whose coverage over some of the last windows fell to `FALL` or less of what it was before all of them.

    Places that nobody watched at all in these days are in none: nothing can be found there.

    Parameters
    ----------
    exposure
        (P, D) expected share of events that would be reported.
    xy_km
        (P, 2) coordinates on a plane, kilometres.
    windows
        Longest window, days; windows of three days and more are looked at.

    >>> x = np.full((3, 20), 0.9)
    >>> x[1, -5:] = 0.3
    >>> x[2, -7:] = 0.0
    >>> [(zone.places.tolist(), zone.days) for zone in lost_zones(x, np.zeros((3, 2)), 7)]
    [([1], 5)]
    """
    lost = _lost(exposure, windows)
    links = _neighbours(xy_km) & lost[:, None] & lost[None, :]
    zones, left = [], set(np.flatnonzero(lost).tolist())
    while left:
        grown, edge = set(), {min(left)}
        while edge:
            grown |= edge
            edge = {int(k) for place in edge for k in np.flatnonzero(links[place])} - grown
        left -= grown
        members = np.array(sorted(grown))
        far = np.hypot(*(xy_km[members][:, None] - xy_km[members][None]).transpose(2, 0, 1))
        middle = int(far.sum(axis=1).argmin())
        zones.append(
            Zone(members[np.argsort(far[middle], kind="stable")].astype(np.int32), _since(exposure[members], windows))
        )
    return zones


def zone_rings(zones: list[Zone], windows: int) -> Rings:
    """Each zone whole, over the days since it was lost, half and a quarter of them.

    >>> zone_rings([Zone(np.array([4, 2]), 6)], 7).tried.tolist()
    [[False, True, True, False, False, True, False]]
    """
    near = np.concatenate([zone.places for zone in zones])
    start = np.append(0, np.cumsum([len(zone.places) for zone in zones])).astype(np.int32)
    whole = np.zeros(len(near), dtype=bool)
    whole[start[1:] - 1] = True
    tried = np.zeros((len(zones), windows), dtype=bool)
    for row, zone in zip(tried, zones, strict=True):
        for part in (1, 2, 4):
            row[-(-zone.days // part) - 1] = True
    return Rings(start, near, whole, tried)


def _lost(exposure: Floats, windows: int) -> Bools:
    before = exposure[:, :-windows].mean(axis=1)
    least = _recent(exposure, windows)[:, min(_SHORTEST, windows) - 1 :].min(axis=1)
    return np.asarray((least <= FALL * before) & (exposure[:, -windows:].max(axis=1) > 0))


def _recent(exposure: Floats, windows: int) -> Floats:
    """(P, W) mean coverage of the last 1..W days."""
    return np.asarray(np.cumsum(exposure[:, ::-1][:, :windows], axis=1) / np.arange(1, windows + 1))


def _since(exposure: Floats, windows: int) -> int:
    """Days since the coverage of a zone fell: where a step explains most of its squares."""
    mean = exposure.mean(axis=0)
    lengths = np.arange(min(_SHORTEST, windows), windows + 1)
    recent = np.cumsum(mean[::-1])[lengths - 1] / lengths
    before = (mean.sum() - recent * lengths) / (len(mean) - lengths)
    return int(lengths[np.argmax((before - recent) ** 2 * lengths * (len(mean) - lengths))])


def _neighbours(xy_km: Floats) -> Bools:
    distance = np.hypot(*(xy_km[:, None] - xy_km[None, :]).transpose(2, 0, 1))
    reach = np.sort(distance, axis=1)[:, min(_NEAR, len(xy_km) - 1)]
    near = distance <= reach[:, None] + 1e-9
    return np.asarray(near | near.T)
