"""Is a lull a peace or a regrouping? Signs of a build-up beside violence, area by area, each as a rate with exposure.

What is not seen is not taken as absent: every sign and the violence are held against the days on which they would have
been reported. Being refused access needs nobody to watch it: a day with a denial, reported or noted in the coverage,
is a sighting in itself, and a sector that is closed stays in the ledger. Violence that falls while signs rise is the
signal; so are signs that rise where violence cannot be seen. The state of an area follows from what its page shows,
by the rules of `_state` and nothing else: no weights, no score.
"""

import datetime as dt
import math
from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from accord.model.incident import Ruling
from accord.model.indicator import LARGEST, AreaSigns, Change, Indicator, Ledger, Sign, State
from accord.model.reason import Reason
from accord.model.watch import Hindrance
from accord.model.watched import Watched
from accord.model.workspace import Place
from accord.monitor.change import Stratum, change, rise_chance
from accord.monitor.counts import day_numbers, inside, likely
from accord.monitor.exposure import HINDRANCES, Exposure
from accord.monitor.rates import LEAST_SHARE, VIOLENT, is_enough, watched

NOW_DAYS = 14
"""Length of the stretch called now, days."""
BEFORE_DAYS = 56
"""Length of the stretch before it, days: long against the shorter one, short against a season."""
LEAST_WATCHED = 0.05
"""Expected share below which an area counts as not seen at all."""
_FALSE = 0.05
"""Share of areas in which chance alone may make one sign rise."""
_ROWS = 50
_BARRED = {Sign.DENIAL: Hindrance.DENIAL, Sign.JAMMING: Hindrance.JAMMING}
_ORDER = tuple(State)


def ledger(
    incidents: pl.DataFrame,
    exposure: Exposure,
    places: Mapping[str, Place],
    *,
    findings: pl.DataFrame | None = None,
    now_days: int = NOW_DAYS,
    timezone: str = "UTC",
    least: float = LEAST_SHARE,
) -> Ledger:
    """Signs of a build-up in every area of an exposure.

    Parameters
    ----------
    incidents
        Columns of `Incident`.
    exposure
        Areas, days (now and before, in order) and kinds, all of `KINDS`.
    findings
        Columns of `Finding`; None: no deal, so every weapon seen is a sign.
    now_days
        The last so many days are now, all others before.
    timezone
        Zone in which days begin.
    least
        Expected share of violence that must have been reported before its absence is called quiet.
    """
    known = likely(incidents).filter(pl.col("start").dt.date() >= exposure.days[0] - dt.timedelta(days=1))
    table = _sightings(known, exposure, places, findings, timezone)
    areas = [
        _area(table, exposure, number, places[area].name or area, now_days=now_days, least=least)
        for number, area in enumerate(exposure.areas)
    ]
    return Ledger(
        day=exposure.days[-1],
        now_days=min(now_days, len(exposure.days)),
        before_days=max(0, len(exposure.days) - now_days),
        areas=tuple(sorted(areas, key=lambda one: (_ORDER.index(one.state), -one.buildup.surplus, one.area))),
    )


class _Sightings:
    """Incidents by area and day, and which of them are signs."""

    def __init__(self, ids: NDArray[np.object_], kind: NDArray[np.object_], day: NDArray[np.int64]) -> None:
        self.ids, self.kind, self.day = ids, kind, day
        self.within: NDArray[np.bool_] = np.zeros((0, len(ids)), dtype=bool)

    def of(self, area: int, kinds: Sequence[str]) -> NDArray[np.int64]:
        """Rows of an area."""
        here = np.flatnonzero(self.within[area] & (self.day >= 0))
        return here[np.isin(self.kind[here], list(kinds))]


def _sightings(
    incidents: pl.DataFrame, exposure: Exposure, places: Mapping[str, Place], findings: pl.DataFrame | None, zone: str
) -> _Sightings:
    forbidden = incidents.sort("start", "id")
    if findings is not None:
        breaches = findings.filter(pl.col("verdict").cast(pl.String).is_in([Ruling.BREACH.value, Ruling.LIKELY.value]))
        is_sign = (pl.col("kind").cast(pl.String) != Sign.WEAPON.value) | pl.col("id").is_in(
            breaches["incident"].to_list()
        )
        forbidden = forbidden.filter(is_sign)
    kinds = np.array(forbidden["kind"].cast(pl.String).to_list(), dtype=object)
    ids = np.array(forbidden["id"].to_list(), dtype=object)
    table = _Sightings(ids, kinds, day_numbers(forbidden, exposure.days, timezone=zone))
    table.within = inside(forbidden, places, exposure.areas)
    return table


def _area(table: _Sightings, exposure: Exposure, area: int, name: str, *, now_days: int, least: float) -> AreaSigns:
    border = max(0, len(exposure.days) - now_days)
    strata = {sign: _stratum(table, exposure, area, sign, border) for sign in Sign}
    rows = table.of(area, VIOLENT)
    violence = change([_split(rows, table, _shares(exposure, area, VIOLENT), border)])
    now = exposure.between(exposure.days[border], exposure.days[-1])
    seen = watched(now, area, VIOLENT)
    indicators = [
        _indicator(sign, stratum, told, now_days=now_days)
        for sign, (stratum, told) in strata.items()
        if stratum.now or stratum.before or stratum.now_days or stratum.before_days
    ]
    buildup = change([stratum for stratum, _ in strata.values()])
    state, reasons = _state(violence, buildup, indicators, seen, least)
    return AreaSigns(
        area=exposure.areas[area],
        name=name,
        state=state,
        violence=violence,
        share=seen.share,
        buildup=buildup,
        indicators=tuple(sorted(indicators, key=lambda one: (-one.change.surplus, one.sign))),
        reasons=reasons,
    )


def _shares(exposure: Exposure, area: int, kinds: Sequence[str]) -> NDArray[np.float64]:
    """(D,) expected share of each day, mean over kinds."""
    chosen = [place for place, kind in enumerate(exposure.kinds) if kind in kinds]
    found: NDArray[np.float64] = np.nan_to_num(exposure.share[area][:, chosen]).mean(axis=1)
    return found


def _split(rows: NDArray[np.int64], table: _Sightings, shares: NDArray[np.float64], border: int) -> Stratum:
    """Sightings and days of full watching, now and before."""
    is_now = table.day[rows] >= border
    return Stratum(
        now=float(is_now.sum()),
        now_days=float(shares[border:].sum()),
        before=float((~is_now).sum()),
        before_days=float(shares[:border].sum()),
    )


def _stratum(
    table: _Sightings, exposure: Exposure, area: int, sign: Sign, border: int
) -> tuple[Stratum, tuple[str, ...]]:
    """Now and before of a sign, and the incidents behind it.

    Denials and jamming are counted in days, and a day with one is a day that could be seen, whoever else looked.
    """
    rows = table.of(area, [sign.value])
    ids = tuple(str(one) for one in table.ids[rows[table.day[rows] >= border]][:_ROWS])
    shares = _shares(exposure, area, [sign.value])
    if sign not in _BARRED:
        return _split(rows, table, shares, border), ids
    noted = exposure.hindered[area][:, HINDRANCES.index(_BARRED[sign].value)] > 0
    noted[table.day[rows]] = True
    seen = np.ones_like(shares) if sign is Sign.DENIAL else np.where(noted, 1.0, shares)
    return Stratum(
        now=float(noted[border:].sum()),
        now_days=float(seen[border:].sum()),
        before=float(noted[:border].sum()),
        before_days=float(seen[:border].sum()),
    ), ids


_WHAT = {
    Sign.WEAPON: "weapons where they must not be",
    Sign.POSITION: "new positions",
    Sign.CONVOY: "convoys",
    Sign.RAIL: "military loads on rail",
    Sign.CAMP: "camps and depots",
    Sign.MINE: "mines seen for the first time",
    Sign.JAMMING: "days with jamming",
    Sign.DENIAL: "days with access denied",
}


def _indicator(sign: Sign, stratum: Stratum, ids: Sequence[str], *, now_days: int) -> Indicator:
    found = change([stratum])
    text = (
        f"{_WHAT[sign]}: {stratum.now:g} now in {stratum.now_days:.1f} days of full watching, "
        f"{stratum.before:g} before in {stratum.before_days:.1f}{_times(found)}"
    )
    rows = tuple(f"incidents/{id}" for id in ids)
    return Indicator(
        sign=sign, change=found, reason=Reason(code=sign.value, text=text, weight=found.surplus, rows=rows)
    )


def _times(found: Change) -> str:
    if found.log_middle is None or found.log_low is None or found.log_high is None:
        return "; the two cannot be compared"
    middle, low = (math.exp(value) for value in (found.log_middle, found.log_low))
    end = f"to {math.exp(found.log_high):.1f}" if found.log_high < LARGEST else "or more"
    return f"; rate times {middle:.1f} ({low:.1f} {end})"


def _state(
    violence: Change, buildup: Change, indicators: Sequence[Indicator], seen: Watched, least: float
) -> tuple[State, tuple[Reason, ...]]:
    """The rules, in the order in which they are asked."""
    rising = [one for one in indicators if _rises_alone(one.change)]
    is_rising = bool(rising) or buildup.rises
    grounds = [
        Reason(code=f"rising_{one.sign}", text=f"{_WHAT[one.sign]} rise", weight=one.change.surplus) for one in rising
    ]
    if buildup.rises and not rising:
        together = "the signs rise together, none of them alone"
        grounds.append(Reason(code="rising_together", text=together, weight=buildup.surplus))
    share = seen.share or 0.0
    lull = _lull(violence, share, least)
    if is_rising and (lull or violence.now == 0):
        return State.REGROUPING, (lull or _unseen(seen), *grounds)
    if violence.now > 0 and not violence.falls:
        text = f"{violence.now:g} violent {'incident' if violence.now == 1 else 'incidents'} now{_times(violence)}"
        return State.FIGHTING, (Reason(code="violence", text=text, weight=violence.surplus), *grounds)
    if violence.falls and lull:
        return State.EASING, (lull,)
    if seen.share is None:
        return State.UNOBSERVED, (Reason(code="unobserved", text="nobody looked"), *grounds)
    if share < LEAST_WATCHED:
        text = f"only {share:.0%} of violence would be reported"
        return State.UNOBSERVED, (Reason(code="dark", text=text), *grounds)
    if not is_enough(share, least):
        text = f"{share:.0%} of violence would be reported, less than the {least:.0%} that quiet asks for"
        return State.TOO_LITTLE, (Reason(code="too_little", text=text), *grounds)
    text = f"no violence reported, where {share:.0%} would be"
    return State.QUIET, (Reason(code="quiet", text=text), *grounds)


def _unseen(seen: Watched) -> Reason:
    """Why no violence where little is watched says nothing."""
    if seen.share is None:
        return Reason(code="unseen", text="none reported, but nobody looked: no sign of peace")
    text = f"none reported, but only {seen.share:.0%} of violence would be: no sign of peace"
    return Reason(code="blind", text=text)


def _rises_alone(found: Change) -> bool:
    """Whether one sign of all rises so clearly that chance would do so in one area of twenty at most (Bonferroni)."""
    alone = Stratum(found.now, found.now_days, found.before, found.before_days)
    return found.surplus > 0 and rise_chance([alone]) <= _FALSE / len(Sign)


def _lull(violence: Change, share: float, least: float) -> Reason | None:
    """Why violence counts as falling or absent; None if it does not."""
    if violence.falls:
        return Reason(code="falling", text=f"violence falls{_times(violence)}", weight=violence.surplus)
    if violence.now == 0 and is_enough(share, least):
        return Reason(code="quiet", text=f"no violence reported, where {share:.0%} would be")
    return None
