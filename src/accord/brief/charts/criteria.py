"""Criteria on which options are compared: their values, their words, and which way is better."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from accord.brief.charts.frame import quantity
from accord.brief.document import text_of
from accord.brief.pen import Pen
from accord.model.comparison import Profile
from accord.model.words import Priority

_MILLION = 1e6
_SAME = 1e-9


COST = "cost_likely_money"


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """What options are compared on."""

    key: str
    heading: str
    """Its name, with the unit."""
    values: tuple[float | None, ...]
    """One an option; None: not known."""
    said: tuple[str, ...]
    how: str
    sign: int
    """1: more is better, -1: less is better, 0: neither."""
    spans: tuple[tuple[float, float], ...] = ()
    """Least and most of each option, where a value is one of many."""

    @property
    def best(self) -> frozenset[int]:
        """Numbers of the options that no other surpasses."""
        known = [value for value in self.values if value is not None]
        if not self.sign or len(known) < 2:
            return frozenset()
        top = max(known) if self.sign > 0 else min(known)
        return frozenset(i for i, value in enumerate(self.values) if value is not None and abs(value - top) <= _SAME)


def criteria_of(pen: Pen, profiles: Sequence[Profile], currency: str) -> tuple[Criterion, ...]:
    """Criteria that are known of at least one option.

    >>> from accord.brief.evidence import Ledger
    >>> from accord.brief.language import language
    >>> criteria_of(Pen(language("en"), Ledger()), [], "EUR")
    ()
    """
    found = (
        _coverage(pen, profiles),
        _essential(pen, profiles),
        _worst(pen, profiles),
        _futures(pen, profiles),
        _measure(
            pen, profiles, "gap_unit_months", pen.say("Short, unit-months"), lambda value: quantity(pen, value), -1
        ),
        _measure(
            pen, profiles, "deployed_mean_people", pen.say("People deployed, mean"), lambda value: pen.number(value), 0
        ),
        _measure(
            pen,
            profiles,
            COST,
            text_of(pen.line("Likely cost, million {currency}", currency=currency)),
            lambda value: pen.number(value / _MILLION),
            -1,
        ),
        _measure(
            pen,
            profiles,
            "burden_gini_gdp_share",
            pen.say("Uneven burden, 0 to 1"),
            lambda value: pen.number(value, 3),
            -1,
        ),
        _measure(
            pen,
            profiles,
            "different_unit_months",
            pen.say("Unlike the first, unit-months"),
            lambda value: quantity(pen, value),
            0,
        ),
    )
    return tuple(one for one in found if any(value is not None for value in one.values))


def _coverage(pen: Pen, profiles: Sequence[Profile]) -> Criterion:
    return Criterion(
        key="coverage",
        heading=pen.say("Weighted coverage"),
        values=tuple(profile.coverage for profile in profiles),
        said=tuple(pen.share(profile.coverage) for profile in profiles),
        how=pen.say("Unit-months that count over unit-months wanted, each weighted by the priority of its line."),
        sign=1,
    )


def _essential(pen: Pen, profiles: Sequence[Profile]) -> Criterion:
    values = [
        next((part.share for part in profile.by_priority if part.key == Priority.ESSENTIAL and part.demand > 0), None)
        for profile in profiles
    ]
    return Criterion(
        key="essential",
        heading=pen.say("Essential coverage"),
        values=tuple(values),
        said=tuple("" if value is None else pen.share(value) for value in values),
        how=pen.say("Unit-months that count over unit-months wanted, on essential lines."),
        sign=1,
    )


def _worst(pen: Pen, profiles: Sequence[Profile]) -> Criterion:
    return Criterion(
        key="worst",
        heading=pen.say("If the worst nation leaves"),
        values=tuple(profile.worst.coverage if profile.worst else None for profile in profiles),
        said=tuple(f"{pen.share(one.worst.coverage)} {one.worst.nation}" if one.worst else "" for one in profiles),
        how=pen.say("Weighted coverage without the nation whose leaving costs most, nothing planned again."),
        sign=1,
    )


def _futures(pen: Pen, profiles: Sequence[Profile]) -> Criterion:
    return Criterion(
        key="futures",
        heading=pen.say("In 8 of 10 futures"),
        values=tuple(profile.futures.p50 for profile in profiles),
        said=tuple(_band(pen, one.futures.p10, one.futures.p90) for one in profiles),
        how=pen.say("Weighted coverage when offers and conditions hold by chance: 1 future in 10 lies below, 1 above."),
        sign=0,
        spans=tuple((profile.futures.p10, profile.futures.p90) for profile in profiles),
    )


def _band(pen: Pen, low: float, high: float) -> str:
    """Two shares as one range; one share where they read alike."""
    first, last = pen.number(100 * low), pen.share(high, 0)
    return last if pen.share(low, 0) == last else f"{first}\N{EN DASH}{last}"


def _measure(
    pen: Pen, profiles: Sequence[Profile], key: str, heading: str, say: Callable[[float], str], sign: int
) -> Criterion:
    values = [profile.measures.get(key, getattr(profile, key, None)) for profile in profiles]
    return Criterion(
        key=key,
        heading=heading,
        values=tuple(values),
        said=tuple("" if value is None else say(value) for value in values),
        how=pen.say("Counted over all tours of the option in the horizon; see the method."),
        sign=sign,
    )
