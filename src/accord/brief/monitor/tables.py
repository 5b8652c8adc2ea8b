"""Tables of the daily report: areas, terms, observers who could not watch, claims."""

from accord.brief.annexes.cells import joined
from accord.brief.document import Line, Mark, Row, Table, Word, plain
from accord.brief.monitor import numbers
from accord.brief.monitor.names import Names
from accord.brief.monitor.words import in_unit, known_word
from accord.brief.pen import Pen
from accord.model.daily import AreaFigures, ClaimFigures, Daily, Hampered, TermFigures
from accord.model.watched import Standing

MOST = 60
"""Rows of a table at most; the result on disk has all."""
LEAST_SHARE = 0.05
"""Findings ascribed to a party that are shown, at least."""
_MARKS = {Standing.QUIET: Mark.GOOD, Standing.TOO_LITTLE: Mark.FAIR, Standing.UNOBSERVED: Mark.POOR}


def areas(daily: Daily, pen: Pen) -> Table:
    """Counts by area, with coverage, beside the period before."""
    return Table(
        id="table-monitor-areas",
        title=pen.say("Incidents by area, {days}").format(days=numbers.days_text(pen, daily)),
        columns=(
            pen.column("Area", weight=1.4),
            pen.column("Incidents", right=True),
            pen.column("Before", right=True),
            pen.column("Claimed", right=True),
            pen.column("Of fire, in its units", weight=2.0),
            pen.column("Coverage", right=True),
            pen.column("Before", right=True),
            pen.column("Violence"),
        ),
        rows=(*(_area(daily, one, pen) for one in daily.areas), *_whole(daily, pen)),
        note=pen.line(
            "Before: {days}. Claimed: incidents that only parties tell of, not among the others. Coverage: expected "
            "share of violence that would be reported, with its band. Notified: announced beforehand. Unclear: too "
            "little watched to say; quiet is said only where half or more would be reported.",
            days=numbers.days_text(pen, daily, before=True),
        ),
        missing=pen.say("no area is named."),
    )


def _area(daily: Daily, one: AreaFigures, pen: Pen) -> Row:
    key = one.area or "-"
    name = pen.say("Outside all areas") if not one.area else one.name
    said: Line = ()
    if one.standing is not None:
        unclear = one.standing is Standing.TOO_LITTLE
        text = pen.say("unclear") if unclear else known_word(pen, one.standing.value)
        said = (Word(text=text, mark=_MARKS.get(one.standing)),)
    return Row(
        cells=(
            plain(name),
            (numbers.area_count(pen, daily, one, "incidents"),),
            (numbers.area_count(pen, daily, one, "before"),),
            (numbers.area_count(pen, daily, one, "claimed"),),
            _fire(numbers.area_count(pen, daily, one, "fire"), numbers.tally_line(pen, one.tallies, (key,), of=name)),
            (
                numbers.share(
                    pen, one.watched, (key,), title=f"{pen.say('Violence that would be reported')}: {name}", bar=False
                ),
            ),
            (
                numbers.share(
                    pen,
                    one.watched_before,
                    (key, "before"),
                    title=f"{pen.say('Violence that would have been reported before')}: {name}",
                    bar=False,
                ),
            ),
            said,
        )
    )


def _whole(daily: Daily, pen: Pen) -> tuple[Row, ...]:
    """All areas together; none if there is but one."""
    if len(daily.areas) < 2:
        return ()
    everywhere = pen.say("All areas")
    claimed = sum(one.claimed for one in daily.notices)
    title = pen.say("Violence that would be reported")
    return (
        Row(
            cells=(
                (Word(text=everywhere, strong=True),),
                (numbers.incidents(pen, daily, strong=True),),
                (numbers.before(pen, daily),),
                (numbers.claimed(pen, daily, claimed),),
                _fire(
                    numbers.fire(pen, daily),
                    numbers.tally_line(pen, daily.tallies, ("now",), of=numbers.days_text(pen, daily)),
                ),
                (numbers.share(pen, daily.watched, ("all",), title=title, bar=False),),
                (numbers.share(pen, daily.watched_before, ("all", "before"), title=title, bar=False),),
                (),
            )
        ),
    )


def _fire(count: Word, tallies: Line) -> Line:
    """Incidents of fire, then what they count."""
    return (count, Word(text=": "), *tallies) if tallies else (count,)


def terms(daily: Daily, names: Names, pen: Pen) -> Table:
    """Findings by term."""
    return Table(
        id="table-monitor-terms",
        title=pen.say("Findings by term of the deal"),
        columns=(
            pen.column("Term", weight=2.6),
            pen.column("Breach", right=True),
            pen.column("Likely", right=True),
            pen.column("Both before", right=True, weight=0.5),
            pen.column("Permitted", right=True),
            pen.column("Not determinable", right=True, weight=0.8),
            pen.column("Breaches ascribed to", weight=1.8),
            pen.column("The surest one", weight=1.5),
        ),
        rows=tuple(_term(one, names, pen) for one in daily.terms),
        note=pen.line(
            "A breach: probability of 90 % or more; likely: more likely than not; given the errors of place, time, "
            "kind and attribution. Ascribed to: breaches and likely breaches, each shared out by the probability that "
            "a party did it. The surest one: probability that it is a breach, lay in the zone and fell into the time."
            " An incident may be judged by several terms."
        ),
        missing=pen.say("There is no deal, or no incident is judged by it."),
    )


def _term(one: TermFigures, names: Names, pen: Pen) -> Row:
    counts = tuple(
        (
            pen.figure(
                pen.number(getattr(one, name)),
                ("monitor", "term", one.term, name),
                title=f"{one.title}: {known_word(pen, word)}",
                how=pen.say("Incidents of the period that count, judged against this term."),
            ),
        )
        for name, word in (
            ("breach", "breach"), ("likely", "likely_breach"), ("before", "breach"), ("permitted", "permitted"),
            ("undetermined", "not_determinable"),
        )
    )  # fmt: skip
    parties = joined(
        pen.line("{party} {n}", party=names.party(known_word(pen, party)), n=pen.number(share, 1))
        for party, share in sorted(one.attribution.items(), key=lambda pair: -pair[1])
        if share >= LEAST_SHARE
    )
    words = {code: _surest(one, code, pen) for code in ("probability", "zone", "time")}
    surest = pen.line("{probability} (zone {zone}, time {time})", **words) if one.reasons else ()
    return Row(cells=((*pen.written(one.title), Word(text=f" {one.term}", quiet=True)), *counts, parties, surest))


def _surest(one: TermFigures, code: str, pen: Pen) -> Line:
    """A probability of the surest breach."""
    return tuple(
        pen.figure(
            pen.share(reason.weight, 0),
            ("monitor", "term", one.term, "surest", code),
            title=f"{one.title}: {pen.say('the surest breach')}",
            how=pen.say("Probability, given the errors of place, time, kind and attribution."),
            rows=reason.rows,
        )
        for reason in one.reasons
        if reason.code == code
    )


def hampered(daily: Daily, pen: Pen, names: Names) -> Table:
    """Observers who could not watch."""
    shown = daily.hampered[:MOST]
    has_notes = any(one.note for one in shown)
    return Table(
        id="table-monitor-hampered",
        title=pen.say("Who could not watch, and why"),
        columns=(
            pen.column("Area", weight=1.2),
            pen.column("Observer"),
            pen.column("Why"),
            pen.column("Hours", right=True),
            pen.column("Hours before", right=True),
            *((pen.column("Remark", weight=1.6),) if has_notes else ()),
        ),
        rows=tuple(_hampered(one, names.place(one.area), pen, has_notes=has_notes) for one in shown),
        note=pen.line(
            "Hours of single observers, also of those who saw less than usual; what was lost to the whole stands in "
            "the shares by area."
        ),
        missing=pen.say("The coverage log notes nothing."),
    )


def _hampered(one: Hampered, area: str, pen: Pen, *, has_notes: bool) -> Row:
    hours = (
        (
            pen.figure(
                pen.number(value, 1),
                ("monitor", "hampered", one.area, one.observer, one.means, one.hindrance, name),
                title=f"{area}, {one.observer}: {known_word(pen, one.hindrance)}",
                how=pen.say("Hours of rows of coverage.csv with this hindrance, within the period."),
            ),
        )
        for name, value in (("now", one.hours), ("before", one.hours_before))
    )
    why = known_word(pen, one.hindrance)
    note = (pen.written(one.note),) if has_notes else ()
    return Row(cells=(plain(area), plain(one.observer), plain(why), *hours, *note))


def claims(daily: Daily, names: Names, pen: Pen) -> Table:
    """What parties state beside what others tell."""
    return Table(
        id="table-monitor-claims",
        title=pen.say("What parties state, beside what others report of the same hours"),
        columns=(
            pen.column("Party"),
            pen.column("States", weight=1.8),
            pen.column("From, to (UTC)", weight=1.4),
            pen.column("Incidents verified", right=True),
            pen.column("Fire counted in its units", weight=1.4),
            pen.column("Would be reported", right=True),
        ),
        rows=tuple(_claim(one, number, names, pen) for number, one in enumerate(daily.claims, start=1)),
        note=pen.line(
            "Claims whose time ended in the period, or the latest of the week before. A claim is never added to "
            "anything; claims of different parties and units cannot be compared."
        ),
        missing=pen.say("No party states a total of these days."),
    )


def _claim(one: ClaimFigures, number: int, names: Names, pen: Pen) -> Row:
    key = one.id or str(number)
    total = pen.figure(
        pen.number(one.count),
        ("monitor", "claim", key),
        title=pen.say("Claim of {party}").format(party=names.party(one.party)),
        how=pen.say("Stated by the party; not verified."),
    )
    stated = (*in_unit(pen, one.unit, one.count, total), Word(text=": "), *pen.written(one.what))
    against = pen.line(" (against {party})", party=names.party(one.against)) if one.against else ()
    verified = pen.figure(
        pen.number(one.incidents),
        ("monitor", "claim", key, "verified"),
        title=pen.say("Incidents that others report of the same hours"),
        how=pen.say("Incidents of all kinds that count, whoever caused them."),
    )
    return Row(
        cells=(
            plain(names.party(one.party)),
            (*stated, *against),
            plain(f"{pen.day(one.start)} {one.start:%H:%M}, {pen.day(one.until)} {one.until:%H:%M}"),
            (verified,),
            numbers.tally_line(pen, one.tallies, ("claim", key), of=key) or plain(pen.say("none")),
            (numbers.share(pen, one.watched, ("claim", key), title=pen.say("Violence that would be reported")),),
        )
    )
