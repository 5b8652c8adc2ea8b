"""Replicas of a table of events under the hypothesis that nothing changed."""

from typing import NamedTuple

import numpy as np
from numba import njit

from accord.monitor.kernels.scan import Floats, Ints

SWEEPS = 5
"""Tries of an exchange for each event between two replicas, where coverage makes exchanges unequal."""


class Band(NamedTuple):
    """Coverage as it is known: a range in each place and day, and which cells err together."""

    low: Floats
    """(P, D)."""
    high: Floats
    """(P, D)."""
    group: Ints
    """(P,) places with the same number err together."""
    spell: Ints
    """(D,) days with the same number err together."""
    is_open: bool
    """Whether low and high differ anywhere."""


class Own(NamedTuple):
    """What the events of each place are spread over: its own days, by coverage."""

    total: Ints
    """(P,) events of each place; -1: drawn from a rate."""
    shape: Floats
    """(P,) shape of the gamma posterior of each place's rate."""
    rate: Floats
    """(P,) its rate parameter: exposure behind it."""


@njit(cache=True, nogil=True)
def draw_exposure(chance: np.random.Generator, band: Band, out: Floats) -> None:
    """Fill (P, D) with a coverage in the band: uniform from low to high, one draw for cells that err together."""
    groups, spells = band.group.max() + 1, band.spell.max() + 1
    part = np.empty((groups, spells))
    for group in range(groups):
        for spell in range(spells):
            part[group, spell] = chance.random()
    for place in range(out.shape[0]):
        for day in range(out.shape[1]):
            low = band.low[place, day]
            out[place, day] = low + part[band.group[place], band.spell[day]] * (band.high[place, day] - low)


@njit(cache=True, nogil=True)
def _shares(exposure: Floats, is_rate: bool, out: Floats, window: Floats) -> None:
    """Fill (P, W) with the share of a place's events in the last 1..W days, of all days or of these days alone."""
    places, days = exposure.shape
    windows = out.shape[1]
    for place in range(places):
        total = 0.0
        for w in range(windows):
            total += exposure[place, days - 1 - w]
            out[place, w] = total
        window[place] = total
        if not is_rate:
            for day in range(days - windows):
                total += exposure[place, day]
        for w in range(windows):
            out[place, w] = out[place, w] / total if total > 0.0 else 0.0


@njit(cache=True, nogil=True)
def draw_own(chance: np.random.Generator, own: Own, band: Band, exposure: Floats, counts: Ints, lanes: int) -> None:
    """Fill (W, P, lanes) with replicas in which the events of each place fall on its days by coverage alone."""
    windows, places = counts.shape[0], counts.shape[1]
    is_rate = own.total[0] < 0
    share, window = np.zeros((places, windows)), np.zeros(places)
    drawn = exposure.copy()
    _shares(exposure, is_rate, share, window)
    for lane in range(lanes):
        if band.is_open:
            draw_exposure(chance, band, drawn)
            _shares(drawn, is_rate, share, window)
        for place in range(places):
            events = own.total[place]
            if is_rate:
                mean = chance.standard_gamma(own.shape[place]) / own.rate[place] * window[place]
                events = chance.poisson(mean) if mean > 0.0 else 0
            for _ in range(events):
                point = chance.random()
                if point < share[place, windows - 1]:
                    counts[_first_above(share[place], point), place, lane] += 1


@njit(cache=True, nogil=True)
def _first_above(rising: Floats, point: float) -> int:
    low, high = 0, len(rising) - 1
    while low < high:
        middle = (low + high) // 2
        if point < rising[middle]:
            high = middle
        else:
            low = middle + 1
    return low


@njit(cache=True, nogil=True)
def exchange(chance: np.random.Generator, place: Ints, day: Ints, exposure: Floats, sweeps: int) -> None:
    """Exchange the days of events, both margins kept, so that the tables follow the coverage (Metropolis)."""
    n = len(day)
    for _ in range(sweeps):
        for one in range(n):
            other = int(chance.random() * n)
            old = exposure[place[one], day[one]] * exposure[place[other], day[other]]
            new = exposure[place[one], day[other]] * exposure[place[other], day[one]]
            if new >= old or chance.random() * old < new:
                day[one], day[other] = day[other], day[one]


@njit(cache=True, nogil=True)
def _shuffle(chance: np.random.Generator, day: Ints) -> None:
    for one in range(len(day) - 1, 0, -1):
        other = int(chance.random() * (one + 1))
        day[one], day[other] = day[other], day[one]


@njit(cache=True, nogil=True)
def draw_margins(
    chance: np.random.Generator,
    place: Ints,
    root: Ints,
    is_even: bool,
    band: Band,
    exposure: Floats,
    counts: Ints,
    lanes: int,
) -> None:
    """Fill (W, P, lanes) with replicas that keep the events of each place and of each day.

    Even coverage: days are shuffled among events. Else each replica is a chain of its own from `root`, which is itself
    a chain away from what was observed: observed and replicas are then exchangeable (Besag & Clifford 1989).
    """
    windows, days = counts.shape[0], exposure.shape[1]
    drawn, day = exposure.copy(), root.copy()
    for lane in range(lanes):
        if is_even:
            _shuffle(chance, day)
        else:
            if band.is_open:
                draw_exposure(chance, band, drawn)
            day[:] = root
            exchange(chance, place, day, drawn, SWEEPS)
        for event in range(len(day)):
            ago = days - 1 - day[event]
            if ago < windows:
                counts[ago, place[event], lane] += 1


@njit(cache=True, nogil=True)
def draw_cells(chance: np.random.Generator, share: Floats, events: int, counts: Ints, lanes: int) -> None:
    """Fill (W, P, lanes) with events that fall on cells by their share alone; `share` is (W * P,), running sums."""
    places = counts.shape[1]
    for lane in range(lanes):
        for _ in range(events):
            point = chance.random()
            if point < share[-1]:
                cell = _first_above(share, point)
                counts[cell // places, cell % places, lane] += 1
