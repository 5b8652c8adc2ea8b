"""Findings made from a seed: small workspaces with options that add up, and names of every kind."""

import random
from collections.abc import Sequence
from dataclasses import replace

from tests.plan.workspaces import condition, nation, offer, requirement, workspace

from accord.brief.charts.demand import demand
from accord.brief.findings import Findings
from accord.model.comparison import Comparison, Futures, Profile, WorstWithdrawal
from accord.model.option import Bound, ConditionWorth, Coverage, DelayPoint, Gap, Option, Tour, Verdict, Withdrawal
from accord.model.words import Priority
from accord.model.workspace import Workspace
from accord.plan.calendar import make_calendar
from accord.plan.choose import choose_scenario

NAMES = (
    "x",
    "Engineers, Brigade North",
    "<b>&\"'#x</b>",
    "Їжак над Дніпром",
    "מפקדה",
    "long " * 40,
    "W" * 10_000,
    "\u200fmark\u200e *_`$ @",
)


def findings(
    seed: int, *, lines: int | None = None, nations: int | None = None, options: int | None = None
) -> Findings:
    """A workspace with results on every matter; the same seed, the same findings."""
    rng = random.Random(seed)
    drawn = {"lines": rng.randint(1, 6), "nations": rng.randint(1, 5), "options": rng.randint(1, 4)}
    given = {"lines": lines, "nations": nations, "options": options}
    number = {key: drawn[key] if own is None else own for key, own in given.items()}
    space = _workspace(rng, number["lines"], number["nations"])
    made = tuple(_option(rng, space, f"o{count}") for count in range(number["options"]))
    codes = list(space.nations)
    return Findings(
        workspace=space,
        audience="all",
        scenario="base",
        fingerprint="0" * 64,
        options=made,
        comparison=Comparison(profiles=tuple(_profile(rng, option) for option in made), different_unit_months=()),
        withdrawals=tuple(_withdrawal(rng, code) for code in ["", *codes]),
        delays=tuple(_delay(rng, months) for months in sorted(rng.sample(range(25), rng.randint(1, 8)))),
        worths=tuple(_worth(rng, f"c{number}") for number in range(rng.randint(1, 30))),
    )


def bare(space: Workspace | None = None) -> Findings:
    """Nothing was computed."""
    return Findings(workspace=space or workspace(), audience="all", scenario="base", fingerprint="0" * 64)


def _workspace(rng: random.Random, lines: int, nations: int) -> Workspace:
    codes = [f"X{chr(65 + number // 26)}{chr(65 + number % 26)}" for number in range(nations)]
    rows = [
        requirement(
            f"L{number:02}",
            label=_name(rng),
            component=rng.choice(("land", "air", "maritime", "sea-mines")),
            units=rng.choice((1, 2, 3.5, 40)),
            priority=rng.choice(list(Priority)),
            start=rng.choice((0, 30, 400)),
        )
        for number in range(lines)
    ]
    members = [nation(code, name=_name(rng), gdp_eur=rng.choice((None, 0, 1e9, 5e11))) for code in codes]
    offers = [offer(f"{code}-1", nation=code, units=3) for code in codes]
    conditions = [condition(f"c{number}") for number in range(30)]
    when = {"step": rng.choice(("month", "half-month", "week")), "periods": rng.choice((1, 12, 40))}
    return workspace(*rows, *members, *offers, *conditions, title=_name(rng), **when)


def _name(rng: random.Random) -> str:
    return rng.choice(NAMES)


def _option(rng: random.Random, space: Workspace, id: str) -> Option:
    empty = _option_of(space, id, (), ())
    held = demand(Findings(workspace=space, audience="all", scenario="base", fingerprint=""), empty)
    gaps = []
    for line, wanted in zip(held.lines, held.wanted, strict=True):
        short = [rng.choice((0.0, 0.0, 0.5, 1.0)) * units for units in wanted]
        gaps += _gaps(space, line.id, short)
    tours = [_tour(rng, space, line.id) for line in held.lines for _ in range(rng.randint(0, 5))]
    return _option_of(space, id, tuple(gaps), tuple(tours) if space.nations else ())


def _gaps(space: Workspace, line: str, short: Sequence[float]) -> list[Gap]:
    calendar = make_calendar(space.settings, choose_scenario(space)[1])
    row = space.requirements[line]  # type: ignore[index]
    return [
        Gap(
            requirement=line,
            priority=row.priority.value,
            capability=row.capability,
            area=row.area,
            start=calendar.first_day(period),
            until=calendar.last_day(period),
            first_period=period,
            periods=1,
            short=units,
            reasons=(),
        )
        for period, units in enumerate(short)
        if units > 0
    ]


def _tour(rng: random.Random, space: Workspace, line: str) -> Tour:
    calendar = make_calendar(space.settings, choose_scenario(space)[1])
    first = rng.randrange(calendar.periods)
    periods = rng.randint(1, calendar.periods - first)
    code = rng.choice(list(space.nations))
    return Tour(
        offer=f"{code}-1",
        nation=code,
        requirement=line,
        capability="INF",
        units=rng.randint(1, 12),
        first_period=first,
        periods=periods,
        start=calendar.first_day(first),
        until=calendar.last_day(first + periods - 1),
        quality=rng.choice((1.0, 0.5)),
        people=rng.choice((0.0, 100.0, 4000.0)),
        cost_low=1.0,
        cost_likely=2.0,
        cost_high=3.0,
    )


def _option_of(space: Workspace, id: str, gaps: tuple[Gap, ...], tours: tuple[Tour, ...]) -> Option:
    """An option whose sums are those of its gaps."""
    option = Option(
        id=id,
        title=f"Option {id}",
        scenario="base",
        objective="",
        tours=tours,
        coverage=0.5,
        bounds=(),
        broken_rules=(),
        by_priority=(),
        by_component=(),
        by_area=(),
        by_period=(),
        by_line=(),
        gaps=gaps,
    )
    held = demand(Findings(workspace=space, audience="all", scenario="base", fingerprint=""), option)

    def by(keys: Sequence[str]) -> tuple[Coverage, ...]:
        rows = {key: [number for number, own in enumerate(keys) if own == key] for key in sorted(set(keys))}
        return tuple(
            Coverage(key=key, demand=float(held.wanted[own].sum()), covered=float(held.covered[own].sum()))
            for key, own in rows.items()
        )

    by_priority = by([line.priority.value for line in held.lines])
    bounds = (Bound(key=part.key, coverage=part.share, limit=part.share, status="proven") for part in by_priority)
    verdicts = (Verdict(offer=f"{code}-1", nation=code, live=True, units=3, reasons=()) for code in space.nations)
    return replace(
        option,
        bounds=tuple(bounds),
        by_priority=by_priority,
        by_component=by([line.component for line in held.lines]),
        by_line=by([line.id for line in held.lines]),
        verdicts=tuple(verdicts),
    )


def _profile(rng: random.Random, option: Option) -> Profile:
    share = rng.random()
    measures = {"deployed_mean_people": 9e4 * share, "cost_likely_money": 1e10 * share, "burden_gini_gdp_share": share}
    return Profile(
        option=option.id,
        title=rng.choice(NAMES),
        scenario="base",
        coverage=share,
        bounds=option.bounds,
        by_priority=option.by_priority,
        by_component=option.by_component,
        by_area=(),
        by_half_year=(),
        worst=rng.choice((None, WorstWithdrawal(nation="XAA", coverage=share / 2, replanned=None))),
        futures=Futures(draws=10, p10=share / 2, p50=share, p90=rng.choice((share, 1.0))),
        gaps=3,
        gap_unit_months=rng.choice((0.0, 12.5)),
        different_unit_months=rng.choice((0.0, 1e6)),
        measures=rng.choice(({}, measures)),
    )


def _withdrawal(rng: random.Random, code: str) -> Withdrawal:
    low, tours = rng.random(), rng.randint(0, 9)
    return Withdrawal(nation=code, coverage=low, replanned=rng.uniform(low, 1.0), limit=1.0 + 1e-9, tours=tours)


def _delay(rng: random.Random, months: int) -> DelayPoint:
    return DelayPoint(
        months=months,
        coverage=rng.random(),
        limit=1.0,
        cost_likely=rng.choice((0.0, 4e9)),
        ready_share=rng.random(),
        essential=rng.choice((None, rng.random())),
    )


def _worth(rng: random.Random, id: str) -> ConditionWorth:
    return ConditionWorth(
        condition=id,
        label=rng.choice(("", *NAMES)),
        now=rng.choice(("true", "false", "0.25", "as others do")),
        coverage_true=rng.choice((0.5, rng.random())),
        coverage_false=rng.choice((0.5, rng.random())),
        units_true=3,
        units_false=1,
        nation=rng.choice(("", "XAA")),
    )
