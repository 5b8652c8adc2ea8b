"""Greedy choice and exchange of posts: compiled loops over who sees what.

Chances stand twice: by choice (`starts`, `cells`, `chances`) and by cell (`cell_starts`, `choices`, `cell_chances`).
A choice belongs to a group (means and side) and a group to a means; both have a most that may be taken.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@njit(cache=True)
def all_gains(
    missed: Floats, starts: Ints, cells: Ints, chances: Floats, gains: Floats
) -> None:  # pragma: no cover - compiled
    """What each choice adds, given what is missed so far: weight of the cells times the chance of all to miss."""
    for choice in range(len(gains)):
        total = 0.0
        for at in range(starts[choice], starts[choice + 1]):
            total += missed[cells[at]] * chances[at]
        gains[choice] = total


@njit(cache=True)
def greedy(
    missed: Floats,
    taken: Bools,
    group: Ints,
    means: Ints,
    room_group: Ints,
    room_means: Ints,
    starts: Ints,
    cells: Ints,
    chances: Floats,
) -> None:  # pragma: no cover - compiled
    """Take the choice that adds most until none may be taken or adds anything; `missed` and rooms are changed."""
    gains = np.empty(len(taken))
    while True:
        all_gains(missed, starts, cells, chances, gains)
        best, most = -1, 0.0
        for choice in range(len(taken)):
            room = room_group[group[choice]] > 0 and room_means[means[choice]] > 0
            if room and not taken[choice] and gains[choice] > most:
                best, most = choice, gains[choice]
        if best < 0:
            return
        taken[best] = True
        room_group[group[best]] -= 1
        room_means[means[best]] -= 1
        for at in range(starts[best], starts[best + 1]):
            missed[cells[at]] *= 1.0 - chances[at]


@njit(cache=True)
def exchange(
    missed: Floats,
    taken: Bools,
    group: Ints,
    means: Ints,
    room_group: Ints,
    room_means: Ints,
    starts: Ints,
    cells: Ints,
    chances: Floats,
    cell_starts: Ints,
    choices: Ints,
    cell_chances: Floats,
    most_rounds: int,
) -> int:  # pragma: no cover - compiled
    """Exchange one taken choice for one that is not, the best for each, while that gains; rounds made."""
    gains, trial = np.empty(len(taken)), np.empty(len(taken))
    total = missed.sum() + 1e-300
    all_gains(missed, starts, cells, chances, gains)
    for number in range(most_rounds):
        better = False
        for out in range(len(taken)):
            if not taken[out]:
                continue
            trial[:] = gains
            loss = 0.0
            for at in range(starts[out], starts[out + 1]):
                back = missed[cells[at]] / (1.0 - chances[at]) - missed[cells[at]]
                loss += back
                for there in range(cell_starts[cells[at]], cell_starts[cells[at] + 1]):
                    trial[choices[there]] += back * cell_chances[there]
            best, most = -1, loss + 1e-10 * (total + loss)
            for choice in range(len(taken)):
                if taken[choice] or trial[choice] <= most:
                    continue
                if room_group[group[choice]] + (group[choice] == group[out]) <= 0:
                    continue
                if room_means[means[choice]] + (means[choice] == means[out]) <= 0:
                    continue
                best, most = choice, trial[choice]
            if best < 0:
                continue
            better = True
            taken[out], taken[best] = False, True
            room_group[group[out]] += 1
            room_means[means[out]] += 1
            room_group[group[best]] -= 1
            room_means[means[best]] -= 1
            for at in range(starts[out], starts[out + 1]):
                missed[cells[at]] /= 1.0 - chances[at]
            for at in range(starts[best], starts[best + 1]):
                missed[cells[at]] *= 1.0 - chances[at]
            all_gains(missed, starts, cells, chances, gains)
        if not better:
            return number
    return most_rounds
