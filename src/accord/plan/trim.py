"""Presence that covers nothing comes off a plan, and among plans that cover the same the cheaper one is taken."""

from dataclasses import dataclass

import numpy as np

from accord.plan.cheap import priced
from accord.plan.outlook import search_weights
from accord.plan.polish import best_plan, set_up
from accord.plan.prefer import cool, usual_burden
from accord.plan.prices import Weights
from accord.plan.problem import Bools, Floats, Ints, Plan, PlanProblem, cover_share
from accord.plan.replan import merit
from accord.plan.verify import cost

_EPS = 1e-9
HOT, COLD = 0.05, 0.005
"""Temperatures, mean weights: hardly any cover is given up on the way."""
_PRICE = 0.02
"""Cost of a usual unit's presence, in weights of the lightest class: too little to give up cover for."""


def trim(problem: PlanProblem, plan: Plan) -> Plan:
    """The plan without tours that add no cover, and without first and last periods that add none, the dearest first.

    What is covered, and every rule that is kept, stays so: there is only less of everything. A tour that is cut back to
    the first period of its line, where nobody hands over to it, may even cover a little more.

    >>> from accord.plan.tiny import tiny_problem
    >>> rows = np.array([[0, 0, 2, 1], [1, 0, 3, 1]], dtype=np.int32).T
    >>> two = Plan(pair=rows[0], start=rows[1], length=rows[2], count=rows[3])
    >>> trim(tiny_problem([[1, 1, 0]], [(0, 0), (1, 0)], cost=[1, 2]), two).length.tolist()
    [2]
    """
    books = _Books.of(problem, plan)
    tours = np.repeat(np.stack([plan.pair, plan.start, plan.length], axis=1), plan.count, axis=0)
    order = np.lexsort((tours[:, 1], tours[:, 0], -(problem.pair_cost[tours[:, 0]] * tours[:, 2])))
    kept = [(*tour, 1) for row in tours[order].tolist() if (tour := books.cut(*row))]
    pair, start, length, count = np.array(kept, dtype=np.int32).reshape(-1, 4).T
    return Plan(pair=pair, start=start, length=length, count=count).sorted()


def thrift(
    problem: PlanProblem, plan: Plan, weights: Weights | None, *, seed: int, moves: int, until: float | None = None
) -> Plan:
    """A plan that covers no less and costs less, if a short search finds one; trimmed in any case.

    Parameters
    ----------
    weights
        Weights of the classes, and to cover no less means the weighted whole; None: strict order, class by class.
    """
    best = trim(problem, plan)
    if not problem.n_pairs:
        return best
    searched = search_weights(weights)
    lightest = min((weight for weight in searched if weight > 0), default=0.0)
    taste = priced(_PRICE * lightest / usual_burden(problem.pair_cost) * problem.pair_cost)
    bench = set_up(problem, searched, best, seed=seed, taste=taste)
    cool(bench, hot=HOT, cold=COLD, moves=moves, until=until)
    found = trim(problem, best_plan(bench))
    return min(best, found, key=lambda one: (merit(problem, one, weights), cost(problem, one)))


@dataclass(slots=True)
class _Books:
    """Cover and gates of a plan, as tours come off it one by one."""

    problem: PlanProblem
    spare: Floats
    """(R, T) cover beyond demand; negative: short."""
    gate: Ints
    """(G, T) providers present."""
    gates_of_pair: dict[int, list[int]]

    @staticmethod
    def of(problem: PlanProblem, plan: Plan) -> "_Books":
        gate = np.zeros((len(problem.gate_line), problem.n_periods), np.int32)
        books = _Books(problem, -problem.demand.astype(float), gate, _gates_of_pair(problem))
        for pair, start, length, count in zip(plan.pair, plan.start, plan.length, plan.count, strict=True):
            books.post(int(pair), int(start), int(length), int(count))
        return books

    def post(self, pair: int, start: int, length: int, count: int) -> None:
        """Count units on a tour."""
        slots = slice(start, start + length)
        self.spare[self.problem.pair_line[pair], slots] += count * self.cover(pair, start, length)
        for gate in self.gates_of_pair.get(pair, ()):
            self.gate[gate, slots] += count

    def cover(self, pair: int, start: int, length: int) -> Floats:
        """(length,) cover of one unit on a tour."""
        line = self.problem.pair_line[pair]
        handover = float(self.problem.handover[line]) if start != self.problem.line_first[line] else 0.0
        covers: Floats = np.full(length, self.problem.pair_quality[pair])
        for position in range(min(length, int(np.ceil(handover)))):
            covers[position] *= cover_share(position, handover)
        return covers

    def cut(self, pair: int, start: int, length: int) -> tuple[int, int, int] | None:
        """Take off the tour, or its end and its beginning, as far as nothing is lost; the tour that is left."""
        missed = np.flatnonzero(self.missed(pair, start, length))
        self.post(pair, start, length, -1)
        if not len(missed):
            return None
        first, last = int(missed[0]), int(missed[-1])
        end = next((n for n in range(last + 1, length) if self.allowed(pair, start, length, 0, n)), length)
        ahead = (n for n in range(first, 0, -1) if self.allowed(pair, start, length, n, end))
        begin = next((n for n in ahead if self.as_good(pair, start, n, end)), 0)
        self.post(pair, start + begin, end - begin, 1)
        return pair, start + begin, end - begin

    def missed(self, pair: int, start: int, length: int) -> Bools:
        """(length,) whether a period of the tour could not go without loss."""
        slots = slice(start, start + length)
        covers = self.cover(pair, start, length)
        missed: Bools = (covers > 0) & (self.spare[self.problem.pair_line[pair], slots] < covers - _EPS)
        for gate in self.gates_of_pair.get(pair, ()):
            missed |= self.gate[gate, slots] <= 1
        return missed

    def allowed(self, pair: int, start: int, length: int, begin: int, end: int) -> bool:
        """Whether periods ``begin..end-1`` may be a tour by themselves: long enough, and home again no later."""
        rest, shorter = self.problem.rest[self.problem.pair_offer[pair]], end - begin
        cut_short = bool(self.problem.pair_open[pair]) and start + end == self.problem.n_periods
        long_enough = cut_short or shorter >= self.problem.tour_min[pair]
        return bool(long_enough and end + rest[shorter] <= length + rest[length])

    def as_good(self, pair: int, start: int, begin: int, end: int) -> bool:
        """Whether a tour, now off the books, that begins and hands over later covers what the whole one would."""
        line = self.problem.pair_line[pair]
        before = self.cover(pair, start, end)[begin:]
        after = self.cover(pair, start + begin, end - begin)
        spare = self.spare[line, start + begin : start + end]
        return bool(np.all((after >= before - _EPS) | (spare + after >= -_EPS)))


def _gates_of_pair(problem: PlanProblem) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for gate in range(len(problem.gate_line)):
        for pair in problem.gate_pair[problem.gate_start[gate] : problem.gate_start[gate + 1]].tolist():
            found.setdefault(pair, []).append(gate)
    return found
