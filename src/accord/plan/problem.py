"""The planning problem as arrays, and a plan as a table of tours: the contract between compiler, solver and judge.

Meaning, symbol by symbol
-------------------------
Periods t = 0..T-1. A *pool* p holds ``units[p, t]`` identical units. A *pair* k is one offer on one requirement line
(only pairs that caveats, scopes, windows and conditions allow exist); it draws on ``pair_pool[k]`` and serves
``pair_line[k]`` at quality ``pair_quality[k]``.

A *tour* (k, s, l, n): n units of pair k arrive at the start of period s, are present in periods s..s+l-1, then rest
``rest[pair_offer[k], l]`` periods. It must lie in the pair's window, ``pair_first[k] <= s`` and
``s + l - 1 <= pair_last[k]``, with ``tour_min[k] <= l <= tour_max[k]``; where ``pair_open[k]`` the mission outlasts the
horizon, and a tour that ends with the horizon (s + l = T) may also be shorter than ``tour_min[k]``.

Rules (each is a function of `accord.plan.verify`)
1. window: as above.
2. no unit serves twice: in every period the units of a pool on tour or resting are at most ``units[p, t]``. Units are
   identical, so counts suffice (interval colouring gives each unit its own chain of tours).
3. limits: for every limit c and period t, the sum over present units of ``use_amount`` is at most ``limit_cap[c, t]``.
4. mixing: where ``max_nations[r] > 0`` at most that many nations are present on line r in any period.
5. pairing: of two pairs that conflict (``conflict_pair``) never are both present in the same period.

What counts
-----------
A present unit counts for ``pair_quality[k]`` units, times the share of the period after handover: the unit's first
``handover[r]`` periods (a fraction) after arrival do not count, except for a tour that starts in ``line_first[r]``,
where there is nobody to relieve. `cover_share` is that share. The cover of a slot (r, t) is the sum over present
units; it counts only if every *gate* of the line is open: at least one unit of the gate's provider pairs is present in
t. Shortfall of the slot = max(0, demand - counted cover). Coverage = 1 - weighted shortfall / weighted demand.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlanProblem:
    """Arrays of one planning problem. P pools, O offers, K pairs, R lines, C limits, G gates, N nations, T periods."""

    demand: Floats
    """(R, T) units wanted; 0 outside the line's window."""
    priority: Ints
    """(R,) 0 essential, 1 important, 2 desirable."""
    max_nations: Ints
    """(R,) most nations present in a period; 0: no rule."""
    handover: Floats
    """(R,) periods after arrival in which a unit does not count."""
    line_first: Ints
    """(R,) first period of the line; tours that start there need no handover."""
    units: Ints
    """(P, T) units of each pool that are free for the operation."""
    pair_offer: Ints
    """(K,) offer of the pair; pairs are sorted by pool."""
    pair_pool: Ints
    """(K,) pool of the pair, non-decreasing."""
    pair_line: Ints
    """(K,) requirement line."""
    pair_nation: Ints
    """(K,) nation of the offer."""
    pair_quality: Floats
    """(K,) required units that one unit counts for, in (0, 1]."""
    pair_first: Ints
    """(K,) first period in which a unit may be present."""
    pair_last: Ints
    """(K,) last period in which a unit may be present."""
    pair_open: Bools
    """(K,) whether a tour cut short by the horizon is allowed."""
    tour_min: Ints
    """(K,) shortest tour, periods."""
    tour_max: Ints
    """(K,) longest tour, periods."""
    rest: Ints
    """(O, Lmax+1) rest after a tour of l periods, periods."""
    pair_cost: Floats
    """(K,) likely cost of one present unit in one period."""
    pair_people: Floats
    """(K,) people of one present unit."""
    limit_cap: Floats
    """(C, T) most of the resource in each period; inf: no limit."""
    use_start: Ints
    """(K+1,) pair k uses the limits ``use_limit[use_start[k]:use_start[k+1]]``."""
    use_limit: Ints
    """(U,) limit."""
    use_amount: Floats
    """(U,) resource that one present unit takes in a period, > 0."""
    gate_line: Ints
    """(G,) line that the gate closes."""
    gate_start: Ints
    """(G+1,) providers of gate g are ``gate_pair[gate_start[g]:gate_start[g+1]]``."""
    gate_pair: Ints
    """pairs whose presence opens the gate."""
    conflict_start: Ints
    """(K+1,) pairs on the same line that may not be present together with pair k (symmetric)."""
    conflict_pair: Ints
    """the conflicting pairs."""
    n_nations: int
    pool_ids: Sequence[str] = field(default=())
    offer_ids: Sequence[str] = field(default=())
    line_ids: Sequence[str] = field(default=())
    limit_ids: Sequence[str] = field(default=())
    nation_ids: Sequence[str] = field(default=())

    @property
    def n_periods(self) -> int:
        """Length of the horizon, periods."""
        return int(self.demand.shape[1])

    @property
    def n_pairs(self) -> int:
        """Number of pairs."""
        return len(self.pair_pool)

    @property
    def n_lines(self) -> int:
        """Number of requirement lines."""
        return len(self.demand)

    @property
    def n_pools(self) -> int:
        """Number of pools."""
        return len(self.units)

    @property
    def n_limits(self) -> int:
        """Number of limits."""
        return len(self.limit_cap)

    def weighted_demand(self, weights: Sequence[float]) -> float:
        """Sum of demand times the weight of each line's class."""
        return float((np.asarray(weights, dtype=float)[self.priority] * self.demand.sum(axis=1)).sum())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plan:
    """Tours: row i sends ``count[i]`` units of pair ``pair[i]`` from period ``start[i]`` for ``length[i]`` periods."""

    pair: Ints
    start: Ints
    length: Ints
    count: Ints

    def sorted(self) -> "Plan":
        """The same tours in canonical order (pair, start, length), equal ones merged."""
        if not len(self.pair):
            return self
        rows = np.stack([self.pair, self.start, self.length])
        keys, inverse = np.unique(rows, axis=1, return_inverse=True)
        count = np.bincount(inverse.ravel(), weights=self.count, minlength=keys.shape[1])
        return Plan(
            pair=keys[0].astype(np.int32),
            start=keys[1].astype(np.int32),
            length=keys[2].astype(np.int32),
            count=np.rint(count).astype(np.int32),
        )

    @staticmethod
    def empty() -> "Plan":
        """A plan without tours."""
        none = np.zeros(0, dtype=np.int32)
        return Plan(pair=none, start=none, length=none, count=none)


def cover_share(position: int, handover: float) -> float:
    """Share of a unit's ``position``-th period on tour (0 = arrival) that counts after ``handover`` periods.

    >>> cover_share(0, 0.25), cover_share(0, 1.5), cover_share(1, 1.5), cover_share(2, 1.5)
    (0.75, 0.0, 0.5, 1.0)
    """
    return min(1.0, max(0.0, position + 1.0 - handover))
