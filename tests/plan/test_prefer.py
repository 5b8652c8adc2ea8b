"""A search by a second criterion: the bar that plans must hold, and how the strength closes in on it."""

import pytest
from tests.plan.small import plan_of, tiny_problem

from accord.plan.cheap import priced, total_cost
from accord.plan.prefer import Effort, Hunt, make_bar, strengthen
from accord.plan.problem import Plan
from accord.plan.verify import broken_rules

# One essential and one desirable line of 10 periods; offer 0 covers the first, offer 1 the second.
TWO = tiny_problem([[1] * 10, [1] * 10], [(0, 0), (1, 1)], units=[1, 1], priority=[0, 2])
BOTH = plan_of((0, 0, 10, 1), (1, 0, 10, 1))
WEIGHTS = (8.0, 4.0, 2.0)


def hunt_for(problem, plan, *, tolerance_pp, tries=4, **changes) -> Hunt:
    bar = make_bar(problem, plan, WEIGHTS, strict=True, tolerance_pp=tolerance_pp)
    effort = Effort(tries=tries, moves=200)
    return Hunt(bar=bar, plan=plan, score=lambda one: total_cost(problem, one), effort=effort, seed=1, **changes)


@pytest.mark.parametrize(
    ("essential_periods", "desirable_periods", "holds"),
    [(10, 10, True), (10, 5, True), (10, 4, False), (9, 10, True), (8, 10, False)],
)
def test_the_bar_allows_a_tenth_of_the_whole_and_of_the_essential_class(essential_periods, desirable_periods, holds):
    """Weighted demand 100, so 10 may be missing: 5 desirable periods (2 each) or one essential one (8)."""
    bar = make_bar(TWO, BOTH, WEIGHTS, strict=True, tolerance_pp=10.0)
    plan = plan_of((0, 0, essential_periods, 1), (1, 0, desirable_periods, 1))
    assert bar.admits(plan) is holds


def test_without_strict_order_only_the_whole_counts():
    """Two essential periods weigh 16 of 100."""
    bar = make_bar(TWO, BOTH, WEIGHTS, strict=False, tolerance_pp=16.0)
    assert bar.admits(plan_of((0, 0, 8, 1), (1, 0, 10, 1)))
    assert not bar.admits(plan_of((0, 0, 7, 1), (1, 0, 10, 1)))


def test_a_search_keeps_only_plans_that_hold_the_bar():
    """At a price beyond all worth the empty plan is best, and it does not hold."""
    hunt = hunt_for(TWO, BOTH, tolerance_pp=10.0)
    plan, holds = hunt.attempt(priced(TWO.pair_cost * 100.0))
    assert (len(plan.pair), holds) == (0, False)
    assert hunt.plan is BOTH
    assert hunt.found == []


def test_what_a_search_finds_is_better_holds_and_keeps_the_rules():
    problem = tiny_problem([[1] * 4], [(0, 0), (1, 0)], units=[1, 1], cost=[5, 3])
    hunt = hunt_for(problem, plan_of((0, 0, 4, 1)), tolerance_pp=0.0)
    hunt.attempt(priced(problem.pair_cost * 0.1))
    assert hunt.best == (12.0,)
    assert hunt.bar.admits(hunt.plan)
    assert broken_rules(problem, hunt.plan) == ()


def test_a_higher_bar_gives_up_what_lies_below_it():
    """Half the desirable line saves 5 at a tolerance of a tenth; at none it is given up again."""
    hunt = hunt_for(TWO, BOTH, tolerance_pp=10.0)
    hunt.take(plan_of((0, 0, 10, 1), (1, 0, 5, 1)))
    assert hunt.best == (15.0,)
    hunt.hold(make_bar(TWO, BOTH, WEIGHTS, strict=True, tolerance_pp=0.0), BOTH)
    assert (hunt.best, hunt.found) == ((20.0,), [])


def test_the_strength_doubles_while_plans_hold_and_then_closes_in(monkeypatch):
    """Plans hold up to a strength of 0.5: 0.1, 0.2, 0.4 hold, 0.8 does not, then geometric means."""
    tried = []

    def attempt(self, strength):
        self.tries += 1
        tried.append(strength)
        return Plan.empty(), strength <= 0.5

    monkeypatch.setattr(Hunt, "attempt", attempt)
    hunt = hunt_for(TWO, BOTH, tolerance_pp=1.0, tries=7)
    reached = strengthen(hunt, lambda strength, plan: strength, 0.1)
    assert tried == pytest.approx([0.1, 0.2, 0.4, 0.8, 0.5657, 0.4757, 0.5187], rel=1e-3)
    assert reached == pytest.approx(0.4757, rel=1e-3)


def test_a_search_that_is_told_to_stop_ends_at_once():
    hunt = hunt_for(TWO, BOTH, tolerance_pp=1.0, stopped=lambda: True)
    strengthen(hunt, lambda strength, plan: priced(TWO.pair_cost), 0.1)
    assert hunt.tries == 0
