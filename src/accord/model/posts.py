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
    """The site in words."""
    longitude: float
    """Of the site, degrees east."""
    latitude: float
    """Of the site, degrees north."""
    side: str
    """Side of the line: a party or left and right; blank: no line is known."""
    teams: int
    """Teams to man it by day and night; 0: sensors alone."""
    sensors: int
    """Sensor detachments there."""
    access: float
    """Chance that the post can be reached on a day, 0 to 1."""
    detected: float
    """Violations in 30 days that go undetected without it, if all others stand."""
    reasons: tuple[Reason, ...] = ()
    """Why here; weight: violations in 30 days."""


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
    """Violations expected in all cells in 30 days, seen or not."""
    detected: float
    """Violations in 30 days that the posts are expected to detect."""
    bound: float
    """No placing of these teams and sensors at these sites is expected to detect more, violations in 30 days."""
    claim: str
    """What is proven: "proven", or "gap x.xx %" of the bound."""
    by_side: Mapping[str, int]
    """Side -> posts on it."""
    sites: int
    """Candidate sites that were weighed, a count."""
    cells: int
    """Cells that are to be seen, a count."""
    notes: tuple[str, ...] = ()
    """What the figures rest on, in sentences."""


def claim_of(detected: float, bound: float) -> str:
    """What a bound proves, in words.

    >>> claim_of(9.0, 10.0), claim_of(10.0, 10.0), claim_of(0.0, 0.0), claim_of(9.9999, 10.0)
    ('gap 10.00 %', 'proven', 'proven', 'gap 0.01 %')
    """
    gap = 100 * (bound - detected) / bound if bound > 0 else 0.0
    return "proven" if gap <= 1e-4 else f"gap {max(gap, 0.01):.2f} %"
