"""Compiled loops over a planning problem: state, best chain of tours, search, price bound.

Compiled on first use, in about 20 s, and then kept beside the sources; later runs load them.
"""

from numba import config

# The loops are short and branch a lot: measured, vectorising gains them nothing and costs a third of the compile time.
config.LOOP_VECTORIZE = 0  # type: ignore[attr-defined]
config.SLP_VECTORIZE = 0  # type: ignore[attr-defined]
