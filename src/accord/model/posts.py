"""Where to observe: posts, what they are expected to detect, and how far the best could be."""

from collections.abc import Mapping
from dataclasses import dataclass

from accord.model.reason import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A site at which to observe."""

    site: str
    """Place of places.geojson, or ``site-`` and a number for a point of the grid."""
    name: str
    """The site in words: its name, or how far it lies from the nearest place that has one."""
    area: str
    """Smallest area that holds it; blank: none."""
    longitude: float
    """Of the site, degrees east, to a hundredth: where exactly to stand is for those on the ground."""
    latitude: float
    """Of the site, degrees north, to a hundredth."""
    side: str
    """Side of the line: a party or left and right; blank: no line is known."""
    teams: int
    """Teams to man it by day and night; 0: sensors alone."""
    sensors: int
    """Sensor detachments there."""
    access: float
    """Chance that the post can be reached on a day, 0 to 1."""
    detected: float
    """Violations in a month that go undetected without it, if all others stand, a count."""
    reasons: tuple[Reason, ...] = ()
    """Why here; weight: violations in a month of 30 days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenArea:
    """What the posts see of an area."""

    area: str
    """Place of places.geojson; blank: cells outside all areas."""
    name: str
    """The area in words."""
    expected: float
    """Violations expected there in a month, seen or not, a count."""
    detected: float
    """Violations there that the posts are expected to detect, a count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posts:
    """Where to observe with the teams and sensors given."""

    posts: tuple[Post, ...]
    """Posts, the most telling first."""
    teams: int
    """Teams that are used."""
    sensors: int
    """Sensor detachments that are used."""
    expected: float
    """Violations expected in all cells in a month of 30 days, seen or not, a count."""
    detected: float
    """Violations in a month that the posts are expected to detect, a count."""
    bound: float
    """No placing of these teams and sensors at these sites is expected to detect more, a count."""
    claim: str
    """What is proven: "proven", or "gap x.xx %" of the bound."""
    by_side: Mapping[str, int]
    """Side -> posts on it."""
    sites: int
    """Candidate sites that were weighed, a count."""
    cells: int
    """Cells that are to be seen, a count."""
    areas: tuple[SeenArea, ...] = ()
    """What is seen of each area, the one with most left unseen first."""
    next_post: float = 0.0
    """Violations in a month that one more post of teams would detect at the least, a count."""
    next_sensor: float = 0.0
    """Violations in a month that one more sensor detachment would detect at the least, a count."""
    is_interrupted: bool = False
    """Whether the proof was stopped by Ctrl-C; the posts are the best found until then."""
    notes: tuple[str, ...] = ()
    """What the figures rest on, in sentences."""


def claim_of(detected: float, bound: float) -> str:
    """What a bound proves, in words.

    >>> claim_of(9.0, 10.0), claim_of(10.0, 10.0), claim_of(0.0, 0.0), claim_of(9.9999, 10.0)
    ('gap 10.00 %', 'proven', 'proven', 'gap 0.01 %')
    """
    gap = 100 * (bound - detected) / bound if bound > 0 else 0.0
    return "proven" if gap <= 1e-4 else f"gap {max(gap, 0.01):.2f} %"
