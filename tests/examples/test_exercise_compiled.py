"""The planner meets every feature of the exercise: each caveat bites, each gate stands, each limit counts."""

from pathlib import Path

import numpy as np
import pytest

from accord.model.words import CaveatKind
from accord.model.workspace import Workspace
from accord.plan.compile import Compiled, compile_problem
from accord.store.read import read_workspace

EXERCISE = Path(__file__).parents[2] / "examples" / "exercise"
SCENARIOS = ["base", "no-guarantee", "settlement", "two-leave", "winter-delay"]


@pytest.fixture(scope="module")
def exercise() -> Workspace:
    return read_workspace(EXERCISE)


@pytest.fixture(scope="module")
def compiled(exercise: Workspace) -> dict[str, Compiled]:
    return {name: compile_problem(exercise, scenario) for name, scenario in exercise.scenarios.items()}


def pairs_of(compiled: Compiled, offer: str, line: str | None = None) -> list[int]:
    problem = compiled.problem
    return [
        k
        for k in range(problem.n_pairs)
        if compiled.offers[problem.pair_offer[k]].id == offer
        and line in (None, compiled.lines[problem.pair_line[k]].id)
    ]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_size_plans_in_seconds(compiled: dict[str, Compiled], scenario: str) -> None:
    problem = compiled[scenario].problem
    assert 250 <= problem.n_pairs <= 1500
    assert problem.n_periods == 36


def test_every_kind_of_caveat_keeps_a_unit_from_a_line_or_shapes_its_tours(compiled: dict[str, Compiled]) -> None:
    biting = {
        one.workspace.caveats[row.removeprefix("caveats/")].kind  # type: ignore[index]
        for one in compiled.values()
        for reasons in one.eligibility.barred.values()
        for reason in reasons
        for row in reason.rows
        if row.startswith("caveats/")
    }
    assert biting >= set(CaveatKind) - {CaveatKind.TIME, CaveatKind.PAIRING}
    base = compiled["base"].problem
    assert base.tour_max[pairs_of(compiled["base"], "XES-02")[0]] == 4
    assert base.pair_last[pairs_of(compiled["base"], "XVA-01")[0]] == 11
    assert len(base.conflict_pair) > 0


def test_an_offer_that_fits_nowhere_says_why(compiled: dict[str, Compiled]) -> None:
    base = compiled["base"]
    assert base.verdicts["XGE-01"].live
    assert pairs_of(base, "XGE-01") == []
    why = [str(r) for (offer, _), reasons in base.eligibility.barred.items() if offer == "XGE-01" for r in reasons]
    assert any("needs-lift-out" in sentence for sentence in why)


def test_one_line_is_offered_nothing(compiled: dict[str, Compiled]) -> None:
    base = compiled["base"].problem
    lonely = set(range(base.n_lines)) - set(base.pair_line.tolist())
    assert {base.line_ids[r] for r in lonely} == {"S06"}


def test_lines_wait_for_framework_nations_and_for_surgeons(compiled: dict[str, Compiled]) -> None:
    gates = compiled["base"].gates
    assert {gate.need for gate in gates if gate.framework} == {"XAV", "XPE", "XTO", "any"}
    assert {gate.need for gate in gates if not gate.framework} >= {"R2-MED", "MEDEVAC", "MCMV", "UTL-HEL"}
    assert all(len(gate.providers) for gate in gates)


def test_a_visit_of_21_days_counts_for_21_days_of_the_month(compiled: dict[str, Compiled]) -> None:
    base = compiled["base"]
    (pair,) = pairs_of(base, "XUM-04", "M02")
    assert base.problem.tour_max[pair] == 1
    assert base.problem.pair_quality[pair] == pytest.approx(21 / 30.44, abs=0.01)


def test_battalions_of_one_pool_are_counted_once(compiled: dict[str, Compiled]) -> None:
    base = compiled["base"].problem
    pool = list(base.pool_ids).index("XAV-ARMOUR")
    assert base.units[pool].max() <= 6
    drawn = {base.offer_ids[base.pair_offer[k]] for k in range(base.n_pairs) if base.pair_pool[k] == pool}
    assert drawn == {"XAV-01", "XAV-02"}


def test_commitments_hold_units_until_a_scenario_breaks_them(compiled: dict[str, Compiled]) -> None:
    def free(scenario: str, pool: str) -> list[int]:
        problem = compiled[scenario].problem
        units: list[int] = problem.units[list(problem.pool_ids).index(pool)].tolist()
        return units

    assert free("base", "XBR-02")[0] == 1
    assert free("base", "XBR-02")[-1] == 2
    assert sum(free("two-leave", "XAV-ARMOUR")) > sum(free("base", "XAV-ARMOUR"))


def test_scenarios_change_limits_lines_and_demand(compiled: dict[str, Compiled]) -> None:
    base, two_leave, settlement = (compiled[name].problem for name in ("base", "two-leave", "settlement"))

    def cap(problem_of: str, limit: str) -> float:
        problem = compiled[problem_of].problem
        return float(problem.limit_cap[list(problem.limit_ids).index(limit)].min())

    assert cap("two-leave", "XAV-CEILING") > cap("base", "XAV-CEILING")
    assert {"Z01", "Z02", "Z03", "Z04"} == set(settlement.line_ids) - set(base.line_ids)
    assert two_leave.demand.sum() == pytest.approx(0.95 * base.demand.sum())
    assert not {"L12", "T02"} & set(compiled["winter-delay"].problem.line_ids)


def test_a_profile_follows_the_phases(compiled: dict[str, Compiled]) -> None:
    base = compiled["base"].problem
    staff = base.demand[list(base.line_ids).index("H01")]
    assert (staff[0], staff[12], staff[-1]) == (6, 8, 6)
    assert np.count_nonzero(np.diff(staff)) == 2
