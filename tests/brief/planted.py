"""The good workspace with rows that an audience may not see, each text of theirs a word that stands nowhere else."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path

from tests.store.workspaces import good_copy

MARK = "zqxwvk"
"""No text, font or picture of a pack holds these letters by chance."""
NATION = "QZX"
"""Code of a nation that is hidden."""


def plant(folder: Path, *words: str) -> Path:
    """A copy of the good workspace with hidden rows in every table; their releases are the words, in turn.

    Some would change every number if they counted (units of an offer, a ceiling of nobody, a demand), some are
    released but rest on what is not, and visible scenarios name some of them.
    """
    garden = _Garden(good_copy(folder), words)
    garden.source()
    for table, rows in ROWS.items():
        for row in rows:
            garden.row(table, row)
    garden.places()
    garden.scenarios()
    garden.agenda()
    return folder


ROWS: Mapping[str, list[dict[str, str]]] = {
    "nations": [{"id": NATION, "active_personnel": "9999999", "gdp_eur": "7e13", "population": "999999999"}],
    "capabilities": [{"id": f"{MARK}-cap", "people": "777", "lift_tonnes": "7777", "cost_likely": "7e6", **{
        "cost_low": "6e6", "cost_high": "8e6"}}],
    "substitutes": [
        {"id": f"{MARK}-sub-1", "capability": "MED-R2", "substitute": "INF-CO"},
        {"id": f"{MARK}-sub-2", "capability": "INF-CO", "substitute": f"{MARK}-cap", "release": "public"},
    ],
    "conditions": [
        {"id": f"{MARK}-con-1", "kind": "event", "default": "yes"},
        {"id": f"{MARK}-con-2", "kind": "joins", "nations": NATION, "release": "public"},
    ],
    "caveats": [{"id": f"{MARK}-cav", "kind": "area", "areas": f"{MARK}-place"}],
    "pools": [{"id": f"{MARK}-pool", "nation": "XAA", "kind": "units", "capability": "INF-CO", "quantity": "77"}],
    "offers": [
        {"id": f"{MARK}-off-1", "nation": "XAA", "capability": "INF-CO", "units": "70", "scopes": "in_country"},
        {"id": f"{MARK}-off-2", "nation": NATION, "capability": "MED-R2", "units": "70", "scopes": "in_country",
         "release": "public"},
        {"id": f"{MARK}-off-3", "nation": "XBB", "capability": "MECH-CO", "units": "70", "scopes": "in_country",
         "caveats": f"{MARK}-cav", "release": "public"},
        {"id": f"{MARK}-off-4", "nation": "XAA", "capability": "INF-CO", "units": "7", "scopes": "in_country",
         "pool": f"{MARK}-pool", "release": "public"},
        {"id": f"{MARK}-off-5", "nation": "XCC", "capability": "PATROL", "units": "7", "scopes": "sea_area",
         "recorded": "2026-01-06", "release": "public"},
        {"id": f"{MARK}-off-5", "nation": "XCC", "capability": "PATROL", "units": "9", "scopes": "sea_area",
         "recorded": "2026-01-12"},
        {"id": f"{MARK}-off-6", "nation": "XCC", "capability": "INF-CO", "units": "7", "scopes": "in_country",
         "conditions": f"{MARK}-con-2", "release": "public"},
    ],
    "commitments": [
        {"id": f"{MARK}-com-1", "nation": "XAA", "offer": "a-inf", "units": "4", "people": "99"},
        {"id": f"{MARK}-com-2", "nation": "XAA", "offer": f"{MARK}-off-1", "units": "4", "release": "public"},
    ],
    "requirements": [
        {"id": f"{MARK}-req-1", "component": "land", "capability": "INF-CO", "units": "7", "area": "NORTH",
         "scope": "in_country", "priority": "essential", "max_nations": "1"},
        {"id": f"{MARK}-req-2", "component": f"{MARK}-comp", "capability": f"{MARK}-cap", "units": "7",
         "area": f"{MARK}-place", "scope": "in_country", "priority": "essential", "release": "public"},
    ],
    "limits": [{"id": f"{MARK}-lim", "nations": "XAA", "resource": "people", "maximum": "0"}],
}  # fmt: skip
TEXTS: Mapping[str, tuple[str, ...]] = {
    "nations": ("name", "note"),
    "capabilities": ("label", "component", "note"),
    "substitutes": ("note",),
    "conditions": ("label", "note"),
    "caveats": ("label", "note"),
    "pools": ("derivation", "note"),
    "offers": ("tags", "evidence", "note"),
    "commitments": ("operation", "note"),
    "requirements": ("label", "task", "tags", "basis", "note"),
    "limits": ("label", "tags", "note"),
}
"""Columns of free text, which hold a marker of their own each."""


class _Garden:
    def __init__(self, home: Path, words: tuple[str, ...]) -> None:
        self._home, self._words, self._turn = home, words, 0

    def _word(self) -> str:
        self._turn += 1
        return self._words[self._turn % len(self._words)]

    def _list(self) -> list[str]:
        return self._word().split(";")

    def row(self, table: str, columns: Mapping[str, str]) -> None:
        texts = {name: f"{MARK} {table} {name}".replace(" ", "-") for name in TEXTS[table] if name not in columns}
        self._add(table, {"source": f"{MARK}-src", "release": self._word(), **texts, **columns})

    def _add(self, table: str, columns: Mapping[str, str]) -> None:
        path = self._home / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        with path.open("w", encoding="utf-8", newline="") as file:
            names = list(dict.fromkeys([*rows[0], *columns]))
            writer = csv.DictWriter(file, names, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows([columns, *rows])

    def source(self) -> None:
        texts = {name: f"{MARK} source {name}" for name in ("title", "publisher")}
        address = f"https://example.org/{MARK}-address"
        self._add("sources", {"id": f"{MARK}-src", "url": address, "published": "2026-01-11", **texts})

    def places(self) -> None:
        path = self._home / "places.geojson"
        document = json.loads(path.read_text(encoding="utf-8"))
        like = next(one for one in document["features"] if one["geometry"]["type"] == "Point")
        for id, more in ((f"{MARK}-place", {}), (f"{MARK}-land", {"release": self._word()})):
            properties = {"name": f"{MARK} place name", "kind": f"{MARK} place kind", **more}
            document["features"].append({**like, "id": id, "properties": properties})
        path.write_text(json.dumps(document), encoding="utf-8")

    def scenarios(self) -> None:
        hidden = f'title = "{MARK} title"\ndescription = "{MARK} description"\nrelease = {self._list()}\n'
        (self._home / "scenarios" / f"{MARK}-plan.toml").write_text(hidden, encoding="utf-8")
        path = self._home / "scenarios" / "ceasefire.toml"
        text = path.read_text(encoding="utf-8")
        named = f'without_offers = ["{MARK}-off-4"]\nwithout_requirements = ["{MARK}-req-1"]\nwithdraw = ["{NATION}"]\n'
        text = text.replace("[conditions]\n", f"{named}[conditions]\n{MARK}-con-1 = false\n")
        text = text.replace("[limits]\n", f"[limits]\n{MARK}-lim = 1\n")
        path.write_text(f"{text}\n[nation_conditions.{NATION}]\nceasefire = false\n", encoding="utf-8")

    def agenda(self) -> None:
        path = self._home / "agenda.toml"
        texts = "".join(f'{name} = "{MARK} {name}"\n' for name in ("decision", "fallback"))
        hidden = f'[[items]]\ntitle = "{MARK} item"\nlead = "{MARK} lead"\nminutes = 77\nrelease = {self._list()}\n'
        led = f'[[items]]\ntitle = "{MARK} led"\nlead = "{NATION}"\nminutes = 77\nrelease = ["public"]\n'
        path.write_text(path.read_text(encoding="utf-8") + hidden + texts + led + texts, encoding="utf-8")
