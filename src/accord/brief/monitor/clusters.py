"""Clusters: where more happened than the record and the coverage let expect."""

from accord.brief.annexes.cells import joined
from accord.brief.document import Line, Mark, Row, Table, Word, plain
from accord.brief.pen import Pen
from accord.model.cluster import Cluster, Clusters
from accord.model.daily import Daily

_MOST, _NAMED = 5, 4


def clusters(daily: Daily, pen: Pen) -> Table:
    """Clusters of every question, alarms first."""
    found = [
        (answer, number, one)
        for answer in daily.clusters
        for number, one in enumerate(answer.clusters[:_MOST], start=1)
        if one.is_alarm or number == 1
    ]
    names = {one.area: one.name for one in daily.areas}
    return Table(
        id="table-monitor-clusters",
        title=pen.say("More than the record lets expect"),
        columns=(
            pen.column("Asked"),
            pen.column("Where", weight=2.0),
            pen.column("Last days", right=True),
            pen.column("Reported", right=True),
            pen.column("Expected", right=True),
            pen.column("By chance once in days", right=True),
            pen.column("", weight=0.8),
        ),
        rows=tuple(_row(pen, answer, number, one, names) for answer, number, one in found),
        note=pen.line(
            "Expected: if nothing had changed, coverage taken into account. An alarm: a chance that looking every day "
            "gives about once in a month or less."
        ),
        missing=pen.say("The record is too short for a scan."),
    )


def _row(pen: Pen, answer: Clusters, number: int, one: Cluster, names: dict[str, str]) -> Row:
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
                title=", ".join(names.get(place, place) for place in one.places[:_NAMED]),
                how=pen.say("Space-time scan of incidents by place and day, against replicas of the same record."),
            ),
        )

    alarm: Line = (Word(text=pen.say("alarm"), mark=Mark.POOR),) if one.is_alarm else plain(pen.say("no alarm"))
    return Row(
        cells=(
            plain(asked[answer.question.value]),
            joined(plain(names.get(place, place)) for place in one.places[:_NAMED]),
            figure(pen.number(one.days), "days"),
            figure(pen.number(one.observed), "observed"),
            figure(pen.number(one.expected, 1), "expected"),
            figure(pen.number(min(one.recurrence_days, 1e6)), "recurrence"),
            alarm,
        )
    )
