"""The most robust plan that covers nearly as much: the worst that one nation's withdrawal can do is as small as can be.

The search minimises  S + sum over n of w(n) S(without n),  the weights w on the nations whose withdrawal hurts most,
and turns the weights towards those that hurt most in the plans found (multiplicative weights, which approach the
minimax; Freund and Schapire 1999, Arora et al. 2012). Judged is the true worst withdrawal, nothing planned again.
Only plans that are best under some weights are met; a compromise between two of them may be missed.
"""

from dataclasses import dataclass

import numpy as np

from accord.plan.endure import shortfall_if
from accord.plan.kernels.data import Taste
from accord.plan.prefer import Hunt, Score, strengthen
from accord.plan.prices import Weights
from accord.plan.problem import Bools, Floats, Plan, PlanProblem

HEDGED = 6
"""Most nations that a search hedges against at a time."""
FIRST = 0.5
"""Sum of the hedges' weights in the first try; the plan itself has the weight 1."""
_TURN = 6.0
"""How fast weights turn: by e to this power times the share by which a withdrawal is milder than the worst."""


def worst_withdrawal(problem: PlanProblem, plan: Plan, weights: Weights, holds: Bools) -> Score:
    """Weighted shortfall after the worst single withdrawal, and the mean over all, nothing planned again.

    Parameters
    ----------
    holds
        (N, O) which offers hold if each nation leaves (`accord.plan.endure.without_one_nation`).
    """
    short = shortfall_if(problem, plan, holds) @ np.asarray(weights, float)
    return (round(float(short.max()), 6), round(float(short.mean()), 6)) if len(short) else (0.0, 0.0)


def harden(hunt: Hunt, strength: float = FIRST, *, holds: Bools) -> float:
    """Look for plans that lose less to the worst withdrawal and hold the bar; the strength reached."""
    hedge = _Hedge(hunt.bar.problem, hunt.bar.weights, holds, np.ones(len(holds)))
    return strengthen(hunt, hedge.taste, strength)


@dataclass(slots=True)
class _Hedge:
    """Weights of the nations' withdrawals, turned by the plans seen."""

    problem: PlanProblem
    weights: Weights
    holds: Bools
    mass: Floats

    def taste(self, strength: float, plan: Plan) -> Taste:
        """Hedges against the nations that hurt most, their weights ``strength`` together."""
        short = shortfall_if(self.problem, plan, self.holds) @ np.asarray(self.weights, float)
        worst = max(float(short.max()), 1e-9)
        self.mass = self.mass * np.exp(_TURN * (short - worst) / worst)
        self.mass /= self.mass.sum()
        hedged = np.sort(np.argsort(-self.mass, kind="stable")[:HEDGED])
        share = self.mass[hedged] / self.mass[hedged].sum()
        none = np.zeros(self.problem.n_pairs)
        return Taste(none, hedged.astype(np.int32), np.ascontiguousarray(strength * share))
