"""Compiled loops over a planning problem: state, best chain of tours, search, price bound.

Compiled on first use, in about 20 s, and then kept beside the sources; later runs load them.
"""

from numba import config

# The loops are short and branch a lot. One run each on a busy machine: vectorising left the search as fast as without
# (49 and 48 microseconds a move) and compiling took longer (34 against 23 s of processor time).
config.LOOP_VECTORIZE = 0  # type: ignore[attr-defined]
config.SLP_VECTORIZE = 0  # type: ignore[attr-defined]
