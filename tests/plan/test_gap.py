"""Generalised assignment: an outside truth for ceilings and for coverage before cost."""

import pytest
from tests.plan import gap_instances
from tests.plan.gap_instances import problem_of

from accord.plan.exact import solve_exact
from accord.plan.solution import Stop
from accord.plan.verify import broken_rules, cost

CATTRYSSE = gap_instances.names(dataset="cattrysse1994")
absent = pytest.mark.skipif(not CATTRYSSE, reason="the instances are not on this machine")


@absent
def test_all_sixty_instances_of_cattrysse_are_there():
    assert len(CATTRYSSE) == 60


@absent
@pytest.mark.parametrize("name", CATTRYSSE)
def test_an_instance_of_cattrysse_is_proven_at_its_known_optimum(name):
    instance = gap_instances.read(name)
    problem = problem_of(instance)
    solution = solve_exact(problem, cheapest=True, stop=Stop(seconds=5.0))
    assert broken_rules(problem, solution.plan) == ()
    assert solution.shortfall.sum() == 0.0
    assert instance.proven
    assert cost(problem, solution.plan) == instance.best_known
    assert solution.proven
