"""What of a plan may stay when the problem under it has changed."""

from dataclasses import dataclass, field

import numpy as np

from accord.plan.problem import Bools, Floats, Ints, Plan, PlanProblem
from accord.plan.verify import broken_rules

_EPS = 1e-9


def lawful(problem: PlanProblem, plan: Plan) -> Plan:
    """The plan if it keeps every rule; else as many of its tours as fit, higher classes and longer tours first.

    Parameters
    ----------
    plan
        Tours of pairs that the problem has, within its horizon or not.

    >>> from accord.plan.tiny import tiny_problem
    >>> pair, start, length, count = np.array([[0, 0], [0, 1], [2, 1], [1, 1]], dtype=np.int32)
    >>> both = Plan(pair=pair, start=start, length=length, count=count)
    >>> lawful(tiny_problem([[1, 1, 1]], [(0, 0)]), both).length.tolist()
    [2]
    """
    if not broken_rules(problem, plan):
        return plan
    plan = _in_window(problem, plan)
    order = np.lexsort((plan.start, -plan.length, problem.priority[problem.pair_line[plan.pair]]))
    desk = _Desk(problem)
    count = np.zeros(len(order), dtype=np.int32)
    for row in order.tolist():
        tour = int(plan.pair[row]), int(plan.start[row]), int(plan.length[row])
        while count[row] < plan.count[row] and desk.fits(*tour):
            desk.post(*tour)
            count[row] += 1
    kept = count > 0
    return Plan(pair=plan.pair[kept], start=plan.start[kept], length=plan.length[kept], count=count[kept]).sorted()


def _in_window(problem: PlanProblem, plan: Plan) -> Plan:
    """Tours that lie in the window of their pair and are neither too long nor too short."""
    pair, end = plan.pair, plan.start + plan.length
    short_of_end = problem.pair_open[pair] & (end == problem.n_periods)
    kept: Bools = (plan.start >= problem.pair_first[pair]) & (end - 1 <= problem.pair_last[pair])
    kept &= (plan.length <= problem.tour_max[pair]) & (plan.length >= 1) & (plan.count >= 1)
    kept &= (plan.length >= problem.tour_min[pair]) | short_of_end
    return Plan(pair=pair[kept], start=plan.start[kept], length=plan.length[kept], count=plan.count[kept])


@dataclass(slots=True)
class _Desk:
    """Tours posted one after another, each only if every rule leaves room."""

    problem: PlanProblem
    busy: Ints = field(init=False)
    used: Floats = field(init=False)
    present: Ints = field(init=False)
    nations: Ints = field(init=False)
    """(mixing lines, N, T) units present."""
    mix_row: Ints = field(init=False)

    def __post_init__(self) -> None:
        problem = self.problem
        mixing = problem.max_nations > 0
        self.busy = np.zeros(problem.units.shape, dtype=np.int32)
        self.used = np.zeros(problem.limit_cap.shape)
        self.present = np.zeros((problem.n_pairs, problem.n_periods), dtype=np.int32)
        self.nations = np.zeros((int(mixing.sum()), problem.n_nations, problem.n_periods), dtype=np.int32)
        self.mix_row = np.where(mixing, np.cumsum(mixing) - 1, -1).astype(np.int32)

    def fits(self, pair: int, start: int, length: int) -> bool:
        """Whether one more unit may make the tour."""
        return (
            self._unit_free(pair, start, length)
            and self._limits_leave_room(pair, start, length)
            and self._nation_may_join(pair, start, length)
            and self._nobody_shunned(pair, start, length)
        )

    def post(self, pair: int, start: int, length: int) -> None:
        """Send one unit on the tour."""
        problem, end = self.problem, start + length
        rested = end + int(problem.rest[problem.pair_offer[pair], length])
        self.busy[problem.pair_pool[pair], start:rested] += 1
        self.present[pair, start:end] += 1
        for use in range(problem.use_start[pair], problem.use_start[pair + 1]):
            self.used[problem.use_limit[use], start:end] += problem.use_amount[use]
        row = self.mix_row[problem.pair_line[pair]]
        if row >= 0:
            self.nations[row, problem.pair_nation[pair], start:end] += 1

    def _unit_free(self, pair: int, start: int, length: int) -> bool:
        problem = self.problem
        busy = slice(start, start + length + int(problem.rest[problem.pair_offer[pair], length]))
        pool = problem.pair_pool[pair]
        return bool(np.all(self.busy[pool, busy] < problem.units[pool, busy]))

    def _limits_leave_room(self, pair: int, start: int, length: int) -> bool:
        problem = self.problem
        uses = slice(problem.use_start[pair], problem.use_start[pair + 1])
        limit, amount = problem.use_limit[uses], problem.use_amount[uses]
        after = self.used[limit, start : start + length] + amount[:, None]
        return bool(np.all(after <= problem.limit_cap[limit, start : start + length] + _EPS))

    def _nation_may_join(self, pair: int, start: int, length: int) -> bool:
        line = self.problem.pair_line[pair]
        if self.mix_row[line] < 0:
            return True
        there = self.nations[self.mix_row[line], :, start : start + length] > 0
        there[self.problem.pair_nation[pair]] = True
        return bool(np.all(there.sum(axis=0) <= self.problem.max_nations[line]))

    def _nobody_shunned(self, pair: int, start: int, length: int) -> bool:
        problem = self.problem
        shunned = problem.conflict_pair[problem.conflict_start[pair] : problem.conflict_start[pair + 1]]
        return not self.present[shunned, start : start + length].any()
