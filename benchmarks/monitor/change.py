"""How often the statistics of change err, on records whose truth is known: ``python benchmarks/monitor/change.py``.

Invented records: twelve areas of 20 km on a line, with rates of their own, 180 days, coverage that comes and goes by
area and week. Immigrants, each with its offspring and theirs, are seen with the chance that coverage says.
"""

import argparse
from collections.abc import Callable
from time import process_time
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from accord.monitor.excite import Branching
from accord.monitor.interaction import knox
from accord.monitor.pace import Pace, following, levels, rise

T = TypeVar("T")
Floats = npt.NDArray[np.float64]
AREAS, DAYS, LATELY = 12, 180, 28
FALSE_ALARM = LATELY / 365
WIDE, OFFSPRING_KM = 20.0, 2.0
XY = np.column_stack([np.arange(AREAS) * WIDE, np.zeros(AREAS)])


def invented(
    rng: np.random.Generator,
    *,
    ratio: float = 0.0,
    times: Floats | float = 1.0,
    coverage: tuple[float, float] = (0.3, 1.0),
    seen: Floats | None = None,
    wait: float = 1.0,
    events: float = 700.0,
) -> Pace:
    """A record, its places left out."""
    return invented_at(rng, ratio=ratio, times=times, coverage=coverage, seen=seen, wait=wait, events=events)[0]


def invented_at(
    rng: np.random.Generator,
    *,
    ratio: float = 0.0,
    times: Floats | float = 1.0,
    coverage: tuple[float, float] = (0.3, 1.0),
    seen: Floats | None = None,
    wait: float = 1.0,
    events: float = 700.0,
) -> tuple[Pace, Floats]:
    """A record and the places (n, 2), km, of its events.

    `times` (D,) is what the background is multiplied by; there are about `events` events before anyone looks.
    """
    rates = rng.gamma(2.0, 1.0, AREAS)
    rates *= events * (1 - ratio) / DAYS / rates.sum()
    factor = np.broadcast_to(times, DAYS)
    happened = [
        (day + rng.random(), area, *(XY[area] + rng.uniform(-WIDE / 2, WIDE / 2, 2)))
        for area in range(AREAS) for day in range(DAYS)
        for _ in range(rng.poisson(rates[area] * factor[day]))
    ]  # fmt: skip
    for when, area, x, y in happened:  # grows while it is read
        for _ in range(rng.poisson(ratio)):
            born = when + rng.exponential(wait)
            if born < DAYS:
                happened.append((born, area, *(np.array([x, y]) + rng.normal(0, OFFSPRING_KM, 2))))
    if seen is None:
        weeks = rng.uniform(*coverage, (AREAS, DAYS // 7 + 1))
        seen = np.repeat(weeks, 7, axis=1)[:, :DAYS]
    kept = sorted(one for one in happened if rng.random() < seen[one[1], int(one[0])])
    pace = Pace(
        times_days=np.array([one[0] for one in kept]),
        areas=np.array([one[1] for one in kept], dtype=np.int64),
        seen=seen,
        xy_km=XY,
    )
    return pace, np.array([one[2:] for one in kept])


def phases_of(pace: Pace) -> npt.NDArray[np.int64]:
    """Number of the level of each day."""
    pieces = levels(pace).pieces
    return np.repeat(np.arange(len(pieces)), [one.last - one.first + 1 for one in pieces])


def rows(runs: int, seed: int, options: dict[str, Any], asked: Callable[[Pace], T]) -> list[T]:
    """Answers to so many records."""
    return [asked(invented(np.random.default_rng([seed, run]), **options)) for run in range(runs)]


def one_background(pace: Pace) -> Branching:
    """Offspring, the background being the same throughout."""
    return following(pace)[0]


def by_level(pace: Pace) -> Branching:
    """Offspring, each level having a background of its own."""
    return following(pace, phases=phases_of(pace))[0]


def report_following(runs: int, seed: int) -> None:
    """Intervals that hold the truth."""
    tripled = np.where(np.arange(DAYS) < 120, 1.0, 3.0)
    half = np.full((AREAS, DAYS), 0.5)
    cases: list[tuple[str, float, dict[str, Any]]] = [
        ("nothing follows", 0.0, {}),
        ("0.3 follow", 0.3, {"ratio": 0.3}),
        ("0.6 follow", 0.6, {"ratio": 0.6}),
        ("0.9 follow", 0.9, {"ratio": 0.9}),
        ("0.6 follow, all is seen", 0.6, {"ratio": 0.6, "coverage": (1.0, 1.0)}),
        ("0.6 follow, half is seen", 0.6, {"ratio": 0.6, "seen": half}),
        ("nothing follows, background x 3 on day 120", 0.0, {"times": tripled, "events": 400.0}),
        ("0.3 follow, background x 3 on day 120", 0.3, {"ratio": 0.3, "times": tripled, "events": 400.0}),
    ]
    print(
        f"\nBranching ratio, {runs} records each: median, share of 90 % intervals that hold it, share with low end > 0"
    )
    for name, truth, options in cases:
        asks = [("by level", by_level), *([("one background", one_background)] if "times" in options else [])]
        for told, asked in asks:
            found = rows(runs, seed, options, asked)
            held = np.mean([one.low <= truth <= one.high for one in found])
            above = np.mean([one.low > 0 for one in found])
            print(
                f"  {name}, {told}: {np.median([one.ratio for one in found]):.2f}, {held:.2f}, {above:.2f}", flush=True
            )


def report_rise(runs: int, seed: int) -> None:
    """False and right onsets."""
    doubled = np.where(np.arange(DAYS) < DAYS - LATELY + 7, 1.0, 2.0)
    rng = np.random.default_rng(seed)
    print(f"\nOnset in the last {LATELY} days, {runs} records each; by chance wanted: {FALSE_ALARM:.3f}")
    cases: list[tuple[str, dict[str, Any]]] = [
        ("nothing changes", {}),
        ("nothing changes, 100 events", {"events": 100.0}),
        ("nothing changes, 0.3 follow", {"ratio": 0.3}),
        ("nothing changes, 0.6 follow", {"ratio": 0.6}),
        ("background x 2 on the eighth of them", {"times": doubled}),
    ]
    for name, options in cases:
        found = rows(runs, seed, options, lambda pace: rise(pace, lately=LATELY, false_alarm=FALSE_ALARM, rng=rng))
        alarms = [one for one in found if one is not None]
        when = f"; noticed after {np.median([one.period - 6 for one in alarms]):.0f} days" if "x 2" in name else ""
        print(f"  {name}: {len(alarms) / runs:.3f}{when}")


def report_levels(runs: int, seed: int) -> None:
    """Divisions of histories."""
    tripled = np.where(np.arange(DAYS) < 120, 1.0, 3.0)
    print(f"\nLevels, {runs} records each: share with any break, share with one within 2 days of day 120")
    cases: list[tuple[str, dict[str, Any]]] = [
        ("nothing changes", {}),
        ("nothing changes, 0.3 follow", {"ratio": 0.3}),
        ("nothing changes, 0.6 follow", {"ratio": 0.6}),
        ("background x 3 on day 120", {"times": tripled, "events": 400.0}),
        ("background x 3 on day 120, 0.3 follow", {"times": tripled, "events": 400.0, "ratio": 0.3}),
    ]
    for name, options in cases:
        found = rows(runs, seed, options, lambda pace: levels(pace).breaks)
        right = np.mean([any(abs(at - 120) <= 2 for at in one) for one in found])
        print(f"  {name}: {np.mean([len(one) > 0 for one in found]):.3f}, {right:.3f}")


def report_repeats(runs: int, seed: int) -> None:
    """Level of the Knox test where coverage of some areas grows."""
    grown = np.full((AREAS, DAYS), 0.3)
    grown[:4, 90:] = 1.0
    print(f"\nNear repeats, {runs} records each: share with p <= .05, times permuted among all / within areas")
    cases: list[tuple[str, dict[str, Any]]] = [
        ("nothing follows", {}),
        ("nothing follows, coverage of four areas x 3", {"seen": grown}),
        ("0.3 follow", {"ratio": 0.3}),
    ]
    for name, options in cases:
        found = []
        for run in range(runs):
            rng = np.random.default_rng([seed, run])
            pace, xy = invented_at(rng, **options)
            found.append([
                knox(xy, pace.times_days, km=5, days=2, rng=rng, permutations=199, strata=strata).p <= 0.05
                for strata in (None, pace.areas)
            ])  # fmt: skip
        print(f"  {name}: {np.mean([a for a, _ in found]):.3f} / {np.mean([b for _, b in found]):.3f}")


def main() -> None:
    """All."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=101)
    parser.add_argument("--only", default="repeats,levels,rise,following", help="by commas")
    options = parser.parse_args()
    reports = {
        "repeats": report_repeats, "levels": report_levels, "rise": report_rise, "following": report_following
    }  # fmt: skip
    for name in options.only.split(","):
        began = process_time()
        reports[name](options.runs, options.seed)
        print(f"  ({process_time() - began:.0f} CPU s)", flush=True)


if __name__ == "__main__":
    main()
