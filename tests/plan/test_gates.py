import pytest
from tests.plan.plans import compiled_of, couples
from tests.plan.small import plan_of
from tests.plan.workspaces import (
    caveat,
    offer,
    place,
    requirement,
    substitute,
)

from accord.plan.compile import Compiled
from accord.plan.verify import cover


def gate_providers(found: Compiled) -> list[list[tuple[str, str]]]:
    return [[couples(found)[k] for k in gate.providers] for gate in found.gates]


def hospitals(reach_km: float) -> Compiled:
    """L needs a ROLE2; one is asked for 111 km north (there ROLE3 may stand in), one 222 km north."""
    return compiled_of(
        requirement("L", area="south", depends_on=["ROLE2"], reach_km=reach_km),
        requirement("M1", area="middle", capability="ROLE2"),
        requirement("M2", area="north", capability="ROLE2"),
        place("south", 0, 0),
        place("middle", 0, 1),
        place("north", 0, 2),
        substitute("ROLE2", "ROLE3"),
        offer("a"),
        offer("h2", capability="ROLE2"),
        offer("h3", capability="ROLE3"),
    )


@pytest.mark.parametrize(
    ("reach_km", "providers"),
    [
        (0, []),
        (111, []),
        (112, [("h2", "M1"), ("h3", "M1")]),
        (223, [("h2", "M1"), ("h2", "M2"), ("h3", "M1"), ("h3", "M2")]),
    ],
)
def test_a_dependency_is_met_by_lines_in_reach(reach_km: float, providers: list[tuple[str, str]]):
    assert gate_providers(hospitals(reach_km)) == [providers]


def test_a_line_counts_only_while_its_hospital_is_there():
    found = hospitals(112)
    k, h = couples(found).index(("a", "L")), couples(found).index(("h2", "M1"))
    assert cover(found.problem, plan_of((k, 0, 2, 1), (h, 1, 1, 1)))[0, :3].tolist() == [0.0, 1.0, 0.0]


def test_a_unit_of_the_capability_on_another_line_in_reach_opens_the_gate_too():
    found = compiled_of(
        requirement("L", depends_on=["ROLE2"]),
        requirement("M", capability="ROLE1"),
        substitute("ROLE1", "ROLE2"),
        offer("h", capability="ROLE2"),
    )
    assert gate_providers(found) == [[("h", "M")]]


@pytest.mark.parametrize(
    ("framework", "providers"), [("any", [("b", "L")]), ("XAA", [("a", "L"), ("b", "L")]), ("XAC", [])]
)
def test_a_framework_nation_opens_its_line(framework: str, providers: list[tuple[str, str]]):
    found = compiled_of(
        offer("a"), offer("b", lead=True), offer("c", nation="XAB"), requirement("L", framework=framework)
    )
    assert gate_providers(found) == [providers]


def test_pairing_caveats_conflict_both_ways_on_the_same_line_only():
    found = compiled_of(
        caveat("apart", "pairing", not_with=["XAB", "XAA"]),
        offer("a", caveats=["apart"]),
        offer("a2"),
        offer("b", nation="XAB"),
        requirement("L1"),
        requirement("L2"),
    )
    p = found.problem
    shunned = {
        (couples(found)[k], couples(found)[other])
        for k in range(p.n_pairs)
        for other in p.conflict_pair[p.conflict_start[k] : p.conflict_start[k + 1]]
    }
    assert shunned == {
        pair for line in ("L1", "L2") for pair in ((("a", line), ("b", line)), (("b", line), ("a", line)))
    }
