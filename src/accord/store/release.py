"""What an audience may see: rows that it may not are gone before anything is planned, counted or drawn.

Words in `release`: ``public`` (everybody), ``coalition`` (every nation of nations.csv, not the public), a nation's code
(that nation). Any other word, such as ``secretariat``, lets nobody see the row but those who see all. A blank cell
means the workspace's default. The words alone decide: a row *about* a nation is not for that reason shown to it, since
what is written there may be a remark at dinner or another's estimate; to show it to that nation, name the nation.

A row that rests on a hidden row (its capability, condition, caveat, pool, nation, area, ...) is hidden too, in as many
steps as it takes: an offer is never shown without its caveat, nor planned as if it had none. No row is shown in part.
What is hidden counts for nothing: a hidden limit holds nobody back, and a hidden commitment holds no units, since a
plan that respects them would tell of them.

Sources have no `release`: they are seen with the rows that name them. So are places, unless a feature's own
``release`` says who may see it: land and rivers, which no table names, need ``public`` there to be on everybody's map.
Neither may depend on hidden rows, or what is gone would tell of them. A hidden scenario is gone; of one that is seen,
names of hidden rows are dropped. The deal is seen whole, or not at all if one of its places is hidden. What free text
says cannot be known: it is the author's to mark.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any

from accord.model.agenda import Agenda
from accord.model.deal import Deal
from accord.model.fields import Id
from accord.model.problem import AccordError, NotFound
from accord.model.records import TABLES, Fact, Record
from accord.model.workspace import Place, Scenario, Workspace
from accord.store.deal import named_places
from accord.store.fault import unknown
from accord.store.meeting import knows
from accord.store.refer import REFERENCES, cell_words

ALL = "all"
"""The audience that sees everything."""
PUBLIC = "public"
"""The audience that is everybody."""
COALITION = "coalition"
"""Word for every nation of nations.csv."""

Rows = Mapping[str, Mapping[Any, Record]]
"""Table -> id -> row."""


def released(workspace: Workspace, audience: str) -> Workspace:
    """The workspace as an audience may see it.

    Parameters
    ----------
    workspace
        All that is known.
    audience
        ``all``, ``public`` or the code of a nation of nations.csv.

    Returns
    -------
    Workspace
        What is left, without the lines of files (their numbers would tell how many rows are missing); for ``all`` the
        workspace itself.

    Raises
    ------
    NotFound
        If there is no such nation.
    AccordError
        If the nation may not see its own row of nations.csv.

    >>> from accord.model.records import NationRow
    >>> from accord.model.workspace import Settings
    >>> nations = {"XAV": NationRow(id="XAV", name="A"), "XBR": NationRow(id="XBR", name="B", release="coalition")}
    >>> workspace = Workspace(settings=Settings(title="x", day_zero="2027-04-01"), nations=nations)
    >>> list(released(workspace, "public").nations), list(released(workspace, "XAV").nations)
    (['XAV'], ['XAV', 'XBR'])
    """
    if audience == ALL:
        return workspace
    if audience != PUBLIC and audience not in workspace.nations:
        raise NotFound(f"--audience: {unknown(audience, {ALL, PUBLIC, *workspace.nations}, 'nations.csv')}")
    seen = _seen(workspace, audience)
    if audience != PUBLIC and audience not in seen.nations:
        raise AccordError(f"--audience: {audience} may not see its own row of nations.csv: mend its 'release'")
    return seen


def _seen(workspace: Workspace, audience: str) -> Workspace:
    sight = _Sight(audience, workspace.settings.release)
    rows, places = _standing(_seen_rows(workspace, sight), _seen_places(workspace.places, sight))
    rows["sources"] = _named(rows["sources"], rows, "sources")
    deal = _seen_deal(workspace.deal, sight, places)
    with_deal = {key: place for key, place in places.items() if deal is not None and key in named_places(deal)}
    own = {key: place for key, place in places.items() if place.release}
    places = own | _named(places, rows, "places") | with_deal
    tables: dict[str, Any] = dict(rows)
    return replace(
        workspace,
        **tables,
        places=dict(sorted(places.items())),
        scenarios=dict(_seen_scenarios(workspace.scenarios, sight, rows)),
        agenda=_seen_agenda(workspace.agenda, sight, rows["nations"]),
        deal=deal,
        lines={},
    )


def released_pair(now: Workspace, earlier: Workspace, audience: str) -> tuple[Workspace, Workspace]:
    """Two states of one workspace as an audience may see them today: what is hidden now is hidden in the past too.

    Parameters
    ----------
    now, earlier
        The same workspace as of two days.
    audience
        As for `released`.
    """
    seen = released(now, audience)
    if audience == ALL:
        return seen, earlier
    tables: dict[str, Any] = {
        table: {
            key: row
            for key, row in getattr(earlier, table).items()
            if key in getattr(seen, table) or key not in getattr(now, table)
        }
        for table in TABLES
        if table != "sources"
    }
    return seen, _seen(replace(earlier, **tables), audience)


def fingerprint(workspace: Workspace) -> str:
    """SHA-256 of what a workspace says, hexadecimal: the same whatever the order of its rows, columns and files.

    Days it is read as of and lines of files do not count.

    >>> from accord.model.workspace import Settings
    >>> one = Workspace(settings=Settings(title="x", day_zero="2027-04-01"))
    >>> fingerprint(one) == fingerprint(replace(one, lines={"offers/a": ("offers.csv", 2)}))
    True
    """
    document = {
        "settings": workspace.settings.model_dump(mode="json"),
        **{table: _dumped(getattr(workspace, table)) for table in (*TABLES, "scenarios")},
        "places": {key: _place_document(place) for key, place in workspace.places.items()},
        "agenda": workspace.agenda and workspace.agenda.model_dump(mode="json"),
        "deal": workspace.deal and workspace.deal.model_dump(mode="json"),
    }
    text = json.dumps(document, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _dumped(rows: Mapping[Any, Record | Scenario]) -> dict[str, Any]:
    return {str(key): row.model_dump(mode="json") for key, row in rows.items()}


def _place_document(place: Place) -> dict[str, Any]:
    return {name: getattr(place, name) for name in ("name", "kind", "geometry", "checked", "release")}


class _Sight:
    """What one audience may see."""

    def __init__(self, audience: str, default: Collection[str]) -> None:
        self._words = {PUBLIC} if audience == PUBLIC else {PUBLIC, COALITION, audience}
        self._default = default

    def sees(self, release: Collection[str]) -> bool:
        return not self._words.isdisjoint(release or self._default)


def _seen_rows(workspace: Workspace, sight: _Sight) -> dict[str, dict[Any, Record]]:
    return {
        table: {
            key: row
            for key, row in getattr(workspace, table).items()
            if not isinstance(row, Fact) or sight.sees(row.release)
        }
        for table in TABLES
    }


def _seen_places(places: Mapping[Id, Place], sight: _Sight) -> dict[Id, Place]:
    return {key: place for key, place in places.items() if not place.release or sight.sees(place.release)}


def _standing(
    rows: dict[str, dict[Any, Record]], places: dict[Id, Place]
) -> tuple[dict[str, dict[Any, Record]], dict[Id, Place]]:
    """The rows all of whose references lead to a row that is left: taken out again and again until none falls."""
    while True:
        ids = {**{table: set(kept) for table, kept in rows.items()}, "places": set(places)}
        falling = {
            (reference.table, key)
            for reference in REFERENCES
            for key, row in rows[reference.table].items()
            if not {*cell_words(row, reference.column)} <= ids[reference.target] | reference.also
        }
        if not falling:
            return rows, places
        rows = {
            table: {key: row for key, row in kept.items() if (table, key) not in falling}
            for table, kept in rows.items()
        }


def _named(kept: Mapping[Any, Any], rows: Rows, target: str) -> dict[Any, Any]:
    """Those that a row names."""
    words = set(
        chain.from_iterable(
            cell_words(row, reference.column)
            for reference in REFERENCES
            if reference.target == target
            for row in rows[reference.table].values()
        )
    )
    return {key: row for key, row in kept.items() if key in words}


def _seen_scenarios(scenarios: Mapping[Id, Scenario], sight: _Sight, rows: Rows) -> Iterator[tuple[Id, Scenario]]:
    tags = set(chain.from_iterable(cell_words(row, "tags") for row in rows["requirements"].values()))
    for key, scenario in scenarios.items():
        left = _among(scenario.requirement_tags, tags)
        # Without any of its tags it would mean all lines, which it does not say.
        if sight.sees(scenario.release) and (left or not scenario.requirement_tags):
            yield key, scenario.model_copy(update={**_scenario_references(scenario, rows), "requirement_tags": left})


def _scenario_references(scenario: Scenario, rows: Rows) -> dict[str, object]:
    return {
        "conditions": _keys_among(scenario.conditions, rows["conditions"]),
        "nation_conditions": {
            nation: _keys_among(truths, rows["conditions"])
            for nation, truths in scenario.nation_conditions.items()
            if nation in rows["nations"]
        },
        "withdraw": _among(scenario.withdraw, rows["nations"]),
        "without_offers": _among(scenario.without_offers, rows["offers"]),
        "without_requirements": _among(scenario.without_requirements, rows["requirements"]),
        "limits": _keys_among(scenario.limits, rows["limits"]),
    }


def _among(words: Iterable[str], known: Collection[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word in known)


def _keys_among(values: Mapping[Any, Any], known: Collection[str]) -> dict[Any, Any]:
    return {key: value for key, value in values.items() if key in known}


def _seen_agenda(agenda: Agenda | None, sight: _Sight, nations: Collection[str]) -> Agenda | None:
    """The meeting without items that the audience may not see, or that a hidden nation leads."""
    if agenda is None or not sight.sees(agenda.release):
        return None
    items = tuple(item for item in agenda.items if sight.sees(item.release) and knows(item.lead, nations))
    return agenda.model_copy(update={"items": items, "chair": agenda.chair if knows(agenda.chair, nations) else ""})


def _seen_deal(deal: Deal | None, sight: _Sight, places: Collection[str]) -> Deal | None:
    """The deal as a whole or not at all: without one of its places its terms would mean something else."""
    sees = deal is not None and sight.sees(deal.release) and named_places(deal) <= set(places)
    return deal if sees else None
