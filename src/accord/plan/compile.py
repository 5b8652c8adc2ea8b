"""A workspace and a scenario become the arrays of a planning problem, with all that is needed to go back to rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from accord.model.fields import Id, NationCode
from accord.model.option import Verdict
from accord.model.records import Offer, Requirement
from accord.model.workspace import Scenario, Workspace
from accord.plan.calendar import Calendar, half_up, make_calendar
from accord.plan.conditions import settle
from accord.plan.demand import chosen_lines, demand_of
from accord.plan.eligibility import Eligibility, Match, eligible, line_days
from accord.plan.gates import Gate, conflicts, make_gates
from accord.plan.limits import Caps, UnitFigures, compile_limits, unit_figures
from accord.plan.places import Places
from accord.plan.pools import Pools, make_pools
from accord.plan.problem import Floats, Ints, PlanProblem


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Compiled:
    """A planning problem and the way back: offer o is ``offers[o]``, line r ``lines[r]``, pair k ``matches[k]``."""

    problem: PlanProblem
    workspace: Workspace
    scenario: Scenario
    calendar: Calendar
    verdicts: Mapping[Id, Verdict]
    """Every offer of the workspace, live or out, and why."""
    eligibility: Eligibility
    """Live offers on lines: allowed, or why not."""
    offers: tuple[Offer, ...]
    """Live offers in order of ids."""
    lines: tuple[Requirement, ...]
    """Lines of the scenario in order of ids."""
    figures: tuple[UnitFigures, ...]
    """People, tonnes and monthly costs of one unit of each offer."""
    matches: tuple[Match, ...]
    """Each pair as offer and line, in order of the problem's pairs."""
    pair_costs: Floats
    """(K, 3) low, likely and high cost of one present unit in one period, workspace currency."""
    limit_rows: tuple[str, ...]
    """Row behind each limit, as ``table/id``."""
    gates: tuple[Gate, ...]
    held: Ints
    """(P, T) units of each pool that commitments hold."""

    def pair_capability(self, pair: int) -> Id:
        """Capability of the units of a pair (which may stand in for the line's)."""
        return self.offers[self.problem.pair_offer[pair]].capability or Id("")


def compile_problem(workspace: Workspace, scenario: Scenario) -> Compiled:
    """Settle conditions, match offers with lines, and write all rules as arrays.

    Raises
    ------
    AccordError
        If the horizon reaches past the year 9999.

    >>> from accord.model.workspace import Settings
    >>> compiled = compile_problem(Workspace(settings=Settings(title="x", day_zero="2026-03-01")), Scenario())
    >>> compiled.problem.n_pairs, compiled.problem.n_lines, compiled.problem.n_periods
    (0, 0, 36)
    """
    calendar = make_calendar(workspace.settings, scenario)
    verdicts = settle(workspace, scenario)
    offers = tuple(row for id, row in sorted(workspace.offers.items()) if verdicts[id].live and row.capability)
    lines = chosen_lines(workspace, scenario)
    places = Places(workspace.places)
    eligibility = eligible(workspace, scenario, calendar, offers=offers, lines=lines, places=places)
    pools = make_pools(workspace, scenario, calendar, offers)
    tables = _tables(workspace, scenario, calendar, places, offers, lines, pools, eligibility.matches)
    caps = _caps(tables)
    gates = make_gates(offers, lines, pair_offer=tables.pair_offer, pair_line=tables.pair_line, places=places)
    return Compiled(
        problem=_problem(tables, caps, gates),
        workspace=workspace,
        scenario=scenario,
        calendar=calendar,
        verdicts=verdicts,
        eligibility=eligibility,
        offers=offers,
        lines=lines,
        figures=tables.figures,
        matches=tables.matches,
        pair_costs=tables.pair_costs,
        limit_rows=tuple(_row_of_limit(id) for id in caps.ids),
        gates=gates,
        held=pools.held,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Tables:
    """Rows in the problem's order, and the index arrays between them."""

    workspace: Workspace
    scenario: Scenario
    calendar: Calendar
    places: Places
    offers: tuple[Offer, ...]
    lines: tuple[Requirement, ...]
    pools: Pools
    matches: tuple[Match, ...]
    pair_offer: Ints
    pair_line: Ints
    figures: tuple[UnitFigures, ...]
    pair_costs: Floats


def _tables(
    workspace: Workspace,
    scenario: Scenario,
    calendar: Calendar,
    places: Places,
    offers: tuple[Offer, ...],
    lines: tuple[Requirement, ...],
    pools: Pools,
    matches: tuple[Match, ...],
) -> _Tables:
    offer_index = {offer.id: o for o, offer in enumerate(offers)}
    line_index = {line.id: r for r, line in enumerate(lines)}

    def by_pool(match: Match) -> tuple[int, int, int]:
        offer = offer_index[match.offer]
        return int(pools.offer_pool[offer]), offer, line_index[match.line]

    matches = tuple(sorted(matches, key=by_pool))
    pair_offer = _ints(offer_index[match.offer] for match in matches)
    figures = tuple(unit_figures(offer, workspace.capabilities[offer.capability or Id("")]) for offer in offers)
    costs = np.array([(f.cost_low, f.cost_likely, f.cost_high) for f in figures]).reshape(-1, 3)
    return _Tables(
        workspace=workspace,
        scenario=scenario,
        calendar=calendar,
        places=places,
        offers=offers,
        lines=lines,
        pools=pools,
        matches=matches,
        pair_offer=pair_offer,
        pair_line=_ints(line_index[match.line] for match in matches),
        figures=figures,
        pair_costs=costs[pair_offer] / calendar.step.per_month,
    )


def _problem(t: _Tables, caps: Caps, gates: Sequence[Gate]) -> PlanProblem:
    nations = _nations(t.workspace)
    shunning = conflicts(t.workspace, t.offers, pair_offer=t.pair_offer, pair_line=t.pair_line)
    return PlanProblem(
        demand=demand_of(t.lines, t.workspace, t.scenario, t.calendar),
        priority=_ints(line.priority.rank for line in t.lines),
        max_nations=_ints(line.max_nations or 0 for line in t.lines),
        handover=_floats(line.overlap_days / t.calendar.days_per_period for line in t.lines),
        line_first=_ints(_line_first(line, t.calendar) for line in t.lines),
        units=t.pools.units,
        pair_offer=t.pair_offer,
        pair_pool=t.pools.offer_pool[t.pair_offer],
        pair_line=t.pair_line,
        pair_nation=_ints(nations[t.offers[o].nation] for o in t.pair_offer),
        pair_quality=_floats(match.quality for match in t.matches),
        pair_first=_ints(match.first for match in t.matches),
        pair_last=_ints(match.last for match in t.matches),
        pair_open=np.array([match.open for match in t.matches], dtype=bool),
        tour_min=_ints(match.tour_min for match in t.matches),
        tour_max=_ints(match.tour_max for match in t.matches),
        rest=_rest(t.offers, max((match.tour_max for match in t.matches), default=1), t.calendar),
        pair_cost=t.pair_costs[:, 1].copy(),
        pair_people=_floats(t.figures[o].people for o in t.pair_offer),
        limit_cap=caps.cap,
        use_start=_starts(caps.pair, len(t.matches)),
        use_limit=caps.limit,
        use_amount=caps.amount,
        gate_line=_ints(gate.line for gate in gates),
        gate_start=_ints(np.cumsum([0, *(len(gate.providers) for gate in gates)])),
        gate_pair=_ints(pair for gate in gates for pair in gate.providers),
        conflict_start=_starts(_ints(one for one, _ in shunning), len(t.matches)),
        conflict_pair=_ints(other for _, other in shunning),
        n_nations=len(nations),
        pool_ids=t.pools.ids,
        offer_ids=tuple(offer.id for offer in t.offers),
        line_ids=tuple(line.id for line in t.lines),
        limit_ids=caps.ids,
        nation_ids=tuple(nations),
    )


def _nations(workspace: Workspace) -> dict[NationCode, int]:
    codes = {*workspace.nations, *(offer.nation for offer in workspace.offers.values())}
    return {code: index for index, code in enumerate(sorted(codes))}


def _line_first(line: Requirement, calendar: Calendar) -> int:
    first, _ = calendar.window_of_line(*line_days(line, calendar))
    return min(first, calendar.periods - 1)


def _rest(offers: Sequence[Offer], longest: int, calendar: Calendar) -> Ints:
    """(O, longest + 1) periods of rest after each length of tour."""
    table = np.zeros((len(offers), longest + 1), dtype=np.int32)
    for row, offer in zip(table, offers, strict=True):
        row[1:] = [rest_periods(offer, length, calendar) for length in range(1, longest + 1)]
    return table


def rest_periods(offer: Offer, length: int, calendar: Calendar) -> int:
    """Rest after a tour of `length` periods, whole periods half up; no rest where the offer names none.

    >>> from accord.model.workspace import Settings
    >>> calendar = make_calendar(Settings(title="x", day_zero="2026-03-01"), Scenario())
    >>> rest_periods(Offer(id="a", nation="XAA", capability="INF", rest_ratio=1.5), 5, calendar)
    8
    """
    if offer.rest_months is not None:
        return half_up(offer.rest_months * calendar.step.per_month)
    return half_up((offer.rest_ratio or 0.0) * length)


_SHARED = "units of "
"""Ids of rows hold no space, so these ids are never those of limits.csv."""


def _caps(t: _Tables) -> Caps:
    """Limits of limits.csv, then the ceiling of each offer whose pool has more units than it offers."""
    caps = compile_limits(
        t.workspace,
        t.scenario,
        t.calendar,
        offers=t.offers,
        lines=t.lines,
        pair_offer=t.pair_offer,
        pair_line=t.pair_line,
        places=t.places,
    )
    capped = sorted(t.pools.ceilings)
    pair, which = np.nonzero(t.pair_offer[:, None] == np.array(capped, dtype=np.int32)[None, :])
    pairs, limits = np.append(caps.pair, pair), np.append(caps.limit, which + len(caps.ids))
    order = np.lexsort((limits, pairs))
    return Caps(
        ids=(*caps.ids, *(f"{_SHARED}{t.offers[offer].id}" for offer in capped)),
        cap=np.concatenate([caps.cap, *(t.pools.ceilings[offer][None, :] for offer in capped)]),
        pair=pairs[order].astype(np.int32),
        limit=limits[order].astype(np.int32),
        amount=np.append(caps.amount, np.ones(len(pair)))[order],
    )


def _row_of_limit(id: str) -> str:
    return f"offers/{id.removeprefix(_SHARED)}" if id.startswith(_SHARED) else f"limits/{id}"


def _starts(sorted_keys: Ints, n: int) -> Ints:
    """(n + 1,) where the rows of each key begin."""
    return np.searchsorted(sorted_keys, np.arange(n + 1)).astype(np.int32)


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int32)


def _floats(values: Iterable[float]) -> Floats:
    return np.fromiter(values, dtype=np.float64)
