"""Signed distance of many points to one border: a polyline, or the rings of polygons.

The sign is that of the nearest segment: positive on its left, looking along it. Where the nearest spot is a corner, the
mean of the two normals decides (Baerentzen & Aanaes 2005, in the plane), which is exact for closed rings. Beyond the
ends of an open line its first and last segments are taken to run on.

Segments lie in blocks with boxes; a block whose box is farther away than the best so far is left out.
"""

import math

import numpy as np
import numpy.typing as npt
from numba import njit

Floats = npt.NDArray[np.float64]

BLOCK = 16
"""Segments a block."""


@njit(cache=True, nogil=True)
def _spot(x: float, y: float, segment: Floats) -> tuple[float, float]:
    """Squared distance to a segment, and the share of it at which its nearest spot lies."""
    dx, dy = segment[2] - segment[0], segment[3] - segment[1]
    length = dx * dx + dy * dy
    share = 0.0
    if length > 0:
        share = min(1.0, max(0.0, ((x - segment[0]) * dx + (y - segment[1]) * dy) / length))
    ex, ey = x - segment[0] - share * dx, y - segment[1] - share * dy
    return ex * ex + ey * ey, share


@njit(cache=True, nogil=True)
def _signed(x: float, y: float, segment: Floats, square: float, share: float) -> float:
    """Distance with its sign. A segment has its ends, and the normals that decide at each end."""
    if share <= 0.0:
        side = (x - segment[0]) * segment[4] + (y - segment[1]) * segment[5]
    elif share >= 1.0:
        side = (x - segment[2]) * segment[6] + (y - segment[3]) * segment[7]
    else:
        side = (y - segment[1]) * (segment[2] - segment[0]) - (x - segment[0]) * (segment[3] - segment[1])
    return math.sqrt(square) if side >= 0 else -math.sqrt(square)


@njit(cache=True, nogil=True)
def _from_box(x: float, y: float, box: Floats) -> float:
    dx = max(0.0, box[0] - x, x - box[2])
    dy = max(0.0, box[1] - y, y - box[3])
    return float(dx * dx + dy * dy)


@njit(cache=True, nogil=True)
def signed_km(x: Floats, y: Floats, segments: Floats, boxes: Floats, out: Floats) -> None:
    """Signed distance of n points (NaN gives NaN) to S segments (S, 8) in blocks with boxes (B, 4), into `out` (n,)."""
    blocks = len(boxes)
    low = np.empty(blocks)
    for i in range(len(x)):
        if not (math.isfinite(x[i]) and math.isfinite(y[i])):
            out[i] = math.nan
            continue
        first = 0
        for b in range(blocks):
            low[b] = _from_box(x[i], y[i], boxes[b])
            if low[b] < low[first]:
                first = b
        best, which, at = math.inf, 0, 0.0
        for turn in range(blocks + 1):
            b = first if turn == 0 else turn - 1
            if (turn > 0 and b == first) or low[b] >= best:
                continue
            for s in range(b * BLOCK, min((b + 1) * BLOCK, len(segments))):
                square, share = _spot(x[i], y[i], segments[s])
                if square < best:
                    best, which, at = square, s, share
        out[i] = _signed(x[i], y[i], segments[which], best, at)


@njit(cache=True, nogil=True)
def signed_cloud_km(
    x: Floats, y: Floats, near: Floats, reach: Floats, points: Floats, segments: Floats, boxes: Floats, out: Floats
) -> None:
    """Signed distances (m, k) of clouds of k points about centres whose distance to the border is known.

    A segment nearest to any point of a cloud lies within the centre's distance plus twice the cloud's reach.
    """
    chosen = np.empty(len(segments), dtype=np.int64)
    for i in range(len(x)):
        bound = (abs(near[i]) + 2.0 * reach[i]) ** 2 * (1 + 1e-9) + 1e-12
        count = 0
        for b in range(len(boxes)):
            if _from_box(x[i], y[i], boxes[b]) <= bound:
                for s in range(b * BLOCK, min((b + 1) * BLOCK, len(segments))):
                    if _spot(x[i], y[i], segments[s])[0] <= bound:
                        chosen[count] = s
                        count += 1
        for k in range(points.shape[1]):
            px, py = points[i, k, 0], points[i, k, 1]
            best, which, at = math.inf, 0, 0.0
            for c in range(count):
                square, share = _spot(px, py, segments[chosen[c]])
                if square < best:
                    best, which, at = square, chosen[c], share
            out[i, k] = _signed(px, py, segments[which], best, at)
