"""What deal.toml says must fit together: names lead somewhere, nothing goes in a circle, no two terms contradict."""

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from accord.model.deal import SIGNING, Deal, Line, Side, Term, WeaponClass, Zone
from accord.model.fields import Id
from accord.model.problem import BadWorkspace, NotFound, Problem
from accord.model.timetable import end_of, moment
from accord.model.workspace import Place
from accord.store.conflict import contradictions
from accord.store.draft import Draft
from accord.store.fault import unknown
from accord.store.layout import DEAL, PLACES
from accord.store.places import read_places
from accord.store.ring import ring_from
from accord.store.sequence import broken_sequence
from accord.store.toml import line_of, read_toml

Fault = Callable[[str, str], Problem]
"""Dotted field and message -> fault with its line."""


def read_deal(folder: str | os.PathLike[str]) -> tuple[Deal, dict[Id, Place]]:
    """The deal of a folder and its places, without the rest of the workspace.

    Parameters
    ----------
    folder
        Folder that holds ``deal.toml`` and ``places.geojson``.

    Raises
    ------
    NotFound
        If the folder holds no ``deal.toml``.
    BadWorkspace
        With every fault of the two files.
    """
    home = Path(folder)
    if not (home / DEAL).is_file():
        raise NotFound(f"no {DEAL} in {str(home)!r}")
    faults: list[Problem] = []
    deal, keys = read_toml(home / DEAL, DEAL, Deal, faults)
    places = read_places(home / PLACES, PLACES, faults)
    if deal is not None:
        faults += _broken(deal, keys, places.ids, places.places)
    if faults or deal is None:
        raise BadWorkspace(faults)
    return deal, dict(places.places)


def broken_deal(draft: Draft) -> Iterator[Problem]:
    """Faults between the parts of the deal, and between the deal and the places of the workspace."""
    if draft.deal is not None:
        yield from _broken(draft.deal, draft.keys.get(DEAL, {}), draft.ids.get("places"), draft.places)


def named_places(deal: Deal) -> set[str]:
    """Places that the deal's lines and zones name."""
    return {line.place for line in deal.lines} | {place for zone in deal.zones for place in zone.places}


def _broken(
    deal: Deal, keys: Mapping[str, int], known: Collection[str] | None, places: Mapping[Id, Place]
) -> Iterator[Problem]:
    def fault(field: str, message: str) -> Problem:
        return Problem(file=DEAL, line=line_of(keys, field), field=field, message=message)

    yield from _twice(deal, keys, fault)
    yield from _unknown(deal, known, fault)
    yield from _lines(deal, places, keys, fault)
    yield from _zones(deal, places, fault)
    yield from _classes(deal, fault)
    yield from _circles(deal, fault)
    yield from broken_sequence(deal, fault)
    yield from contradictions(deal, fault)


def _twice(deal: Deal, keys: Mapping[str, int], fault: Fault) -> Iterator[Problem]:
    for part in ("parties", "zones", "classes", "terms", "exemptions"):
        first: dict[str, int] = {}
        for number, row in enumerate(getattr(deal, part)):
            above = first.setdefault(row.id, number)
            if above != number:
                line = line_of(keys, f"{part}.{above}.id")
                yield fault(f"{part}.{number}.id", f"{row.id!r} stands in line {line} already")
    for number, term in enumerate(deal.terms):
        if term.id == SIGNING:
            yield fault(f"terms.{number}.id", f"{SIGNING!r} means the signing of the deal: take another word")


_REFERENCES = (
    ("lines", "party", "parties"),
    ("lines", "left", "parties"),
    ("lines", "right", "parties"),
    ("zones", "line", "lines"),
    ("zones", "within", "zones"),
    ("classes", "includes", "classes"),
    ("terms", "binds", "parties"),
    ("terms", "classes", "classes"),
    ("terms", "zone", "zones"),
    ("terms", "after", "terms"),
    ("exemptions", "terms", "terms"),
    ("exemptions", "parties", "parties"),
    ("exemptions", "classes", "classes"),
    ("exemptions", "zone", "zones"),
    ("lines", "place", "places"),
    ("zones", "places", "places"),
)
"""Part of the deal, field, and the part (or places.geojson) that its words must name."""


def _unknown(deal: Deal, places: Collection[str] | None, fault: Fault) -> Iterator[Problem]:
    ids = {part: {row.id for row in getattr(deal, part)} for part in ("parties", "lines", "zones", "classes", "terms")}
    where = {part: f"the {part} of {DEAL}" for part in ids} | {"places": PLACES}
    known: dict[str, Collection[str] | None] = {**ids, "places": places}
    for part, field, target in _REFERENCES:
        words = known[target]
        for number, row in enumerate(getattr(deal, part)):
            value = getattr(row, field)
            for word in value if isinstance(value, tuple) else (value,) if value else ():
                if words is not None and word not in words and (field, word) != ("after", SIGNING):
                    yield fault(f"{part}.{number}.{field}", unknown(word, words, where[target]))
    for number, term in enumerate(deal.terms):
        for place, needed in enumerate(term.requires):
            if needed.term not in ids["terms"]:
                message = unknown(needed.term, ids["terms"], where["terms"])
                yield fault(f"terms.{number}.requires.{place}.term", message)


def _lines(deal: Deal, places: Mapping[Id, Place], keys: Mapping[str, int], fault: Fault) -> Iterator[Problem]:
    for number, line in enumerate(deal.lines):
        here = f"lines.{number}"
        place = places.get(line.place)
        if place is not None and "Point" in str(place.geometry["type"]):
            yield fault(f"{here}.place", f"{line.place!r} is a point: a reference line needs a line or a polygon")
        if line.left is not None and line.left == line.right:
            yield fault(f"{here}.right", f"{line.right!r} stands on the left already")
        start, until = moment(deal, line.start), end_of(deal, line.until)
        if start and until and until <= start:
            yield fault(f"{here}.until", "ends before it starts")
        for other in range(number):
            if _overlap(deal, deal.lines[other], line):
                whose, above = line.party or "all others", line_of(keys, f"lines.{other}.id")
                message = f"{line.id!r} has two versions at once for {whose}; the other begins in line {above}"
                yield fault(f"{here}.start", message)


def _overlap(deal: Deal, one: Line, other: Line) -> bool:
    if (one.id, one.party) != (other.id, other.party):
        return False
    ends = [(moment(deal, line.start), end_of(deal, line.until)) for line in (one, other)]
    (start, until), (begin, end) = ends
    return (until is None or begin is None or begin < until) and (end is None or start is None or start < end)


def _zones(deal: Deal, places: Mapping[Id, Place], fault: Fault) -> Iterator[Problem]:
    for number, zone in enumerate(deal.zones):
        here = f"zones.{number}"
        if bool(zone.line) == bool(zone.places):
            yield fault(here, "needs either a line or places")
        if zone.to_km is not None and zone.to_km <= zone.from_km:
            yield fault(f"{here}.to_km", f"must be greater than from_km, not '{zone.to_km:g}'")
        if zone.line is None and (zone.to_km is not None or zone.from_km or zone.side is not Side.BOTH):
            yield fault(here, "side, from_km and to_km are for a zone along a line")
        if zone.line is not None and zone.buffer_km:
            yield fault(f"{here}.buffer_km", "is for a zone of places; a zone along a line has to_km")
        yield from _own_sides(deal, zone, here, fault)
        for word in zone.places:
            place = places.get(Id(word))
            if place is not None and "Polygon" not in str(place.geometry["type"]) and not zone.buffer_km:
                yield fault(f"{here}.places", f"{word!r} has no area: give buffer_km")


def _own_sides(deal: Deal, zone: Zone, here: str, fault: Fault) -> Iterator[Problem]:
    """Whoever is judged on its own side must have a side."""
    if zone.side is not Side.OWN or zone.line is None:
        return
    versions = [line for line in deal.lines if line.id == zone.line]
    for party in deal.parties:
        mine = [line for line in versions if line.party == party.id] or [line for line in versions if not line.party]
        if any(party.id not in (line.left, line.right) for line in mine):
            yield fault(f"{here}.side", f"line {zone.line!r} does not say which side is that of {party.id}")


def _classes(deal: Deal, fault: Fault) -> Iterator[Problem]:
    for number, row in enumerate(deal.classes):
        here = f"classes.{number}"
        low, high = max(row.above_mm or 0, row.from_mm or 0), min(row.below_mm or 1e9, row.to_mm or 1e9)
        if low > high or (low == high and (row.above_mm == low or row.below_mm == high)):
            yield fault(here, f"no calibre lies between {low:g} and {high:g} mm")
        if not (row.types or row.systems or row.includes or _has_band(row)):
            yield fault(here, "needs types, systems, a band of calibre or other classes")


def _has_band(row: WeaponClass) -> bool:
    return any(bound is not None for bound in (row.above_mm, row.from_mm, row.to_mm, row.below_mm))


def _circles(deal: Deal, fault: Fault) -> Iterator[Problem]:
    def triggers(term: Term) -> tuple[str, ...]:
        return (*((term.after,) if term.after else ()), *(one.term for one in term.requires))

    # Of rows that share an id the first counts, hence backwards.
    graphs: tuple[tuple[str, str, dict[str, tuple[str, ...]]], ...] = (
        ("zones", "within", {zone.id: (zone.within,) if zone.within else () for zone in deal.zones[::-1]}),
        ("classes", "includes", {row.id: row.includes for row in deal.classes[::-1]}),
        ("terms", "after", {term.id: triggers(term) for term in deal.terms[::-1]}),
    )
    for part, field, leads_to in graphs:
        seen: set[str] = set()
        for number, row in enumerate(getattr(deal, part)):
            ring = ring_from(row.id, leads_to)
            if ring and not seen & set(ring):
                seen |= set(ring)
                where = "requires" if part == "terms" and row.after not in ring else field
                yield fault(f"{part}.{number}.{where}", f"goes in a circle: {' -> '.join(ring)}")
