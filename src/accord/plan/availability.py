"""From when to when the units of an offer may be used anywhere: its own days, its notice and the caveats on time."""

import datetime as dt
from dataclasses import dataclass

from accord.model.reason import Reason
from accord.model.records import Caveat, Offer
from accord.plan.calendar import Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """First and last day of use of an offer, and what sets them."""

    ready: dt.date
    until: dt.date | None
    """Last day; None: no end."""
    not_before: Reason
    not_after: Reason | None


def availability(offer: Offer, caveats: tuple[Caveat, ...], calendar: Calendar) -> Availability:
    """The latest of all first days and the earliest of all last days.

    Notice to move counts from activation, whatever day the offer itself gives.

    >>> from accord.model.workspace import Scenario, Settings
    >>> from accord.plan.calendar import make_calendar
    >>> calendar = make_calendar(Settings(title="x", day_zero="2026-03-01"), Scenario())
    >>> offer = Offer(id="a", nation="XAA", capability="INF", notice_days=45, until="2027-01-31")
    >>> found = availability(offer, (), calendar)
    >>> str(found.ready), str(found.not_before), str(found.until)
    ('2026-04-15', 'notice of 45 days: ready on 2026-04-15', '2027-01-31')
    """
    starts = [_after_notice(offer, calendar)]
    ends = []
    rows: tuple[Offer | Caveat, ...] = (offer, *caveats)
    for row in rows:
        who, name = ("offered", f"offers/{row.id}") if row is offer else (f"caveat {row.id}:", f"caveats/{row.id}")
        if row.start is not None:
            starts.append(_edge(calendar.date(row.start), f"{who} from {{}} on", name))
        if row.until is not None:
            ends.append(_edge(calendar.date(row.until), f"{who} until {{}}", name))
    ready, not_before = max(starts, key=lambda start: start[0])
    until, not_after = min(ends, key=lambda end: end[0]) if ends else (None, None)
    return Availability(ready=ready, until=until, not_before=not_before, not_after=not_after)


def _after_notice(offer: Offer, calendar: Calendar) -> tuple[dt.date, Reason]:
    try:
        ready = calendar.activation + dt.timedelta(days=offer.notice_days)
    except OverflowError:
        ready = dt.date.max
    text = f"notice of {offer.notice_days} days: ready on {ready}"
    return ready, Reason(code="notice", text=text, rows=(f"offers/{offer.id}",))


def _edge(day: dt.date, text: str, row: str) -> tuple[dt.date, Reason]:
    return day, Reason(code="window", text=text.format(day), rows=(row,))
