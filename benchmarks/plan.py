"""Accord beside general solvers on the same problems, in the same run and time limit.

``python benchmarks/plan.py --size M --seeds 5 --time-limit 15 --peers highs,cpsat,cbc --json``
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

if __name__ == "__main__":
    # A script's own folder comes first on the path; its files are not top-level modules.
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from benchmarks.apart import run_apart, usual_leash
from benchmarks.generate import SIZES, generate
from benchmarks.peers import NAMES
from benchmarks.row import Row, compare, judge
from benchmarks.table import head, line, medians


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparison; 1 if any plan failed its check."""
    options = _parser().parse_args(arguments)
    if options.replan is not None or options.withdrawals is not None:
        from benchmarks import changes  # loads the solver, which the process that watches the others does not need

        return changes.main(options)
    words = sys.stderr if options.json else sys.stdout
    print(head(), file=words, flush=True)
    rows: list[Row] = []
    for row in _rows(options):
        rows.append(row)
        print(line(row), file=words, flush=True)
        if options.json:
            print(json.dumps(row.plain()), flush=True)
    for text in medians(rows):
        print(text, file=words)
    if options.first:
        print(_first(rows), file=words)
    return int(any(row.coverage is not None and not row.verified for row in rows))


def _rows(options: argparse.Namespace) -> Iterator[Row]:
    for size in options.size:
        for seed in range(1, options.seeds + 1):
            yield from _one_problem(size, seed, options)


def _one_problem(size: str, seed: int, options: argparse.Namespace) -> list[Row]:
    problem = generate(size, seed=seed)
    leash = usual_leash(options.time_limit)
    solvers = [*([] if options.no_accord else ["accord"]), *options.peers]
    found = [(solver, run_apart(solver, size, seed, leash)) for solver in solvers]
    runs = [(judge(one, problem, solver=solver, size=size, seed=seed), one) for solver, one in found]
    return compare(runs, problem)


def _first(rows: Sequence[Row]) -> str:
    ours = [row for row in rows if row.solver == "accord" and row.first_seconds is not None]
    if not ours:
        return "first plan: none"
    latest = max(row.first_seconds or 0.0 for row in ours)
    worst = min(row.first_coverage or 0.0 for row in ours)
    return f"first plan: after {latest:.2f} s at the latest, with {100.0 * worst:.2f} % covered at the least"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=_sizes, default=["S"], help=f"sizes, by commas: {', '.join(SIZES)}")
    parser.add_argument("--seeds", type=int, default=1, help="seeds 1 to this")
    parser.add_argument("--time-limit", type=float, default=15.0, help="seconds for each solver and problem")
    parser.add_argument("--peers", type=_peers, default=[], help=f"by commas: {', '.join(NAMES)}")
    parser.add_argument("--no-accord", action="store_true", help="peers only")
    parser.add_argument("--json", action="store_true", help="one JSON object a row on stdout; the table on stderr")
    parser.add_argument("--first", action="store_true", help="say when the first plan was there, and how good")
    parser.add_argument("--replan", type=float, nargs="?", const=2.0, help="lose an offer, mend it in so many seconds")
    parser.add_argument("--withdrawals", type=float, nargs="?", const=60.0, help="lose each nation, so many seconds")
    return parser


def _sizes(text: str) -> list[str]:
    return _known(text, SIZES)


def _peers(text: str) -> list[str]:
    return _known(text, NAMES)


def _known(text: str, names: Sequence[str]) -> list[str]:
    """
    >>> _known("S,L-mix", SIZES)
    ['S', 'L-mix']
    """
    wanted = [name for name in text.split(",") if name]
    unknown = [name for name in wanted if name not in names]
    if unknown:
        raise argparse.ArgumentTypeError(f"no {', '.join(unknown)}; there are {', '.join(names)}")
    return wanted


if __name__ == "__main__":
    sys.exit(main())
