"""Prices of slots and limits, the bound they prove, and what each tour would cost at them."""

from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from accord.plan.kernels.chain import Scratch, make_scratch
from accord.plan.kernels.data import Data, make_data
from accord.plan.kernels.prices import WORKERS, Prices, advance, make_prices, tour_losses, walk
from accord.plan.kernels.tours import EPS
from accord.plan.problem import Floats, Ints, Plan, PlanProblem
from accord.plan.verify import cover

Weights = tuple[float, float, float]
AnyInts = npt.NDArray[np.integer]
KEEP, PATIENCE, SHRINK = 0.8, 12.0, 0.75
"""How much of the last direction stays; steps without a rise before the step shrinks; by what factor."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Guidance:
    """What prices tell a search."""

    slot_price: Floats
    """(R, T) price of one more unit of cover, in weighted unit-periods."""
    limit_price: Floats
    """(C, T) price of one more unit of each limit."""
    busy_price: Floats
    """(P, T) price of a busy unit, where the units of a pool vary."""
    presence: Floats
    """(K, T) units present in a nearly feasible fractional plan."""

    def take(self, pair: Ints, line: Ints) -> "Guidance":
        """The same for some of the pairs and lines."""
        return Guidance(
            slot_price=self.slot_price[line],
            limit_price=self.limit_price,
            busy_price=self.busy_price,
            presence=self.presence[pair],
        )


@dataclass(slots=True, kw_only=True)
class Market:
    """A climb under way: `climb_on` raises the bound, the rest reads the best prices so far."""

    data: Data
    prices: Prices
    scratch: tuple[Scratch, ...]
    """One for each worker."""
    pair_price: Floats
    most_units: Floats
    limit_scale: Floats
    steps: int = 0

    @property
    def least(self) -> float:
        """Weighted shortfall that no plan can go below."""
        return float(self.prices.bound[0])

    @property
    def settled(self) -> bool:
        """Whether steps have become too small to matter."""
        return bool(self.prices.bound[1] < 1e-4)

    def guidance(self) -> Guidance:
        """The best prices so far and the average of the paths walked."""
        return Guidance(
            slot_price=self.prices.best_slot.copy(),
            limit_price=self.prices.best_limit.copy(),
            busy_price=self.prices.best_busy.copy(),
            presence=self.prices.presence / max(self.prices.mass[0], 1e-300),
        )


def open_market(
    problem: PlanProblem, weights: Weights, *, start: "Market | None" = None, plan: Plan | None = None
) -> Market:
    """Begin a climb: from the prices of an earlier one of the same shape, or from a plan, or from nothing.

    A plan says which slots are hard to cover: those that it leaves short begin at their full weight, the others at
    half of it.
    """
    data = make_data(problem, weights)
    amount, count = np.zeros(problem.n_limits), np.zeros(problem.n_limits)
    np.add.at(amount, problem.use_limit, problem.use_amount)
    np.add.at(count, problem.use_limit, 1.0)
    prices = make_prices(data, start.prices if start else None)
    if start:
        prices.bound[1] = 0.1
    elif plan is not None:
        prices.bound[1] = 0.3
        prices.slot[problem.demand - cover(problem, plan) <= EPS] *= 0.5
    return Market(
        data=data,
        prices=prices,
        scratch=tuple(make_scratch(data) for _ in range(WORKERS)),
        pair_price=np.zeros(problem.n_pairs),
        most_units=problem.units.max(axis=1, initial=0).astype(float),
        limit_scale=np.where(count > 0, amount / np.maximum(count, 1.0), 1.0),
    )


def climb_on(market: Market, steps: int, *, target: float, pool: Executor | None = None) -> None:
    """Climb ``steps`` steps towards ``target``, the weighted shortfall of the best known plan.

    With a thread pool half of the paths are walked on a second thread; the result is the same.
    """
    market.steps += steps
    for _ in range(steps):
        first, second = (
            (market.data, market.prices, scratch, worker, market.pair_price, market.most_units)
            for worker, scratch in enumerate(market.scratch)
        )
        other = pool.submit(walk, *second) if pool is not None else None
        earned = walk(*first)
        earned += other.result() if other is not None else walk(*second)
        goal = max(target, 1.0)
        advance(market.data, market.prices, earned, market.limit_scale, goal, KEEP, PATIENCE, SHRINK)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tariff:
    """Prices laid out to price many tours; one per thread."""

    data: Data
    prices: Prices
    scratch: Scratch
    pair_price: Floats

    def losses(self, pair: AnyInts, start: AnyInts, length: AnyInts) -> Floats:
        """Reduced cost of tours (sorted by pool): what the bound rises by if one unit makes the tour."""
        loss = np.zeros(len(pair))
        tour_losses(self.data, self.prices, self.scratch, self.pair_price, pair, start, length, loss)
        return loss


def make_tariff(data: Data, guidance: Guidance) -> Tariff:
    """Fixed prices."""
    prices = make_prices(data)
    prices = prices._replace(slot=guidance.slot_price, limit=guidance.limit_price, busy=guidance.busy_price)
    return Tariff(data=data, prices=prices, scratch=make_scratch(data), pair_price=np.zeros(len(data.pair)))
