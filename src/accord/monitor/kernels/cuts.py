"""The closest cut of each cell, and what choices are worth by these cuts."""

from math import exp

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_NEWTON_STEPS = 30


@njit(cache=True)
def closest(
    shares: Floats, starts: Ints, choices: Ints, logs: Floats, levels: Floats
) -> None:  # pragma: no cover - compiled
    """Level v of each cell with v = sum of min(a, v) y, by Newton's method from above; 0 where shares add up to 1.

    Entries stand by cell; `logs` are a = -log(1 - chance).
    """
    for cell in range(len(levels)):
        crowd, level = 0.0, 0.0
        for at in range(starts[cell], starts[cell + 1]):
            y = shares[choices[at]]
            crowd += y
            level += logs[at] * y
        if crowd <= 1.0:
            levels[cell] = 0.0
            continue
        for _ in range(_NEWTON_STEPS):
            free, below = 1.0, 0.0
            for at in range(starts[cell], starts[cell + 1]):
                y = shares[choices[at]]
                if y > 0.0:
                    if logs[at] > level:
                        free -= y
                    else:
                        below += logs[at] * y
            if free <= 1e-12:
                break
            step = below / free
            if step >= level - 1e-13 * (1.0 + level):
                break
            level = step
        levels[cell] = level


@njit(cache=True)
def worth(
    levels: Floats, weights: Floats, starts: Ints, choices: Ints, logs: Floats, chances: Floats, value: Floats
) -> float:  # pragma: no cover - compiled
    """Sum of the constants of the cuts; `value` becomes the worth of each choice."""
    value[:] = 0.0
    total = 0.0
    for cell in range(len(levels)):
        v, w = levels[cell], weights[cell]
        slope = exp(-v)
        constant = 1.0 - (1.0 + v) * slope
        total += w * constant
        for at in range(starts[cell], starts[cell + 1]):
            gained = logs[at] * slope if logs[at] <= v else chances[at] - constant
            value[choices[at]] += w * gained
    return total
