"""The space-time scan: speed, calibration, coverage, history, a peer: ``python benchmarks/monitor/scan.py``."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter, process_time

if __name__ == "__main__":
    # A script's own folder comes first on the path; its files are not top-level modules.
    sys.path[0] = str(Path(__file__).resolve().parents[2])

import numpy as np
from benchmarks.monitor.scan_cases import quiet_case, speed_case
from benchmarks.monitor.scan_coverage import report_coverage
from benchmarks.monitor.scan_history import report_history
from benchmarks.monitor.scan_peer import report_peer

from accord.model.cluster import Question
from accord.monitor.scan import Baseline, scan


def report_speed(options: argparse.Namespace) -> None:
    """Processor seconds of both threads together, second run (the first may compile)."""
    print(f"\nspeed: {options.events} events, 90 days, 30 windows, 999 replicas")
    for places in options.places:
        counts, xy, exposure, seen = speed_case(np.random.default_rng(0), places, options.events)
        for question in (Question.RISING, Question.MOVING):
            for name, table, known in (("all seen", counts, None), ("coverage", seen, exposure)):
                for _ in range(2):
                    cpu, wall = process_time(), perf_counter()
                    scan(table, xy, exposure=known, question=question, windows=30, rng=np.random.default_rng(1))
                    cpu, wall = process_time() - cpu, perf_counter() - wall
                print(f"  {places:5} places  {question.value:7} {name:9} {cpu:6.2f} CPU s  {wall:6.2f} s")


def report_null(options: argparse.Namespace) -> None:
    """How often a chance of 0.05 and less comes up where nothing changes."""
    print(f"\nnothing changes: 60 places, 56 days, 14 windows, 199 replicas, {options.runs} runs")
    ways: dict[str, dict[str, object]] = {
        "rising": {},
        "rising, drawn rates": {"baseline": Baseline.DRAWN},
        "moving": {"question": Question.MOVING},
    }
    for is_even in (True, False):
        for name, way in ways.items():
            rng = np.random.default_rng([options.seed, is_even])
            chances = []
            for _ in range(options.runs):
                counts, xy, exposure = quiet_case(rng, is_even=is_even)
                found = scan(counts, xy, exposure=exposure, windows=14, replicas=199, rng=rng, **way)  # type: ignore[arg-type]
                chances.append(found.clusters[0].p_monte_carlo if found.clusters else 1.0)
            shares = "  ".join(f"P(p <= {level}) = {np.mean(np.array(chances) <= level):.3f}" for level in (0.05, 0.1))
            print(f"  {'all seen' if is_even else 'coverage':9} {name:20} {shares}")


def report_daily(options: argparse.Namespace) -> None:
    """Days with an alarm, and separate alarms, in a month of daily scans where nothing changes."""
    months = max(1, options.runs // 10)
    print(f"\nlooking every day: {months} months of 30 days, 60 places, 56 days behind each, 199 replicas")
    rng = np.random.default_rng([options.seed, 30])
    days = np.zeros((months, 30), dtype=bool)
    for month in range(months):
        counts, xy, exposure = quiet_case(rng, is_even=False, days=86)
        for day in range(30):
            seen = slice(day + 1, day + 57)
            found = scan(counts[:, seen], xy, exposure=exposure[:, seen], replicas=199, rng=rng)
            days[month, day] = bool(found.alarms)
    starts = days & ~np.pad(days, ((0, 0), (1, 0)))[:, :-1]
    wanted = found.false_alarms_per_month
    print(f"  at most {wanted} days with an alarm a month wanted: {days.sum() / months:.2f} days,")
    print(f"  {starts.sum() / months:.2f} separate alarms, {days.any(axis=1).mean():.0%} of months with any")


PARTS: dict[str, Callable[[argparse.Namespace], None]] = {
    "speed": report_speed,
    "null": report_null,
    "daily": report_daily,
    "coverage": report_coverage,
    "history": report_history,
    "peer": report_peer,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the parts that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parts", default=",".join(PARTS), help="parts, by commas")
    parser.add_argument("--places", default="250,500", help="sizes for speed, by commas")
    parser.add_argument("--events", type=int, default=5000)
    parser.add_argument("--runs", type=int, default=1000, help="runs of each case of null and coverage")
    parser.add_argument("--seed", type=int, default=20260, help="seeds below 1000 were used while building")
    parser.add_argument("--days-apart", type=int, default=7, help="history: one scan every so many days, 2016 to 2019")
    options = parser.parse_args(arguments)
    options.places = [int(places) for places in options.places.split(",")]
    for part in options.parts.split(","):
        PARTS[part](options)


if __name__ == "__main__":
    main()
