"""What changed since the last meeting, in a few lines."""

from collections.abc import Iterator

from accord.brief.changes import Change, ChangeKind, Changes, Total, changes
from accord.brief.document import Block, Bullets, Line, Mark, Paragraph, Word
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.brief.sections import entries, figures, names
from accord.brief.wording import word
from accord.model.problem import NotFound

_MOST = 5
_MINOR = (ChangeKind.RESTATED,)


def since(findings: Findings, pen: Pen) -> tuple[Block, ...]:
    """Totals then and now, and the five weightiest changes; one line if there is nothing to compare with."""
    if findings.earlier is None:
        words = pen.line("No earlier meeting was named; with its day (--since), this says what changed.")
        return (Paragraph(words=words, style="missing"),)
    try:
        found = changes(findings.earlier.workspace, findings.workspace, scenario=findings.scenario)
    except NotFound:
        found = changes(findings.earlier.workspace, findings.workspace)
    weighty = [change for change in found.changes if change.kind not in _MINOR]
    if not weighty:
        return (Paragraph(words=pen.line("Nothing that counts has changed.")),)
    items = tuple(_told(findings, pen, change) for change in weighty[:_MOST])
    more = len(weighty) - len(items)
    totals = (*_totals(findings, pen, found), *(_more(pen, more) if more > 0 else ()))
    return (Paragraph(words=totals), Bullets(items=items))


def _more(pen: Pen, number: int) -> Line:
    return pen.count_line(
        " The weightiest of the changes, with {n} more behind them:",
        " The weightiest changes, with {n} more behind them:",
        number,
        n=pen.number(number),
    )


def _totals(findings: Findings, pen: Pen, found: Changes) -> Line:
    said: list[Word] = []
    now, then = names.main(findings), names.main(findings.earlier) if findings.earlier else None
    if now and then:
        before = pen.figure(
            pen.share(then.coverage),
            ("then", "covered"),
            title=entries.about(pen, pen.say("Demand covered"), pen.say("as of the last meeting")),
            how=pen.say("The recommended option on the rows known then."),
        )
        said.extend(
            pen.line("Demand covered {before} → {now}. ", before=before, now=figures.covered(findings, pen, now))
        )
    live, lines = found.total("live"), found.total("lines")
    said.extend(pen.line("Live units {before} → {now}", before=_before(pen, live), now=_after(pen, live)))
    if lines.difference:
        said.extend(pen.line("; lines {before} → {now}", before=_before(pen, lines), now=_after(pen, lines)))
    said.append(Word(text="."))
    return tuple(said)


def _before(pen: Pen, total: Total) -> Word:
    return _day(pen, total.key, "before", total.before)


def _after(pen: Pen, total: Total) -> Word:
    return _day(pen, total.key, "after", total.after)


def _day(pen: Pen, key: str, day: str, value: float) -> Word:
    what = {"live": pen.say("Live units"), "lines": pen.say("Lines")}.get(key, key)
    return pen.figure(
        pen.number(value),
        ("changes", key, day),
        title=entries.about(pen, what, pen.say("as of the last meeting") if day == "before" else pen.say("now")),
        how=pen.say("Sum over rows as they were known on that day, in the scenario of this pack."),
    )


def _told(findings: Findings, pen: Pen, change: Change) -> Line:
    """One change: whose, what, and what it does to the live units."""
    live = change.effects.get("live", 0.0)
    mark = Mark.UP if live > 0 else Mark.DOWN if live < 0 else None
    said: list[Word] = list(_what(findings, pen, change))
    if live and change.kind is not ChangeKind.NEW:
        number = abs(round(live))
        text = pen.count_line(
            " {n} live unit {way}.", " {n} live units {way}.", number, n=pen.number(number), way=_way(pen, live)
        )
        said.extend(Word(text=w.text, quiet=True) for w in text)
    if mark:
        said[0] = Word(text=said[0].text, target=said[0].target, lang=said[0].lang, mark=mark, strong=said[0].strong)
    return tuple(said)


def _way(pen: Pen, live: float) -> str:
    return pen.say("more") if live > 0 else pen.say("fewer")


def _what(findings: Findings, pen: Pen, change: Change) -> Iterator[Word]:
    if change.nation:
        yield names.nation(findings, pen, change.nation)
        yield Word(text=" ")
    yield pen.row(change.row) if _stands(findings, change) else Word(text=change.id)
    yield Word(text=": ")
    yield from _happened(findings, pen, change)
    yield Word(text=".")


def _stands(findings: Findings, change: Change) -> bool:
    table = getattr(findings.workspace, change.table, {})
    return change.table in ("offers", "requirements", "nations") and change.id in table


def _new(findings: Findings, pen: Pen, change: Change) -> Line:
    """A new row, and what it is."""
    offer = findings.workspace.offers.get(change.id) if change.table == "offers" else None  # type: ignore[call-overload]
    if offer is not None:
        return pen.line(
            "new, {n} \N{MULTIPLICATION SIGN} {what}, {status}",
            n=pen.number(offer.units),
            what=names.capability(findings, pen, offer.capability),
            status=word(pen, offer.status.value),
        )
    row = getattr(findings.workspace, change.table, {}).get(change.id)
    label = getattr(row, "label", "") or getattr(row, "name", "")
    return pen.line("new, {label}", label=pen.written(names.short(label))) if label else pen.line("new")


def _happened(findings: Findings, pen: Pen, change: Change) -> Line:
    status, units = change.of("status"), change.of("units")
    match change.kind:
        case ChangeKind.NEW:
            return _new(findings, pen, change)
        case ChangeKind.GONE:
            return pen.line("gone")
        case ChangeKind.WITHDRAWN:
            return pen.line("withdrawn")
        case ChangeKind.REFUSED:
            return pen.line("refused")
        case ChangeKind.JOINS:
            return pen.line("first offer of this nation")
        case ChangeKind.LEAVES:
            return pen.line("no offer of this nation stands any more")
        case ChangeKind.FOLLOWS:
            return pen.line("reads as before, but counts otherwise because of others")
        case ChangeKind.UP | ChangeKind.DOWN if status:
            return pen.line("{before} → {now}", before=word(pen, status.before), now=word(pen, status.after))
        case ChangeKind.MORE | ChangeKind.FEWER if units:
            return pen.line("{before} → {now} units", before=units.before or "0", now=units.after or "0")
        case _:
            names_ = ", ".join(field.name.replace("_", " ") for field in change.fields[:3])
            return pen.line("changed: {fields}", fields=names_)
