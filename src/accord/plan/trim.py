"""Presence that covers nothing comes off a plan, and among plans that cover the same the cheaper one is taken."""

from dataclasses import dataclass

import numpy as np

from accord.plan.cheap import priced
from accord.plan.outlook import search_weights
from accord.plan.polish import best_plan, set_up
from accord.plan.prefer import cool, usual_burden
from accord.plan.prices import Weights
from accord.plan.problem import Floats, Ints, Plan, PlanProblem, cover_share
from accord.plan.replan import merit
from accord.plan.verify import cost

_EPS = 1e-9
HOT, COLD = 0.05, 0.005
"""Temperatures, mean weights: hardly any cover is given up on the way."""
_PRICE = 0.02
"""Cost of a usual unit's presence, in weights of the lightest class: too little to give up cover for."""


def trim(problem: PlanProblem, plan: Plan) -> Plan:
    """The plan without tours that add no cover, and without last periods that add none, the dearest first.

    What is covered, and every rule that is kept, stays so: there is only less of everything.

    >>> from accord.plan.tiny import tiny_problem
    >>> rows = np.array([[0, 0, 2, 1], [1, 0, 3, 1]], dtype=np.int32).T
    >>> two = Plan(pair=rows[0], start=rows[1], length=rows[2], count=rows[3])
    >>> trim(tiny_problem([[1, 1, 0]], [(0, 0), (1, 0)], cost=[1, 2]), two).length.tolist()
    [2]
    """
    books = _Books.of(problem, plan)
    tours = np.repeat(np.stack([plan.pair, plan.start, plan.length], axis=1), plan.count, axis=0)
    order = np.lexsort((tours[:, 1], tours[:, 0], -(problem.pair_cost[tours[:, 0]] * tours[:, 2])))
    kept = []
    for pair, start, length in tours[order].tolist():
        needed = books.cut(pair, start, length)
        if needed:
            kept.append((pair, start, needed, 1))
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
    least: Ints
    """(K,) shortest tour that is not cut by the horizon."""

    @staticmethod
    def of(problem: PlanProblem, plan: Plan) -> "_Books":
        books = _Books(
            problem,
            -problem.demand.astype(float),
            np.zeros((len(problem.gate_line), problem.n_periods), np.int32),
            _gates_of_pair(problem),
            problem.tour_min,
        )
        for pair, start, length, count in zip(plan.pair, plan.start, plan.length, plan.count, strict=True):
            books.post(int(pair), int(start), 0, int(length), int(count))
        return books

    def post(self, pair: int, start: int, begin: int, end: int, count: int) -> None:
        """Count units in periods ``begin..end-1`` of their tour."""
        line = self.problem.pair_line[pair]
        self.spare[line, start + begin : start + end] += count * self.cover(pair, start, begin, end)
        for gate in self.gates_of_pair.get(pair, ()):
            self.gate[gate, start + begin : start + end] += count

    def cover(self, pair: int, start: int, begin: int, end: int) -> Floats:
        """Cover of one unit in periods ``begin..end-1`` of its tour."""
        line = self.problem.pair_line[pair]
        handover = float(self.problem.handover[line]) if start != self.problem.line_first[line] else 0.0
        shares = np.array([cover_share(position, handover) for position in range(begin, end)])
        covers: Floats = self.problem.pair_quality[pair] * shares
        return covers

    def cut(self, pair: int, start: int, length: int) -> int:
        """Take off the tour, or its end, as far as nothing is lost; the length that is left, 0 if none."""
        idle = self.idle(pair, start, length)
        keep = int(np.flatnonzero(~idle).max(initial=-1)) + 1
        needed = next((n for n in range(keep, length) if n == 0 or self.allowed(pair, length, n)), length)
        if needed < length:
            self.post(pair, start, needed, length, -1)
        return needed

    def idle(self, pair: int, start: int, length: int) -> np.ndarray:
        """(length,) whether a period of the tour could go without loss."""
        line = self.problem.pair_line[pair]
        slots = slice(start, start + length)
        covers = self.cover(pair, start, 0, length)
        idle = (covers <= 0) | (self.spare[line, slots] >= covers - _EPS)
        for gate in self.gates_of_pair.get(pair, ()):
            idle &= self.gate[gate, slots] > 1
        return np.asarray(idle)

    def allowed(self, pair: int, length: int, shorter: int) -> bool:
        """Whether the tour may be shorter: long enough, and home again no later."""
        rest = self.problem.rest[self.problem.pair_offer[pair]]
        return bool(shorter >= self.least[pair] and shorter + rest[shorter] <= length + rest[length])


def _gates_of_pair(problem: PlanProblem) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for gate in range(len(problem.gate_line)):
        for pair in problem.gate_pair[problem.gate_start[gate] : problem.gate_start[gate + 1]].tolist():
            found.setdefault(pair, []).append(gate)
    return found
