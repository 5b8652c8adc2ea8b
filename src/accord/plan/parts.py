"""Cut a problem into parts that share nothing but limits, and put the plans of parts together again."""

from dataclasses import dataclass, replace

import numpy as np

from accord.plan.problem import Bools, Floats, Ints, Plan, PlanProblem


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """A problem on some of the pairs of a whole."""

    problem: PlanProblem
    pair: Ints
    """(K of the part,) pair of the whole."""
    line: Ints
    """(R of the part,) line of the whole."""


def components(problem: PlanProblem) -> Ints:
    """(K,) number of the component of each pair: pairs that share a pool, a line or a gate stand in one component.

    >>> from accord.plan.tiny import tiny_problem
    >>> components(tiny_problem([[1], [1], [1]], [(0, 0), (1, 1), (1, 2)], units=[1, 1])).tolist()
    [0, 1, 1]
    """
    parent = np.arange(problem.n_pools + problem.n_lines)
    gate = np.repeat(np.arange(len(problem.gate_line)), np.diff(problem.gate_start))
    left = np.concatenate([problem.pair_pool, problem.n_pools + problem.gate_line[gate]])
    right = problem.n_pools + np.concatenate([problem.pair_line, problem.pair_line[problem.gate_pair]])
    while True:
        low = np.minimum(parent[left], parent[right])
        before = parent.copy()
        np.minimum.at(parent, left, low)
        np.minimum.at(parent, right, low)
        parent = parent[parent]
        if np.array_equal(parent, before):
            break
    return np.unique(parent[problem.pair_pool], return_inverse=True)[1].astype(np.int32)


def halves(problem: PlanProblem) -> Bools | None:
    """(K,) True for the pairs of one of two parts of about equal size; None if one component holds nearly all."""
    component = components(problem)
    if not len(component):
        return None
    size = np.bincount(component)
    chosen = np.zeros(len(size), dtype=bool)
    room = size.sum() / 2
    for i in np.argsort(-size, kind="stable"):
        if size[i] <= room:
            chosen[i] = True
            room -= size[i]
    mask: Bools = chosen[component]
    return mask if min(mask.sum(), (~mask).sum()) >= 0.2 * len(mask) else None


def restrict(problem: PlanProblem, keep: Bools, limit_cap: Floats) -> Part:
    """The problem on the pairs ``keep`` and the lines they serve, under other caps; pools and limits stay numbered."""
    pair = np.flatnonzero(keep).astype(np.int32)
    serves = np.zeros(problem.n_lines, bool)
    serves[problem.pair_line[pair]] = True
    line = np.flatnonzero(serves).astype(np.int32)
    new_line = np.cumsum(serves) - 1
    new_pair = np.cumsum(keep) - 1
    use_start, use = _ranges(problem.use_start, pair)
    conflict_start, conflict = _ranges(problem.conflict_start, pair)
    gate = np.flatnonzero(serves[problem.gate_line]).astype(np.int32)
    gate_start, provider = _ranges(problem.gate_start, gate)
    sub = replace(
        problem,
        demand=problem.demand[line],
        priority=problem.priority[line],
        max_nations=problem.max_nations[line],
        handover=problem.handover[line],
        line_first=problem.line_first[line],
        pair_offer=problem.pair_offer[pair],
        pair_pool=problem.pair_pool[pair],
        pair_line=new_line[problem.pair_line[pair]].astype(np.int32),
        pair_nation=problem.pair_nation[pair],
        pair_quality=problem.pair_quality[pair],
        pair_first=problem.pair_first[pair],
        pair_last=problem.pair_last[pair],
        pair_open=problem.pair_open[pair],
        tour_min=problem.tour_min[pair],
        tour_max=problem.tour_max[pair],
        pair_cost=problem.pair_cost[pair],
        pair_people=problem.pair_people[pair],
        limit_cap=limit_cap,
        use_start=use_start,
        use_limit=problem.use_limit[use],
        use_amount=problem.use_amount[use],
        gate_line=new_line[problem.gate_line[gate]].astype(np.int32),
        gate_start=gate_start,
        gate_pair=new_pair[problem.gate_pair[provider]].astype(np.int32),
        conflict_start=conflict_start,
        conflict_pair=new_pair[problem.conflict_pair[conflict]].astype(np.int32),
        line_ids=(),
    )
    return Part(problem=sub, pair=pair, line=line)


def _ranges(starts: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """New starts and old positions of the ranges of some rows."""
    size = starts[rows + 1] - starts[rows]
    begin = np.zeros(len(rows) + 1, np.int32)
    np.cumsum(size, out=begin[1:])
    position = np.arange(begin[-1]) + np.repeat(starts[rows] - begin[:-1], size)
    return begin, position.astype(np.int32)


def plan_of_part(part: Part, plan: Plan) -> Plan:
    """The tours of a whole plan that belong to the part, in the part's numbers."""
    position = np.searchsorted(part.pair, plan.pair)
    position = np.minimum(position, max(0, len(part.pair) - 1))
    inside = part.pair[position] == plan.pair if len(part.pair) else np.zeros(len(plan.pair), bool)
    return Plan(
        pair=position[inside].astype(np.int32),
        start=plan.start[inside],
        length=plan.length[inside],
        count=plan.count[inside],
    )


def join(parts: list[Part], plans: list[Plan]) -> Plan:
    """The plans of parts as one plan of the whole."""
    return Plan(
        pair=np.concatenate([part.pair[plan.pair] for part, plan in zip(parts, plans, strict=True)]),
        start=np.concatenate([plan.start for plan in plans]),
        length=np.concatenate([plan.length for plan in plans]),
        count=np.concatenate([plan.count for plan in plans]),
    ).sorted()


def use_of_limits(problem: PlanProblem, plan: Plan) -> Floats:
    """(C, T) what the plan takes of each limit in each period."""
    change = np.zeros((problem.n_limits, problem.n_periods + 1))
    size = np.diff(problem.use_start)[plan.pair]
    row = np.repeat(np.arange(len(plan.pair)), size)
    use = np.arange(len(row)) - np.repeat(np.cumsum(size) - size, size) + problem.use_start[plan.pair[row]]
    amount = problem.use_amount[use] * plan.count[row]
    np.add.at(change, (problem.use_limit[use], plan.start[row]), amount)
    np.add.at(change, (problem.use_limit[use], plan.start[row] + plan.length[row]), -amount)
    return np.cumsum(change, axis=1)[:, :-1]


def share_limits(problem: PlanProblem, plan: Plan, mask: Bools, *, seed: int) -> tuple[Floats, Floats]:
    """Caps for the pairs in ``mask`` and for the others: what each uses, and the slack of each limit to one of them."""
    use = []
    for keep in (mask, ~mask):
        rows = keep[plan.pair]
        part = Plan(pair=plan.pair[rows], start=plan.start[rows], length=plan.length[rows], count=plan.count[rows])
        use.append(use_of_limits(problem, part))
    first = (np.random.default_rng(seed).random(problem.n_limits) < 0.5)[:, None]
    slack = np.maximum(0.0, problem.limit_cap - use[0] - use[1])
    return use[0] + np.where(first, slack, 0.0), use[1] + np.where(first, 0.0, slack)
