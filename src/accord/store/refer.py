"""Every reference leads to a row: which column points at which table, and what to say when it does not."""

import datetime as dt
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from accord.model.problem import Problem
from accord.model.records import TABLES, Condition, Record, Requirement
from accord.model.words import CaveatKind
from accord.model.workspace import Scenario
from accord.store.draft import Draft, Row, View
from accord.store.fault import quoted, unknown
from accord.store.layout import file_of, scenario_file
from accord.store.ring import ring_from
from accord.store.toml import line_of


@dataclass(frozen=True, slots=True)
class Reference:
    """A column whose words are ids of another table."""

    table: str
    column: str
    target: str
    also: frozenset[str] = frozenset()
    """Words that need no row."""


REFERENCES = (
    *(Reference(table, "source", "sources") for table, kind in TABLES.items() if "source" in kind.model_fields),
    Reference("substitutes", "capability", "capabilities"),
    Reference("substitutes", "substitute", "capabilities"),
    Reference("conditions", "nations", "nations"),
    Reference("conditions", "requires", "conditions"),
    Reference("caveats", "areas", "places"),
    Reference("caveats", "not_with", "nations"),
    Reference("caveats", "needs", "capabilities"),
    Reference("pools", "nation", "nations"),
    Reference("pools", "capability", "capabilities"),
    Reference("offers", "nation", "nations"),
    Reference("offers", "capability", "capabilities"),
    Reference("offers", "conditions", "conditions"),
    Reference("offers", "caveats", "caveats"),
    Reference("offers", "pool", "pools"),
    Reference("commitments", "nation", "nations"),
    Reference("commitments", "offer", "offers"),
    Reference("requirements", "capability", "capabilities"),
    Reference("requirements", "area", "places"),
    Reference("requirements", "not_tolerated", "caveats", frozenset(str(kind) for kind in CaveatKind)),
    Reference("requirements", "framework", "nations", frozenset({"any"})),
    Reference("requirements", "depends_on", "capabilities"),
    Reference("limits", "nations", "nations"),
    Reference("limits", "capabilities", "capabilities"),
    Reference("limits", "areas", "places"),
)


def words_of(row: Row, column: str) -> tuple[str, ...]:
    """The ids in one cell of a row of a draft; none if it is blank."""
    return cell_words(row.record, column)


def cell_words(record: Record, column: str) -> tuple[str, ...]:
    """The ids in one cell; none if it is blank.

    >>> from accord.model.records import Substitute
    >>> cell_words(Substitute(id="s1", capability="MECH", substitute="MOT"), "capability")
    ('MECH',)
    """
    value = getattr(record, column)
    return value if isinstance(value, tuple) else (value,) if value else ()


def broken_references(draft: Draft) -> Iterator[Problem]:
    """Faults of references, in any version of any row and in the scenarios, to what is nowhere written."""
    for reference in REFERENCES:
        if reference.target in draft.ids:
            known = draft.ids[reference.target]
            for row in draft.rows[reference.table]:
                yield from _unknown_words(row, reference, known)
    for row in draft.rows["requirements"]:
        yield from _profile_faults(row, draft)
    for key, scenario in draft.scenarios.items():
        yield from _scenario_faults(scenario_file(key), scenario, draft)


def _unknown_words(row: Row, reference: Reference, known: frozenset[str]) -> Iterator[Problem]:
    for word in words_of(row, reference.column):
        if word not in known and word not in reference.also:
            message = unknown(word, known | reference.also, file_of(reference.target))
            yield row.fault(reference.column, message)


def _profile_faults(row: Row, draft: Draft) -> Iterator[Problem]:
    """``P1:2;P2:3``: each phase once and known, each figure a number that is not negative."""
    assert isinstance(row.record, Requirement)
    seen: set[str] = set()
    for word in row.record.profile:
        phase, colon, figure = word.partition(":")
        if not colon or not _is_amount(figure):
            yield row.fault("profile", f"must be phase:units such as P1:2, not {quoted(word)}")
        elif phase in seen:
            yield row.fault("profile", f"gives phase {phase!r} twice")
        elif phase not in draft.ids.get("phases", {phase}):
            yield row.fault("profile", unknown(phase, draft.ids["phases"], "the phases of accord.toml"))
        seen.add(phase)


def _is_amount(text: str) -> bool:
    digits = text.replace(".", "", 1)
    return digits.isascii() and digits.isdigit() and math.isfinite(float(text))


def _scenario_faults(file: str, scenario: Scenario, draft: Draft) -> Iterator[Problem]:
    def check(field: str, words: Iterable[str], target: str) -> Iterator[Problem]:
        for word in words:
            if target in draft.ids and word not in draft.ids[target]:
                line = line_of(draft.keys[file], f"{field}.{word}")
                message = unknown(word, draft.ids[target], file_of(target))
                yield Problem(file=file, line=line, field=field, message=message)

    yield from check("conditions", scenario.conditions, "conditions")
    yield from check("nation_conditions", scenario.nation_conditions, "nations")
    for nation, truths in scenario.nation_conditions.items():
        yield from check(f"nation_conditions.{nation}", truths, "conditions")
    yield from check("withdraw", scenario.withdraw, "nations")
    yield from check("without_offers", scenario.without_offers, "offers")
    yield from check("without_requirements", scenario.without_requirements, "requirements")
    yield from check("limits", scenario.limits, "limits")
    yield from _unknown_tags(file, scenario, draft)


def _unknown_tags(file: str, scenario: Scenario, draft: Draft) -> Iterator[Problem]:
    rows = draft.rows["requirements"]
    if draft.ids.get("requirements") != frozenset({row.id for row in rows}):
        return  # a row that failed may hold the tag
    tags = set(chain.from_iterable(words_of(row, "tags") for row in rows))
    for tag in scenario.requirement_tags:
        if tag not in tags:
            line = line_of(draft.keys[file], "requirement_tags")
            message = unknown(tag, tags, "the tags of requirements.csv")
            yield Problem(file=file, line=line, field="requirement_tags", message=message)


def later_references(draft: Draft, view: View, as_of: dt.date | None) -> Iterator[Problem]:
    """Faults of rows that were known by `as_of` and point at rows that were not."""
    if as_of is None:
        return
    for reference in REFERENCES:
        if reference.target not in TABLES:
            continue
        later = {row.id: row.recorded for row in draft.rows[reference.target] if row.id not in view[reference.target]}
        for row in view[reference.table].values():
            for word in words_of(row, reference.column):
                if word in later:
                    where = f"{file_of(reference.target)} only on {later[word]}"
                    yield row.fault(reference.column, f"{word!r} was recorded in {where}, after {as_of}")


def cycles(view: View) -> Iterator[Problem]:
    """One fault for each ring of conditions that require each other, at its first row."""
    requires = {
        key: row.record.requires for key, row in view["conditions"].items() if isinstance(row.record, Condition)
    }
    seen: set[str] = set()
    for start in requires:
        ring = ring_from(start, requires)
        if ring and not seen & set(ring):
            seen |= set(ring)
            yield view["conditions"][start].fault("requires", f"goes in a circle: {' -> '.join(ring)}")
