import datetime as dt
import time
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.plan.workspaces import caveat, limit, offer, place, requirement, scenario, square, substitute, workspace

from accord.model.workspace import Workspace
from accord.plan.calendar import make_calendar
from accord.plan.eligibility import Eligibility, Match, eligible


def find(ws: Workspace, **columns: Any) -> Eligibility:
    plan_with = scenario(**columns)
    calendar = make_calendar(ws.settings, plan_with)
    return eligible(ws, plan_with, calendar, offers=ws.offers.values(), lines=ws.requirements.values())


def only(ws: Workspace, **columns: Any) -> Match:
    (match,) = find(ws, **columns).matches
    return match


def why_not(ws: Workspace, **columns: Any) -> list[str]:
    found = find(ws, **columns)
    assert found.matches == ()
    return [reason.text for reason in found.barred["a", "L"]]


def pairs(found: Eligibility) -> set[tuple[str, str]]:
    return {(match.offer, match.line) for match in found.matches}


def test_a_fitting_offer_may_serve_the_whole_line():
    match = only(workspace(offer("a"), requirement("L")))
    assert (match.quality, match.first, match.last, match.open) == (1.0, 0, 11, True)
    assert (match.tour_min, match.tour_max) == (1, 3)


def test_another_capability_is_no_match_and_leaves_no_trace():
    found = find(workspace(offer("a", capability="TANK"), requirement("L")))
    assert found.matches == ()
    assert found.barred == {}


def test_a_substitute_counts_at_its_best_quality():
    ws = workspace(
        offer("a", capability="MOT"),
        requirement("L", capability="MECH"),
        substitute("MECH", "MOT", 0.5),
        substitute("MOT", "MECH", 0.9),
    )
    assert only(ws).quality == 0.5


def test_scopes_must_agree():
    ws = workspace(offer("a", scopes=["neighbour", "home"]), requirement("L"))
    assert why_not(ws) == ["offered for neighbour, home only, the line needs in_country"]
    assert only(workspace(offer("a", scopes=[]), requirement("L")))


@pytest.mark.parametrize(
    ("kind", "columns", "text"),
    [
        ("area", {"areas": ["west", "south"]}, "caveat c allows only west, south"),
        ("task", {"tasks": ["train", "air"]}, "caveat c allows only the tasks train, air"),
        ("scope", {"scopes": ["home"]}, "caveat c allows only home"),
        ("command", {"command": "TACON"}, "caveat c accepts TACON at most, the line needs OPCON"),
        ("force_protection", {"needs": ["ROLE2", "EOD"]}, "caveat c needs EOD, which the line is not promised"),
        ("time", {"tour_max_months": 0.5}, "caveat c allows tours of 0.5 months at most, the offer 1 at least"),
    ],
)
def test_each_kind_of_caveat_bars_and_says_so(kind: str, columns: dict[str, Any], text: str):
    line = requirement("L", command="OPCON", task="hold", depends_on=["ROLE2"])
    ws = workspace(caveat("c", kind, **columns), offer("a", caveats=["c"]), line)
    assert why_not(ws) == [text]
    assert find(ws).barred["a", "L"][0].rows == ("caveats/c",)


@pytest.mark.parametrize(
    ("kind", "columns"),
    [
        ("area", {"areas": ["north"]}),
        ("task", {"tasks": ["land"]}),
        ("task", {"tasks": ["hold"]}),
        ("scope", {"scopes": ["home", "in_country"]}),
        ("command", {"command": "OPCON"}),
        ("command", {"command": "FULLCOM"}),
        ("force_protection", {"needs": ["ROLE2"]}),
        ("pairing", {"not_with": ["XAB"]}),
        ("legal", {}),
    ],
)
def test_a_caveat_that_the_line_respects_bars_nobody(kind: str, columns: dict[str, Any]):
    line = requirement("L", command="OPCON", task="hold", depends_on=["ROLE2"])
    assert only(workspace(caveat("c", kind, **columns), offer("a", caveats=["c"]), line))


def test_a_place_inside_a_named_area_counts_as_named():
    rear = caveat("c", "area", areas=["region"])
    places = (square("region", 29, 49, 2), place("post", 30, 50), place("far", 40, 50))
    lines = (requirement("L1", area="post"), requirement("L2", area="far"))
    assert pairs(find(workspace(rear, offer("a", caveats=["c"]), *lines, *places))) == {("a", "L1")}


@pytest.mark.parametrize("named", ["c", "personnel"])
def test_a_line_may_refuse_a_caveat_by_its_tag_or_kind(named: str):
    ws = workspace(caveat("c", "personnel"), offer("a", caveats=["c"]), requirement("L", not_tolerated=[named]))
    assert why_not(ws) == ["the line does not tolerate caveat c (personnel)"]


def test_all_reasons_are_kept_not_only_the_first():
    ws = workspace(caveat("c", "area", areas=["west"]), offer("a", scopes=["home"], caveats=["c"]), requirement("L"))
    assert len(why_not(ws)) == 2


def test_notice_counts_from_activation_and_slips_with_the_delay():
    # 45 days after 1 March is 15 April: more than half of April is left, so period 1 is the first.
    ws = workspace(offer("a", notice_days=45), requirement("L"))
    assert only(ws).first == only(ws, delay_months=3).first == 1
    assert only(ws).not_before.text == "notice of 45 days: ready on 2026-04-15"


def test_dates_do_not_slip_with_the_delay_but_offsets_do():
    ws = workspace(offer("a", until="2026-12-31"), requirement("L", start="D+92", until="D+183"))
    # June to August 2026; with a delay of 5 months the horizon starts in August and the line in November.
    match = only(ws)
    assert (match.first, match.last) == (3, 5)
    match = only(ws, delay_months=5)
    assert (match.first, match.last) == (3, 4)
    assert match.not_after.text == "offered until 2026-12-31"


def test_a_caveat_narrows_the_window():
    ws = workspace(caveat("c", "time", start="2026-05-01", until="D+152"), offer("a", caveats=["c"]), requirement("L"))
    match = only(ws)
    assert (match.first, match.last) == (2, 4)
    assert match.not_before.rows == match.not_after.rows == ("caveats/c",)


def test_an_offer_too_late_or_too_early_says_when_the_line_runs():
    line = requirement("L", start="2026-05-01", until="2026-06-30")
    assert why_not(workspace(offer("a", notice_days=200), line)) == [
        "notice of 200 days: ready on 2026-09-17, the line runs from 2026-05-01 to 2026-06-30"
    ]
    assert why_not(workspace(offer("a", until="2026-04-30"), line)) == [
        "offered until 2026-04-30, the line runs from 2026-05-01 to 2026-06-30"
    ]


def test_a_tour_longer_than_the_window_is_no_match():
    ws = workspace(offer("a", tour_min_months=4, tour_max_months=6), requirement("L", until="2026-05-31"))
    assert why_not(ws) == ["its shortest tour (4 periods) does not fit into the 3 that line and offer share"]


def test_a_tour_may_be_cut_by_the_horizon_only_if_line_and_offer_outlast_it():
    long = {"tour_min_months": 4, "tour_max_months": 6}
    assert only(workspace(offer("a", notice_days=306, **long), requirement("L"))).open
    ending = workspace(offer("a", notice_days=306, until="2027-02-28", **long), requirement("L"))
    assert find(ending).matches == ()


def test_a_line_outside_the_horizon_matches_nobody():
    assert why_not(workspace(offer("a"), requirement("L", start="D+400"))) == ["the line lies outside the horizon"]


@pytest.mark.parametrize(
    ("maximum", "tour_max", "quality"),
    [
        (21, 1, 21 / 30.436875),  # shorter than a month: one month of which 21 days count
        (60.8738, 2, 1.0),  # two average months, to a hair
        (50, 1, 1.0),
        (500, 6, 1.0),
    ],
)
def test_a_stay_caps_tours_or_the_share_of_a_period(maximum: float, tour_max: int, quality: float):
    stay = limit("strait", "days_of_stay", maximum, nations=["XAA"], areas=["sea"])
    ships = offer("a", tour_min_months=4, tour_max_months=6)
    match = only(workspace(stay, ships, requirement("L", area="sea")))
    assert (match.tour_max, match.quality) == (tour_max, pytest.approx(quality))
    assert match.tour_min == min(4, tour_max)


def test_a_stay_binds_only_whom_where_and_when_it_selects():
    def tour_max(**columns: Any) -> int:
        stay = limit("strait", "days_of_stay", 21, **columns)
        return only(workspace(stay, offer("a", tags=["warship"]), requirement("L"))).tour_max

    assert tour_max() == tour_max(tags=["warship"], scopes=["in_country"], areas=["north"]) == 1
    for other in (
        {"nations": ["XAB"]},
        {"capabilities": ["SHIP"]},
        {"tags": ["tanker"]},
        {"scopes": ["at_sea"]},
        {"areas": ["sea"]},
        {"until": "2026-02-01"},
    ):
        assert tour_max(**other) == 3


def test_a_stay_of_no_day_bars_and_a_scenario_may_change_it():
    ws = workspace(limit("strait", "days_of_stay", 0), offer("a"), requirement("L"))
    assert why_not(ws) == ["limit strait allows no day of stay"]
    assert only(ws, limits={"strait": 31}).tour_max == 1


AREAS = ("north", "south", "west")


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Any], list[Any], list[Any]]:
    some = st.lists(st.sampled_from(AREAS), max_size=2, unique=True)
    caveats = [caveat(f"c{i}", "area", areas=draw(some)) for i in range(3)]
    carried = st.lists(st.sampled_from(["c0", "c1", "c2"]), max_size=2, unique=True)
    offers = [
        offer(
            f"o{i}",
            caveats=draw(carried),
            capability=draw(st.sampled_from(["INF", "MOT"])),
            notice_days=draw(st.integers(0, 400)),
        )
        for i in range(4)
    ]
    lines = [
        requirement(f"L{i}", area=draw(st.sampled_from(AREAS)), until=draw(st.sampled_from([None, "2026-06-30"])))
        for i in range(4)
    ]
    return caveats, offers, lines


@settings(max_examples=60, deadline=None)
@given(case=cases(), dropped=st.sampled_from(AREAS))
def test_a_stricter_caveat_never_adds_a_pair(case: tuple[list[Any], list[Any], list[Any]], dropped: str):
    caveats, offers, lines = case
    stricter = [
        c.model_copy(update={"areas": tuple(a for a in c.areas if a != dropped) or ("nowhere",)}) if c.areas else c
        for c in caveats
    ]
    loose = find(workspace(*caveats, *offers, *lines, substitute("INF", "MOT", 0.5)))
    strict = find(workspace(*stricter, *offers, *lines, substitute("INF", "MOT", 0.5)))
    assert pairs(strict) <= pairs(loose)
    assert pairs(strict) | set(strict.barred) == pairs(loose) | set(loose.barred)


@settings(max_examples=30, deadline=None)
@given(case=cases())
def test_row_order_means_nothing(case: tuple[list[Any], list[Any], list[Any]]):
    rows = [row for table in case for row in table]
    assert find(workspace(*rows)) == find(workspace(*reversed(rows)))


def test_400_offers_on_200_lines_take_less_than_half_a_second():
    rng = np.random.default_rng(1)
    kinds = [f"K{i}" for i in range(9)]
    caveats = [caveat(f"c{i:02}", "area", areas=list(rng.choice(AREAS, 2))) for i in range(30)]
    offers = [
        offer(f"o{i:03}", capability=str(rng.choice(kinds)), caveats=[f"c{rng.integers(30):02}"]) for i in range(400)
    ]
    lines = [
        requirement(f"L{i:03}", capability=str(rng.choice(kinds)), area=str(rng.choice(AREAS))) for i in range(200)
    ]
    ws = workspace(*caveats, *offers, *lines, substitute("K0", "K1"), substitute("K2", "K3"))
    begun = time.process_time()
    found = find(ws)
    assert time.process_time() - begun < 0.5
    assert len(found.matches) + len(found.barred) > 8000


def test_a_match_keeps_to_the_days_of_the_offer():
    ws = workspace(offer("a", start="2026-04-10", until="2026-08-20"), requirement("L"))
    match, calendar = only(ws), make_calendar(ws.settings, scenario())
    assert (match.first, match.last) == (calendar.period(dt.date(2026, 4, 10)), calendar.period(dt.date(2026, 8, 20)))
