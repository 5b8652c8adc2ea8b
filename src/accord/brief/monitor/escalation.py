"""Is it escalating? Four figures, each with what it means and what it does not say."""

from accord.brief.annexes.cells import joined
from accord.brief.document import Block, Line, Mark, Paragraph, Row, Table, Word, plain
from accord.brief.pen import Pen
from accord.model.daily import Daily
from accord.model.escalation import Escalation, Following, Gap, Lately, Level, Repeats

LEAST_CHANCE = 0.05
"""Near repeats that chance brings about less often are told as more than chance."""
RUNAWAY = 1.0
"""Ratio from which each incident replaces itself."""


def escalation(daily: Daily, pen: Pen) -> tuple[Block, ...]:
    """The figures, or one line that says why there are none."""
    found = daily.escalation
    if found is None:
        missing = pen.say("it was not asked; run accord monitor again.")
        return (Paragraph(words=pen.line("Nothing to show: {missing}", missing=missing), style="missing"),)
    if found.gap is not None:
        return (Paragraph(words=_missing(found, found.gap, pen), style="missing"),)
    rows = (
        *([_following(found.following, pen)] if found.following else []),
        *([_repeats(found.repeats, pen)] if found.repeats else []),
        *([_lately(found.lately, pen)] if found.lately else []),
        _levels(found.levels, pen),
    )
    return (
        Table(
            id="table-monitor-escalation",
            title=pen.say("Fire that brings about fire, and changes of its rate"),
            columns=(
                pen.column("Asked", weight=1.0),
                pen.column("Found", weight=1.1),
                pen.column("What it means", weight=2.0),
                pen.column("What it does not say", weight=2.0),
            ),
            rows=rows,
            note=_note(found, pen),
        ),
    )


def _missing(found: Escalation, gap: Gap, pen: Pen) -> Line:
    why = {
        Gap.FEW: pen.say("too few incidents of fire to tell ({n} since {day})."),
        Gap.SHORT: pen.say("the record is too short to tell ({n} incidents of fire since {day})."),
        Gap.UNWATCHED: pen.say("too few incidents of fire where somebody watched ({n} in all since {day})."),
    }[gap]
    missing = why.format(n=pen.number(found.incidents), day=pen.day(found.first))
    return pen.line("Nothing to show: {missing}", missing=missing)


def _note(found: Escalation, pen: Pen) -> Line:
    said = pen.line(
        "{n} incidents of fire from {first} to {last}, all areas together, what was notified beforehand left out.",
        n=_figure(pen, pen.number(found.incidents), "incidents", pen.say("Incidents of fire of the record")),
        first=pen.day(found.first),
        last=pen.day(found.last),
    )
    if not found.is_covered:
        return (*said, *pen.line(" There is no log of coverage: more cameras would look like more fire."))
    return (*said, *pen.line(" Coverage is taken into account."))


def _figure(pen: Pen, text: str, part: str, title: str, *, mark: Mark | None = None) -> Word:
    return pen.figure(
        text,
        ("monitor", "escalation", part),
        title=title,
        how=pen.say(
            "Incidents of fire that at least as likely as not took place and that not only parties tell of, by area "
            "and moment, against the expected share reported."
        ),
        mark=mark,
    )


def _following(found: Following, pen: Pen) -> Row:
    ends = f"{pen.number(found.low, 2)}\N{EN DASH}{pen.number(found.high, 2)}"
    grave = Mark.POOR if found.low >= RUNAWAY else Mark.FAIR if found.high >= RUNAWAY else None
    ratio = pen.say("Incidents that follow from one")
    figure = _figure(pen, f"{pen.number(found.ratio, 2)} ({ends})", "following", ratio, mark=grave)
    if found.low <= 0:
        means = pen.line("Incidents may well come by themselves: that none follows from another fits as well.")
    elif found.high < RUNAWAY:
        means = pen.line(
            "Some incidents follow from others, but fewer than one from each: without new ones it dies down."
        )
    else:
        means = pen.line("Each incident may bring about another or more: it may keep itself going, or grow.")
    return Row(
        cells=(
            plain(pen.say("How many incidents follow from one?")),
            (figure,),
            means,
            pen.line(
                "Who answers whom. An incident that was counted twice looks like one that follows from the other."
            ),
        )
    )


def _repeats(found: Repeats, pen: Pen) -> Row:
    title = pen.say("Pairs near in place and time")
    words = {"km": pen.number(found.km), "days": pen.number(found.days)}
    if found.p <= LEAST_CHANCE:
        means = pen.line(
            "More incidents lie within {km} km and {days} days of one another than chance brings.", **words
        )
    else:
        means = pen.line(
            "No more incidents lie within {km} km and {days} days of one another than chance brings.", **words
        )
    return Row(
        cells=(
            plain(pen.say("Does it soon strike again nearby?")),
            pen.line(
                "{pairs} pairs, {expected} expected, chance {p}",
                pairs=_figure(pen, pen.number(found.pairs), "pairs", title),
                expected=_figure(pen, pen.number(found.expected), "pairs-expected", title),
                p=_figure(pen, pen.share(found.p), "pairs-chance", title),
            ),
            means,
            pen.line("That one brought about the other: fighting that moves through an area looks the same."),
        )
    )


def _lately(found: Lately, pen: Pen) -> Row:
    title = pen.say("A rise in the last days")
    if found.onset is None:
        shown: Line = plain(pen.say("no"))
        means = pen.line(
            "Nothing in the last {days} days stands out from the {base} before.",
            days=pen.number(found.days),
            base=pen.number(found.base_days),
        )
    else:
        times = _figure(pen, pen.number(found.onset.ratio, 1), "onset", title, mark=Mark.POOR)
        shown = pen.line("since {day}, {times} times the usual", day=pen.day(found.onset.since), times=times)
        means = pen.line(
            "Fire rose then, and from {day} on it could be told from chance.", day=pen.day(found.onset.noticed)
        )
    return Row(
        cells=(
            plain(pen.say("Has it risen lately?")),
            shown,
            means,
            pen.line(
                "Where, and whether it lasts. By chance alone {p} of such periods show a rise; where fire comes in "
                "bursts, more.",
                p=_figure(pen, pen.share(found.false_alarm), "onset-chance", title),
            ),
        )
    )


def _levels(found: tuple[Level, ...], pen: Pen) -> Row:
    parts = [_level(one, number, pen) for number, one in enumerate(found)]
    if len(found) > 1:
        means = pen.line("Between these days the rate changed and then stayed for a while.")
    else:
        means = pen.line("No lasting change of the rate stands out.")
    return Row(
        cells=(
            plain(pen.say("When did its level change?")),
            joined(parts),
            means,
            pen.line("Why. What lasts only some days is not told from a burst."),
        )
    )


def _level(one: Level, number: int, pen: Pen) -> Line:
    if one.rate is None:
        return pen.line("from {day}: not observed", day=pen.day(one.first))
    title = pen.say("Incidents of fire a day of full watching")
    rate = _figure(pen, pen.number(one.rate, 1), f"level-{number}", title)
    return pen.line("from {day}: {rate} a day", day=pen.day(one.first), rate=rate)
