"""What can be said of a program and an answer without any solver."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.solver.program import Program, from_entries, round_up, step


def knapsack(sizes: list[float], worths: list[float], room: float) -> Program:
    """Choose things of most worth that fit; worth is negative cost."""
    n = len(sizes)
    return from_entries(
        cost=[-worth for worth in worths],
        lower=[0.0] * n,
        upper=[1.0] * n,
        integer=[True] * n,
        row_lower=[-np.inf],
        row_upper=[room],
        rows=[0] * n,
        columns=range(n),
        values=sizes,
    )


def test_entries_may_come_in_any_order_and_add_up():
    program = from_entries(
        cost=[0.0, 0.0],
        lower=[0.0, 0.0],
        upper=[1.0, 1.0],
        integer=[False, False],
        row_lower=[0.0, 0.0],
        row_upper=[9.0, 9.0],
        rows=[1, 0, 1, 1],
        columns=[1, 0, 0, 1],
        values=[1.0, 2.0, 3.0, 4.0],
    )
    assert program.activity(np.array([1.0, 10.0])).tolist() == [2.0, 53.0]
    assert program.starts.tolist() == [0, 2, 3]


def test_violation_sees_rows_bounds_and_fractions():
    program = knapsack([2.0, 3.0], [1.0, 1.0], 4.0)
    assert program.violation(np.array([1.0, 0.0])) == 0.0
    assert program.violation(np.array([1.0, 1.0])) == 1.0
    assert program.violation(np.array([-0.5, 0.0])) == 0.5
    assert program.violation(np.array([0.25, 0.0])) == 0.25


sizes = st.lists(st.integers(1, 9), min_size=1, max_size=5)


@given(sizes, sizes, st.integers(0, 20), st.floats(-20, 20))
def test_no_price_proves_more_than_the_best_choice_costs(many, worths, room, price):
    n = min(len(many), len(worths))
    program = knapsack([float(v) for v in many[:n]], [float(v) for v in worths[:n]], float(room))
    choices = (np.array([i >> j & 1 for j in range(n)], dtype=float) for i in range(2**n))
    best = min(program.objective(x) for x in choices if program.violation(x) == 0.0)
    assert program.certified_bound(np.array([price])) <= best + 1e-9


def test_a_column_without_an_upper_bound_proves_nothing_at_a_price_above_its_cost():
    program = from_entries(
        cost=[1.0],
        lower=[0.0],
        upper=[np.inf],
        integer=[False],
        row_lower=[1.0],
        row_upper=[np.inf],
        rows=[0],
        columns=[0],
        values=[1.0],
    )
    assert program.certified_bound(np.array([1.0])) == 1.0
    assert program.certified_bound(np.array([1.1])) == -np.inf


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=6), st.sampled_from([1.0, 10.0, 100.0]))
def test_every_value_is_a_whole_multiple_of_their_step(values, divisor):
    grid = step([value / divisor for value in values])
    assert grid > 0
    for value in values:
        assert value / divisor / grid == pytest.approx(round(value / divisor / grid))


def test_a_bound_is_rounded_up_to_the_next_possible_value():
    assert round_up(7.1, 2.0) == 8.0
    assert round_up(6.0000001, 2.0) == 6.0
    assert round_up(-np.inf, 2.0) == -np.inf
