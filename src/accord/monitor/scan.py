"""Prospective space-time scan that knows who could have seen.

With counts n[p,d], coverage x[p,d] and a cylinder z, w (a circle of nearest neighbours, the last w days), c events are
held against e expected (`accord.monitor.kernels.scan.gain`):

- rising: e = sum over p in z of C[p] * (coverage of the last w days / coverage of all days), C[p] the events of p.
  The pool of z is its own events. Replicas spread each place's events over its days by coverage, so no rate has to
  be known: the test is exact whatever the rates are. `Baseline.DRAWN` instead takes rates from the days before the
  windows, and draws them for each replica from their gamma posterior.
- hidden: the same, of whole zones that lost coverage, since they lost it (`accord.monitor.hidden`).
- moving: e = sum of a[p] b[d] x[p,d] with the margins of the counts. The pool is everything. Replicas keep both margins
  (Kulldorff et al. 2005, PLoS Medicine 2:e59).

Kulldorff 1997 (Comm. Stat. 26:1481), 2001 (J. R. Stat. Soc. A 164:61).
"""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from accord.model.cluster import Clusters, Question
from accord.monitor.alarm import Gumbel, daily_level
from accord.monitor.circles import rings_around
from accord.monitor.clusters import Ground, clusters_of
from accord.monitor.expected import by_margins, own_record, rates_before
from accord.monitor.hidden import lost_zones, zone_rings
from accord.monitor.kernels.draw import SWEEPS, Band, Own, draw_cells, draw_margins, draw_own, exchange
from accord.monitor.kernels.scan import Expected, Floats, Ints
from accord.monitor.replicas import Draw, replica_maxima

ERROR_DAYS = 7
"""Days over which an error of the coverage stays the same."""


class Baseline(StrEnum):
    """What replicas of the rising question take as given."""

    OWN_TOTAL = "own_total"
    """The events of each place over the whole period; exact."""
    DRAWN = "drawn"
    """Rates from the days before the windows, drawn from their posterior; stronger signals, relies on the prior."""


class Margins(StrEnum):
    """What replicas of the moving question take as given."""

    FIXED = "fixed"
    """Events of each place and of each day; the strict permutation."""
    FITTED = "fitted"
    """Only the number of all events; cells by their fitted expectation."""


@dataclass(frozen=True, slots=True)
class _Design:
    table: Floats
    expected: Expected
    draw: Draw
    most: int


def scan(
    counts: npt.ArrayLike,
    xy_km: npt.ArrayLike,
    *,
    rng: np.random.Generator,
    exposure: npt.ArrayLike | None = None,
    band: tuple[npt.ArrayLike, npt.ArrayLike] | None = None,
    band_group: npt.ArrayLike | None = None,
    names: tuple[str, ...] = (),
    question: Question = Question.RISING,
    windows: int = 14,
    largest_share: float = 0.5,
    largest_km: float = np.inf,
    baseline: Baseline = Baseline.OWN_TOTAL,
    margins: Margins = Margins.FIXED,
    replicas: int = 999,
    most_clusters: int = 5,
    false_alarms_per_month: float = 0.3,
    threads: int = 2,
) -> Clusters:
    """Find circles of places in which more was reported over the last days than coverage and record let expect.

    Parameters
    ----------
    counts
        (P, D) incidents by place and day, one per fused incident; the last column is today.
    xy_km
        (P, 2) coordinates on a plane, kilometres.
    rng
        Source of chance.
    exposure
        (P, D) expected share of events that would be reported, 0 to 1; 0: not observed, which is neither quiet nor
        alarm. None: everything was seen.
    band
        Low and high estimate of `exposure`, each (P, D). Replicas draw a coverage between them.
    band_group
        (P,) whole numbers; places with the same number have the same error of coverage. None: each place its own.
    names
        Names of places; numbers where left out.
    question
        Rising, moving or hidden. Who asks several of the same day divides `false_alarms_per_month` among them.
    windows
        Longest window, days; 1 to this are tried.
    largest_share, largest_km
        Largest circle: share of all expected events, kilometres; of no use to the hidden question.
    replicas
        Replicas for chances.
    false_alarms_per_month
        Alarms by chance that a month of daily scans may have, on average at most.

    Raises
    ------
    ValueError
        Shapes that do not fit, counts below zero, coverage outside 0 to 1, windows longer than the period allows.

    Examples
    --------
    Two places, quiet for a month; then one of them is not.

    >>> counts = np.zeros((2, 30), dtype=int)
    >>> counts[:, ::6] = 1
    >>> counts[1, -3:] += 3
    >>> found = scan(counts, [(0, 0), (50, 0)], names=("north", "south"), windows=7, rng=np.random.default_rng(1))
    >>> [(c.places, c.days, c.observed, c.p_monte_carlo) for c in found.alarms]
    [(('south',), 3, 9, 0.001)]
    >>> scan(np.zeros((2, 30), dtype=int), [(0, 0), (50, 0)], rng=np.random.default_rng(1)).clusters
    ()
    """
    n, known, left_out = _checked(counts, exposure, band, band_group, windows)
    xy = np.asarray(xy_km, dtype=float)
    if xy.shape != (len(n), 2):
        raise ValueError(f"xy_km: must be ({len(n)}, 2), not {xy.shape}")
    x, limits = known
    zones = lost_zones(x, xy, windows) if question is Question.HIDDEN else []
    answer = Clusters(
        question=question,
        clusters=(),
        places=sum(len(zone.places) for zone in zones) if question is Question.HIDDEN else len(n),
        events=int(n.sum()),
        left_out=left_out,
        days=n.shape[1],
        windows=windows,
        replicas=replicas,
        false_alarms_per_month=false_alarms_per_month,
        level=daily_level(false_alarms_per_month),
    )
    if not answer.events or not answer.places:
        return answer
    if question is Question.MOVING:
        design = _moving(n, x, limits, windows, margins, rng.spawn(1)[0])
    else:
        design = _rising(n, x, limits, windows, baseline)
    rings = (
        zone_rings(zones, windows)
        if zones
        else rings_around(xy, design.table.sum(axis=1), windows, largest_share=largest_share, largest_km=largest_km)
    )
    maxima = replica_maxima(
        design.draw, rings, design.expected, most=design.most, replicas=replicas, rng=rng, threads=threads
    )
    gumbel = Gumbel.fit(maxima)
    ground = Ground(n, x, limits.low, limits.high, design.table, design.expected, rings, xy, names or _numbers(len(n)))
    clusters = clusters_of(ground, maxima, gumbel, level=answer.level, most=most_clusters)
    return replace(answer, clusters=tuple(clusters), gumbel_location=gumbel.location, gumbel_scale=gumbel.scale)


def last_days(table: npt.NDArray[np.float64] | npt.NDArray[np.int32], windows: int) -> Floats:
    """(W, P) sums over the last 1..W days of a (P, D) table.

    >>> last_days(np.array([[1, 2, 4]]), 2).tolist()
    [[4.0], [6.0]]
    """
    return np.ascontiguousarray(np.cumsum(table[:, ::-1][:, :windows], axis=1).T, dtype=float)


def _rising(n: Ints, x: Floats, band: Band, windows: int, baseline: Baseline) -> _Design:
    places, most = len(n), int(n.sum())
    match baseline:
        case Baseline.OWN_TOTAL:
            total = n.sum(axis=1).astype(np.int32)
            table, pool, base = own_record(n, x), total.astype(float), 0.0
            own = Own(total, np.zeros(places), np.ones(places))
        case Baseline.DRAWN:
            rates = rates_before(n, x, windows)
            table, pool, base = rates.mean[:, None] * x, np.zeros(places), np.inf
            own = Own(np.full(places, -1, dtype=np.int32), rates.shape, rates.exposure)
            most = 10 * most + 1000

    def draw(chance: np.random.Generator, counts: Ints, lanes: int) -> None:
        draw_own(chance, own, band, x, counts, lanes)

    return _Design(table, Expected(last_days(table, windows), pool, base), draw, most)


def _moving(n: Ints, x: Floats, band: Band, windows: int, margins: Margins, rng: np.random.Generator) -> _Design:
    table = by_margins(n, x)
    cells = np.repeat(np.arange(n.size), n.ravel())
    place, day = (cells // n.shape[1]).astype(np.int32), (cells % n.shape[1]).astype(np.int32)
    is_even = not band.is_open and bool(np.allclose(x * x[0, 0], x[:, :1] * x[0], atol=1e-12)) and bool((x > 0).all())
    if not is_even:
        exchange(rng, place, day, x, SWEEPS)
    share = np.cumsum(table[:, ::-1][:, :windows].T.ravel()) / max(1, n.sum())

    def draw(chance: np.random.Generator, counts: Ints, lanes: int) -> None:
        if margins is Margins.FIXED:
            draw_margins(chance, place, day, is_even, band, x, counts, lanes)
        else:
            draw_cells(chance, share, len(place), counts, lanes)

    expected = Expected(last_days(table, windows), np.zeros(len(n)), float(n.sum()))
    return _Design(table, expected, draw, int(n.sum()))


def _checked(
    counts: npt.ArrayLike,
    exposure: npt.ArrayLike | None,
    band: tuple[npt.ArrayLike, npt.ArrayLike] | None,
    band_group: npt.ArrayLike | None,
    windows: int,
) -> tuple[Ints, tuple[Floats, Band], int]:
    """Counts where somebody watched, coverage with its band, and how many events nobody can have seen."""
    n = np.array(counts)
    if n.ndim != 2 or n.size == 0 or not np.issubdtype(n.dtype, np.integer) or n.min() < 0:
        raise ValueError("counts: must be a table (places, days) of whole numbers, none below zero")
    if not 1 <= windows < n.shape[1]:
        raise ValueError(
            f"windows: must be at least 1 and less than the {n.shape[1]} days of the period, not {windows}"
        )
    x = _share("exposure", np.ones(n.shape) if exposure is None else exposure, n.shape)
    low, high = (x, x) if band is None else (_share("band", side, n.shape) for side in band)
    if (low > x).any() or (high < x).any():
        raise ValueError("band: low must not exceed exposure, nor exposure high")
    seen = x > 0
    group = np.arange(len(n)) if band_group is None else np.unique(np.asarray(band_group), return_inverse=True)[1]
    if group.shape != (len(n),):
        raise ValueError(f"band_group: must be ({len(n)},), not {group.shape}")
    spell = np.arange(n.shape[1])[::-1] // ERROR_DAYS
    limits = Band(
        np.where(seen, low, 0.0),
        np.where(seen, high, 0.0),
        group.astype(np.int32),
        spell.astype(np.int32),
        bool((low < high).any()),
    )
    kept = np.where(seen, n, 0).astype(np.int32)
    return kept, (x, limits), int(n.sum() - kept.sum())


def _share(name: str, values: npt.ArrayLike, shape: tuple[int, ...]) -> Floats:
    x = np.array(values, dtype=float)
    if x.shape != shape or not ((x >= 0) & (x <= 1)).all():
        raise ValueError(f"{name}: must have the shape {shape} of counts and lie between 0 and 1")
    return x


def _numbers(places: int) -> tuple[str, ...]:
    return tuple(str(place) for place in range(places))
