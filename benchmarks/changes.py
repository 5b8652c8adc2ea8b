"""How a plan is mended: after its busiest offer is lost, and without each nation in turn.

A plan that is mended has been made, so its prices are there: for one loss they climb before the clock starts. For all
nations together the clock counts them too.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from statistics import fmean
from time import perf_counter

from accord.plan.outlook import Outlook, open_outlook
from accord.plan.problem import Ints, Plan, PlanProblem
from accord.plan.solution import Stop
from accord.plan.verify import broken_rules, shortfall
from accord.plan.withdraw import Loss, losses, pools_of
from benchmarks.found import WEIGHTS, Found
from benchmarks.generate import generate
from benchmarks.ours import busiest_pool, solve
from benchmarks.table import middle
from benchmarks.worker import warm_up

CLIMB_SECONDS = 2.0
"""Seconds in which the prices of the plan at hand climb."""
SEARCH_SHARE = 0.93
"""Share of the seconds that goes to re-planning; the rest is for what stands around it."""
_EPS_PP = 1e-6
AT_ONCE = 2
"""Losses mended side by side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A plan and its replacement. Coverages are shares of the weighted demand, recounted; gaps are percentage points.

    Of withdrawals: means over all nations, and the seconds of all together.
    """

    task: str
    """``replan`` or ``withdrawals``."""
    size: str
    seed: int
    before: float
    gap_before_pp: float
    left: float
    """Coverage of what is left of the plan, nothing replaced."""
    after: float
    gap_after_pp: float
    seconds: float
    verified: bool


def main(options: argparse.Namespace) -> int:
    """Print a line for each size and seed, then medians; 1 if a plan failed its check."""
    warm_up(solve)
    words = sys.stderr if options.json else sys.stdout
    rows = []
    for row in _rows(options):
        rows.append(row)
        print(line(row), file=words, flush=True)
        if options.json:
            print(json.dumps(asdict(row)), flush=True)
    for task in dict.fromkeys(row.task for row in rows):
        print(_median(task, [row for row in rows if row.task == task]), file=words)
    return int(not all(row.verified for row in rows))


def _rows(options: argparse.Namespace) -> Iterator[Mended]:
    for size in options.size:
        for seed in range(1, options.seeds + 1):
            problem = generate(size, seed=seed)
            found = solve(problem, seconds=options.time_limit)
            assert found.plan is not None
            if options.replan is not None:
                outlook = _prices(problem, found.plan)
                lost = [busiest_pool(problem, found.plan)]
                began = perf_counter()
                mended = mend(problem, found.plan, lost, outlook, seconds=SEARCH_SHARE * options.replan)
                yield _mended("replan", size, seed, problem, found, mended, perf_counter() - began)
            if options.withdrawals is not None:
                lost = [pools_of(problem, nation) for nation in range(problem.n_nations)]
                began = perf_counter()
                outlook = _prices(problem, found.plan)
                each = AT_ONCE * SEARCH_SHARE * (options.withdrawals - CLIMB_SECONDS) / len(lost)
                mended = mend(problem, found.plan, lost, outlook, seconds=each)
                yield _mended("withdrawals", size, seed, problem, found, mended, perf_counter() - began)


def _prices(problem: PlanProblem, plan: Plan) -> Outlook:
    outlook = open_outlook(problem, WEIGHTS)
    outlook.climb(problem, plan, Stop(seconds=CLIMB_SECONDS))
    return outlook


def mend(problem: PlanProblem, plan: Plan, lost: list[Ints], outlook: Outlook, *, seconds: float) -> list[Loss]:
    """Plan again after each loss, in so many seconds each."""
    return list(losses(problem, plan, lost, outlook=outlook, each=Stop(seconds=seconds)))


def _mended(
    task: str, size: str, seed: int, problem: PlanProblem, found: Found, losses: list[Loss], seconds: float
) -> Mended:
    assert found.plan is not None
    assert found.least is not None
    before, least = coverage(problem, found.plan), 1.0 - found.least / problem.weighted_demand(WEIGHTS)
    return Mended(
        task=task,
        size=size,
        seed=seed,
        before=before,
        gap_before_pp=100.0 * (least - before),
        left=fmean(coverage(loss.problem, loss.left) for loss in losses),
        after=fmean(coverage(loss.problem, loss.after.plan) for loss in losses),
        gap_after_pp=fmean(gap_pp(loss) for loss in losses),
        seconds=seconds,
        verified=all(not broken_rules(loss.problem, loss.after.plan) and gap_pp(loss) > -_EPS_PP for loss in losses),
    )


def coverage(problem: PlanProblem, plan: Plan) -> float:
    """Recounted."""
    return 1.0 - float(shortfall(problem, plan) @ WEIGHTS) / problem.weighted_demand(WEIGHTS)


def gap_pp(loss: Loss) -> float:
    """Between the new plan, recounted, and its bound."""
    return 100.0 * (loss.after.limit - coverage(loss.problem, loss.after.plan))


def line(row: Mended) -> str:
    """One row as text."""
    return (
        f"{row.size:8}{row.seed:>4} {row.task:12}coverage {100 * row.before:.2f} % (gap {row.gap_before_pp:.2f} pp), "
        f"left {100 * row.left:.2f} %, mended {100 * row.after:.2f} % (gap {row.gap_after_pp:.2f} pp) in "
        f"{row.seconds:.2f} s, {'checked' if row.verified else 'NOT CHECKED'}"
    )


def _median(task: str, rows: list[Mended]) -> str:
    before, after = middle(row.gap_before_pp for row in rows), middle(row.gap_after_pp for row in rows)
    return (
        f"{task}, median: gap {before:.2f} pp before, {after:.2f} pp after {middle(row.seconds for row in rows):.2f} s"
    )
