"""What a plan still covers when some offers fall away and nothing is planned again."""

from collections.abc import Iterator

import numpy as np

from accord.model.fields import Id, NationCode
from accord.plan.compile import Compiled
from accord.plan.conditions import settle
from accord.plan.problem import Bools, Floats, Ints, Plan, PlanProblem, cover_share

_DUST = 1e-9
"""Shortfall below this is rounding, unit-periods."""
_ROOM = 4_000_000
"""Numbers held at a time for a stretch of lines."""


def shortfall_if(problem: PlanProblem, plan: Plan, holds: Bools) -> Floats:
    """(D, 3) shortfall by class in each of D futures, unit-periods.

    Tours of an offer that does not hold fall away; those of the others stay as they are, a relief that comes after a
    unit that never came included. Where all providers of a gate fall away, the gate is shut.

    Parameters
    ----------
    holds
        (D, O) whether each offer holds in each future.

    >>> from accord.plan.tiny import tiny_problem
    >>> problem = tiny_problem([[1, 1]], [(0, 0), (1, 0)], units=[1, 1])
    >>> both, one = np.array([0, 1], dtype=np.int32), np.ones(2, dtype=np.int32)
    >>> plan = Plan(pair=both, start=both, length=one, count=one)
    >>> shortfall_if(problem, plan, np.array([[True, True], [True, False], [False, False]]))[:, 0].tolist()
    [0.0, 1.0, 2.0]
    """
    used, offer = _used_offers(problem, plan)
    there = holds[:, used].astype(float)
    shut = _shut_gates(problem, plan, offer, there)
    short = np.zeros((len(holds), 3))
    line = problem.pair_line[plan.pair]
    for lines in _stretches(problem, len(used) + len(holds)):
        served = np.flatnonzero((line >= lines[0]) & (line <= lines[-1])).astype(np.int32)
        covers = _covers(problem, plan, served, offer, lines, len(used))
        slots = len(lines), problem.n_periods
        counted = (there @ covers.reshape(len(used), slots[0] * slots[1])).reshape(len(holds), *slots)
        for r, closed in shut.items():
            if lines[0] <= r <= lines[-1]:
                counted[:, r - lines[0]][closed] = 0.0
        missing = problem.demand[lines] - counted
        missing[missing < _DUST] = 0.0
        np.add.at(short.T, problem.priority[lines], missing.sum(axis=2).T)
    return short


def without_one_nation(compiled: Compiled) -> Bools:
    """(N, O) which offers hold if one nation after the other leaves; those that wait for it fall away with it."""
    gone = [_leaving(compiled, code) for code in compiled.problem.nation_ids]
    return np.array([[out[offer.id] for offer in compiled.offers] for out in gone], dtype=bool).reshape(
        len(gone), len(compiled.offers)
    )


def _leaving(compiled: Compiled, nation: str) -> dict[Id, bool]:
    leaving = (*compiled.scenario.withdraw, NationCode(nation))
    verdicts = settle(compiled.workspace, compiled.scenario.model_copy(update={"withdraw": leaving}))
    return {id: verdict.live for id, verdict in verdicts.items()}


def _used_offers(problem: PlanProblem, plan: Plan) -> tuple[Ints, Ints]:
    """Offers with a tour, and for each tour the place of its offer among them."""
    used, place = np.unique(problem.pair_offer[plan.pair], return_inverse=True)
    return used, place.astype(np.int32)


def _stretches(problem: PlanProblem, rows: int) -> Iterator[Ints]:
    """Lines, a stretch at a time, so that ``rows`` numbers for each of their slots fit into the room."""
    most = max(1, _ROOM // max(1, rows * problem.n_periods))
    for first in range(0, problem.n_lines, most):
        yield np.arange(first, min(first + most, problem.n_lines), dtype=np.int32)


def _covers(problem: PlanProblem, plan: Plan, served: Ints, offer: Ints, lines: Ints, n_offers: int) -> Floats:
    """(offers used, lines, T) cover that each offer brings, gates left aside."""
    covers = np.zeros((n_offers, len(lines), problem.n_periods))
    for i in served.tolist():
        pair, start, length = int(plan.pair[i]), int(plan.start[i]), int(plan.length[i])
        line = int(problem.pair_line[pair])
        units = plan.count[i] * problem.pair_quality[pair]
        row = covers[offer[i], line - lines[0]]
        row[start : start + length] += units
        handover = float(problem.handover[line]) if start != problem.line_first[line] else 0.0
        for position in range(min(length, int(np.ceil(handover)))):
            row[start + position] -= units * (1.0 - cover_share(position, handover))
    return covers


def _shut_gates(problem: PlanProblem, plan: Plan, offer: Ints, there: Floats) -> dict[int, Bools]:
    """Line -> (D, T) whether some gate of the line is shut."""
    shut: dict[int, Bools] = {}
    for gate, line in enumerate(problem.gate_line.tolist()):
        providers = problem.gate_pair[problem.gate_start[gate] : problem.gate_start[gate + 1]]
        present = np.zeros((there.shape[1], problem.n_periods))
        for i in np.flatnonzero(np.isin(plan.pair, providers)).tolist():
            present[offer[i], plan.start[i] : plan.start[i] + plan.length[i]] += plan.count[i]
        closed = there @ present < 0.5
        shut[line] = shut[line] | closed if line in shut else closed
    return shut
