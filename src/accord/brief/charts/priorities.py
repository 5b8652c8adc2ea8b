"""Coverage of each priority class against what no plan can exceed."""

from dataclasses import dataclass

from accord.brief.charts.frame import PORTRAIT, note, quantity, row_of, started
from accord.brief.charts.legend import legend, swatch
from accord.brief.charts.svg import SMALL, Svg, drawing, element, fitted, hatch, text
from accord.brief.document import Figure, Row, Table, plain, text_of
from accord.brief.findings import Findings
from accord.brief.palette import BLUE, GREY, INK, LIGHT_BLUE, QUIET, RULE
from accord.brief.pen import Pen
from accord.brief.wording import word
from accord.model.option import Option
from accord.model.words import Priority

_ID = "figure-priorities"
_ROW = 30.0
_HEAD = 22.0
_BARS = (96.0, 396.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Class:
    key: str
    name: str
    wanted: float
    """Unit-months."""
    coverage: float
    limit: float
    known: bool
    """Whether the limit is known."""


def by_priority(findings: Findings, pen: Pen) -> Figure | None:
    """Bars of coverage by priority class, with the share that is out of reach; None if nothing is wanted."""
    if not findings.options:
        return None
    option = findings.options[0]
    rows = _classes(pen, option, findings.workspace.settings.step.per_month)
    if not rows:
        return None
    return Figure(
        id=_ID,
        title=_title(pen, rows),
        svg=_draw(pen, rows),
        alt=_alt(pen, rows),
        width=PORTRAIT,
        note=note(
            findings,
            pen,
            pen.line("Share of unit-months wanted."),
            pen.line(
                "No plan can go beyond the limit; that of a lower class holds while the classes above stay as they are."
            ),
        ),
        twin=Table(
            id=f"{_ID}-data",
            title=pen.say("Coverage by priority"),
            columns=(
                pen.column("Priority"),
                pen.column("Wanted, unit-months", right=True),
                pen.column("Limit", right=True),
                pen.column("Coverage", right=True),
            ),
            rows=tuple(_twin_row(pen, row) for row in rows),
        ),
    )


def _classes(pen: Pen, option: Option, months: float) -> tuple[_Class, ...]:
    bounds = {bound.key: bound for bound in option.bounds}
    found = []
    for part in option.by_priority:
        bound = bounds.get(part.key)
        if part.demand > 0:
            known = bound is not None and bound.status != "no bound"
            limit = bound.limit if bound is not None and known else 1.0
            share = min(1.0, max(0.0, part.share))
            found.append(
                _Class(
                    key=part.key,
                    name=started(word(pen, part.key)),
                    wanted=part.demand / months,
                    coverage=share,
                    limit=min(1.0, max(share, limit)),
                    known=known,
                )
            )
    ranks = [priority.value for priority in Priority]
    return tuple(sorted(found, key=lambda row: ranks.index(row.key)))


def _title(pen: Pen, rows: tuple[_Class, ...]) -> str:
    best, worst = rows[0], min(rows, key=lambda row: row.coverage)
    words = {"first": best.name, "share": pen.share(best.coverage, 0)}
    if len(rows) == 1:
        return text_of(pen.line("{first} lines are covered to {share}", **words))
    if worst is best:
        return text_of(pen.line("{first} lines are covered to {share}, less than any other class", **words))
    return text_of(
        pen.line(
            "{first} lines are covered to {share}; {last} ones stand lowest, at {low}",
            **words,
            last=word(pen, worst.key),
            low=pen.share(worst.coverage, 0),
        )
    )


def _alt(pen: Pen, rows: tuple[_Class, ...]) -> str:
    return " ".join(
        text_of(
            pen.line(
                "{name}: {share} of {wanted} unit-months covered, limit {limit}.",
                name=row.name,
                share=pen.share(row.coverage),
                wanted=quantity(pen, row.wanted),
                limit=_limit(pen, row),
            )
        )
        for row in rows
    )


def _limit(pen: Pen, row: _Class) -> str:
    return pen.share(row.limit) if row.known else pen.say("not known")


def _twin_row(pen: Pen, row: _Class) -> Row:
    return row_of(
        pen,
        plain(row.name),
        (quantity(pen, row.wanted), _limit(pen, row), pen.share(row.coverage)),
        key=(_ID, row.key),
        title=text_of(pen.line("Coverage of {name} lines", name=word(pen, row.key))),
        how=pen.say("Unit-months that count as covered over unit-months wanted, of all lines of the class."),
        rows=(),
    )


def _draw(pen: Pen, rows: tuple[_Class, ...]) -> str:
    parts = [hatch(f"{_ID}-out", GREY, gap=4.0, width=0.7), *_head(pen)]
    for number, row in enumerate(rows):
        parts.extend(_bar(pen, row, _HEAD + number * _ROW))
    return drawing(PORTRAIT, _HEAD + len(rows) * _ROW, parts)


def _head(pen: Pen) -> tuple[Svg, ...]:
    keys = (
        (swatch(BLUE), pen.say("covered")),
        (swatch(LIGHT_BLUE), pen.say("not ruled out")),
        (swatch(f"url(#{_ID}-out)", edge=GREY), pen.say("out of reach of any plan")),
    )
    return legend(keys, _BARS[0], PORTRAIT)


def _bar(pen: Pen, row: _Class, y: float) -> tuple[Svg, ...]:
    left, right = _BARS
    full = right - left
    at, end = left + row.coverage * full, left + row.limit * full
    top, height = y + 2.0, 15.0
    said = text_of(pen.line("limit {limit}", limit=_limit(pen, row)))
    wanted = text_of(pen.line("of {wanted} unit-months", wanted=quantity(pen, row.wanted)))
    return (
        text(fitted(row.name, left - 8, weight=600), 0, y + 13, weight=600),
        element(
            "rect",
            x=end,
            y=top,
            width=right - end,
            height=height,
            fill=f"url(#{_ID}-out)",
            stroke=RULE,
            stroke_width=0.5,
        ),
        element("rect", x=at, y=top, width=end - at, height=height, fill=LIGHT_BLUE),
        element("rect", x=left, y=top, width=at - left, height=height, fill=BLUE),
        *(
            (element("line", x1=end, x2=end, y1=top - 1.5, y2=top + height + 1.5, stroke=INK, stroke_width=1.2),)
            if row.known
            else ()
        ),
        text(said, min(end, right), y + 26.5, size=SMALL, fill=QUIET, anchor="end"),
        text(pen.share(row.coverage), right + 8, y + 13, weight=600),
        text(fitted(wanted, PORTRAIT - right - 8, size=SMALL), right + 8, y + 23.5, size=SMALL, fill=QUIET),
    )
