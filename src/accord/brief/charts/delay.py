"""What slipping costs: coverage, essential coverage and readiness by month of delay, with the likely cost below."""

from collections.abc import Sequence

from accord.brief.charts.delay_lines import HEIGHT, MILLION, delay_lines
from accord.brief.charts.frame import PORTRAIT, note, row_of
from accord.brief.document import Figure, Row, Table, plain, text_of
from accord.brief.findings import Findings
from accord.brief.javascript import engine
from accord.brief.pen import Pen
from accord.model.option import DelayPoint

_ID = "figure-delay"


def delay(findings: Findings, pen: Pen) -> Figure | None:
    """Lines over months of delay; None if no delay was looked at."""
    points = sorted(findings.delays, key=lambda point: point.months)
    if not points:
        return None
    currency = findings.workspace.settings.currency
    explained = pen.line(
        "Share of what is wanted; readiness: share of the first three months. Money in {currency} of {year}.",
        currency=currency,
        year=str(findings.workspace.settings.price_year),
    )
    return Figure(
        id=_ID,
        title=_title(pen, points),
        svg=engine().chart(delay_lines(pen, points, currency), width=PORTRAIT, height=HEIGHT, id=_ID),
        alt=_alt(pen, points),
        width=PORTRAIT,
        note=note(findings, pen, explained),
        twin=_twin(pen, points, currency),
    )


def _title(pen: Pen, points: Sequence[DelayPoint]) -> str:
    first, last = points[0], points[-1]
    words = {"months": pen.number(last.months), "from_": pen.share(first.coverage), "to": pen.share(last.coverage)}
    if last is first:
        return text_of(pen.line("A delay of {months} months: coverage {to}", months=words["months"], to=words["to"]))
    if round(last.coverage, 3) < round(first.coverage, 3):
        return text_of(pen.line("A delay of {months} months lowers coverage from {from_} to {to}", **words))
    if round(last.coverage, 3) > round(first.coverage, 3):
        return text_of(pen.line("A delay of {months} months raises coverage from {from_} to {to}", **words))
    return text_of(
        pen.line("A delay of {months} months leaves coverage at {to}", months=words["months"], to=words["to"])
    )


def _alt(pen: Pen, points: Sequence[DelayPoint]) -> str:
    first, last = points[0], points[-1]
    lowest = min(points, key=lambda point: (point.coverage, point.months))
    return text_of(
        pen.line(
            "Coverage is {first} without delay beyond {start} months and {last} at {end} months, lowest {low} at "
            "{when}; no plan exceeds {limit} at {end}. Readiness goes from {ready} to {ready_last}.",
            first=pen.share(first.coverage),
            start=pen.number(first.months),
            last=pen.share(last.coverage),
            end=pen.number(last.months),
            low=pen.share(lowest.coverage),
            when=pen.number(lowest.months),
            limit=pen.share(last.limit),
            ready=pen.share(first.ready_share),
            ready_last=pen.share(last.ready_share),
        )
    )


def _twin(pen: Pen, points: Sequence[DelayPoint], currency: str) -> Table:
    return Table(
        id=f"{_ID}-data",
        title=pen.say("The plan if day zero slips"),
        columns=(
            pen.column("Months", right=True),
            pen.column("Essential", right=True),
            pen.column("Readiness", right=True),
            pen.column("Likely cost, million", right=True),
            pen.column("Bound", right=True),
            pen.column("Coverage", right=True),
        ),
        rows=tuple(_twin_row(pen, point) for point in points),
        note=pen.line("Money in {currency}.", currency=currency),
    )


def _twin_row(pen: Pen, point: DelayPoint) -> Row:
    essential = "" if point.essential is None else pen.share(point.essential)
    cost = pen.number(point.cost_likely / MILLION, 1)
    return row_of(
        pen,
        plain(pen.number(point.months)),
        (essential, pen.share(point.ready_share), cost, pen.share(point.limit), pen.share(point.coverage)),
        key=(_ID, str(point.months)),
        title=text_of(
            pen.line("Weighted coverage if day zero slips by {months} months", months=pen.number(point.months))
        ),
        how=pen.say("Day zero and the horizon slip, dates in the tables do not, and everything is planned again."),
        rows=(),
    )
