"""Which extra unit buys most, from whom, from when to when: priced first, then verified by solving again.

1. Candidates: one unit of what short lines need, for every nation that has such units and does not refuse
   (`accord.plan.ask_units`).
2. Prices: the longest path of each over the prices of slots and limits (`accord.plan.ask_prices`).
3. The dearest, a few a nation and a capability, are tried: plan again with the unit. The gain is what the plan with the
   unit covers beyond the best plan without it; the latter is searched with the same effort, from the same start and,
   with the unit's tours taken out, from the very plan that was found with it. So luck of the search is no gain.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from accord.model.option import Ask, Gap
from accord.plan.ask_prices import prices_of, with_offers
from accord.plan.ask_reasons import Trial, reasons_for
from accord.plan.ask_units import Candidate, candidates
from accord.plan.basis import Basis
from accord.plan.carry import carry_plan, cross
from accord.plan.gaps import explain
from accord.plan.lawful import lawful
from accord.plan.outlook import usual
from accord.plan.problem import Plan
from accord.plan.replan import USUAL_STOP
from accord.plan.side_by_side import side_by_side
from accord.plan.solution import Stop
from accord.plan.verify import demand_by_class, shortfall

TRIES = 16
"""Candidates tried by solving again."""
MOST_A_NATION, MOST_A_CAPABILITY = 2, 3
"""Most candidates tried of one nation, and of one capability."""
TRUST = (1.0, 0.9, 0.7)
"""Factor on the price by kinship (`Candidate.kinship`): own planning assumption."""
_LEAST_GAIN = 1e-6


def asks(basis: Basis, *, each: Stop = USUAL_STOP, seed: int = 0, tries: int = TRIES) -> tuple[Ask, ...]:
    """Asks with a verified gain, best first.

    Parameters
    ----------
    basis
        With weights: a unit's worth is one figure, so in strict order there is none.
    each
        When to stop each re-planning; there are two for each try, and two more.
    tries
        How many candidates are verified.

    Raises
    ------
    ValueError
        If the basis is in strict order.
    """
    return ranked(tried(basis, each=each, seed=seed, tries=tries))


def ranked(found: Iterable[Ask]) -> tuple[Ask, ...]:
    """Asks that gain, best first."""
    gaining = [ask for ask in found if ask.gain > _LEAST_GAIN]
    return tuple(sorted(gaining, key=lambda ask: (-ask.gain, ask.nation, ask.capability)))


def tried(basis: Basis, *, each: Stop = USUAL_STOP, seed: int = 0, tries: int = TRIES) -> Iterator[Ask]:
    """Each candidate tried, whatever its gain, as soon as it is known; see `asks`."""
    if basis.weights is None:
        raise ValueError("asks are measured in one weighted figure; the basis is in strict order")
    found = candidates(basis)
    chosen = choose(found, prices_of(basis, [candidate.offer for candidate in found]), tries)
    if not chosen:
        return
    settled = replace(basis, plan=basis.again(stop=each, seed=seed, bound=False).plan)
    alone = settled.again(stop=each, seed=seed, bound=False).plan
    gaps = explain(basis.compiled, settled.plan)
    yield from side_by_side(
        [partial(_try, settled, alone, gaps, candidate, priced, each, seed) for candidate, priced in chosen]
    )


def choose(
    found: Sequence[Candidate], priced: Sequence[float], tries: int = TRIES
) -> tuple[tuple[Candidate, float], ...]:
    """Candidates worth trying with their price: dearest first, a few of each nation and each capability."""
    order = sorted(zip(found, priced, strict=True), key=lambda one: (-one[1] * TRUST[one[0].kinship], one[0].offer.id))
    chosen: list[tuple[Candidate, float]] = []
    for candidate, price in order:
        of_nation = sum(other.nation == candidate.nation for other, _ in chosen)
        of_kind = sum(other.capability == candidate.capability for other, _ in chosen)
        if price > _LEAST_GAIN and of_nation < MOST_A_NATION and of_kind < MOST_A_CAPABILITY and len(chosen) < tries:
            chosen.append((candidate, price))
    return tuple(chosen)


def _try(
    basis: Basis, alone: Plan, gaps: tuple[Gap, ...], candidate: Candidate, priced: float, stop: Stop, seed: int
) -> Ask:
    """Plan again with the unit, and without it from the plan that was found with it."""
    more = basis.under(basis.scenario, workspace=with_offers(basis.workspace, [candidate.offer]))
    more = replace(more, plan=more.again(stop=stop, seed=seed, bound=False).plan)
    taken_out = lawful(basis.problem, carry_plan(more.plan, cross(more.problem, basis.problem)))
    rival = basis.again(stop=stop, seed=seed, start=taken_out, bound=False).plan
    best = min(alone, rival, key=lambda plan: _short(basis, plan))
    gain = _short(basis, best) - _short(more, more.plan)
    trial = Trial(candidate=candidate, basis=replace(basis, plan=best), rival=rival, more=more, gaps=gaps)
    return _ask(trial, gain=gain if trial.rows else 0.0, priced=priced)


def _short(basis: Basis, plan: Plan) -> float:
    return float(shortfall(basis.problem, plan) @ np.asarray(usual(basis.weights)))


def _ask(trial: Trial, *, gain: float, priced: float) -> Ask:
    calendar, candidate = trial.basis.compiled.calendar, trial.candidate
    total = float(demand_by_class(trial.basis.problem) @ np.asarray(usual(trial.basis.weights)))
    first, last = trial.periods if trial.rows else (0, calendar.periods - 1)
    return Ask(
        nation=candidate.nation,
        capability=candidate.capability,
        start=calendar.first_day(first),
        until=calendar.last_day(last),
        units=1,
        requirements=tuple(trial.basis.compiled.lines[r].id for r in trial.lines),
        gain=gain,
        gain_pp=100.0 * gain / total if total > 0 else 0.0,
        priced=priced,
        reasons=reasons_for(trial) if gain > _LEAST_GAIN else (),
    )
