"""Tables of incidents one by one, and the names they are looked up by."""

from collections.abc import Sequence
from dataclasses import dataclass

from accord.brief.annexes.cells import joined
from accord.brief.document import Row, Table, Word, plain
from accord.brief.evidence import row_anchor
from accord.brief.monitor.names import Names
from accord.brief.monitor.words import in_unit, known_word
from accord.brief.pen import Pen
from accord.model.daily import Daily, Notice

MOST = 60
"""Rows of a table at most; the result on disk has all."""
_SHORTEST = len("i-") + 8
"""Characters of an id that are shown, at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The incidents that a report tells of."""

    rows: frozenset[str]
    """Ids of those that the table of all incidents has room for."""
    length: int
    """Characters of an id that tell it from all others of the report."""


def listing(daily: Daily) -> Listing:
    """The incidents of a report."""
    ids = {one.incident for one in (*daily.notices, *daily.weapons, *daily.restrictions)}
    return Listing(rows=frozenset(one.incident for one in daily.notices[:MOST]), length=telling_length(ids))


def telling_length(ids: set[str], *, shortest: int = _SHORTEST) -> int:
    """Characters from the first that tell each id from all others.

    >>> telling_length({"i-2013d69392b73618", "i-2013d69300000000"}), telling_length(set())
    (11, 10)
    """
    longest = max(map(len, ids), default=0)
    return next(
        (n for n in range(shortest, longest) if len({id[:n] for id in ids}) == len(ids)), max(shortest, longest)
    )


def incidents(
    pen: Pen,
    shown: Sequence[Notice],
    names: Names,
    *,
    id: str,
    title: str,
    missing: str,
    days: int,
    listed: Listing,
    anchors: bool = False,
) -> Table:
    """Incidents one by one; where they were is said by area alone.

    Parameters
    ----------
    names
        What places are called.
    days
        Length of the period; of one day the hours are enough.
    listed
        Incidents of the report, of which some have rows that numbers can lead to.
    anchors
        Whether its rows are those that numbers lead to.
    """
    return Table(
        id=id,
        title=title,
        columns=(
            pen.column("Began (UTC)", weight=0.6 if days == 1 else 1.0),
            pen.column("Area", weight=1.8),
            pen.column("What"),
            pen.column("Count", right=True),
            pen.column("Sure", right=True),
            pen.column("Reports", right=True),
            pen.column("Verdict, terms", weight=1.6),
            pen.column("Incident"),
        ),
        rows=tuple(_incident(one, names, pen, days=days, anchors=anchors, listed=listed) for one in shown[:MOST]),
        note=pen.line("The first {n} of {all}; out/monitor holds all.", n=str(MOST), all=pen.number(len(shown)))
        if len(shown) > MOST
        else (),
        missing=missing,
    )


def _incident(one: Notice, names: Names, pen: Pen, *, days: int, anchors: bool, listed: Listing) -> Row:
    low, high = pen.number(one.count_low), pen.number(one.count_high)
    count = low if low == high else f"{low}\N{EN DASH}{high}"
    row = f"incidents/{one.incident}"
    verdict = [plain(known_word(pen, one.verdict))] if one.verdict else []
    if one.claimed:
        verdict.insert(0, plain(pen.say("only parties tell of it")))
    # The same rows stand in the table of all incidents: numbers of others lead there.
    target = row_anchor(row) if one.incident in listed.rows else ""
    return Row(
        id=target if anchors else "",
        cells=(
            plain(f"{one.at:%H:%M}" if days == 1 else f"{pen.day(one.at)} {one.at:%H:%M}"),
            plain(_place(one, names) or pen.say("outside all areas")),
            plain(known_word(pen, one.what)),
            in_unit(pen, one.unit or "incident", one.count_high, Word(text=count, target=target)),
            (Word(text=pen.share(one.probability, 0), target=target),),
            (Word(text=pen.number(one.reports), target=target),),
            joined((*verdict, *(plain(term) for term in one.terms))),
            (_name(one, names, pen, length=listed.length),),
        ),
    )


def _name(one: Notice, names: Names, pen: Pen, *, length: int) -> Word:
    """The beginning of its id, which leads to the whole of it."""
    parts = known_word(pen, one.what), _place(one, names), f"{pen.day(one.at)} {one.at:%H:%M}"
    return pen.figure(
        one.incident[:length],
        ("monitor", "incident", one.incident),
        title=", ".join(filter(None, parts)),
        how=pen.say(
            "Name of an incident. accord incidents FOLDER and this name, or its beginning, shows the reports behind it."
        ),
        rows=[f"incidents/{one.incident}"],
    )


def _place(one: Notice, names: Names) -> str:
    """The area of the report, then the smaller one that holds it."""
    found = dict.fromkeys(names.place(area) for area in (one.within, one.area) if area)
    return ": ".join(found)
