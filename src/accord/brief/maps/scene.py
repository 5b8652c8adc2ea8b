"""What all maps of a pack share: the window, the ground and the situation under their own layer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from accord.brief.charts.svg import Svg
from accord.brief.findings import Findings
from accord.brief.maps.frame import Extent, Frame, extent_of
from accord.brief.maps.furniture import Sign, frame_for, roomy_frame, scale_bar, sheet
from accord.brief.maps.ground import COUNTRY, TOWN, Ground, ground, hosts
from accord.brief.maps.labels import Placed, Taken
from accord.brief.maps.layers import control_hatch, ground_layers, situation, situation_layers
from accord.brief.maps.sites import Site, sites
from accord.brief.maps.towns import Town
from accord.brief.pen import Pen
from accord.model.words import Scope


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

    def towns(self, *, most: int) -> list[Town]:
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
            inside = 6 < x < self.frame.width - 6 and 6 < y < self.frame.height - 6
            if (
                inside
                and one.rank <= most - (self.ground.shipped and one.id not in self.main)
                and one.name not in named
                and one.id not in named
            ):
                found.append((one.name, one.rank, x, y))
        return found


def scene(findings: Findings, shown: Sequence[Site] | None = None) -> Scene | None:
    """The window on all places of work; None if the workspace has none.

    Parameters
    ----------
    shown
        Other places instead, in order of their ids.
    """
    found = sites(findings) if shown is None else tuple(shown)
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
    inner = inner if any(site.lines for site in field) else list(field)
    return hosts(under.of(COUNTRY), [(site.place.longitude, site.place.latitude) for site in inner])
