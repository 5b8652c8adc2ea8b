"""Annex: the tours of the recommended option, by line and offer."""

from collections import defaultdict
from collections.abc import Mapping

from accord.brief.annexes.cells import joined, linked
from accord.brief.document import Line, Row, Section, Table, Word
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.model.option import Tour


def tours(findings: Findings, pen: Pen) -> Section:
    """One row for each line: the offers that serve it, with their tours."""
    together: defaultdict[str, defaultdict[str, list[Tour]]] = defaultdict(lambda: defaultdict(list))
    for tour in findings.options[0].tours if findings.options else ():
        together[tour.requirement][tour.offer].append(tour)
    table = Table(
        id="rows-tours",
        title="",
        columns=(pen.column("Line"), pen.column("Offers, and their tours: units, from and until", weight=1)),
        rows=tuple(_row(findings, pen, line, together[line]) for line in sorted(together)),
        note=pen.line(
            "Months from and until, both included; one unit where no number stands before them. In brackets: "
            "unit-months, and most people of a tour. Rest is not shown."
        ),
        missing=pen.say("No plan, hence no tours."),
    )
    return Section(id="annex-tours", title=pen.say("Tours of the recommended option"), blocks=(table,))


def _row(findings: Findings, pen: Pen, line: str, offers: Mapping[str, list[Tour]]) -> Row:
    served = (_served(findings, pen, offer, parts) for offer, parts in sorted(offers.items()))
    cells = (linked(pen, "requirements", line, findings.workspace.requirements), joined(served, by="; "))
    return Row(cells=cells)


def _served(findings: Findings, pen: Pen, offer: str, parts: list[Tour]) -> Line:
    """An offer, its tours, and what they come to."""
    workspace = findings.workspace
    months = sum(tour.units * tour.periods for tour in parts) / workspace.settings.step.per_month
    return pen.line(
        "{offer}: {tours} ({months}, {people})",
        offer=linked(pen, "offers", offer, workspace.offers),
        tours=joined(_tours(parts)),
        months=pen.number(months, 0 if months == int(months) else 1),
        people=pen.number(max(tour.people for tour in parts)),
    )


def _tours(parts: list[Tour]) -> list[Line]:
    """Tours of the same days together."""
    units: defaultdict[tuple[str, str], int] = defaultdict(int)
    for tour in sorted(parts, key=lambda tour: (tour.start, tour.until)):
        units[f"{tour.start:%Y-%m}", f"{tour.until:%Y-%m}"] += tour.units
    return [(Word(text=_times(count) + _months(*days)),) for days, count in units.items()]


def _times(count: int) -> str:
    """How many units go together; blank for one."""
    return f"{count}\N{NO-BREAK SPACE}\N{MULTIPLICATION SIGN}\N{NO-BREAK SPACE}" if count > 1 else ""


def _months(start: str, until: str) -> str:
    """Months from and until; the year once where it is the same.

    >>> _months("2027-04", "2027-09"), _months("2027-10", "2028-03"), _months("2027-04", "2027-04")
    ('2027-04/09', '2027-10/2028-03', '2027-04')
    """
    if start == until:
        return start
    return f"{start}/{until[5:] if start[:4] == until[:4] else until}"
