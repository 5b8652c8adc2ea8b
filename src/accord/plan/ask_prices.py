"""What one more unit is worth at the prices of a plan: one longest path a unit."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from accord.model.records import Offer
from accord.model.workspace import Workspace
from accord.plan.basis import Basis
from accord.plan.carry import carry_guidance, cross
from accord.plan.compile import compile_problem
from accord.plan.kernels.data import make_data
from accord.plan.kernels.prices import priced_chain
from accord.plan.ledger import keep_books
from accord.plan.outlook import search_weights
from accord.plan.prices import make_tariff
from accord.plan.problem import Floats


def with_offers(workspace: Workspace, offers: Sequence[Offer]) -> Workspace:
    """The workspace with more rows in its table of offers.

    >>> from accord.model.workspace import Settings
    >>> workspace = Workspace(settings=Settings(title="x", day_zero="2026-03-01"))
    >>> list(with_offers(workspace, [Offer(id="a", nation="XAA", capability="INF")]).offers)
    ['a']
    """
    more = {**workspace.offers, **{offer.id: offer for offer in offers}}
    return replace(workspace, offers=dict(sorted(more.items())))


def prices_of(basis: Basis, offers: Sequence[Offer]) -> tuple[float, ...]:
    """Weighted unit-periods that one unit of each offer is worth at the prices of slots and limits.

    The longest path over its tours. To the relaxation it is an upper estimate of the gain; a gate that is shut for want
    of the capability adds what it holds back to the price of the lines that ask for it.

    Parameters
    ----------
    offers
        Offers that the workspace does not have yet.
    """
    if not offers:
        return ()
    away = tuple(id for id, verdict in basis.compiled.verdicts.items() if not verdict.live)
    scenario = basis.scenario.model_copy(update={"without_offers": (*basis.scenario.without_offers, *away)})
    compiled = compile_problem(with_offers(basis.workspace, offers), scenario)
    problem, weights = compiled.problem, search_weights(basis.weights)
    guidance = carry_guidance(basis.outlook.guidance(), cross(basis.problem, problem), problem, weights)
    guidance = replace(guidance, slot_price=guidance.slot_price + _behind_gates(basis))
    tariff = make_tariff(make_data(problem, weights), guidance)

    def priced(pool: int) -> float:
        return float(priced_chain(tariff.data, tariff.prices, pool, tariff.scratch, tariff.pair_price))

    own = [compiled.offers[o].id for o in problem.pair_offer]
    pool_of = dict(zip(own, problem.pair_pool.tolist(), strict=True))
    return tuple(priced(pool_of[offer.id]) if offer.id in pool_of else 0.0 for offer in offers)


def _behind_gates(basis: Basis) -> Floats:
    """(R, T) weighted cover that stands behind shut gates, on the lines that ask for what would open them."""
    problem, weight = basis.problem, np.asarray(search_weights(basis.weights))
    present = keep_books(problem, basis.plan).present
    extra = np.zeros(problem.demand.shape)
    for gate in basis.compiled.gates:
        shut = present[gate.providers].sum(axis=0) == 0
        here = problem.pair_line == gate.line
        strength = problem.pair_quality[here] @ present[here]
        held = np.where(shut, np.minimum(strength, problem.demand[gate.line]), 0.0)
        ask_for_it = [r for r, line in enumerate(basis.compiled.lines) if line.capability == gate.need]
        extra[ask_for_it] += weight[problem.priority[gate.line]] * held
    return extra
