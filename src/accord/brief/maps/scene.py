"""What all maps of a pack share: the window, the ground and the situation under their own layer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from accord.brief.charts.svg import Svg, fitted
from accord.brief.document import Line
from accord.brief.findings import Findings
from accord.brief.maps.frame import Extent, Frame, extent_of
from accord.brief.maps.furniture import Sign, frame_for, roomy_frame, scale_bar, sheet
from accord.brief.maps.ground import COUNTRY, TOWN, Ground, ground, hosts
from accord.brief.maps.labels import Label, Placed, Taken
from accord.brief.maps.layers import control_hatch, ground_layers, situation, situation_layers
from accord.brief.maps.look import SITES, ZONE, line_sign, mark, patch_sign
from accord.brief.maps.sites import Site, sites
from accord.brief.palette import QUIET
from accord.brief.pen import Pen
from accord.model.words import Scope

LONGEST = 96.0
"""Widest label, points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The window of the pack's maps and what lies in it."""

    findings: Findings
    """All that the pack is made from."""
    sites: tuple[Site, ...]
    """Places of work inside the window, in order of their ids."""
    away: tuple[Site, ...]
    """Places of work outside it: headquarters at home."""
    ground: Ground
    """What lies under them."""
    extent: Extent
    """What the window shows, degrees."""
    frame: Frame
    """The window."""
    beside: bool
    """Whether the legend stands beside the window."""
    main: frozenset[str]
    """Countries that the plan works in."""

    def roomy(self) -> "Scene":
        """The same with the largest window that a page holds."""
        return replace(self, frame=roomy_frame(self.extent, self.ground), beside=False)

    def point(self, site: Site) -> tuple[float, float]:
        """Where a place is named: a point inside it, on the page."""
        return self.frame.point(site.place.longitude, site.place.latitude)

    def figure(
        self,
        id: str,
        *,
        areas: Sequence[Svg],
        marks: Sequence[Svg],
        labels: Iterable[Placed],
        signs: Sequence[Sign],
        pen: Pen,
        defs: Sequence[Svg] = (),
        without: frozenset[str] = frozenset(),
    ) -> str:
        """The whole drawing: ground, areas, situation, marks, labels and scale bar, from below to above.

        Parameters
        ----------
        without
            Kinds of the situation that the areas show already.
        """
        bar, _ = scale_bar(self.frame, pen)
        below = [
            *ground_layers(self.ground, self.frame, self.main),
            *areas,
            *situation_layers(situation(self.findings.workspace, without), self.frame, id),
        ]
        return sheet(
            id,
            self.frame,
            self.beside,
            layers=[*below, *marks, *(label.svg() for label in labels), bar],
            signs=signs,
            defs=[control_hatch(id), *defs],
        )

    def taken(self, pen: Pen) -> Taken:
        """A page on which only the scale bar stands."""
        return Taken(self.frame.width, self.frame.height, [scale_bar(self.frame, pen)[1]])

    def towns(self, *, most: int) -> list[tuple[str, int, float, float]]:
        """Towns of the ground in the window that are not places of work: name, rank, point.

        Parameters
        ----------
        most
            Largest rank in the countries that the plan works in; in others of the basemap one less.
        """
        named = {site.name for site in self.sites} | {site.place.id for site in self.sites}
        found = []
        for one in self.ground.of(TOWN):
            x, y = self.frame.point(one.geometry.x, one.geometry.y)
            inside = 3 < x < self.frame.width - 3 and 3 < y < self.frame.height - 3
            if (
                inside
                and one.rank <= most - (self.ground.shipped and one.id not in self.main)
                and one.name not in named
                and one.id not in named
            ):
                found.append((one.name, one.rank, x, y))
        return found


def scene(findings: Findings) -> Scene | None:
    """The window on all places of work; None if the workspace has none."""
    found = sites(findings)
    if not found:
        return None
    field = [site for site in found if not site.home] or list(found)
    extent = extent_of(position for site in field for position in _corners(site))
    under = ground(findings.workspace, extent)
    main = _main(under, field)
    extent = _with_main(extent, under, main)
    frame, beside = frame_for(extent, under)
    inside = tuple(site for site in found if frame.holds(site.place.longitude, site.place.latitude))
    return Scene(
        findings=findings,
        sites=inside,
        away=tuple(site for site in found if site not in inside),
        ground=under,
        extent=extent,
        frame=frame,
        beside=beside,
        main=main,
    )


def _with_main(extent: Extent, under: Ground, main: frozenset[str]) -> Extent:
    """The extent with the whole of the countries that the plan works in, unless they are far larger than it."""
    west, south, east, north = extent
    for one in under.of(COUNTRY):
        box = one.geometry.bounds
        if one.id in main and box[2] - box[0] <= 3 * (east - west) and box[3] - box[1] <= 3 * (north - south):
            west, south, east, north = min(west, box[0]), min(south, box[1]), max(east, box[2]), max(north, box[3])
    return west, south, east, north


def _corners(site: Site) -> list[tuple[float, float]]:
    west, south, east, north = site.geometry.bounds
    return [(west, south), (east, north)]


def _main(under: Ground, field: Sequence[Site]) -> frozenset[str]:
    inner = [site for site in field if any(line.scope == Scope.IN_COUNTRY for line in site.lines)]
    return hosts(under.of(COUNTRY), [(site.place.longitude, site.place.latitude) for site in inner])


def town_marks(towns: Iterable[tuple[str, int, float, float]]) -> list[Svg]:
    """Small circles for towns, a ringed one for a capital."""
    return [mark("capital" if rank == 0 else "city", x, y) for _, rank, x, y in towns]


def town_kinds(towns: Iterable[tuple[str, int, float, float]]) -> list[str]:
    """Kinds of mark among towns."""
    return sorted({"capital" if rank == 0 else "city" for _, rank, _, _ in towns})


def town_labels(towns: Iterable[tuple[str, int, float, float]]) -> list[Label]:
    """Names of towns, capitals first."""
    return [
        Label(
            lines=(fitted(name, LONGEST, size=7.0),),
            x=x,
            y=y,
            rank=5.0 + rank,
            size=7.5 if rank == 0 else 6.5,
            weight=600 if rank == 0 else 400,
            fill=QUIET,
        )
        for name, rank, x, y in towns
    ]


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
    found = [Sign(draw=lambda x, y: line_sign("border", x, y), meaning=pen.say("Border, coast"))]
    if scene.ground.of("region"):
        found.append(Sign(draw=lambda x, y: line_sign("admin", x, y), meaning=pen.say("Border of a region")))
    if scene.ground.of("river"):
        found.append(Sign(draw=lambda x, y: line_sign("river", x, y), meaning=pen.say("River")))
    return found


def mark_signs(kinds: Iterable[str], pen: Pen) -> list[Sign]:
    """Legend of the small marks."""
    words = {
        "capital": pen.say("Capital"),
        "city": pen.say("Town"),
        "hub": pen.say("Hub"),
        "port": pen.say("Port"),
        "airfield": pen.say("Airfield"),
        "crossing": pen.say("Crossing point"),
        "headquarters": pen.say("Headquarters"),
    }
    seen = {SITES.get(kind, "city") for kind in kinds}
    return [
        Sign(draw=lambda x, y, kind=kind: mark(kind, x + 9, y), meaning=meaning)  # type: ignore[misc]
        for kind, meaning in words.items()
        if kind in seen
    ]


def _zone(x: float, y: float) -> Svg:
    return patch_sign("#f1ddc8", x, y, stroke=ZONE, dash="2 1.5", width=0.5)


def _dated(scene: Scene, pen: Pen) -> str:
    day = scene.findings.workspace.as_of
    if day is None:
        return pen.say("Line of contact")
    return pen.say("Line of contact, as of {day}").format(day=pen.day(day))


def provenance(scene: Scene, pen: Pen) -> Line:
    """Where borders and places come from, and how they are projected."""
    one, two = scene.frame.conic.first, scene.frame.conic.second
    projection = pen.line(
        "Lambert conformal conic projection, standard parallels {one} and {two}; the scale bar is true at the centre.",
        one=_degrees(one, pen),
        two=_degrees(two, pen),
    )
    if scene.findings.workspace.settings.invented:
        borders = pen.line(" Land, borders and names are invented.")
    elif scene.ground.shipped:
        borders = pen.line(
            " Borders are the internationally recognised ones; a dashed border is one on which states differ."
            " Outlines: Natural Earth (public domain), corrected. Cities: GeoNames (CC BY 4.0)."
        )
    elif scene.ground.limits:
        borders = pen.line(" Outlines are those of the workspace; they take no position on any border.")
    else:
        borders = pen.line(" No outline of land is known here: the workspace may add places of the kind country.")
    return projection + borders + _situation_source(scene, pen) + _away(scene, pen)


def _situation_source(scene: Scene, pen: Pen) -> Line:
    if not any(place.kind == "line_of_contact" for place in situation(scene.findings.workspace)):
        return ()
    return pen.line(" The line of contact is the workspace's own (places.geojson), a state of its day and no border.")


def _away(scene: Scene, pen: Pen) -> Line:
    if not scene.away:
        return ()
    names = ", ".join(fitted(site.name, 120.0, size=7.0) for site in scene.away[:8])
    more = " …" if len(scene.away) > 8 else ""
    return pen.line(" Beyond this map: {places}.", places=names + more)


def _degrees(latitude: float, pen: Pen) -> str:
    return f"{pen.number(abs(latitude), 1)}° {'N' if latitude >= 0 else 'S'}"
