r"""How large a force a scenario sustains when nations have named no units: from strengths, step by step.

With :math:`A_n` the active strength of nation n and shares that are own planning assumptions,

.. math::

    \text{land}_n = \lambda A_n,\quad
    \text{at once}_n = \delta\,\text{land}_n,\quad
    \text{rotated}_n = \frac{\pi}{1 + r}\,\text{land}_n,\quad
    \text{left}_n = \max(0, \text{rotated}_n - \kappa E_n)

where :math:`\lambda` is the land share, :math:`\delta` the share deployed at any one time, :math:`\pi` the share that
can be sent at all, 1:r tour to rest, :math:`E_n` people deployed already and :math:`\kappa` the share of them that
competes. :math:`\delta` and :math:`\pi / (1 + r)` measure the same thing, so only one of them is ever applied: 10 % at
any one time is 30 % with a rest of 1:2. Existing deployments are people away at one time too; they need no rotation
factor. See docs/why/sizing.md.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping

from accord.model.fields import Id, NationCode
from accord.model.records import Commitment
from accord.model.sizing import Assumptions, NationSize, Sizing, SizingStep, Span, Stance
from accord.model.words import Scope
from accord.model.workspace import Scenario, Workspace
from accord.plan.calendar import Calendar, make_calendar
from accord.plan.sizing_pull import find_pulls
from accord.plan.sizing_stance import Counted, NationStance, find_stances, people_named, people_of

LAND = ("land",)
"""Components whose offers are counted: the method starts from land forces."""
ASHORE = (Scope.IN_COUNTRY, Scope.NEIGHBOUR)
"""Basing scopes whose offers are counted."""
USUAL = Assumptions()


def size_force(
    workspace: Workspace,
    scenario: Scenario,
    *,
    name: str = "base",
    assumptions: Assumptions = USUAL,
    components: Collection[str] = LAND,
    scopes: Collection[Scope] = ASHORE,
    on: dt.date | None = None,
) -> Sizing:
    """Size the force that a scenario sustains, by nation, low, likely and high.

    Parameters
    ----------
    name
        Name of the scenario, kept in the result.
    assumptions
        Shares and the rest ratio.
    components, scopes
        A nation is in if it has a live offer of a capability of one of these components in one of these scopes.
    on
        Day on which existing deployments are counted; None: day zero of the scenario.

    Notes
    -----
    Low, likely and high take every assumption at that end together: corners, not a confidence interval. A nation whose
    strength is not known is listed and adds nothing.

    >>> from accord.model.records import Capability, NationRow, Offer
    >>> from accord.model.workspace import Settings
    >>> nation = NationRow(id="XAA", name="Arland", active_personnel=100_000, deployed_elsewhere=2_000)
    >>> workspace = Workspace(
    ...     settings=Settings(title="x", day_zero="2026-03-01"),
    ...     nations={nation.id: nation},
    ...     capabilities={"INF": Capability(id="INF", label="infantry", component="land")},
    ...     offers={"a": Offer(id="a", nation="XAA", capability="INF", scopes=("in_country",))},
    ... )
    >>> sizing = size_force(workspace, Scenario())
    >>> [(step.key, round(step.inside.likely)) for step in sizing.steps]
    [('active', 100000), ('land', 60000), ('at_once', 6000), ('rotated', 4500), ('left', 3300)]
    """
    calendar = make_calendar(workspace.settings, scenario)
    day = on or calendar.day_zero
    counted = Counted(components=frozenset(components), scopes=frozenset(scopes))
    stances = find_stances(workspace, scenario, counted)
    deployed = _deployed(workspace, scenario, calendar, day)
    nations = [_size(workspace, code, stances[code], deployed.get(code), assumptions) for code in workspace.nations]
    return Sizing(
        scenario=name,
        title=scenario.title,
        day=day,
        assumptions=assumptions,
        nations=tuple(sorted(nations, key=_order)),
        steps=_steps(nations, assumptions),
        pulls=find_pulls(workspace, scenario, counted, stances, {size.nation: size.at_once for size in nations}),
    )


def _size(
    workspace: Workspace, code: NationCode, stance: NationStance, existing: int | None, assumed: Assumptions
) -> NationSize:
    row = workspace.nations[code]
    land = None if row.active_personnel is None else Span.sure(row.active_personnel) * assumed.land_share
    rotated = land and land * assumed.rotation_share
    return NationSize(
        nation=code,
        name=row.name,
        stance=stance.stance,
        reasons=stance.reasons,
        active=row.active_personnel,
        land=land,
        at_once=land and land * assumed.deployable_share,
        rotated=rotated,
        existing=existing,
        left=rotated and _at_least_none(rotated - Span.sure(existing or 0) * assumed.existing_share),
        named=people_named(workspace, stance.live),
    )


def _at_least_none(span: Span) -> Span:
    return Span(low=max(0.0, span.low), likely=max(0.0, span.likely), high=max(0.0, span.high))


def _order(size: NationSize) -> tuple[int, float, str]:
    return list(Stance).index(size.stance), -(size.active or 0), size.nation


def _deployed(workspace: Workspace, scenario: Scenario, calendar: Calendar, day: dt.date) -> Mapping[NationCode, int]:
    """People of each nation that are away on a day; a nation that says nothing is missing.

    The nation's total and its single commitments tell of the same people: what the total holds beyond all single
    commitments stays, each of them counts while it lasts.
    """
    rows: dict[NationCode, list[Commitment]] = {}
    for commitment in workspace.commitments.values():
        rows.setdefault(commitment.nation, []).append(commitment)
    return {
        code: max(0, (nation.deployed_elsewhere or 0) - sum(_people(workspace, row) for row in rows.get(code, [])))
        + sum(_people(workspace, row) for row in rows.get(code, []) if _holds(row, scenario, calendar, day))
        for code, nation in workspace.nations.items()
        if nation.deployed_elsewhere is not None or code in rows
    }


def _people(workspace: Workspace, commitment: Commitment) -> int:
    offer = workspace.offers.get(commitment.offer) if commitment.offer else None
    return commitment.people + (commitment.units * people_of(workspace, offer) if offer else 0)


def _holds(commitment: Commitment, scenario: Scenario, calendar: Calendar, day: dt.date) -> bool:
    if commitment.breakable and scenario.break_commitments:
        return False
    started = commitment.start is None or calendar.date(commitment.start) <= day
    return started and (commitment.until is None or day <= calendar.date(commitment.until))


def _steps(nations: Iterable[NationSize], assumed: Assumptions) -> tuple[SizingStep, ...]:
    known = [nation for nation in nations if nation.active is not None]
    inside = [nation for nation in known if nation.stance is Stance.IN]
    return tuple(
        SizingStep(
            key=key,
            label=label,
            everybody=Span.sum(_figure(nation, key) for nation in known),
            inside=Span.sum(_figure(nation, key) for nation in inside),
        )
        for key, label in _labels(assumed).items()
    )


def _figure(nation: NationSize, key: str) -> Span:
    figures = {
        "active": None if nation.active is None else Span.sure(nation.active),
        "land": nation.land,
        "at_once": nation.at_once,
        "rotated": nation.rotated,
        "left": nation.left,
    }
    return figures[key] or Span.sure(0.0)


def _labels(assumed: Assumptions) -> dict[Id, str]:
    return {
        Id("active"): "active strength, all services",
        Id("land"): f"in land forces (x {assumed.land_share.likely:g})",
        Id("at_once"): f"deployable at any one time (x {assumed.deployable_share.likely:g})",
        Id("rotated"): f"instead, with a rest of 1:{assumed.rest_ratio.likely:g}"
        f" (x {assumed.pool_share.likely:g} / {1 + assumed.rest_ratio.likely:g})",
        Id("left"): f"after existing deployments (less {assumed.existing_share.likely:.0%} of them)",
    }
