"""Events that would be reported if nothing had changed."""

from dataclasses import dataclass

import numpy as np

from accord.monitor.kernels.scan import Floats, Ints


def own_record(counts: Ints, exposure: Floats) -> Floats:
    """(P, D) each place's events spread over its days by coverage: C[p] x[p,d] / sum over days of x[p,.].

    >>> own_record(np.array([[5, 0, 0]]), np.array([[1.0, 1.0, 0.5]])).tolist()
    [[2.0, 2.0, 1.0]]
    """
    watched = exposure.sum(axis=1, keepdims=True)
    share = np.divide(exposure, watched, out=np.zeros_like(exposure), where=watched > 0)
    return np.asarray(counts.sum(axis=1, keepdims=True) * share)


def by_margins(counts: Ints, exposure: Floats, *, rounds: int = 500) -> Floats:
    """(P, D) table a[p] b[d] x[p,d] with the same sums by place and by day as the counts.

    Iterative proportional fitting (Deming & Stephan 1940); one round suffices where coverage is even.

    >>> by_margins(np.array([[2, 1], [1, 2]]), np.ones((2, 2))).tolist()
    [[1.5, 1.5], [1.5, 1.5]]
    """
    table = exposure.copy()
    by_place, by_day = counts.sum(axis=1).astype(float), counts.sum(axis=0).astype(float)
    for _ in range(rounds):
        table *= _factor(by_place, table.sum(axis=1))[:, None]
        table *= _factor(by_day, table.sum(axis=0))
        if np.allclose(table.sum(axis=1), by_place, rtol=1e-10, atol=1e-12):
            break
    return table


def _factor(wanted: Floats, found: Floats) -> Floats:
    return np.divide(wanted, found, out=np.zeros_like(wanted), where=found > 0)


@dataclass(frozen=True, slots=True)
class Rates:
    """Gamma posterior of each place's events per day of full coverage, from the days before the windows."""

    shape: Floats
    """(P,)."""
    exposure: Floats
    """(P,) days of full coverage behind it, those that the prior is worth included."""

    @property
    def mean(self) -> Floats:
        """(P,) events per day of full coverage."""
        return self.shape / self.exposure


def rates_before(counts: Ints, exposure: Floats, windows: int) -> Rates:
    """Posterior of each place's rate given its days before the last `windows`.

    The prior is fitted to all places by moments (Marshall 1991, Applied Statistics 40:283).

    >>> rates_before(np.array([[4, 4, 9], [0, 0, 9]]), np.ones((2, 3)), 1).mean.round(1).tolist()
    [3.5, 0.6]
    """
    events = counts[:, : counts.shape[1] - windows].sum(axis=1).astype(float)
    watched = exposure[:, : counts.shape[1] - windows].sum(axis=1)
    mean = (events.sum() + 0.5) / max(watched.sum(), 1e-9)
    rate = np.divide(events, watched, out=np.full(len(events), mean), where=watched > 0)
    spread = float(np.average((rate - mean) ** 2, weights=watched + 1e-12)) - mean / max(float(watched.mean()), 1e-9)
    spread = max(spread, 0.01 * mean**2)
    return Rates(events + mean**2 / spread, watched + mean / spread)
