"""The exact solver finds what exhaustive enumeration finds, and proves it."""

from dataclasses import replace

import numpy as np
import pytest
from benchmarks.generate import Shape, draw
from tests.plan import brute_force
from tests.plan.small import plan_of, random_problem, tiny_problem

from accord.plan.exact import Effort, Goal, Hold, all_tours, n_tours, prepare, relaxation, solve_exact, solve_slice
from accord.plan.problem import Plan, PlanProblem
from accord.plan.solution import Progress, Stop
from accord.plan.verify import broken_rules, cost, shortfall

WEIGHTS = (8.0, 4.0, 2.0)
NO_CLOCK = Stop(seconds=None)


@pytest.fixture(scope="module")
def enumerated() -> list[tuple[PlanProblem, brute_force.Best]]:
    """Tiny problems with the best of all their plans."""
    problems = [random_problem(seed) for seed in range(500)]
    found = [(problem, brute_force.best(problem, WEIGHTS, most_plans=400)) for problem in problems]
    return [(problem, best) for problem, best in found if best is not None and best.plans > 3]


@pytest.fixture(scope="module")
def middling() -> PlanProblem:
    """Too large to be settled at the root, small enough for a second."""
    return draw(Shape(nations=8, offers=50, lines=25, periods=24), seed=4)


def _counted(plan: Plan) -> brute_force.Tours:
    columns = (plan.pair, plan.start, plan.length, plan.count)
    return [tuple(int(v) for v in row) for row in zip(*columns, strict=True)]  # type: ignore[misc]


def test_the_sample_of_tiny_problems_has_every_feature_often(enumerated):
    problems = [problem for problem, _ in enumerated]
    assert len(problems) >= 250
    features = {
        "quality": lambda p: (p.pair_quality < 1).any(),
        "handover": lambda p: (p.handover > 0).any(),
        "gates": lambda p: len(p.gate_line) > 0,
        "conflicts": lambda p: len(p.conflict_pair) > 0,
        "mixing": lambda p: (p.max_nations > 0).any(),
        "limits": lambda p: len(p.use_limit) > 0,
        "shared pools": lambda p: len(np.unique(p.pair_pool)) < len(np.unique(p.pair_offer)),
        "open ends": lambda p: (p.pair_open & (p.tour_min > 1)).any(),
        "varying units": lambda p: (np.diff(p.units, axis=1) != 0).any(),
        "shrinking pools": lambda p: (np.diff(p.units, axis=1) < 0).any(),
    }
    often = {name: sum(map(bool, map(has, problems))) for name, has in features.items()}
    assert min(often.values()) >= 25, often


def test_weighted_it_is_as_good_as_every_plan_and_then_as_cheap(enumerated):
    for problem, best in enumerated:
        solution = solve_exact(problem, weights=WEIGHTS, cheapest=True, stop=NO_CLOCK)
        assert broken_rules(problem, solution.plan) == ()
        assert solution.shortfall @ WEIGHTS == pytest.approx(best.weighted)
        assert cost(problem, solution.plan) == pytest.approx(best.weighted_cost)
        assert solution.least_weighted == pytest.approx(best.weighted)
        assert solution.proven
        assert solution.gap_pp == pytest.approx(0.0, abs=1e-6)


def test_in_strict_order_it_is_as_good_as_every_plan_and_then_as_cheap(enumerated):
    for problem, best in enumerated:
        solution = solve_exact(problem, cheapest=True, stop=NO_CLOCK)
        assert broken_rules(problem, solution.plan) == ()
        assert solution.shortfall == pytest.approx(best.strict)
        assert solution.least == pytest.approx(best.strict)
        assert cost(problem, solution.plan) == pytest.approx(best.strict_cost)
        assert solution.proven
        assert solution.least_weighted <= best.weighted + 1e-6


def test_the_relaxation_never_promises_more_shortfall_than_the_best_plan_has(enumerated):
    for problem, best in enumerated:
        prices = relaxation(prepare(problem), weights=WEIGHTS)
        assert prices.least <= best.weighted + 1e-6
        assert prices.slot.shape == problem.demand.shape
        assert prices.limit.shape == problem.limit_cap.shape
        assert prices.slot.min() >= 0.0
        assert prices.slot.max() <= max(WEIGHTS) + 1e-6


def test_a_slice_is_as_good_as_every_choice_of_its_free_tours(enumerated):
    for number, (problem, _) in enumerate(enumerated[::2]):
        rng = np.random.default_rng(number)
        tours = all_tours(problem)
        held = tours.take(rng.random(len(tours)) < 0.5)
        plan = solve_slice(prepare(problem), Plan.empty(), held, goal=Goal(weights=WEIGHTS)).plan
        free = tours.take(rng.random(len(tours)) < 0.6)
        found = solve_slice(prepare(problem), plan, free, goal=Goal(weights=WEIGHTS))
        allowed = set(zip(free.pair.tolist(), free.start.tolist(), free.length.tolist(), strict=True))
        fixed = [row for row in _counted(plan) if row[:3] not in allowed]
        best = brute_force.best(problem, WEIGHTS, most_plans=400, fixed=fixed, allowed=allowed)
        assert best is not None
        assert found.proven
        assert broken_rules(problem, found.plan) == ()
        assert shortfall(problem, found.plan) @ WEIGHTS == pytest.approx(best.weighted)
        assert found.gain == pytest.approx(shortfall(problem, plan) @ WEIGHTS - best.weighted)
        assert set(fixed) <= set(_counted(found.plan))


def test_a_slice_may_not_give_up_what_is_held():
    problem = tiny_problem([[1.0], [1.0]], [(0, 0), (0, 1)], priority=[0, 1])
    plan = plan_of((0, 0, 1, 1))
    wanted = Goal(weights=(0, 1, 0))
    free = all_tours(problem)
    assert solve_slice(prepare(problem), plan, free, goal=wanted).gain == 1.0
    holding = replace(wanted, holds=(Hold(weights=(1, 0, 0), most=0.0),))
    kept = solve_slice(prepare(problem), plan, free, goal=holding)
    assert kept.gain == 0.0
    assert kept.plan is plan


def test_slices_from_nothing_reach_what_the_whole_problem_reaches(middling):
    prepared, plan = prepare(middling), Plan.empty()
    for line in range(middling.n_lines):
        free = all_tours(middling, pairs=np.flatnonzero(middling.pair_line == line))
        found = solve_slice(prepared, plan, free, goal=Goal(weights=WEIGHTS), effort=Effort(nodes=100))
        assert broken_rules(middling, found.plan) == ()
        before, after = (float(shortfall(middling, p) @ WEIGHTS) for p in (plan, found.plan))
        assert before - after == pytest.approx(found.gain)
        plan = found.plan
    assert relaxation(prepared, weights=WEIGHTS).least <= shortfall(middling, plan) @ WEIGHTS


def test_all_tours_are_those_that_naive_loops_find(enumerated):
    for problem, _ in enumerated:
        tours = all_tours(problem)
        found = list(zip(tours.pair.tolist(), tours.start.tolist(), tours.length.tolist(), strict=True))
        assert found == sorted(brute_force.possible_tours(problem))
        assert n_tours(problem) == len(found)


def test_tours_may_be_asked_for_by_pairs_and_periods():
    problem = tiny_problem([[1.0] * 6, [1.0] * 6], [(0, 0), (0, 1)], tour_min=2, tour_max=2)
    tours = all_tours(problem, pairs=[1], first=1, last=4)
    assert tours.pair.tolist() == [1, 1, 1]
    assert tours.start.tolist() == [1, 2, 3]


def test_barring_a_pair_never_helps(enumerated):
    for number, (problem, best) in enumerate(enumerated[:50]):
        last = problem.pair_last.copy()
        last[number % problem.n_pairs] = -1
        barred = solve_exact(replace(problem, pair_last=last), weights=WEIGHTS, stop=NO_CLOCK)
        assert barred.shortfall @ WEIGHTS >= best.weighted - 1e-6


def test_one_more_unit_never_hurts(enumerated):
    for number, (problem, best) in enumerate(enumerated[:50]):
        units = problem.units.copy()
        units[number % problem.n_pools] += 1
        larger = solve_exact(replace(problem, units=units), weights=WEIGHTS, stop=NO_CLOCK)
        assert larger.shortfall @ WEIGHTS <= best.weighted + 1e-6


def test_essential_lines_come_first_however_much_less_is_covered():
    """Two units; the essential line needs both for one period, the desirable one would use them for five."""
    problem = tiny_problem(
        [[2.0, 0, 0, 0, 0], [2.0] * 5], [(0, 0), (0, 1)], units=[2], rest=9, priority=[0, 2], tour_min=[1, 5]
    )
    strict, weighted = solve_exact(problem), solve_exact(problem, weights=WEIGHTS)
    assert strict.shortfall.tolist() == [0.0, 0.0, 10.0]
    assert weighted.shortfall.tolist() == [2.0, 0.0, 0.0]


def test_a_ceiling_counts_only_what_whole_units_can_reach():
    """Units of 300 people under a ceiling of 1,000: three serve, and the bound knows it."""
    problem = tiny_problem([[4.0]], [(0, 0)], units=[9], limits=[(1000.0, {0: 300.0})])
    assert relaxation(prepare(problem), weights=(1, 1, 1)).least == pytest.approx(1.0)


def test_a_line_without_its_hospital_is_wholly_short():
    """One unit can be the hospital or the second company: the companies count only with it."""
    problem = tiny_problem([[2.0], [1.0]], [(0, 0), (1, 0), (1, 1)], units=[1, 1], priority=[0, 2], gates=[(0, [2])])
    assert solve_exact(problem).shortfall.tolist() == [1.0, 0.0, 0.0]


def test_a_slot_that_nobody_can_serve_has_its_full_price():
    prices = relaxation(prepare(tiny_problem([[1.0, 1.0], [1.0, 0.0]], [(0, 0)], priority=[1, 0])), weights=WEIGHTS)
    assert prices.slot[1].tolist() == [8.0, 0.0]
    assert prices.least == pytest.approx(8.0)


def test_a_problem_without_offers_is_wholly_short_and_proven():
    solution = solve_exact(tiny_problem([[1.0, 2.0]], []))
    assert solution.shortfall.tolist() == [3.0, 0.0, 0.0]
    assert solution.proven
    assert solution.limit == 0.0


def test_a_problem_without_demand_is_covered():
    solution = solve_exact(tiny_problem([[0.0]], [(0, 0)]))
    assert solution.coverage == solution.limit == 1.0
    assert solution.proven


def test_without_time_the_start_comes_back_unproven(middling):
    start = solve_slice(
        prepare(middling), Plan.empty(), all_tours(middling, pairs=range(20)), goal=Goal(weights=WEIGHTS)
    ).plan
    solution = solve_exact(middling, weights=WEIGHTS, start=start, stop=Stop(seconds=0.0))
    assert _counted(solution.plan) == _counted(start.sorted())
    assert not solution.proven
    assert solution.gap_pp > 0.0


def test_a_start_that_breaks_a_rule_is_not_used():
    problem = tiny_problem([[1.0]], [(0, 0)])
    solution = solve_exact(problem, start=plan_of((0, 0, 1, 2)))
    assert solution.plan.count.tolist() == [1]


def test_with_nodes_for_a_limit_the_plan_is_the_same_again(middling):
    plans = [solve_exact(middling, weights=WEIGHTS, stop=Stop(seconds=None, rounds=1)).plan for _ in range(2)]
    assert _counted(plans[0]) == _counted(plans[1])


def test_progress_is_told_and_can_stop_the_search(middling):
    told: list[Progress] = []

    def stop_after_the_bound(progress: Progress) -> bool:
        told.append(progress)
        return progress.stage == "bound"

    solution = solve_exact(middling, weights=WEIGHTS, on_progress=stop_after_the_bound, stop=Stop(seconds=20.0))
    assert told[0].stage == "bound"
    assert told[-1].stage == "weighted"
    assert solution.interrupted
    assert not solution.proven
    assert broken_rules(middling, solution.plan) == ()
    assert all(progress.coverage <= progress.limit + 1e-9 for progress in told)


def test_a_gap_that_suffices_ends_the_search_early(middling):
    solution = solve_exact(middling, weights=WEIGHTS, stop=Stop(seconds=20.0, gap_pp=3.0))
    assert solution.gap_pp <= 3.0
    assert solution.seconds < 15.0
