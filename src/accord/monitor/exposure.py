r"""Who could have seen: the share of events of a kind, in an area and on a day, that would have been reported.

An event falls anywhere in the area and at any moment of the day alike. At a place and a moment, watch :math:`i` reports
it with chance :math:`c_i`, between :math:`l_i` and :math:`h_i`. Watches do not fail independently: fog blinds all
eyes at once, wind deafens all ears. So

.. math::

    \text{low} = \max_i l_i, \qquad
    \text{middle} = 1 - \prod_m (1 - \max_{i \in m} c_i), \qquad
    \text{high} = 1 - \prod_i (1 - h_i),

with the means :math:`m`: at the low end all watches see the same events, in the middle those of the same means do and
different means fail independently, at the high end all are independent. Each is averaged over the ground of the area,
cut along the borders of what is watched, and over the hours of the day. A watch of a sector so covers every place
inside it, and a camera in a village only its part of the sector.

Where nobody looked the share is NaN, *not observed*: another value than 0, which says that somebody looked and could
not have seen such an event.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from accord.model.report import EventKind, Means
from accord.model.watch import Hindrance, Watch
from accord.model.workspace import Place
from accord.monitor.kernels.cover import Bools, Floats, Ints, Rows, sweep
from accord.monitor.pieces import Piece, centre_of, ground_of, pieces

KINDS = tuple(kind.value for kind in EventKind)
MEANS = tuple(means.value for means in Means)
HINDRANCES = tuple(one.value for one in Hindrance)
_UTC = pl.Datetime("us", "UTC")
_HOUR_US = 3_600_000_000


@dataclass(frozen=True, kw_only=True)
class Exposure:
    """What was watched: A areas, D days, K kinds."""

    areas: tuple[str, ...]
    days: tuple[dt.date, ...]
    kinds: tuple[str, ...]
    share: Floats
    """(A, D, K) expected share of events that would be reported, 0 to 1; NaN: not observed."""
    low: Floats
    """(A, D, K) its low estimate."""
    high: Floats
    """(A, D, K) its high estimate."""
    hours: Floats
    """(A, D, K) hours in which somebody had a chance, of the whole ground."""
    of_hours: Floats
    """(D,) hours of the day; 23 or 25 when clocks change."""
    hindered: Floats
    """(A, D, H) hours in which a hindrance was noted, of the whole ground, in the order of `HINDRANCES`."""

    @cached_property
    def observed(self) -> Bools:
        """(A, D, K) whether somebody looked at all."""
        return ~np.isnan(self.share)

    def days_of(self, kind: str, *, bound: str = "share") -> Floats:
        """(A, D) share for one kind, 0 where not observed: what a scan takes as coverage.

        Parameters
        ----------
        bound
            ``share``, ``low`` or ``high``.
        """
        found: Floats = np.nan_to_num(getattr(self, bound)[:, :, self.kinds.index(kind)])
        return found

    def between(self, first: dt.date, last: dt.date) -> "Exposure":
        """The same for the days from first to last, both included."""
        kept = [place for place, day in enumerate(self.days) if first <= day <= last]
        cut = {
            one.name: getattr(self, one.name)[:, kept]
            for one in fields(self)
            if one.name in ("share", "low", "high", "hours", "hindered")
        }
        return Exposure(
            areas=self.areas,
            days=tuple(self.days[place] for place in kept),
            kinds=self.kinds,
            of_hours=self.of_hours[kept],
            **cut,
        )


def watch_columns(watches: Iterable[Watch]) -> pl.DataFrame:
    """Records as the columns that `exposure` takes.

    >>> watch_columns([])["start"].dtype
    Datetime(time_unit='us', time_zone='UTC')
    """
    rows = [
        watch.model_dump(mode="json", include={*_TEXTS, *_CHANCES, "kinds"})
        | {end: dt.datetime.fromisoformat(getattr(watch, end)).astimezone(dt.UTC) for end in ("start", "until")}
        for watch in watches
    ]
    schema = {**_TEXTS, "start": _UTC, "until": _UTC, "kinds": pl.List(pl.String), **_CHANCES}
    return pl.DataFrame(rows, schema=schema)


_TEXTS: dict[str, pl.DataType] = dict.fromkeys(("id", "observer", "area", "means", "hindrance"), pl.String())
_CHANCES: dict[str, pl.DataType] = dict.fromkeys(("chance", "chance_low", "chance_high"), pl.Float64())


def exposure(
    watches: pl.DataFrame,
    places: Mapping[str, Place],
    *,
    areas: Sequence[str],
    days: Sequence[dt.date],
    kinds: Sequence[str] = KINDS,
    timezone: str = "UTC",
) -> Exposure:
    """Expected share of events that would be reported, by area, day and kind.

    Parameters
    ----------
    watches
        Columns of `Watch`; `start` and `until` as moments. Watches of unknown areas are left out.
    places
        Ground of areas and of what is watched.
    areas
        Ids of places.
    days
        Days in order, without gaps.
    kinds
        Words of `EventKind`.
    timezone
        Zone in which days begin.

    >>> import shapely
    >>> ground = shapely.geometry.mapping(shapely.box(0, 0, 1, 1))
    >>> north = Place(id="north", name="North", geometry=ground, longitude=0.5, latitude=0.5)
    >>> watch = Watch(id="w", observer="o", area="north", start="2027-04-01T00:00Z", until="2027-04-01T12:00Z",
    ...               means="seen", kinds="shots", chance="0.5")
    >>> two = (dt.date(2027, 4, 1), dt.date(2027, 4, 2))
    >>> exposure(watch_columns([watch]), {"north": north}, areas=["north"], days=two, kinds=["shots"]).share.tolist()
    [[[0.25], [nan]]]
    """
    known = watches.filter(pl.col("area").cast(pl.String).is_in([*places]))
    edges = _edges(days, timezone)
    known = known.filter((_us("start") < edges[-1]) & (_us("until") > edges[0]))
    named = known["area"].cast(pl.String).unique().sort().to_list()
    origin = centre_of(places[name] for name in {*areas, *named})
    shapes = {name: ground_of(places[name], origin) for name in {*areas, *named}}
    classes, detects = _classes(known, kinds)
    columns = _Columns(known, detects, edges)
    cut = [_area(pieces(area, named, shapes), columns) for area in areas]
    weighted, seen, able, hindered = (np.array([part[n] for part in cut]) for n in range(4))
    length = np.diff(edges) / _HOUR_US
    with np.errstate(invalid="ignore"):
        share = np.where(seen[..., None] > 0, weighted / length[None, :, None, None], np.nan)[:, :, classes]
    return Exposure(
        areas=tuple(areas),
        days=tuple(days),
        kinds=tuple(kinds),
        share=np.clip(share[..., 1], 0.0, 1.0),
        low=np.clip(share[..., 0], 0.0, 1.0),
        high=np.clip(share[..., 2], 0.0, 1.0),
        hours=able[:, :, classes],
        of_hours=length,
        hindered=hindered,
    )


def _us(column: str) -> pl.Expr:
    return pl.col(column).dt.epoch("us")


def _edges(days: Sequence[dt.date], timezone: str) -> Ints:
    """(D+1,) beginnings of the days and end of the last, microseconds since 1970 UTC."""
    zone = ZoneInfo(timezone)
    starts = [dt.datetime.combine(day, dt.time(), zone) for day in (*days, days[-1] + dt.timedelta(days=1))]
    return np.array([round(start.timestamp()) * 1_000_000 for start in starts], dtype=np.int64)


def _classes(watches: pl.DataFrame, kinds: Sequence[str]) -> tuple[Ints, Bools]:
    """(K,) class of each kind, and (n, classes) which a watch can detect: kinds that no watch tells apart are one."""
    lists = watches["kinds"].to_list()
    detects = np.array([[not own or kind in own for kind in kinds] for own in lists], dtype=bool)
    detects = detects.reshape(len(lists), len(kinds))
    _, first, classes = np.unique(detects, axis=1, return_index=True, return_inverse=True)
    return classes.reshape(-1), np.ascontiguousarray(detects[:, first])


class _Columns:
    """Watches as arrays, and the days."""

    def __init__(self, watches: pl.DataFrame, detects: Bools, edges: Ints) -> None:
        self.area = watches["area"].cast(pl.String).to_numpy()
        clipped = watches.select(_us("start").clip(edges[0], edges[-1]), _us("until").clip(edges[0], edges[-1]))
        self.start, self.until = (clipped[end].to_numpy() for end in ("start", "until"))
        self.means = _index(watches["means"], MEANS)
        self.hindrance = _index(watches["hindrance"], HINDRANCES)
        middle = watches["chance"].to_numpy().astype(np.float64)
        low, high = (
            watches[name].cast(pl.Float64).fill_null(watches["chance"]).to_numpy()
            for name in ("chance_low", "chance_high")
        )
        self.chance = np.stack([np.minimum(low, middle), middle, np.maximum(high, middle)], axis=1)
        self.detects, self.edges = detects, edges

    def of(self, areas: frozenset[str]) -> tuple[Floats, Floats, Floats, Floats]:
        """Sums over the watches of some areas."""
        rows = np.flatnonzero(np.isin(self.area, list(areas)) & (self.until > self.start))
        marks = np.unique(np.concatenate([self.edges, self.start[rows], self.until[rows]]))
        day = np.searchsorted(self.edges, marks[:-1], side="right") - 1
        table = Rows(
            np.searchsorted(marks, self.start[rows]),
            np.searchsorted(marks, self.until[rows]),
            self.means[rows],
            self.hindrance[rows],
            np.ascontiguousarray(self.detects[rows]),
            np.ascontiguousarray(self.chance[rows]),
        )
        hours = np.diff(marks) / _HOUR_US
        found: tuple[Floats, Floats, Floats, Floats] = sweep(
            table, hours, day, len(self.edges) - 1, len(MEANS), len(HINDRANCES)
        )
        return found


def _index(words: pl.Series, known: Sequence[str]) -> Ints:
    number = {word: place for place, word in enumerate(known)}
    return np.array([number.get(word, -1) for word in words.cast(pl.String).to_list()], dtype=np.int64)


def _area(parts: Sequence[Piece], columns: _Columns) -> tuple[Floats, ...]:
    """Sums over the pieces of an area, each by its share of the ground."""
    found = [(part.share, columns.of(part.watched)) for part in parts]
    return tuple(np.sum([share * sums[n] for share, sums in found], axis=0) for n in range(4))
