import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.plan.small import plan_of, random_problem, seeds, tiny_problem

from accord.plan.ledger import keep_books
from accord.plan.problem import Plan


def test_tours_are_present_then_rest_until_the_horizon():
    problem = tiny_problem([[2] * 6], [(0, 0)], units=[3], rest=[[0, 1, 2, 3, 4, 5, 6]], limits=[(9, {0: 2.5})])
    books = keep_books(problem, plan_of((0, 0, 2, 1), (0, 3, 2, 2)))
    assert books.present.tolist() == [[1, 1, 0, 2, 2, 0]]
    assert books.resting.tolist() == [[0, 0, 1, 1, 0, 2]]
    assert books.busy.tolist() == [[1, 1, 1, 3, 2, 2]]
    assert books.used.tolist() == [[2.5, 2.5, 0, 5, 5, 0]]
    assert books.short.tolist() == [[1, 1, 2, 0, 0, 2]]


def test_surplus_is_no_negative_shortfall():
    books = keep_books(tiny_problem([[1]], [(0, 0)], units=[3]), plan_of((0, 0, 1, 3)))
    assert (books.cover.tolist(), books.short.tolist()) == ([[3.0]], [[0.0]])


@settings(max_examples=60, deadline=None)
@given(seed=seeds(), count=st.integers(0, 5))
def test_books_add_up_tour_by_tour(seed: int, count: int):
    problem = random_problem(seed)
    rng = np.random.default_rng(seed)
    rows = []
    for _ in range(count if problem.n_pairs else 0):
        start = int(rng.integers(problem.n_periods))
        rows.append((int(rng.integers(problem.n_pairs)), start, int(rng.integers(1, problem.n_periods - start + 1)), 1))
    whole, parts = keep_books(problem, plan_of(*rows)), [keep_books(problem, plan_of(row)) for row in rows]
    for name in ("present", "resting", "busy", "used"):
        nothing = getattr(keep_books(problem, Plan.empty()), name)
        assert np.allclose(getattr(whole, name), sum((getattr(part, name) for part in parts), nothing))
