"""Incidents by area, over how well each was watched. Nothing is drawn where it happened: areas alone have signs."""

import math
from collections.abc import Sequence
from dataclasses import replace

import shapely
from shapely.geometry import shape

from accord.brief.charts.svg import Svg, element, fitted, hatch, text
from accord.brief.document import Figure, Row, Table, plain, text_of
from accord.brief.findings import Findings
from accord.brief.maps.furniture import Sign
from accord.brief.maps.labels import Label, place_labels, size_of
from accord.brief.maps.layers import country_labels, path, spots_in
from accord.brief.maps.legend import ground_signs, situation_signs
from accord.brief.maps.look import patch_sign
from accord.brief.maps.provenance import provenance
from accord.brief.maps.scene import Scene, scene
from accord.brief.maps.sites import Site
from accord.brief.monitor import numbers
from accord.brief.palette import GREY, INK, PAPER, RED
from accord.brief.pen import Pen
from accord.model.daily import AreaFigures, Daily

ID = "map-incidents"
_TINTS = ((0.75, "#86afd8"), (0.5, "#cfe0f0"), (0.0, "#eef4fa"))
"""Least share of violence that would be reported -> tint."""
_LARGEST = 17.0
"""Radius of the circle of most incidents, points."""


def incidents_map(findings: Findings, daily: Daily, pen: Pen) -> Figure | None:
    """Circles on areas; None if no area has a place."""
    places = findings.workspace.places
    known = {one.area: one for one in daily.areas if one.area in places}
    found = scene(
        findings,
        tuple(
            Site(place=places[key], geometry=shape(places[key].geometry), lines=(), coverage=None)  # type: ignore[index]
            for key in sorted(known)
        ),
    )
    if found is None or not known:
        return None
    note = pen.line(
        "A circle stands for the incidents of its area, wherever in it they lay; its surface grows with their number. "
    )
    return Figure(
        id=ID,
        title=_title(daily, pen),
        svg=_svg(found, known, pen),
        alt=_alt(daily, pen),
        width=510.0,
        note=note + provenance(found, pen),
        twin=_twin(daily, pen),
    )


def _title(daily: Daily, pen: Pen) -> str:
    most = max((one for one in daily.areas if one.area), key=lambda one: one.incidents, default=None)
    if most is None or most.incidents == 0:
        return text_of(pen.line("No incident in any area, {days}", days=numbers.days_text(pen, daily)))
    return text_of(
        pen.line(
            "Most incidents in {area}: {n}, {days}",
            area=most.name,
            n=pen.number(most.incidents),
            days=numbers.days_text(pen, daily),
        )
    )


def _alt(daily: Daily, pen: Pen) -> str:
    said = "; ".join(f"{one.name[:60]}: {one.incidents}" for one in daily.areas[:8])
    return text_of(pen.line("Map of incidents by area. {areas}. The table lists all.", areas=said))


def _svg(found: Scene, known: dict[str, AreaFigures], pen: Pen) -> str:
    drawn = [(site, known[site.place.id], found.frame.draw(site.geometry)) for site in found.sites if site.area]
    drawn = sorted((one for one in drawn if not one[2].is_empty), key=lambda one: -shapely.area(one[2]))
    most = max((one.incidents for one in known.values()), default=0)
    circles, labels, taken = [], [], found.taken(pen)
    for site, figures, seen in drawn:
        x, y = _middle(seen)
        radius = _LARGEST * math.sqrt(figures.incidents / most) if most and figures.incidents else 0.0
        if radius:
            circles.append(_circle(x, y, max(radius, 5.0), pen.number(figures.incidents)))
            taken.add((x - radius, y - radius, x + radius, y + radius))
        label = Label(lines=(fitted(site.name, 90.0, size=7.0),), x=x, y=y, gap=max(radius, 5.0) + 2, must=True)
        labels.append(label if radius else replace(label, spots=spots_in(seen, size_of(label))))
    countries = country_labels(found.ground, found.frame, found.main)
    return found.figure(
        ID,
        areas=[path(seen, fill=_fill(figures), stroke=INK, stroke_width=0.8) for _, figures, seen in drawn],
        marks=circles,
        labels=place_labels([*labels, *countries], taken),
        signs=[*_signs(pen, list(known.values())), *situation_signs(found, pen, ID), *ground_signs(found, pen)],
        pen=pen,
        defs=[hatch(f"{ID}-dark", GREY, ground=PAPER, gap=5.0)],
    )


def _middle(seen: shapely.geometry.base.BaseGeometry) -> tuple[float, float]:
    circle = shapely.maximum_inscribed_circle(seen, tolerance=2.0)
    x, y = shapely.get_coordinates(circle)[0].tolist()
    return x, y


def _circle(x: float, y: float, radius: float, words: str) -> Svg:
    disc = element("circle", cx=x, cy=y, r=radius, fill=RED, fill_opacity=0.75, stroke=PAPER, stroke_width=0.8)
    return element("g", disc, text(words, x, y + 2.8, size=8.0, weight=600, fill=PAPER, anchor="middle"))


def _fill(one: AreaFigures) -> str:
    if one.watched is None:
        return "none"
    if one.watched.share is None:
        return f"url(#{ID}-dark)"
    share = one.watched.share
    return next(tint for least, tint in _TINTS if share >= least)


def _signs(pen: Pen, known: Sequence[AreaFigures]) -> list[Sign]:
    words = {
        "#86afd8": pen.say("Would be reported: 75 % of violence and more"),
        "#cfe0f0": pen.say("Would be reported: 50 to 75 % of violence"),
        "#eef4fa": pen.say("Would be reported: less than 50 % of violence"),
        f"url(#{ID}-dark)": pen.say("Not observed"),
    }
    used = {_fill(one) for one in known}
    found = [
        Sign(draw=lambda x, y, fill=fill: patch_sign(fill, x, y, stroke=INK), meaning=meaning)  # type: ignore[misc]
        for fill, meaning in words.items()
        if fill in used
    ]
    disc = Sign(
        draw=lambda x, y: element("circle", cx=x + 9, cy=y, r=4.5, fill=RED, fill_opacity=0.75),
        meaning=pen.say("Incidents in the area"),
    )
    return [disc, *found]


def _twin(daily: Daily, pen: Pen) -> Table:
    rows = []
    for one in daily.areas:
        if not one.area:
            continue
        count = numbers.area_count(pen, daily, one, "incidents")
        share = numbers.share(
            pen, one.watched, (one.area,), title=f"{pen.say('Violence that would be reported')}: {one.name}"
        )
        rows.append(Row(cells=(plain(one.name), (count,), (share,))))
    columns = (
        pen.column("Area", weight=1.0),
        pen.column("Incidents", right=True),
        pen.column("Would be reported", right=True),
    )
    return Table(id=f"{ID}-data", title=pen.say("Incidents by area"), columns=columns, rows=tuple(rows))
