"""The exact solver: whole problems proven best, slices of large plans, bounds and prices by relaxation."""

from accord.plan.exact.build import Built, build
from accord.plan.exact.goal import Goal, Hold
from accord.plan.exact.ground import Prepared, prepare
from accord.plan.exact.prices import Prices, relaxation
from accord.plan.exact.slices import Slice, solve_slice
from accord.plan.exact.solve import solve_exact
from accord.plan.exact.tours import Tours, all_tours, n_tours
from accord.solver.highs import Effort

__all__ = [
    "Built",
    "Effort",
    "Goal",
    "Hold",
    "Prepared",
    "Prices",
    "Slice",
    "Tours",
    "all_tours",
    "build",
    "n_tours",
    "prepare",
    "relaxation",
    "solve_exact",
    "solve_slice",
]
