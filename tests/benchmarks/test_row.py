import numpy as np
import pytest
from benchmarks.found import WEIGHTS, Found
from benchmarks.row import claim, compare, judge, reached

from accord.plan.problem import Plan
from accord.plan.tiny import tiny_problem

PROBLEM = tiny_problem([[1, 1, 1, 1]], [(0, 0)], tour_min=1, tour_max=4)
"""One essential line of four periods (weighted demand 32) and one unit that can cover all of it."""


def tour(length: int, *, count: int = 1) -> Plan:
    def one(value: int) -> np.ndarray:
        return np.array([value], dtype=np.int32)

    return Plan(pair=one(0), start=one(0), length=one(length), count=one(count))


def row(found: Found, solver: str = "highs"):
    return judge(found, PROBLEM, solver=solver, size="S", seed=1)


def test_coverage_is_recounted_whatever_the_solver_says():
    judged = row(Found(plan=tour(3), least=4.0, seconds=1.0, trace=[(0.1, 0.0)]))
    assert judged.coverage == 0.75
    assert judged.bound == pytest.approx(1 - 4 / 32)
    assert judged.gap_pp == pytest.approx(12.5)
    assert judged.claim == "gap 12.50 pp"
    assert judged.verified


def test_a_plan_that_breaks_a_rule_is_not_verified_and_says_which():
    judged = row(Found(plan=tour(4, count=2), least=0.0, seconds=1.0))
    assert not judged.verified
    assert "no unit serves twice" in judged.note


def test_a_plan_below_its_own_bound_is_not_verified():
    judged = row(Found(plan=tour(4), least=8.0, seconds=1.0))
    assert not judged.verified
    assert "below" in judged.note


def test_no_plan_is_no_coverage():
    judged = row(Found(plan=None, least=None, seconds=9.0, note="stopped"))
    assert (judged.coverage, judged.claim, judged.verified, judged.note) == (None, "no plan", False, "stopped")


def test_that_nothing_falls_below_zero_is_no_bound():
    assert row(Found(plan=tour(3), least=0.0, seconds=1.0)).claim == "no bound"
    assert row(Found(plan=tour(4), least=0.0, seconds=1.0)).claim == "proven"


def test_only_a_plan_at_its_bound_is_proven():
    assert claim(1630.0, 1629.9999999999986, 6692.0) == "proven"
    assert claim(1632.0, 1630.0, 6692.0) == "gap 0.03 pp"


def test_ratios_are_taken_at_the_best_bound_of_all_and_at_equal_coverage():
    ours = Found(plan=tour(3), least=4.0, seconds=3.0, trace=[(0.5, 24.0), (1.0, 16.0), (2.0, 8.0)])
    theirs = Found(plan=tour(2), least=0.0, seconds=10.0, trace=[(8.0, 16.0)])
    compared = compare([(row(ours, "accord"), ours), (row(theirs), theirs)], PROBLEM)
    assert compared[0].gap_ratio is None
    assert compared[1].gap_ratio == pytest.approx((16 - 4) / (8 - 4))
    assert compared[1].time_ratio == pytest.approx(8.0 / 1.0)


def test_there_is_no_time_ratio_where_the_coverage_was_never_reached():
    ours = Found(plan=tour(2), least=4.0, seconds=3.0, trace=[(1.0, 16.0)])
    theirs = Found(plan=tour(3), least=4.0, seconds=3.0, trace=[(2.0, 8.0)])
    compared = compare([(row(ours, "accord"), ours), (row(theirs), theirs)], PROBLEM)
    assert compared[1].time_ratio is None
    assert compared[1].gap_ratio == pytest.approx((8 - 4) / (16 - 4))


def test_without_accord_there_are_no_ratios():
    theirs = Found(plan=tour(3), least=4.0, seconds=3.0)
    assert compare([(row(theirs), theirs)], PROBLEM) == [row(theirs)]


def test_a_run_without_a_trace_has_reached_its_plan_at_its_end():
    assert reached(Found(plan=tour(3), least=None, seconds=3.0), 8.0, PROBLEM) == 3.0
    assert reached(Found(plan=tour(3), least=None, seconds=3.0), 7.0, PROBLEM) is None


def test_weights_are_those_of_the_benchmark():
    assert PROBLEM.weighted_demand(WEIGHTS) == 32.0
