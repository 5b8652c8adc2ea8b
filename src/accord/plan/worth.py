"""Which condition to work on: what the plan covers with a condition true against false, all others as they are.

Many changes of truth leave the same offers live, so each set of live offers is planned once. A set that contains
another is never left worse: it may use the other's plan.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from accord.model.fields import Id, NationCode
from accord.model.option import ConditionWorth, Verdict
from accord.model.words import ConditionKind
from accord.model.workspace import Scenario
from accord.plan.basis import Basis
from accord.plan.carry import carry_plan, cross
from accord.plan.conditions import settle
from accord.plan.replan import USUAL_STOP, merit
from accord.plan.side_by_side import side_by_side
from accord.plan.solution import Solution, Stop

Live = frozenset[Id]
"""Live offers: all that a truth changes about the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A condition (for one nation alone, or for all) whose truth is tried both ways."""

    condition: Id
    nation: NationCode | None = None


def questions(basis: Basis) -> tuple[Question, ...]:
    """Conditions of workspace and scenario in order of tags, for all, and for each nation that the scenario names."""
    tags = {*basis.workspace.conditions, *basis.scenario.conditions}
    own = [(tag, nation) for nation, values in basis.scenario.nation_conditions.items() for tag in values]
    asked = [*((tag, None) for tag in tags | {tag for tag, _ in own}), *own]
    ordered = sorted(asked, key=lambda one: (one[0], one[1] or ""))
    return tuple(Question(condition=Id(tag), nation=nation) for tag, nation in ordered)


def with_truth(scenario: Scenario, question: Question, truth: bool) -> Scenario:
    """The scenario with that truth; for all nations, what single nations say of the condition goes.

    >>> scenario = Scenario(nation_conditions={"XAA": {"vote": 0.4}})
    >>> with_truth(scenario, Question(condition="vote"), True).nation_conditions
    {'XAA': {}}
    >>> with_truth(scenario, Question(condition="vote", nation="XAA"), True).nation_conditions
    {'XAA': {'vote': True}}
    """
    tag, own = question.condition, dict(scenario.nation_conditions)
    if question.nation is not None:
        own[question.nation] = {**own.get(question.nation, {}), tag: truth}
        return scenario.model_copy(update={"nation_conditions": own})
    others = {nation: {key: value for key, value in said.items() if key != tag} for nation, said in own.items()}
    conditions = {**scenario.conditions, tag: truth}
    return scenario.model_copy(update={"conditions": conditions, "nation_conditions": others})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """A question with the verdicts on all offers, true and false."""

    question: Question
    true: dict[Id, Verdict]
    false: dict[Id, Verdict]


def sides(basis: Basis) -> tuple[Sides, ...]:
    """Every question with both its sides."""

    def settled(question: Question, truth: bool) -> dict[Id, Verdict]:
        return settle(basis.workspace, with_truth(basis.scenario, question, truth))

    return tuple(Sides(question=q, true=settled(q, True), false=settled(q, False)) for q in questions(basis))


def n_states(basis: Basis) -> int:
    """How many sets of live offers `worths` plans."""
    return len(_states(basis, sides(basis)))


def _states(basis: Basis, asked: tuple[Sides, ...]) -> dict[Live, Scenario]:
    """Each set of live offers that some truth brings about, with a scenario that does; the set at hand first."""
    found = {_live(basis.compiled.verdicts): basis.scenario}
    for one in asked:
        for truth, verdicts in ((False, one.false), (True, one.true)):
            found.setdefault(_live(verdicts), with_truth(basis.scenario, one.question, truth))
    return found


def worths(basis: Basis, *, each: Stop = USUAL_STOP, seed: int = 0) -> Iterator[tuple[ConditionWorth, ...]]:
    """All conditions whose two sides are known so far, weightiest first; anew after each set of live offers planned.

    Parameters
    ----------
    each
        When to stop re-planning for one set of live offers.
    """
    asked = sides(basis)
    states = _states(basis, asked)
    planned: dict[Live, Planned] = {}
    tasks = [partial(_plan, basis, scenario, stop=each, seed=seed) for scenario in states.values()]
    for live, found in zip(states, side_by_side(tasks), strict=True):
        planned[live] = found
        _lift(planned, stop=each, seed=seed)
        yield _known(basis, asked, planned)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Planned:
    """A set of live offers with its plan."""

    basis: Basis
    solution: Solution

    @property
    def merit(self) -> tuple[float, ...]:
        """Less is better."""
        return merit(self.basis.problem, self.solution.plan, self.basis.weights)


def _plan(basis: Basis, scenario: Scenario, *, stop: Stop, seed: int) -> Planned:
    moved = basis if scenario is basis.scenario else basis.under(scenario)
    return Planned(basis=moved, solution=moved.again(stop=stop, seed=seed, bound=False))


def _lift(planned: dict[Live, Planned], *, stop: Stop, seed: int) -> None:
    """Where a set has a better plan than a larger one, plan the larger one on from there."""
    for more in sorted(planned, key=len):
        smaller = [planned[less] for less in planned if less < more]
        best = min(smaller, key=lambda one: one.merit, default=planned[more])
        if best.merit < planned[more].merit:
            basis = planned[more].basis
            plan = carry_plan(best.solution.plan, cross(best.basis.problem, basis.problem))
            planned[more] = Planned(basis=basis, solution=basis.again(stop=stop, seed=seed, start=plan, bound=False))


def _known(basis: Basis, asked: tuple[Sides, ...], planned: dict[Live, Planned]) -> tuple[ConditionWorth, ...]:
    rows = [
        _worth(basis, one, planned[_live(one.true)].solution, planned[_live(one.false)].solution)
        for one in asked
        if _live(one.true) in planned and _live(one.false) in planned
    ]
    return tuple(sorted(rows, key=lambda row: (-row.worth_pp, row.condition, row.nation)))


def _worth(basis: Basis, one: Sides, true: Solution, false: Solution) -> ConditionWorth:
    row = basis.workspace.conditions.get(one.question.condition)
    return ConditionWorth(
        condition=one.question.condition,
        label=row.label if row else "",
        now=_now(basis, one.question),
        coverage_true=true.coverage,
        coverage_false=false.coverage,
        units_true=sum(verdict.units for verdict in one.true.values()),
        units_false=sum(verdict.units for verdict in one.false.values()),
        nation=one.question.nation or "",
    )


def _now(basis: Basis, question: Question) -> str:
    scenario = basis.scenario
    said = scenario.nation_conditions.get(question.nation, {}) if question.nation else scenario.conditions
    row = basis.workspace.conditions.get(question.condition)
    if question.condition not in said and row is not None and row.kind is not ConditionKind.EVENT:
        return "as others do"
    value = float(said.get(question.condition, row.default if row else False))
    return {0.0: "false", 1.0: "true"}.get(value, f"{value:g}")


def _live(verdicts: Mapping[Id, Verdict]) -> Live:
    return frozenset(id for id, verdict in verdicts.items() if verdict.live)
