"""How much better one event explains a set of reports than separate events do: the value that fusion maximises.

Arrays of a `Field` (n reports, S sources, K kinds, B classes of counts, U units, C cells): see `accord.monitor.field`.
"""

from math import log

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def worth(field, members, m):  # type: ignore[no-untyped-def]
    """Log odds of "members[:m] tell of one event" against "each of an event of its own"; 0 for one report."""
    if m < 2:
        return 0.0
    place, time, density = _misfits(field, members, m)
    kinds, counts = _kinds(field, members, m), _counts(field, members, m)
    for z in range(m):
        kinds -= field.kind_alone[members[z]]
        counts -= field.count_alone[members[z]]
    return place + time + density + kinds + counts


@njit(cache=True, nogil=True)
def parts(field, members, m, out):  # type: ignore[no-untyped-def]
    """The same sum, taken apart: place, time, kind, count, density (with what a perfect match would give)."""
    out[:] = 0.0
    if m < 2:
        return
    out[0], out[1], out[4] = _misfits(field, members, m)
    out[2], out[3] = _kinds(field, members, m), _counts(field, members, m)
    for z in range(m):
        out[2] -= field.kind_alone[members[z]]
        out[3] -= field.count_alone[members[z]]


@njit(cache=True, nogil=True)
def _misfits(field, members, m):  # type: ignore[no-untyped-def]
    first = members[0]
    x0, y0, t0 = field.x[first], field.y[first], field.t[first]
    a = b = c = hx = hy = q = 0.0
    tw = th = tq = 0.0
    half_logs = unseen_all = 0.0
    for z in range(m):
        i = members[z]
        x, y, t = field.x[i] - x0, field.y[i] - y0, field.t[i] - t0
        pa, pb, pc = field.precision[i, 0], field.precision[i, 1], field.precision[i, 2]
        gx, gy = pa * x + pb * y, pb * x + pc * y
        a += pa
        b += pb
        c += pc
        hx += gx
        hy += gy
        q += gx * x + gy * y
        w = field.time_precision[i]
        tw += w
        th += w * t
        tq += w * t * t
        half_logs += field.half_log[i]
        unseen_all += field.log_unseen[i]
    det = a * c - b * b
    q -= (c * hx * hx - 2 * b * hx * hy + a * hy * hy) / det
    tq -= th * th / tw
    place = -field.power_place[m] * np.log1p(max(q, 0.0) / field.tails[0])
    time = -field.power_time[m] * np.log1p(max(tq, 0.0) / field.tails[1])
    peak = half_logs - 0.5 * log(det) - 0.5 * log(tw) + field.tail_place[m] + field.tail_time[m]
    return place, time, peak + unseen_all / m - unseen_all


@njit(cache=True, nogil=True)
def _kinds(field, members, m):  # type: ignore[no-untyped-def]
    # The mix around the first in the field: the order of the members means nothing.
    lowest = members[0]
    for z in range(1, m):
        lowest = min(lowest, members[z])
    cell = field.cell[lowest]
    total = 0.0
    for k in range(field.kind_share.shape[1]):
        product = field.kind_share[cell, k]
        for z in range(m):
            i = members[z]
            product *= field.kind_told[field.source[i], field.kind[i], k]
        total += product
    return log(total)


@njit(cache=True, nogil=True)
def _counts(field, members, m):  # type: ignore[no-untyped-def]
    unit = -1
    for z in range(m):
        if field.tally[members[z]] >= 0:
            unit = field.unit[members[z]]
            break
    if unit < 0:
        return 0.0
    total = 0.0
    for k in range(field.count_share.shape[1]):
        product = field.count_share[unit, k]
        for z in range(m):
            i = members[z]
            if field.tally[i] >= 0 and field.unit[i] == unit:
                product *= field.count_told[field.tally[i], k]
        total += product
    value = log(total)
    for z in range(m):
        i = members[z]
        if field.tally[i] >= 0 and field.unit[i] != unit:
            value += field.count_alone[i]
    return value
