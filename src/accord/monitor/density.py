"""How many events nobody reports lie around each report: what "different events" must be weighed against.

The finest figure is as blurred as the reports themselves: the sum over other events of the chance density that their
difference from this report is pure error. It leans on coarser cells, and these on coarser ones, each worth `LEAN`
events: in a lull the figure is that of the month and the district, in a battle that of the hour and the village.
"""

import numpy as np

from accord.monitor.field import Floats, Ints

LEAN = 0.1
"""Events that the coarser figure is worth."""
WITNESSES = 1.0
"""Reports that a class of densities is worth before it is checked."""
LADDER = ((1.0, 1.0), (4.0, 8.0), (16.0, 64.0), (16.0, 512.0))
"""Sides of the cells: multiples of the reach in space and in time."""


def density(
    x: Floats, y: Floats, t: Floats, *, fine: Floats, volume: Floats, weight: Floats, reach: tuple[float, float]
) -> Floats:
    """Events per km2 and day around each report, its own excluded.

    Parameters
    ----------
    fine
        (n,) density at the scale of the errors, per km2 and day.
    volume
        (n,) what it is an average over, km2 days.
    weight
        (n,) events that each report stands for: 1 over the reports of its incident.
    reach
        km and days over which reports of one event spread.
    """
    total = max(float(weight.sum()), 1.0)
    extent = max(float(np.ptp(x) * np.ptp(y) * np.ptp(t)), reach[0] ** 2 * reach[1])
    figure = np.full(len(x), total / extent)
    for space, time in reversed(LADDER):
        side, span = space * reach[0], time * reach[1]
        cells = _cells(x, y, t, side, span)
        held = np.bincount(cells, weight)[cells] - weight
        figure = (held + LEAN) / (side * side * span + LEAN / figure)
    result: Floats = (fine * volume + LEAN) / (volume + LEAN / figure)
    return result


def checked(figure: Floats, witness: Floats, volume: Floats) -> Floats:
    """The density, brought to agree with the reports of the same source, class by class of the density.

    Two reports of one source tell of two events, so they show how many different events really lie that close;
    what a density that leaves out the report's own incident cannot see is that events come in company.

    Parameters
    ----------
    figure
        (n,) events per km2 and day.
    witness
        (n,) reports of the same source over its chance to report, per km2 and day.
    volume
        (n,) what the witness is an average over, km2 days.
    """
    step = np.floor(2 * np.log(figure * volume)).astype(np.int64)
    step = np.clip(step, -16, 4) + 16
    seen = np.bincount(step, witness * volume, minlength=21)
    said = np.bincount(step, figure * volume, minlength=21)
    factor = (seen + WITNESSES) / (said + WITNESSES)
    result: Floats = figure * np.maximum(factor, 1.0)[step]
    return result


def _cells(x: Floats, y: Floats, t: Floats, side: float, span: float) -> Ints:
    parts = [np.floor(value / size).astype(np.int64) for value, size in ((x, side), (y, side), (t, span))]
    return np.unique(number(parts), return_inverse=True)[1]


def number(parts: list[Ints]) -> Ints:
    """One number for each combination of whole numbers.

    >>> number([np.array([5, 6, 5]), np.array([-1, 0, -1])]).tolist()
    [0, 3, 0]
    """
    key = np.zeros(len(parts[0]), dtype=np.int64)
    if not len(key):
        return key
    for part in parts:
        key = key * (int(np.ptp(part)) + 1) + (part - part.min())
    return key
