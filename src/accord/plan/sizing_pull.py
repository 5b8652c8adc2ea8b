"""What each unmet condition holds back, in people: beside others, and by itself."""

from collections.abc import Iterable, Mapping

from accord.model.fields import Id, NationCode
from accord.model.sizing import Pull, Span, Stance
from accord.model.workspace import Scenario, Workspace
from accord.plan.sizing_stance import Counted, NationStance, find_stances

_TABLE = "conditions/"


def find_pulls(
    workspace: Workspace,
    scenario: Scenario,
    counted: Counted,
    stances: Mapping[NationCode, NationStance],
    at_once: Mapping[str, Span | None],
) -> tuple[Pull, ...]:
    """Every condition that holds a nation back, the one that frees most people by itself first.

    Parameters
    ----------
    at_once
        People of each nation at any one time; None: not known, counted as none.
    """
    pulls = []
    for condition, nations in sorted(_held_by(stances).items()):
        joining = tuple(_joining(workspace, with_condition(scenario, condition), counted, stances))
        row = workspace.conditions.get(condition)
        pulls.append(
            Pull(
                condition=condition,
                label=row.label if row else "",
                nations=tuple(sorted(nations)),
                at_once=_people(nations, at_once),
                joining=joining,
                gained=_people(joining, at_once),
            )
        )
    return tuple(sorted(pulls, key=lambda pull: (-pull.gained.likely, -pull.at_once.likely, pull.condition)))


def with_condition(scenario: Scenario, condition: Id) -> Scenario:
    """The same scenario with a condition true for everybody.

    >>> changed = with_condition(Scenario(nation_conditions={"XAA": {"un": False}}), "un")
    >>> changed.conditions, changed.nation_conditions
    ({'un': True}, {'XAA': {}})
    """
    own = {
        nation: {tag: value for tag, value in values.items() if tag != condition}
        for nation, values in scenario.nation_conditions.items()
    }
    return scenario.model_copy(
        update={"conditions": {**scenario.conditions, condition: True}, "nation_conditions": own}
    )


def _held_by(stances: Mapping[NationCode, NationStance]) -> dict[Id, set[NationCode]]:
    found: dict[Id, set[NationCode]] = {}
    for nation, stance in stances.items():
        if stance.stance is Stance.IN:
            continue
        rows = (row for verdict in stance.held for reason in verdict.reasons for row in reason.rows)
        for row in rows:
            if row.startswith(_TABLE):
                found.setdefault(Id(row.removeprefix(_TABLE)), set()).add(nation)
    return found


def _joining(
    workspace: Workspace, changed: Scenario, counted: Counted, before: Mapping[NationCode, NationStance]
) -> Iterable[NationCode]:
    after = find_stances(workspace, changed, counted)
    return sorted(
        code for code, stance in after.items() if stance.stance is Stance.IN and before[code].stance is not Stance.IN
    )


def _people(nations: Iterable[NationCode], at_once: Mapping[str, Span | None]) -> Span:
    return Span.sum(at_once.get(nation) or Span.sure(0.0) for nation in nations)
