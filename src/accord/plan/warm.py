"""Load the compiled loops, and compile them where no earlier run on this machine has: apart from any clock."""

import numpy as np

from accord.plan.polish import anneal, fill_up, set_up
from accord.plan.prices import climb_on, make_tariff, open_market
from accord.plan.problem import Plan
from accord.plan.tiny import tiny_problem

_WEIGHTS = (1.0, 1.0, 1.0)


def warm_up() -> None:
    """Run every loop once on next to nothing.

    The first time on a machine it takes about half a minute; compiled loops are kept on disk.
    """
    warm_search()
    warm_prices()


def warm_search() -> None:
    """Run the search once."""
    bench = set_up(tiny_problem([[1, 1]], [(0, 0)]), _WEIGHTS, Plan.empty(), seed=0)
    fill_up(bench)
    anneal(bench, hot=1.0, cold=1.0, moves=2)


def warm_prices() -> None:
    """Climb prices once."""
    market = open_market(tiny_problem([[1, 1]], [(0, 0)]), _WEIGHTS)
    climb_on(market, 1, target=1.0)
    one = np.ones(1, dtype=np.int32)
    make_tariff(market.data, market.guidance()).losses(one * 0, one * 0, one)
