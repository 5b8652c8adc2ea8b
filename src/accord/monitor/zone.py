"""Zones of a deal on the ground: which conditions a point must meet for a party at a time, and with what probability.

A zone is a list of conditions on signed distances to borders, all of which must hold. Where a location's centre is
farther from every limit than the location reaches, the answer is 0 or 1 at once: distance changes by no more than the
way one goes. The rest is counted over the location's 64 points.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accord.model.deal import Deal, Line, Side, Zone
from accord.model.timetable import end_of, moment
from accord.model.workspace import Place
from accord.monitor.border import CHUNK, Border, area_border, line_border
from accord.monitor.where import POINTS, Floats, Ints, Located

Key = tuple[str, ...]
"""Words that name a border."""


@dataclass(frozen=True, slots=True)
class Condition:
    """``low <= sign * distance < high`` (or of the distance without its sign, where sign is 0)."""

    border: Key
    sign: int
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of time in which a zone is the same."""

    start: dt.datetime | None
    until: dt.datetime | None
    conditions: tuple[Condition, ...] | None
    """None: the zone is nowhere, because its line has no version then."""


ALWAYS = (Piece(start=None, until=None, conditions=()),)
"""A zone that is everywhere."""


@dataclass(slots=True, kw_only=True)
class Ground:
    """Zones, lines and locations on one plane; distances of centres to borders are kept."""

    deal: Deal
    places: Mapping[str, Place]
    located: Located
    _borders: dict[Key, Border] = field(default_factory=dict)
    _distances: dict[Key, Floats] = field(default_factory=dict)
    _clouds: dict[Key, "_Clouds"] = field(default_factory=dict)
    _asked: dict[tuple[Condition, ...], Floats] = field(default_factory=dict)

    def pieces(self, zone: str | None, party: str) -> tuple[Piece, ...]:
        """What a zone is for a party, stretch by stretch of time."""
        if zone is None:
            return ALWAYS
        row = {one.id: one for one in self.deal.zones}[zone]  # type: ignore[index]
        own = self._own_pieces(row, party)
        return own if row.within is None else crossed(own, self.pieces(row.within, party))

    def _own_pieces(self, zone: Zone, party: str) -> tuple[Piece, ...]:
        if zone.line is None:
            key = ("area", f"{zone.buffer_km!r}", *sorted(zone.places))
            return (Piece(start=None, until=None, conditions=(Condition(key, 1, 0.0, np.inf),)),)
        return tuple(
            Piece(
                start=moment(self.deal, line.start),
                until=end_of(self.deal, line.until),
                conditions=(_band(zone, line, party),),
            )
            for line in versions(self.deal, zone.line, party)
        )

    def border(self, key: Key) -> Border:
        """The border of that name."""
        if key not in self._borders:
            kind, *words = key
            self._borders[key] = (
                line_border(self.places[words[0]], self.located.origin)
                if kind == "line"
                else area_border(words[1:], self.places, self.located.origin, float(words[0]))
            )
        return self._borders[key]

    def distances(self, key: Key) -> Floats:
        """(n,) signed distance of all centres to a border, km."""
        if key not in self._distances:
            self._distances[key] = self.border(key).distances(self.located.east_km, self.located.north_km)
        return self._distances[key]

    def inside(self, conditions: tuple[Condition, ...], rows: Ints) -> Floats:
        """(m,) probability that each location meets all conditions; NaN where there is no location."""
        if not conditions:
            return np.ones(len(rows))
        if conditions not in self._asked:
            self._asked[conditions] = np.full(len(self.located.kind), -1.0)
        answers = self._asked[conditions]
        new = rows[answers[rows] < 0]
        if len(new):
            answers[new] = self._counted(conditions, new)
        return answers[rows]

    def _counted(self, conditions: tuple[Condition, ...], rows: Ints) -> Floats:
        reach = self.located.reach_km[rows]
        certain, excluded = np.ones(len(rows), dtype=bool), np.zeros(len(rows), dtype=bool)
        for one in conditions:
            value = _value(one, self.distances(one.border)[rows])
            certain &= (value >= one.low + reach) & (value < one.high - reach)
            excluded |= (value < one.low - reach) | (value >= one.high + reach)
        known = np.isfinite(self.located.east_km[rows])
        found = np.where(known, np.where(certain, 1.0, 0.0), np.nan)
        near = np.flatnonzero(known & ~certain & ~excluded)
        for begin in range(0, len(near), CHUNK):
            part = near[begin : begin + CHUNK]
            found[part] = self._share(conditions, rows[part])
        return found

    def _share(self, conditions: Sequence[Condition], rows: Ints) -> Floats:
        holds = np.ones((len(rows), POINTS), dtype=bool)
        for one in conditions:
            value = _value(one, self._cloud(one.border, rows))
            holds &= (value >= one.low) & (value < one.high)
        share: Floats = holds.mean(axis=1)
        return share

    def _cloud(self, key: Key, rows: Ints) -> NDArray[np.float32]:
        """(m, 64) signed distances of the points of some locations; kept, because zones share lines."""
        if key not in self._clouds:
            self._clouds[key] = _Clouds(at=np.full(len(self.located.kind), -1, dtype=np.int64))
        kept = self._clouds[key]
        new = rows[kept.at[rows] < 0]
        if len(new):
            found = self.border(key).clouds(self.located, new, self.distances(key)[new]).astype(np.float32)
            kept.add(new, found)
        return kept.of(rows)


@dataclass(slots=True, kw_only=True)
class _Clouds:
    """Distances of clouds of points to one border, for the rows that were asked."""

    at: Ints
    """(n,) row of `values` of each location; -1: not asked yet."""
    values: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, POINTS), dtype=np.float32))
    used: int = 0

    def add(self, rows: Ints, found: NDArray[np.float32]) -> None:
        """Keep the distances of new rows."""
        if self.used + len(rows) > len(self.values):
            room = min(len(self.at), max(2 * len(self.values), self.used + len(rows)))
            grown = np.empty((room, POINTS), dtype=np.float32)
            grown[: self.used] = self.values[: self.used]
            self.values = grown
        self.at[rows] = np.arange(self.used, self.used + len(rows))
        self.values[self.used : self.used + len(rows)] = found
        self.used += len(rows)

    def of(self, rows: Ints) -> NDArray[np.float32]:
        """(m, 64) distances of rows that were added."""
        return self.values[self.at[rows]]


def versions(deal: Deal, line: str, party: str | None) -> list[Line]:
    """Versions of a reference line that count for a party: its own if it has any, else those for all."""
    rows = [row for row in deal.lines if row.id == line]
    return [row for row in rows if row.party == party] or [row for row in rows if row.party is None]


def _band(zone: Zone, line: Line, party: str) -> Condition:
    high = np.inf if zone.to_km is None else zone.to_km
    match zone.side:
        case Side.BOTH:
            sign = 0
        case Side.LEFT:
            sign = 1
        case Side.RIGHT:
            sign = -1
        case Side.OWN:
            sign = 1 if line.left == party else -1
    low = zone.from_km if sign or zone.from_km else -np.inf  # no point lies closer than zero
    return Condition(("line", line.place), sign, low, high)


def _value(condition: Condition, distance: NDArray[Any]) -> NDArray[Any]:
    return np.abs(distance) if condition.sign == 0 else condition.sign * distance


def crossed(some: Sequence[Piece], others: Sequence[Piece]) -> tuple[Piece, ...]:
    """Pieces in which both zones are as they are."""
    found = []
    for one in some:
        for other in others:
            start = max((at for at in (one.start, other.start) if at is not None), default=None)
            until = min((at for at in (one.until, other.until) if at is not None), default=None)
            if start is None or until is None or start < until:
                both = None if None in (one.conditions, other.conditions) else one.conditions + other.conditions  # type: ignore[operator]
                found.append(Piece(start=start, until=until, conditions=both))
    return tuple(found)
