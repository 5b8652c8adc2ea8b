r"""When did the rate change? Best division of a history of counts, each with its exposure (PELT).

Among all divisions into pieces with a constant rate, the one with the least

.. math::

    \sum_{\text{pieces}} -2 N \log (N / X) / \varphi + \beta \cdot \text{changes},

N events in X periods of full watching, :math:`\varphi` the dispersion; exact, not greedy. The time grows about as the
number of periods when changes keep coming (Killick, Fearnhead & Eckley 2012, J. Am. Stat. Assoc. 107:1590).

For looking back. What has begun just now is for `accord.monitor.onset`.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from accord.monitor.kernels.steps import Floats, best_pieces


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Periods with one rate."""

    first: int
    """First period, from 0."""
    last: int
    """Last period, itself in."""
    events: int
    exposure: float
    """Periods of full watching."""

    @property
    def rate(self) -> float:
        """Events a fully watched period; nan where nothing was watched."""
        return self.events / self.exposure if self.exposure > 0 else float("nan")


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Pieces of a history, in order; what was taken as given."""

    pieces: tuple[Piece, ...]
    penalty: float
    dispersion: float

    @property
    def breaks(self) -> tuple[int, ...]:
        """First period of each piece but the first."""
        return tuple(piece.first for piece in self.pieces[1:])


def dispersion_of(counts: npt.ArrayLike, exposure: npt.ArrayLike | None = None, *, span: int = 5) -> float:
    """Variance over mean within short spans, at least 1: how much more counts jump than chance alone would let them.

    The median over spans of periods is taken, so that the few with a change in them do not count as unrest.

    >>> dispersion_of([3, 5, 4, 6, 2, 80, 82, 78, 79, 81])
    1.0
    """
    n, x = _history(counts, exposure)
    ratios = []
    for begin in range(0, len(n) - span + 1, span):
        part, seen = n[begin : begin + span], x[begin : begin + span]
        watched = seen > 0
        if watched.sum() > 1 and part.sum() > 0:
            expected = seen[watched] * part.sum() / seen.sum()
            ratios.append(float(((part[watched] - expected) ** 2 / expected).sum() / (watched.sum() - 1)))
    # The median of a chi-square with span - 1 degrees of freedom lies below its mean (Wilson & Hilferty 1931).
    return max(1.0, float(np.median(ratios)) / (1 - 2 / (9 * (span - 1))) ** 3) if ratios else 1.0


def breaks(
    counts: npt.ArrayLike,
    exposure: npt.ArrayLike | None = None,
    *,
    penalty: float | None = None,
    dispersion: float = 1.0,
    least: int = 1,
) -> History:
    """Divide a history where the rate changed.

    Parameters
    ----------
    counts
        (T,) events by period.
    exposure
        (T,) share of events that would be reported, 0 to 1, or any other measure of watching; 0: not observed, which
        says nothing. None: all was seen.
    penalty
        What a change has to gain; None: 3 log(T), two numbers a change (when and how much) and some caution.
    dispersion
        Variance over mean of counts whose rate is constant; `dispersion_of` estimates it.
    least
        Shortest piece, periods.

    Raises
    ------
    ValueError
        Shapes that do not fit, counts below zero or not whole, events where nothing was observed.

    Examples
    --------
    The rate doubles; then only half is seen, which is no change.

    >>> found = breaks([10] * 8 + [20] * 8 + [10] * 8, [1.0] * 16 + [0.5] * 8)
    >>> found.breaks, [piece.rate for piece in found.pieces]
    ((8,), [10.0, 20.0])
    >>> breaks([]).pieces
    ()
    """
    n, x = _history(counts, exposure)
    if dispersion <= 0 or least < 1 or (penalty is not None and penalty < 0):
        raise ValueError("penalty: not below 0; dispersion: above 0; least: at least 1")
    asked = 3 * float(np.log(max(len(n), 2))) if penalty is None else penalty
    if not len(n):
        return History(pieces=(), penalty=asked, dispersion=dispersion)
    events, seen = (np.concatenate([[0.0], np.cumsum(one)]) for one in (n, x))
    last = np.zeros(len(n) + 1, dtype=np.int64)
    best_pieces(events, seen, asked * dispersion, least, last)
    ends = [len(n)]
    while ends[-1] > 0:
        ends.append(int(last[ends[-1]]))
    spans = list(zip(ends[:0:-1], ends[-2::-1], strict=True))
    pieces = tuple(
        Piece(first=a, last=b - 1, events=int(events[b] - events[a]), exposure=float(seen[b] - seen[a]))
        for a, b in spans
    )
    return History(pieces=pieces, penalty=asked, dispersion=dispersion)


def _history(counts: npt.ArrayLike, exposure: npt.ArrayLike | None) -> tuple[Floats, Floats]:
    n = np.asarray(counts, dtype=float)
    x = np.ones(n.shape) if exposure is None else np.asarray(exposure, dtype=float)
    if n.ndim != 1 or x.shape != n.shape:
        raise ValueError(f"counts, exposure: must be of one length, not {n.shape} and {x.shape}")
    if (n < 0).any() or (n != np.floor(n)).any():
        raise ValueError("counts: must be whole numbers, not below 0")
    if not np.isfinite(x).all() or (x < 0).any() or (n[x == 0] > 0).any():
        raise ValueError("exposure: must be finite, not below 0, and above 0 wherever something was counted")
    return n, x
