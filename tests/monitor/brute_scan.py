"""The scan in plain Python, every cylinder by itself; shares nothing with the package."""

import math


def rising_expected(n, x):
    return [
        [sum(row) * cover / sum(covers) if sum(covers) else 0.0 for cover in covers]
        for row, covers in zip(n, x, strict=True)
    ]


def moving_expected(n):
    total = sum(map(sum, n)) or 1
    days = [sum(row[d] for row in n) for d in range(len(n[0]))]
    return [[sum(row) * day / total for day in days] for row in n]


def circles(xy, weight, share):
    """Every set of places within a radius of a place, whole sets of equal distance, up to a share of the weight."""
    found = []
    for centre, (a, b) in enumerate(xy):
        distance = [math.dist((a, b), other) for other in xy]
        for radius in sorted(set(distance)):
            members = frozenset(p for p, far in enumerate(distance) if far <= radius + 1e-9)
            if radius == 0 or sum(weight[p] for p in members) <= share * sum(weight) + 1e-12:
                found.append((centre, members))
    return found


def log_ratio(c, e, m):
    if c <= e or e <= 0:
        return 0.0
    rest = (m - c) * math.log((m - c) / (m - e)) if m > c else 0.0
    return c * math.log(c / e) + rest


def strongest(n, expected, xy, windows, share, *, is_own):
    """(gain, places, days) of every cylinder with the greatest gain."""
    weight = [sum(row) for row in expected]
    total = sum(map(sum, n))
    best, argbest = 0.0, []
    for _, members in circles(xy, weight, share):
        pool = sum(sum(n[p]) for p in members) if is_own else total
        for days in range(1, windows + 1):
            c = sum(sum(n[p][-days:]) for p in members)
            e = sum(sum(expected[p][-days:]) for p in members)
            value = log_ratio(c, e, pool)
            if value > best + 1e-9:
                best, argbest = value, []
            if value > 0 and abs(value - best) <= 1e-9:
                argbest.append((members, days))
    return best, argbest
