"""The maps of a meeting pack."""

from accord.brief.document import Figure
from accord.brief.findings import Findings
from accord.brief.maps.coverage import coverage
from accord.brief.maps.force import force
from accord.brief.maps.overview import overview
from accord.brief.maps.scene import scene
from accord.brief.pen import Pen


def maps(findings: Findings, pen: Pen) -> tuple[Figure, ...]:
    """Where the plan works; the force by place; coverage by place. Empty without places of work."""
    found = scene(findings)
    if found is None:
        return ()
    drawn = (overview(found, pen), force(found, pen), coverage(found, pen))
    return tuple(figure for figure in drawn if figure)
