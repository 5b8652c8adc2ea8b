"""What was computed for a pack, kept beside it so that a second pack of the same rows is quick."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from accord.model.comparison import Comparison
from accord.model.option import Ask, ConditionWorth, DelayPoint, Option, Withdrawal
from accord.store.atomic import write_files
from accord.store.results import json_text

PARTS = ("options", "comparison", "asks", "withdrawals", "delays", "worths")
"""What a pack is made from, in the order in which it is computed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Results on one state of a workspace, and which of them are complete."""

    options: tuple[Option, ...] = ()
    """Courses of action, the recommended one first."""
    comparison: Comparison | None = None
    """The options side by side."""
    asks: tuple[Ask, ...] = ()
    """Whom to ask."""
    withdrawals: tuple[Withdrawal, ...] = ()
    """One a nation."""
    delays: tuple[DelayPoint, ...] = ()
    """One a month."""
    worths: tuple[ConditionWorth, ...] = ()
    """One a condition."""
    complete: tuple[str, ...] = ()
    """Names of the parts that need not be computed again, those without any result included."""

    def without(self, *parts: str) -> "Found":
        """The same with some parts open again."""
        kept = tuple(part for part in self.complete if part not in parts)
        blank = Found()
        return replace(self, complete=kept, **{part: getattr(blank, part) for part in parts})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Saved:
    """A file of results, with what they were computed on."""

    key: Mapping[str, str | int | None]
    found: Found


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Where results for one audience lie: ``out/brief/<audience>/found/``."""

    folder: Path
    """The folder of the audience's pack."""
    key: Mapping[str, str | int | None]
    """What the results rest on: rows, scenario, version; seed and rounds, if rounds are counted."""

    @property
    def name(self) -> str:
        """Name of the file."""
        return f"found/{hashlib.sha256(json_text(self.key).encode()).hexdigest()[:16]}.json"

    def take(self) -> Found:
        """What lies there; nothing if it does not rest on the same or cannot be read."""
        path = self.folder / self.name
        try:
            saved = TypeAdapter(_Saved).validate_json(path.read_bytes())
        except (FileNotFoundError, ValidationError):
            return Found()
        return saved.found if saved.key == self.key else Found()

    def put(self, found: Found) -> None:
        """Keep results for the next pack."""
        text = json_text(_Saved(key=self.key, found=found))
        write_files(self.folder, {self.name: text.encode()})
