"""What every analysis starts from: a compiled scenario with its plan, and the prices behind it."""

from dataclasses import dataclass

import numpy as np

from accord.model.option import Option
from accord.model.workspace import Scenario, Workspace
from accord.plan.carry import carry_plan, cross
from accord.plan.compile import Compiled, compile_problem
from accord.plan.lawful import lawful
from accord.plan.outlook import Outlook, carry_outlook, open_outlook
from accord.plan.prices import Weights
from accord.plan.problem import Plan, PlanProblem
from accord.plan.replan import USUAL_STOP, replan
from accord.plan.solution import Solution, Stop


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Basis:
    """A plan that keeps the rules of a compiled scenario."""

    compiled: Compiled
    plan: Plan
    outlook: Outlook

    @property
    def problem(self) -> PlanProblem:
        """The arrays."""
        return self.compiled.problem

    @property
    def workspace(self) -> Workspace:
        """The rows."""
        return self.compiled.workspace

    @property
    def scenario(self) -> Scenario:
        """What is assumed."""
        return self.compiled.scenario

    @property
    def weights(self) -> Weights | None:
        """Weights of the classes; None: strict order."""
        return self.outlook.weights

    def under(self, scenario: Scenario, *, workspace: Workspace | None = None) -> "Basis":
        """What of the plan holds in another scenario (and workspace), and its prices carried over."""
        compiled = compile_problem(workspace or self.workspace, scenario)
        crossing = cross(self.problem, compiled.problem)
        return Basis(
            compiled=compiled,
            plan=lawful(compiled.problem, carry_plan(self.plan, crossing)),
            outlook=carry_outlook(self.outlook, crossing, compiled.problem),
        )

    def again(
        self, *, stop: Stop = USUAL_STOP, seed: int = 0, start: Plan | None = None, bound: bool = True
    ) -> Solution:
        """Plan again from the plan, or from another one of the same problem; the basis itself stays as it is."""
        outlook = carry_outlook(self.outlook, cross(self.problem, self.problem), self.problem)
        plan = self.plan if start is None else start
        return replan(self.problem, plan, weights=self.weights, stop=stop, seed=seed, outlook=outlook, bound=bound)


def make_basis(compiled: Compiled, plan: Plan, *, weights: Weights | None = None, stop: Stop = USUAL_STOP) -> Basis:
    """A basis whose prices have climbed until the stop; tours that the problem forbids are dropped."""
    outlook = open_outlook(compiled.problem, weights)
    kept = lawful(compiled.problem, plan)
    outlook.climb(compiled.problem, kept, stop)
    return Basis(compiled=compiled, plan=kept, outlook=outlook)


def plan_of(compiled: Compiled, option: Option) -> Plan:
    """The tours of a saved option as arrays; tours of offers or lines that are gone are left out.

    >>> from accord.model.workspace import Settings
    >>> compiled = compile_problem(Workspace(settings=Settings(title="x", day_zero="2026-03-01")), Scenario())
    >>> option = Option(id="a", title="", scenario="base", objective="", tours=(), coverage=1.0, bounds=(),
    ...     broken_rules=(), by_priority=(), by_component=(), by_area=(), by_period=(), by_line=(), gaps=())
    >>> len(plan_of(compiled, option).pair)
    0
    """
    place = {(match.offer, match.line): k for k, match in enumerate(compiled.matches)}
    rows = [
        (place[key], tour.first_period, tour.periods, tour.units)
        for tour in option.tours
        if (key := (tour.offer, tour.requirement)) in place
    ]
    columns = np.array(rows, dtype=np.int32).reshape(-1, 4).T
    return Plan(pair=columns[0], start=columns[1], length=columns[2], count=columns[3]).sorted()
