"""What each nation carries beside its means: share of people-months against share of gross domestic product."""

from collections.abc import Sequence
from dataclasses import dataclass

from accord.brief.charts.dots import DotChart, DotRow, Series, Shape, draw_dots
from accord.brief.charts.frame import PORTRAIT, known_rows, link, note, quantity, row_of
from accord.brief.document import Figure, Row, Table, text_of
from accord.brief.findings import Findings
from accord.brief.pen import Pen

MOST = 40
"""Nations that are drawn; the table holds all."""
_ID = "figure-burden"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Share:
    nation: str
    name: str
    people_months: float
    carried: float
    """Share of all people-months."""
    means: float | None
    """Share of the gross domestic product of all these nations; None: not stated."""


def burden(findings: Findings, pen: Pen) -> Figure | None:
    """Shares of burden and means of nations with a live offer, the heaviest burden first; None if nobody serves."""
    rows = _shares(findings)
    if not rows:
        return None
    explained = [
        pen.line(
            "Share of people-months on lines, and of the gross domestic product of nations whose offers can be used."
        )
    ]
    if len(rows) > MOST:
        left = len(rows) - MOST
        explained.append(
            pen.count_line(
                "{n} more nation stands in the table.", "{n} more nations stand in the table.", left, n=pen.number(left)
            )
        )
    return Figure(
        id=_ID,
        title=_title(pen, rows),
        svg=_draw(pen, rows[:MOST]),
        alt=_alt(pen, rows),
        width=PORTRAIT,
        note=note(findings, pen, *explained),
        twin=Table(
            id=f"{_ID}-data",
            title=pen.say("Burden and means by nation"),
            columns=(
                pen.column("Nation", weight=1.0),
                pen.column("Share of gross domestic product", right=True),
                pen.column("People-months", right=True),
                pen.column("Share of people-months", right=True),
            ),
            rows=tuple(_twin_row(findings, pen, row) for row in rows),
        ),
    )


def _shares(findings: Findings) -> tuple[_Share, ...]:
    if not findings.options:
        return ()
    option, nations = findings.options[0], findings.workspace.nations
    load: dict[str, float] = {}
    for tour in option.tours:
        months = tour.periods / findings.workspace.settings.step.per_month
        load[tour.nation] = load.get(tour.nation, 0.0) + tour.people * months
    members = {verdict.nation for verdict in option.verdicts if verdict.live} | load.keys()
    known = {str(code): row for code, row in nations.items() if code in members}
    wealth = sum(row.gdp_eur or 0.0 for row in known.values())
    total = sum(load.values())
    if total <= 0:
        return ()
    shares = []
    for nation in members:
        row = known.get(nation)
        gdp = row.gdp_eur if row else None
        shares.append(
            _Share(
                nation=nation,
                name=str(row.name) if row else "",
                people_months=load.get(nation, 0.0),
                carried=load.get(nation, 0.0) / total,
                means=gdp / wealth if gdp is not None and wealth > 0 else None,
            )
        )
    return tuple(sorted(shares, key=lambda share: (-share.carried, share.nation)))


def _title(pen: Pen, rows: Sequence[_Share]) -> str:
    first = rows[0]
    if first.means is None:
        return text_of(
            pen.line(
                "{nation} carries most: {carried} of the people-months",
                nation=first.nation,
                carried=pen.share(first.carried),
            )
        )
    return text_of(
        pen.line(
            "{nation} carries most: {carried} of the people-months, with {means} of the gross domestic product",
            nation=first.nation,
            carried=pen.share(first.carried),
            means=pen.share(first.means),
        )
    )


def _alt(pen: Pen, rows: Sequence[_Share]) -> str:
    stated = [row for row in rows if row.means is not None]
    more = [row for row in stated if row.carried > (row.means or 0.0)]
    first = pen.count_line(
        "{n} of {all} nations with a known gross domestic product carries more than its share of it.",
        "{n} of {all} nations with a known gross domestic product carry more than their share of it.",
        len(more),
        n=pen.number(len(more)),
        all=pen.number(len(stated)),
    )
    parts = [
        text_of(
            pen.line(
                "{nation}: {carried} of people-months, {means} of the product.",
                nation=row.nation,
                carried=pen.share(row.carried),
                means=_means(pen, row),
            )
        )
        for row in rows[:5]
    ]
    return " ".join((text_of(first), *parts))


def _means(pen: Pen, row: _Share) -> str:
    return pen.say("not stated") if row.means is None else pen.share(row.means)


def _draw(pen: Pen, rows: Sequence[_Share]) -> str:
    chart = DotChart(
        rows=tuple(
            DotRow(
                name=row.nation,
                label=row.name,
                values=(row.carried, row.means),
                said=(pen.share(row.carried), _means(pen, row)),
            )
            for row in rows
        ),
        series=(
            Series(shape=Shape.DISC, heading=pen.say("people-months")),
            Series(shape=Shape.DIAMOND, heading=pen.say("domestic product")),
        ),
        names=130.0,
        most=1.0,
        row=12.5,
    )
    return draw_dots(chart, say=lambda value: pen.share(value, 0))


def _twin_row(findings: Findings, pen: Pen, row: _Share) -> Row:
    code = link(findings, pen, f"nations/{row.nation}")
    return row_of(
        pen,
        pen.line("{code} {name}", code=code, name=pen.written(row.name)) if row.name else (code,),
        (_means(pen, row), quantity(pen, row.people_months), pen.share(row.carried)),
        key=(_ID, row.nation),
        title=text_of(pen.line("Share of {nation} in all people-months", nation=row.nation)),
        how=pen.say("People of its tours times their months, over those of all nations."),
        rows=known_rows(findings, f"nations/{row.nation}"),
    )
