"""What stands below every map: how it is projected, where its outlines come from, what its borders mean."""

from accord.brief.charts.svg import fitted
from accord.brief.document import Line
from accord.brief.maps.layers import situation
from accord.brief.maps.scene import Scene
from accord.brief.pen import Pen


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
    said = pen.say("{degrees}° N") if latitude >= 0 else pen.say("{degrees}° S")
    return said.format(degrees=pen.number(abs(latitude), 1))
