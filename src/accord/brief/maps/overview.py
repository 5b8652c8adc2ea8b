"""The first map of a pack: where the plan works. Areas, hubs, the zone and the line of contact."""

from dataclasses import replace

import shapely
from shapely.geometry.base import BaseGeometry

from accord.brief.charts.svg import Svg, fitted, wrapped
from accord.brief.document import Column, Figure, Line, Row, Table, plain, text_of
from accord.brief.maps.furniture import Sign
from accord.brief.maps.labels import LONGEST, Label, place_labels, size_of
from accord.brief.maps.layers import country_labels, path, spots_in
from accord.brief.maps.legend import ground_signs, mark_signs, situation_signs
from accord.brief.maps.look import AREA, SEA_AREA, mark, patch_sign
from accord.brief.maps.provenance import provenance
from accord.brief.maps.scene import Scene
from accord.brief.maps.sites import Site
from accord.brief.maps.spans import hidden
from accord.brief.maps.towns import town_kinds, town_labels, town_marks
from accord.brief.palette import INK
from accord.brief.pen import Pen
from accord.brief.wording import place_kind

ID = "map-overview"


def overview(scene: Scene, pen: Pen) -> Figure:
    """Where the plan works."""
    areas = [site for site in scene.sites if site.area and site.place.kind not in ("zone", "country")]
    points = [site for site in scene.sites if not site.area]
    towns = scene.towns(most=2)
    spanning = spanning_areas(scene, areas)
    labels = _labels(scene, [site for site in areas if site not in spanning], points) + country_labels(
        scene.ground, scene.frame, scene.main
    )
    taken = scene.taken(pen)
    for site in points:
        x, y = scene.point(site)
        taken.add((x - 3.4, y - 3.4, x + 3.4, y + 3.4))
    for _, _, x, y in towns:
        taken.add((x - 2, y - 2, x + 2, y + 2))
    placed = place_labels([*labels, *town_labels(towns)], taken)
    marks = [
        *town_marks(towns),
        *(mark(site.place.kind, *scene.point(site)) for site in points),
    ]
    signs = [
        *area_signs(areas, pen),
        *situation_signs(scene, pen, ID),
        *mark_signs([*(site.place.kind for site in points), *town_kinds(towns)], pen),
        *ground_signs(scene, pen),
    ]
    places = _asked(scene)
    title = pen.count_line(
        "The plan asks for units at {n} place", "The plan asks for units at {n} places", places, n=str(places)
    )
    return Figure(
        id=ID,
        title=text_of(title),
        svg=scene.figure(ID, areas=area_outlines(scene, areas), marks=marks, labels=placed, signs=signs, pen=pen),
        alt=_alt(scene, areas, points, pen),
        width=510.0,
        note=_spanning_note(spanning, pen) + provenance(scene, pen),
        twin=_twin(scene, pen),
    )


def area_outlines(scene: Scene, areas: list[Site]) -> list[Svg]:
    """Outlines of areas of work, apart from borders: on land violet, at sea blue."""
    found = []
    for site in sorted(areas, key=lambda one: (one.place.kind == "sector", one.place.id)):
        drawn = scene.frame.draw(site.geometry)
        style: dict[str, str | float | None]
        if site.place.kind == "sector":
            style = {"fill": AREA, "fill_opacity": 0.07, "stroke": AREA, "stroke_width": 1.3}
        elif at_sea(site):
            style = {"fill": "none", "stroke": SEA_AREA, "stroke_width": 0.9, "stroke_dasharray": "5 2"}
        else:
            style = {"fill": "none", "stroke": AREA, "stroke_width": 0.9, "stroke_dasharray": "1 2"}
        found.append(path(drawn, stroke_linejoin="round", **style))
    return found


def at_sea(site: Site) -> bool:
    """Whether a place is a stretch of sea."""
    return site.place.kind in ("sea_area", "sea")


def area_signs(areas: list[Site], pen: Pen) -> list[Sign]:
    """Legend of outlines of areas."""
    found = []
    if any(site.place.kind == "sector" for site in areas):
        found.append(
            Sign(draw=lambda x, y: patch_sign("#f3f0f8", x, y, stroke=AREA, width=1.3), meaning=pen.say("Sector"))
        )
    if any(site.place.kind != "sector" and not at_sea(site) for site in areas):
        found.append(
            Sign(
                draw=lambda x, y: patch_sign("none", x, y, stroke=AREA, dash="1 2"),
                meaning=pen.say("Other area of work"),
            )
        )
    if any(at_sea(site) for site in areas):
        found.append(
            Sign(draw=lambda x, y: patch_sign("none", x, y, stroke=SEA_AREA, dash="5 2"), meaning=pen.say("Sea area"))
        )
    return found


def _labels(scene: Scene, areas: list[Site], points: list[Site]) -> list[Label]:
    found = []
    for site in areas:
        drawn = scene.frame.draw(site.geometry)
        if not drawn.is_empty:
            found.append(area_label(site, drawn))
    found += [
        Label(
            lines=wrapped(site.name, LONGEST, size=7.0, lines=2),
            x=scene.point(site)[0],
            y=scene.point(site)[1],
            rank=0.0 if site.place.kind == "capital" else 1.0,
            size=7.5 if site.place.kind == "capital" else 7.0,
            weight=600 if site.place.kind == "capital" else 400,
            fill=INK,
            gap=4.5,
        )
        for site in points
    ]
    return found


def area_label(site: Site, drawn: BaseGeometry) -> Label:
    """The name of an area, inside it."""
    label = Label(
        lines=wrapped(site.name, LONGEST, size=7.5, weight=600, lines=3),
        x=0.0,
        y=0.0,
        rank=0.5 if site.place.kind == "sector" else 1.5,
        size=7.5,
        weight=600,
        fill=SEA_AREA if at_sea(site) else AREA,
    )
    return replace(label, spots=spots_in(drawn, size_of(label)))


def spanning_areas(scene: Scene, areas: list[Site]) -> list[Site]:
    """Areas that are made up of smaller ones: their names would stand as if for one of these."""
    drawn = sorted(
        ((site, scene.frame.draw(site.geometry)) for site in areas),
        key=lambda pair: (-shapely.area(pair[1]), pair[0].place.id),
    )
    return [
        site for index, (site, shape) in enumerate(drawn) if hidden(shape, [other for _, other in drawn[index + 1 :]])
    ]


def _spanning_note(spanning: list[Site], pen: Pen) -> Line:
    if not spanning:
        return ()
    names = "; ".join(fitted(site.name, 200.0, size=7.0) for site in spanning[:6])
    return pen.line("Not labelled, because they are made up of others: {places}. ", places=names)


def _asked(scene: Scene) -> int:
    return sum(bool(site.lines) for site in (*scene.sites, *scene.away))


def _alt(scene: Scene, areas: list[Site], points: list[Site], pen: Pen) -> str:
    return text_of(
        pen.line(
            "Map of {areas} areas and {points} points that the plan works at; the table lists them.",
            areas=str(len(areas)),
            points=str(len(points)),
        )
    )


def _twin(scene: Scene, pen: Pen) -> Table:
    rows = []
    for site in sorted((*scene.sites, *scene.away), key=lambda one: one.place.id):
        count = pen.figure(
            pen.number(len(site.lines)),
            ("map", "lines", site.place.id),
            title=pen.say("{what}: {whom}").format(what=pen.say("Requirement lines at a place"), whom=site.name),
            how=pen.say("Lines of the statement of requirements whose area is this place."),
            rows=site.rows,
        )
        rows.append(Row(cells=(pen.written(site.name), plain(place_kind(pen, site.place.kind)), (count,))))
    columns: tuple[Column, ...] = (
        pen.column("Place", weight=1.0),
        pen.column("Kind"),
        pen.column("Requirement lines", right=True),
    )
    return Table(id=f"{ID}-data", title=pen.say("Places of work"), columns=columns, rows=tuple(rows))
