"""What changed between two days: every row that did, and the totals that they explain.

A total is a sum over rows, so the difference of a total between two days is the sum of what each row adds to it on the
second day less what it added on the first. Every row for which that is not zero is listed as a change, also where the
row itself reads as before (an offer that is live because another nation joined): so the changes explain each total
exactly.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain

from accord.brief.totals import UNITLESS, Parts, State, state_of
from accord.model.fields import row_text
from accord.model.reason import Reason
from accord.model.records import TABLES, Offer, Record
from accord.model.words import Status
from accord.model.workspace import Workspace
from accord.plan.choose import choose_scenario
from accord.store.write import columns

_NOT_COMPARED = frozenset({"id", "recorded", "release"})
_WORDING = frozenset({"source", "credibility", "note", "evidence", "label", "basis", "derivation"})


class ChangeKind(StrEnum):
    """What happened to a row, in one word."""

    NEW = "new"
    """Nobody knew the row on the first day."""
    GONE = "gone"
    """The row is no longer there."""
    WITHDRAWN = "withdrawn"
    """The offer was taken back."""
    REFUSED = "refused"
    """The nation said no."""
    UP = "up"
    """The offer climbed the ladder."""
    DOWN = "down"
    """The offer came down the ladder."""
    MORE = "more"
    """More units than before."""
    FEWER = "fewer"
    """Fewer units than before."""
    CHANGED = "changed"
    """Something else in the row changed that counts."""
    RESTATED = "restated"
    """Only its wording, source or grade changed."""
    JOINS = "joins"
    """The nation's first offer."""
    LEAVES = "leaves"
    """The nation's last offer is gone."""
    FOLLOWS = "follows"
    """The row reads as before, but counts for more or less because of others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One column of a row, as it is written in the table."""

    name: str
    before: str
    """Blank where nothing stood, or the row is new."""
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One row that changed, and what it does to the totals."""

    row: str
    """``table/id``."""
    nation: str
    """Code of the nation whose row it is; blank: no single nation's."""
    kind: ChangeKind
    fields: tuple[FieldChange, ...] = ()
    """Columns that differ, in the order of the table; for a new row those that say something."""
    effects: Mapping[str, float] = field(default_factory=dict)
    """Key of a total -> what the row adds to its difference; without zeros."""
    consequence: float = 0.0
    """People in live units gained or lost (offers), or in units required more or less (lines), by which it ranks."""
    reasons: tuple[Reason, ...] = ()
    """Why an offer is live now or no longer, if that changed."""

    @property
    def table(self) -> str:
        """Table of the row."""
        return self.row.partition("/")[0]

    @property
    def id(self) -> str:
        """Id of the row in its table."""
        return self.row.partition("/")[2]

    def of(self, name: str) -> FieldChange | None:
        """The change of one column, if it changed."""
        return next((change for change in self.fields if change.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """One sum on both days."""

    key: str
    """``offers`` (that stand), ``nations`` (that have one), ``units`` (likely, of standing offers), ``live`` (units
    that count in the scenario), ``lines`` (of the scenario) or ``required`` (units that they want at most at one time);
    the last four also by component, as ``units/land``."""
    before: float
    after: float

    @property
    def difference(self) -> float:
        """After less before."""
        return self.after - self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Everything that changed between two days."""

    totals: tuple[Total, ...]
    """Whole totals first, each followed by its parts."""
    changes: tuple[Change, ...]
    """The weightiest first."""

    def total(self, key: str) -> Total:
        """One total by its key; nothing on both days if no row ever counted for it."""
        return next((total for total in self.totals if total.key == key), Total(key=key, before=0.0, after=0.0))

    def explain(self, key: str) -> tuple[Change, ...]:
        """The changes whose effects add up to the difference of a total, the largest first."""
        touching = (change for change in self.changes if key in change.effects)
        return tuple(sorted(touching, key=lambda change: -abs(change.effects[key])))

    def by_nation(self) -> Mapping[str, tuple[Change, ...]]:
        """Nation -> its changes, the nation with the weightiest change first; rows of no nation under a blank code."""
        nations = dict.fromkeys(change.nation for change in self.changes)
        return {code: tuple(change for change in self.changes if change.nation == code) for code in nations}


def changes(earlier: Workspace, now: Workspace, *, scenario: str | None = None) -> Changes:
    """What changed from one day to another.

    Parameters
    ----------
    earlier, now
        One workspace as of two days, both as the audience may see them.
    scenario
        Scenario in which units count as live, of the later day; None: ``base``.

    Raises
    ------
    NotFound
        If there is no such scenario.

    >>> from accord.model.workspace import Settings
    >>> none = Workspace(settings=Settings(title="x", day_zero="2027-04-01"))
    >>> offer = Offer(id="a", nation="XAV", capability="INF", units=2)
    >>> found = changes(none, Workspace(settings=none.settings, offers={offer.id: offer}))
    >>> [(change.row, change.kind.value, change.effects["live"]) for change in found.changes]
    [('offers/a', 'new', 2.0)]
    >>> found.total("live").difference
    2.0
    """
    assumed = choose_scenario(now, scenario)[1]
    before, after = state_of(earlier, assumed), state_of(now, assumed)
    listed = sorted(_changes(before, after), key=_rank)
    return Changes(totals=tuple(_totals(before, after)), changes=tuple(listed))


def _rank(change: Change) -> tuple[float, float, int, int, str]:
    paper = max((abs(size) for size in change.effects.values()), default=0.0)
    minor = [ChangeKind.FOLLOWS, ChangeKind.RESTATED]
    return -abs(change.consequence), -paper, change.kind in minor, [*TABLES].index(change.table), change.row


def _totals(before: State, after: State) -> Iterator[Total]:
    sums = [before.sums(), after.sums()]
    order = ("offers", "nations", "units", "live", "lines", "required")
    for key in sorted({*sums[0], *sums[1]}, key=lambda key: (order.index(key.partition("/")[0]), key)):
        yield Total(key=key, before=sums[0].get(key, 0.0), after=sums[1].get(key, 0.0))


def _changes(before: State, after: State) -> Iterator[Change]:
    for row in dict.fromkeys(chain(before.rows, after.rows)):
        old, new = before.rows.get(row), after.rows.get(row)
        effects = _difference(before.parts.get(row, {}), after.parts.get(row, {}))
        fields = tuple(_fields(row, old, new))
        if not fields and not effects and (old is None) == (new is None):
            continue
        yield Change(
            row=row,
            nation=_nation(row, new or old),
            kind=_kind(row, old, new, fields, effects),
            fields=fields,
            effects=effects,
            consequence=after.people(row) - before.people(row),
            reasons=after.verdict_reasons(row) if effects.get("live") else (),
        )


def _difference(before: Parts, after: Parts) -> dict[str, float]:
    sizes = {key: after.get(key, 0.0) - before.get(key, 0.0) for key in {**before, **after}}
    return {key: size for key, size in sizes.items() if size}


def _fields(row: str, old: Record | None, new: Record | None) -> Iterator[FieldChange]:
    """Columns that differ. Against no row at all, those that do not hold their default."""
    texts = [_cells(record, against=other) for record, other in ((old, new), (new, old))]
    for name in columns(row.partition("/")[0]):
        before, after = (text.get(name, "") for text in texts)
        if name not in _NOT_COMPARED and before != after:
            yield FieldChange(name=name, before=before, after=after)


def _cells(record: Record | None, *, against: Record | None) -> dict[str, str]:
    if record is None:
        return {}
    kind = type(record).model_fields
    says = {name for name in kind if against or name == "status" or getattr(record, name) != kind[name].default}
    return {name: text for name, text in row_text(record).items() if name in says}


def _nation(row: str, record: Record | None) -> str:
    if row.startswith("nations/"):
        return row.partition("/")[2]
    several: tuple[str, ...] = getattr(record, "nations", ())
    return str(getattr(record, "nation", several[0] if len(several) == 1 else ""))


def _kind(
    row: str, old: Record | None, new: Record | None, fields: tuple[FieldChange, ...], effects: Mapping[str, float]
) -> ChangeKind:
    if isinstance(new, Offer):
        return _offer_kind(old if isinstance(old, Offer) else None, new, fields)
    if row.startswith("nations/") and effects:
        return ChangeKind.JOINS if effects["nations"] > 0 else ChangeKind.LEAVES
    return _any_kind(old, new, fields)


def _offer_kind(old: Offer | None, new: Offer, fields: tuple[FieldChange, ...]) -> ChangeKind:
    if new.status in UNITLESS and (old is None or old.status is not new.status):
        return ChangeKind.REFUSED if new.status is Status.REFUSED else ChangeKind.WITHDRAWN
    if old is None or (new.status is old.status and new.units == old.units):
        return _any_kind(old, new, fields)
    if new.status is not old.status:
        ladder = list(Status)
        return ChangeKind.UP if ladder.index(new.status) > ladder.index(old.status) else ChangeKind.DOWN
    return ChangeKind.MORE if new.units > old.units else ChangeKind.FEWER


def _any_kind(old: Record | None, new: Record | None, fields: tuple[FieldChange, ...]) -> ChangeKind:
    if old is None:
        return ChangeKind.NEW
    if new is None:
        return ChangeKind.GONE
    if not fields:
        return ChangeKind.FOLLOWS
    return ChangeKind.RESTATED if {change.name for change in fields} <= _WORDING else ChangeKind.CHANGED
