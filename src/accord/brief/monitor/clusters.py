"""Clusters: where more happened than the record and the coverage let expect."""

from accord.brief.annexes.cells import joined
from accord.brief.document import Line, Mark, Row, Table, Word, plain
from accord.brief.monitor.names import Names
from accord.brief.pen import Pen
from accord.model.cluster import Cluster, Clusters
from accord.model.daily import Daily

_MOST, _NAMED = 5, 4
RAREST = 10_000
"""Days; what chance does more rarely is not told apart."""


def clusters(daily: Daily, names: Names, pen: Pen) -> Table:
    """Clusters of every question, alarms first."""
    found = [
        (answer, number, one)
        for answer in daily.clusters
        for number, one in enumerate(answer.clusters[:_MOST], start=1)
        if one.is_alarm or number == 1
    ]
    return Table(
        id="table-monitor-clusters",
        title=pen.say("More than the record lets expect"),
        columns=(
            pen.column("Asked"),
            pen.column("Where", weight=2.0),
            pen.column("In the last days", right=True),
            pen.column("Reported", right=True),
            pen.column("Expected", right=True),
            pen.column("By chance once in", right=True),
            pen.column("Alarm?"),
        ),
        rows=tuple(_row(pen, answer, number, one, names) for answer, number, one in found),
        note=pen.line(
            "Expected: if nothing had changed, coverage taken into account. An alarm: chance does so once in a month "
            "or less often, if one looks every day."
        ),
        missing=pen.say("The record is too short for a scan."),
    )


def _row(pen: Pen, answer: Clusters, number: int, one: Cluster, names: Names) -> Row:
    asked = {
        "rising": pen.say("rising anywhere"),
        "moving": pen.say("moving here"),
        "hidden": pen.say("rising where coverage fell"),
    }

    def figure(text: str, part: str) -> Line:
        return (
            pen.figure(
                text,
                ("monitor", "cluster", answer.question.value, str(number), part),
                title=", ".join(names.place(place) for place in one.places[:_NAMED]),
                how=pen.say("Space-time scan of incidents by place and day, against replicas of the same record."),
            ),
        )

    alarm: Line = (Word(text=pen.say("alarm"), mark=Mark.POOR),) if one.is_alarm else plain(pen.say("no alarm"))
    return Row(
        cells=(
            plain(asked[answer.question.value]),
            _where(pen, one, names),
            figure(pen.number(one.days), "days"),
            figure(pen.number(one.observed), "observed"),
            figure(pen.number(one.expected, 1), "expected"),
            figure(_once_in(pen, one.recurrence_days), "recurrence"),
            alarm,
        )
    )


def _where(pen: Pen, one: Cluster, names: Names) -> Line:
    rest = len(one.places) - _NAMED
    more = (pen.count_line("{n} more place", "{n} more places", rest, n=str(rest)),) if rest > 0 else ()
    return joined((*(plain(names.place(place)) for place in one.places[:_NAMED]), *more))


def _once_in(pen: Pen, days: float) -> str:
    if days >= RAREST:
        return pen.say("over {n} days").format(n=pen.number(RAREST))
    return pen.language.say_many("{n} day", "{n} days", round(days)).format(n=pen.number(days))
