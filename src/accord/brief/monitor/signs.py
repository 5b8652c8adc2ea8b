"""Signs of a build-up: the state of each area, and every contribution to it."""

from accord.brief.annexes.cells import joined
from accord.brief.document import Block, Line, Mark, Paragraph, Row, Table, Word, plain
from accord.brief.monitor.grounds import ground
from accord.brief.monitor.ratios import ratio, violence
from accord.brief.monitor.words import known_word
from accord.brief.pen import Pen
from accord.model.daily import Daily
from accord.model.indicator import AreaSigns, Indicator, State

_MARKS = {
    State.REGROUPING: Mark.POOR,
    State.FIGHTING: Mark.POOR,
    State.EASING: Mark.GOOD,
    State.QUIET: Mark.GOOD,
    State.TOO_LITTLE: Mark.FAIR,
    State.UNOBSERVED: Mark.FAIR,
}


def signs(daily: Daily, pen: Pen) -> tuple[Block, ...]:
    """States of areas, then the ledger of contributions."""
    ledger = daily.ledger
    if ledger is None:
        missing = pen.line("Nothing to show: {missing}", missing=pen.say("the coverage log is missing or too short."))
        return (Paragraph(words=missing, style="missing"),)
    said = pen.line(
        "The last {now} days (now) against the {before} before them. Full days: days of full watching; ten days on "
        "which half would be reported are five. Ratios are of rates a full day, with an interval of 90 %. Being "
        "refused access counts as a sign by itself.",
        now=str(ledger.now_days),
        before=str(ledger.before_days),
    )
    return Paragraph(words=said, style="note"), _states(daily, pen), _ledger(daily, pen)


def _states(daily: Daily, pen: Pen) -> Table:
    areas, now_days = (daily.ledger.areas, daily.ledger.now_days) if daily.ledger else ((), 0)
    return Table(
        id="table-monitor-states",
        title=pen.say("A lull, a peace or a regrouping"),
        columns=(
            pen.column("Area", weight=1.2),
            pen.column("Looks like"),
            pen.column("Violence, now over before", right=True, weight=1.1),
            pen.column("All signs, now over before", right=True, weight=1.1),
            pen.column("Why", weight=2.4),
        ),
        rows=tuple(
            Row(
                cells=(
                    plain(one.name),
                    (Word(text=known_word(pen, one.state.value), mark=_MARKS.get(one.state)),),
                    violence(pen, one),
                    ratio(pen, one.buildup, one.area, "build-up", of=f"{one.name}, {pen.say('Signs of a build-up')}"),
                    joined((ground(pen, one, reason, now_days=now_days) for reason in one.reasons), by="; "),
                )
            )
            for one in areas
        ),
        note=pen.line("No state is a verdict: it says where to look."),
    )


def _ledger(daily: Daily, pen: Pen) -> Table:
    areas = daily.ledger.areas if daily.ledger else ()
    return Table(
        id="table-monitor-signs",
        title=pen.say("Signs, each with what it adds"),
        columns=(
            pen.column("Area", weight=1.2),
            pen.column("Sign", weight=1.4),
            pen.column("Now", right=True),
            pen.column("in full days", right=True),
            pen.column("Before", right=True),
            pen.column("in full days", right=True),
            pen.column("Now over before", right=True, weight=1.1),
            pen.column("Adds", right=True),
        ),
        rows=tuple(_row(pen, area, one) for area in areas for one in area.indicators if _is_told(one)),
        note=pen.line(
            "Adds: sightings now beyond what the record before lets expect; the sum is what the signs come to together."
            " Signs that were never reported are left out. \N{INFINITY}: no upper end."
        ),
        missing=pen.say("No sign of a build-up was reported."),
    )


def _is_told(one: Indicator) -> bool:
    return bool(one.change.now or one.change.before)


def _row(pen: Pen, area: AreaSigns, one: Indicator) -> Row:
    key = (area.area, one.sign.value)
    name = known_word(pen, one.sign.value)
    how = pen.say("Sightings and the days on which they would have been reported; denials and jamming in days.")

    def number(value: float, digits: int, part: str) -> Line:
        title = f"{area.name}, {name}"
        text = pen.number(value, digits)
        return (pen.figure(text, ("monitor", "sign", *key, part), title=title, how=how, rows=one.reason.rows),)

    return Row(
        cells=(
            plain(area.name),
            plain(name),
            number(one.change.now, 0, "now"),
            number(one.change.now_days, 1, "now-days"),
            number(one.change.before, 0, "before"),
            number(one.change.before_days, 1, "before-days"),
            ratio(pen, one.change, *key, of=f"{area.name}, {name}"),
            number(one.change.surplus, 1, "surplus"),
        )
    )
