"""Criteria by which staffs compare options; each name ends with its unit.

============================== =====================================================================================
deployed_mean_people           people on lines, mean over the horizon
deployed_peak_people           people on lines, highest period
rotation_pool_mean_people      people on lines or resting after a tour: what rotation draws on, mean over the horizon
rotation_pool_peak_people      the same, highest period
cost_low_money                 cost of all tours in the horizon, low estimate, workspace currency
cost_likely_money              the same, likely
cost_high_money                the same, high estimate
on_line_unit_months            units on lines times months
on_line_people_months          people on lines times months
contributing_nations           nations with a tour
relieved_units                 units relieved in place: leave a line while others arrive in the next period
burden_gini_gdp_share          how unevenly people-months weigh on gross domestic product: 0 even, towards 1 on one
burden_gini_population_share   the same, on population
burden_gini_personnel_share    the same, on active military personnel
============================== =====================================================================================

A spread looks at the nations that have a live offer and a known figure; with no such nation, or no burden, it is left
out: not stated is not zero.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from accord.model.fields import NationCode
from accord.model.option import Option
from accord.model.records import NationRow
from accord.plan.compile import Compiled
from accord.plan.ledger import keep_books
from accord.plan.problem import Floats, Plan, PlanProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class Burden:
    """What one nation carries over the horizon."""

    nation: NationCode
    unit_months: float
    people_months: float


def measures(compiled: Compiled, plan: Plan) -> dict[str, float]:
    """All criteria of a plan (see the module), in a fixed order."""
    problem, books = compiled.problem, keep_books(compiled.problem, plan)
    deployed = _people(problem, books.present)
    drawn_on = _people(problem, books.present + books.resting)
    low, likely, high = (compiled.pair_costs * books.present.sum(axis=1)[:, None]).sum(axis=0)
    carried = burden(compiled, plan)
    return {
        "deployed_mean_people": float(deployed.mean()),
        "deployed_peak_people": float(deployed.max()),
        "rotation_pool_mean_people": float(drawn_on.mean()),
        "rotation_pool_peak_people": float(drawn_on.max()),
        "cost_low_money": float(low),
        "cost_likely_money": float(likely),
        "cost_high_money": float(high),
        "on_line_unit_months": sum(row.unit_months for row in carried),
        "on_line_people_months": sum(row.people_months for row in carried),
        "contributing_nations": float(len(carried)),
        "relieved_units": float(_relieved(problem, plan)),
        **_spreads(compiled, carried),
    }


def burden(compiled: Compiled, plan: Plan) -> tuple[Burden, ...]:
    """Unit-months and people-months on lines by nation, of nations with a tour, in order of codes."""
    problem, books = compiled.problem, keep_books(compiled.problem, plan)
    months = books.present.sum(axis=1) / compiled.calendar.step.per_month
    units = np.bincount(problem.pair_nation, weights=months, minlength=problem.n_nations)
    people = np.bincount(problem.pair_nation, weights=months * problem.pair_people, minlength=problem.n_nations)
    return tuple(
        Burden(nation=NationCode(code), unit_months=float(units[n]), people_months=float(people[n]))
        for n, code in enumerate(problem.nation_ids)
        if units[n] > 0
    )


def unit_months_different(a: Option, b: Option, *, periods_per_month: float = 1.0) -> float:
    """Unit-months in which two options differ: on another line or by another offer, or in one option only.

    A unit-month that is moved counts once; the two may be of different length, and the longer side counts.

    Parameters
    ----------
    periods_per_month
        Of the workspace's time step, `Step.per_month`.
    """
    one, other = _slots(a), _slots(b)
    gone = sum(max(0, units - other.get(slot, 0)) for slot, units in one.items())
    new = sum(max(0, units - one.get(slot, 0)) for slot, units in other.items())
    return max(gone, new) / periods_per_month


def gini(carried: Sequence[float], means: Sequence[float]) -> float:
    """Gini coefficient of a burden against the means to bear it: 0 if proportional, towards 1 if one bears all.

    One minus twice the area under the Lorenz curve of shares of burden over shares of means, in order of their ratio.

    Parameters
    ----------
    carried, means
        (N,) of each nation; means above 0, burdens not all 0.

    >>> gini([1, 2], [10, 20]), gini([0, 3], [1, 1])
    (0.0, 0.5)
    """
    load, size = np.asarray(carried, dtype=float), np.asarray(means, dtype=float)
    order = np.argsort(load / size, kind="stable")
    share = np.concatenate([[0.0], np.cumsum(load[order]) / load.sum()])
    width = size[order] / size.sum()
    return float(max(0.0, 1.0 - (width * (share[1:] + share[:-1])).sum()))


def _people(problem: PlanProblem, units: np.ndarray) -> Floats:
    people: Floats = problem.pair_people @ units.astype(float) if len(units) else np.zeros(problem.n_periods)
    return people


def _relieved(problem: PlanProblem, plan: Plan) -> int:
    """Units that leave a line at the end of a period while at least as many arrive in the next."""
    arrive = np.zeros((problem.n_lines, problem.n_periods + 1), dtype=np.int64)
    leave = np.zeros_like(arrive)
    line = problem.pair_line[plan.pair]
    np.add.at(arrive, (line, plan.start), plan.count)
    np.add.at(leave, (line, plan.start + plan.length), plan.count)
    return int(np.minimum(arrive, leave).sum())


def _spreads(compiled: Compiled, carried: Sequence[Burden]) -> Mapping[str, float]:
    able = {verdict.nation for verdict in compiled.verdicts.values() if verdict.live}
    load = {row.nation: row.people_months for row in carried}
    rows = [row for code, row in sorted(compiled.workspace.nations.items()) if code in able]
    found = {name: _spread(load, {row.id: _figure(row, name) for row in rows}) for name in _KEYS}
    return {f"burden_gini_{name}_share": value for name, value in found.items() if value is not None}


_KEYS = ("gdp", "population", "personnel")


def _figure(row: NationRow, key: str) -> float | None:
    return {"gdp": row.gdp_eur, "population": row.population, "personnel": row.active_personnel}[key]


def _spread(load: Mapping[NationCode, float], means: Mapping[NationCode, float | None]) -> float | None:
    known = {code: figure for code, figure in means.items() if figure}
    borne = [load.get(code, 0.0) for code in known]
    return gini(borne, list(known.values())) if sum(borne) > 0 else None


def _slots(option: Option) -> dict[tuple[str, str, int], int]:
    """(offer, line, period) -> units."""
    units: dict[tuple[str, str, int], int] = {}
    for tour in option.tours:
        for t in range(tour.first_period, tour.first_period + tour.periods):
            slot = tour.offer, tour.requirement, t
            units[slot] = units.get(slot, 0) + tour.units
    return units
