"""Annex: the tours of the recommended option, those of one offer on one line together."""

from collections import defaultdict

from accord.brief.annexes.cells import joined, linked
from accord.brief.document import Line, Row, Section, Table, Word, plain
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.model.option import Tour


def tours(findings: Findings, pen: Pen) -> Section:
    """One row for each offer on each line."""
    together: defaultdict[tuple[str, str], list[Tour]] = defaultdict(list)
    for tour in findings.options[0].tours if findings.options else ():
        together[tour.requirement, tour.offer].append(tour)
    table = Table(
        id="rows-tours",
        title="",
        columns=(
            pen.column("Line"),
            pen.column("Offer"),
            pen.column("Tours: units, from and until", weight=5),
            pen.column("Unit-months", right=True),
            pen.column("People, most", right=True),
        ),
        rows=tuple(_row(findings, pen, key, parts) for key, parts in sorted(together.items())),
        note=pen.line(
            "Months from and until, both included; one unit where no number stands before them. Rest is not shown."
        ),
        missing=pen.say("No plan, hence no tours."),
    )
    return Section(id="annex-tours", title=pen.say("Tours of the recommended option"), blocks=(table,))


def _row(findings: Findings, pen: Pen, key: tuple[str, str], parts: list[Tour]) -> Row:
    workspace, months = findings.workspace, findings.workspace.settings.step.per_month
    line, offer = key
    served = sum(tour.units * tour.periods for tour in parts) / months
    return Row(
        cells=(
            linked(pen, "requirements", line, workspace.requirements),
            linked(pen, "offers", offer, workspace.offers),
            joined(_tours(parts)),
            plain(pen.number(served, 0 if served == int(served) else 1)),
            plain(pen.number(max(tour.people for tour in parts))),
        )
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
