"""All that a pack is made from: a workspace as an audience may see it, and what was computed on it."""

from dataclasses import dataclass

from accord.model.comparison import Comparison
from accord.model.daily import Daily
from accord.model.option import Ask, ConditionWorth, DelayPoint, Option, Withdrawal
from accord.model.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What is known and what was found; an empty tuple: not computed."""

    workspace: Workspace
    """Rows that the audience may see, and nothing else; its `agenda` is the meeting, its settings hold the marking."""
    audience: str
    """``all``, ``public`` or a nation's code."""
    scenario: str
    """Scenario that the options answer."""
    fingerprint: str
    """SHA-256 of what the audience may see, hexadecimal: the same rows, the same print."""
    options: tuple[Option, ...] = ()
    """The first is the recommended one."""
    comparison: Comparison | None = None
    """The options side by side."""
    asks: tuple[Ask, ...] = ()
    """Whom to ask for what next, the best first."""
    withdrawals: tuple[Withdrawal, ...] = ()
    """One a nation, and one with a blank nation to compare with."""
    delays: tuple[DelayPoint, ...] = ()
    """The plan if day zero slips."""
    worths: tuple[ConditionWorth, ...] = ()
    """What each condition is worth."""
    daily: Daily | None = None
    """Figures of the last day that was monitored; None: nothing was."""
    earlier: "Findings | None" = None
    """The same as of the last meeting (workspace, options), to tell what changed; None: not asked for."""
    missing: tuple[str, ...] = ()
    """What was not computed, or not to its end, by its name: ``options``, ``asks``, ``withdrawals``, ..."""
