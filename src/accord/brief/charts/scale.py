"""Round numbers along a scale."""

import math
from collections.abc import Sequence

_FACTORS = (1, 2, 2.5, 5, 10)


def scale_marks(values: Sequence[float], *, least_step: float = 0.0, most: float = math.inf) -> tuple[float, ...]:
    """Round numbers from just below the least to just above the greatest, three to seven of them.

    Parameters
    ----------
    least_step
        The marks lie no closer than this, and are whole multiples of it.
    most
        No mark lies above it, if no value does.

    >>> scale_marks([0.59, 0.86]), scale_marks([5.0])
    ((0.5, 0.6, 0.7, 0.8, 0.9), (4.5, 5.0, 5.5))
    >>> scale_marks([99.2, 99.4], least_step=1.0, most=100.0)
    (98.0, 99.0, 100.0)
    """
    low, high = min(values), max(values)
    span = high - low if high - low > 1e-9 * max(1.0, abs(high)) else max(1.0, abs(high)) * 0.4
    step = _step(span / 4, least_step)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    if last == first:
        first, last = first - 1, last + 1
    elif last - first < 2:
        last += 1
    if last * step > most >= high:
        over = math.ceil(last - most / step - 1e-9)
        first, last = first - over, last - over
    return tuple(round(number * step, 12) for number in range(first, last + 1))


def _step(raw: float, least: float) -> float:
    if raw <= least:
        return least
    power = 10.0 ** math.floor(math.log10(raw))
    steps = (power * factor for factor in _FACTORS if power * factor >= raw - 1e-12)
    return next(step for step in steps if not least or abs(step / least - round(step / least)) < 1e-9)
