"""How much of what is asked for is covered, place by place: classes of tint and hatching, each with its share."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import shapely
from shapely.geometry.base import BaseGeometry

from accord.brief.charts.svg import Svg, element, fitted, hatch, wrapped
from accord.brief.document import Figure, Line, Row, Table, plain, text_of
from accord.brief.maps.furniture import Sign
from accord.brief.maps.labels import LONGEST, Label, place_labels, size_of
from accord.brief.maps.layers import country_labels, path, spots_in
from accord.brief.maps.legend import ground_signs, situation_signs
from accord.brief.maps.look import patch_sign
from accord.brief.maps.provenance import provenance
from accord.brief.maps.scene import Scene
from accord.brief.maps.sites import Site
from accord.brief.maps.spans import hidden, sound
from accord.brief.palette import INK, LIGHT_BLUE, ORANGE, PAPER
from accord.brief.pen import Pen

ID = "map-coverage"
_DOT = 5.0
"""Radius of the circle of a point, points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Class:
    """A class of coverage."""

    name: str
    """Word in ids."""
    least: float
    """Smallest share in it."""
    fill: str
    """Colour, or ``url(#...)`` of its hatching with the map's id before it."""


CLASSES = (
    Class(name="most", least=0.9, fill="#86afd8"),
    Class(name="much", least=0.75, fill="#cfe0f0"),
    Class(name="half", least=0.5, fill=f"url(#{ID}-half)"),
    Class(name="little", least=0.0, fill=f"url(#{ID}-little)"),
)
"""The best first."""


def coverage(scene: Scene, pen: Pen) -> Figure | None:
    """Coverage by place; None without an option, or where nothing is covered: a map of zeros says nothing of places."""
    if not scene.findings.options:
        return None
    scene = scene.roomy()
    shown = [site for site in scene.sites if site.coverage and site.coverage.demand > 0]
    if not any(_share(site) for site in shown):
        return None
    return Figure(
        id=ID,
        title=_title(shown, pen),
        svg=_svg(scene, shown, pen),
        alt=_alt(shown, pen),
        width=510.0,
        note=_note(scene, pen) + provenance(scene, pen),
        twin=_twin(scene, pen),
    )


def class_of(share: float) -> Class:
    """The class of a share.

    >>> class_of(0.9).name, class_of(0.8999).name, class_of(0.0).name
    ('most', 'much', 'little')
    """
    return next(one for one in CLASSES if share >= one.least - 1e-9)


def _share(site: Site) -> float:
    return site.coverage.share if site.coverage else 0.0


def _percent(site: Site, pen: Pen) -> str:
    """The share; with a decimal where rounding would lift it into a better class, or make some of it none or all."""
    share = _share(site)
    near = round(share, 2)
    plain_enough = class_of(near) is class_of(share) and (near not in (0.0, 1.0) or near == share)
    return pen.share(share, 0 if plain_enough else 1)


def _svg(scene: Scene, shown: Sequence[Site], pen: Pen) -> str:
    areas = sorted(
        ((site, scene.frame.draw(site.geometry)) for site in shown if site.area),
        key=lambda pair: (-shapely.area(pair[1]), pair[0].place.id),
    )
    seen = [(site, drawn) for site, drawn in areas if not drawn.is_empty]
    points = [(site, *scene.point(site)) for site in shown if not site.area]
    taken = scene.taken(pen)
    for _, x, y in points:
        taken.add((x - _DOT, y - _DOT, x + _DOT, y + _DOT))
    labels = [_area_label(site, drawn, seen[index + 1 :], pen) for index, (site, drawn) in enumerate(seen)]
    labels += [_point_label(site, x, y, pen) for site, x, y in points]
    named = frozenset(site.name for site in shown)
    countries = country_labels(scene.ground, scene.frame, scene.main, without=named)
    placed = place_labels([*labels, *countries], taken)
    without = frozenset(site.place.kind for site in shown) & {"zone", "control"}
    return scene.figure(
        ID,
        areas=[_area(site, drawn, seen[index + 1 :]) for index, (site, drawn) in enumerate(seen)],
        marks=[_dot(site, x, y) for site, x, y in points],
        labels=placed,
        without=without,
        signs=[*_signs(pen, shown), *situation_signs(scene, pen, ID, without=without), *ground_signs(scene, pen)],
        pen=pen,
        defs=[
            hatch(f"{ID}-half", LIGHT_BLUE, ground="#eef4fa", gap=4.0, width=1.3),
            hatch(f"{ID}-little", ORANGE, ground="#fff6ec", gap=6.0, width=1.0),
        ],
    )


def _area(site: Site, drawn: BaseGeometry, smaller: Sequence[tuple[Site, BaseGeometry]]) -> Svg:
    if hidden(drawn, [other for _, other in smaller]):
        return path(drawn, fill="none", stroke=INK, stroke_width=1.1, stroke_dasharray="4 2", stroke_linejoin="round")
    fill = class_of(_share(site)).fill
    return path(drawn, fill=fill, stroke=INK, stroke_width=0.7, stroke_linejoin="round")


def _dot(site: Site, x: float, y: float) -> Svg:
    ground = element("circle", cx=x, cy=y, r=_DOT, fill=PAPER)
    disc = element("circle", cx=x, cy=y, r=_DOT, fill=class_of(_share(site)).fill, stroke=INK, stroke_width=0.9)
    return element("g", ground, disc)


def _area_label(site: Site, drawn: BaseGeometry, smaller: Sequence[tuple[Site, BaseGeometry]], pen: Pen) -> Label:
    """Name and share, where the area is seen rather than a smaller one above it."""
    rest = shapely.difference(sound(drawn), shapely.union_all([sound(other) for _, other in smaller]))
    room = rest if smaller and shapely.area(rest) > 200.0 else drawn
    label = Label(
        lines=(*wrapped(site.name, _room(room), size=7.0, lines=3), _percent(site, pen)),
        x=0.0,
        y=0.0,
        rank=0.0 if site.place.kind == "sector" else 0.5,
        size=7.0,
        weight=400,
        fill=INK,
        strong=1,
    )
    return replace(label, spots=spots_in(room, size_of(label)), must=True)


def _room(area: BaseGeometry) -> float:
    """How wide the lines of a label may be, so that a narrow area has a narrow label."""
    circle = shapely.maximum_inscribed_circle(sound(area), tolerance=2.0)
    return min(LONGEST, max(52.0, 2.4 * float(shapely.length(circle))))


def _point_label(site: Site, x: float, y: float, pen: Pen) -> Label:
    lines = (fitted(site.name, LONGEST, size=7.0), _percent(site, pen))
    return Label(lines=lines, x=x, y=y, rank=1.0, size=7.0, gap=_DOT + 2.0, strong=1, must=True)


def _signs(pen: Pen, shown: Sequence[Site]) -> list[Sign]:
    words = {
        "most": pen.say("90 % and more covered"),
        "much": pen.say("75 to 90 %"),
        "half": pen.say("50 to 75 %"),
        "little": pen.say("Less than 50 %"),
    }
    return [
        Sign(draw=lambda x, y, fill=one.fill: patch_sign(fill, x, y, stroke=INK), meaning=words[one.name])  # type: ignore[misc]
        for one in CLASSES
        if any(class_of(_share(site)) is one for site in shown)
    ]


def _title(shown: Sequence[Site], pen: Pen) -> str:
    full = sum(class_of(_share(site)) is CLASSES[0] for site in shown)
    lowest = min(shown, key=lambda site: (_share(site), site.place.id))
    return text_of(
        pen.line(
            "{n} of {all} places are covered to 90 % or more; the lowest is {place} with {share}",
            n=str(full),
            all=str(len(shown)),
            place=fitted(lowest.name, 150.0, size=8.5),
            share=_percent(lowest, pen),
        )
    )


def _alt(shown: Sequence[Site], pen: Pen) -> str:
    low = sorted(shown, key=lambda site: (_share(site), site.place.id))[:3]
    words = ", ".join(f"{site.name[:80]} {_percent(site, pen)}" for site in low)
    return text_of(
        pen.line(
            "Map of coverage at {n} places. The lowest: {places}. The table lists all.", n=str(len(shown)), places=words
        )
    )


def _note(scene: Scene, pen: Pen) -> Line:
    said = pen.line(
        "Coverage: unit-periods that the recommended option covers over unit-periods wanted, whole horizon."
        " An area drawn as a dashed outline spans the areas inside it. "
    )
    unnumbered = sum(verdict.live and verdict.units == 0 for verdict in scene.findings.options[0].verdicts)
    if unnumbered:
        said += pen.count_line(
            "{n} offer that counts states no number of units and covers nothing here. ",
            "{n} offers that count state no number of units and cover nothing here. ",
            unnumbered,
            n=str(unnumbered),
        )
    return said


def _twin(scene: Scene, pen: Pen) -> Table:
    rows = []
    for site in sorted((*scene.sites, *scene.away), key=lambda one: (_share(one), one.place.id)):
        if not site.coverage or site.coverage.demand <= 0:
            continue
        share = pen.figure(
            _percent(site, pen),
            ("map", "coverage", site.place.id),
            title=pen.say("{what}: {whom}").format(what=pen.say("Coverage at a place"), whom=site.name),
            how=pen.say("Unit-periods that the recommended option covers on lines of this place, over those wanted."),
            rows=site.rows,
        )
        wanted, covered = pen.number(site.coverage.demand, 1), pen.number(site.coverage.covered, 1)
        rows.append(Row(cells=(pen.written(site.name), plain(wanted), plain(covered), (share,))))
    columns = (
        pen.column("Place", weight=1.0),
        pen.column("Wanted, unit-periods", right=True),
        pen.column("Covered, unit-periods", right=True),
        pen.column("Share", right=True),
    )
    return Table(id=f"{ID}-data", title=pen.say("Coverage by place"), columns=columns, rows=tuple(rows))
