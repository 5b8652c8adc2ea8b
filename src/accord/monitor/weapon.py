"""Whether a weapon belongs to a class of the deal: certainly, possibly, or not."""

from collections.abc import Mapping
from dataclasses import dataclass

from accord.model.deal import Deal, WeaponClass


@dataclass(frozen=True, slots=True)
class Fit:
    """Bounds of the probability that something belongs to a class, and why."""

    low: float
    high: float
    why: str


def fit(deal: Deal, classes: tuple[str, ...], weapon: str | None, calibre_mm: float | None) -> Fit:
    """Whether a weapon belongs to any of several classes.

    A named system decides. A type decides where the class has no band of calibre or the calibre is known. What is not
    said could be anything: a blank or unknown word, or an unknown calibre, gives 0 to 1 unless the rest excludes it.

    Parameters
    ----------
    classes
        Ids of classes; none: every weapon belongs, and what is no weapon too.
    weapon
        Word of a report, compared without regard to case.
    calibre_mm
        Millimetres.

    >>> guns = WeaponClass(id="guns", types=["artillery"], from_mm=100)
    >>> deal = Deal.model_construct(classes=(guns,))
    >>> fit(deal, ("guns",), "Artillery", 152.0).low, fit(deal, ("guns",), "artillery", 82.0).high
    (1.0, 0.0)
    >>> fit(deal, ("guns",), "artillery", None)
    Fit(low=0.0, high=1.0, why='artillery of unknown calibre may belong to guns')
    """
    if not classes:
        return Fit(1.0, 1.0, "the term is about any weapon or none")
    by_id: dict[str, WeaponClass] = {row.id: row for row in deal.classes}
    members = sorted(_spread(by_id, classes))
    fits = [_one(deal, by_id[key], (weapon or "").casefold(), calibre_mm) for key in members]
    return max(fits, key=lambda one: (one.low, one.high))


def _one(deal: Deal, row: WeaponClass, word: str, calibre: float | None) -> Fit:
    named = f"{word or 'a weapon not named'}{f' of {calibre:g} mm' if calibre is not None else ''}"
    if word and word in _folded(row.systems):
        return Fit(1.0, 1.0, f"{named} is a system of {row.id}")
    has_band, in_band = _band(row, calibre)
    if word in _folded(row.types) or (not row.types and not row.systems and not row.includes):
        if not has_band:
            return Fit(1.0, 1.0, f"{named} is of a type of {row.id}")
        if calibre is None:
            return Fit(0.0, 1.0, f"{word or 'a weapon'} of unknown calibre may belong to {row.id}")
        says = "lies in" if in_band else "lies outside"
        return Fit(float(in_band), float(in_band), f"{named} {says} the band of calibre of {row.id}")
    if word and _is_known(deal, word):
        return Fit(0.0, 0.0, f"{named} is of another class than {row.id}")
    possible = bool(row.systems) or (bool(row.types) and (not has_band or calibre is None or in_band))
    if not possible:
        return Fit(0.0, 0.0, f"{named} does not belong to {row.id}")
    why = "is no word of the deal" if word else "is not named"
    return Fit(0.0, 1.0, f"{word or 'the weapon'} {why} and may belong to {row.id}")


def _band(row: WeaponClass, calibre: float | None) -> tuple[bool, bool]:
    """Whether the class has a band of calibre, and whether this one lies in it."""
    bounds = (row.above_mm, row.from_mm, row.to_mm, row.below_mm)
    if calibre is None:
        return any(bound is not None for bound in bounds), True
    inside = (
        (row.above_mm is None or calibre > row.above_mm)
        and (row.from_mm is None or calibre >= row.from_mm)
        and (row.to_mm is None or calibre <= row.to_mm)
        and (row.below_mm is None or calibre < row.below_mm)
    )
    return any(bound is not None for bound in bounds), inside


def _is_known(deal: Deal, word: str) -> bool:
    return any(word in _folded(row.types) or word in _folded(row.systems) for row in deal.classes)


def _folded(words: tuple[str, ...]) -> set[str]:
    return {word.casefold() for word in words}


def _spread(by_id: Mapping[str, WeaponClass], classes: tuple[str, ...]) -> set[str]:
    found: set[str] = set()
    ends: list[str] = list(classes)
    while ends:
        key = ends.pop()
        if key not in found:
            found.add(key)
            ends += by_id[key].includes
    return found
