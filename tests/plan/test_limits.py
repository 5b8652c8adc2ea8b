from typing import Any

import numpy as np
import pytest
from tests.plan.workspaces import capability, commitment, limit, offer, requirement, scenario, square, workspace

from accord.model.workspace import Workspace
from accord.plan.calendar import make_calendar
from accord.plan.limits import Caps, compile_limits, unit_figures
from accord.plan.places import Places

INF = np.inf


def caps(ws: Workspace, **columns: Any) -> Caps:
    """Every offer on every line."""
    plan_with = scenario(**columns)
    offers, lines = list(ws.offers.values()), list(ws.requirements.values())
    pair_offer, pair_line = (grid.ravel() for grid in np.mgrid[0 : len(offers), 0 : len(lines)])
    return compile_limits(
        ws,
        plan_with,
        make_calendar(ws.settings, plan_with),
        offers=offers,
        lines=lines,
        pair_offer=pair_offer.astype(np.int32),
        pair_line=pair_line.astype(np.int32),
        places=Places(ws.places),
    )


def uses(found: Caps) -> list[tuple[int, str, float]]:
    return [(int(k), found.ids[c], float(n)) for k, c, n in zip(found.pair, found.limit, found.amount, strict=True)]


def test_each_resource_has_its_own_measure():
    ws = workspace(
        capability("INF", people=700, lift_tonnes=1200, cost_likely=8, cost_high=9),
        offer("a", people=650),
        requirement("L"),
        limit("1p", "people", 1),
        limit("2u", "units", 1),
        limit("3t", "tonnes", 1),
        limit("4m", "money", 1),
        step="half-month",
    )
    # 8 a month are 4 a half-month.
    assert uses(caps(ws)) == [(0, "1p", 650.0), (0, "2u", 1.0), (0, "3t", 1200.0), (0, "4m", 4.0)]


def test_a_stay_is_no_limit_on_presence_and_what_takes_nothing_has_no_use():
    ws = workspace(
        capability("INF", people=0),
        offer("a"),
        requirement("L"),
        limit("p", "people", 1),
        limit("s", "days_of_stay", 5),
    )
    found = caps(ws)
    assert (found.ids, uses(found)) == (("p",), [])


def test_no_limits_make_empty_arrays_of_the_right_shape():
    found = caps(workspace(offer("a"), requirement("L")))
    assert found.cap.shape == (0, 12)
    assert len(found.pair) == len(found.limit) == len(found.amount) == 0


@pytest.mark.parametrize(
    ("selector", "pairs"),
    [
        ({}, {0, 1, 2, 3}),
        ({"nations": ["XAB"]}, {2, 3}),
        ({"nations": ["XAA", "XAB"]}, {0, 1, 2, 3}),
        ({"capabilities": ["TANK"]}, {2, 3}),
        ({"tags": ["heavy", "wheeled"]}, {2, 3}),
        ({"scopes": ["at_sea"]}, {1, 3}),
        ({"areas": ["region"]}, {0, 2}),
        ({"nations": ["XAB"], "areas": ["sea"]}, {3}),
        ({"nations": ["XAC"]}, set()),
    ],
)
def test_a_limit_counts_what_its_selector_names(selector: dict[str, Any], pairs: set[int]):
    ws = workspace(
        offer("a", nation="XAA"),
        offer("b", nation="XAB", capability="TANK", tags=["heavy", "tracked"]),
        requirement("L1"),
        requirement("L2", scope="at_sea", area="sea"),
        square("region", 29, 49, 2),
        square("sea", 0, 0),
        limit("c", "units", 1, **selector),
    )
    assert {pair for pair, _, _ in uses(caps(ws))} == pairs


def test_a_cap_holds_in_every_period_that_its_days_touch():
    ws = workspace(limit("c", "units", 2, start="2026-04-30", until="2026-06-01"), periods=5)
    assert caps(ws).cap.tolist() == [[INF, 2, 2, 2, INF]]


def test_a_scenario_may_set_another_maximum():
    ws = workspace(limit("c", "units", 2), periods=2)
    assert caps(ws, limits={"c": 7}).cap.tolist() == [[7, 7]]


def test_commitments_lower_the_nations_ceiling_while_they_hold():
    ws = workspace(
        limit("ceiling", "people", 1000, nations=["XAA"]),
        commitment("duty", people=300, start="2026-04-01", until="2026-05-31"),
        commitment("more", people=900, start="2026-05-01", until="2026-05-31", breakable=True),
        commitment("other", nation="XAB", people=50),
        periods=4,
    )
    assert caps(ws).cap.tolist() == [[1000, 700, 0, 1000]]
    assert caps(ws, break_commitments=True).cap.tolist() == [[1000, 700, 700, 1000]]


@pytest.mark.parametrize(
    "columns",
    [
        {"resource": "units"},
        {"nations": []},
        {"areas": ["north"]},
        {"capabilities": ["INF"]},
        {"tags": ["heavy"]},
        {"scopes": ["home"]},
    ],
)
def test_commitments_lower_nothing_but_a_ceiling_on_a_nations_people(columns: dict[str, Any]):
    row = limit(**{"id": "c", "resource": "people", "maximum": 1000, "nations": ["XAA"], **columns})
    ws = workspace(row, commitment("duty", people=300), periods=1)
    assert caps(ws).cap.tolist() == [[1000]]


def test_figures_of_a_unit_are_its_own_or_those_of_its_capability():
    usual = capability("INF", people=700, lift_tonnes=5, cost_low=1, cost_likely=2, cost_high=3)
    figures = unit_figures(offer("a", people=0, cost_likely=2.5), usual)
    assert (figures.people, figures.tonnes) == (0, 5)
    assert (figures.cost_low, figures.cost_likely, figures.cost_high) == (1, 2.5, 3)
