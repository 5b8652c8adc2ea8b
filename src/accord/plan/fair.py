"""The fairest plan that covers nearly as much: burden in proportion to the means to bear it.

The spread is the Gini coefficient of people-months against the nations' means. With nations in order of burden over
means and F(n) the share of all means up to the middle of nation n, the coefficient is

    G = 2 sum over n of  F(n) b(n) - 1,      b(n) = share of the burden that n carries,

and moving burden b(n) alone changes it by the sign of F(n) - (1 + G) / 2: burden on a nation in the upper part of the
order widens the spread, on any other narrows it. A person of nation n therefore has that slope as a price, scaled so
that the most burdened pays 1; below, presence is rewarded. Presence that covers nothing comes off again before a plan
is judged, so that nobody looks fairer by idling. F changes with the plan and is averaged over the tries, so that
nations do not trade places for ever.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from accord.plan.cheap import priced
from accord.plan.compile import Compiled
from accord.plan.kernels.data import Taste
from accord.plan.measures import gini
from accord.plan.prefer import Hunt, Score, strengthen, unit_price
from accord.plan.problem import Floats, Plan, PlanProblem

KEYS = ("gdp", "population", "personnel")
"""What burden may be set against: gross domestic product, people, active military personnel."""
FIRST = 0.1
"""Strength of the first try, in prices at which a usual unit costs what it covers."""
_NEW = 0.5
"""Share of the newest slope in the average."""


def means_of(compiled: Compiled, key: str) -> Floats:
    """(N,) means of the nations with a live offer; 0 for the others and where the figure is not known."""
    live = {verdict.nation for verdict in compiled.verdicts.values() if verdict.live}
    rows = {code: row for code, row in compiled.workspace.nations.items() if code in live}
    figures: dict[str, Mapping[str, float | None]] = {
        "gdp": {code: row.gdp_eur for code, row in rows.items()},
        "population": {code: row.population for code, row in rows.items()},
        "personnel": {code: row.active_personnel for code, row in rows.items()},
    }
    return np.array([float(figures[key].get(code) or 0.0) for code in compiled.problem.nation_ids])


def usual_key(compiled: Compiled, keys: Sequence[str] = KEYS) -> str | None:
    """The first key that at least two nations with a live offer have; None if there is none."""
    return next((key for key in keys if np.count_nonzero(means_of(compiled, key)) > 1), None)


def burdens(problem: PlanProblem, plan: Plan) -> Floats:
    """(N,) people-periods on lines."""
    people = problem.pair_people[plan.pair] * plan.length * plan.count
    return np.bincount(problem.pair_nation[plan.pair], weights=people, minlength=problem.n_nations).astype(float)


def spread(problem: PlanProblem, plan: Plan, means: Floats) -> Score:
    """Gini coefficient of the burden on nations with known means; 1 if they carry nothing."""
    known = means > 0
    load = burdens(problem, plan)[known]
    return (round(gini(load.tolist(), means[known].tolist()), 9) if load.sum() > 0 else 1.0,)


def even_out(hunt: Hunt, strength: float = FIRST, *, means: Floats) -> float:
    """Look for plans with less spread that hold the bar, beginning with a strength; the strength reached."""
    problem = hunt.bar.problem
    price = unit_price(problem, hunt.bar.search_weights, problem.pair_people)
    slope = _Slope(problem, means)
    return strengthen(hunt, lambda strength, plan: slope.taste(strength * price, plan), strength)


@dataclass(slots=True)
class _Slope:
    """Slope of the spread, averaged over the plans seen."""

    problem: PlanProblem
    means: Floats
    mean: Floats | None = field(default=None)

    def taste(self, price: float, plan: Plan) -> Taste:
        now = slopes(burdens(self.problem, plan), self.means)
        self.mean = now if self.mean is None else _NEW * now + (1.0 - _NEW) * self.mean
        return priced(price * self.mean[self.problem.pair_nation] * self.problem.pair_people)


def slopes(load: Floats, means: Floats) -> Floats:
    """(N,) slope of the spread in each nation's burden: 1 for one that carries all, at least -1, 0 without known means.

    >>> slopes(np.array([0.0, 5.0, 1.0, 9.0]), np.array([1.0, 1.0, 2.0, 0.0])).round(3).tolist()
    [-1.0, 0.333, -1.0, 0.0]
    """
    known = means > 0
    found = np.zeros(len(means))
    if load[known].sum() <= 0:
        return found
    middle = (1.0 + gini(load[known].tolist(), means[known].tolist())) / 2.0
    found[known] = np.maximum(-1.0, (_ranks(load[known], means[known]) - middle) / max(1.0 - middle, 1e-9))
    return found


def _ranks(load: Floats, means: Floats) -> Floats:
    """F: share of all means that lies below the middle of each nation, in order of burden over means."""
    order = np.argsort(load / means, kind="stable")
    share = means[order] / means.sum()
    ranks = np.zeros(len(means))
    ranks[order] = np.cumsum(share) - 0.5 * share
    return ranks
