"""Generalised assignment instances against their best-known values: ``python benchmarks/gap.py --seconds 60``.

Skips, and says so, where the instances are not there.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

if __name__ == "__main__":
    # A script's own folder comes first on the path; its files are not top-level modules.
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from accord.plan.exact import solve_exact
from accord.plan.solution import Stop
from accord.plan.verify import broken_rules, cost
from benchmarks.gap_instances import Instance, as_problem, instances


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One instance. Values are costs of full assignments."""

    name: str
    best: int
    """Best value known."""
    value: float | None
    """Reached; None if some item was left out."""
    gap_percent: float | None
    """Above the best value known."""
    claim: str
    """"proven" (by us), "reached" (the best value known), or how far above it."""
    seconds: float
    verified: bool


def run(instance: Instance, *, seconds: float) -> Result:
    """Solve one instance and check the answer."""
    problem = as_problem(instance)
    began = perf_counter()
    solution = solve_exact(problem, weights=(1.0, 1.0, 1.0), stop=Stop(seconds=seconds), cheapest=True)
    took = perf_counter() - began
    covered = float(solution.shortfall.sum()) == 0.0
    value = round(cost(problem, solution.plan), 6) if covered else None
    gap = None if value is None else 100.0 * (value - instance.best) / instance.best
    return Result(
        name=instance.name,
        best=instance.best,
        value=value,
        gap_percent=gap,
        claim=claim(value, instance, proven=solution.proven),
        seconds=took,
        verified=covered and not broken_rules(problem, solution.plan),
    )


def claim(value: float | None, instance: Instance, *, proven: bool) -> str:
    """What is known of a value, in exact words."""
    if value is None:
        return "no full assignment"
    if proven:
        return "proven" if not instance.settled or value == instance.best else "WRONG: proven, but not the best known"
    if value < instance.best:
        return "better than known"
    return "reached" if value == instance.best else f"{value - instance.best:g} above"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the instances; 1 if an answer failed its check."""
    options = _parser().parse_args(arguments)
    chosen = [one for one in instances() if one.name.startswith(tuple(options.only.split(",")))]
    if not chosen:
        print("no instances here: skipped")
        return 0
    words = sys.stderr if options.json else sys.stdout
    results = []
    for instance in chosen:
        result = run(instance, seconds=options.seconds)
        results.append(result)
        print(_line(result), file=words, flush=True)
        if options.json:
            print(json.dumps(asdict(result)), flush=True)
    settled = sum(result.claim in ("proven", "reached", "better than known") for result in results)
    print(f"{settled} of {len(results)} proven or at the best value known", file=words)
    return int(any(not result.verified or result.claim.startswith("WRONG") for result in results))


def _line(result: Result) -> str:
    value = "-" if result.value is None else f"{result.value:g}"
    gap = "-" if result.gap_percent is None else f"{result.gap_percent:.2f} %"
    checked = "checked" if result.verified else "NOT CHECKED"
    return (
        f"{result.name:22} best {result.best:7d}  ours {value:>8}  {gap:>8}  {result.claim:20}{result.seconds:7.1f} s  "
        f"{checked}"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60.0, help="limit for each instance")
    parser.add_argument("--only", default="chu1997", help="beginnings of names, by commas: chu1997/d, cattrysse1994")
    parser.add_argument("--json", action="store_true", help="one JSON object a row on stdout; the table on stderr")
    return parser


if __name__ == "__main__":
    sys.exit(main())
