"""Which offer may serve which line, at which quality, when and in tours of which length; or every reason why not.

Only pairs whose capabilities fit (the same, or a substitute at its quality) are looked at and traced. A blank list of
scopes, areas or tasks means no restriction.

A limit on days of stay caps the tours of the units that it selects on the lines that it selects, shortest tours
included: it is the law that cuts them. Where one period is longer than the stay, a tour of one period is allowed and
its quality is multiplied by the share of the period that the stay fills.
"""

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from accord.model.fields import Id
from accord.model.reason import Reason
from accord.model.records import Caveat, Limit, Offer, Requirement
from accord.model.words import Resource
from accord.model.workspace import Scenario, Workspace
from accord.plan.availability import Availability, availability
from accord.plan.calendar import Calendar
from accord.plan.caveats import bar
from accord.plan.limits import counts_line, counts_offer, maximum_of
from accord.plan.places import Places


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An offer that may serve a line."""

    offer: Id
    line: Id
    quality: float
    """Required units that one unit counts for, in (0, 1]."""
    first: int
    """First period in which a unit may be present."""
    last: int
    open: bool
    """Whether a tour cut short by the horizon is allowed: line and offer outlast it."""
    tour_min: int
    """Shortest tour, periods."""
    tour_max: int
    not_before: Reason | None
    """What keeps the offer from the line's first period; None: nothing does."""
    not_after: Reason | None
    """What keeps the offer from the line's last period; None: nothing does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Eligibility:
    """Offers on lines, in order of ids: those allowed, and for the others whose capability fits, all reasons."""

    matches: tuple[Match, ...]
    barred: Mapping[tuple[Id, Id], tuple[Reason, ...]]
    """(offer, line) -> why not."""


def eligible(
    workspace: Workspace,
    scenario: Scenario,
    calendar: Calendar,
    *,
    offers: Iterable[Offer],
    lines: Iterable[Requirement],
    places: Places | None = None,
) -> Eligibility:
    """Match offers with lines.

    >>> from accord.model.workspace import Settings
    >>> from accord.plan.calendar import make_calendar
    >>> offer = Offer(id="a", nation="XAA", capability="INF", units=2, scopes=["neighbour"])
    >>> line = Requirement(id="L1", label="Hold", component="land", capability="INF", area="n", scope="in_country")
    >>> workspace = Workspace(settings=Settings(title="x", day_zero="2026-03-01"))
    >>> calendar = make_calendar(workspace.settings, Scenario())
    >>> found = eligible(workspace, Scenario(), calendar, offers=[offer], lines=[line])
    >>> [str(reason) for reason in found.barred["a", "L1"]]
    ['offered for neighbour only, the line needs in_country']
    """
    desk = _Desk(workspace, scenario, calendar, places or Places(workspace.places), sorted(lines, key=lambda r: r.id))
    matches: list[Match] = []
    barred: dict[tuple[Id, Id], tuple[Reason, ...]] = {}
    for offer in sorted(offers, key=lambda offer: offer.id):
        for line, found in desk.judge(offer):
            if isinstance(found, Match):
                matches.append(found)
            else:
                barred[offer.id, line.id] = found
    return Eligibility(matches=tuple(matches), barred=barred)


@dataclass(frozen=True, slots=True)
class _Span:
    """Periods of a line."""

    first: int
    last: int
    outlasts: bool


@dataclass(frozen=True, slots=True)
class _Supply:
    """What an offer brings wherever it goes."""

    offer: Offer
    caveats: tuple[Caveat, ...]
    when: Availability
    first: int
    last: int
    outlasts: bool
    tour_min: int
    tour_max: int
    stays: tuple[Limit, ...]


@dataclass(frozen=True)
class _Desk:
    """Looks at one offer after another; what depends on a line or a caveat only is worked out once."""

    workspace: Workspace
    scenario: Scenario
    calendar: Calendar
    places: Places
    lines: Sequence[Requirement]

    @cached_property
    def _spans(self) -> dict[Id, _Span]:
        return {line.id: _span(line, self.calendar) for line in self.lines}

    @cached_property
    def _qualities(self) -> dict[Id, dict[Id, float]]:
        """Offered capability -> required capability -> quality; the best rule counts."""
        table: dict[Id, dict[Id, float]] = {}
        for rule in self.workspace.substitutes.values():
            row = table.setdefault(rule.substitute, {})
            row[rule.capability] = max(rule.quality, row.get(rule.capability, 0.0))
        return table

    @cached_property
    def _lines_by_capability(self) -> dict[Id, list[Requirement]]:
        found: dict[Id, list[Requirement]] = {}
        for line in self.lines:
            found.setdefault(line.capability, []).append(line)
        return found

    @cached_property
    def _stays(self) -> list[Limit]:
        return [row for _, row in sorted(self.workspace.limits.items()) if row.resource is Resource.DAYS_OF_STAY]

    @cached_property
    def _bars(self) -> dict[Id, dict[Id, tuple[Reason, ...]]]:
        """Caveat -> line -> why it keeps any offer that carries it away."""
        return {
            tag: {line.id: tuple(bar(caveat, line, self.places)) for line in self.lines}
            for tag, caveat in self.workspace.caveats.items()
        }

    def judge(self, offer: Offer) -> Iterator[tuple[Requirement, Match | tuple[Reason, ...]]]:
        """Every line whose capability fits, with the match or the reasons against it."""
        if offer.capability is None:
            return
        supply = self._supply(offer)
        qualities = {**self._qualities.get(offer.capability, {}), offer.capability: 1.0}
        for required, quality in qualities.items():
            for line in self._lines_by_capability.get(required, ()):
                yield line, self._judge_pair(supply, line, quality)

    def _supply(self, offer: Offer) -> _Supply:
        caveats = tuple(self.workspace.caveats[tag] for tag in offer.caveats)
        when = availability(offer, caveats, self.calendar)
        first, last = self.calendar.window(when.ready, when.until)
        longest = min([offer.tour_max_months, *(c.tour_max_months for c in caveats if c.tour_max_months is not None)])
        return _Supply(
            offer=offer,
            caveats=caveats,
            when=when,
            first=first,
            last=last,
            outlasts=self.calendar.beyond(when.until),
            tour_min=self.calendar.whole(offer.tour_min_months),
            tour_max=self.calendar.whole(longest),
            stays=tuple(limit for limit in self._stays if counts_offer(limit, offer)),
        )

    def _judge_pair(self, supply: _Supply, line: Requirement, quality: float) -> Match | tuple[Reason, ...]:
        found = self._match(supply, line, quality)
        reasons = [
            *_wrong_scope(supply.offer, line),
            *(reason for caveat in supply.caveats for reason in self._bars[caveat.id][line.id]),
            *_caveat_below_shortest_tour(supply),
            *(_no_stay(limit) for limit in self._stays_on(supply, line) if maximum_of(limit, self.scenario) <= 0),
            *_outside_window(supply, found, self._spans[line.id], self.calendar),
        ]
        return tuple(reasons) or found

    def _match(self, supply: _Supply, line: Requirement, quality: float) -> Match:
        span = self._spans[line.id]
        tour_max, share = self._stay(supply, line)
        horizon = self.calendar.periods
        return Match(
            offer=supply.offer.id,
            line=line.id,
            quality=quality * share,
            first=max(span.first, supply.first),
            last=min(span.last, supply.last),
            open=span.outlasts and supply.outlasts,
            tour_min=min(supply.tour_min, tour_max, horizon),
            tour_max=min(tour_max, horizon),
            not_before=supply.when.not_before if supply.first > span.first else None,
            not_after=supply.when.not_after if supply.last < span.last else None,
        )

    def _stay(self, supply: _Supply, line: Requirement) -> tuple[int, float]:
        """Longest tour in periods, and the share of a period that counts if a stay is shorter than one."""
        longest, share = supply.tour_max, 1.0
        for limit in self._stays_on(supply, line):
            periods = maximum_of(limit, self.scenario) / self.calendar.days_per_period
            longest = min(longest, max(1, math.floor(periods + 1e-9)))
            share = min(share, periods)
        return longest, min(1.0, share)

    def _stays_on(self, supply: _Supply, line: Requirement) -> Iterator[Limit]:
        for limit in supply.stays:
            if counts_line(limit, line, self.places) and self._overlaps(limit, line, supply):
                yield limit

    def _overlaps(self, limit: Limit, line: Requirement, supply: _Supply) -> bool:
        low, high = self.calendar.touched(
            self.calendar.date_or_none(limit.start), self.calendar.date_or_none(limit.until)
        )
        span = self._spans[line.id]
        return max(low, span.first, supply.first) <= min(high, span.last, supply.last)


def line_days(line: Requirement, calendar: Calendar) -> tuple[dt.date, dt.date | None]:
    """First and last day of a line; None: it has no end.

    >>> from accord.model.workspace import Settings
    >>> from accord.plan.calendar import make_calendar
    >>> calendar = make_calendar(Settings(title="x", day_zero="2026-03-01"), Scenario())
    >>> columns = {"label": "Hold", "component": "land", "capability": "INF", "area": "n", "scope": "at_sea"}
    >>> [str(day) for day in line_days(Requirement(id="L1", **columns, start="D+30"), calendar)]
    ['2026-03-31', 'None']
    """
    return calendar.date(line.start), calendar.date_or_none(line.until)


def _span(line: Requirement, calendar: Calendar) -> _Span:
    start, until = line_days(line, calendar)
    first, last = calendar.window_of_line(start, until)
    return _Span(first=first, last=last, outlasts=calendar.beyond(until))


def _wrong_scope(offer: Offer, line: Requirement) -> Iterator[Reason]:
    if offer.scopes and line.scope not in offer.scopes:
        text = f"offered for {', '.join(offer.scopes)} only, the line needs {line.scope}"
        yield Reason(code="scope", text=text, rows=(f"offers/{offer.id}",))


def _caveat_below_shortest_tour(supply: _Supply) -> Iterator[Reason]:
    for caveat in supply.caveats:
        longest, shortest = caveat.tour_max_months, supply.offer.tour_min_months
        if longest is not None and longest < shortest:
            text = f"caveat {caveat.id} allows tours of {longest:g} months at most, the offer {shortest:g} at least"
            yield Reason(code="caveat", text=text, rows=(f"caveats/{caveat.id}",))


def _no_stay(limit: Limit) -> Reason:
    return Reason(code="stay", text=f"limit {limit.id} allows no day of stay", rows=(f"limits/{limit.id}",))


def _outside_window(supply: _Supply, match: Match, span: _Span, calendar: Calendar) -> Iterator[Reason]:
    length = match.last - match.first + 1
    if span.first > span.last:
        yield Reason(code="window", text="the line lies outside the horizon", rows=(f"requirements/{match.line}",))
    elif length < 1:
        cause = match.not_before if match.not_before and supply.first > span.last else match.not_after
        yield _too_late_or_early(cause or supply.when.not_before, match, span, calendar)
    elif match.tour_min > length and not match.open:
        text = f"its shortest tour ({match.tour_min} periods) does not fit into the {length} that line and offer share"
        yield Reason(code="tour", text=text, rows=(f"offers/{match.offer}", f"requirements/{match.line}"))


def _too_late_or_early(cause: Reason, match: Match, span: _Span, calendar: Calendar) -> Reason:
    days = f"the line runs from {calendar.first_day(span.first)} to {calendar.last_day(span.last)}"
    return Reason(code=cause.code, text=f"{cause.text}, {days}", rows=(*cause.rows, f"requirements/{match.line}"))
