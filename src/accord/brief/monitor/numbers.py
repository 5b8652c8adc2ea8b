"""Numbers of the daily report: each with its period, and with the way it was counted."""

import datetime as dt
from collections.abc import Sequence

from accord.brief.annexes.cells import joined
from accord.brief.document import Line, Mark, Word
from accord.brief.monitor.words import in_unit
from accord.brief.pen import Pen
from accord.model.daily import AreaFigures, Daily, Tally
from accord.model.report import CountUnit
from accord.model.watched import Watched

MOST_ROWS = 60
LEAST_PROBABILITY = 0.5
"""Of an incident that counts."""


def first_day(daily: Daily) -> dt.date:
    """First day of the period."""
    return daily.day - dt.timedelta(days=daily.days - 1)


def days_text(pen: Pen, daily: Daily, *, before: bool = False) -> str:
    """The period as days; several days say from when to when."""
    back = dt.timedelta(days=daily.days if before else 0)
    first, last = first_day(daily) - back, daily.day - back
    if daily.days == 1:
        return pen.day(last)
    return pen.say("{first} to {last}").format(first=pen.day(first), last=pen.day(last))


def incidents(pen: Pen, daily: Daily, *, strong: bool = False) -> Word:
    """Incidents of the period."""
    return pen.figure(
        pen.number(daily.incidents),
        ("monitor", "incidents"),
        title=pen.say("Incidents of the period"),
        how=_counted(pen),
        rows=_rows(daily),
        strong=strong,
    )


def before(pen: Pen, daily: Daily) -> Word:
    """Incidents of the period before."""
    return pen.figure(
        pen.number(daily.before),
        ("monitor", "before"),
        title=pen.say("Incidents of the period before"),
        how=_counted(pen),
    )


def claimed(pen: Pen, daily: Daily, value: int) -> Word:
    """Incidents of the period that only parties tell of."""
    return pen.figure(
        pen.number(value),
        ("monitor", "claimed"),
        title=pen.say("Incidents that only parties tell of"),
        how=pen.say("Not among the incidents that count."),
        rows=_rows(daily, is_claimed=True),
    )


def fire(pen: Pen, daily: Daily, *, is_before: bool = False) -> Word:
    """Incidents of fire of the period, or of the one before."""
    count = sum(one.incidents for one in (daily.tallies_before if is_before else daily.tallies))
    titles = pen.say("Incidents of fire of the period"), pen.say("Incidents of fire of the period before")
    return pen.figure(
        pen.number(count),
        ("monitor", "fire", "before" if is_before else "now"),
        title=titles[is_before],
        how=pen.say("Explosions, shelling, shots and strikes among the incidents that count."),
    )


def _rows(daily: Daily, area: str | None = None, *, is_claimed: bool = False) -> list[str]:
    return [
        f"incidents/{one.incident}"
        for one in daily.notices
        if one.claimed == is_claimed
        and (is_claimed or one.probability >= LEAST_PROBABILITY)
        and (area is None or one.within == area)
    ][:MOST_ROWS]


def _counted(pen: Pen) -> str:
    return pen.say(
        "Incidents that at least as likely as not took place and that not only parties tell of, by the day on which "
        "they began; reports of the same event are one incident."
    )


def area_count(pen: Pen, daily: Daily, area: AreaFigures, name: str) -> Word:
    """A count of one area: incidents, before, fire, claimed."""
    value = getattr(area, name)
    titles = {
        "incidents": pen.say("Incidents of the period"),
        "before": pen.say("Incidents of the period before"),
        "fire": pen.say("Incidents of fire of the period"),
        "fire_before": pen.say("Incidents of fire of the period before"),
        "claimed": pen.say("Incidents that only parties tell of"),
    }
    return pen.figure(
        pen.number(value),
        ("monitor", area.area or "-", name),
        title=f"{titles[name]}: {area.name}",
        how=_counted(pen),
        rows=_rows(daily, area.area, is_claimed=name == "claimed") if name in ("incidents", "claimed") else (),
    )


def share(pen: Pen, watched: Watched | None, key: Sequence[str], *, title: str, bar: bool = True) -> Word:
    """Expected share of violence reported, with its band; words where there is no number."""
    if watched is None:
        return Word(text=pen.say("no log"), quiet=True)
    if watched.share is None:
        return Word(text=pen.say("not observed"), mark=Mark.POOR)
    text = pen.share(watched.share, 0)
    if watched.high - watched.low >= 0.005:
        ends = pen.number(100 * watched.low), pen.number(100 * watched.high)
        text = f"{text} ({ends[0]}\N{EN DASH}{ends[1]})"
    return pen.figure(
        text,
        ("monitor", "share", *key),
        title=title,
        how=watched_how(pen),
        bar=watched.share if bar else None,
    )


def watched_how(pen: Pen) -> str:
    """How an expected share of violence reported is counted."""
    return pen.say(
        "Expected share of violence that would be reported, mean over ground and hours; watches of one means see "
        "the same, different means miss independently; the band: all alike, all independent."
    )


def tally_line(pen: Pen, tallies: Sequence[Tally], key: Sequence[str], *, of: str) -> Line:
    """Totals, each in its unit.

    Parameters
    ----------
    of
        Area and period, or claim, that they belong to.
    """
    return joined(_tally(pen, one, key, of) for one in tallies)


def _tally(pen: Pen, one: Tally, key: Sequence[str], of: str) -> Line:
    low, high = pen.number(one.low), pen.number(one.high)
    figure = pen.figure(
        low if low == high else f"{low}\N{EN DASH}{high}",
        ("monitor", "tally", *key, one.unit),
        title=f"{pen.say('Fire counted in its units')}: {of}",
        how=pen.say("Sum of the least and of the highest counts of incidents of fire in this unit alone."),
    )
    words = (
        pen.count_line("{n} other incident", "{n} other incidents", round(one.high), n=figure)
        if one.unit == CountUnit.INCIDENT
        else in_unit(pen, one.unit, one.high, figure)
    )
    if not one.notified:
        return words
    return (
        *words,
        *pen.line(" (notified: {n})", n=Word(text=pen.number(one.notified), target=figure.target)),
    )
