"""Entries of legends: the situation, borders and water, marks of places; only what is on the map."""

from collections.abc import Iterable

from accord.brief.charts.svg import Svg
from accord.brief.maps.furniture import Sign
from accord.brief.maps.ground import COUNTRY
from accord.brief.maps.layers import situation
from accord.brief.maps.look import SITES, ZONE, line_sign, mark, patch_sign
from accord.brief.maps.scene import Scene
from accord.brief.pen import Pen
from accord.brief.wording import place_kind

_MARKS = ("capital", "city", "hub", "port", "airfield", "crossing", "headquarters")


def situation_signs(scene: Scene, pen: Pen, id: str, *, without: frozenset[str] = frozenset()) -> list[Sign]:
    """Legend of the situation and the ground, as far as they are in the window."""
    kinds = {place.kind for place in situation(scene.findings.workspace, without)}
    found = []
    if "line_of_contact" in kinds:
        found.append(Sign(draw=lambda x, y: line_sign("contact", x, y), meaning=_dated(scene, pen)))
    if "zone" in kinds:
        found.append(Sign(draw=lambda x, y: _zone(x, y), meaning=pen.say("Zone of separation")))
    if "control" in kinds:
        names = sorted({place.name for place in situation(scene.findings.workspace) if place.kind == "control"})
        words = names[0] if len(names) == 1 and names[0] else pen.say("Under another side's control")
        found.append(Sign(draw=lambda x, y: patch_sign(f"url(#{id}-control)", x, y), meaning=words))
    return found


def ground_signs(scene: Scene, pen: Pen) -> list[Sign]:
    """Legend of borders and water."""
    found = []
    if scene.ground.of(COUNTRY):
        found.append(Sign(draw=lambda x, y: line_sign("border", x, y), meaning=pen.say("Border, coast")))
    if scene.ground.of("region"):
        found.append(Sign(draw=lambda x, y: line_sign("admin", x, y), meaning=pen.say("Border of a region")))
    if scene.ground.of("river"):
        found.append(Sign(draw=lambda x, y: line_sign("river", x, y), meaning=pen.say("River")))
    return found


def mark_signs(kinds: Iterable[str], pen: Pen) -> list[Sign]:
    """Legend of the small marks."""
    seen = {SITES.get(kind, "city") for kind in kinds}
    return [
        Sign(draw=lambda x, y, kind=kind: mark(kind, x + 9, y), meaning=place_kind(pen, kind))  # type: ignore[misc]
        for kind in _MARKS
        if kind in seen
    ]


def _zone(x: float, y: float) -> Svg:
    return patch_sign("#f1ddc8", x, y, stroke=ZONE, dash="2 1.5", width=0.5)


def _dated(scene: Scene, pen: Pen) -> str:
    day = scene.findings.workspace.as_of
    if day is None:
        return pen.say("Line of contact")
    return pen.say("Line of contact, as of {day}").format(day=pen.day(day))
