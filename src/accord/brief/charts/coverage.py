"""What is wanted and what is covered over time, one small chart a component."""

from collections.abc import Sequence

import numpy as np

from accord.brief.charts.components import Component, components
from accord.brief.charts.coverage_panels import draw_panels
from accord.brief.charts.demand import Demand, demand
from accord.brief.charts.frame import PORTRAIT, note, quantity
from accord.brief.document import Align, Column, Figure, Line, Row, Table, Word, plain, text_of
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.brief.wording import component_name

MOST = 12
"""Components that are drawn; the table holds all."""
_ID = "figure-periods"


def by_period(findings: Findings, pen: Pen) -> Figure | None:
    """Covered against wanted over the horizon, by component, the shortest first; None if nothing is wanted."""
    if not findings.options:
        return None
    found = demand(findings, findings.options[0])
    parts = components(pen, found, findings.workspace.settings.step.per_month)
    if not parts:
        return None
    explained = [pen.line("Units in each period. Each component has its own scale.")]
    if len(parts) > MOST:
        left = len(parts) - MOST
        explained.append(
            pen.count_line("{n} more stands in the table.", "{n} more stand in the table.", left, n=pen.number(left))
        )
    return Figure(
        id=_ID,
        title=_title(pen, parts),
        svg=draw_panels(pen, found.bounds, parts[:MOST], _ID),
        alt=_alt(pen, found, parts),
        width=PORTRAIT,
        note=note(findings, pen, *explained),
        twin=_twin(pen, found, parts),
    )


def _title(pen: Pen, parts: Sequence[Component]) -> str:
    worst = parts[0]
    if quantity(pen, worst.short) == "0":
        return pen.say("Every component is covered in every period")
    return text_of(
        pen.line(
            "{component} is short most: {short} of {wanted} unit-months",
            component=worst.name,
            short=quantity(pen, worst.short),
            wanted=quantity(pen, worst.demand),
        )
    )


def _alt(pen: Pen, found: Demand, parts: Sequence[Component]) -> str:
    sentences = [
        text_of(
            pen.line(
                "{name}: {share} of {wanted} unit-months.",
                name=part.name,
                share=pen.share(part.share),
                wanted=quantity(pen, part.demand),
            )
        )
        for part in parts
    ]
    wanted = found.wanted.sum(axis=0)
    shares = np.where(wanted > 0, found.covered.sum(axis=0) / np.where(wanted > 0, wanted, 1.0), 1.0)
    lowest = int(shares.argmin())
    trend = pen.line(
        "All together: {first} in the first period, {last} in the last, lowest {low} in the period from {day}.",
        first=pen.share(float(shares[0])),
        last=pen.share(float(shares[-1])),
        low=pen.share(float(shares[lowest])),
        day=pen.day(found.bounds[lowest]),
    )
    return " ".join((*sentences, text_of(trend)))


def _twin(pen: Pen, found: Demand, parts: Sequence[Component]) -> Table:
    targets = [_enter(pen, part) for part in parts]
    rows = [
        Row(
            cells=(
                plain(pen.day(first)),
                *(_cell(pen, part, period, target) for part, target in zip(parts, targets, strict=True)),
            )
        )
        for period, first in enumerate(found.bounds[:-1])
    ]
    total = tuple(
        (Word(text=_of(pen, part.demand - part.short, part.demand), target=target, strong=True),)
        for part, target in zip(parts, targets, strict=True)
    )
    rows.append(Row(cells=(plain(pen.say("Unit-months")), *total), strong=True))
    return Table(
        id=f"{_ID}-data",
        title=pen.say("Units covered of units wanted, by component and period"),
        columns=(pen.column("Period from"), *(Column(heading=part.name, align=Align.RIGHT) for part in parts)),
        rows=tuple(rows),
    )


def _enter(pen: Pen, part: Component) -> str:
    return pen.ledger.enter(
        (_ID, part.key),
        title=text_of(pen.line("Covered of component {name}", name=component_name(pen, part.key))),
        value=_of(pen, part.demand - part.short, part.demand),
        how=pen.say(
            "Units that count and units wanted on all lines of the component: unit-months of the horizon, "
            "units of one period."
        ),
        rows=part.lines,
    )


def _cell(pen: Pen, part: Component, period: int, target: str) -> Line:
    return (Word(text=_of(pen, float(part.covered[period]), float(part.wanted[period])), target=target),)


def _of(pen: Pen, covered: float, wanted: float) -> str:
    said = pen.line("{covered} of {wanted}", covered=quantity(pen, covered), wanted=quantity(pen, wanted))
    return text_of(said).replace(" ", "\N{NO-BREAK SPACE}")
