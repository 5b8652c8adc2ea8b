"""General solvers on the same problems, each with its best known formulation.

`highspy` and `ortools` cannot be loaded in one process, so each peer is imported only by the worker that runs it.
"""

NAMES = ("highs", "cpsat", "cbc")
