"""What a reader must know first: headline sentences, each with its period and its coverage."""

from accord.brief.annexes.cells import joined
from accord.brief.document import Block, Bullets, Line, Paragraph, Word, plain
from accord.brief.monitor import numbers
from accord.brief.pen import Pen
from accord.model.daily import Daily
from accord.model.indicator import State
from accord.model.watched import Standing

_NAMED = 4


def lead(daily: Daily, pen: Pen) -> tuple[Block, ...]:
    """The headline, then what stands out."""
    items = (_fire(daily, pen), _breaches(daily, pen), _signs(daily, pen), _alarms(daily, pen), _barred(daily, pen),
             _dark(daily, pen), _since(daily, pen))  # fmt: skip
    return (
        Paragraph(words=_headline(daily, pen), style="lead"),
        Bullets(items=tuple(item for item in items if item)),
    )


def _headline(daily: Daily, pen: Pen) -> Line:
    found = pen.count_line(
        "{n} incident, {days}; {before} in the {length} before.",
        "{n} incidents, {days}; {before} in the {length} before.",
        daily.incidents,
        n=numbers.incidents(pen, daily, strong=True),
        days=numbers.days_text(pen, daily),
        before=numbers.before(pen, daily),
        length=_length(daily, pen),
    )
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
            " Of violence, {share} would be reported; before, {before}.", share=_bare(watched), before=_bare(before)
        ),
    )


def _bare(word: Word) -> Word:
    return Word(text=word.text, target=word.target)


def _length(daily: Daily, pen: Pen) -> str:
    return pen.language.say_many("{n} day", "{n} days", daily.days).format(n=daily.days)


def _fire(daily: Daily, pen: Pen) -> Line:
    return pen.line(
        "Fire: {now}; before: {before}. Different units are never added.",
        now=numbers.tally_line(pen, daily.tallies, ("now",)),
        before=numbers.tally_line(pen, daily.tallies_before, ("before",)),
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


def _alarms(daily: Daily, pen: Pen) -> Line:
    names = dict.fromkeys(one.centre for answer in daily.clusters for one in answer.alarms)
    if not names:
        return ()
    titles = {one.area: one.name for one in daily.areas}
    return pen.line(
        "More than its record lets expect: {areas}.",
        areas=joined((Word(text=titles.get(name, name), target="monitor-clusters"),) for name in list(names)[:_NAMED]),
    )


def _barred(daily: Daily, pen: Pen) -> Line:
    if not daily.restrictions and not daily.hampered:
        return ()
    denied = sum(one.hours for one in daily.hampered if one.hindrance == "denial")
    return pen.line(
        "Monitors: {n} denials and jammings reported; the log notes {hours} observer-hours without access.",
        n=pen.figure(
            pen.number(len(daily.restrictions)),
            ("monitor", "restrictions"),
            title=pen.say("Denials and jammings"),
            how=pen.say("Incidents of these kinds in the period."),
            rows=[f"incidents/{one.incident}" for one in daily.restrictions[: numbers.MOST_ROWS]],
        ),
        hours=pen.figure(
            pen.number(denied, 1),
            ("monitor", "denied-hours"),
            title=pen.say("Observer-hours without access"),
            how=pen.say("Hours of watches in the coverage log whose hindrance is denial, within the period."),
        ),
    )


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
