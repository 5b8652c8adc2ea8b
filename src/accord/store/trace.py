"""Where a row comes from and what leans on it: versions, source, references to it, results that use it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from accord.model.option import Option
from accord.model.problem import NotFound
from accord.model.records import TABLES
from accord.model.workspace import Scenario
from accord.store.draft import Draft, Row
from accord.store.fault import unknown
from accord.store.layout import scenario_file
from accord.store.refer import REFERENCES, words_of

OTHERS = ("places", "scenarios")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A row that names another."""

    row: str
    """``table/id``."""
    field: str
    file: str
    line: int


def find(draft: Draft, name: str, *, also: Sequence[str] = ()) -> tuple[str, ...]:
    """The rows that a name means, as ``table/id``; several tables may use the same id.

    Parameters
    ----------
    draft
        The workspace.
    name
        An id, or ``table/id``.
    also
        Other names that are known, such as options; they count for the nearest name only.

    Raises
    ------
    NotFound
        If nothing has this name; the message gives the nearest.
    """
    names = {f"{table}/{key}": key for table in (*TABLES, *OTHERS) for key in _ids(draft, table)}
    found = tuple(row for row, key in names.items() if name in (row, key))
    if not found and name not in also:
        known = {*names, *also} if "/" in name else {*names.values(), *also}
        raise NotFound(unknown(name, known, "the workspace"))
    return found


def _ids(draft: Draft, table: str) -> frozenset[str]:
    if table == "scenarios":
        return frozenset(draft.scenarios)
    return draft.ids.get(table, frozenset())


def versions(draft: Draft, row: str) -> tuple[Row, ...]:
    """All versions of a row, the newest first."""
    table, _, key = row.partition("/")
    found = [version for version in draft.rows.get(table, ()) if version.id == key]
    return tuple(sorted(found, key=lambda version: (version.recorded is not None, version.recorded), reverse=True))


def mentions(draft: Draft, row: str) -> tuple[Mention, ...]:
    """Rows, in any version, and scenarios that name a row; each once for each field, at its newest version."""
    table, _, key = row.partition("/")
    found: dict[tuple[str, str], Mention] = {}
    for mention in (*_in_tables(draft, table, key), *_in_scenarios(draft, table, key)):
        found.setdefault((mention.row, mention.field), mention)
    return tuple(found.values())


def _in_tables(draft: Draft, table: str, key: str) -> Iterator[Mention]:
    view = draft.view(None)
    for reference in REFERENCES:
        for row in view[reference.table].values() if reference.target == table else ():
            if key in words_of(row, reference.column):
                yield Mention(row=f"{row.table}/{row.id}", field=reference.column, file=row.file, line=row.line)


def _in_scenarios(draft: Draft, table: str, key: str) -> Iterator[Mention]:
    for name, scenario in draft.scenarios.items():
        for field in _scenario_fields(scenario, table, key):
            file = scenario_file(name)
            line = draft.keys[file].get(f"{field}.{key}", draft.keys[file].get(field, 1))
            yield Mention(row=f"scenarios/{name}", field=field, file=file, line=line)


def _scenario_fields(scenario: Scenario, table: str, key: str) -> Iterator[str]:
    named: dict[str, dict[str, Collection[str]]] = {
        "conditions": {"conditions": scenario.conditions},
        "nations": {"nation_conditions": scenario.nation_conditions, "withdraw": scenario.withdraw},
        "offers": {"without_offers": scenario.without_offers},
        "requirements": {"without_requirements": scenario.without_requirements},
        "limits": {"limits": scenario.limits},
    }
    yield from (field for field, words in named.get(table, {}).items() if key in words)
    if table == "conditions":
        yield from (f"nation_conditions.{code}" for code, truths in scenario.nation_conditions.items() if key in truths)


def uses(option: Option, row: str) -> tuple[str, ...]:
    """What an option does with a row, in sentences: its tours, the gaps of a line, why an offer is in or out."""
    table, _, key = row.partition("/")
    field = {"offers": "offer", "requirements": "requirement", "nations": "nation", "capabilities": "capability"}
    sentences = []
    for tour in option.tours:
        if table in field and getattr(tour, field[table]) == key:
            span = f"{tour.start} to {tour.until}"
            sentences.append(
                f"{tour.units} x {tour.capability} of {tour.nation} ({tour.offer}) on {tour.requirement}, {span}"
            )
    for gap in option.gaps:
        if (table, key) in (("requirements", gap.requirement), ("capabilities", gap.capability), ("places", gap.area)):
            why = f": {gap.reasons[0]}" if gap.reasons else ""
            sentences.append(f"{gap.requirement} is short by {gap.short:g} from {gap.start} to {gap.until}{why}")
    for verdict in option.verdicts:
        if (table, key) == ("offers", verdict.offer):
            reasons = "; ".join(map(str, verdict.reasons))
            sentences.append(f"{'live' if verdict.live else 'out'}{f': {reasons}' if reasons else ''}")
    return tuple(sentences)
