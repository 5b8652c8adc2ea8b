"""The best bound of a part by cuts, where some choices are taken, some are left, and each has a price."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from accord.monitor.kernels.cuts import closest, worth

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
OPEN, LEFT, TAKEN = -1, 0, 1
_HALVINGS = 6


@njit(cache=True)
def relax(
    shares: Floats,
    fixed: Ints,
    price: Floats,
    weights: Floats,
    starts: Ints,
    choices: Ints,
    logs: Floats,
    chances: Floats,
    rounds: int,
    enough: float,
    gains: Floats,
) -> float:  # pragma: no cover - compiled
    """Least bound that the method of Frank & Wolfe finds; `shares` move, `gains` are those of the best cuts.

    `fixed` is -1 for an open choice, 0 for one that is left, 1 for one that is taken. Entries stand by cell.
    """
    n = len(shares)
    levels, value = np.empty(len(weights)), np.empty(n)
    way, trial, best_shares = np.empty(n), np.empty(n), shares.copy()
    best = np.inf
    for number in range(rounds):
        closest(shares, starts, choices, logs, levels)
        bound = worth(levels, weights, starts, choices, logs, chances, value)
        for k in range(n):
            gain = value[k] - price[k]
            corner = 1.0 if fixed[k] == TAKEN or (fixed[k] == OPEN and gain > 0.0) else 0.0
            bound += corner * gain
            way[k] = corner - shares[k]
        if bound < best:
            best = bound
            best_shares[:] = shares
            gains[:] = value - price
        if best <= enough:
            break
        low, high = 0.0, 1.0
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            trial[:] = shares + middle * way
            closest(trial, starts, choices, logs, levels)
            worth(levels, weights, starts, choices, logs, chances, value)
            if ((value - price) * way).sum() > 0.0:
                low = middle
            else:
                high = middle
        shares += way * max((low + high) / 2, 0.2 / (number + 2))
    shares[:] = best_shares
    return best
