"""Annex: nations, their means and what they carry in the recommended option."""

from collections import Counter

from accord.brief.annexes.cells import source_of
from accord.brief.document import Line, Row, Section, Table, Word, plain
from accord.brief.evidence import row_anchor
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.model.records import NationRow

_BILLION = 1e9


def nations(findings: Findings, pen: Pen) -> Section:
    """One row a nation, in order of codes."""
    workspace = findings.workspace
    currency = workspace.settings.currency
    offers = Counter(str(offer.nation) for offer in workspace.offers.values())
    tours = findings.options[0].tours if findings.options else ()
    carried: Counter[str] = Counter()
    months = workspace.settings.step.per_month
    for tour in tours:
        carried[tour.nation] += tour.people * tour.periods / months  # type: ignore[assignment]
    table = Table(
        id="rows-nations",
        title="",
        columns=(
            pen.column("Nation"),
            pen.column("Name", weight=2),
            pen.column("Active personnel", right=True),
            pen.column("Deployed elsewhere", right=True),
            pen.column("Gross domestic product", right=True),
            pen.column("Population, million", right=True),
            pen.column("Offers", right=True),
            pen.column("People-months carried", right=True),
            pen.column("Source and grade", weight=1.5),
        ),
        rows=tuple(_row(findings, pen, row, offers[key], carried[key]) for key, row in workspace.nations.items()),
        note=pen.line(
            "Gross domestic product in billion {currency} a year. People-months: people times months on the line in "
            "the recommended option.",
            currency=currency,
        ),
        missing=pen.say("No nation that this audience may see."),
    )
    return Section(id="annex-nations", title=pen.say("Nations"), blocks=(table,))


def _row(findings: Findings, pen: Pen, nation: NationRow, offers: int, carried: float) -> Row:
    gdp, population = nation.gdp_eur, nation.population
    return Row(
        id=row_anchor(f"nations/{nation.id}"),
        cells=(
            plain(nation.id),
            pen.written(nation.name),
            _figure(pen, nation.active_personnel),
            _figure(pen, nation.deployed_elsewhere),
            _figure(pen, None if gdp is None else gdp / _BILLION, 0 if gdp and gdp >= 10 * _BILLION else 1),
            _figure(pen, None if population is None else population / 1e6, 1),
            plain(pen.number(offers)),
            plain(pen.number(carried)),
            source_of(pen, findings.workspace, nation),
        ),
    )


def _figure(pen: Pen, value: float | None, digits: int = 0) -> Line:
    return (Word(text=pen.say("not stated"), quiet=True),) if value is None else plain(pen.number(value, digits))
