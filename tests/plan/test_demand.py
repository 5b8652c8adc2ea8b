import pytest
from tests.plan.plans import compiled_of, problem_of
from tests.plan.workspaces import offer, requirement

PHASES = [{"id": "P1", "start": "D+0"}, {"id": "P2", "start": "2026-05-01"}, {"id": "P3", "start": "D+122"}]


def test_demand_follows_phases_and_the_factor():
    line = requirement("L", profile=["P1:2", "P3:0.5"])
    found = problem_of(line, phases=PHASES, periods=6, change={"demand_factor": 1.5})
    # March and April in P1, May and June in P2 (which the profile does not name), July on in P3.
    assert found.demand.tolist() == [[3, 3, 0, 0, 0.75, 0.75]]


def test_phases_count_in_order_of_their_days_and_slip_like_any_offset():
    line = requirement("L", profile=["P1:1", "P2:2", "P3:3"])
    assert problem_of(line, phases=PHASES[::-1], periods=6).demand.tolist() == [[1, 1, 2, 2, 3, 3]]
    # Day zero slips to May, where P2 starts by date on the same day as P1 and comes later in the list; P3 in September.
    later = problem_of(line, phases=PHASES, periods=6, change={"delay_months": 2}).demand.tolist()
    assert later == [[2, 2, 2, 2, 3, 3]]


def test_a_profile_stays_within_the_lines_window():
    line = requirement("L", profile=["P1:2", "P2:1"], start="D+31", until="2026-05-31")
    assert problem_of(line, phases=PHASES, periods=5).demand.tolist() == [[0, 2, 1, 0, 0]]


@pytest.mark.parametrize(
    ("start", "until", "demand"),
    [
        ("D+0", None, [1, 1, 1]),
        ("2020-01-01", "2026-04-30", [1, 1, 0]),
        ("D+5", "D+12", [1, 0, 0]),  # eight days of March are still a wish, for March
        ("D+200", None, [0, 0, 0]),
        ("2020-01-01", "2020-12-31", [0, 0, 0]),
    ],
)
def test_demand_is_cut_at_the_window_and_the_horizon(start: str, until: str | None, demand: list[int]):
    assert problem_of(requirement("L", start=start, until=until), periods=3).demand.tolist() == [demand]


def test_lines_are_chosen_by_tag_and_by_name():
    lines = (requirement("L1", tags=["core"]), requirement("L2", tags=["more"]), requirement("L3"))
    assert [line.id for line in compiled_of(*lines).lines] == ["L1", "L2", "L3"]
    change = {"requirement_tags": ["core", "more"], "without_requirements": ["L1"]}
    assert [line.id for line in compiled_of(*lines, change=change).lines] == ["L2"]


def test_a_line_before_the_horizon_is_relieved_by_nobody_in_its_first_period_there():
    found = problem_of(offer("a"), requirement("L", start="2020-01-01"), requirement("M", start="D+400"), periods=3)
    assert found.line_first.tolist() == [0, 2]
