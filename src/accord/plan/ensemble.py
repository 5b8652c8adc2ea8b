"""What a plan covers when conditions and offers hold by chance: many futures, the same ones for every plan.

A future settles every condition and offer by its probability (`accord.plan.conditions.draw`) and finds the largest
consistent set anew. The plan is carried out as it stands: tours of offers that fail fall away, nothing is put in their
place. So this is a test out of sample, which no search of Accord optimises.
"""

import numpy as np

from accord.model.comparison import Futures
from accord.plan.compile import Compiled
from accord.plan.conditions import draw, settle
from accord.plan.endure import shortfall_if
from accord.plan.outlook import usual
from accord.plan.prices import Weights
from accord.plan.problem import Bools, Floats, Plan

DRAWS = 500
"""Usual number of futures."""


def futures(compiled: Compiled, *, draws: int = DRAWS, seed: int = 0) -> Bools:
    """(draws, O) which live offers of a scenario hold in each future.

    Futures drawn with the same seed are the same for all plans, and for all scenarios of a workspace as far as these
    say the same (common random numbers).

    >>> from accord.model.records import Capability, Offer
    >>> from accord.model.workspace import Scenario, Settings, Workspace
    >>> from accord.plan.compile import compile_problem
    >>> offer = Offer(id="a", nation="XAA", capability="INF", units=1, probability=0.5)
    >>> workspace = Workspace(settings=Settings(title="x", day_zero="2026-03-01"), offers={offer.id: offer},
    ...     capabilities={"INF": Capability(id="INF", label="Infantry", component="land")})
    >>> futures(compile_problem(workspace, Scenario()), draws=4, seed=1).T.tolist()
    [[False, False, True, False]]
    """
    rng = np.random.default_rng(seed)
    holds = np.zeros((draws, len(compiled.offers)), dtype=bool)
    for row in holds:
        verdicts = settle(compiled.workspace, draw(compiled.workspace, compiled.scenario, rng=rng))
        row[:] = [verdicts[offer.id].live for offer in compiled.offers]
    return holds


def coverages(compiled: Compiled, plan: Plan, holds: Bools) -> Floats:
    """(draws,) weighted coverage of a plan in each future, by the workspace's weights or the usual ones."""
    weights: Weights = usual(compiled.workspace.settings.weights)
    total = compiled.problem.weighted_demand(weights)
    short = shortfall_if(compiled.problem, plan, holds) @ np.asarray(weights, float)
    shares: Floats = 1.0 - short / total if total > 0 else np.ones(len(holds))
    return shares


def sum_up(shares: Floats) -> Futures:
    """Least coverages that 10, 50 and 90 in 100 futures stay at or below.

    >>> sum_up(np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]))
    Futures(draws=10, p10=0.1, p50=0.5, p90=0.9)
    """
    p10, p50, p90 = np.quantile(shares, [0.1, 0.5, 0.9], method="inverted_cdf").tolist()
    return Futures(draws=len(shares), p10=p10, p50=p50, p90=p90)
