"""The exercise is a sound workspace, shows every feature, and its land fits together."""

import csv
import datetime as dt
import json
import runpy
from pathlib import Path

import pytest
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from accord.model.records import TABLES, Fact, Offer, Requirement
from accord.model.words import (
    CaveatKind,
    Command,
    ConditionKind,
    PoolKind,
    Priority,
    Reliability,
    Resource,
    Scope,
    Status,
)
from accord.model.workspace import Scenario, Workspace
from accord.plan.compile import compile_problem
from accord.plan.conditions import settle
from accord.store.read import read_workspace
from accord.store.release import released

EXAMPLES = Path(__file__).parents[2] / "examples"
EXERCISE = EXAMPLES / "exercise"
UNITLESS = (Status.REFUSED, Status.WITHDRAWN)
CONFERENCES = [dt.date(2026, 6, 18), dt.date(2026, 9, 25), dt.date(2026, 11, 13)]


@pytest.fixture(scope="module")
def exercise() -> Workspace:
    return read_workspace(EXERCISE)


@pytest.fixture(scope="module")
def shapes() -> dict[str, BaseGeometry]:
    features = json.loads((EXERCISE / "places.geojson").read_text(encoding="utf-8"))["features"]
    return {feature["id"]: shape(feature["geometry"]) for feature in features}


def of_kind(exercise: Workspace, kind: str) -> list[str]:
    return [key for key, place in exercise.places.items() if place.kind == kind]


def rows(table: str) -> list[dict[str, str]]:
    return _cells(EXERCISE / f"{table}.csv")


def _cells(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# Size and completeness


def test_size_is_that_of_a_real_conference(exercise: Workspace) -> None:
    assert len(exercise.nations) == 35
    assert 150 <= len(exercise.offers) <= 175
    assert sum("core" in line.tags for line in exercise.requirements.values()) == 60
    assert len({line.component for line in exercise.requirements.values()}) == 8
    assert exercise.settings.periods == 36
    assert len(exercise.scenarios) == 5


@pytest.mark.parametrize("day", CONFERENCES)
def test_every_earlier_day_is_a_sound_workspace_too(day: dt.date) -> None:
    then = read_workspace(EXERCISE, as_of=day)
    assert then.offers
    assert all(offer.recorded is None or offer.recorded <= day for offer in then.offers.values())


def test_every_fact_rests_on_a_source(exercise: Workspace) -> None:
    for table, kind in TABLES.items():
        if issubclass(kind, Fact):
            facts = getattr(exercise, table).values()
            assert [fact.id for fact in facts if fact.source is None and table != "conditions"] == [], table


def test_every_source_is_used_and_every_nation_speaks(exercise: Workspace) -> None:
    used = {row["source"] for table in TABLES if table != "sources" for row in rows(table)}
    reporters = {row["source"] for path in (EXERCISE / "reports").glob("*.csv") for row in _cells(path)}
    assert set(exercise.sources) - used - reporters <= {"CONOPS", "FGC-1"}
    assert {offer.nation for offer in exercise.offers.values()} == set(exercise.nations)


def test_every_offer_has_evidence_and_every_line_a_label_and_a_basis(exercise: Workspace) -> None:
    assert all(offer.evidence.endswith(".") for offer in exercise.offers.values())
    assert all(line.label and line.basis and line.task for line in exercise.requirements.values())


def test_no_two_offers_say_the_same_sentence(exercise: Workspace) -> None:
    said = [(offer.nation, offer.evidence) for offer in exercise.offers.values()]
    assert len(set(said)) == len(said)


def test_a_statement_is_recorded_when_or_after_its_source_appeared(exercise: Workspace) -> None:
    for offer in exercise.offers.values():
        source = exercise.sources[offer.source] if offer.source else None
        if source and source.published and offer.recorded:
            assert source.published <= offer.recorded, offer.id


def test_costs_and_symbols(exercise: Workspace) -> None:
    for capability in exercise.capabilities.values():
        assert 0 < capability.cost_low < capability.cost_likely < capability.cost_high
        assert capability.people > 0
        assert capability.lift_tonnes > 0
    symbols = [capability.symbol for capability in exercise.capabilities.values() if capability.symbol]
    assert len(symbols) == len(set(symbols)) >= 6


# Every feature


def test_every_scope_is_asked_for_and_offered(exercise: Workspace) -> None:
    assert {line.scope for line in exercise.requirements.values()} == set(Scope)
    assert {scope for offer in exercise.offers.values() for scope in offer.scopes} == set(Scope)


def test_every_step_of_the_ladder_stands_in_an_offer(exercise: Workspace) -> None:
    assert {offer.status for offer in exercise.offers.values()} == set(Status)


def test_every_priority_stands_in_a_line(exercise: Workspace) -> None:
    assert {line.priority for line in exercise.requirements.values()} == set(Priority)


def test_every_kind_of_condition_decides_on_an_offer(exercise: Workspace) -> None:
    used = {tag for offer in exercise.offers.values() for tag in offer.conditions}
    assert {exercise.conditions[tag].kind for tag in used} == set(ConditionKind)
    assert any(condition.requires for condition in exercise.conditions.values())
    assert any(not exercise.conditions[tag].default for tag in used)


def test_every_condition_and_caveat_is_used(exercise: Workspace) -> None:
    offers = exercise.offers.values()
    required = {tag for condition in exercise.conditions.values() for tag in condition.requires}
    assert {tag for offer in offers for tag in offer.conditions} | required == set(exercise.conditions)
    assert {tag for offer in offers for tag in offer.caveats} == set(exercise.caveats)


def test_every_kind_of_caveat_limits_an_offer(exercise: Workspace) -> None:
    used = {tag for offer in exercise.offers.values() if offer.units for tag in offer.caveats}
    assert {exercise.caveats[tag].kind for tag in used} == set(CaveatKind)
    assert any(exercise.caveats[tag].tour_max_months for tag in used)
    assert any(exercise.caveats[tag].start for tag in used)
    assert any(exercise.caveats[tag].until is not None for tag in used)


def test_lines_do_not_tolerate_caveats_by_tag_and_by_kind(exercise: Workspace) -> None:
    words = {word for line in exercise.requirements.values() for word in line.not_tolerated}
    assert words & set(CaveatKind)
    assert words & set(exercise.caveats)


def test_every_resource_is_limited(exercise: Workspace) -> None:
    assert {limit.resource for limit in exercise.limits.values()} == set(Resource)


def test_most_nations_have_a_ceiling_on_people(exercise: Workspace) -> None:
    ceilings = [
        limit
        for limit in exercise.limits.values()
        if limit.resource is Resource.PEOPLE and len(limit.nations) == 1 and not limit.scopes
    ]
    assert len({limit.nations for limit in ceilings}) == len(ceilings) >= 25


def test_limits_select_by_everything(exercise: Workspace) -> None:
    limits = exercise.limits.values()
    for selector in ("nations", "capabilities", "areas", "scopes", "tags", "start", "until"):
        assert any(getattr(limit, selector) for limit in limits), selector


def test_the_narrows_limit_tonnes_and_days_of_stay(exercise: Workspace) -> None:
    tonnes, stay = exercise.limits["NARROWS-TONNES"], exercise.limits["NARROWS-STAY"]
    assert (tonnes.resource, stay.resource, stay.maximum) == (Resource.TONNES, Resource.DAYS_OF_STAY, 21)
    assert tonnes.tags == stay.tags == ("non-littoral",)
    assert {"littoral", "non-littoral"} <= {tag for offer in exercise.offers.values() for tag in offer.tags}


def test_pools_of_units_are_shared_and_pools_of_people_derived(exercise: Workspace) -> None:
    assert {pool.kind for pool in exercise.pools.values()} == set(PoolKind)
    drawn = [offer.pool for offer in exercise.offers.values() if offer.pool]
    assert all(drawn.count(pool.id) >= 2 for pool in exercise.pools.values() if pool.kind is PoolKind.UNITS)
    draft = runpy.run_path(str(EXAMPLES / "exercise.py"))["draft_pools"]
    derived = {row["id"]: row for row in draft(rows("nations"))}
    for pool in exercise.pools.values():
        if pool.kind is PoolKind.PEOPLE:
            assert (pool.quantity, pool.derivation) == (derived[pool.id]["quantity"], derived[pool.id]["derivation"])


def test_lines_use_every_column_of_the_statement(exercise: Workspace) -> None:
    for column in Requirement.model_fields:
        used = [getattr(line, column) for line in exercise.requirements.values()]
        default = Requirement.model_fields[column].default
        assert any(value != default for value in used), column


def test_offers_use_every_column_of_the_register(exercise: Workspace) -> None:
    for column in Offer.model_fields:
        used = [getattr(offer, column) for offer in exercise.offers.values()]
        default = Offer.model_fields[column].default
        assert any(value != default for value in used), column


def test_scenarios_use_every_field(exercise: Workspace) -> None:
    for name in Scenario.model_fields:
        default = Scenario().model_dump()[name]
        assert any(scenario.model_dump()[name] != default for scenario in exercise.scenarios.values()), name


def test_framework_nations_are_named_and_open(exercise: Workspace) -> None:
    wanted = {line.framework for line in exercise.requirements.values()}
    assert "any" in wanted
    assert {nation for nation in wanted if len(nation) == 3 and nation != "any"} >= {"XAV", "XPE", "XTO"}


def test_force_commander_needs_more_than_some_give(exercise: Workspace) -> None:
    asked = {line.command for line in exercise.requirements.values()} - {None}
    assert asked == {Command.OPCON, Command.TACON, Command.NATIONAL}
    given = {caveat.command for caveat in exercise.caveats.values()} - {None}
    assert given == {Command.TACON, Command.NATIONAL}


def test_a_unit_is_earmarked_twice_and_some_commitments_break(exercise: Workspace) -> None:
    held = [row for row in exercise.commitments.values() if row.offer]
    assert any("Double earmark" in row.note for row in held)
    assert any(row.breakable and row.units for row in exercise.commitments.values())
    assert any(row.breakable and row.people for row in exercise.commitments.values())
    assert any(not row.breakable and row.units for row in exercise.commitments.values())


def test_refusals_name_a_capability_or_everything(exercise: Workspace) -> None:
    refusals = [offer for offer in exercise.offers.values() if offer.status is Status.REFUSED]
    assert len(refusals) >= 4
    assert {offer.capability is None for offer in refusals} == {True, False}


def test_an_offer_grew_and_another_was_withdrawn(exercise: Workspace) -> None:
    june, september = (read_workspace(EXERCISE, as_of=day) for day in CONFERENCES[:2])
    assert june.offers["XAV-01"].units < exercise.offers["XAV-01"].units
    assert june.offers["XDU-01"].units < exercise.offers["XDU-01"].units
    assert september.offers["XHE-01"].units > 0
    assert exercise.offers["XHE-01"].status is Status.WITHDRAWN


def test_the_second_edition_asks_for_less_armour(exercise: Workspace) -> None:
    first = read_workspace(EXERCISE, as_of=CONFERENCES[1])
    assert exercise.requirements["L01"].units < first.requirements["L01"].units


def test_who_may_see_what_differs(exercise: Workspace) -> None:
    words = {word for offer in exercise.offers.values() for word in offer.release}
    assert {"public", "coalition", "XAV"} <= words
    assert exercise.commitments["C11"].release == ("XPE",)


def test_sources_are_graded(exercise: Workspace) -> None:
    grades = {source.reliability for source in exercise.sources.values()}
    assert {Reliability.A, Reliability.B, Reliability.C, Reliability.F} <= grades


# What the scenarios do to the offers


def test_each_scenario_lets_other_offers_in(exercise: Workspace) -> None:
    live = {
        name: frozenset(verdict.offer for verdict in settle(exercise, scenario).values() if verdict.live)
        for name, scenario in exercise.scenarios.items()
    }
    assert len(set(live.values())) == 5
    assert live["no-guarantee"] < live["base"] < live["settlement"]


def test_offers_hang_on_others_and_settle_together(exercise: Workspace) -> None:
    base = exercise.scenarios["base"]
    verdicts = settle(exercise, base)
    assert verdicts["XCO-01"].live
    assert verdicts["XIL-01"].live
    without_lead = settle(exercise, base.model_copy(update={"withdraw": ("XAV",)}))
    assert not without_lead["XCO-01"].live
    without_one = settle(exercise, base.model_copy(update={"withdraw": ("XES",)}))
    assert not without_one["XIL-01"].live


# The land


def test_the_script_draws_the_land_that_is_shipped(shapes: dict[str, BaseGeometry]) -> None:
    land = runpy.run_path(str(EXAMPLES / "exercise_land.py"))
    drawn = {feature["id"]: shape(feature["geometry"]) for feature in land["collection"](land["draw"]())["features"]}
    assert list(drawn) == list(shapes)
    assert all(drawn[key].symmetric_difference(shapes[key]).area < 1e-6 for key in drawn)
    assert all(drawn[key].hausdorff_distance(shapes[key]) < 1e-3 for key in drawn)


@pytest.mark.parametrize("kind", ["country", "region", "sea_area", "sector", "island", "lake", "patrol_area"])
def test_areas_of_one_kind_do_not_overlap(exercise: Workspace, shapes: dict[str, BaseGeometry], kind: str) -> None:
    areas = of_kind(exercise, kind)
    for i, one in enumerate(areas):
        for other in areas[:i]:
            assert shapes[one].intersection(shapes[other]).area < 1e-7, (one, other)


def test_regions_fill_orlavia(exercise: Workspace, shapes: dict[str, BaseGeometry]) -> None:
    total = sum(shapes[region].area for region in of_kind(exercise, "region"))
    assert total == pytest.approx(shapes["orlavia"].area, rel=1e-4)


def test_sea_and_land_meet_without_overlap(exercise: Workspace, shapes: dict[str, BaseGeometry]) -> None:
    for sea in of_kind(exercise, "sea_area"):
        for land in of_kind(exercise, "country") + of_kind(exercise, "island"):
            assert shapes[sea].intersection(shapes[land]).area < 1e-7, (sea, land)


def test_the_line_divides_orlavia(shapes: dict[str, BaseGeometry]) -> None:
    assert shapes["orlavia"].buffer(0.001).contains(shapes["line-of-contact"])
    assert 0.15 < shapes["occupied"].area / shapes["orlavia"].area < 0.3
    for sector in ("sector-north", "sector-osmer", "sector-south", "sector-coast"):
        assert shapes[sector].distance(shapes["line-of-contact"]) < 1e-3
        assert shapes[sector].intersection(shapes["occupied"]).area < 1e-7


@pytest.mark.parametrize(
    ("country", "points"),
    [
        ("orlavia", ["mirovel-city", "port-sulmar", "tessavar", "oradune", "haldavir", "belorin-city", "neresk-city"]),
        ("orlavia", ["lanthorre", "ostelle", "arvanelle", "dorimar", "kavessa-city", "vennick", "af-mirovel"]),
        ("cassenmark", ["marnholt", "af-marnholt"]),
        ("perundy", ["starvane", "af-starvane", "coalition-staff"]),
        ("selvarra", ["calivarra", "af-calivarra"]),
        ("tolvane", ["tolmessa"]),
        ("ystrana", ["ystmar"]),
        ("hadrune", ["hadrast"]),
    ],
)
def test_places_lie_in_their_country(shapes: dict[str, BaseGeometry], country: str, points: list[str]) -> None:
    assert [point for point in points if not shapes[country].contains(shapes[point])] == []


def test_the_land_lies_on_the_ocean(shapes: dict[str, BaseGeometry]) -> None:
    assert all(shape.bounds[0] >= -35.001 and shape.bounds[2] <= -27.999 for shape in shapes.values())
    assert all(shape.bounds[1] >= 39.999 and shape.bounds[3] <= 46.001 for shape in shapes.values())


# Who sees what


def test_each_audience_has_something_to_plan_and_not_the_same(exercise: Workspace) -> None:
    sizes = {who: len(released(exercise, who).offers) for who in ("all", "XAV", "XPE", "public")}
    assert sizes["all"] == 169
    assert sizes["public"] == 61
    assert sizes["all"] > sizes["XAV"] > sizes["XPE"] > sizes["public"]
    public = released(exercise, "public")
    compiled = compile_problem(public, public.scenarios["base"])
    assert len(compiled.lines) >= 25
    assert len(set(compiled.problem.pair_line.tolist())) >= 18


def test_the_land_is_on_everybodys_map_and_the_sectors_go_with_their_lines(exercise: Workspace) -> None:
    places = released(exercise, "public").places
    assert {"orlavia", "line-of-contact", "osmer-river", "mirovel-city", "sector-north"} <= set(places)
    assert "xp-osmer-bridge" not in places


def test_a_remark_at_dinner_stays_with_the_secretariat(exercise: Workspace) -> None:
    for nation in ("XQU", "XAV"):
        seen = released(exercise, nation)
        assert "XQU-02" not in seen.offers
        assert "XQU-DIN" not in seen.sources


def test_the_agenda_is_shorter_for_those_who_see_less(exercise: Workspace) -> None:
    assert exercise.agenda is not None
    assert exercise.agenda.day is not None
    recorded = [row.recorded for row in exercise.offers.values() if row.recorded]
    assert exercise.agenda.day > max(recorded)
    items = {}
    for who in ("all", "XAV", "XPE", "public"):
        agenda = released(exercise, who).agenda
        assert agenda is not None
        items[who] = len(agenda.items)
    assert items == {"all": 8, "XAV": 7, "XPE": 6, "public": 3}


def test_the_script_releases_the_places_that_are_shipped(exercise: Workspace) -> None:
    land = runpy.run_path(str(EXAMPLES / "exercise_land.py"))
    features = land["collection"](land["draw"]())["features"]
    drawn = {feature["id"]: feature["properties"].get("release", "") for feature in features}
    assert drawn == {key: ";".join(place.release) for key, place in exercise.places.items()}
