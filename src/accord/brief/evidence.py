"""What stands behind each number of a document: how it was counted, the rows and sources it rests on.

A number's target is the id of an `Evidence`; ids are short and stable, so that `accord show FOLDER q-...` finds the
same entry: ``q-`` and the words of a key, such as ``q-covered-coverage-essential``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What stands behind one number."""

    id: str
    """Anchor, ``q-...``."""
    title: str
    """What the number is."""
    value: str
    """The number as it is shown, with its unit."""
    how: str
    """How it was counted, in a sentence."""
    rows: tuple[str, ...] = ()
    """Rows that it rests on, as ``table/id``."""
    parts: tuple[str, ...] = ()
    """Other entries that it sums up, by id."""


def anchor(*key: str) -> str:
    """Id of the evidence of a key; letters of any script and digits stay, all else becomes a hyphen.

    >>> anchor("covered", "Best option", "L-04"), anchor("łódź/1")
    ('q-covered-best-option-l-04', 'q-łódź-1')
    """
    return "q-" + re.sub(r"[\W_]+", "-", "-".join(key).lower()).strip("-")


def row_anchor(row: str) -> str:
    """Anchor of a row of a table, ``table/id``; ids that differ keep different anchors.

    >>> row_anchor("offers/XAV-01"), row_anchor("places/kyiv #2")
    ('offers-XAV-01', 'places-kyiv~20~232')
    """
    table, _, key = row.partition("/")
    return f"{table}-" + re.sub(r"[^\w.-]", lambda found: f"~{ord(found.group()):x}", key)


class Ledger:
    """Collects the evidence of a document while it is written; the same key twice must mean the same number.

    Keys that differ keep different anchors: where only signs or capitals tell them apart, the later one gets a number.

    >>> ledger = Ledger()
    >>> [ledger.enter(key, title="", value=key[0], how="") for key in (["L-1"], ["L.1"], ["L-1"])]
    ['q-l-1', 'q-l-1~2', 'q-l-1']
    """

    def __init__(self) -> None:
        self._entries: dict[str, Evidence] = {}
        self._keys: dict[str, tuple[str, ...]] = {}

    def enter(
        self,
        key: Sequence[str],
        *,
        title: str,
        value: str,
        how: str,
        rows: Sequence[str] = (),
        parts: Sequence[str] = (),
    ) -> str:
        """Enter what stands behind a number and return its anchor.

        Raises
        ------
        ValueError
            If the key was entered before for another number.
        """
        name = self._free(tuple(key))
        entry = Evidence(id=name, title=title, value=value, how=how, rows=tuple(rows), parts=tuple(parts))
        known = self._entries.setdefault(name, entry)
        if known.value != value:
            raise ValueError(f"{name} stands for {known.value!r} already, not for {value!r}")
        return name

    def _free(self, key: tuple[str, ...]) -> str:
        names = (anchor(*key) + (f"~{number}" if number > 1 else "") for number in count(1))
        return next(name for name in names if self._keys.setdefault(name, key) == key)

    @property
    def entries(self) -> tuple[Evidence, ...]:
        """All entries, in order of their ids."""
        return tuple(self._entries[name] for name in sorted(self._entries))
