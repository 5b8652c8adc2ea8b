r"""Has the rate risen just now? Sums of log-likelihood ratios that restart at zero: CUSUM and GLR for counts.

For a rate :math:`\rho` times what is expected, :math:`\mu_t` (rate times exposure), a period adds

.. math::

    \ell_t(\rho) = n_t \log\rho - \mu_t (\rho - 1), \qquad
    \ell_t(\rho) = n_t \log\rho - (n_t + 1/\alpha) \log \frac{1 + \alpha\rho\mu_t}{1 + \alpha\mu_t}

for Poisson counts, and for negative binomial ones with variance :math:`\mu + \alpha\mu^2`. CUSUM is
:math:`S_t = \max(0, S_{t-1} + \ell_t(\rho))` for one :math:`\rho` (Page 1954, Biometrika 41:100). GLR is the largest
:math:`\sum_{s=k}^t \ell_s(\rho)` over when it began and how much it rose (Hoehle & Paul 2008, Comput. Stat. Data Anal.
52:4357): for each :math:`\rho` that is again Page's sum, so that the largest of a bank of them is the GLR over a grid
of :math:`\rho`, without a window and at the same cost in every period.

A period that nobody watched (:math:`\mu_t = 0`) adds nothing. Ratios below 1 look for falls.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from accord.monitor.kernels.steps import Floats, Longs, restarted_sums

RISES: tuple[float, ...] = tuple(round(1.1**k, 6) for k in range(1, 33))
"""Ratios that GLR tries: 1.1 to 21, each a tenth above the one before."""
_EMPTY = np.empty(0), np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """A period in which a sum passed the threshold."""

    period: int
    """Of the alarm, from 0."""
    since: int
    """From which the change most likely holds."""
    ratio: float
    """Events from then to the alarm over those expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Onsets:
    """Alarms, in order, and how near each period came."""

    alarms: tuple[Alarm, ...]
    statistic: npt.NDArray[np.float64]
    """(T,) largest sum in each period; all restart at 0 after an alarm."""
    threshold: float


def onsets(
    counts: npt.ArrayLike,
    expected: npt.ArrayLike,
    *,
    threshold: float,
    ratios: tuple[float, ...] = RISES,
    dispersion: float = 0.0,
) -> Onsets:
    """Alarms in a row of counts.

    Parameters
    ----------
    counts
        (T,) events by period.
    expected
        (T,) events expected: rate before, times exposure; 0: not observed.
    threshold
        Of an alarm; `threshold_for` gives it.
    ratios
        Rates to look for, relative to the expected: one for CUSUM, several for GLR.
    dispersion
        Variance = mean + dispersion x mean squared.

    Raises
    ------
    ValueError
        Shapes that do not fit, counts below zero, events where none can be, ratios that are 1 or not above 0.

    Examples
    --------
    Two a week; then five, but the third of those weeks was not watched.

    >>> found = onsets([2, 1, 3, 2, 5, 6, 0, 5, 7], [2, 2, 2, 2, 2, 2, 0, 2, 2], threshold=5.0)
    >>> [(alarm.period, alarm.since, round(alarm.ratio, 1)) for alarm in found.alarms]
    [(7, 4, 2.7)]
    >>> onsets([2, 1, 3, 2, 5, 6], [2] * 6, threshold=4.0, ratios=(2.0,)).alarms
    ()
    """
    n, mean = _checked(counts, expected)
    slope, cost = _steps(mean, ratios, dispersion)
    statistic, since = np.zeros(len(n)), np.zeros(len(n), dtype=np.int64)
    if len(n):
        restarted_sums(n, slope, cost, threshold, statistic, since)
    alarms = tuple(
        Alarm(period=int(t), since=int(k), ratio=float(n[k : t + 1].sum() / mean[k : t + 1].sum()))
        for t, k in ((t, since[t]) for t in np.flatnonzero(statistic > threshold))
    )
    return Onsets(alarms=alarms, statistic=statistic, threshold=threshold)


def threshold_for(
    expected: npt.ArrayLike,
    *,
    run_length: float,
    rng: np.random.Generator,
    ratios: tuple[float, ...] = RISES,
    dispersion: float = 0.0,
    alarms: int = 1000,
) -> float:
    """Threshold at which chance alone raises one alarm in `run_length` periods on average.

    Periods as `expected` says, round and round, are simulated until about `alarms` alarms; as all sums restart after
    an alarm, periods over alarms is the mean run length, with a standard error near its ``1 / sqrt(alarms)``.

    >>> round(threshold_for([2.0], run_length=50, ratios=(2.0,), rng=np.random.default_rng(1)), 1)
    2.2
    """
    mean = np.asarray(expected, dtype=float)
    _checked(np.zeros(mean.shape), mean)
    if not (mean > 0).any() or run_length < 2:
        raise ValueError("expected: above 0 in some period; run_length: at least 2")
    slope, cost = _steps(mean, ratios, dispersion)
    cycles = max(1, round(run_length * alarms / len(mean)))
    counts = _drawn(np.tile(mean, cycles), dispersion, rng)
    low, high = 0.0, 1.0
    while len(counts) < run_length * restarted_sums(counts, slope, cost, high, *_EMPTY):
        low, high = high, 2 * high
    for _ in range(20):
        middle = (low + high) / 2
        if len(counts) < run_length * restarted_sums(counts, slope, cost, middle, *_EMPTY):
            low = middle
        else:
            high = middle
    return high


def _drawn(mean: Floats, dispersion: float, rng: np.random.Generator) -> Longs:
    if dispersion > 0:
        mean = mean * rng.gamma(1 / dispersion, dispersion, len(mean))
    return rng.poisson(mean)


def _steps(mean: Floats, ratios: tuple[float, ...], dispersion: float) -> tuple[Floats, Floats]:
    """What each event of a period adds to each sum, and what the period takes away; both (T, G)."""
    rho = np.asarray(ratios, dtype=float)
    if not len(rho) or (rho <= 0).any() or (rho == 1).any() or dispersion < 0:
        raise ValueError("ratios: above 0 and not 1, at least one; dispersion: not below 0")
    if dispersion == 0:
        return np.tile(np.log(rho), (len(mean), 1)), mean[:, None] * (rho - 1)
    grows = np.log1p(dispersion * rho * mean[:, None]) - np.log1p(dispersion * mean[:, None])
    return np.log(rho) - grows, grows / dispersion


def _checked(counts: npt.ArrayLike, expected: npt.ArrayLike) -> tuple[Longs, Floats]:
    n, mean = np.asarray(counts), np.asarray(expected, dtype=float)
    if mean.ndim != 1 or n.shape != mean.shape:
        raise ValueError(f"counts, expected: must be of one length, not {n.shape} and {mean.shape}")
    if not np.isfinite(mean).all() or (mean < 0).any() or (n < 0).any() or (n != np.floor(n)).any():
        raise ValueError("counts: whole and not below 0; expected: finite and not below 0")
    if (n[mean == 0] > 0).any():
        raise ValueError("expected: must be above 0 wherever something was counted")
    return n.astype(np.int64), mean
