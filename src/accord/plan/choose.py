"""Which scenario is meant."""

from accord.model.problem import NotFound
from accord.model.workspace import Scenario, Workspace

BASE = "base"
"""The scenario that counts when none is named; without a file of that name, the workspace as it stands."""


def choose_scenario(workspace: Workspace, name: str | None = None) -> tuple[str, Scenario]:
    """A scenario by its name, with that name; the base if none is named.

    Raises
    ------
    NotFound
        If there is no such scenario.

    >>> from accord.model.workspace import Settings
    >>> workspace = Workspace(settings=Settings(title="x", day_zero="2026-03-01"), scenarios={"late": Scenario()})
    >>> choose_scenario(workspace)[0], choose_scenario(workspace, "late")[0]
    ('base', 'late')
    >>> choose_scenario(workspace, "early")
    Traceback (most recent call last):
    ...
    accord.model.problem.NotFound: no scenario 'early'; there are: base, late
    """
    as_it_stands = Scenario.model_validate({"title": "as it stands"})
    known = {BASE: as_it_stands, **{str(name): scenario for name, scenario in workspace.scenarios.items()}}
    wanted = name or BASE
    if wanted not in known:
        raise NotFound(f"no scenario {wanted!r}; there are: {', '.join(known)}")
    return wanted, known[wanted]
