"""Where the force stands."""

from accord.brief.document import Role, Section
from accord.brief.findings import Findings
from accord.brief.maps.pack import maps
from accord.brief.pen import Pen
from accord.brief.sections.drawn import drawn
from accord.brief.sections.titles import titles


def section(findings: Findings, pen: Pen) -> Section:
    """The maps of the pack."""
    found = drawn(pen, maps(findings, pen), pen.say("no place has a position, or no option has been planned."))
    return Section(id="maps", title=titles(pen)["maps"], blocks=found, role=Role.PAGE)
