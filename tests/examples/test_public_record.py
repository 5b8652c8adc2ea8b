"""The public record: every statement cited, no unit that no source names, and the headline figures of its sizing."""

import csv
import datetime as dt
import re
from pathlib import Path

import pytest
import shapely
from shapely.geometry import shape

from accord.model.sizing import Sizing, Span, Stance
from accord.model.words import PoolKind, Scope, Status
from accord.model.workspace import Scenario, Workspace
from accord.plan.compile import compile_problem
from accord.plan.conditions import settle
from accord.plan.sizing import size_force
from accord.store.read import read_workspace

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "examples" / "public-record"
SHARED = ROOT.parent / "shared" / "data" / "force"

SIGNED = {"GBR", "FRA"}
CONDITIONAL = {
    *("AUS", "BEL", "CAN", "CZE", "DNK", "ESP", "EST", "IRL"),
    *("LTU", "LVA", "NLD", "NOR", "NZL", "PRT", "SVN", "SWE"),
}
REFUSED = {"BGR", "CZE", "GRC", "HRV", "ITA", "JPN", "LUX", "MNE", "POL", "ROU"}
SILENT = {"ALB", "CYP", "ISL"}

NAMED = {
    "EST-company": (100, 150, 200),
    "FRA-troops": (6_000, 6_000, 6_000),
    "GBR-troops": (0, 7_500, 7_500),
    "LTU-troops": (200, 200, 200),
}
"""The only people that sources name, in the newest versions: low, likely, high."""
NAMED_UNITS = {"BGR-mcm": 1, "FRA-hq": 1, "GBR-kyiv-cell": 1, "ROU-mcm": 1, "TUR-mcm": 2}
"""The only other units that sources name."""


@pytest.fixture(scope="module")
def record() -> Workspace:
    return read_workspace(FOLDER)


def rows(table: str) -> list[dict[str, str]]:
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def size(record: Workspace, name: str) -> Sizing:
    return size_force(record, record.scenarios[name], name=name)


def inside(sizing: Sizing) -> set[str]:
    return {nation.nation for nation in sizing.inside()}


def test_it_is_about_34_real_nations(record):
    assert len(record.nations) == 34
    assert not record.settings.invented


@pytest.mark.parametrize(
    ("name", "nations", "people"),
    [
        ("ceasefire", SIGNED, 20_300),
        ("conditional-but-turkiye", SIGNED | CONDITIONAL, 50_400),
        ("conditional-with-germany", SIGNED | CONDITIONAL | {"DEU"}, 61_500),
    ],
)
def test_active_strength_times_land_times_deployable_gives_the_headline(record, name, nations, people):
    sizing = size(record, name)
    assert inside(sizing) == nations
    assert sizing.step("at_once").inside.likely == pytest.approx(people, abs=100)
    by_hand = sum(record.nations[code].active_personnel or 0 for code in nations) * 0.6 * 0.10
    assert sizing.step("at_once").inside.likely == pytest.approx(by_hand)


def test_existing_deployments_and_rotation_pull_the_two_nations_down(record):
    sizing = size(record, "ceasefire")
    # rest 1:3 instead of the 1:2 inside 10 %: three quarters
    assert sizing.step("rotated").inside.likely == pytest.approx(0.75 * sizing.step("at_once").inside.likely)
    # GBR: 138,000 x 0.6 x 0.3 / 4 = 6,210; less 0.6 x 8,000 = 1,410. FRA: 9,000 less 18,000: nothing
    left = {nation.nation: nation.left.likely for nation in sizing.inside()}
    assert left == pytest.approx({"GBR": 1_410, "FRA": 0})


def test_while_war_goes_on_nobody_is_in(record):
    for scenario in (Scenario(), record.scenarios["war-goes-on"]):
        assert inside(size_force(record, scenario)) == set()


def test_who_refused_is_out_in_every_scenario(record):
    for name in record.scenarios:
        assert inside(size(record, name)) & (REFUSED - {"CZE"}) == set(), name


def test_the_czech_refusal_stands_unless_a_scenario_reverses_it(record):
    reversing = {name for name, scenario in record.scenarios.items() if scenario.conditions.get("government_reverses")}
    assert reversing == {"conditional-but-turkiye", "conditional-with-germany", "every-condition"}
    assert {name for name in record.scenarios if "CZE" in inside(size(record, name))} == reversing


def test_stances_while_war_goes_on(record):
    sizing = size(record, "war-goes-on")
    assert {nation.nation for nation in sizing.by_stance(Stance.REFUSED)} == REFUSED
    assert {nation.nation for nation in sizing.by_stance(Stance.SILENT)} == SILENT
    assert len(sizing.by_stance(Stance.HELD)) == 34 - len(REFUSED) - len(SILENT)


def test_germany_needs_both_of_its_outside_conditions(record):
    pulls = {pull.condition: pull for pull in size(record, "ceasefire-decided").pulls}
    assert pulls["us_guarantee"].nations == pulls["agreed_with_russia"].nations == ("DEU",)
    assert pulls["us_guarantee"].joining == pulls["agreed_with_russia"].joining == ()


def test_lithuania_waits_for_the_others(record):
    scenario = record.scenarios["ceasefire-decided"]
    alone = scenario.model_copy(update={"nation_conditions": {"EST": {"parliament": False}}})
    assert settle(record, scenario)["LTU-troops"].live
    assert not settle(record, alone)["LTU-troops"].live


def test_every_statement_in_every_version_names_its_source_and_its_day():
    sources = {row["id"] for row in rows("sources")}
    for row in rows("offers"):
        assert row["source"] in sources, row["id"]
        assert row["evidence"], row["id"]
        dt.date.fromisoformat(row["recorded"])


@pytest.mark.parametrize(
    "table", ["nations", "pools", "commitments", "capabilities", "substitutes", "caveats", "limits"]
)
def test_every_other_fact_names_its_source(table):
    assert [row["id"] for row in rows(table) if not row["source"]] == []


def test_sources_named_in_notes_exist():
    sources = {row["id"] for row in rows("sources")}
    for table in ("offers", "nations", "pools", "commitments", "capabilities", "conditions", "caveats", "limits"):
        for row in rows(table):
            assert set(re.findall(r"\bS-[A-Z0-9-]*[A-Z0-9]", row["note"])) <= sources, (table, row["id"])


def test_every_source_has_an_address_a_grade_and_a_date():
    undated = {
        "S-MONTREUX",
        "S-MONTREUX-SETA",
        "S-OURAIRPORTS",
        "S-NATURALEARTH",
        "S-UKDJ-HQ",
        "S-UKDJ-VOTE",
        "S-UNIFIL-COST",
    }
    for row in rows("sources"):
        if row["id"] != "S-OWN":
            assert re.match(r"https?://", row["url"]), row["id"]
            assert row["reliability"] in "ABCD", row["id"]
            assert row["published"] or re.search(r"20\d\d", row["title"]) or row["id"] in undated, row["id"]
    assert len({row["url"] for row in rows("sources")}) == len(rows("sources"))


def test_no_network_of_copies_is_a_source():
    assert not [
        row["url"] for row in rows("sources") if re.search(r"news-pravda|sputnik|lenta\.ru|rbc\.ru", row["url"])
    ]


def test_no_nation_is_given_a_unit_that_no_source_names(record):
    people, units = {}, {}
    for offer in record.offers.values():
        if not max(offer.units, offer.units_high or 0):
            continue
        if offer.capability == "TROOPS":
            low, high = offer.units_low, offer.units_high
            figures = (offer.units if low is None else low, offer.units, offer.units if high is None else high)
            people[offer.id] = tuple(50 * figure for figure in figures)
        else:
            units[offer.id] = offer.units
    assert people == NAMED
    assert units == NAMED_UNITS


def test_numbers_of_people_stand_in_the_evidence_in_every_version():
    for row in rows("offers"):
        if row["capability"] == "TROOPS" and row["units"] not in ("", "0"):
            figures = {f"{50 * int(row[name] or row['units']):,}" for name in ("units", "units_high")}
            text = row["evidence"] + row["note"]
            assert any(figure in text for figure in figures), (row["id"], row["recorded"])


def test_refusals_carry_no_units_and_the_willing_no_refusal(record):
    refused = {offer.nation for offer in record.offers.values() if offer.status is Status.REFUSED}
    assert refused == REFUSED
    for offer in record.offers.values():
        if offer.status is Status.REFUSED:
            assert (offer.units, offer.scopes) == (0, (Scope.IN_COUNTRY,))


@pytest.mark.parametrize(
    ("day", "status"),
    [("2024-12-31", "refused"), ("2025-06-30", "sensed"), ("2026-01-06", "sensed"), ("2026-01-07", "stated")],
)
def test_spain_changed_its_position(day, status):
    assert read_workspace(FOLDER, as_of=dt.date.fromisoformat(day)).offers["ESP-troops"].status == status


def test_in_april_2025_britain_was_said_to_give_ten_thousand():
    record = read_workspace(FOLDER, as_of=dt.date(2025, 4, 30))
    assert record.offers["GBR-troops"].units * 50 == 10_000
    assert inside(size_force(record, record.scenarios["ceasefire"])) >= SIGNED


@pytest.mark.parametrize(("tag", "everywhere", "in_country"), [("S", 11_535, 8_310), ("M", 20_085, 12_500)])
def test_the_two_requirement_sets_add_up_and_say_that_they_are_illustrative(record, tag, everywhere, in_country):
    lines = [line for line in record.requirements.values() if tag in line.tags]
    people = {line.id: line.units * record.capabilities[line.capability].people for line in lines}
    assert sum(people.values()) == everywhere
    assert sum(people[line.id] for line in lines if line.scope is Scope.IN_COUNTRY) == in_country
    assert all(line.basis.startswith("Illustrative, not official.") for line in lines)


def test_pools_follow_their_rule(record):
    for pool in record.pools.values():
        active = record.nations[pool.nation].active_personnel
        assert pool.kind is PoolKind.PEOPLE
        assert pool.quantity == pytest.approx(active * 0.6 * 0.10, abs=0.5)
        assert f"{active:,} active x 0.6 land x 0.10" in pool.derivation


def test_the_end_of_unifil_frees_2720_people(record):
    def out(day: dt.date) -> int:
        sizing = size_force(record, record.scenarios["ceasefire"], on=day)
        return sum(nation.existing or 0 for nation in sizing.nations)

    assert out(dt.date(2026, 12, 31)) - out(dt.date(2027, 1, 1)) == 2_720


def test_not_stated_is_not_zero(record):
    sizes = {nation.nation: nation for nation in size(record, "every-condition").nations}
    assert (sizes["ISL"].active, sizes["ISL"].left) == (None, None)
    assert sizes["AUS"].existing is None


def test_places_follow_internationally_recognised_borders(record):
    shapes = {id: shape(place.geometry) for id, place in record.places.items()}
    towns = {
        "Simferopol": (34.10, 44.95),
        "Sevastopol": (33.52, 44.60),
        "Donetsk": (37.80, 48.00),
        "Luhansk": (39.30, 48.57),
    }
    for town, position in towns.items():
        point = shapely.Point(position)
        assert {id for id, form in shapes.items() if form.contains(point)} == {"ukraine", "east-south"}, town
    regions = shapely.union_all([shapes[id] for id in ("west", "centre", "south-west", "east-south")])
    assert regions.symmetric_difference(shapes["ukraine"]).area < 0.01 * shapes["ukraine"].area


def lines_of(record: Workspace, name: str, offer: str) -> set[str]:
    matches = compile_problem(record, record.scenarios[name]).matches
    return {match.line for match in matches if match.offer == offer}


def test_caveats_bind_in_the_plan(record):
    hubs = {"LD-01", "LD-02", "LD-03", "LD-04", "LD-05", "LD-06", "LD-12"}
    assert lines_of(record, "un-mandate", "GBR-troops") == hubs
    assert lines_of(record, "un-mandate", "FRA-troops") == hubs - {"LD-05", "LD-06"}
    assert lines_of(record, "un-mandate", "IRL-troops") == set()
    assert lines_of(record, "un-mandate", "DEU-troops") == set()


def test_while_war_goes_on_only_the_headquarters_can_be_planned(record):
    compiled = compile_problem(record, record.scenarios["war-goes-on"])
    assert {match.offer for match in compiled.matches} == {"FRA-hq"}


def test_montreux_binds_only_states_outside_the_black_sea(record):
    for limit in record.limits.values():
        assert not {"TUR", "ROU", "BGR"} & set(limit.nations), limit.id
        assert limit.source == "S-MONTREUX"


def test_the_readme_counts_what_is_there():
    versions = rows("offers")
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert f"{len({row['id'] for row in versions})} statements" in text
    assert f"{len(versions)} dated versions" in text


@pytest.mark.parametrize("name", [path.stem for path in sorted((FOLDER / "scenarios").glob("*.toml"))])
def test_the_method_note_prints_what_is_computed(record, name):
    sizing = size(record, name)

    def cell(key: str) -> str:
        span = sizing.step(key).inside
        return f"{span.likely:,.0f} ({span.low:,.0f} to {span.high:,.0f})" if span.high else "0"

    row = " | ".join([f"| `{name}`", str(len(inside(sizing))), cell("at_once"), cell("rotated"), cell("left")]) + " |"
    assert row in (ROOT / "docs" / "why" / "sizing.md").read_text(encoding="utf-8")


def test_the_method_note_says_what_refusals_and_conditions_hold(record):
    text = (ROOT / "docs" / "why" / "sizing.md").read_text(encoding="utf-8")
    sizing = size(record, "ceasefire-decided")
    refusing = Span.sum(nation.at_once for nation in sizing.by_stance(Stance.REFUSED))
    assert f"{refusing.likely:,.0f} at any one time" in text
    for pull in sizing.pulls[:4]:
        assert f"{pull.at_once.likely:,.0f}" in text, pull.condition


def test_strengths_are_those_of_the_source_table(record):
    table = SHARED / "nations.csv"
    if not table.exists():
        pytest.skip("the shared data folder is not beside the repository")
    with table.open(encoding="utf-8", newline="") as file:
        told = {row["iso3"]: row["active_personnel_2025"] for row in csv.DictReader(file)}
    ours = {code: nation.active_personnel for code, nation in record.nations.items()}
    assert ours == {code: int(float(value)) if value else None for code, value in told.items()}
