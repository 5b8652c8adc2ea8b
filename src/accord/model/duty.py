"""How an obligation of the deal stands on a day."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from accord.model.reason import Reason


class Standing(StrEnum):
    """Whether an obligation is met."""

    WAITING = "waiting"
    """What sets it going has not happened yet."""
    DUE = "due"
    """Set going, and its deadline lies ahead."""
    MET = "met"
    """Found fulfilled, or nothing contrary seen since the deadline by those who would have seen it."""
    LATE = "late"
    """The deadline is past, and something contrary was seen after it or it was fulfilled too late."""
    UNKNOWN = "cannot_know"
    """The deadline is past, and too little was watched to tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """An obligation on one day."""

    term: str
    """Term of deal.toml."""
    standing: Standing
    """How it stands."""
    due: dt.datetime | None
    """First moment after its deadline, UTC; None: not known yet."""
    reasons: tuple[Reason, ...] = ()
    """Why."""
