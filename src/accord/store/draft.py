"""What the files of a workspace say, row by row and version by version, before anyone checks that they agree."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from accord.model.agenda import Agenda
from accord.model.deal import Deal
from accord.model.fields import Id
from accord.model.problem import Problem
from accord.model.records import TABLES, Record
from accord.model.workspace import Place, Scenario, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A record with the place where it was written."""

    table: str
    record: Record
    file: str
    line: int

    @property
    def id(self) -> str:
        """The user's word for the row."""
        return str(getattr(self.record, self.record.key))

    @property
    def recorded(self) -> dt.date | None:
        """Day we learned it; None: known from the beginning."""
        day: dt.date | None = getattr(self.record, "recorded", None)
        return day

    def fault(self, field: str, message: str) -> Problem:
        """A fault in one of its fields."""
        return Problem(file=self.file, line=self.line, field=field, message=message)


View = Mapping[str, Mapping[str, Row]]
"""Table -> id -> the version of the row that counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """All rows of all versions. `ids` also holds those of rows that failed, so that one fault does not cause others."""

    settings: Settings | None
    rows: Mapping[str, tuple[Row, ...]]
    ids: Mapping[str, frozenset[str]]
    """Table (``places`` and ``phases`` too) -> ids that are written there; without a table that could not be read."""
    places: Mapping[Id, Place] = field(default_factory=dict)
    scenarios: Mapping[Id, Scenario] = field(default_factory=dict)
    agenda: Agenda | None = None
    deal: Deal | None = None
    lines: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """``places/id`` and ``scenarios/id`` -> (file, line)."""
    keys: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """TOML file -> dotted key -> line."""

    def all_rows(self) -> Iterator[Row]:
        """Every row of every table."""
        return (row for rows in self.rows.values() for row in rows)

    def view(self, as_of: dt.date | None) -> View:
        """The version of each row that counts on a day."""
        return {table: newest(self.rows.get(table, ()), as_of=as_of) for table in TABLES}


def newest(rows: Iterable[Row], *, as_of: dt.date | None) -> dict[str, Row]:
    """The newest version of each row that was recorded by `as_of` (None: of all), in order of the ids."""
    known = [row for row in rows if as_of is None or (row.recorded or dt.date.min) <= as_of]
    known.sort(key=lambda row: (row.id, row.recorded or dt.date.min))
    return {row.id: row for row in known}


def repeated(rows: Iterable[Row]) -> Iterator[Problem]:
    """Faults of rows that say the same id as of the same day as a row above them."""
    first: dict[tuple[str, dt.date | None], Row] = {}
    for row in sorted(rows, key=lambda row: row.line):
        above = first.setdefault((row.id, row.recorded), row)
        if above is not row:
            hint = "" if row.table == "sources" else "; a revised row needs another day in 'recorded'"
            yield row.fault("id", f"{row.id!r} stands in line {above.line} already{hint}")
