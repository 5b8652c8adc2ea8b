"""What a reader must know first: headline sentences, each with its period and its coverage."""

from accord.brief.annexes.cells import joined
from accord.brief.document import Block, Bullets, Line, Paragraph, Word, plain
from accord.brief.monitor import numbers
from accord.brief.monitor.names import Names
from accord.brief.monitor.words import known_word
from accord.brief.pen import Pen
from accord.model.daily import Daily
from accord.model.indicator import State
from accord.model.watched import Standing

_NAMED = 4


def lead(daily: Daily, names: Names, pen: Pen) -> tuple[Block, ...]:
    """The headline, then what stands out."""
    parts = (_signs, _fire, _where, _breaches, _barred, _lost, _dark, _since)
    items = (_alarms(daily, names, pen), *(part(daily, pen) for part in parts))
    return (
        Paragraph(words=_headline(daily, pen), style="lead"),
        Bullets(items=tuple(item for item in items if item)),
    )


def _headline(daily: Daily, pen: Pen) -> Line:
    found = _count(daily, pen)
    if daily.watched is None:
        return (*found, *pen.line(" There is no log of coverage: counts are counts of reports, and none is not quiet."))
    if daily.watched.share is None:
        return (*found, *pen.line(" Nobody looked."))
    watched = numbers.share(pen, daily.watched, ("all",), title=pen.say("Violence that would be reported"))
    before = numbers.share(
        pen, daily.watched_before, ("all", "before"), title=pen.say("Violence that would have been reported before")
    )
    return (
        *found,
        *pen.line(
            " Of all violence, {share} would be reported; before, {before}.", share=_bare(watched), before=_bare(before)
        ),
    )


def _count(daily: Daily, pen: Pen) -> Line:
    words: dict[str, Word | Line | str] = {
        "n": numbers.incidents(pen, daily, strong=True),
        "days": numbers.days_text(pen, daily),
        "before": numbers.before(pen, daily),
    }
    if daily.days == 1:
        return pen.count_line(
            "{n} incident on {days}; {before} the day before.",
            "{n} incidents on {days}; {before} the day before.",
            daily.incidents,
            **words,
        )
    return pen.count_line(
        "{n} incident, {days}; {before} in the {length} before.",
        "{n} incidents, {days}; {before} in the {length} before.",
        daily.incidents,
        length=pen.language.say_many("{n} day", "{n} days", daily.days).format(n=daily.days),
        **words,
    )


def _bare(word: Word) -> Word:
    return Word(text=word.text, target=word.target)


def _fire(daily: Daily, pen: Pen) -> Line:
    now, before = (_fire_count(daily, pen, is_before=is_before) for is_before in (False, True))
    return pen.line(
        "Fire: {now}; before: {before}. Different units are never added.",
        now=(*now, *_spelt(pen, daily, is_before=False)),
        before=(*before, *_spelt(pen, daily, is_before=True)),
    )


def _fire_count(daily: Daily, pen: Pen, *, is_before: bool) -> Line:
    count = sum(one.incidents for one in (daily.tallies_before if is_before else daily.tallies))
    return pen.count_line("{n} incident", "{n} incidents", count, n=numbers.fire(pen, daily, is_before=is_before))


def _spelt(pen: Pen, daily: Daily, *, is_before: bool) -> Line:
    tallies = daily.tallies_before if is_before else daily.tallies
    if not tallies:
        return ()
    of = numbers.days_text(pen, daily, before=is_before)
    line = numbers.tally_line(pen, tallies, ("before" if is_before else "now",), of=of)
    return (Word(text=" ("), *line, Word(text=")"))


def _where(daily: Daily, pen: Pen) -> Line:
    most = [one for one in daily.areas if one.area and one.incidents][:_NAMED]
    if not most:
        return ()
    return pen.line(
        "Where: {areas}.",
        areas=joined(
            pen.line(
                "{area} {n} (before {before})",
                area=one.name,
                n=numbers.area_count(pen, daily, one, "incidents"),
                before=numbers.area_count(pen, daily, one, "before"),
            )
            for one in most
        ),
    )


def _breaches(daily: Daily, pen: Pen) -> Line:
    sure, likely = (sum(getattr(one, name) for one in daily.terms) for name in ("breach", "likely"))
    if not daily.terms:
        return ()
    return pen.line(
        "Findings: {sure} of a breach, {likely} of a likely breach; both together {before} in the period before.",
        sure=_total(pen, sure, "breach"),
        likely=_total(pen, likely, "likely"),
        before=_total(pen, sum(one.before for one in daily.terms), "before"),
    )


def _total(pen: Pen, value: int, name: str) -> Word:
    return pen.figure(
        pen.number(value),
        ("monitor", "findings", name),
        title=pen.say("Findings of all terms"),
        how=pen.say("Incidents judged against each term of the deal; one incident may have findings of several terms."),
    )


def _signs(daily: Daily, pen: Pen) -> Line:
    if daily.ledger is None:
        return ()
    found = [one.name for one in daily.ledger.areas if one.state is State.REGROUPING]
    if not found:
        return ()
    return pen.line(
        "Signs of a build-up rise while violence falls or cannot be seen: {areas}.",
        areas=joined((Word(text=name, target="monitor-signs"),) for name in found[:_NAMED]),
    )


def _alarms(daily: Daily, names: Names, pen: Pen) -> Line:
    found = {one.centre: one for answer in daily.clusters for one in answer.alarms}
    if not found:
        return ()
    areas = joined((Word(text=names.place(one), target="monitor-clusters"),) for one in [*found][:_NAMED])
    return pen.line("Alarm: more violence than the record and the coverage let expect, around {areas}.", areas=areas)


def _barred(daily: Daily, pen: Pen) -> Line:
    if not daily.restrictions:
        return ()
    figure = pen.figure(
        pen.number(len(daily.restrictions)),
        ("monitor", "restrictions"),
        title=pen.say("Denials and jammings"),
        how=pen.say("Incidents of these kinds in the period."),
        rows=[f"incidents/{one.incident}" for one in daily.restrictions[: numbers.MOST_ROWS]],
    )
    return pen.count_line(
        "{n} incident of monitors refused access or jammed.",
        "{n} incidents of monitors refused access or jammed.",
        len(daily.restrictions),
        n=figure,
    )


def _lost(daily: Daily, pen: Pen) -> Line:
    hours: dict[str, float] = {}
    for one in daily.hampered:
        hours[one.hindrance] = hours.get(one.hindrance, 0.0) + one.hours
    if not hours:
        return ()
    return pen.line(
        "Hours in which observers could not watch as usual, by the log: {parts}.",
        parts=joined(_cause(pen, why, hours[why]) for why in sorted(hours, key=lambda why: (-hours[why], why))),
    )


def _cause(pen: Pen, why: str, hours: float) -> Line:
    figure = pen.figure(
        pen.number(hours),
        ("monitor", "lost", why),
        title=pen.say("Hours in which observers could not watch as usual: {why}").format(why=known_word(pen, why)),
        how=pen.say("Hours of rows of coverage.csv with this hindrance, within the period, summed over observers."),
    )
    return (Word(text=f"{known_word(pen, why)} "), figure)


def _dark(daily: Daily, pen: Pen) -> Line:
    dark = [one.name for one in daily.areas if one.standing in (Standing.UNOBSERVED, Standing.TOO_LITTLE)]
    if not dark:
        return ()
    return pen.line(
        "Nothing reported, but not known to be quiet: {areas}.", areas=joined(plain(name) for name in dark[:8])
    )


def _since(daily: Daily, pen: Pen) -> Line:
    if daily.since is None:
        return ()
    return pen.line(
        "Since {day} ({what}): {n} incidents of fire, {breaches} findings of a breach or likely breach.",
        day=pen.day(daily.since.since),
        what=pen.written(daily.since.why),
        n=pen.figure(
            pen.number(daily.since.incidents),
            ("monitor", "since", "fire"),
            title=pen.say("Incidents of fire since the deal was signed"),
            how=pen.say("All days from the signing to the last day of the period; this figure can only grow."),
        ),
        breaches=pen.figure(
            pen.number(daily.since.breaches),
            ("monitor", "since", "breaches"),
            title=pen.say("Findings of a breach or likely breach since the deal was signed"),
            how=pen.say("All days from the signing to the last day of the period; this figure can only grow."),
        ),
    )
