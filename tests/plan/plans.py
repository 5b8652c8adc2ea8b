"""Plans for compiled problems: given tours, or random ones that keep every rule."""

from typing import Any

import numpy as np
from tests.plan.small import plan_of
from tests.plan.workspaces import scenario, workspace

from accord.plan.compile import Compiled, compile_problem
from accord.plan.problem import Plan, PlanProblem
from accord.plan.solution import WEIGHTS, Solution
from accord.plan.verify import broken_rules, demand_by_class, shortfall


def compiled_of(*rows: Any, change: dict[str, Any] | None = None, **columns: Any) -> Compiled:
    return compile_problem(workspace(*rows, **columns), scenario(**(change or {})))


def problem_of(*rows: Any, change: dict[str, Any] | None = None, **columns: Any) -> PlanProblem:
    return compiled_of(*rows, change=change, **columns).problem


def couples(compiled: Compiled) -> list[tuple[str, str]]:
    """Offer and line of each pair."""
    return [(match.offer, match.line) for match in compiled.matches]


def pair(compiled: Compiled, offer: str, line: str) -> int:
    return couples(compiled).index((offer, line))


def tours(compiled: Compiled, *rows: tuple[str, str, int, int, int]) -> Plan:
    """Plan of rows (offer, line, start, length, count)."""
    return plan_of(*((pair(compiled, offer, line), *rest) for offer, line, *rest in rows))


def lawful_plan(problem: PlanProblem, seed: int, attempts: int = 12) -> Plan:
    """Random tours, each kept if the plan still keeps every rule."""
    rng = np.random.default_rng(seed)
    plan = Plan.empty()
    for _ in range(attempts if problem.n_pairs else 0):
        k = int(rng.integers(problem.n_pairs))
        start = int(rng.integers(problem.pair_first[k], problem.pair_last[k] + 1))
        length = int(rng.integers(1, problem.tour_max[k] + 1))
        more = _joined(plan, (k, start, length, 1))
        plan = more if not broken_rules(problem, more) else plan
    return plan


def _joined(plan: Plan, tour: tuple[int, int, int, int]) -> Plan:
    columns = (plan.pair, plan.start, plan.length, plan.count)
    k, s, length, n = (np.append(column, value).astype(np.int32) for column, value in zip(columns, tour, strict=True))
    return Plan(pair=k, start=s, length=length, count=n)


def solution_of(problem: PlanProblem, plan: Plan, **changes: Any) -> Solution:
    """A solution with that plan and the bound that nothing need be short."""
    usual: dict[str, Any] = {
        "plan": plan,
        "shortfall": shortfall(problem, plan),
        "demand": demand_by_class(problem),
        "least": np.zeros(3),
        "least_weighted": 0.0,
        "weights": WEIGHTS,
        "proven": False,
        "slot_price": np.zeros(problem.demand.shape),
        "limit_price": np.zeros(problem.limit_cap.shape),
        "rounds": 7,
        "seconds": 1.0,
    }
    return Solution(**{**usual, **changes})
