import datetime as dt
import re
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.brief.charts.drawings import SVG, assert_sound, new_pen
from tests.brief.maps.made import bare, example, planned
from tests.plan.workspaces import offer, place, requirement, square, workspace

from accord.brief.document import Figure, text_of
from accord.brief.findings import Findings
from accord.brief.maps.pack import maps
from accord.model.workspace import Place, Workspace


def drawn(findings: Findings, code: str = "en") -> dict[str, Figure]:
    pen = new_pen(code)
    found = {figure.id: figure for figure in maps(findings, pen)}
    for figure in found.values():
        assert_sound(replace(figure, svg=without_symbols(figure.svg)), pen)
    return found


@cache
def exercise() -> dict[str, Figure]:
    return drawn(example("exercise"))


def without_symbols(svg: str) -> str:
    """The drawing without the drawings in it, whose texts have a scale of their own."""
    root = ET.fromstring(svg)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == f"{SVG}svg":
                parent.remove(child)
    return ET.tostring(root, encoding="unicode")


def words_in(svg: str) -> set[str]:
    return {element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")}


def test_exercise_has_three_maps_each_below_150_kb() -> None:
    found = exercise()
    assert list(found) == ["map-overview", "map-force", "map-coverage"]
    assert all(len(figure.svg.encode()) < 150_000 for figure in found.values())


def test_public_record_is_drawn_on_the_real_ground_with_all_of_ukraine() -> None:
    found = drawn(planned(example("public-record").workspace, tours=False))
    assert list(found) == ["map-overview", "map-coverage"]
    figure = found["map-overview"]
    assert {"UKRAINE", "Odesa", "Lviv", "Donetsk", "Simferopol", "Sevastopol"} <= words_in(figure.svg)
    note = text_of(figure.note)
    assert "internationally recognised" in note
    assert "Natural Earth" in note
    assert "GeoNames (CC BY 4.0)" in note
    assert "Beyond this map: Paris" in note


def test_areas_made_up_of_others_are_named_below_the_map() -> None:
    parts = [replace(square("west", 30.0, 50.0), name="West"), replace(square("east", 31.0, 50.0), name="East")]
    whole = replace(square("whole", 30.0, 49.5, side=2.0), name="Both")
    ring = [[30.0, 50.0], [32.0, 50.0], [32.0, 51.0], [30.0, 51.0], [30.0, 50.0]]
    whole = replace(whole, geometry={"type": "Polygon", "coordinates": [ring]})
    rows = [requirement(f"L-{one.id}", area=one.id) for one in (*parts, whole)]
    figure = drawn(bare(workspace(*parts, whole, *rows)))["map-overview"]
    assert {"West", "East"} <= words_in(figure.svg)
    assert "Both" not in words_in(figure.svg)
    assert "made up of others: Both" in text_of(figure.note)


def test_where_nothing_is_covered_there_is_no_map_of_coverage() -> None:
    findings = planned(workspace(requirement("L1"), offer("O1")))
    none = tuple(replace(one, covered=0.0) for one in findings.options[0].by_area)
    findings = replace(findings, options=(replace(findings.options[0], by_area=none),))
    assert list(drawn(findings)) == ["map-overview", "map-force"]


@pytest.mark.parametrize(
    ("covered", "shown"), [(8.94, "89"), (8.96, "89.6"), (9.99, "99.9"), (10.0, "100"), (0.02, "0.2")]
)
def test_no_share_is_rounded_into_a_better_class(covered: float, shown: str) -> None:
    findings = planned(workspace(requirement("L1"), offer("O1")))
    areas = tuple(replace(one, covered=covered) for one in findings.options[0].by_area)
    figure = drawn(replace(findings, options=(replace(findings.options[0], by_area=areas),)))["map-coverage"]
    assert f"{shown}\N{NO-BREAK SPACE}%" in words_in(figure.svg)


def test_invented_land_never_lies_on_the_real_one() -> None:
    space = workspace(requirement("L1"), place("north", 30.5, 50.4), invented=True)
    note = text_of(drawn(planned(space))["map-overview"].note)
    assert "invented" in note
    assert "Natural Earth" not in note


def test_line_of_contact_is_data_of_its_day() -> None:
    findings = example("exercise")
    findings = replace(findings, options=(replace(findings.options[0], tours=()),))
    dated = replace(findings, workspace=replace(findings.workspace, as_of=dt.date(2027, 1, 15)))
    for figure in drawn(dated).values():
        assert any(word.startswith("Line of contact, as of") for word in words_in(figure.svg))
        assert "no border" in text_of(figure.note)
    hidden = {id: row for id, row in findings.workspace.places.items() if row.kind != "line_of_contact"}
    for figure in drawn(replace(findings, workspace=replace(findings.workspace, places=hidden))).values():
        assert not any(word.startswith("Line of contact") for word in words_in(figure.svg))


def test_force_is_that_of_the_tours_and_stands_at_places_of_lines() -> None:
    findings = example("exercise")
    figure = exercise()["map-force"]
    assert figure.twin is not None
    tours = [one for one in findings.options[0].tours if one.first_period <= 2 < one.first_period + one.periods]
    assert sum(int(text_of(row.cells[2])) for row in figure.twin.rows) == sum(one.units for one in tours)
    assert "never a position" in text_of(figure.note)


def test_units_in_theatre_are_present_and_all_others_planned() -> None:
    lines = [requirement("L1", area="north"), requirement("L2", area="south")]
    given = [
        offer("O1", status="in_theatre", nation="XAA"),
        offer("O2", status="offered", nation="XBB"),
    ]
    figure = drawn(planned(workspace(*lines, *given, place("north", 30.0, 50.0), place("south", 31.0, 49.0))))[
        "map-force"
    ]
    assert figure.twin is not None
    assert {(text_of(row.cells[3]), text_of(row.cells[4])) for row in figure.twin.rows} == {
        ("XAA", "in theatre"),
        ("XBB", "planned"),
    }
    assert {"Unit planned (dashed)", "Unit in theatre"} <= words_in(figure.svg)


def test_without_places_of_work_there_is_no_map() -> None:
    assert maps(bare(workspace()), new_pen()) == ()


def test_without_a_plan_there_is_the_overview_alone() -> None:
    assert list(drawn(bare(example("exercise").workspace))) == ["map-overview"]


@pytest.mark.parametrize("points", [[(30.0, 50.0)], [(180.0, 0.0), (-179.0, 1.0)], [(0.0, 90.0)], [(-120.0, -45.0)]])
@pytest.mark.parametrize("invented", [True, False])
def test_single_points_poles_and_the_antimeridian_are_drawn(points: list[tuple[float, float]], invented: bool) -> None:
    rows = [
        row for n, point in enumerate(points) for row in (place(f"p{n}", *point), requirement(f"L{n}", area=f"p{n}"))
    ]
    found = drawn(planned(workspace(*rows, offer("O1"), invented=invented)))
    assert list(found) == ["map-overview", "map-force", "map-coverage"]
    assert not any(re.search(r"\bnan\b|\binf\b", figure.svg) for figure in found.values())


NAMES = ("x", "<b>&\"'#", "Їжак над Дніпром", "מפקדה", "W" * 10_000, "long words " * 50, "\u200fmark\u200e")


@st.composite
def spaces(draw: st.DrawFn) -> Workspace:
    count = draw(st.integers(1, 8))
    west, south = draw(st.floats(-179.0, 170.0)), draw(st.floats(-80.0, 75.0))
    rows: list[object] = []
    for number in range(count):
        x, y = west + draw(st.floats(0.0, 5.0)), south + draw(st.floats(0.0, 5.0))
        area = draw(st.booleans())
        spot: Place = square(f"p{number}", x, y) if area else place(f"p{number}", x, y)
        kinds = (
            ("sector", "sea_area", "region", "country", "zone", "control")
            if area
            else ("city", "port", "capital", "hub")
        )
        rows.append(replace(spot, name=draw(st.sampled_from(NAMES)), kind=draw(st.sampled_from(kinds))))
        rows.append(requirement(f"L{number}", area=f"p{number}"))
        rows.append(offer(f"O{number}", nation=f"X{chr(65 + number)}A"))
    return workspace(*rows, invented=draw(st.booleans()))  # type: ignore[arg-type]


@settings(max_examples=12)
@given(spaces())
def test_any_places_and_names_are_drawn_within_their_box(space: Workspace) -> None:
    findings = planned(space)
    for figure in drawn(findings).values():
        assert figure.twin is not None
        told = {text_of(row.cells[0]) for row in figure.twin.rows}
        assert told <= {row.name for row in space.places.values()}
        assert max(map(len, words_in(figure.svg)), default=0) < 300
        assert len(figure.alt) < 1_000
        assert len(figure.title) < 500


def test_same_findings_give_the_same_maps() -> None:
    assert maps(example("exercise"), new_pen()) == tuple(exercise().values())
