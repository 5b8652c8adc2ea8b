"""Why each report belongs to its incident, and how likely it does."""

import numpy as np
from numba import njit, prange

from accord.monitor.kernels.join import members_of, without
from accord.monitor.kernels.worth import parts


@njit(cache=True, nogil=True, parallel=True)
def tell(field, begins, others, chance, head, after, group):  # type: ignore[no-untyped-def]
    """Mean chance with the other members, and what the report adds to the log odds.

    Returns
    -------
    probability : (n,) 1 for a report alone
    weights : (n, 5) place, time, kind, count, density
    """
    n = len(group)
    probability = np.ones(n)
    weights = np.zeros((n, 5))
    for chunk in prange(64):
        members = np.empty(2 * field.kind_told.shape[0] + 2, dtype=np.int64)
        whole = np.empty(5)
        rest = np.empty(5)
        for i in range(n * chunk // 64, n * (chunk + 1) // 64):
            m = members_of(head, after, group[i], members)
            if m < 2:
                continue
            total = 0.0
            for e in range(begins[i], begins[i + 1]):
                if group[others[e]] == group[i]:
                    total += chance[e]
            probability[i] = total / (m - 1)
            parts(field, members, m, whole)
            parts(field, members, without(members, m, i), rest)
            for k in range(5):
                weights[i, k] = whole[k] - rest[k]
    return probability, weights
