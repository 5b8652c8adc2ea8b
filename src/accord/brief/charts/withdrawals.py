"""What is left if one nation leaves: as the plan stands, planned again, and at best."""

from collections.abc import Sequence

from accord.brief.charts.dots import DotChart, DotRow, Series, Shape, draw_dots
from accord.brief.charts.frame import PORTRAIT, known_rows, link, note, row_of
from accord.brief.document import Figure, Row, Table, text_of
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.model.option import Withdrawal

MOST = 20
"""Nations that are drawn; the table holds all."""
_ID = "figure-withdrawals"


def withdrawals(findings: Findings, pen: Pen) -> Figure | None:
    """Coverage without each nation, the worst first; None if no withdrawal was looked at."""
    found = sorted(
        (one for one in findings.withdrawals if one.nation), key=lambda one: (one.replanned, one.coverage, one.nation)
    )
    if not found:
        return None
    whole = _whole(findings)
    explained = [
        pen.line(
            "Weighted coverage, a share of what is wanted. The bound is what no plan without the nation can exceed."
        )
    ]
    if len(found) > MOST:
        left = len(found) - MOST
        explained.append(
            pen.count_line(
                "{n} more nation stands in the table.", "{n} more nations stand in the table.", left, n=pen.number(left)
            )
        )
    return Figure(
        id=_ID,
        title=text_of(
            pen.line(
                "Without {nation} the plan covers {left}; planned again {again}",
                nation=found[0].nation,
                left=pen.share(found[0].coverage),
                again=pen.share(found[0].replanned),
            )
        ),
        svg=_draw(findings, pen, found[:MOST], whole),
        alt=_alt(pen, found, whole),
        width=PORTRAIT,
        note=note(findings, pen, *explained),
        twin=_twin(findings, pen, found),
    )


def _whole(findings: Findings) -> float | None:
    """Weighted coverage of the plan with all nations."""
    for one in findings.withdrawals:
        if not one.nation:
            return one.coverage
    return findings.options[0].coverage if findings.options else None


def _name(findings: Findings, nation: str) -> str:
    row = findings.workspace.nations.get(nation)  # type: ignore[call-overload]
    return str(row.name) if row else ""


def _draw(findings: Findings, pen: Pen, found: Sequence[Withdrawal], whole: float | None) -> str:
    chart = DotChart(
        rows=tuple(
            DotRow(
                name=one.nation,
                label=_name(findings, one.nation),
                values=(one.coverage, one.replanned, one.limit),
                said=(pen.share(one.coverage), pen.share(one.replanned), pen.share(one.limit)),
            )
            for one in found
        ),
        series=(
            Series(shape=Shape.RING, heading=pen.say("as it stands")),
            Series(shape=Shape.DISC, heading=pen.say("planned again")),
            Series(shape=Shape.TICK, heading=pen.say("bound")),
        ),
        names=130.0,
        most=1.0,
        step=0.01,
        reference=None
        if whole is None
        else (whole, text_of(pen.line("with all nations {share}", share=pen.share(whole)))),
    )
    return draw_dots(chart, say=lambda value: pen.share(value, 0))


def _alt(pen: Pen, found: Sequence[Withdrawal], whole: float | None) -> str:
    parts = [
        text_of(
            pen.line(
                "Without {nation}: {left} as it stands, {again} planned again, at most {limit}.",
                nation=one.nation,
                left=pen.share(one.coverage),
                again=pen.share(one.replanned),
                limit=pen.share(one.limit),
            )
        )
        for one in found[:3]
    ]
    last = found[-1]
    if len(found) > 3:
        parts.append(
            text_of(
                pen.line(
                    "Least is lost without {nation}: {again} planned again.",
                    nation=last.nation,
                    again=pen.share(last.replanned),
                )
            )
        )
    if whole is not None:
        parts.append(text_of(pen.line("With all nations: {share}.", share=pen.share(whole))))
    return " ".join(parts)


def _twin(findings: Findings, pen: Pen, found: Sequence[Withdrawal]) -> Table:
    return Table(
        id=f"{_ID}-data",
        title=pen.say("Weighted coverage if one nation leaves"),
        columns=(
            pen.column("Nation", weight=1.0),
            pen.column("Tours lost", right=True),
            pen.column("As it stands", right=True),
            pen.column("Bound", right=True),
            pen.column("Planned again", right=True),
        ),
        rows=tuple(_twin_row(findings, pen, one) for one in found),
    )


def _twin_row(findings: Findings, pen: Pen, one: Withdrawal) -> Row:
    name = _name(findings, one.nation)
    code = link(findings, pen, f"nations/{one.nation}")
    return row_of(
        pen,
        pen.line("{code} {name}", code=code, name=pen.written(name)) if name else (code,),
        (pen.number(one.tours), pen.share(one.coverage), pen.share(one.limit), pen.share(one.replanned)),
        key=(_ID, one.nation),
        title=text_of(pen.line("Weighted coverage without {nation}, planned again", nation=one.nation)),
        how=pen.say("The nation's offers, and those that wait for it, are taken out and the rest is planned again."),
        rows=known_rows(findings, f"nations/{one.nation}", *(f"offers/{offer}" for offer in one.also_out)),
    )
